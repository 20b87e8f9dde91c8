"""A pair (结对): two sides with what the page says of their tie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import pairings
from shanhai.model import Basis, Mention, PlaceRef, Programme, Relation
from shanhai.model.struct import Value

from .evidence import Claim

_RELATIONS = (
    (re.compile("对口支援"), Relation.SUPPORT),
    (re.compile("对口合作"), Relation.COOPERATION),
    (re.compile("帮扶|扶持"), Relation.ASSISTANCE),
    (re.compile("协作"), Relation.COLLABORATION),
)
_IN_ORDER = 3  # two lists of as many sides: 甲、乙、丙与丁、戊、己结对
Side = tuple[PlaceRef | str, Mention | None]


class Pair(Value, frozen=True, kw_only=True):
    """Two sides with what the page says of their tie."""

    a: PlaceRef | str
    b: PlaceRef | str
    programme: Programme | None
    claims: tuple[Claim, ...]
    background: bool
    relation: Relation | None = None
    since: str | None = None
    until: str | None = None


def side_name(side: PlaceRef | str) -> str:
    """The name of one side of a pairing."""
    return side if isinstance(side, str) else side.name


def relation_in(words: str) -> Relation:
    """The tie that the words of a sentence name; PAIRED where they name none."""
    return next((relation for expression, relation in _RELATIONS if expression.search(words)), Relation.PAIRED)


def compatible(a: Programme | None, b: Programme | None) -> bool:
    """Whether two programmes may be one: the same words, the same family, or one of them not told."""
    return a is None or b is None or a.stated == b.stated or (a.family is not None and a.family == b.family)


def joined(known: Pair, pair: Pair, own: Programme | None) -> Pair:
    """What two statements say of one pair, whose programme is the stated one before the page's `own`."""
    return Pair(
        a=known.a,
        b=known.b,
        programme=pair.programme if known.programme in (None, own) and pair.programme else known.programme,
        relation=pair.relation if known.relation in (None, Relation.PAIRED) and pair.relation else known.relation,
        since=known.since or pair.since,
        until=known.until or pair.until,
        background=known.background and pair.background,
        claims=(*known.claims, *pair.claims),
    )


def outdone(pair: Pair, other: Pair) -> bool:
    """自2001年对口支援乙州以来，丙省…: whether a pair with the page's own place goes back to words that name another side."""
    if pair is other or pair.b != other.b or not all(c.basis is Basis.INFERRED for c in pair.claims if c.field == "a"):
        return False
    told, more = ([c for c in p.claims if c.field == "" and c.basis is Basis.STATED] for p in (pair, other))
    return bool(told) and all(any(m.start <= c.start and c.end <= m.end for m in more) for c in told)


def dealt(lefts: Sequence[Side], rights: Sequence[Side], *, severally: bool) -> Iterator[tuple[Side, Side]]:
    """Each a with each b; 甲与乙、丙与丁结对, 甲、丙分别与乙、丁结对 and two lists of as many, three or more, pair them in turn."""
    ordered = sorted((m.start, side) for side, found in (("a", lefts), ("b", rights)) for _, m in found if m)
    sides = "".join(side for _, side in ordered)
    small = all(isinstance(side, str) or side.code is None for side, _ in (*lefts, *rights))  # bodies and towns
    known = _on_record(lefts, rights)
    in_order = severally or small or len(lefts) >= _IN_ORDER or known is True
    if len(lefts) == len(rights) >= _IN_ORDER and known is False and not severally:
        return  # 甲、乙、丙对口帮扶丁、戊、己 in another order than that of their pairs
    if len(lefts) == len(rights) > 1 and (sides == "ab" * len(lefts) or in_order):
        yield from zip(lefts, rights, strict=True)
        return
    if severally and min(len(lefts), len(rights)) > 1:
        return  # of two lists of unequal length nobody can say who is whose
    for left in lefts:
        for right in rights:
            yield left, right


def _on_record(lefts: Sequence[Side], rights: Sequence[Side]) -> bool | None:
    """Whether the public record pairs the sides of two lists in turn, and none of them otherwise; None where it has none of them."""

    def known(a: Side, b: Side) -> bool:
        codes = [side.code for side, _ in (a, b) if isinstance(side, PlaceRef) and side.code]
        return len(codes) > 1 and bool(pairings.paired(codes[0], codes[1]))

    found = {(i, j) for i, left in enumerate(lefts) for j, right in enumerate(rights) if known(left, right)}
    return all(i == j for i, j in found) if found else None
