"""A row of a sheet: what it says as a fact, what of it could not be read, and the key that makes it this row wherever it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from msgspec import field

from shanhai.knowledge.sheets import sheet_kinds
from shanhai.model import AnyFact, PlaceRef
from shanhai.model.struct import Value
from shanhai.reconcile.wording import bare

PAGE = "sheet"
"""What stands for the page in the facts of rows: no page says them."""


class Why(StrEnum):
    """Why a line of a sheet is no row."""

    TOTAL = "total"
    NOTE = "note"
    HEADING = "heading"
    REPEATED = "repeated"


class Left(Value, frozen=True, kw_only=True):
    """A line below the header that is no row: its number, its words, and why."""

    sheet: int
    number: int
    why: Why
    text: str


class CellProblem(Value, frozen=True, kw_only=True):
    """A cell that could not be read: where it is, what stands in it, why, and the way out."""

    cell: str
    header: str
    said: str
    problem: str
    remedy: str


class SheetRow(Value, frozen=True, kw_only=True):
    """A row; `fact` is null where it lacks what it needs. `open` where it does not say which of its two places went to the other.

    Of a row whose columns are several measures each is a row here, with its `part` (from 0).
    """

    sheet: int
    number: int
    part: int = 0
    kind: str
    key: str
    cells: dict[str, str] = field(default_factory=dict)
    fact: AnyFact | None = None
    problems: tuple[CellProblem, ...] = ()
    open: bool = False


MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel has at most."""


def at_of(row: SheetRow) -> int:
    """Where a row stands in its sheet, as one number: the further parts of rows come after the last row that there can be.

    >>> at_of(SheetRow(sheet=0, number=3, kind="measure", key="k", part=1))
    1048579
    """
    return row.number + row.part * MOST_ROWS


def id_of(row: SheetRow) -> str:
    """A row as addresses name it: its sheet and number, from 1, and the part that it is, from the second.

    >>> id_of(SheetRow(sheet=0, number=3, kind="visit", key="k")), id_of(SheetRow(sheet=0, number=3, kind="measure", key="k", part=1))
    ('1-3', '1-3-2')
    """
    return f"{row.sheet + 1}-{row.number}" + (f"-{row.part + 1}" if row.part else "")


def key_of(kind: str, values: dict[str, object]) -> str:
    """The key of a row: of the values that make it what it is, so that it is found again in another row, or another file.

    >>> lucheng = PlaceRef(name="鹿城区", code="330302")
    >>> key_of("project", {"name": "甲园 ", "place": lucheng}) == key_of("project", {"name": "甲园", "place": lucheng})
    True
    """
    parts = [f"{field}={_said(values[field])}" for field in sheet_kinds()[kind].key if values.get(field) not in (None, "", ())]
    return hashlib.sha256("\n".join([kind, *parts]).encode()).hexdigest()[:24]


def _said(value: object) -> str:
    match value:
        case PlaceRef():
            return value.code or ",".join(value.candidates) or bare(value.name)
        case str():
            return bare(value)
        case tuple():
            return ",".join(sorted(map(_said, value)))
        case _:
            start = getattr(value, "start", None)
            yuan = getattr(value, "yuan", None)
            return str(start) if start else f"{yuan:f}" if yuan is not None else str(value)


def name_of(column: int, row: int) -> str:
    """A cell as people call it.

    >>> name_of(2, 12), name_of(28, 1)
    ('B12', 'AB1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def told(cells: Sequence[str]) -> str:
    """The words of a line, for those who look for it."""
    return " ".join(each for each in cells if each)[:200]
