"""What bylines, footers and boxes say by label: 来源：甲日报, 记者 李四, 发布时间：2023-03-05, and what stands beside a day without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from shanhai.model.struct import Value

from .naming import is_person, is_places, names_in
from .stamp import read_stamp
from .wording import fields, longest_first, pattern, words

# A value ends at a bracket, a bar, a blank.
_WORD = re.compile(r"[^\s|｜】）)\]\[【（(<>＜＞]+")
# A label that is a word of the language too, right behind a value: 来源：甲日报时间：2023-03-05.
_CLINGING = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:时间|日期|作者|编辑|浏览|点击|阅读)[:：]")
_TOKEN = re.compile(r"[\u4e00-\u9fffA-Za-z“”《》·—-]+")
_CLOCK = re.compile(r"\d{1,2}[:时]\d{2}分?(?::\d{2})?")
_WRITTEN = re.compile(r"[\u4e00-\u9fff·-]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_NAME = 30
# A mark that is none of a clock; the longest line that is an info line.
_MARK = re.compile(r"(?<!\d)[:：|]|[:：|](?!\d)")
_INFO = 100
DAYS = frozenset({"published", "updated", "late", "never"})
# Fields whose labels may stand without a mark, and whose values are names of persons.
_PEOPLE = ("authors", "editors")


class Item(Value, frozen=True, kw_only=True):
    """A value of a field and where it stands in the restored text."""

    field: str
    value: str
    start: int
    end: int


@cache
def _label() -> re.Pattern[str]:
    """A label in a box or with a mark behind it anywhere, a short one at a border, a bare one or a reporter's before a blank or a name."""
    every = longest_first(tuple(label for label in fields() if len(label) > 1))
    long = longest_first(tuple(label for label in fields() if len(label) > 1 and label not in words().apart))
    lone = longest_first(words().apart)
    short = "|".join(sorted(label for label in fields() if len(label) == 1))
    bare = longest_first((*words().bare, *(label for label in words().labels["editors"] if len(label) > 1)))
    mark = r"[ \u3000]*[:：|/\t=][ \u3000]*"
    apart = r"(?<![\u4e00-\u9fff])"
    role = words().patterns["role"]
    return re.compile(
        rf"(?:[【\[](?P<boxed>{every})[】\]][ \u3000:：]*|(?P<long>{long}){mark}|{apart}(?P<short>{lone}|{short}){mark}"
        rf"|{apart}(?P<bare>{bare})(?=[\s\u3000\u4e00-\u9fff\d])|(?P<role>{role})(?=[ \u3000])"
        # The names in a dateline's bracket need no label: 甲网讯（李四 记者 王五）.
        r"|(?:(?<=[讯电息])|(?<=[讯电息][ \u3000]))(?P<dateline>[（(])(?=[\u4e00-\u9fff]))"
    )


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(rf"(?P<long>{longest_first(words().glued)})(?=[ \u3000\u4e00-\u9fff\d])")


@cache
def _first() -> re.Pattern[str]:
    """Where a label can begin."""
    role = words().patterns["role"]
    return re.compile(f"[【\\[（({''.join(sorted({label[0] for label in (*fields(), *words().bare, *role.split('|'))}))}]")


def _labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What the expression of labels finds; a plain class is found faster than it, which is tried only there."""
    behind, match = start, _label().match
    for first in _first().finditer(text, start, end):
        if first.start() >= behind and (hit := match(text, first.start(), end)):
            yield hit
            behind = hit.end()


class Label(NamedTuple):
    """A label in a line: its field and place, whether a mark or a box says so; `begins` is where a medium before it begins (甲报记者)."""

    field: str
    start: int
    end: int
    marked: bool
    begins: int


def labels_in(text: str, start: int, end: int) -> list[Label]:
    """The labels of a line; where no mark stands, those that are glued to their values.

    >>> [(label.field, label.marked) for label in labels_in("来源：甲县日报 记者 李四", 0, 13)]
    [('source_name', True), ('authors', False)]
    """
    hits = list(_labels(text, start, end))
    if len(hits) < 2 and end - start <= _INFO and not _MARK.search(text[start:end]) and read_stamp(text, start, end):
        hits = max(hits, list(_glued().finditer(text, start, end)), key=len)
    return [
        Label(_field(hit), hit.start(), hit.end(), hit.lastgroup in ("boxed", "long", "short"), _begins(text, start, hit)) for hit in hits
    ]


def _begins(text: str, start: int, hit: re.Match[str]) -> int:
    """Where the name of the medium before a reporter's label begins."""
    at = hit.start()
    while hit.lastgroup == "role" and at > start and _WRITTEN.match(text[at - 1]):
        at -= 1
    return at


