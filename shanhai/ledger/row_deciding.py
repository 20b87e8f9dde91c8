"""What people decide of the rows of sheets: which entry a row is, that there is none, or that one is made from it; kept, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from shanhai.model import JudgementError
from shanhai.model.struct import Value
from shanhai.sheets import SheetRow

from . import fulltext, judging, schema, writer
from .chunks import chunks
from .deciding import decide
from .editing import addition, statements_of
from .reconciler import reconcile
from .row_page import lay_out
from .store import Ledger
from .waiting import release
from .workbooks import Workbook


class RowVerdict(StrEnum):
    """What a row is: an entry of the ledger; nothing that a public page tells; an entry that is made from it."""

    ENTRY = "entry"
    NONE = "none"
    MADE = "made"


class RowDecision(Value, frozen=True, kw_only=True):
    """A decision of a row, by its key; `entry` is the entry that it means now (null: it is no more, or none is meant)."""

    id: str
    key: str
    verdict: RowVerdict
    entry: str | None = None
    who: str = ""
    sitting: str = ""
    made: str = ""
    why: str = ""


def link_row(ledger: Ledger, row: SheetRow, entry: str | None, *, who: str, sitting: str = "", why: str = "") -> str:
    """That a row is this entry, or (null) that no public page tells of it; the decision's id.

    JudgementError where there is no such entry.
    """
    with ledger.writing() as connection:
        statement = statements_of(connection, entry)[0] if entry else None
        verdict = RowVerdict.ENTRY if entry else RowVerdict.NONE
        return _keep(connection, row.key, verdict, entry=entry, statement=statement, who=who, sitting=sitting, why=why)


def make_entry(ledger: Ledger, held: Workbook, row: SheetRow, *, who: str, sitting: str = "", why: str = "") -> str:
    """Makes an entry of a row: the row becomes a page of its own, and a fact by hand stands on it; the decision's id.

    All of it is one transaction. JudgementError where the row cannot be read, or its page is to be forgotten.
    """
    if row.fact is None:
        raise JudgementError(f"{row.number}", "这一行还没读成 (the row is not read)", "改好表格再导入 (mend the sheet, and import again)")
    laid = lay_out(held, row)
    tag = str(type(row.fact).__struct_config__.tag)
    value = {name: given for name, given in msgspec.to_builtins(row.fact).items() if name not in _FRAME and given not in (None, [], "")}
    made = addition(laid.page.id, laid.page.text, *laid.said, {**value, "type": tag})
    judgement = msgspec.structs.replace(made, who=who, sitting=sitting, why=why, made=_now())
    decision: list[str] = []

    def first(connection: Connection) -> None:
        writer.add(connection, laid.reading)
        statement = f"{laid.page.id}/hand-{judgement.id}"
        more = {"statement": statement, "judgement": judgement.id}
        decision.append(_keep(connection, row.key, RowVerdict.MADE, who=who, sitting=sitting, why=why, **more))

    decide(ledger, judgement, first=first)
    return decision[0]


_FRAME = frozenset({"id", "page", "evidence", "confidence", "needs_review"})


def undo_rows(ledger: Ledger, *ids: str) -> int:
    """Takes decisions back, with the entries that they made; the number of those that were in force."""
    d = schema.row_decisions
    with ledger.writing() as connection:
        taken = connection.execute(select(d).where(d.c.id.in_(ids), d.c.undone.is_(None))).all()
        connection.execute(update(d).where(d.c.id.in_([row.id for row in taken])).values(undone=_now()))
        made = [row for row in taken if row.judgement]
        if made:
            judging.undo(connection, ids=[row.judgement for row in made])
            _drop_pages(connection, {row.statement.partition("/")[0] for row in made})
            while reconcile(connection):
                pass
    return len(taken)


def _drop_pages(connection: Connection, pages: Iterable[str]) -> None:
    """Takes away the pages of rows from which nothing is made any more, unless somebody judged what they say."""
    j = schema.judgements.c
    for page in sorted(pages):
        if connection.execute(select(j.id).where((j.page == page) | (j.other_page == page), j.undone.is_(None))).first():
            continue
        release(connection, page)
        fulltext.drop(connection, fulltext.PAGE, [page])
        connection.execute(delete(schema.pages).where(schema.pages.c.id == page))


def _keep(connection: Connection, key: str, verdict: RowVerdict, **given: Any) -> str:
    """Keeps a decision in the place of the one that is in force on the row."""
    d = schema.row_decisions
    standing = connection.execute(select(d.c.id, d.c.verdict).where(d.c.key == key, d.c.undone.is_(None))).all()
    if any(row.verdict == RowVerdict.MADE.value for row in standing):
        raise JudgementError(key[:8], "这一行已另建了一条 (an entry was made of this row)", "先撤销，再改判 (take that back first)")
    connection.execute(update(d).where(d.c.id.in_([row.id for row in standing])).values(undone=_now()))
    row = {"key": key, "verdict": verdict.value, "entry": None, "statement": None, "judgement": None, "made": _now(), **given}
    name = hashlib.sha256(msgspec.json.encode(row, order="sorted")).hexdigest()[:24]
    connection.execute(insert(d).values(id=name, undone=None, **row))
    return name


def decisions_on(connection: Connection, keys: Iterable[str]) -> Mapping[str, RowDecision]:
    """The decision in force on each of these rows, with the entry that it means as things are now."""
    d = schema.row_decisions
    rows = [
        row for chunk in chunks(sorted(set(keys))) for row in connection.execute(select(d).where(d.c.key.in_(chunk), d.c.undone.is_(None)))
    ]
    now = _entries_now(connection, [(row.statement, row.entry) for row in rows if row.statement])
    return {
        row.key: RowDecision(
            id=row.id,
            key=row.key,
            verdict=RowVerdict(row.verdict),
            entry=now.get(row.statement) if row.statement else None,
            who=row.who,
            sitting=row.sitting,
            made=row.made,
            why=row.why,
        )
        for row in rows
    }


def decision_of(connection: Connection, name: str) -> RowVerdict | None:
    """What a decision in force says; null where there is none such."""
    d = schema.row_decisions.c
    found = connection.execute(select(d.verdict).where(d.id == name, d.undone.is_(None))).scalar()
    return RowVerdict(found) if found else None


def _entries_now(connection: Connection, meant: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The entry of each statement; where that is gone, the one that its entry of then is or became."""
    s, f, r, e = schema.statements.c, schema.facts.c, schema.readings.c, schema.entries.c
    given = dict(meant)
    pages = {statement.partition("/")[0] for statement in given}
    found: dict[str, str] = {}
    for chunk in chunks(sorted(pages)):
        chosen = select(r.page, f.id, s.entry).join(schema.facts, f.reading == r.id).join(schema.statements, s.fact == f.number)
        for row in connection.execute(chosen.where(r.page.in_(chunk), r.shown, s.entry.is_not(None))):
            found[f"{row.page}/{row.id}"] = row.entry
    left = {statement: entry for statement, entry in given.items() if statement not in found and entry}
    names = {entry: _followed(connection, entry) for entry in set(left.values())}
    there = {
        name for chunk in chunks(sorted(set(names.values()))) for name in connection.execute(select(e.id).where(e.id.in_(chunk))).scalars()
    }
    return {statement: found[statement] for statement in given if statement in found} | {
        statement: names[entry] for statement, entry in left.items() if names[entry] in there
    }


def _followed(connection: Connection, entry: str) -> str:
    """Where an entry went, if it is no more."""
    r = schema.redirects.c
    for _ in range(_MOST_STEPS):
        onward = connection.execute(select(r.new).where(r.old == entry)).scalar()
        if onward is None:
            return entry
        entry = onward
    return entry


_MOST_STEPS = 20


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
