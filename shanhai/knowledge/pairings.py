"""The official pairings: who helps whom under which programme, as the public record states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from shanhai.model.struct import Value

from .load import table
from .places import within

_PROVINCE = "0000"  # with what the code of a province ends


class OfficialPairing(Value, frozen=True, kw_only=True):
    """`a` helps `b` (codes; null for zones, which have only a name) from the year `since` to the year `until`.

    Null years are years that no source gives. `certain` pairings are stated by `source`, the others inferred or remembered.
    """

    programme: str
    a: str | None
    b: str | None
    a_name: str
    b_name: str
    since: int | None = None
    until: int | None = None
    certain: bool = True
    source: str | None = None


@cache
def pairings() -> tuple[OfficialPairing, ...]:
    """All official pairings, sorted by programme and code.

    >>> len(pairings()) > 500
    True
    """
    return tuple(_pairing(row) for row in table("pairings"))


def paired(a: str, b: str) -> tuple[OfficialPairing, ...]:
    """The pairings between two divisions, whoever helps.

    >>> {pairing.programme for pairing in paired("640000", "350000")} >= {"东西部协作"}
    True
    """
    return tuple(pairing for pairing in partners(a) if b in (pairing.a, pairing.b))


def around(a: str, b: str) -> tuple[OfficialPairing, ...]:
    """The pairings of two divisions, or of a province with the counties of a city.

    >>> [pairing.b_name for pairing in around("120000", "653200")]
    ['策勒县', '于田县', '民丰县']
    """
    return tuple(p for one, other in ((a, b), (b, a)) for p in partners(one) if any(_lies(side, other, one) for side in (p.a, p.b) if side))


def _lies(side: str, division: str, partner: str) -> bool:
    """Whether a side is a division, or lies in it where that is no province and its partner is one."""
    return side == division or (partner.endswith(_PROVINCE) and not division.endswith(_PROVINCE) and within(side, division))


def partners(code: str) -> tuple[OfficialPairing, ...]:
    """All pairings of a division, on either side.

    >>> partners("000000")
    ()
    """
    return _by_code().get(code, ())


def _pairing(row: dict[str, str]) -> OfficialPairing:
    return OfficialPairing(
        programme=row["programme"],
        a=row["a"] or None,
        b=row["b"] or None,
        a_name=row["a_name"],
        b_name=row["b_name"],
        since=int(row["since"]) if row["since"] else None,
        until=int(row["until"]) if row["until"] else None,
        certain=row["certain"] == "y",
        source=row["source"] or None,
    )


@cache
def _by_code() -> Mapping[str, tuple[OfficialPairing, ...]]:
    found: dict[str, list[OfficialPairing]] = defaultdict(list)
    for pairing in pairings():
        for code in {pairing.a, pairing.b} - {None}:
            assert code is not None
            found[code].append(pairing)
    return {code: tuple(rows) for code, rows in found.items()}
