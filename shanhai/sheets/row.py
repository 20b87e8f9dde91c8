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
    """A row; `fact` is null where it lacks what it needs. `open` where it does not say which of its two places went to the other."""

    sheet: int
    number: int
    kind: str
    key: str
    cells: dict[str, str] = field(default_factory=dict)
    fact: AnyFact | None = None
    problems: tuple[CellProblem, ...] = ()
    open: bool = False


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
