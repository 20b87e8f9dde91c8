"""Who published a page, and whom it names as its source: by label, by what stands beside the day, by the site's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import msgspec

from shanhai.knowledge.places import aliases
from shanhai.model.struct import Value

from .byline import Item
from .lines import Line
from .masthead import may_lead
from .naming import is_person, is_places
from .stamp import read_stamp
from .title import is_site_line
from .wording import expressions, pattern, words

_SITE_ADDRESS = re.compile(r"\s+(?:https?://)?www\.[\w.\-/]+$")
_WHOLE = re.compile(r"[\u4e00-\u9fff（）()]{3,24}")
# Names that are lines of their own stand so near to the title or the end.
LONE_WITHIN = 3
# Names of accounts and clients with a place in them: 掌上甲县, 看见甲县.
LONGEST_PLACED = 6


class Told(Value, frozen=True, kw_only=True):
    """What a page tells about its origin, each kind of telling apart; what is looked for only in need is given as an iterator."""

    accounts: Sequence[Item] = ()
    properties: Sequence[Item] = ()
    heads: Sequence[Item] = ()
    offices: Iterable[Item] = ()
    crumbs: Sequence[Item] = ()
    tails: Sequence[Item] = ()
    labels: Sequence[Item] = ()
    beside: Sequence[Item] = ()
    owners: Iterable[Item] = ()
    weak: Iterable[Item] = ()
    datelines: Iterable[Item] = ()
    notices: Iterable[Item] = ()
    under: Sequence[Item] = ()
    leads: Iterable[Item] = ()


def matched(field: str, name: str, text: str, regions: Iterable[tuple[int, int]]) -> Iterator[Item]:
    """What the expressions of a name find in regions of the text, in the order of their trust."""
    spans = [(_indented(text, start), end) for start, end in regions]
    for expression in expressions(name):
        for start, end in spans:
            if hit := expression.search(text, start, end):
                yield Item(field=field, value=hit["value"], start=hit.start("value"), end=hit.end("value"))


def _indented(text: str, start: int) -> int:
    """The beginning of the line whose first character stands at an offset; any other offset as it is."""
    begin = text.rfind("\n", 0, start) + 1
    return start if text[begin:start].strip() else begin


def tail_of(text: str, start: int, end: int) -> Item | None:
    """The site's name behind a saved headline.

    >>> tail_of("两县签约_甲县新闻网", 0, 10).value
    '甲县新闻网'
    """
    hit = pattern("title_tail").search(text, start, end)
    if hit is None or hit.start("value") <= start + 1:
        return None
    return Item(field="publisher", value=hit["value"], start=hit.start("value"), end=hit.end("value"))


def owners(found: Iterable[Line]) -> Iterator[Item]:
    """The names in the feet of a page.

    >>> [item.value for item in owners([Line(start=0, end=13, text="版权所有：甲县融媒体中心")])]
    ['甲县融媒体中心']
    """
    for line in found:
        named = pattern("foot_name").match(line.text)
        owner = pattern("owner").finditer(line.text) if pattern("owning").search(line.text) else ()
        for hit in [
            *owner,
            *pattern("owned_by").finditer(line.text),
            *pattern("licensed").finditer(line.text),
            *([named] if named else ()),
        ]:
            group = "before" if "before" in hit.re.groupindex and hit["before"] else "value"
            if not pattern("nobody_owns").search(hit[group]) and hit[group] not in words().no_site:
                yield Item(field="publisher", value=hit[group], start=line.start + hit.start(group), end=line.start + hit.end(group))


def own_names(found: Iterable[Line]) -> Iterator[Item]:
    """The sites that speak in notices of rights.

    >>> [item.value for item in own_names([Line(start=0, end=24, text="凡本网注明“来源：甲县新闻网”的作品，不得转载。")])]
    ['甲县新闻网']
    """
    for line in found:
        if hit := pattern("own_source").search(line.text):
            yield Item(field="publisher", value=hit["value"], start=line.start + hit.start("value"), end=line.start + hit.end("value"))


def lone_names(under: Sequence[Line], foot: Sequence[Line]) -> Iterator[Item]:
    """Names that are whole lines: under the title over the day, or like a site's at the end of the page.

    >>> [item.value for item in lone_names([], [Line(start=0, end=8, text="甲县乡村振兴局")])]
    ['甲县乡村振兴局']
    """
    under, foot = ([_without_address(line) for line in found] for found in (under, foot))
    near = [line for line, after in pairwise(under[:LONE_WITHIN]) if read_stamp(after.text, labelled=True) and may_lead(line.text)]
    for line in [*near, *(line for line in [*under[:LONE_WITHIN], *reversed(foot[-LONE_WITHIN:])] if is_site_line(line.text))]:
        if _WHOLE.fullmatch(line.text) and not is_person(line.text):
            yield Item(field="publisher", value=line.text, start=line.start, end=line.end)


def _without_address(line: Line) -> Line:
    """A line without the address of the site that it names: 甲县人民政府门户网站 www.example.cn."""
    text = _SITE_ADDRESS.sub("", line.text)
    return Line(start=line.start, end=line.start + len(text), text=text)


def placed_names(above: Sequence[Line], under: Sequence[Line]) -> Iterator[Item]:
    """A short name that holds a place's and is the one line over the title, or the first under it: 掌上甲县.

    >>> [item.value for item in placed_names([Line(start=0, end=4, text="掌上桐庐")], [])]
    ['掌上桐庐']
    """
    for line in [*(above if len(above) == 1 else ()), *under[:1]]:
        if may_lead(line.text) and len(line.text) <= LONGEST_PLACED and _holds_place(line.text) and not is_person(line.text):
            yield Item(field="publisher", value=line.text, start=line.start, end=line.end)


def _holds_place(name: str) -> bool:
    """Whether a name is a place's and something more, and no row of places."""
    found = [name[:n] in aliases() or name[-n:] in aliases() for n in (2, 3)]
    return any(found) and not is_places(name) and bool(_WHOLE.fullmatch(name))


