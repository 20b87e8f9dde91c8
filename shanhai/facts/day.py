"""The day of publishing: by label, in the info line, behind the title, at the head of a paper, under a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shanhai.model.struct import Value

from .byline import Item
from .lines import Line
from .stamp import read_stamp
from .wording import pattern, words

_EPOCH = re.compile(r"1970[-/.年]0?1[-/.月]0?1(?!\d)")  # what a program shows that knows no day
# A line that names these speaks of the page; its day is the page's.
_MAKERS = frozenset({"authors", "editors", "source_name", "publisher"})


_BRACKET = re.compile(r"^[（(【][^（）()【】]{2,40}[）)】]\s*")
_WEEKDAY = re.compile(r"星期|周[一二三四五六日]|农历")


class Days(Value, frozen=True, kw_only=True):
    """Where a page may give its day: by label, at the head, under the title, behind the article, in properties; by label inside it."""

    labels: Sequence[Item] = ()
    inside: Sequence[Item] = ()
    under: Sequence[tuple[Line, Item]] = ()
    title: Item | None = None
    head: Sequence[tuple[Line, Item]] = ()
    behind: Sequence[tuple[Line, Item]] = ()
    properties: Sequence[Item] = ()
    datelines: Sequence[Item] = ()
    signature: Item | None = None


def day_of(days: Days, head_text: str) -> Item | None:
    """The best day; `head_text` is what stands above the title.

    A day at the head without a label is that of a paper where an edition stands there, or where the page shows no other furniture;
    behind the article only beside an edition.
    """
    edition = bool(pattern("edition").search(head_text))
    head = [
        day for line, day in days.head if edition or not pattern("today").search(head_text if _WEEKDAY.search(line.text) else line.text)
    ]
    candidates = [
        *_of(days.labels, "published"),
        *(day for _, day in days.under),
        *filter(None, [days.title]),
        *_of(days.properties, "published"),
        *_of(days.inside, "published"),
        *head,
        *(day for line, day in days.behind if pattern("edition").search(line.text)),
        *_of(days.labels, "updated"),
        *_of(days.labels, "late"),
        *days.datelines,
        *filter(None, [days.signature]),
        *(day for line, day in days.behind if _leads(line, day) or _is_told(line, days.labels)),
    ]
    return next((day for day in candidates if not _EPOCH.match(day.value)), None)


def _leads(line: Line, day: Item) -> bool:
    """Whether a line begins with a day, or has it behind a bracket that names who wrote: （甲局 供稿）2018-05-21."""
    return any(text.lstrip("（([【 ").startswith(day.value) for text in (line.text, _BRACKET.sub("", line.text)))


def _is_told(line: Line, labels: Iterable[Item]) -> bool:
    """Whether a line names who made the page."""
    return any(item.field in _MAKERS and line.start <= item.start < line.end for item in labels)


def _of(items: Iterable[Item], field: str) -> list[Item]:
    return [item for item in items if item.field == field and item.value not in words().nobody]


def signer(body: Sequence[Line], day: Item) -> Item | None:
    """The office over the day under a notice."""
    above = [line for line in body if line.end <= day.start]
    if len(above) < 2 or not (pattern("signer").match(above[-1].text) and pattern("site_tail").search(above[-1].text)):
        return None
    line = above[-1]
    return Item(field="publisher", value=line.text, start=line.start, end=line.end)


def signature(body: Sequence[Line]) -> Item | None:
    """The day alone in a line after the article's first, as under a notice."""
    for line in reversed(body[1:]):
        stamped = read_stamp(line.text)
        if stamped and stamped.stamp.year and stamped.end - stamped.start > len(line.text) - 4:
            start = line.start + stamped.start
            return Item(field="published", value=line.text[stamped.start : stamped.end], start=start, end=line.start + stamped.end)
    return None
