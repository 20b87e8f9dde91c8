"""Links are cut at line ends and do not nest."""

from __future__ import annotations

from shanhai.model import Part, PartKind
from shanhai.pages.galley import Line
from shanhai.pages.link import by_line, outermost

LINES = [Line(start=start, end=start + 4, framed=False) for start in (0, 5, 10)]


def link(start: int, end: int) -> Part:
    return Part(kind=PartKind.LINK, start=start, end=end, href="/")


def test_a_link_over_lines_is_a_link_on_each() -> None:
    assert by_line([link(2, 12)], LINES) == [link(2, 4), link(5, 9), link(10, 12)]


def test_a_link_inside_a_line_stays_whole() -> None:
    assert by_line([link(6, 8)], LINES) == [link(6, 8)]


def test_no_lines_no_links() -> None:
    assert by_line([link(0, 1)], []) == []


def test_links_inside_links_are_dropped() -> None:
    assert outermost([link(1, 2), link(0, 4), link(5, 6)]) == [link(0, 4), link(5, 6)]
