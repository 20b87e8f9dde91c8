"""Source facts of a page: title, publisher, publishing date, authors, column, address, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from itertools import chain

import msgspec

from shanhai.model import Block, BlockKind, Page, RestoredText
from shanhai.model.struct import Value

from .byline import Item
from .credits import authors, editors
from .crumbs import Crumbs, crumbs_of
from .day import Days, day_of, signature, signer
from .headline import Headline, headline, says
from .lines import Line, lines
from .masthead import Masthead, accounts, is_office, masthead
from .plain import plain
from .publisher import Told, lone_names, matched, own_names, owners, placed_names, publisher_and_source, tail_of
from .sheet import STORY, Sheet, first_named
from .stamp import read_stamp
from .time import Stamp, iso
from .title import bare
from .wording import pattern

# Lines behind the article that may still give its day.
_BEHIND = 4
_ADDRESS = re.compile(r"https?://\S+")
_IN_ADDRESS = re.compile(r"https?://\S*$")


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
    return _Search(Sheet(restored, blocks, page)).source()


class _Search:
    """The candidates of one page, and the best of them for each field."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def source(self) -> Source:
        """The best candidate for each field."""
        title, day = self._title, self._day()
        stamp = self._stamp(day)
        publisher, source_name = publisher_and_source(self._told())
        column, canonical = self._column(), self._canonical()
        wrote, edited = self._wrote, editors(self._sheet)
        singles = (title, publisher, source_name, column, canonical, msgspec.structs.replace(day, field="published") if day else None)
        return Source(
            title=title.value if title else None,
            publisher=publisher.value if publisher else None,
            published=iso(stamp.year, stamp.month, stamp.day) if stamp.year else None,
            source_name=source_name.value if source_name else None,
            authors=tuple(dict.fromkeys(item.value for item in wrote)),
            editors=tuple(dict.fromkeys(item.value for item in edited)),
            column=column.value if column else None,
            canonical=unescape(canonical.value) if canonical else None,
            stamp=stamp,
            fields=tuple(self._in_place(item) for item in (*filter(None, singles), *wrote, *edited)),
        )

    def _in_place(self, item: Item) -> Item:
        """The item with its end behind its last character, where blanks stand in a spread name."""
        original, end = self._sheet.original, item.start
        for sign in item.value:
            end = original.find(sign, end) + 1
            if not end:
                return item
        return msgspec.structs.replace(item, end=end)

    @cached_property
    def _title(self) -> Item | None:
        """The first title, without what lists of fields put before it and the day or the site's name behind it."""
        sheet, block = self._sheet, self._sheet.title_block
        if block is None:
            return first_named(sheet.properties, "title") or self._first_title
        line = lines(sheet.original[block.start : block.end])[0]
        start, end = block.start + line.start, block.start + line.end
        if lead := pattern("title_lead").match(sheet.text[start:end]):
            start += lead.end()
        if day := pattern("title_day").search(sheet.text, start, end):
            end = day.start()
        if tail := tail_of(sheet.text, start, end):
            end = start + len(sheet.text[start : tail.start].rstrip(" _-—|｜–"))
        return Item(field="title", value=sheet.original[start:end], start=start, end=end)

    @property
    def _first_title(self) -> Item | None:
        """The headline of the paper that the page was taken from."""
        hit = pattern("first_title").search(self._sheet.text)
        return hit and Item(
            field="title", value=self._sheet.original[slice(*hit.span("value"))], start=hit.start("value"), end=hit.end("value")
        )

    @cached_property
    def _wrote(self) -> list[Item]:
        return authors(self._sheet)

    @cached_property
    def _crumbs(self) -> Crumbs:
        return crumbs_of([*self._sheet.above, *self._sheet.under], self._title.value if self._title else "")

    @cached_property
    def _masthead(self) -> Masthead:
        title = plain(self._title.value) if self._title else ""
        above = [line for line in self._sheet.above if not says(line.text, title) and bare(line.text) != bare(title)]
        return masthead(above, self._sheet.outside)

    @cached_property
    def _saved_apart(self) -> bool:
        """Whether the document itself gives the saved headline, apart from its text."""
        return any(kind is BlockKind.REPEATED and line.start < self._sheet.begins for line, kind in self._sheet.lines)

    @cached_property
    def _headline(self) -> Headline:
        sheet = self._sheet
        title = self._title.value if self._title else ""
        repeated = [line for line, kind in sheet.lines if kind is BlockKind.REPEATED and line.start < sheet.begins]
        saved = next(iter([*repeated, *(line for line in sheet.above if says(line.text, title))]), None)
        if saved is None:
            return Headline()
        outside = "\n".join(line.text for line, kind in sheet.lines if kind not in STORY and line.start != saved.start)
        return headline(sheet.text, saved.start, saved.end, title, outside)

    @cached_property
    def _signature(self) -> Item | None:
        return signature(self._sheet.of((BlockKind.BODY,)))

    def _issuers(self) -> Iterator[Item]:
        """Who signs a notice, or whom its headline names: 甲县人民政府关于……的通知."""
        if self._signature and (found := signer(self._sheet.of((BlockKind.BODY,)), self._signature)):
            yield found
        if self._title and (hit := pattern("issuer").match(self._title.value)):
            start = self._title.start
            yield Item(field="publisher", value=hit["value"], start=start + hit.start("value"), end=start + hit.end("value"))

    def _editing(self) -> Iterator[Item]:
        """An office under the label of an editor: it put up the page."""
        return (item for item in self._sheet.items if item.field == "editors" and is_office(item.value))

    def _supplying(self) -> Iterator[Item]:
        """An office that stands for the author, or that put up the page: 供稿单位, 发布人."""
        items = [
            item
            for item in self._sheet.items
            if item.field == "other" and self._sheet.text[item.start - 4 : item.start].startswith("发布人")
        ]
        return (item for item in [*self._wrote, *items] if is_office(item.value))

    def _day(self) -> Item | None:
        sheet = self._sheet
        dated = [(aside.line, aside.day) for aside in sheet.asides if aside.day and not self._is_other(aside.day)]
        days = [(line, day) for line, day in dated if not _IN_ADDRESS.search(sheet.text, line.start, day.start)]
        block = sheet.title_block
        title = pattern("title_day").search(sheet.text, block.start, block.end) if block else None
        return day_of(
            Days(
                labels=[item for item in sheet.items if not self._inside(item)],
                inside=[item for item in sheet.items if self._inside(item)],
                under=_among(days, sheet.under),
                title=Item(field="published", value=title["value"], start=title.start("value"), end=title.end("value")) if title else None,
                head=_among(days, sheet.above),
                behind=_among(days, sheet.behind[:_BEHIND]),
                properties=sheet.properties,
                datelines=list(matched("published", "published", sheet.text, sheet.edges)),
                signature=self._signature,
            ),
            "\n".join(line.text for line in sheet.above),
        )

    def _inside(self, item: Item) -> bool:
        """Whether a labelled value stands in the article: the day of an interview, of a meeting."""
        if self._sheet.begins < item.start < self._sheet.ends:
            return True
        line = next((line for line in self._sheet.under if line.start <= item.start < line.end), None)
        earlier = any(
            aside.day for aside in self._sheet.asides if line and aside.line in self._sheet.under and aside.line.start < line.start
        )
        return line is not None and earlier and bool(pattern("bare_day").match(line.text))

    def _is_other(self, day: Item) -> bool:
        """Whether a label says that the day is that of something else."""
        others = [item for item in self._sheet.items if item.field in ("never", "updated", "late")]
        return any(item.start <= day.start < item.end for item in others)

    def _stamp(self, day: Item | None) -> Stamp:
        """The day in numbers; a year that only a property of the same day gives is its year."""
        if day is None:
            return Stamp()
        found = read_stamp(day.value, labelled=True)
        stamp = found.stamp if found else Stamp()
        if stamp.year is None and (other := first_named(self._sheet.properties, "published")):
            known = read_stamp(other.value, labelled=True)
            if known and (known.stamp.month, known.stamp.day) == (stamp.month, stamp.day):
                return known.stamp
        return stamp

    def _told(self) -> Told:
        sheet, text = self._sheet, self._sheet.text
        behind, feet, head = _spans(sheet.behind), _spans(sheet.foot), _spans([*sheet.above, *sheet.under])
        named = [line for line, kind in sheet.lines if kind in (BlockKind.REPEATED, BlockKind.TITLE)]
        under = {line.start for line in sheet.under}
        asides = [aside for aside in sheet.asides if (aside.day or aside.line.start in under) and aside.line.start < sheet.ends]
        site = self._headline.site
        shown = site is not None and not self._saved_apart and not any(site.value in line.text for line in sheet.outside)
        tails = [None if shown else site, *(tail_of(text, line.start, line.end) for line in named[:2])]
        return Told(
            accounts=[
                *accounts(sheet.above, sheet.under, hosted=self._masthead.hosted),
                *matched("publisher", "followed", text, _spans([*sheet.above, *sheet.under])),
            ],
            properties=sheet.properties,
            heads=self._masthead.names,
            offices=matched("publisher", "office", text, [*head, *behind]),
            crumbs=[self._crumbs.site] if self._crumbs.site else [],
            tails=[tail for tail in tails if tail],
            labels=sheet.items,
            beside=[item for aside in asides for item in aside.others if item.field == "beside" and not _is_column(item.value)],
            owners=owners(sheet.foot),
            leads=matched("source_name", "source_lead", text, sheet.edges),
            under=list(lone_names(sheet.under, [])),
            notices=own_names(sheet.foot),
            weak=chain(self._masthead.weak, self._editing(), [site] if site and shown else (), lone_names(sheet.under, sheet.end)),
            datelines=chain(
                (item for aside in asides for item in aside.others if item.field == "of_reporter"),
                self._issuers(),
                matched("publisher", "publisher", text, [*sheet.edges, *_spans(sheet.under), *feet]),
                matched("publisher", "account", text, behind),
                matched("publisher", "reporting", text, [*_spans(sheet.of((BlockKind.BYLINE,))), *sheet.edges]),
                self._supplying(),
                placed_names(sheet.above, sheet.under),
            ),
        )

    def _column(self) -> Item | None:
        """The column: by label, of the crumbs, of the page of a paper, of the head's lines, of the saved headline, of a property."""
        sheet = self._sheet
        near = _spans([*sheet.above, *sheet.under, *sheet.behind])
        paged = [
            hit for name in ("page_of_paper", "gazette_part", "album") for a, b in near if (hit := pattern(name).search(sheet.text, a, b))
        ]
        pages = [Item(field="column", value=hit["value"], start=hit.start("value"), end=hit.end("value")) for hit in paged]
        label = first_named([item for item in sheet.items if item.start < sheet.ends], "column")
        candidates = (label, self._crumbs.column, *pages, self._masthead.column, self._headline.column)
        return next((item for item in candidates if item), None) or first_named(sheet.properties, "column")

    def _canonical(self) -> Item | None:
        return next((item for item in self._sheet.properties if item.field == "canonical" and _ADDRESS.fullmatch(item.value)), None)


def _is_column(name: str) -> bool:
    return bool(pattern("column_tail").search(name))


def _spans(found: Sequence[Line]) -> list[tuple[int, int]]:
    return [(line.start, line.end) for line in found]


def _among(days: Sequence[tuple[Line, Item]], found: Sequence[Line]) -> list[tuple[Line, Item]]:
    """The days that stand in some lines."""
    starts = {line.start for line in found}
    return [(line, day) for line, day in days if line.start in starts]
