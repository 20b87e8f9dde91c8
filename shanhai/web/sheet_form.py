"""The form of a workbook's columns: how it is laid out, and the plans that it says when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from shanhai.knowledge.sheets import sheet_kinds
from shanhai.ledger.workbooks import Workbook
from shanhai.model import PlaceRef
from shanhai.model.struct import Value
from shanhai.sheets import ColumnUse, Grid, SheetPlan
from shanhai.sheets.cells import MONEY
from shanhai.sheets.guessing import replan
from shanhai.sheets.header import header_at
from shanhai.sheets.location import place_in
from shanhai.sheets.reading import rows_of
from shanhai.sheets.row import CellProblem, SheetRow

SAMPLE = 3
"""Cells that are shown of a column."""
FEW = 8
"""Problems that are shown before the import; all of them are told after it."""


class Preview(Value, frozen=True, kw_only=True):
    """A sheet as its plan reads it: first cells by column, how many rows would come in, and the first cells that cannot be read."""

    plan: SheetPlan
    samples: dict[int, tuple[str, ...]]
    lacking: frozenset[int]
    rows: int
    bad: int
    problems: tuple[CellProblem, ...]
    cut: bool
    empty: bool


def previews(grids: Sequence[Grid], plans: Iterable[SheetPlan]) -> tuple[Preview, ...]:
    """Every sheet as its plan reads it."""
    return tuple(_preview(grids[plan.at], plan) for plan in plans if plan.at < len(grids))


def _preview(grid: Grid, plan: SheetPlan) -> Preview:
    rows = [line for line in rows_of(grid, plan) if isinstance(line, SheetRow)]
    bad = [row for row in rows if row.fact is None]
    kind = sheet_kinds().get(plan.kind)
    return Preview(
        plan=plan,
        samples={use.at: tuple(_sample(grid, plan, use.at)) for use in plan.columns},
        lacking=frozenset(
            use.at
            for use in plan.columns
            if kind and use.field in kind.fields and kind.fields[use.field].takes == "amount" and not use.unit
        ),
        rows=len(rows) - len(bad),
        bad=len(bad),
        problems=tuple(problem for row in bad for problem in row.problems)[:FEW],
        cut=grid.cut,
        empty=not grid.rows,
    )


def _sample(grid: Grid, plan: SheetPlan, column: int) -> Iterator[str]:
    shown = 0
    for number in range(plan.last + 1, len(grid.rows) + 1):
        texts = grid.texts(number)
        if column <= len(texts) and texts[column - 1]:
            yield texts[column - 1][:40]
            shown += 1
            if shown == SAMPLE:
                return


def planned(grids: Sequence[Grid], held: Workbook, data: Mapping[str, str]) -> tuple[SheetPlan, ...]:
    """The plans that a form says; a sheet of which it says nothing is read as before.

    Where the kind or the header is another than before, the columns are guessed anew.
    """
    return tuple(_planned(grids[plan.at], held, plan, data) for plan in held.plans if plan.at < len(grids))


def _planned(grid: Grid, held: Workbook, plan: SheetPlan, data: Mapping[str, str]) -> SheetPlan:
    def given(name: str) -> str:
        return data.get(f"{name}.{plan.at}", "").strip()

    if f"kind.{plan.at}" not in data:
        return plan
    kind = given("kind") if given("kind") in sheet_kinds() else ""
    first, last = _row(given("first"), plan.first, grid), _row(given("last"), plan.last, grid)
    last = min(max(first, last), first + 3)
    shown = (given("was_kind"), given("was_first"), given("was_last"))
    if (kind, str(first), str(last)) != shown and kind and grid.rows:
        made = replan(grid, header_at(grid, first, last), plan, held.name, kind=kind)
    else:
        made = msgspec.structs.replace(
            plan, kind=kind, first=first, last=last, columns=tuple(_columns(grid, plan, first, last, kind, data))
        )
    year = given("years")
    known = place_in(given("place")) if given("place") else None
    return msgspec.structs.replace(
        made,
        place=known or (PlaceRef(name=given("place")) if given("place") else None),
        way=given("way") if given("way") in ("out", "in") else "",
        since=int(year[:4]) if year[:4].isdecimal() else None,
        until=int(year[-4:]) if year[-4:].isdecimal() else None,
        remembered=False,
    )


def _row(words: str, otherwise: int, grid: Grid) -> int:
    return min(max(int(words), 1), max(len(grid.rows), 1)) if words.isdecimal() and len(words) < len("100000") else otherwise


def _columns(grid: Grid, plan: SheetPlan, first: int, last: int, kind: str, data: Mapping[str, str]) -> Iterator[ColumnUse]:
    fields = sheet_kinds()[kind].fields if kind else {}
    taken: set[str] = set()
    labels = header_at(grid, first, last).labels if grid.rows else ()
    for at, label in enumerate(labels, 1):
        if not label:
            continue
        before = next((use for use in plan.columns if use.at == at), None)
        field = data.get(f"field.{plan.at}.{at}", before.field if before else "")
        field = field if field in fields and (field not in taken or fields[field].several) else ""
        taken.add(field)
        unit = data.get(f"unit.{plan.at}.{at}", before.unit if before else "")
        takes = fields[field].takes if field else ""
        kept = unit if field and (unit in MONEY or takes != "amount") else ""
        yield ColumnUse(at=at, header=label, field=field, unit=kept[:10])
