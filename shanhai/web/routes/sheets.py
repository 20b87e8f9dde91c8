"""An office's own workbooks: brought in, their columns confirmed, what was found for their rows, and the file written back."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from anyio import to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template

from shanhai.knowledge.sheets import sheet_kinds
from shanhai.ledger import Ledger
from shanhai.ledger.workbooks import Workbook, drop_workbook, grids_of, lay_in, take_rows, workbook, workbooks
from shanhai.model import PageError
from shanhai.sheets.cells import MONEY
from shanhai.sheets.grid import MOST_BYTES
from shanhai.views.sheets import GROUPS, SheetView, sheet, told_of

from .. import rendering
from ..asking import PAGES, Asking, LedgerOf, Limit, Name, Offset
from ..errors import NotHereError
from ..permits import EDITORS
from ..reviewer import reviewer_of
from ..sheet_file import MEDIA_TYPE, SUFFIXES, file_back
from ..sheet_form import planned, previews

SHORT = 12
"""Digits of a workbook's id in addresses."""
PUBLIC = "public"
Group = Annotated[str, QueryParameter(pattern=f"^({'|'.join([*GROUPS, PUBLIC])})?$", description="rows of this state")]
Done = Annotated[str, QueryParameter(max_length=64, description="a decision just made")]
Filled = Annotated[dict[str, str], Body(media_type="application/x-www-form-urlencoded")]


@get("/sheets", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def bring(request: Asking, ledger: LedgerOf) -> Template:
    """What can be brought in, and what was."""
    return rendering.page(request, "sheets.html", section="add", workbooks=workbooks(ledger), problem=None)


@post("/sheets/bring", opt=EDITORS, include_in_schema=False, request_max_body_size=MOST_BYTES + 1_000_000)
async def brought(request: Asking, ledger: LedgerOf) -> Template | Redirect:
    """Keeps a workbook, and leads to what its columns are."""
    part = (await request.form()).get("workbook")
    if not isinstance(part, UploadFile) or not part.filename:
        return await to_thread.run_sync(lambda: _again(request, ledger, None))
    octets, name = await part.read(), PurePosixPath(part.filename.replace("\\", "/")).name
    who = reviewer_of(request)
    try:
        held = await to_thread.run_sync(lambda: lay_in(ledger, octets, name, who.who if who else ""))
    except PageError as error:
        return await to_thread.run_sync(_again, request, ledger, error)
    return Redirect(sheet_href(held) if held.imported else f"{sheet_href(held)}/columns", status_code=303)


def _again(request: Asking, ledger: Ledger, error: PageError | None) -> Template:
    problem = error or PageError("", rendering.language_of(request).say("sheets.problem.nothing"), "")
    return rendering.page(request, "sheets.html", section="add", status=400, workbooks=workbooks(ledger), problem=problem)


@get("/sheets/{name:str}/columns", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def columns(request: Asking, ledger: LedgerOf, name: Name) -> Template:
    """How each sheet is read, to be confirmed or changed."""
    held = the_workbook(ledger, name)
    return _columns(request, ledger, held, held.plans)


@post("/sheets/{name:str}/import", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def confirm(request: Asking, ledger: LedgerOf, name: Name, data: Filled) -> Template | Redirect:
    """Takes the rows in as the form says; or shows the columns again as it says, where the kind or the header is another."""
    held = the_workbook(ledger, name)
    plans = planned(grids_of(ledger, held), held, data)
    if data.get("act") == "look":
        return _columns(request, ledger, held, plans)
    who = reviewer_of(request)
    take_rows(ledger, held.id, plans, who.who if who else "")
    return Redirect(sheet_href(held), status_code=303)


def _columns(request: Asking, ledger: Ledger, held: Workbook, plans: Any) -> Template:
    return rendering.page(
        request,
        "sheet_columns.html",
        section="add",
        held=held,
        href=sheet_href(held),
        sheets=previews(grids_of(ledger, held), plans),
        kinds=sheet_kinds(),
        units=MONEY,
    )


@get("/sheets/{name:str}", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def found(
    request: Asking, ledger: LedgerOf, name: Name, group: Group = "", offset: Offset = 0, limit: Limit = PAGES, done: Done = ""
) -> Template | Redirect:
    """What was found for the rows, a group of states at a time."""
    view = the_sheet(ledger, name)
    if view.workbook.imported is None:
        return Redirect(f"{sheet_href(view.workbook)}/columns", status_code=303)
    chosen = group or next((each for each in ("unsure", "claimed", "found", PUBLIC) if view.counted[each]), "found")
    lines = view.of_group(chosen) if chosen != PUBLIC else ()
    shown, entries = lines[offset : offset + limit], view.public[offset : offset + limit] if chosen == PUBLIC else ()
    told = told_of(ledger, [*entries, *(each.entry for line in shown for each in line.matched.candidates[:1]), *_decided(shown)])
    return rendering.page(
        request,
        "sheet.html",
        section="add",
        view=view,
        href=sheet_href(view.workbook),
        group=chosen,
        groups=(*GROUPS, PUBLIC),
        lines=shown,
        entries=entries,
        total=len(view.public) if chosen == PUBLIC else len(lines),
        offset=offset,
        size=limit,
        told=told,
        names={plan.at: plan.sheet for plan in view.workbook.plans},
        plans={plan.at: plan for plan in view.workbook.plans},
        who=reviewer_of(request),
        just=done if done.isalnum() else "",
    )


def _decided(lines: Any) -> list[str]:
    return [line.entry for line in lines if line.entry]


@get("/sheets/{name:str}/file", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def file(request: Asking, ledger: LedgerOf, name: Name) -> Response[bytes]:
    """The workbook with what was found beside its rows."""
    view = the_sheet(ledger, name)
    content = file_back(ledger, view, rendering.language_of(request), str(request.base_url).rstrip("/"))
    known = PurePosixPath(view.workbook.name)
    named = quote(f"{known.stem}-shanhai{known.suffix or '.xlsx'}", safe="")
    headers = {"Content-Disposition": f"attachment; filename=\"sheet.xlsx\"; filename*=UTF-8''{named}"}
    return Response(content, media_type=SUFFIXES.get(known.suffix.lower(), MEDIA_TYPE), headers=headers)


@post("/sheets/{name:str}/drop", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def drop(request: Asking, ledger: LedgerOf, name: Name) -> Redirect:
    """Takes a workbook out."""
    drop_workbook(ledger, the_workbook(ledger, name).id)
    return Redirect("/sheets", status_code=303)


def the_workbook(ledger: Ledger, name: str) -> Workbook:
    """A workbook by the beginning of its id, or its name; 404 where there is none."""
    held = workbook(ledger, name)
    if held is None:
        raise NotHereError(name, "no_sheet")
    return held


def the_sheet(ledger: Ledger, name: str) -> SheetView:
    """What was found for a workbook; 404 where there is none."""
    view = sheet(ledger, name)
    if view is None:
        raise NotHereError(name, "no_sheet")
    return view


def sheet_href(held: Workbook, **query: Any) -> str:
    """The address of a workbook.

    >>> sheet_href(Workbook(id="0123456789abcdef", name="a", size=1, added=""), group="found")
    '/sheets/0123456789ab?group=found'
    """
    return f"/sheets/{held.id[:SHORT]}" + (f"?{urlencode(query)}" if query else "")
