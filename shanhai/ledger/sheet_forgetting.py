"""Somebody's name out of what offices brought in sheets: the workbooks that have it go, and what was made of their rows."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from shanhai.model import PageError

from . import schema
from .row_deciding import undo_rows
from .store import Ledger
from .tombstone import normalised
from .workbooks import Workbook, drop_workbook, grids_of, workbooks


def forget_in_sheets(ledger: Ledger, name: str) -> int:
    """Takes out every workbook with a cell that has the name, and every entry that was made of such a row; how many workbooks went.

    A workbook cannot be written anew without the name and stay what it was; the office has its file.
    """
    gone = [held for held in workbooks(ledger) if _names(ledger, held, name)]
    for held in gone:
        drop_workbook(ledger, held.id)
    d, t, j = schema.row_decisions.c, schema.texts.c, schema.judgements.c
    with ledger.looking() as connection:
        made = connection.execute(select(d.id, d.statement).where(d.judgement.is_not(None))).all()
        pages = {row.statement.partition("/")[0] for row in made}
        texts = connection.execute(select(t.page, t.text).where(t.page.in_(pages))).all()
    naming = {row.page for row in texts if normalised(name) in normalised(row.text)}
    undo_rows(ledger, *(row.id for row in made if row.statement.partition("/")[0] in naming))
    with ledger.writing() as connection:
        connection.execute(delete(schema.judgements).where(j.page.in_(naming)))
        connection.execute(update(schema.row_decisions).where(d.why.contains(name, autoescape=True)).values(why=""))
    return len(gone)


def _names(ledger: Ledger, held: Workbook, name: str) -> bool:
    try:
        grids = grids_of(ledger, held)
    except PageError:  # it could be read when it came; what cannot be looked through does not stay
        return True
    wanted = normalised(name)
    return any(wanted in normalised(text) for grid in grids for number in range(1, len(grid.rows) + 1) for text in grid.texts(number))
