"""An office's workbooks for programs: what was found for their rows, and what people decide of them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.openapi.spec import Example
from litestar.params import Body

from shanhai.ledger.caption import caption
from shanhai.ledger.row_deciding import RowVerdict, link_row, make_entry, undo_rows
from shanhai.ledger.workbooks import workbooks
from shanhai.model import JudgementError
from shanhai.model.struct import Value
from shanhai.views import Statement
from shanhai.views.sheets import State, told_of

from ..asking import LONGEST, Asking, LedgerOf, Name
from ..describing import described
from ..permits import EDITORS
from .api import UNKNOWN
from .deciding import MOST
from .review import LONGEST_NOTE
from .sheets import the_sheet


class WorkbookHead(Value, frozen=True, kw_only=True):
    """A workbook: its id, the name of its file, when it came and when its rows were taken in."""

    id: str
    name: str
    added: str
    imported: str | None = None


class FoundRow(Value, frozen=True, kw_only=True):
    """What is found for a row: `entry` is what it is, found or decided; `features` what the best entry and the row are alike in.

    Of a row that is several measures each is told, with its `part` (from 0).
    """

    sheet: str
    row: int
    part: int = 0
    state: State
    cells: dict[str, str]
    entry: str | None = None
    caption: str = ""
    features: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    decision: str | None = None


class FoundSheet(Value, frozen=True, kw_only=True):
    """A workbook with what is found for its rows; `public` are the entries of its places and time that none of its rows means."""

    workbook: WorkbookHead
    counted: dict[str, int]
    rows: tuple[FoundRow, ...]
    public: tuple[str, ...]


_SHORT = Annotated[str, msgspec.Meta(max_length=LONGEST)]


class RowSaid(Value, frozen=True, kw_only=True):
    """What a row is, or the `part` of it that is a measure: an `entry` of this id, `none` of public pages, or one that is `made` of it."""

    sheet: _SHORT
    row: Annotated[int, msgspec.Meta(ge=1, le=1_048_576)]
    part: Annotated[int, msgspec.Meta(ge=0, le=999)] = 0
    verdict: RowVerdict
    entry: _SHORT = ""
    why: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)] = ""


class RowsSaid(Value, frozen=True, kw_only=True):
    """Decisions on rows, in their order; `who` made them."""

    who: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
    rows: Annotated[tuple[RowSaid, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class RowsUndone(Value, frozen=True, kw_only=True):
    """Decisions to be taken back, by their ids."""

    ids: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class Kept(Value, frozen=True, kw_only=True):
    """The ids of decisions, or how many were taken back."""

    ids: tuple[str, ...] = ()
    undone: int = 0


_LIKE = Example(value={"who": "林晓", "rows": [{"sheet": "互访", "row": 5, "verdict": "none", "why": "问过主办单位"}]})


@get("/sheets", opt=EDITORS, summary="Workbooks", sync_to_thread=True)
def sheets(request: Asking, ledger: LedgerOf) -> tuple[WorkbookHead, ...]:
    """The workbooks that were brought in, the latest first; only for those who may write."""
    return tuple(WorkbookHead(id=each.id, name=each.name, added=each.added, imported=each.imported) for each in workbooks(ledger))


@get("/sheets/{name:str}", opt=EDITORS, summary="A workbook", responses=UNKNOWN, sync_to_thread=True)
def sheet_found(request: Asking, ledger: LedgerOf, name: Name) -> FoundSheet:
    """What is found for every row of a workbook, by its id or the name of its file."""
    view = the_sheet(ledger, name)
    names = {plan.at: plan.sheet for plan in view.workbook.plans}
    told = told_of(ledger, [line.entry for line in view.lines if line.entry])
    held = view.workbook
    return FoundSheet(
        workbook=WorkbookHead(id=held.id, name=held.name, added=held.added, imported=held.imported),
        counted=view.counted,
        rows=tuple(
            FoundRow(
                sheet=names[line.row.sheet],
                row=line.row.number,
                part=line.row.part,
                state=line.state,
                cells=line.row.cells,
                entry=line.entry,
                caption=_caption(told, line.entry),
                features=line.matched.candidates[0].features if line.matched.candidates else (),
                candidates=tuple(each.entry for each in line.matched.candidates),
                problems=tuple(f"{each.cell} {each.problem}; {each.remedy}" for each in line.row.problems),
                decision=line.decision.id if line.decision else None,
            )
            for line in view.lines
        ),
        public=view.public,
    )


def _caption(told: dict[str, Statement], entry: str | None) -> str:
    stated = told.get(entry or "")
    return caption(stated.fact) if stated is not None else ""


@post("/sheets/{name:str}/decisions", opt=EDITORS, summary="Decide on rows", responses=UNKNOWN, sync_to_thread=True)
def sheet_decisions(ledger: LedgerOf, name: Name, data: Annotated[RowsSaid, Body(examples=[_LIKE])]) -> Kept:
    """Keeps what rows are, one after the other; the ids of the decisions. What was decided before on a row no longer holds."""
    view = the_sheet(ledger, name)
    names = {plan.sheet: plan.at for plan in view.workbook.plans}
    lines = []
    for said in data.rows:
        line = view.line(f"{names.get(said.sheet, -1) + 1}-{said.row}" + (f"-{said.part + 1}" if said.part else ""))
        if line is None:
            raise JudgementError(f"{said.sheet} {said.row}", "没有这一行 (no such row)", "核对表名和行号 (check sheet and row)")
        lines.append(line)
    ids = []
    for said, line in zip(data.rows, lines, strict=True):
        if said.verdict is RowVerdict.MADE:
            ids.append(make_entry(ledger, view.workbook, line.row, who=data.who, why=said.why))
        else:
            entry = said.entry if said.verdict is RowVerdict.ENTRY else None
            if said.verdict is RowVerdict.ENTRY and not entry:
                raise JudgementError(f"{said.sheet} {said.row}", "没有说是哪一条 (no entry was said)", "给 entry (give its id)")
            ids.append(link_row(ledger, line.row, entry, who=data.who, why=said.why))
    return Kept(ids=tuple(ids))


@post("/sheets/decisions/undo", opt=EDITORS, summary="Take decisions on rows back", status_code=200, sync_to_thread=True)
def sheet_undo(ledger: LedgerOf, data: Annotated[RowsUndone, Body()]) -> Kept:
    """Takes decisions back, with the entries that they made."""
    return Kept(undone=undo_rows(ledger, *data.ids))


sheet_api = Router("/api", route_handlers=described([sheets, sheet_found, sheet_decisions, sheet_undo]), tags=["sheets"])
