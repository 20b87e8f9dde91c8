"""Which paragraphs are the article's: ours and the libraries for main content, on the pages of bench/layouts.

`kept` is the share of labelled body paragraphs that stand whole in what a method gives; `foreign` the share of its characters that no
labelled paragraph has. White space and width are not compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench.corpus import LAYOUTS
from shanhai.evaluate import labelled_pages
from shanhai.model import BlockKind, PageError
from shanhai.model.struct import Value
from shanhai.pages import read_path
from shanhai.pages.encoding import decode
from shanhai.pages.formats.html import declared_encoding
from shanhai.read import read_fully

BODY = frozenset({BlockKind.BODY, BlockKind.TABLE, BlockKind.BACKGROUND})

Method = Callable[[Path], str]


class Layout(Value, frozen=True, kw_only=True):
    """A page of the layout set: its body paragraphs, and what may or may not be told with them (title, kicker, running heads)."""

    path: Path
    layout: str
    body: tuple[str, ...]
    pardoned: tuple[str, ...]


class Body(Value, frozen=True, kw_only=True):
    """Labelled paragraphs and those kept; characters given and those that are foreign."""

    paragraphs: int = 0
    kept: int = 0
    characters: int = 0
    foreign: int = 0

    def __add__(self, other: Body) -> Body:
        return Body(
            paragraphs=self.paragraphs + other.paragraphs,
            kept=self.kept + other.kept,
            characters=self.characters + other.characters,
            foreign=self.foreign + other.foreign,
        )

    @property
    def kept_share(self) -> float:
        return self.kept / max(1, self.paragraphs)

    @property
    def foreign_share(self) -> float:
        return self.foreign / max(1, self.characters)


def layouts(folder: Path = LAYOUTS) -> Iterator[Layout]:
    for path in labelled_pages(folder):
        entry = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=dict[str, Any])
        pardoned = (entry["title"] or "", *entry.get("title_also", ()), *entry.get("optional", ()), *entry.get("furniture", ()))
        yield Layout(path=path, layout=entry["layout"], body=tuple(map(normal, entry["body"])), pardoned=tuple(map(normal, pardoned)))


def normal(text: str) -> str:
    """The text without white space, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def ours(path: Path) -> str:
    """The body as the reader has it."""
    reading = read_fully(read_path(path)[0])
    return "\n".join(reading.restored.text[block.start : block.end] for block in reading.blocks if block.kind in BODY)


def measure(page: Layout, given: str) -> Body:
    """What a method gives of a page: a paragraph is kept when it stands there whole, also over several lines."""
    whole = normal(given)
    kept = [paragraph for paragraph in page.body if paragraph in whole]
    for paragraph in sorted({*page.body, *page.pardoned}, key=len, reverse=True):
        whole = whole.replace(paragraph, "\n") if len(paragraph) > 1 else whole
    known = "\n".join(page.body)
    foreign = sum(len(rest) for rest in re.split(r"\n", whole) if rest not in known)
    return Body(paragraphs=len(page.body), kept=len(kept), characters=len(normal(given)), foreign=foreign)


def peers() -> dict[str, Method]:
    """The libraries, given the text that we decoded; what fails gives nothing."""
    import trafilatura
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    def decoded(path: Path) -> str:
        octets = path.read_bytes()
        return decode(octets, name=path.name, declared=declared_encoding(octets)).text

    def readability(path: Path) -> str:
        from lxml import html

        return html.fromstring(Document(decoded(path)).summary()).text_content()

    return {
        "trafilatura": lambda path: trafilatura.extract(decoded(path), include_comments=False, include_tables=True) or "",
        "readability-lxml": readability,
        "resiliparse": lambda path: extract_plain_text(decoded(path), main_content=True, alt_texts=False, links=False),
    }


def totals(method: Method, pages: Iterable[Layout]) -> dict[str, Body]:
    """The measurement of a method by layout, and of all."""
    found: dict[str, Body] = {}
    for page in pages:
        try:
            given = method(page.path)
        except PageError as error:
            raise SystemExit(f"{page.path.name}: {error}") from error
        body = measure(page, given)
        for key in (page.layout, "all"):
            found[key] = found.get(key, Body()) + body
    return found
