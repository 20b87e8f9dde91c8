"""Delegations (代表团, 考察团, 调研组): who travels, with the place or organisation that sent them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan
from .person import read_name
from .spans import Covers, inside, offsets_within

# What joins a place or a body to the delegation that it meets or follows.
_JOINED = frozenset("对向与和同随跟给及")
_BOUND_FOR = ("到", "赴", "来", "往", "进", "入")
_TAKES = re.compile("于?[0-9年月日号至到—－~～-]{0,16}(?:[上下]午)?[带率](?!领)")  # also 县长李四|6月3日带
_GROUP = 16  # characters of the name of a group of towns with its county
_BOUND = ("赴", "入", "驻")
_CALLED = re.compile(rf"(?:{words.alternation('访')}|{words.alternation('对口')}|{words.alternation('团名')})*")
_MANNER, _GOING = "式", "组团"
_COMMITTEE, _BOTH = "委", "委、"
_TAKING = re.compile(r"(?:率领?|带领?)[着了]?(?=[一两三几\d]+[个支])")
_TOWARDS = re.compile("对(?![口接外])")
_KIND = re.compile("对[口接外]|与会|给养|和[谐美平]")  # 甲市|对口合作调研团


def find_delegations(scan: Scan, places: Sequence[Mention], organizations: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every delegation; its parts are the places inside it.

    A bare 代表团 is a delegation too: who it is follows from the sentences before.
    """
    edges = Edges(scan, places)
    result = []
    starts = [p.start for p in places]
    named = Covers(organizations)
    within = offsets_within(places)
    ends = sorted({m.end for m in (*places, *organizations)} - within)
    for head in scan.longest("delegation"):
        if scan.text.startswith(_MANNER, head.end):  # “组团|式”帮扶 is a way of helping
            continue
        if head.text == _GOING and scan.text.startswith((*words.words("组团后"), *words.words("赴")), head.end):
            continue
        if head.text == _GOING and any(
            scan.text.endswith(_BOUND_FOR, 0, p.start) and p.end < head.start for p in _near(places, starts, head.start)
        ):
            continue  # 到|甲市乙组团: a group of towns
        if named.hold(Mention(type="delegation", start=head.start, end=head.end, text=head.text)):
            continue
        start = edges.left(head.start)
        start = next((p.start for p in places if p.type == "deixis" and p.start < start <= p.end), start)  # 该市|党政代表团
        start = max(
            (e + 1 for e in ends if start < e < head.start and scan.text[e] in _JOINED and not _KIND.match(scan.text, e)), default=start
        )  # 甲县政府与|考察团
        start = max((m.end() for m in _TOWARDS.finditer(scan.text, start, head.start)), default=start)  # 县长李四对|考察团
        start = max((m.end() for m in _TAKING.finditer(scan.text, start, head.start)), default=start)  # 副市长李四6日带|一个小组
        start = max((at for at in _taken_along(scan, start, head.start)), default=start)
        start = _of_both(scan.text, start, organizations)
        start = _bound(scan.text, head.start, start, places, organizations)
        parts = tuple(inside(places, starts, start, head.end))
        result.append(Mention(type="delegation", start=start, end=head.end, text=scan.text[start : head.end], value=head.text, parts=parts))
    return tuple(result)


def _taken_along(scan: Scan, start: int, head: int) -> Iterator[int]:
    """县长李四带|装备制造分队: where a team begins behind who takes it along, told by post and name."""
    for hit in scan.hits("title"):
        if start <= hit.start and hit.end < head and (name := read_name(scan.text, hit.end, posted=True, borders=scan.borders)):
            taken = _TAKES.match(scan.text, name.end, head)
            yield from (taken.end(),) if taken and taken.end() < head else ()


def _near(places: Sequence[Mention], starts: Sequence[int], end: int) -> Sequence[Mention]:
    """The places right before an offset."""
    return places[bisect_left(starts, end - _GROUP) : bisect_left(starts, end)]


def _of_both(text: str, start: int, organizations: Sequence[Mention]) -> int:
    """省委、|省政府慰问团: where the delegation of a committee and its government begins."""
    if not text.endswith(_BOTH, 0, start):
        return start
    level = text[start : start + 1]
    own = (m.start for m in organizations if m.end == start - 1 and m.value == "party" and text[: m.end].endswith(level + _COMMITTEE))
    return next(own, start)


def _bound(text: str, head: int, start: int, places: Sequence[Mention], organizations: Sequence[Mention]) -> int:
    """甲县|赴乙省考察团, 甲县|赴疆考察慰问团: where a delegation begins that is called after where it goes."""
    going = max(text.rfind(word, max(0, head - _GROUP), head) for word in _BOUND)
    if going < 0:
        return start
    goal = max((p.end for p in places if p.start == going + 1), default=going + 2)
    if not _CALLED.fullmatch(text, goal, head):
        return start
    return min((m.start for m in (*places, *organizations) if m.end == going), default=start)
