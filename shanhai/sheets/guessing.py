"""What a sheet is about and which field each of its columns fills, by its words and by what its cells can be read as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from msgspec import field

from shanhai.knowledge.sheets import SheetKind, sheet_kinds
from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .cells import MONEY, Around, UnreadError, read_cell, unit_in, way_in
from .grid import Grid
from .header import PART, Header, fit, header_at, header_of
from .location import chain_of, place_in
from .plan import ColumnUse, SheetPlan, plain, shape_of

_YEARS = re.compile(r"((?:19|20)\d{2})\s*(?:年度?)?(?:\s*[-—–~至到]+\s*((?:19|20)\d{2}))?\s*年?")
SAMPLE = 40
"""Cells by which it is tried whether a column can be what its name says."""
READ = 0.5
"""Share of them that must be read."""
_TITLE = 1.5
"""What a word of the kind in the titles counts: as much as one column and a half."""


class Shape(Value, frozen=True, kw_only=True):
    """What somebody confirmed for sheets of one shape: kind, and field and unit of each column by the words above it."""

    kind: str
    fields: dict[str, str]
    units: dict[str, str] = field(default_factory=dict)


def plans_of(grids: Sequence[Grid], name: str, known: Mapping[str, Shape] | None = None) -> tuple[SheetPlan, ...]:
    """How each sheet of a workbook is to be read; `known` are the shapes that were confirmed before."""
    return tuple(plan_of(grid, name, at, known) for at, grid in enumerate(grids))


def plan_of(grid: Grid, name: str, at: int = 0, known: Mapping[str, Shape] | None = None) -> SheetPlan:
    """How a sheet is to be read; of no kind where no header is found.

    >>> grid = Grid(name="互访", rows=(("桐庐县2024年互访台账",), ("日期", "来访单位", "带队领导"), ("5月14日", "鹿城区", "李四")))
    >>> plan = plan_of(grid, "台账.xlsx")
    >>> plan.kind, [each.field for each in plan.columns], plan.place.name, plan.year
    ('visit', ['date', 'visitor_place', 'head'], '桐庐县', 2024)
    """
    header = header_of(grid)
    bare = SheetPlan(sheet=grid.name, at=at)
    return replan(grid, header, bare, name, known) if header else bare


def replan(grid: Grid, header: Header, bare: SheetPlan, name: str, known: Mapping[str, Shape] | None = None, kind: str = "") -> SheetPlan:
    """The plan of a sheet whose header is known; of the kind that is given, or of the one that fits best."""
    told = [*header.titles, grid.name, name]
    place, years = _place(told), _years(told)
    found = (known or {}).get(shape_of(header.labels))
    if found and not kind:
        chosen, uses, remembered = found.kind, _remembered(header, found), True
    else:
        chosen, uses = _chosen(grid, header, told, place, years, kind)
        remembered = False
    ways = [way for text in told if (way := way_in(text))]
    return SheetPlan(
        sheet=grid.name,
        at=bare.at,
        kind=chosen,
        first=header.first,
        last=header.last,
        columns=uses,
        titles=header.titles,
        place=place,
        way=ways[0] if ways and chosen == "visit" else "",
        since=years[0] if years else None,
        until=years[1] if years else None,
        remembered=remembered,
    )


def _chosen(
    grid: Grid, header: Header, told: Sequence[str], place: PlaceRef | None, years: tuple[int, int] | None, kind: str
) -> tuple[str, tuple[ColumnUse, ...]]:
    """The kind that fits best, with its columns; none where what it needs is lacking."""
    around = Around(year=years[0] if years and years[0] == years[1] else None, near=chain_of(place))
    ranked = []
    for name, known in sheet_kinds().items():
        if kind and name != kind:
            continue
        scores, uses = _fitted(grid, header, known, around)
        ready = all(any(field in {use.field for use in uses} for field in group) for group in known.needs)
        titled = max((_TITLE - 0.5 * (at > 0 and at == len(told) - 1) for at, text in enumerate(told) if _speaks(text, known)), default=0.0)
        if ready or kind:
            ranked.append((scores + titled, name, uses))
    best = max(ranked, key=lambda each: each[0], default=(0.0, "", tuple(_uses(header, {}, {}))))
    return best[1], best[2]


def _speaks(text: str, kind: SheetKind) -> bool:
    return any(word in text for word in kind.title)


def _fitted(grid: Grid, header: Header, kind: SheetKind, around: Around) -> tuple[float, tuple[ColumnUse, ...]]:
    """The fields of the columns, each taken once, the best fit first; a column whose cells cannot be read so is not of that field."""
    above = next((unit for title in header.titles if (unit := unit_in(title)) in MONEY), "")
    units = {column: unit_in(label) for column, label in enumerate(header.labels)}
    fits = sorted(
        ((fit(label, known.words), -column, name) for column, label in enumerate(header.labels) for name, known in kind.fields.items()),
        reverse=True,
    )
    taken: dict[int, str] = {}
    score = 0.0
    for fitting, behind, name in fits:
        column = -behind
        if fitting < PART or column in taken or name in taken.values():
            continue
        takes = kind.fields[name].takes
        unit = units[column] or (above if takes == "amount" else "")
        if _readable(grid, header, column, takes, Around(year=around.year, near=around.near, unit=unit or "万元")):
            taken[column] = name
            units[column] = unit
            score += fitting
    _further(grid, header, kind, around, taken, units)
    return score, tuple(_uses(header, taken, units))


def _further(grid: Grid, header: Header, kind: SheetKind, around: Around, taken: dict[int, str], units: dict[int, str]) -> None:
    """Takes the columns that are further values of a row: those that fit such a field too, and numbers whose header gives their unit."""
    several = {name: known for name, known in kind.fields.items() if known.several}
    if not several.keys() & set(taken.values()):
        return
    for column, label in enumerate(header.labels):
        if column in taken or not label:
            continue
        money = units[column] in MONEY
        fits = {name: fit(label, known.words) for name, known in several.items()}
        names = [name for name, fitting in sorted(fits.items(), key=lambda each: -each[1]) if fitting >= PART]
        names += [name for name, known in several.items() if units[column] and (known.takes == "amount") == money]
        for name in names:
            unit = units[column]
            if _readable(grid, header, column, several[name].takes, Around(year=around.year, near=around.near, unit=unit or "万元")):
                taken[column] = name
                break


def _readable(grid: Grid, header: Header, column: int, takes: str, around: Around) -> bool:
    values = (row[column] for row in grid.rows[header.last :] if column < len(row) and row[column] not in (None, ""))
    tried = read = 0
    for value in islice(values, SAMPLE):
        try:
            found = read_cell(takes, value, around)
        except UnreadError:
            tried += 1
            continue
        tried, read = tried + (found is not None), read + (found not in (None, ()))
    return tried == 0 or read / tried >= READ


def _uses(header: Header, taken: Mapping[int, str], units: Mapping[int, str]) -> Iterable[ColumnUse]:
    for column, label in enumerate(header.labels):
        if label:
            field = taken.get(column, "")
            yield ColumnUse(at=column + 1, header=label, field=field, unit=units.get(column, "") if field else "")


def _remembered(header: Header, shape: Shape) -> tuple[ColumnUse, ...]:
    taken = {column: field for column, label in enumerate(header.labels) if (field := shape.fields.get(plain(label), ""))}
    units = {column: shape.units.get(plain(label), "") or unit_in(label) for column, label in enumerate(header.labels)}
    return tuple(_uses(header, taken, units))


def shape(plan: SheetPlan) -> tuple[str, Shape]:
    """What is to be remembered of a plan, and under which key."""
    fields = {plain(each.header): each.field for each in plan.columns if each.field}
    units = {plain(each.header): each.unit for each in plan.columns if each.unit}
    return shape_of(each.header for each in plan.columns), Shape(kind=plan.kind, fields=fields, units=units)


def _place(told: Iterable[str]) -> PlaceRef | None:
    """Whose sheet it is: the first place that its lines above, its name or its file's name tell."""
    return next((place for text in told if (place := place_in(text))), None)


def _years(told: Iterable[str]) -> tuple[int, int] | None:
    for text in told:
        if hit := _YEARS.search(text):
            return int(hit[1]), int(hit[2] or hit[1])
    return None


def with_kind(grid: Grid, plan: SheetPlan, name: str, kind: str) -> SheetPlan:
    """The same sheet read as another kind."""
    header = header_at(grid, plan.first, plan.last)
    return replan(grid, header, plan, name, kind=kind)