def publisher_and_source(told: Told) -> tuple[Item | None, Item | None]:
    """The publisher and the source named.

    A name beside the day is the publisher, but a medium's is the source where the site names itself elsewhere; so is an office that a
    label says to have published there. A source stands for a missing publisher.
    """
    source = _first(told.labels, "source_name") or _first(told.properties, "source_name")
    certain = [*told.accounts, *_of(told.properties, "publisher"), *told.heads]
    site = [*(certain or told.offices), *told.crumbs, *told.tails]
    labels = _of(told.labels, "publisher")
    media = [item for item in told.beside if pattern("medium_tail").search(item.value) or pattern("owner_tail").search(item.value)]
    beside = next(iter([*media, *told.beside]), None)
    owned = [] if site and not beside else list(told.owners)
    other = beside and (pattern("medium_tail").search(beside.value) or (site and pattern("owner_tail").search(beside.value)))
    if beside and other and (named := next(iter(site), None)):
        source = source or (beside if not _alike(beside.value, named.value) else None)
        beside = None
    if site and labels and not source and not any(_alike(label.value, name.value) for label in labels for name in site):
        source = labels[0]
    if beside and pattern("medium_tail").search(beside.value):
        source = source or beside
    # The owner in the foot is an office that has others run its site; a medium is the first to publish.
    first = [source] if source and pattern("medium_tail").search(source.value) else []
    weak, notices, datelines = list(told.weak), list(told.notices), list(told.datelines)
    own = [item for item in weak if first and (item in told.under or pattern("itself_medium").search(item.value))]
    candidates = chain(site, labels, filter(None, [beside]), own, first, owned, weak, notices, datelines, filter(None, [source]))
    publisher = next((item for item in candidates if _names_somebody(item.value)), None)
    if publisher is source and source:
        publisher = _without_paper(source)
    elif publisher and not source and pattern("medium_tail").search(publisher.value):
        told_by_itself = any(publisher is item for item in [*site, *labels, *owned, *weak, *notices])
        source = None if told_by_itself else publisher  # 甲网讯: all that the page says of where it comes from
    if publisher and not source and any(publisher is item for item in notices):
        source = next((item for item in datelines if item.value != publisher.value), None)  # 甲网讯, on the site of another
    return _as(publisher, "publisher"), _as(source or next(iter(told.leads), None), "source_name")


def _names_somebody(name: str) -> bool:
    return name not in words().nobody and not pattern("hijacked").search(name) and not pattern("no_publisher").search(name)


def _without_paper(source: Item) -> Item:
    """Of a site and its paper (甲网-乙日报) the site."""
    site = re.match(r"[\u4e00-\u9fff]{2,}(?=[-—－])", source.value)
    return Item(field="publisher", value=site[0], start=source.start, end=source.start + len(site[0])) if site else source


def _alike(one: str, two: str) -> bool:
    return one in two or two in one


def _of(items: Iterable[Item], field: str) -> list[Item]:
    named = [item for item in items if item.field == field and item.value.strip("：: ") not in words().nobody]
    return [item for item in named if _names_somebody(item.value)]


def _first(items: Iterable[Item], field: str) -> Item | None:
    return next(iter(_of(items, field)), None)


def _as(item: Item | None, field: str) -> Item | None:
    return msgspec.structs.replace(item, field=field) if item else None
