"""The rows of a sheet as facts, and every line that is none, with the reason: nothing below a header is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import structs

from shanhai.knowledge.indicators import category
from shanhai.knowledge.sheets import SheetKind, sheet_kinds, sheet_words
from shanhai.model import FACT_TYPES, AnyFact, PlaceRef, When

from .cells import Around, Numbered, UnreadError, read_cell
from .grid import Grid
from .location import chain_of, codes_of
from .plan import ColumnUse, SheetPlan, plain
from .row import PAGE, CellProblem, Left, SheetRow, Why, key_of, name_of, told

Values = dict[str, Any]


def rows_of(grid: Grid, plan: SheetPlan) -> Iterator[SheetRow | Left]:
    """Every line below the header of a sheet that is read, in order; blank ones are passed over.

    >>> from .guessing import plan_of
    >>> lines = ("桐庐县2024年互访台账",), ("日期", "来访单位", "带队"), ("5月14日", "鹿城区", "李四"), ("合计", 1, None)
    >>> grid = Grid(name="互访", rows=lines)
    >>> row, total = rows_of(grid, plan_of(grid, "台账.xlsx"))
    >>> row.fact.date.start, row.fact.visitor_place.code, row.fact.host_place.name, total.why.value
    ('2024-05-14', '330302', '桐庐县', 'total')
    """
    if not plan.kind:
        return
    kind = sheet_kinds()[plan.kind]
    for number in range(plan.last + 1, len(grid.rows) + 1):
        texts = grid.texts(number)
        if _blank(texts, plan):
            continue
        if why := _why(texts, plan):
            yield Left(sheet=plan.at, number=number, why=why, text=told(tuple(dict.fromkeys(texts))))
        else:
            yield from _rows(grid, plan, kind, number, texts)


def _blank(texts: tuple[str, ...], plan: SheetPlan) -> bool:
    """Whether nothing stands in a row, or only the number that it was given beforehand."""
    filled = [(at, text) for at, text in enumerate(texts, 1) if text]
    return not filled or (
        len(filled) == 1 and filled[0][1].isdecimal() and not any(use.at == filled[0][0] and use.field for use in plan.columns)
    )


def _why(texts: tuple[str, ...], plan: SheetPlan) -> Why | None:
    """Why a line is no row, if it is none."""
    words, distinct = sheet_words(), list(dict.fromkeys(text for text in texts if text))
    first = plain(distinct[0])
    if any(first == plain(total) for total in words.totals):
        return Why.TOTAL
    headers = {plain(use.header.split(" ")[-1]) for use in plan.columns}
    if len(distinct) > 1 and sum(plain(text) in headers for text in distinct) * 2 > len(distinct) and first in headers:
        return Why.REPEATED
    if (
        len(distinct) <= _FEW
        and any(first.startswith(plain(note)) for note in words.notes)
        and (len(distinct) == 1 or distinct[0][-1] in ":：")
    ):
        return Why.NOTE
    if len(distinct) == 1 and sum(bool(use.field) for use in plan.columns) > 1:
        return Why.NOTE if any(first.startswith(plain(note)) for note in words.notes) else Why.HEADING
    return None


_FEW = 6
"""Texts of a line of signatures: 填表人：李四　审核人：王五　日期：5月."""


def _rows(grid: Grid, plan: SheetPlan, kind: SheetKind, number: int, texts: tuple[str, ...]) -> Iterator[SheetRow]:
    """A row, or, where several of its columns are values of their own, each of those that is filled with all that the others say."""
    several = _several(plan, kind)
    filled = [(part, use) for part, use in enumerate(several) if use.at <= len(texts) and texts[use.at - 1]]
    if len(several) < 2 or not filled:
        yield _row(grid, plan, kind, number, texts)
        return
    for part, use in filled:
        alone = structs.replace(plan, columns=tuple(each for each in plan.columns if each not in several or each == use))
        row = _row(grid, alone, kind, number, texts, of_its_own=use)
        yield structs.replace(row, part=part)


def _several(plan: SheetPlan, kind: SheetKind) -> list[ColumnUse]:
    """The columns each of which is a value of its own; one number and one sum of a subject that the row names are one value."""
    uses = [use for use in plan.columns if use.field in kind.fields and kind.fields[use.field].several]
    apart = len({use.field for use in uses}) < len(uses) or plan.column("subject") is None
    return uses if apart else []


def _row(
    grid: Grid, plan: SheetPlan, kind: SheetKind, number: int, texts: tuple[str, ...], *, of_its_own: ColumnUse | None = None
) -> SheetRow:
    values: Values = {}
    problems: list[CellProblem] = []
    for use in plan.columns:
        if not use.field or use.field not in kind.fields:
            continue
        around = Around(year=plan.year, near=chain_of(plan.place), unit=use.unit, since_1904=grid.since_1904)
        try:
            found = read_cell(kind.fields[use.field].takes, grid.cell(number, use.at), around)
        except UnreadError as error:
            problems.append(_problem(use, number, texts, error.problem, error.remedy))
            continue
        if found not in (None, ()):
            values[use.field] = found
    if of_its_own is not None and (known := values.get("subject")):
        values["subject"] = f"{known}{plain(of_its_own.header)}"
    given = dict(values)
    open_sides = _AS_TYPED[plan.kind](values, plan, texts) if plan.kind in _AS_TYPED else False
    given |= {"subject": values.get("subject")} if of_its_own is not None else {}
    lacking = [group for group in kind.needs if not any(given.get(field) not in (None, ()) or field in values for field in group)]
    problems += [_lack(plan, kind, group, number, problems) for group in lacking]
    fact = None if lacking else _fact(plan.kind, values)
    cells = {use.header: texts[use.at - 1] for use in plan.columns if use.at <= len(texts) and texts[use.at - 1]}
    key = key_of(plan.kind, given if not lacking else {**given, kind.key[0]: told(texts)})
    return SheetRow(
        sheet=plan.at,
        number=number,
        kind=plan.kind,
        key=key,
        cells=cells,
        fact=fact,
        problems=tuple(filter(None, problems)),
        open=open_sides,
    )


def _problem(use: ColumnUse, number: int, texts: tuple[str, ...], problem: str, remedy: str) -> CellProblem:
    return CellProblem(cell=name_of(use.at, number), header=use.header, said=texts[use.at - 1], problem=problem, remedy=remedy)


def _lack(plan: SheetPlan, kind: SheetKind, group: tuple[str, ...], number: int, problems: list[CellProblem]) -> Any:
    """That a row lacks what it needs, unless a cell of it was just said to be unreadable."""
    uses = [use for field in group if (use := plan.column(field))]
    if any(problem.cell == name_of(use.at, number) for use in uses for problem in problems):
        return None
    names = "、".join(use.header for use in uses) or "、".join(kind.fields[field].words[0] for field in group)
    where = name_of(uses[0].at, number) if uses else name_of(1, number)
    return CellProblem(
        cell=where, header=names, said="", problem=f"没有{names} (it is empty)", remedy="填上再导入 (fill it in, and import again)"
    )


def _fact(kind: str, values: Values) -> AnyFact:
    shape = FACT_TYPES[kind]
    fields = {name: value for name, value in values.items() if name in shape.__struct_fields__}
    made: Any = shape(id="row", page=PAGE, **fields)
    return made  # type: ignore[no-any-return]


# --- what a kind has of its own ---------------------------------------------------------------------------------------------------------


def _visit(values: Values, plan: SheetPlan, texts: tuple[str, ...]) -> bool:
    """Puts the sheet's own place and the other side where they belong; whether it stays open which of the two is which."""
    if (until := values.pop("until", None)) and (when := values.get("date")):
        values["date"] = _to(when, until)
    for side in ("visitor_place", "host_place"):
        use = plan.column(side)
        words = texts[use.at - 1] if use and use.at <= len(texts) else ""
        place = values.get(side)
        if side == "visitor_place" and place and "visitors" not in values and len(plain(words)) > len(plain(place.name)) + 1:
            values["visitors"] = (words,)
    own, partner = plan.place, values.pop("partner", None)
    way = values.pop("way", "") or plan.way
    sides = [values.get("visitor_place"), values.get("host_place")]
    if partner is not None:
        mine = own if own is not None and not _one(own, partner) else None
        other = next((side for side in sides if side is not None and not _one(side, partner)), mine)
        one, two = (other, partner) if way != "in" else (partner, other)
        values |= {name: place for name, place in (("visitor_place", one), ("host_place", two)) if place is not None}
        return not way and sides == [None, None]
    if own is not None and sides.count(None) == 1:
        given = next(side for side in sides if side is not None)
        if not _one(given, own):
            values["visitor_place" if sides[0] is None else "host_place"] = own
    return False


def _one(first: PlaceRef, second: PlaceRef) -> bool:
    """Whether two places are, or lie in, one another."""
    ones, others = codes_of(first), codes_of(second)
    return bool(set(ones) & set(others)) or bool(chain_of(first) & set(others)) or bool(chain_of(second) & set(ones))


def _to(when: When, until: When) -> When:
    start, end = when.start or "", until.start or ""
    if end.startswith("--") and start[:4].isdecimal():
        end = start[:4] + end[1:]
    return structs.replace(when, end=end) if end > start and not when.end else when


def _measure(values: Values, plan: SheetPlan, texts: tuple[str, ...]) -> bool:
    number = values.pop("value", None)
    if isinstance(number, Numbered):
        values["value"] = number.value
        values["unit"] = number.unit or values.get("unit")
    use = plan.column("amount") if "amount" in values else plan.column("value")
    if "subject" not in values and use is not None and (values.get("amount") or values.get("value") is not None):
        values["subject"] = plain(use.header)
    if "category" not in values and (found := category(str(values.get("subject", "")))):
        values["category"] = found
    return False


_AS_TYPED: Mapping[str, Callable[[Values, SheetPlan, tuple[str, ...]], bool]] = {"visit": _visit, "measure": _measure}
