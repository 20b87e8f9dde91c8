"""How the entries of a list fall into its facets: counted together once, so that every choice of values is answered from the counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from shanhai.ledger.listed import listed
from shanhai.model import Modality
from shanhai.model.struct import Value

NONE = "none"
"""The value of entries that have none in a facet."""
TOLD = frozenset({Modality.HAPPENED.value, Modality.PLANNED.value, Modality.WISHED.value})
"""What pages deny is left out, unless it is asked for."""

Row = tuple[tuple[frozenset[str], ...], int]


class Tally(Value, frozen=True, kw_only=True):
    """The combinations of values that occur, in the order of `facets`, and how many entries have each; places may have several values."""

    facets: tuple[str, ...]
    rows: tuple[Row, ...]


class Counted(Value, frozen=True, kw_only=True):
    """How many entries have all the chosen values, and of each facet how many have each value under all other choices."""

    total: int
    values: dict[str, dict[str, int]]


def tally(connection: Connection, facets: Sequence[str], where: Iterable[ColumnElement[bool]]) -> Tally:
    """The entries of `listed` that meet the conditions, by the facets; modality is always among them."""
    names = tuple(dict.fromkeys((*facets, "modality")))
    columns = [_column(name).label(name) for name in names]
    counted = select(*columns, func.count().label("n")).where(*where).group_by(*columns)
    known: dict[tuple[str, Any], frozenset[str]] = {}
    rows = []
    for row in connection.execute(counted):
        values = tuple(known.setdefault((name, value), _values(name, value)) for name, value in zip(names, row[:-1], strict=True))
        rows.append((values, int(row.n)))
    return Tally(facets=names, rows=tuple(rows))


def counted(held: Tally, chosen: Mapping[str, Iterable[str]]) -> Counted:
    """The counts under these choices; what pages deny is not counted unless chosen.

    >>> rows = ((frozenset({"2024"}), frozenset({"happened"})), (frozenset({"2025"}), frozenset({"happened"})))
    >>> seen = counted(Tally(facets=("year", "modality"), rows=tuple((row, 2) for row in rows)), {"year": ["2024"]})
    >>> seen.total, seen.values["year"], seen.values["modality"]
    (2, {'2024': 2, '2025': 2}, {'happened': 2})
    """
    wanted = {"modality": TOLD} | {name: frozenset(values) for name, values in chosen.items()}
    fits = {at: wanted[name] for at, name in enumerate(held.facets) if name in wanted}
    # Of each asked facet, whether a value of it fits: there are few values and many rows.
    failing: dict[int, dict[frozenset[str], bool]] = {
        at: {value: some.isdisjoint(value) for value in {values[at] for values, _ in held.rows}} for at, some in fits.items()
    }
    found: list[dict[frozenset[str], int]] = [defaultdict(int) for _ in held.facets]
    total = 0
    for values, n in held.rows:
        failed = -1
        for at, fails in failing.items():
            if fails[values[at]]:
                if failed >= 0:
                    break
                failed = at
        else:
            if failed >= 0:
                found[failed][values[failed]] += n
                continue
            total += n
            for counts, value in zip(found, values, strict=True):
                counts[value] += n
    return Counted(total=total, values={name: _apart(found[at]) for at, name in enumerate(held.facets)})


def _apart(found: Mapping[frozenset[str], int]) -> dict[str, int]:
    apart: Counter[str] = Counter()
    for values, n in found.items():
        for value in values:
            apart[value] += n
    return dict(apart)


def _column(name: str) -> ColumnElement[Any]:
    if name == "year":
        return func.substr(listed.c.day, 1, 4)
    return listed.c["provinces" if name == "province" else name]


def _values(name: str, value: Any) -> frozenset[str]:
    if name == "province":
        return frozenset(f"{head}0000" for head in value.split())
    if name == "review":
        return frozenset({"yes" if value else "no"})
    if value is None or (name == "year" and not value[:4].isdecimal()):
        return frozenset({NONE})
    return frozenset({value})