def _field(hit: re.Match[str]) -> str:
    return "authors" if hit.lastgroup in ("role", "dateline") else fields()[hit[hit.lastgroup or 0]]


def labelled(text: str, start: int, end: int, labels: Sequence[Label] | None = None) -> Iterator[Item]:
    """Every labelled value of a line, in order; a day's value is the day, of names each is an item of its own.

    >>> [(item.field, item.value) for item in labelled("来源：甲县日报 记者 李四 时间：2023-03-05", 0, 29)]
    [('source_name', '甲县日报'), ('authors', '李四'), ('published', '2023-03-05')]
    """
    found = labels_in(text, start, end) if labels is None else labels
    for label, after in zip_longest(found, found[1:]):
        yield from _items(label.field, text, label.end, after.begins if after else end, marked=label.marked)


def _items(field: str, text: str, start: int, end: int, *, marked: bool) -> Iterator[Item]:
    if field in DAYS or (field == "publisher" and read_stamp(text, start, min(end, start + 12), labelled=True)):
        if found := read_stamp(text, start, end, labelled=True):
            day = "published" if field == "publisher" else field
            yield Item(field=day, value=text[found.start : found.end], start=found.start, end=found.end)
    elif field in _PEOPLE:
        yield from (
            Item(field=field, value=v, start=a, end=b) for v, a, b in names_in(text, start, end, marked=marked, logins=field == "editors")
        )
    elif hit := _WORD.search(text, start, end):
        value = _CLINGING.split(hit[0])[0].strip("“”\"'，。、：:；;·—-#/=")
        at = text.index(value, hit.start())
        if 1 < len(value) <= _LONGEST_NAME and (field not in ("source_name", "publisher", "column") or _HAN.search(value)):
            yield Item(field=field, value=value, start=at, end=at + len(value))
            if field == "source_name":
                yield from _behind(text, at + len(value), end)


def _behind(text: str, start: int, end: int) -> Iterator[Item]:
    """The persons that follow a named source without a label: 来源：甲日报 李四."""
    for value, a, b in names_in(text, start, end, marked=False):
        yield Item(field="beside_source", value=value, start=a, end=b)


def beside_a_day(text: str, start: int, end: int, labels: Sequence[Label] | None = None) -> tuple[Item | None, list[Item]]:
    """Of a short line: the day where no label gives it, then names of media and persons that no label gives; without a day, of media alone.

    >>> day, others = beside_a_day("团结报 石远航 2019-07-31 06:52", 0, 23)
    >>> day.value, [(item.field, item.value) for item in others]
    ('2019-07-31', [('beside', '团结报'), ('authors', '石远航')])
    """
    found = labels_in(text, start, end) if labels is None else labels
    stamped = read_stamp(text, start, end)
    if stamped is None and (_CLOCK.search(text, start, end) or pattern("issue").search(text, start, end)):
        stamped = read_stamp(text, start, end, labelled=True)
    if stamped is None and not found:
        words_of_it = _free_words(text, start, end, [])
        first = next(words_of_it, None)
        if first is None or first.field != "beside" or not pattern("medium_tail").search(first.value):
            return None, []
        others = list(words_of_it)
        return None, [first, *others] if others and all(item.field == "authors" for item in others) else []
    taken = [hit.span() for hit in [*_CLOCK.finditer(text, start, end), *pattern("page_of_paper").finditer(text, start, end)]]
    taken += [(label.start, after.start if after else end) for label, after in zip_longest(found, found[1:])]
    day = None
    if stamped:
        day = Item(field="published", value=text[stamped.start : stamped.end], start=stamped.start, end=stamped.end)
        taken.append((day.start, day.end))
    free = list(_free_words(text, start, end, taken))
    return day, free if stamped else [item for item in free if pattern("medium_tail").search(item.value)]


def _free_words(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[Item]:
    """The words of a line that are no furniture and no places: persons, media of reporters, other names."""
    for hit in _TOKEN.finditer(text, start, end):
        until = min((a for a, _ in taken if hit.start() < a < hit.end()), default=hit.end())
        if (
            any(a <= hit.start() < b for a, b in taken)
            or not _HAN.search(text, hit.start(), until)
            or text[until : until + 1] in (":", "：")
        ):
            continue
        value = pattern("after_name").sub("", text[hit.start() : until].strip("·—-“”"))
        if (
            2 <= len(value) <= _LONGEST_NAME
            and value not in words().nobody
            and value not in fields()
            and not pattern("idle").match(value)
            and not all(is_places(part) for part in value.split("·"))
        ):
            at = text.index(value, hit.start())
            field = "authors" if is_person(value) and not pattern("medium_tail").search(value) else "beside"
            field = "of_reporter" if until < hit.end() else field
            yield Item(field=field, value=value, start=at, end=at + len(value))
