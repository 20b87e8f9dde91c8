"""What bylines, footers and boxes say by label: 来源：甲日报, 记者 李四, 发布时间：2023-03-05, and what stands beside a day without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import zip_longest

import msgspec

from shanhai.knowledge.places import aliases
from shanhai.mentions.person import is_name
from shanhai.model import KnowledgeError
from shanhai.model.struct import Value

from .stamp import read_stamp

_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8})+|[\u4e00-\u9fff]+")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
# A value ends at a bracket, a bar, a blank; names go on over blanks.
_WORD = re.compile(r"[^\s|｜】）)\]\[【（(<>＜＞]+")
_NAMES = re.compile(r"[^|｜】）)\]\[【（(。！？；;]+")
_TOKEN = re.compile(r"[\u4e00-\u9fffA-Za-z“”《》·—-]+")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
# What follows a name without belonging to it: 甲报记者 李四, 甲县协作办公室编.
_AFTER = re.compile(r"(?<=..)(?:记者|通讯员|编印?|主编|供稿|发布(?=于))$")
_LONGEST_PERSON = 4
_LONGEST_NAME = 30


class Words(Value, frozen=True, kw_only=True):
    """The labels of `knowledge/source.yaml` and the words around them."""

    labels: dict[str, tuple[str, ...]]
    bare: tuple[str, ...]
    nobody: tuple[str, ...]
    crumb_ends: tuple[str, ...]
    crumb_lead: str
    expressions: dict[str, tuple[str, ...]]
    title_tail: tuple[str, ...]
    site_tail: str
    sections: tuple[str, ...]
    medium_tail: str
    idle: str


class Item(Value, frozen=True, kw_only=True):
    """A value of a field and where it stands in the restored text."""

    field: str
    value: str
    start: int
    end: int


@cache
def words() -> Words:
    """The words of `knowledge/source.yaml`; raises KnowledgeError when they are malformed."""
    try:
        return msgspec.yaml.decode(files("shanhai.knowledge").joinpath("source.yaml").read_bytes(), type=Words)
    except msgspec.DecodeError as error:
        raise KnowledgeError("knowledge/source.yaml", str(error), "see the comment at its top") from error


@cache
def _fields() -> dict[str, str]:
    return {label: field for field, labels in words().labels.items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    """A label with a colon or a bar after it anywhere, a short one at a border, a bare one before a blank or a name."""
    long = "|".join(sorted((re.escape(label) for label in _fields() if len(label) > 1), key=len, reverse=True))
    short = "|".join(sorted(label for label in _fields() if len(label) == 1))
    bare = "|".join(sorted(map(re.escape, words().bare), key=len, reverse=True))
    mark = r"[ \u3000]*[:：|｜‖丨／/\t][ \u3000]*"
    return re.compile(
        rf"(?P<long>{long}){mark}|(?<![\u4e00-\u9fff])(?P<short>{short}){mark}|(?<![\u4e00-\u9fff])(?P<bare>{bare})(?=[\s\u3000\u4e00-\u9fff\d])"
    )


def labelled(text: str, start: int, end: int) -> Iterator[Item]:
    """Every labelled value of a line, in order; a day's value is the day, of names each is an item of its own.

    >>> [(item.field, item.value) for item in labelled("来源：甲县日报 记者 李四 时间：2023-03-05", 0, 29)]
    [('source_name', '甲县日报'), ('authors', '李四'), ('published', '2023-03-05')]
    """
    hits = list(_label().finditer(text, start, end))
    for hit, after in zip_longest(hits, hits[1:]):
        field = _fields()[hit["long"] or hit["short"] or hit["bare"]]
        yield from _items(field, text, hit.end(), after.start() if after else end, certain=hit["bare"] is None)


def _items(field: str, text: str, start: int, end: int, *, certain: bool) -> Iterator[Item]:
    if field in ("published", "updated", "never"):
        if found := read_stamp(text, start, end, labelled=True):
            yield Item(field=field, value=text[found.start : found.end], start=found.start, end=found.end)
    elif field in ("authors", "editors"):
        yield from _named(field, text, start, end, certain=certain)
    elif (hit := _WORD.search(text, start, end)) and 1 < len(value := hit[0].strip("“”\"'，。、：:；·—-#")) <= _LONGEST_NAME:
        at = text.index(value, hit.start())
        yield Item(field=field, value=value, start=at, end=at + len(value))


def _named(field: str, text: str, start: int, end: int, *, certain: bool) -> Iterator[Item]:
    """The persons of a list, or the unit where it names no person; `certain` when a mark says that names follow, else only names count."""
    stretch = _NAMES.match(text, start, end)
    if stretch is None:
        return
    found = []
    for hit in _NAME.finditer(_SPREAD.sub(lambda spread: f"{spread[1]}{spread[2]}".ljust(len(spread[0])), stretch[0])):
        value = hit[0]
        if value in _fields() or not (certain or is_name(value) or "·" in value):
            break
        if len(value) > 1 and value not in words().nobody:
            at = stretch.start() + hit.start()
            spread = len(value) == 2 and not text.startswith(value, at)
            length = next((len(m[0]) for m in [_SPREAD.match(text, at)] if spread and m), len(value))
            found.append(Item(field=field, value=value, start=at, end=at + length))
    persons = [item for item in found if len(item.value) <= _LONGEST_PERSON or "·" in item.value]
    yield from persons or found[:1]


def beside_a_day(text: str, start: int, end: int) -> tuple[Item | None, list[Item]]:
    """Of a short line with a day: the day where no label gives it, then names of media and persons that no label gives.

    >>> day, others = beside_a_day("团结报 石远航 2019-07-31 06:52", 0, 23)
    >>> day.value, [(item.field, item.value) for item in others]
    ('2019-07-31', [('beside', '团结报'), ('authors', '石远航')])
    """
    stamped = read_stamp(text, start, end) or (read_stamp(text, start, end, labelled=True) if _CLOCK.search(text, start, end) else None)
    if stamped is None:
        return None, []
    day = Item(field="published", value=text[stamped.start : stamped.end], start=stamped.start, end=stamped.end)
    taken = [(stamped.start, stamped.end), *((hit.start(), hit.end()) for hit in _CLOCK.finditer(text, start, end))]
    hits = list(_label().finditer(text, start, end))
    if hits:
        end = min(end, hits[0].start()) if hits[0].start() > stamped.start else end
        taken += [(hit.start(), after.start() if after else end) for hit, after in zip_longest(hits, hits[1:])]
    return day, [item for item in _free(text, start, end) if not any(a < item.end and item.start < b for a, b in taken)]


def _free(text: str, start: int, end: int) -> Iterator[Item]:
    """The words of a line, persons apart from other names."""
    for hit in _TOKEN.finditer(text, start, end):
        value = hit[0].strip("·—-“”")
        if (
            not 2 <= len(value) <= _LONGEST_NAME
            or value in words().nobody
            or not re.search(r"[\u4e00-\u9fff]{2}", value)
            or re.match(words().idle, value)
            or all(part in aliases() for part in value.split("·"))
        ):
            continue
        value = _AFTER.sub("", value)
        at = text.index(value, hit.start())
        yield Item(field="authors" if is_name(value) else "beside", value=value, start=at, end=at + len(value))
