"""At which stage each project is from which day on: nothing in it depends on the day that is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Column, Connection, ForeignKey, Index, Table, delete, insert, select

from shanhai.model import Project
from shanhai.reconcile.stages import stays
from shanhai.reconcile.statement import Statement

from .around import in_order
from .chunks import chunks
from .columns import Word
from .schema import entries, facts, metadata, readings, statements
from .spans import bounds

project_stages = Table(
    "project_stages",
    metadata,
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True),
    Column("start", Word, primary_key=True, comment="first day on which it is known to be there; empty: from ever"),
    Column("until", Word, nullable=False, comment="first day of the next; ~: for ever"),
    Column("stage", Word, comment="null: no page states one"),
    Column("last", Word, comment="last day on which it can have got there; null: no page dates it"),
    Index(None, "until", "stage", "last"),
    sqlite_with_rowid=False,
)


def told_of(connection: Connection, projects: Iterable[str]) -> Mapping[str, list[Statement]]:
    """What pages say of these projects.

    A value that a person corrected stands in the entry alone: its stage is told once more, under the date of the entry.
    """
    told: dict[str, list[Statement]] = defaultdict(list)
    said = select(statements.c.entry, facts.c.body, readings.c.published)
    said = said.join(facts, facts.c.number == statements.c.fact).join(readings, readings.c.id == facts.c.reading)
    for some in chunks(sorted(set(projects))):
        for row in connection.execute(said.where(statements.c.entry.in_(some))):
            told[row.entry].append(Statement(fact=row.body, published=row.published))
        for entry in connection.execute(select(entries.c.id, entries.c.body).where(entries.c.id.in_(some))):
            if (
                isinstance(entry.body, Project)
                and entry.body.stage
                and all(each.fact.stage != entry.body.stage for each in told[entry.id] if isinstance(each.fact, Project))
            ):
                told[entry.id].append(Statement(fact=entry.body))
    return told


def stage(connection: Connection, ids: Iterable[str]) -> None:
    """Writes the stages of the projects among these entries anew."""
    for some in chunks(sorted(each for each in set(ids) if each.startswith("project-"))):
        told = told_of(connection, some)
        rows = [row for entry in sorted(told) for row in _rows(entry, told[entry])]
        there: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for row in connection.execute(select(project_stages).where(project_stages.c.entry.in_(some)).order_by(project_stages.c.start)):
            there[row.entry].append(tuple(row))
        wanted: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for each in rows:
            wanted[str(each["entry"])].append(tuple(each.values()))
        stale = [entry for entry in some if there[entry] != wanted[entry]]
        if stale:
            connection.execute(delete(project_stages).where(project_stages.c.entry.in_(stale)))
        if fresh := [row for row in rows if row["entry"] in stale]:
            connection.execute(insert(project_stages), fresh)


def drop_stages(connection: Connection, entry: str) -> None:
    """Takes a project out that is no more."""
    connection.execute(delete(project_stages).where(project_stages.c.entry == entry))


def refill(connection: Connection) -> None:
    """Writes the stages of all projects of a ledger that an earlier version wrote."""
    if connection.execute(select(project_stages.c.entry).limit(1)).first():
        return
    for some in chunks(in_order(connection, ("project",))):
        stage(connection, some)


def _rows(entry: str, told: Iterable[Statement]) -> list[dict[str, object]]:
    held = stays(told)
    return [
        {
            "entry": entry,
            **span,
            "stage": each.stage.value if each.stage else None,
            "last": each.last.isoformat() if each.last else None,
        }
        for each, span in zip(held, bounds([each.start for each in held]), strict=True)
    ]
