"""Pairs told in turn: 甲镇与乙镇、丙镇与丁镇签订结对协议."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from shanhai.model import Mention

from .context import Context
from .rulebook import Match

_SIDES = frozenset({"place", "zone", "organization", "site"})
_PAIRING = re.compile(r"(?:，?(?:分别|也|还)?[与和同跟对]|[—－–─\-·↔]+)")
_LISTING = re.compile(r"[、，；]|[，、]?(?:和|及|以及)")
_LEAST = 4


def in_turn(context: Context, match: Match) -> tuple[tuple[Mention, Mention], ...]:
    """The pairs of a list in which each side is joined to its own partner, as far as it runs before and in a match; () for others."""
    given = sorted((m for role in ("a", "b") for m in match.roles.get(role, ())), key=lambda m: m.start)
    if not given or any(m.type not in _SIDES for m in given):
        return ()
    text = context.text
    start = max(text.rfind(c, 0, given[0].start) + 1 for c in "。！？\n")
    sides = [m for m in context.story if start <= m.start < given[-1].end and m.type in _SIDES]
    run = _run(text, sides, given[0])
    if len(run) < _LEAST or len(run) % 2:
        return ()
    gaps = [text[a.end : b.start] for a, b in pairwise(run)]
    joined = all(_PAIRING.fullmatch(g) for g in gaps[::2]) and all(_LISTING.fullmatch(g) for g in gaps[1::2])
    return tuple(zip(run[::2], run[1::2], strict=True)) if joined else ()


def _run(text: str, sides: Sequence[Mention], inside: Mention) -> list[Mention]:
    """The sides around one of them with nothing between them but what joins a list."""
    runs: list[list[Mention]] = []
    for side in sides:
        gap = text[runs[-1][-1].end : side.start] if runs else None
        if gap is not None and (_PAIRING.fullmatch(gap) or _LISTING.fullmatch(gap)):
            runs[-1].append(side)
        else:
            runs.append([side])
    return next((run for run in runs if any(m.start <= inside.start < m.end for m in run)), [])
