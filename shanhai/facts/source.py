"""Source facts of a page: title, publisher, publishing date, authors, column, address, each with the words that say it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from html import unescape

import msgspec

from shanhai.model import Block, BlockKind, Page, PartKind, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

from .byline import Item, beside_a_day, labelled, words
from .crumbs import crumbs_of
from .lines import Line, lines
from .publisher import Told, mastheads, matched, owners, publisher_and_source, tail_of
from .stamp import read_stamp
from .time import Stamp, iso

# Lines that speak of the page rather than of its subject; those that may hold its day without a label.
_ABOUT = frozenset({BlockKind.BYLINE, BlockKind.NAVIGATION, BlockKind.DISCLAIMER, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.REPEATED})
_FOOT = frozenset({BlockKind.NAVIGATION, BlockKind.DISCLAIMER, BlockKind.BYLINE, BlockKind.RELATED})
# Characters at the ends of the article in which a dateline or a credit stands; the longest line that is an info line.
_EDGE, _INFO = 120, 100
_ADDRESS = re.compile(r"https?://\S+")


class Source(Value, frozen=True, kw_only=True):
    """What a page says about itself; `fields` holds every value with its place."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    source_name: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    column: str | None = None
    canonical: str | None = None
    stamp: Stamp = Stamp()
    fields: tuple[Item, ...] = ()


def find_source(restored: RestoredText, blocks: Sequence[Block], page: Page | None = None) -> Source:
    """The source facts of a restored page; what it does not say is null."""
    return _Search(restored, blocks, page).source()


