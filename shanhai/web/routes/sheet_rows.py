"""One row of an office's sheet: what it may be, and what a person says that it is."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.params import PathParameter
from litestar.response import Redirect, Template

from shanhai.ledger.row_deciding import RowVerdict, decision_of, link_row, make_entry, undo_rows
from shanhai.model import JudgementError
from shanhai.views.sheets import RowLine, SheetView, State, rows_only, told_of

from .. import rendering
from ..asking import Asking, LedgerOf, Name
from ..errors import NotHereError
from ..permits import EDITORS
from ..reviewer import remember, reviewer_of
from .facts import signed
from .review import LONGEST_NOTE, local_path
from .sheets import Filled, sheet_href, the_sheet

Row = Annotated[str, PathParameter(pattern=r"^\d{1,3}-\d{1,7}(-\d{1,3})?$", description="sheet (from 1), row, and which of its measures")]


@get("/sheets/{name:str}/rows/{row:str}", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def one_row(request: Asking, ledger: LedgerOf, name: Name, row: Row) -> Template:
    """A row, the entries that it may be, and what can be said of it."""
    view = the_sheet(ledger, name)
    return _row(request, ledger, view, _line(view, row))


@post("/sheets/{name:str}/rows/{row:str}/said", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def say_row(request: Asking, ledger: LedgerOf, name: Name, row: Row, data: Filled) -> Template | Redirect:
    """Keeps what a person says of a row, and leads to the list again."""
    view = the_sheet(ledger, name)
    line, who = _line(view, row), signed(request, data)
    given = {"who": who.who, "sitting": who.sitting, "why": data.get("why", "").strip()[:LONGEST_NOTE]}
    said = data.get("said", "")
    try:
        if said == "make":
            made = make_entry(ledger, view.workbook, line.row, **given)
        elif said in ("none", "entry"):
            with rows_only(ledger):
                made = link_row(ledger, line.row, _entry(data) if said == "entry" else None, **given)
        else:
            raise JudgementError(row, "没有选 (nothing was chosen)", "选一条，或选都不是 (choose)")
    except JudgementError as error:
        return _row(request, ledger, view, line, error)
    back = local_path(data.get("then", "")) or sheet_href(view.workbook)
    joint = "&" if "?" in back else "?"
    return Redirect(f"{back}{joint}done={made}", status_code=303, cookies=remember(who))


@post("/sheets/undo", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def undo_row(request: Asking, ledger: LedgerOf, data: Filled) -> Redirect:
    """Takes a decision back."""
    with ledger.looking() as connection:
        verdict = decision_of(connection, data.get("decision", ""))
    if verdict is RowVerdict.MADE:
        undo_rows(ledger, data["decision"])
    elif verdict is not None:
        with rows_only(ledger):
            undo_rows(ledger, data["decision"])
    return Redirect(local_path(data.get("then", "")) or "/sheets", status_code=303)


def _entry(data: dict[str, str]) -> str:
    """The entry that is chosen, by its id or its address."""
    return (data.get("other", "").strip().rstrip("/").rpartition("/")[2] if not data.get("entry") else data["entry"])[:200]


def _line(view: SheetView, row: str) -> RowLine:
    line = view.line(row)
    if line is None:
        raise NotHereError(row, "no_row")
    return line


def _order(line: RowLine) -> tuple[int, int, int]:
    return line.row.sheet, line.row.number, line.row.part


def _row(request: Asking, ledger: LedgerOf, view: SheetView, line: RowLine, error: JudgementError | None = None) -> Template:
    entries = [each.entry for each in line.matched.candidates] + ([line.entry] if line.entry else [])
    told = told_of(ledger, entries)
    open_ones = [each for each in view.lines if each.state is State.UNSURE and each.row != line.row]
    after = next((each for each in open_ones if _order(each) > _order(line)), None)
    return rendering.page(
        request,
        "sheet_row.html",
        section="add",
        status=400 if error else 200,
        view=view,
        href=sheet_href(view.workbook),
        line=line,
        told=told,
        plan=next(plan for plan in view.workbook.plans if plan.at == line.row.sheet),
        after=after or (open_ones[0] if open_ones else None),
        who=reviewer_of(request),
        error=error,
    )
