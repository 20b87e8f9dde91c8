"""Who published a page, and whom it names as its source: by label, by what stands beside the day, by the site's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from shanhai.model.struct import Value

from .byline import Item, words
from .lines import Line

# A foot that names its owner: 版权所有：甲县人民政府, Copyright © 2004-2018 甲网.
_OWNER = re.compile(
    r"(?:版权所有|主办(?:单位)?|Copyright|CopyRight|©|\(c\))[\s:：©\d\-–年,，.]*(?:Copyright|版权所有)?[\s:：©\d\-–,，.]*(?P<value>[\u4e00-\u9fff（）()]{3,30})"
    r"|(?P<before>[\u4e00-\u9fff（）()]{3,30})\s*(?:版权所有|主办(?![:：])|主管(?![:：])|Copyright)"
)

# The first words of a line, when few or sections follow; the shortest name of a site.
_FIRST = re.compile(r"[\u4e00-\u9fff（）()“”·]{4,30}(?=$|[\s　]*(?:>|»|·|[\u4e00-\u9fff]))")
LEAST = 4
_OTHERS = re.compile(r"未经|所有|技术支持|承办|协办|授权|转载")


class Told(Value, frozen=True, kw_only=True):
    """What a page tells about its origin, each kind of telling apart."""

    labels: Sequence[Item] = ()
    beside: Sequence[Item] = ()
    properties: Sequence[Item] = ()
    datelines: Sequence[Item] = ()
    tails: Sequence[Item] = ()
    owners: Sequence[Item] = ()
    crumbs: Sequence[Item] = ()
    heads: Sequence[Item] = ()


@cache
def _expressions(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(e, re.MULTILINE) for e in words().expressions[name])


@cache
def _tails() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(e) for e in words().title_tail)


@cache
def _site_tail() -> re.Pattern[str]:
    return re.compile(words().site_tail)


def matched(field: str, name: str, text: str, regions: Iterable[tuple[int, int]]) -> Iterator[Item]:
    """What the expressions of a name find in regions of the text, in the order of their trust."""
    spans = list(regions)
    for expression in _expressions(name):
        for start, end in spans:
            if hit := expression.search(text, start, end):
                yield Item(field=field, value=hit["value"], start=hit.start("value"), end=hit.end("value"))


def tail_of(text: str, start: int, end: int) -> Item | None:
    """The site's name behind a saved headline.

    >>> tail_of("两县签约_甲县新闻网", 0, 10).value
    '甲县新闻网'
    """
    hits = (e.search(text, start, end) for e in _tails())
    hit = next((hit for hit in hits if hit and hit.start("value") > start + 1), None)
    return Item(field="publisher", value=hit["value"], start=hit.start("value"), end=hit.end("value")) if hit else None


def owners(found: Iterable[Line]) -> Iterator[Item]:
    """The names in the feet of a page."""
    for line in found:
        for hit in _OWNER.finditer(line.text):
            group = "value" if hit["value"] else "before"
            if _OTHERS.match(hit[group]):
                continue
            yield Item(field="publisher", value=hit[group], start=line.start + hit.start(group), end=line.start + hit.end(group))


def mastheads(found: Iterable[Line]) -> Iterator[Item]:
    """The names of sites and offices with which lines above the title begin: 甲县经济合作局　招商动态, 甲县新闻网 >> 要闻.

    >>> [item.value for item in mastheads([Line(start=0, end=11, text="甲县新闻网 >> 要闻")])]
    ['甲县新闻网']
    """
    for line in found:
        name = _FIRST.match(line.text)
        if name and len(name[0]) >= LEAST and "|" not in line.text and _site_tail().search(name[0]):
            yield Item(field="publisher", value=name[0], start=line.start, end=line.start + name.end())


def publisher_and_source(told: Told) -> tuple[Item | None, Item | None]:
    """The publisher and the source named.

    A name beside the day is the publisher, but a medium's is the source where the site names itself elsewhere. A source stands for a
    missing publisher.
    """
    source = _first(told.labels, "source_name") or _first(told.properties, "source_name")
    stated = [*_of(told.properties, "publisher"), *told.heads, *_of(told.labels, "publisher")]
    own = [*stated, *told.tails, *told.owners, *told.crumbs]
    beside = next(iter(told.beside), None)
    medium = beside is not None and re.search(words().medium_tail, beside.value) is not None
    if own and beside and medium:
        source = source or (beside if beside.value != own[0].value else None)
        beside = None
    candidates = [*stated, *filter(None, [beside]), *own, *told.datelines, *filter(None, [source])]
    publisher = next(iter(candidates), None)
    return _as(publisher, "publisher"), _as(source, "source_name")


def _of(items: Iterable[Item], field: str) -> list[Item]:
    return [item for item in items if item.field == field and item.value.strip("：: ") not in words().nobody]


def _first(items: Iterable[Item], field: str) -> Item | None:
    return next(iter(_of(items, field)), None)


def _as(item: Item | None, field: str) -> Item | None:
    return msgspec.structs.replace(item, field=field) if item else None