class _Search:
    """One page's lines by what they are, and the candidates that they give."""

    def __init__(self, restored: RestoredText, blocks: Sequence[Block], page: Page | None) -> None:
        self._text = restored.text
        self._blocks = blocks
        starts = [block.start for block in blocks]
        found = [line for line in lines(self._text) if starts and line.start >= starts[0]]
        self._lines = [(line, blocks[bisect_right(starts, line.start) - 1].kind) for line in found]
        self._properties = _properties(restored, page)
        about = self._of(_ABOUT)
        notices = {line.start for line in self._of(frozenset({BlockKind.DISCLAIMER}))}
        told = [(line, item) for line in about for item in labelled(self._text, line.start, line.end)]
        self._items = [item for line, item in told if line.start not in notices or item.field in ("authors", "editors")]
        self._infos = [(line, beside_a_day(self._text, line.start, line.end)) for line in about if len(line.text) <= _INFO]
        edges = [item for start, end in self._edges() for item in labelled(self._text, start, end)]
        self._items += [item for item in edges if item.field in ("authors", "editors")]

    def source(self) -> Source:
        """The best candidate for each field."""
        title, day = self._title(), self._day()
        stamp = self._stamp(day)
        crumbs = crumbs_of(self._text, self._of(frozenset({BlockKind.NAVIGATION, BlockKind.BYLINE})))
        publisher, source_name = publisher_and_source(self._told(crumbs.site))
        column = self._first("column") or crumbs.column or self._property("column")
        canonical = self._canonical()
        authors, editors = self._people("authors", "author"), self._people("editors", "editor")
        singles = (title, publisher, source_name, column, canonical, msgspec.structs.replace(day, field="published") if day else None)
        return Source(
            title=title.value if title else None,
            publisher=publisher.value if publisher else None,
            published=iso(stamp.year, stamp.month, stamp.day) if stamp.year else None,
            source_name=source_name.value if source_name else None,
            authors=tuple(dict.fromkeys(item.value for item in authors)),
            editors=tuple(dict.fromkeys(item.value for item in editors)),
            column=column.value if column else None,
            canonical=unescape(canonical.value) if canonical else None,
            stamp=stamp,
            fields=(*filter(None, singles), *authors, *editors),
        )

    def _of(self, kinds: frozenset[BlockKind]) -> list[Line]:
        return [line for line, kind in self._lines if kind in kinds]

    def _edges(self) -> list[tuple[int, int]]:
        """The beginnings and ends of the article's stretches."""
        bodies = [block for block in self._blocks if block.kind is BlockKind.BODY]
        heads = [(body.start, min(body.start + _EDGE, body.end)) for body in bodies]
        return [*heads, *((max(body.start + _EDGE, body.end - _EDGE), body.end) for body in bodies if body.end > body.start + _EDGE)]

    def _first(self, field: str) -> Item | None:
        return next((item for item in self._items if item.field == field and item.value not in words().nobody), None)

    def _property(self, field: str) -> Item | None:
        return next((item for item in self._properties if item.field == field and item.value not in words().nobody), None)

    def _title(self) -> Item | None:
        """The first title, without the site's name behind it."""
        block = next((b for b in self._blocks if b.kind is BlockKind.TITLE), None)
        if block is None:
            return self._property("title")
        line = lines(self._text[block.start : block.end])[0]
        start, end = block.start + line.start, block.start + line.end
        if tail := tail_of(self._text, start, end):
            end = start + len(self._text[start : tail.start].rstrip(" _-—|｜–"))
        return Item(field="title", value=self._text[start:end], start=start, end=end)

    def _day(self) -> Item | None:
        """The day of publishing: by label, beside names in an info line, by property, of the last change, of a dateline, under a notice."""
        bylines = [(line, day) for line, (day, _) in self._infos if day and not self._is_other(day)]
        told = [day for line, day in bylines if self._kind(line) is BlockKind.BYLINE] or [
            day for line, day in bylines if len(line.text) < 40
        ]
        candidates = [
            self._first("published"),
            next(iter(told), None),
            self._property("published"),
            self._first("updated"),
            next(matched("published", "published", self._text, self._edges()), None),
            self._signed(),
        ]
        return next((day for day in candidates if day), None)

    def _kind(self, line: Line) -> BlockKind | None:
        return next((kind for other, kind in self._lines if other is line), None)

    def _is_other(self, day: Item) -> bool:
        """Whether a label says that the day is that of something else."""
        others = [item for item in self._items if item.field in ("never", "updated")]
        return any(item.start <= day.start < item.end for item in others)

    def _signed(self) -> Item | None:
        """The day alone in a line after the article's first, as under a notice."""
        for line in reversed(self._of(frozenset({BlockKind.BODY}))[1:]):
            stamped = read_stamp(line.text)
            if stamped and stamped.stamp.year and stamped.end - stamped.start > len(line.text) - 4:
                start = line.start + stamped.start
                return Item(field="published", value=line.text[stamped.start : stamped.end], start=start, end=line.start + stamped.end)
        return None

    def _stamp(self, day: Item | None) -> Stamp:
        """The day in numbers; a year that only a property of the same day gives is its year."""
        if day is None:
            return Stamp()
        found = read_stamp(day.value, labelled=True)
        stamp = found.stamp if found else Stamp()
        if stamp.year is None and (other := self._property("published")):
            known = read_stamp(other.value, labelled=True)
            if known and (known.stamp.month, known.stamp.day) == (stamp.month, stamp.day):
                return known.stamp
        return stamp

    def _told(self, site: Item | None) -> Told:
        text, bodies = self._text, self._edges()
        named = [line for line, kind in self._lines if kind in (BlockKind.REPEATED, BlockKind.TITLE)]
        infos = [item for line, (day, others) in self._infos if day and self._kind(line) is BlockKind.BYLINE for item in others]
        edges = [(line.start, line.end) for line in self._of(_FOOT)]
        article = max((block.end for block in self._blocks if block.kind is BlockKind.BODY), default=len(text))
        infos = [item for item in infos if item.start < article]  # comments are dated too
        return Told(
            labels=self._items,
            beside=[item for item in infos if item.field == "beside"],
            properties=self._properties,
            datelines=[*matched("publisher", "publisher", text, [*bodies, *edges]), *matched("publisher", "account", text, edges)],
            tails=[tail for line in named[:3] if (tail := tail_of(text, line.start, line.end))],
            owners=list(owners(self._of(_FOOT))),
            crumbs=[site] if site else [],
            heads=list(mastheads(self._above_title())),
        )

    def _above_title(self) -> list[Line]:
        """The lines of the site above the title."""
        title = next((block.start for block in self._blocks if block.kind is BlockKind.TITLE), 0)
        return [line for line, kind in self._lines if line.end <= title and kind in (BlockKind.NAVIGATION, BlockKind.BYLINE)]

    def _people(self, field: str, name: str) -> list[Item]:
        """Persons or units by label, else beside the day, else by property."""
        found = [item for item in self._items if item.field == field]
        if field == "authors" and not found:
            found = [item for _, (day, others) in self._infos if day for item in others if item.field == "authors"]
        if field == "authors" and not found:
            about = [(line.start, line.end) for line in self._of(frozenset({BlockKind.BYLINE, BlockKind.CAPTION}))]
            found = list(matched("authors", "author", self._text, about))
        told = found or [item for item in self._properties if item.field == name and item.value not in words().nobody]
        return [msgspec.structs.replace(item, field=field) for item in told if not item.value.isascii()]

    def _canonical(self) -> Item | None:
        return next((item for item in self._properties if item.field == "canonical" and _ADDRESS.fullmatch(item.value)), None)


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
