"""Judgements with what they change: said after the fact, or before it, by making everything anew and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from shanhai.model.struct import Value
from shanhai.reconcile.effect import Effect, Seen, effect
from shanhai.reconcile.judgement import NAMED, Judgement, Verdict

from . import judging, schema
from .caption import caption
from .chunks import chunks
from .names_seen import names_in, seen_by
from .reconciler import reconcile
from .store import Ledger
from .tying import insert_missing


class Decided(Value, frozen=True, kw_only=True):
    """What was decided: the ids of the judgements, or how many were taken back, and what it changed."""

    ids: tuple[str, ...] = ()
    undone: int = 0
    effect: Effect = Effect()


class _TakenBackError(Exception):
    """Ends the transaction of a preview."""


def decide(ledger: Ledger, *judgements: Judgement, first: Callable[[Connection], None] | None = None) -> Decided:
    """Keeps judgements, makes the entries anew, and keeps and gives what that changed, all in one transaction.

    What `first` does is part of it; where it raises, nothing is kept.
    """
    ledger.reconcile()
    with ledger.writing() as connection:
        if first:
            first(connection)
        ids, changed = _tried(connection, judgements)
        insert_missing(connection, schema.effects, [{"judgement": ids[0], "made": _now(), "body": changed}] if ids else [])
    return Decided(ids=ids, effect=changed)


def preview(ledger: Ledger, *judgements: Judgement) -> Effect:
    """What judgements would change, by making them and taking everything back. JudgementError where they cannot be made."""
    changed = Effect()
    ledger.reconcile()
    try:
        with ledger.writing() as connection:
            _, changed = _tried(connection, judgements)
            raise _TakenBackError
    except _TakenBackError:
        return changed


def take_back(ledger: Ledger, *ids: str, sitting: str | None = None) -> Decided:
    """Takes judgements back, these or a whole sitting's, and gives what that changed."""
    ledger.reconcile()
    with ledger.writing() as connection:
        j = schema.judgements.c
        which = j.id.in_(ids) if sitting is None else j.sitting == sitting
        made = [row.body for row in connection.execute(select(j.body).where(which, j.undone.is_(None)))]
        names = names_in(made)
        before = [*_seen(connection, _facts_of(connection, made)), *seen_by(connection, names)]
        count = judging.undo(connection, ids=ids, sitting=sitting)
        while reconcile(connection):
            pass
        after = _seen(connection, _together(connection, before, _facts_of(connection, made)))
        changed = effect(before, [*after, *seen_by(connection, names)])
    return Decided(undone=count, effect=changed)


def effect_of(connection: Connection, judgement: str) -> Effect | None:
    """What a judgement changed when it was made."""
    return connection.execute(select(schema.effects.c.body).where(schema.effects.c.judgement == judgement)).scalar()


def standing(connection: Connection, judgement: str) -> bool:
    """Whether a judgement is in force."""
    j = schema.judgements.c
    return connection.execute(select(j.id).where(j.id == judgement, j.undone.is_(None))).first() is not None


def together(connection: Connection, judgement: str) -> tuple[str, ...]:
    """The judgements that were made in one step with this one: of one sitting, at one moment."""
    j = schema.judgements.c
    row = connection.execute(select(j.sitting, j.made, j.who).where(j.id == judgement)).first()
    if row is None:
        return ()
    return tuple(connection.execute(select(j.id).where(j.sitting == row.sitting, j.made == row.made, j.who == row.who)).scalars())


def _tried(connection: Connection, judgements: Sequence[Judgement]) -> tuple[tuple[str, ...], Effect]:
    while reconcile(connection):
        pass  # what waited from before is no effect of these
    names = names_in(judgements)
    before = [*_seen(connection, _facts_of(connection, judgements)), *seen_by(connection, names)]
    moment = datetime.now(UTC).isoformat(timespec="microseconds")  # one for all: they are taken back together
    ids = judging.record(connection, [each if each.made else msgspec.structs.replace(each, made=moment) for each in judgements])
    while reconcile(connection):
        pass
    after = _seen(connection, _together(connection, before, _facts_of(connection, judgements)))
    return ids, effect(before, [*after, *seen_by(connection, names)])


def _facts_of(connection: Connection, judgements: Iterable[Judgement]) -> list[int]:
    """The facts that judgements are about; all of a page where one adds to it, or its fact goes by another id now."""
    anchors = [(each.verdict, anchor) for each in judgements for anchor in (each.anchor, each.other) if anchor and anchor.type not in NAMED]
    f, r = schema.facts.c, schema.readings.c
    whole = {anchor.page for verdict, anchor in anchors if verdict is Verdict.ADD}
    wanted = {(anchor.page, anchor.fact) for _, anchor in anchors}
    found: dict[int, tuple[str, str]] = {}
    chosen = select(f.number, f.id, r.page).join(schema.readings, (r.id == f.reading) & r.shown)
    for chunk in chunks(sorted({page for page, _ in wanted})):
        found |= {row.number: (row.page, row.id) for row in connection.execute(chosen.where(r.page.in_(chunk)))}
    whole |= {page for page, _ in wanted - set(found.values())}
    return sorted(number for number, (page, fact) in found.items() if page in whole or (page, fact) in wanted)


def _together(connection: Connection, before: Sequence[Seen], numbers: Sequence[int]) -> list[int]:
    """These facts, and all that were in one entry with any of them before."""
    f, r = schema.facts.c, schema.readings.c
    wanted = {tuple(key.split("/", 1)) for each in before if each.fact for key in each.statements}
    found = set(numbers)
    chosen = select(f.number, f.id, r.page).join(schema.readings, (r.id == f.reading) & r.shown)
    for chunk in chunks(sorted(wanted), _FEW):
        named = chosen.where(r.page.in_({page for page, _ in chunk}), f.id.in_({fact for _, fact in chunk}))
        found |= {row.number for row in connection.execute(named) if (row.page, row.id) in wanted}
    return sorted(found)


_FEW = 200
"""Statements that are looked up at once, by page and by id."""


def _seen(connection: Connection, numbers: Sequence[int]) -> list[Seen]:
    """The entries that these facts are in, with all their statements."""
    e, s, f, r = schema.entries.c, schema.statements.c, schema.facts.c, schema.readings.c
    ids = {
        entry
        for chunk in chunks(numbers)
        for entry in connection.execute(select(s.entry).where(s.fact.in_(chunk), s.entry.is_not(None)).distinct()).scalars()
    }
    held: dict[str, list[str]] = {entry: [] for entry in ids}
    bodies: dict[str, Any] = {}
    for chunk in chunks(sorted(ids)):
        telling = select(s.entry, f.id, r.page).join(schema.facts, f.number == s.fact).join(schema.readings, r.id == f.reading)
        for row in connection.execute(telling.where(s.entry.in_(chunk)).order_by(r.page, f.id)):
            held[row.entry].append(f"{row.page}/{row.id}")
        bodies |= {row.id: row for row in connection.execute(select(e.id, e.type, e.body).where(e.id.in_(chunk)))}
    return [
        Seen(id=entry, type=row.type, caption=caption(row.body), fact=row.body, statements=tuple(held[entry]))
        for entry, row in sorted(bodies.items())
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
