"""What was promised and what came about, as they are held against each other: drawn from entries and from what is told around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Column, Connection, ForeignKey, Table, select

from shanhai.model import Action, Agreement, AnyFact, Field, Modality, Platform, Pledge, Project, Visit
from shanhai.reconcile.follow_up import Outcome, Promise

from .around import Told, fields_around, first_told, prefectures_around
from .chunks import chunks
from .columns import Json, Word
from .schema import entries, metadata

OUTCOMES = ("action", "agreement", "platform", "project", "visit")
"""Types that may answer a promise. A meeting shares nothing with it but its places (`reconcile.follow_up`), and is no answer."""

promises = Table(
    "promises",
    metadata,
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True, comment="a pledge"),
    Column("body", Json(Promise), nullable=False, comment="when it was made, between which prefectures, when a page took it back"),
    sqlite_with_rowid=False,
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True, comment="something dated that came about"),
    Column("body", Json(Outcome), nullable=False, comment="what of it may answer a promise; without the entry's id"),
    sqlite_with_rowid=False,
)


Grown = Mapping[str, Sequence[int]]
"""The facts that came to each of those entries that are as they were otherwise."""
NOTHING: Grown = {}


def drawn(connection: Connection, ids: Iterable[str], grown: Grown = NOTHING) -> tuple[dict[str, Promise], dict[str, Outcome]]:
    """The promises and the outcomes among these entries, as the entries are now."""
    made: dict[str, Promise] = {}
    came: dict[str, Outcome] = {}
    e = entries.c
    chosen = select(e.id, e.type, e.modality, e.background, e.date_start, e.body)
    for some in chunks(sorted(set(ids))):
        # The types are no condition: SQLite would look up all entries of them.
        rows = [row for row in connection.execute(chosen.where(e.id.in_(some))) if row.type in ("pledge", *OUTCOMES)]
        before: Mapping[str, Outcome] = held(connection, outcomes, [row.id for row in rows if row.id in grown and row.type != "pledge"])
        told, around = _around(connection, [row.id for row in rows if row.id not in before], None)
        newly, nearby = _around(connection, before, [fact for entry in before for fact in grown[entry]])
        about = fields_around(connection, [row.id for row in rows if row.type == "visit"])
        for row in rows:
            if isinstance(row.body, Pledge):
                made[row.id] = _promise(row.body, told.get(row.id, Told()), around.get(row.id, frozenset()))
            elif was := before.get(row.id):
                first = min(day for day in (was.date, newly.get(row.id, Told()).first) if day)
                came[row.id] = replace(was, places=_as_written(was.places | nearby.get(row.id, frozenset())), date=_own(row) or first)
            elif found := _outcome(row, told.get(row.id, Told()), around.get(row.id, frozenset()), about.get(row.id, frozenset())):
                came[row.id] = found
    return made, came


def _around(
    connection: Connection, ids: Collection[str], came: Collection[int] | None
) -> tuple[Mapping[str, Told], Mapping[str, frozenset[str]]]:
    return first_told(connection, ids, came), prefectures_around(connection, ids, came)


def _as_written(places: Iterable[str]) -> frozenset[str]:
    """The places in one order, whichever way they came together: a set is written in the order in which it was filled."""
    return frozenset(sorted(places))


def _own(row: Any) -> str | None:
    """The day by which an entry itself is dated, with its year."""
    return row.date_start if row.date_start and not row.date_start.startswith("--") else None


def held(connection: Connection, table: Table, ids: Iterable[str]) -> Mapping[str, Any]:
    """The promises or the outcomes of these entries, as they were written last."""
    found: dict[str, Any] = {}
    for some in chunks(sorted(set(ids))):
        found |= {row.entry: row.body for row in connection.execute(select(table).where(table.c.entry.in_(some)))}
    return found


def _promise(fact: Pledge, told: Told, places: frozenset[str]) -> Promise:
    plain = replace(fact, id="", page="", evidence={})
    return Promise(fact=plain, said=told.said, places=places, withdrawn=told.denied)


def _outcome(row: Any, told: Told, places: frozenset[str], fields: frozenset[Field]) -> Outcome | None:
    """What came about and is dated: by itself, else by the first page that tells it."""
    dated = _own(row) or told.first
    if row.modality != Modality.HAPPENED.value or row.background or not places or not dated:
        return None
    return _told_of(Outcome(entry="", type=row.type, text="", date=dated, places=_as_written(places)), row.body, fields)


def _told_of(made: Outcome, fact: AnyFact, fields: frozenset[Field]) -> Outcome:
    """The outcome with what the fact says of it."""
    said: dict[str, Any] = {}
    match fact:
        case Action():
            actors = frozenset([fact.actor] if fact.actor else [])
            said = {"text": fact.text, "fields": frozenset([fact.field] if fact.field else []), "actors": actors}
        case Project():
            text = f"{fact.name}{fact.stage_text or (fact.stage or '')}"
            said = {"text": text, "name": fact.name, "actors": frozenset(fact.parties)}
        case Platform():
            said = {"text": f"{fact.name}{fact.event or ''}", "name": fact.name}
        case Agreement():
            said = {"text": f"{fact.name or ''}{fact.purpose or ''}", "name": fact.name, "actors": frozenset(fact.parties)}
        case Visit():
            people = (*fact.members, *fact.hosts, *([fact.head] if fact.head else []))
            said = {"fields": fields, "actors": frozenset(people)}
    if isinstance(fact, Action | Project | Platform | Agreement):
        said["chains"] = frozenset(fact.chains)
    return replace(made, **said)
