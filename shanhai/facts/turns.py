"""Pairs told in turn: 甲镇与乙镇、丙镇与丁镇签订结对协议."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from shanhai.model import Mention

from .context import Context
from .rulebook import Match
from .stretch import end_of, start_of

SIDES = frozenset({"place", "zone", "organization", "site"})
"""Mentions that may be a side of a pair."""
_PAIRING = re.compile(r"(?:，?(?:分别|也|还)?[与和同跟对]|携手|牵手|[—－–─\-·↔]+)|")  # 甲乙、丙丁4对 has nothing between
LISTING = re.compile(r"[、，；](?:[①-⑳]|\d[.．、]|（\d）|[一二三四五六]是)?|[，、]?(?:和|及|以及)")
_COMMAS = ("，", "；")
_AND = "和"
_FURTHER = re.compile(r"及|以及")
_BRACKET = re.compile(r"^（[^（）]{1,16}）")
_OURS = re.compile(r"[我本该][省市县区州旗镇乡]$|(?<=[与和同、])[县区]$")
_LEAST, _PAIR = 2, 2


def in_turn(context: Context, match: Match) -> tuple[tuple[Mention, Mention], ...]:
    """The pairs of a list in which each side is joined to its own partner, as far as it runs around a match; () for others."""
    given = sorted((first_of(m) for role in ("a", "b") for m in match.roles.get(role, ())), key=lambda m: m.start)
    if not given or any(m.type not in SIDES for m in given):
        return ()
    text = context.text
    start = start_of(text, given[0].start)
    stop = end_of(text, given[-1].end)
    sides = [s for m in context.story if start <= m.start < stop and (s := first_of(m)).type in SIDES]
    run = _run(text, sides, given[0])
    return paired(text, run)


def paired(text: str, run: Sequence[Mention]) -> tuple[tuple[Mention, Mention], ...]:
    """The pairs of a run of sides in which each group has its own partner; () where it is no such list."""
    if any(not (_PAIRING.fullmatch(gap := aside(text[a.end : b.start])) or LISTING.fullmatch(gap)) for a, b in pairwise(run)):
        return ()
    groups = _groups(text, run)
    if groups and len(groups[0]) == 1 and len(groups) > _LEAST and text.startswith("，", groups[0][0].end):
        groups = groups[1:]  # 在甲市，|乙区和丙县、丁区和戊县
    if len(groups) < _LEAST or any(len(group) < _PAIR for group in groups):
        return ()
    return tuple((group[0], other) for group in groups for other in group[1:])


def first_of(mention: Mention) -> Mention:
    """A side, or the place with which the name of a meeting begins (丁镇|结对帮扶座谈会)."""
    first = mention.parts[0] if mention.type == "meeting" and mention.parts else mention
    return first if first.start == mention.start and first.type in SIDES else mention


def _groups(text: str, run: Sequence[Mention]) -> list[list[Mention]]:
    """A run cut where its list goes on: in each group one side is joined to its partner, and may have a further one (与乙市及丙市).

    Where commas part the groups, each partner after the first stands behind 、 too: 甲镇与乙镇、丙镇，丁镇与戊镇、己镇.
    """
    if parted := _by_commas(text, run):
        return parted
    groups: list[list[Mention]] = [list(run[:1])]
    for at, (before, side) in enumerate(pairwise(run), 1):
        gap = aside(text[before.end : side.start])
        joined = _PAIRING if len(groups[-1]) == 1 else _FURTHER
        if joined.fullmatch(gap) or (gap == _AND and len(groups[-1]) == _PAIR and not _begins(text, run, at)):
            groups[-1].append(side)
        else:
            groups.append([side])
    return groups


def _begins(text: str, run: Sequence[Mention], at: int) -> bool:
    """Whether a side of a run is joined to the one behind it: the third of 甲与乙和丙与丁 is, that of 甲与乙和丙、丁与戊 is not."""
    gap = aside(text[run[at].end : run[at + 1].start]) if at + 1 < len(run) else ""
    return gap != "" and bool(_PAIRING.fullmatch(gap))


def _by_commas(text: str, run: Sequence[Mention]) -> list[list[Mention]]:
    """The groups of a run that commas part, each of one side with its partners; [] where a stretch between commas is none.

    Nor are there such groups in 甲和乙，丙和丁、戊和己, where what joins the first two joins the others too.
    """
    gaps = [aside(text[a.end : b.start]) for a, b in pairwise(run)]
    if len(gaps) > _PAIR and set(gaps[::2]) == {gaps[0]} and _PAIRING.fullmatch(gaps[0]) and gaps[0] not in gaps[1::2]:
        return []
    groups: list[list[Mention]] = [list(run[:1])]
    for gap, side in zip(gaps, run[1:], strict=True):
        if gap in _COMMAS:
            groups.append([side])
        elif (_PAIRING if len(groups[-1]) == 1 else LISTING).fullmatch(gap):
            groups[-1].append(side)
        else:
            return []
    return groups if len(groups) > 1 and all(len(g) > 1 for g in groups) and any(len(g) > _PAIR for g in groups) else []


def aside(gap: str) -> str:
    """A gap without the bracket that speaks of the side before it, and without 我县 (县|丁镇卫生院) before a side of one's own."""
    return _OURS.sub("", _BRACKET.sub("", gap))


def _run(text: str, sides: Sequence[Mention], inside: Mention) -> list[Mention]:
    """The sides around one of them with nothing between them but what joins a list."""
    runs: list[list[Mention]] = []
    for side in sides:
        gap = aside(text[runs[-1][-1].end : side.start]) if runs else None
        if gap is not None and (_PAIRING.fullmatch(gap) or LISTING.fullmatch(gap)):
            runs[-1].append(side)
        else:
            runs.append([side])
    return next((run for run in runs if any(m.start <= inside.start < m.end for m in run)), [])
