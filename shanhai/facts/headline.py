"""The parts of a document's title: the article's own, then column and site: 两县签约_本地要闻_甲县新闻网."""

from __future__ import annotations

import re

from shanhai.model.struct import Value

from .byline import Item
from .title import bare
from .wording import pattern

_PARTING = re.compile(r"\s*(?:[_|]+|--+|\s[-–—]\s|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])|(?<![—\s])—(?![—\s]))\s*")
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST = 30
LEAST_TITLE = 4


class Headline(Value, frozen=True, kw_only=True):
    """The names that a document's title has beside the article's."""

    site: Item | None = None
    column: Item | None = None


def headline(text: str, start: int, end: int, title: str, outside: str) -> Headline:
    """The site and column of a document's title; `outside` is the text of the page's lines that are not the article.

    A name is a site's when it ends like one, or when the page has it again at its head or foot.

    >>> found = headline("两县签约_本地要闻_甲县新闻网", 0, 15, "两县签约", "")
    >>> found.site.value, found.column.value
    ('甲县新闻网', '本地要闻')
    """
    parts = [part for part in _parts(text, start, end) if _NAME.search(part.value) and len(part.value) <= max(_LONGEST, len(title))]
    own = [i for i, part in enumerate(parts) if _same(part.value, title)]
    rest = [part for i, part in enumerate(parts) if i not in own]
    if not own and len(rest) == 1 and pattern("section_tail").search(rest[0].value):
        return Headline(column=_as(rest[0], "column"))
    if not own:
        return Headline(site=next((part for part in rest[:1] if len(rest) <= 2 and pattern("owner_tail").search(part.value)), None))
    behind = parts[own[-1] + 1 :]
    sites = [part for part in (reversed(behind) if behind else parts[: own[0]]) if _is_site(part.value, outside)]
    site = next(iter(sites), None)
    before = [part for part in behind if site is not None and part.start < site.start]
    column = before[0] if site and len(before) == 1 else None
    return Headline(site=site, column=_as(column, "column"))


def says(line: str, title: str) -> bool:
    """Whether a line begins with the title and has more behind it.

    >>> says("两县签约_甲县新闻网", "两县签约"), says("两县签约", "两县签约")
    (True, False)
    """
    one, two = bare(line), bare(title)
    return len(two) >= LEAST_TITLE and one != two and one.startswith(two)


def _as(item: Item | None, field: str) -> Item | None:
    return Item(field=field, value=item.value, start=item.start, end=item.end) if item else None


def _is_site(name: str, outside: str) -> bool:
    return bool(pattern("owner_tail").search(name)) or (len(name) > 2 and name in outside and not pattern("section_tail").search(name))


def _same(part: str, title: str) -> bool:
    one, two = bare(part), bare(title)
    return bool(one) and len(one) >= LEAST_TITLE and (one in two or (bool(two) and two in one))


def _parts(text: str, start: int, end: int) -> list[Item]:
    result, at = [], start
    for parting in [*_PARTING.finditer(text, start, end), None]:
        until = parting.start() if parting else end
        if value := text[at:until].strip():
            begin = text.index(value, at)
            result.append(Item(field="publisher", value=value, start=begin, end=begin + len(value)))
        at = parting.end() if parting else end
    return result
