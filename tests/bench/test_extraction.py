"""What is compared in body extraction, and the pages that it is timed on."""

from __future__ import annotations

from bench.extraction import READING, WHOLE, body, works
from bench.layout import layouts, normal
from bench.shell import SIZE, shell, shells


def test_the_pages_are_articles_in_a_site_of_fifty_kilobytes() -> None:
    pages = list(shells())
    markup = [page for page in layouts() if page.path.suffix == ".html"]
    assert len(pages) == len(markup)
    for octets, page in zip(pages, markup, strict=True):
        assert SIZE <= len(octets) < SIZE * 1.03
        assert all(paragraph in normal(body(octets)) for paragraph in page.body), page.path.name


def test_every_method_takes_bytes_and_gives_text() -> None:
    octets = next(shells())
    assert {READING, WHOLE} < set(works())
    assert all(isinstance(work(octets), str) for work in works().values())


def test_a_shell_is_the_same_each_time() -> None:
    page = "<html><head></head><body><p>甲</p></body></html>"
    assert shell(page) == shell(page)
