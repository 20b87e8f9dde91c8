"""Navigation is where links are dense and no text is."""

from __future__ import annotations

from shanhai.pages.navigation import FEWEST_LINKS, LONG_LINE, navigation

Span = tuple[int, int]


def found(*, blocks: list[Span], links: list[Span], lines: list[Span], declared: list[Span] | None = None) -> list[Span]:
    parts = navigation(declared=declared or [], blocks=blocks, links=links, lines=lines)
    return [(part.start, part.end) for part in parts]


def links(count: int) -> list[Span]:
    """Links of two characters, a mark between them."""
    return [(3 * number, 3 * number + 2) for number in range(count)]


def test_a_block_of_links() -> None:
    assert found(blocks=[(0, 8)], links=links(FEWEST_LINKS), lines=[(0, 8)]) == [(0, 8)]


def test_few_links_are_a_sentence() -> None:
    assert found(blocks=[(0, 5)], links=links(FEWEST_LINKS - 1), lines=[(0, 5)]) == []


def test_links_in_a_text_are_no_navigation() -> None:
    assert found(blocks=[(0, 60)], links=links(3), lines=[(0, 60)]) == []


def test_an_article_among_links_keeps_the_block_from_being_navigation() -> None:
    many = links(100)
    article = (300, 301 + LONG_LINE)
    assert found(blocks=[(0, article[1]), (0, 299)], links=many, lines=[(0, 299), article]) == [(0, 299)]


def test_a_long_line_of_links_is_no_article() -> None:
    assert found(blocks=[(0, 149)], links=links(50), lines=[(0, 149)]) == [(0, 149)]


def test_the_outermost_block_is_taken_once() -> None:
    assert found(blocks=[(0, 8), (0, 20), (9, 20)], links=links(7), lines=[(0, 8), (9, 20)]) == [(0, 20)]


def test_declared_navigation_needs_no_links() -> None:
    assert found(declared=[(3, 5)], blocks=[], links=[], lines=[(0, 2), (3, 5)]) == [(3, 5)]
