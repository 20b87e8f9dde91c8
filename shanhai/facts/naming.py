"""The persons and units that a label or a bracket names: 李四、王五, 何　至, 甲县委办公室."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shanhai.knowledge.places import aliases
from shanhai.mentions.person import is_name, read_name

from .wording import fields, pattern, words

_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8})+|[\u4e00-\u9fff]+")
_LOGIN = re.compile(r"[ \u3000]*([A-Za-z][\w.\-]{1,15})(?![\w.@\-])")
SPREAD = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?:[ \u3000]{1,4}([\u4e00-\u9fff])"
    r"(?![ \u3000]{1,4}[\u4e00-\u9fff](?![\u4e00-\u9fff])))?(?![\u4e00-\u9fff])"  # 李　四　王　五 are two
)
# Names go on over blanks and commas, not over brackets, bars and the ends of sentences.
_STRETCH = re.compile(r"[^|｜】）)\]\[【（(。！？；;\t\n]+")
_MEDIUM = re.compile(r"(?:报|网|局|办|社|台|委)$")
# Names before /图 are those of photographers: they are nobody's that wrote.
_PICTURED = re.compile(r"(?<!文)[ \u3000]*[/|][ \u3000]*(?:图|摄影?)[ \u3000]*$")
_CLOSED = re.compile(r"[】）)\]]")
_WRITTEN_TOO = re.compile(r"[ \u3000]*[/·|]?[ \u3000]*文")
# A person's name without points; the longer names of other peoples count behind another name.
LONGEST_PERSON, LONGEST_CLOSED = 4, 5

Named = tuple[str, int, int]


_WHOLE = re.compile("[“‘](?P<name>[^“”‘’]*)[”’]")


def balanced(name: str) -> str:
    """A name with both of its quotation marks, or neither.

    >>> balanced("“甲大桥”落成仪式"), balanced("甲大桥”落成仪式")
    ('“甲大桥”落成仪式', '甲大桥落成仪式')
    """
    return name if name.count("“") == name.count("”") else name.replace("“", "").replace("”", "")


def unquoted(name: str) -> str:
    """A name without quotation marks around the whole of it, and without one whose other half is missing.

    >>> unquoted("“甲乙一号”"), unquoted("“甲大桥”落成仪式"), unquoted("甲产业园”")
    ('甲乙一号', '“甲大桥”落成仪式', '甲产业园')
    """
    whole = _WHOLE.fullmatch(name)
    return whole["name"] if whole else balanced(name)


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether a word is a person's name by its form.

    >>> is_person("李小四"), is_person("艾尼瓦尔·吐尔逊"), is_person("甲县日报")
    (True, True, False)
    """
    if _MEDIUM.search(text):
        return False
    if "·" in text:
        return all(2 <= len(part) <= 6 and not pattern("medium_tail").search(part) for part in text.split("·"))
    if is_name(text):
        return True
    found = read_name(text, 0) if 3 <= len(text) <= LONGEST_PERSON else None
    return found is not None and found.text == text


def is_places(text: str) -> bool:
    """Whether a word is the name of a place, or of two: 浙江桐庐.

    >>> is_places("浙江桐庐"), is_places("掌上桐庐")
    (True, False)
    """
    return text in aliases() or any(text[:n] in aliases() and text[n:] in aliases() for n in range(2, len(text) - 1))


def names_in(text: str, start: int, end: int, *, marked: bool, logins: bool = False) -> Iterator[Named]:
    """The persons of a list, or the unit where it names no person, each with its place.

    `marked` when a mark says that names follow, else only words that are names by their form count, or that end with a bracket or the line;
    `logins` where names of users may stand for persons.
    """
    stretch = _STRETCH.match(text, start, end)
    if stretch is None or _PICTURED.search(stretch[0]):
        return
    if logins and marked and (login := _LOGIN.match(text, start, end)) and login[1].lower() not in words().nobody:
        yield login[1], login.start(1), login.end(1)
        return
    closed = text[start : start + 1] in " \u3000" and (stretch.end() == end or bool(_CLOSED.match(text, stretch.end())))
    found = _listed(text, stretch, marked=marked, closed=closed)
    longest = LONGEST_CLOSED if closed and not marked else LONGEST_PERSON
    persons = [named for named in found if is_person(named[0]) or (len(named[0]) <= longest and not _is_unit(named[0]))]
    yield from persons or (found[:1] if marked else ())


def _is_unit(name: str) -> bool:
    """Whether a short word is a unit's name by its end, or an account's by the place that it begins with."""
    return bool(pattern("signing_unit").search(name)) or (len(name) >= LONGEST_PERSON and name[:2] in aliases())


def _listed(text: str, stretch: re.Match[str], *, marked: bool, closed: bool) -> list[Named]:
    """The names of a stretch; none where the words behind them say that they took the pictures."""
    longest, found = LONGEST_PERSON, []
    joined = SPREAD.sub(lambda spread: "".join(filter(None, spread.groups())).ljust(len(spread[0])), stretch[0])
    for hit in _NAME.finditer(joined):
        value = pattern("after_name").sub("", hit[0])
        if hit[0] in fields():
            if pattern("signing_pictured").fullmatch(hit[0]) and not _WRITTEN_TOO.match(joined, hit.end()):
                return []  # 记者 李四 摄
            break
        if hit[0] in words().nobody or pattern("no_name").search(hit[0]) or (value != hit[0] and value in aliases()):
            continue  # 李四 甲市报道
        if not (marked or is_person(value) or (closed and 2 <= len(value) <= longest)):
            break
        longest = LONGEST_CLOSED
        if len(value) > 1:
            at = stretch.start() + hit.start()
            spread = None if text.startswith(value, at) else SPREAD.match(text, at)
            found.append((value, at, at + (len(spread[0]) if spread else len(value))))
    return found
