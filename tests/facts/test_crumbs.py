"""The path above an article."""

from __future__ import annotations

import pytest

from shanhai.facts.crumbs import crumbs_of
from shanhai.facts.lines import lines


@pytest.mark.parametrize(
    ("path", "site", "column"),
    [
        ("当前位置：首页 > 新闻中心 > 协作动态 > 正文", None, "协作动态"),
        ("首页 > 协作动态", None, "协作动态"),
        ("秀山网首页>新闻中心>县区新闻", "秀山网", "县区新闻"),
        ("您的当前位置： 秀山文明网 > 文明播报 >", "秀山文明网", "文明播报"),
        ("您当前的位置 ：秀山在线 > 秀山新闻 > 秀山纵横 正文", "秀山在线", "秀山纵横"),
        ("[秀山网][首页][协作][正文]", "秀山网", "协作"),
        ("首页-协作要闻-文章内容", None, "协作要闻"),
        ("→ 技术交流", None, "技术交流"),
        ("首页/通知/交流/教育/他山", None, None),
        ("江苏 > 徐州 > 民生问答", None, "民生问答"),
        ("文/李四 图/王五", None, None),
        ("地址：秀山县中和镇", None, None),
    ],
)
def test_site_and_column(path: str, site: str | None, column: str | None) -> None:
    found = crumbs_of(lines(path))
    assert (found.site and found.site.value, found.column and found.column.value) == (site, column)


def test_the_title_is_no_step() -> None:
    found = crumbs_of(lines("网站首页 >> 本地新闻 >> 详情 >> 桐庐代表团来秀山考察"), "桐庐代表团来秀山考察")
    assert found.column is not None
    assert found.column.value == "本地新闻"
