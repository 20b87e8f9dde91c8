"""The lines of a site above an article."""

from __future__ import annotations

import pytest

from shanhai.facts.lines import Line, lines
from shanhai.facts.masthead import accounts, masthead

MENU = "首页 要闻 视频 专题"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f"秀山县人民政府\n{MENU}", "秀山县人民政府"),
        (f"中国政府网 | 重庆市人民政府\n秀山县人民政府\n{MENU}", "秀山县人民政府"),
        (f"秀山论坛 {MENU}", "秀山论坛"),
        ("两江姐妹 首页 人物 视频", "两江姐妹"),
        ("《两江》杂志　卷首语", "两江"),
        ("秀山县协作办公室文件\n秀协办〔2023〕9号", "秀山县协作办公室"),
        ("秀山电视台《秀山新闻》", "秀山电视台"),
        (f"2023年1月2日 欢迎访问秀山网！\n{MENU}", None),
        ("协作简报\n第3期", None),
        ("博彩在线观看网", None),
        (MENU, None),
    ],
)
def test_names(head: str, name: str | None) -> None:
    found = masthead(lines(head), [])
    assert [item.value for item in found.names[:1]] == ([name] if name else [])


def test_a_name_by_its_place_is_weak_and_said_again_is_not() -> None:
    head = lines(f"两江姐妹\n{MENU}")
    assert [item.value for item in masthead(head, []).weak] == ["两江姐妹"]
    assert [item.value for item in masthead(head, [Line(start=99, end=114, text="两江姐妹 2023-10-09")]).names] == ["两江姐妹"]


def test_columns_beside_a_name_and_under_a_menu() -> None:
    beside = masthead(lines("秀山信息港 | 山城资讯\n其他"), []).column
    under = masthead(lines("秀山县教育局\n首页 | 机构 | 公示公告 | 校园\n公示公告"), []).column
    assert beside is not None
    assert under is not None
    assert (beside.value, under.value) == ("山城资讯", "公示公告")


def test_accounts() -> None:
    assert [item.value for item in accounts([], lines("秀山微报 昨天"), hosted=False)] == ["秀山微报"]
    assert [item.value for item in accounts(lines("秀山融媒\n关注"), [], hosted=True)] == ["秀山融媒"]
    assert list(accounts(lines("秀山融媒\n关注"), [], hosted=False)) == []
