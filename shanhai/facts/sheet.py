"""A restored page as source facts are looked for in it: its lines by what they are and where they stand, their labels, its properties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property

from shanhai.model import Block, BlockKind, Page, PartKind, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

from .byline import Item, beside_a_day, labelled, labels_in
from .lines import Line, lines
from .plain import plain
from .wording import words

STORY = frozenset({BlockKind.TITLE, BlockKind.BODY, BlockKind.BACKGROUND})
# Lines that speak of the page rather than of its subject; those above the title; those of the foot.
_ABOUT = frozenset({BlockKind.BYLINE, BlockKind.NAVIGATION, BlockKind.DISCLAIMER, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.REPEATED})
_HEAD = frozenset({BlockKind.NAVIGATION, BlockKind.BYLINE, BlockKind.RELATED})
_FOOT = frozenset({BlockKind.NAVIGATION, BlockKind.DISCLAIMER, BlockKind.BYLINE, BlockKind.RELATED, BlockKind.COMMENT})
_AGAIN = frozenset({BlockKind.REPEATED, BlockKind.BYLINE, BlockKind.DISCLAIMER})
PEOPLE = ("authors", "editors")
# Characters at the ends of the article in which a dateline or a credit stands; the longest line that is an info line.
_EDGE, _INFO = 120, 100


class Aside(Value, frozen=True, kw_only=True):
    """A short line about the page: the day in it, and the names that no label gives."""

    line: Line
    day: Item | None
    others: tuple[Item, ...]


class Sheet:
    """One page's lines, arranged about its title and its article."""

    def __init__(self, restored: RestoredText, blocks: Sequence[Block], page: Page | None) -> None:
        self.original = restored.text
        self.text = plain(restored.text)
        self.blocks = blocks
        starts = [block.start for block in blocks]
        found = [line for line in lines(self.text) if starts and line.start >= starts[0]]
        self.lines = [(line, blocks[bisect_right(starts, line.start) - 1].kind) for line in found]
        self.properties = _properties(restored, page)
        body = [block for block in blocks if block.kind is BlockKind.BODY]
        self.title_block = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
        self.begins = body[0].start if body else len(self.text)
        self.ends = body[-1].end if body else len(self.text)
        self._labels = [(line, labels_in(self.text, line.start, line.end)) for line in self.of(_ABOUT)]

    def of(self, kinds: Collection[BlockKind]) -> list[Line]:
        """The lines of some kinds."""
        return [line for line, kind in self.lines if kind in kinds]

    @cached_property
    def foot(self) -> list[Line]:
        """The lines that may belong to a foot, wherever they stand."""
        return self.of(_FOOT)

    @cached_property
    def above(self) -> list[Line]:
        """The lines of the site above the title."""
        title = self.title_block.start if self.title_block else self.begins
        return [line for line, kind in self.lines if line.end <= title and kind in _HEAD]

    @cached_property
    def under(self) -> list[Line]:
        """The lines between the title and the article."""
        title = self.title_block.end if self.title_block else 0
        kinds = (BlockKind.TITLE, BlockKind.PROPERTY)
        return [line for line, kind in self.lines if title <= line.start < self.begins and kind not in kinds]

    @cached_property
    def behind(self) -> list[Line]:
        """The lines behind the article."""
        return [line for line in self.foot if line.start >= self.ends]

    @property
    def end(self) -> list[Line]:
        """The lines behind the article that are no links to other pages and no comments."""
        kinds = (BlockKind.NAVIGATION, BlockKind.DISCLAIMER, BlockKind.BYLINE)
        return [line for line, kind in self.lines if line.start >= self.ends and kind in kinds]

    @cached_property
    def outside(self) -> list[Line]:
        """The lines in which a site says its name again: saved headlines, info lines, feet."""
        return [line for line, kind in self.lines if kind in _AGAIN or (line.start >= self.ends and kind in _FOOT)]

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The beginnings and ends of the article's stretches."""
        found: list[tuple[int, int]] = []
        for start, end in ((block.start, block.end) for block in self.blocks if block.kind is BlockKind.BODY):
            found += [(start, start + _EDGE), (max(start, end - _EDGE), end)] if end - start > _EDGE else [(start, end)]
        return found

    @cached_property
    def items(self) -> list[Item]:
        """Labelled values of the lines about the page; of notices and of the article's ends only persons."""
        notices = {line.start for line in self.of((BlockKind.DISCLAIMER,))}
        told = [(line, item) for line, labels in self._labels for item in labelled(self.text, line.start, line.end, labels)]
        found = [item for line, item in told if line.start not in notices or item.field in PEOPLE]
        edges = [item for start, end in self.edges for item in labelled(self.text, start, end)]
        return [*found, *{(item.field, item.start): item for item in edges if item.field in PEOPLE}.values()]

    @cached_property
    def asides(self) -> list[Aside]:
        """The short lines about the page that hold a day or names beside labels."""
        short = [(line, labels) for line, labels in self._labels if len(line.text) <= _INFO]
        read = [(line, *beside_a_day(self.text, line.start, line.end, labels)) for line, labels in short]
        return [Aside(line=line, day=day, others=tuple(others)) for line, day, others in read if day or others]


def first_named(items: Sequence[Item], field: str) -> Item | None:
    """The first value of a field that names something."""
    return next((item for item in items if item.field == field and item.value not in words().nobody), None)


def _properties(restored: RestoredText, page: Page | None) -> list[Item]:
    """What the document says of itself without showing it."""
    if page is None:
        return []
    alignment, found = Alignment(restored), []
    for part in page.parts:
        if part.kind is PartKind.PROPERTY and part.name:
            start, end = alignment.restored_span(part.start, part.end)
            found.append(Item(field=part.name, value=restored.text[start:end], start=start, end=end))
    return found
