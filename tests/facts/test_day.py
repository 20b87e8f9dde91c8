"""The day of publishing."""

from __future__ import annotations

from shanhai.facts.byline import Item
from shanhai.facts.day import Days, day_of, signature, signer
from shanhai.facts.lines import Line, lines


def day(value: str, field: str = "published") -> Item:
    return Item(field=field, value=value, start=0, end=len(value))


def line(text: str) -> Line:
    return Line(start=0, end=len(text), text=text)


def test_a_label_before_a_line_before_a_property() -> None:
    under = [(line("2023-10-09"), day("2023-10-09"))]
    days = Days(labels=[day("2023-10-08")], under=under, properties=[day("2023-10-07")])
    assert day_of(days, "") == day("2023-10-08")
    assert day_of(Days(under=under, properties=[day("2023-10-07")]), "") == day("2023-10-09")


def test_a_day_of_the_week_at_the_head_is_a_papers_beside_an_edition() -> None:
    head = "2023年10月9日 星期一"
    days = Days(head=[(line(head), day("2023年10月9日"))])
    assert day_of(days, f"{head}\n第02版：要闻") is not None
    assert day_of(days, f"{head}\n欢迎访问秀山网") is None


def test_behind_the_article_only_a_line_that_speaks_of_the_page() -> None:
    link = (line("秀山加开列车 2023-08-10"), day("2023-08-10"))
    assert day_of(Days(behind=[link]), "") is None
    assert day_of(Days(behind=[(line("（2023-10-09）"), day("2023-10-09"))]), "") is not None


def test_signature_and_signer() -> None:
    body = lines("各位同志：\n谨表示衷心的感谢。\n秀山县人民政府\n2023年10月9日")
    signed = signature(body)
    assert signed is not None
    found = signer(body, signed)
    assert found is not None
    assert (signed.value, found.value) == ("2023年10月9日", "秀山县人民政府")
