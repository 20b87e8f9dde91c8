"""The sides of a pair that a sentence does not name outright: who helps 对口支援的甲区、乙县, whom 两校 or 两县 means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef

from .context import Context
from .home import means_both
from .location import flatten
from .rulebook import Match
from .stretch import start_of

_BESIDE = frozenset({"place", "zone", "organization", "site"})
_PLACES, _MARK = ("place", "zone"), "、"
_WITH = ("分别与", "还与", "也与", "共同与")
_NEXT_PAIR = re.compile(r"、[^，。；、]{2,20}?[与和同—－–-]")  # 甲与乙|、丙与丁
_BY, _AND, _ALSO, _SEVERALLY, _INSTEAD = ("由",), ("和", "与", "及"), ("和", "及"), "分别", ("接替", "接棒")
_JOINED = re.compile(r"[^，。；、与和]{0,12}[、与和][^，。；、与和]{0,2}")  # 甲校|校长李四和|乙校
_LONGEST_NAME = 24  # characters of a place with those in which it lies
_NEXT_CLAUSE = 12  # characters in which the clause behind a match begins


def unnamed_side(context: Context, match: Match, named: Collection[str]) -> PlaceRef | None:
    """The place right before; else the page's own; on the page of one of those who are `named` the place told before in the sentence."""
    main = context.home.main()
    beside = next((m for m in context.before(match.start, match.start - _LONGEST_NAME) if m.end == match.start), None)
    within = flatten(context.of_type("meeting", max(0, match.start - _LONGEST_NAME), match.start))
    beside = beside or next((m for m in within if m.end == match.start), None)  # 甲省|对口支援乙县工作座谈会
    if beside is not None and beside.type in _BESIDE:  # 甲区|对口帮扶的乙县; of a body another rule takes the whole
        return next(iter(context.places_of(beside)), None)
    if main is not None and any(_is_town(context, m, main) for m in _acting(context, match)):
        return None
    if main is None or (main.name not in named and not _holds(context, match, main)):
        return main
    start = start_of(context.text, match.start)
    told = [m for kind in ("place", "organization", "delegation") for m in flatten(context.of_type(kind, start, match.start))]
    before = (ref for m in sorted(told, key=lambda m: m.start) for ref in context.places_of(m))
    return next((ref for ref in before if ref.name not in named and ref != main), None)


def _holds(context: Context, match: Match, main: PlaceRef) -> bool:
    """Whether what is helped lies in the page's own place: 甲省代表团来新疆，做好对口支援乙州的工作."""
    helped = [ref for m in match.roles.get("b", ()) for ref in context.places_of(m)]
    return bool(main.code and helped) and all(main.code in context.ancestors(ref) for ref in helped)


def of_level(own: PlaceRef, other: PlaceRef | str) -> bool:
    """Whether a place may be the unnamed other side: a district's page that speaks of 对口支援新疆工作 makes no pair with 新疆."""
    if (own.code or "").endswith("0000"):
        return isinstance(other, PlaceRef) and other.code is not None  # nor is a province the unnamed side of a town
    return isinstance(other, str) or not (other.code or "").endswith("0000")


def named_only(listed: Sequence[Mention]) -> Sequence[Mention]:
    """Those of a list who are named: 甲校是乙校的帮扶单位，|双方 is no third side."""
    named = [m for m in listed if m.type != "deixis" or not means_both(m.text)]
    return named if named and len(listed) > 1 else listed


def one_side(context: Context, both: Mention) -> bool:
    """Whether 两县 only sums up a list that is one of two sides: 丙区与甲县、乙县|两县."""
    start, joint = both.start, ""
    for side in context.before(both.start, context.paragraph(both.start)[0]):
        gap = context.text[side.end : start]
        if side.type not in _PLACES or gap != ("" if start == both.start else _MARK):
            break
        joint, start = gap, side.start
    led = words.ending("另一方前", context.text, start)
    other = any(m.end == start - len(led) for m in context.before(start - len(led), max(0, start - len(led) - _LONGEST_NAME)))
    return start < both.start and joint == _MARK and bool(led) and (other or led not in _ALSO)  # 国家战略和|甲省、乙省|两省


def tail_of_a_side(context: Context, match: Match) -> bool:
    """Whether what a match takes for the first side is joined to one before it: 甲校与|乙校、丙校结对, 由|甲区、乙区结对.

    Or it is where somebody goes (代表团到|甲县和乙县，开展对口帮扶), or the last of a list (甲、|乙日前分别与丙、丁结对).
    """
    first = next(iter(match.roles.get("a", ())), None)
    if first is None or "b" not in match.roles or first.start != match.start:
        return False
    joint = context.text[first.end : match.roles["b"][0].start]
    if joint == _MARK and context.text.endswith(_MARK, 0, first.start):
        return True  # 甲镇、|乙镇、丙镇签订结对协议
    if context.text.endswith(words.words("另一方前") if joint == _MARK else _BY if joint in _AND else (), 0, first.start):
        return True
    reached = first.type == "place" and context.text.endswith(words.words("抵达后"), 0, first.start)
    if reached and (joint in _ALSO or joint.startswith("，")):  # 前往|甲市，同乙校签订
        return True
    if context.text.endswith(_INSTEAD, 0, first.start):
        return True
    if _SEVERALLY in joint and first.type in _PLACES and context.text.endswith(_MARK, 0, first.start):
        return True
    return context.text.endswith(_WITH, 0, first.start)


def cut_short(text: str, lefts: Sequence[Mention | None], rights: Sequence[Mention | None]) -> bool:
    """Whether of several partners only one is taken: 甲、乙分别与丙|、某地结对, 甲、|乙与丙|、丁一一结对."""
    left, right = next(iter(lefts), None), next(iter(rights[-1:]), None)
    if right is None or left is None or not text.startswith(_MARK, right.end):
        return False
    return len(lefts) > 1 or (text.endswith(_MARK, 0, left.start) and not _NEXT_PAIR.match(text, right.end))


def two_bodies(context: Context, offset: int) -> tuple[Mention, ...]:
    """The two bodies side by side of whom a sentence speaks before it says 两校: 甲校、乙校校长到场，|两校分别与…."""
    start = start_of(context.text, offset)
    outer = sorted(context.before(offset, start), key=lambda m: m.start)
    found = [p for m in outer for p in flatten((m,)) if p.type == "organization" and not m.text.startswith("两")]
    pairs = ((a, b) for a, b in pairwise(found) if _JOINED.fullmatch(context.text, a.end, b.start))
    return next(pairs, ())


def _acting(context: Context, match: Match) -> Iterator[Mention]:
    """Who acts in the clause of a match or begins the one behind it: 甲县乙镇召开|对口帮扶丙镇工作会议 is told of 乙镇, not of 甲县."""
    begin = start_of(context.text, match.start, "，。；！？\n")
    around = [*context.before(match.start, begin), *context.of_type("meeting", begin, match.start)]
    yield from (m for m in flatten(around) if m.end <= match.start)
    behind = context.text.find("，", match.end, match.end + _NEXT_CLAUSE) + 1
    yield from flatten(context.of_type("place", behind, behind + 1) if behind else ())


def _is_town(context: Context, mention: Mention, county: PlaceRef) -> bool:
    return mention.type == "place" and context.locations.county(mention) == county
