"""Which line is the title."""

from __future__ import annotations

import pytest

from shanhai.facts.lines import lines
from shanhai.facts.title import is_site_line, is_title_like, with_title
from shanhai.model import BlockKind

TITLE = "桐庐县党政代表团赴秀山县考察"


@pytest.mark.parametrize(
    "head", ["首页|要闻|视频|专题", "秀山网 » 要闻 » 正文", "秀山县协作办公室 主办", "秀府发〔2023〕9号", "秀山头条  秀山县融媒体中心"]
)
@pytest.mark.parametrize("above", [True, False])
def test_furniture_is_no_title(head: str, *, above: bool) -> None:
    texts = [head, TITLE] if above else [TITLE, head]
    found = with_title([(line, BlockKind.BODY) for line in lines("\n".join(texts))], 2, ())
    assert [line.text for line, kind in found if kind is BlockKind.TITLE] == [TITLE]


def test_a_heading_of_the_site_gives_way() -> None:
    kinds = [BlockKind.TITLE, BlockKind.BODY]
    found = with_title(list(zip(lines(f"秀山新闻网\n{TITLE}"), kinds, strict=True)), None, ())
    assert [kind for _, kind in found] == [BlockKind.NAVIGATION, BlockKind.TITLE]


def test_the_line_over_a_subtitle() -> None:
    found = with_title([(line, BlockKind.BODY) for line in lines(f"舟山与从江结对一周年纪念\n{TITLE}\n——记者跟访见闻")], None, ())
    assert [line.text for line, kind in found if kind is BlockKind.TITLE] == [TITLE, "——记者跟访见闻"]


def test_forms() -> None:
    assert is_title_like(TITLE)
    assert not is_site_line(TITLE)
    assert is_site_line("秀山网 秀山日报")
