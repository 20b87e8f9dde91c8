"""At which stage each project is from which day on: nothing in it depends on the day that is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Column, Connection, ForeignKey, Index, Table, delete, insert, select

from shanhai.model import Project, Stage
from shanhai.reconcile.judgement import Verdict
from shanhai.reconcile.stages import Stay, stays, together
from shanhai.reconcile.statement import Statement

from .around import in_order
from .chunks import chunks
from .columns import Word
from .promised import NOTHING, Grown
from .schema import entries, facts, judgements, metadata, readings, statements
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


def stage(connection: Connection, ids: Iterable[str], grown: Grown = NOTHING) -> None:
    """Writes the stages of the projects among these entries anew; of those that only grew, by what came to what is written."""
    for some in chunks(sorted(each for each in set(ids) if each.startswith("project-"))):
        there = _there(connection, some)
        more = [entry for entry in some if entry in grown and there[entry]]
        adding = set(more) - _corrected(connection, more)
        wanted = {entry: stays(told) for entry, told in told_of(connection, [each for each in some if each not in adding]).items()}
        for entry, came in _came(connection, {entry: grown[entry] for entry in adding}).items():
            wanted[entry] = together(there[entry], stays(came))
        stale = [entry for entry in some if [*wanted.get(entry, ())] != there[entry]]
        if stale:
            connection.execute(delete(project_stages).where(project_stages.c.entry.in_(stale)))
        if fresh := [row for entry in stale if entry in wanted for row in _rows(entry, wanted[entry])]:
            connection.execute(insert(project_stages), fresh)


def _there(connection: Connection, projects: Sequence[str]) -> dict[str, list[Stay]]:
    """The stages as they are written."""
    c = project_stages.c
    found: dict[str, list[Stay]] = {entry: [] for entry in projects}
    for row in connection.execute(select(project_stages).where(c.entry.in_(projects)).order_by(c.entry, c.start)):
        start, last = (date.fromisoformat(day) if day else None for day in (row.start, row.last))
        found[row.entry].append(Stay(start=start, stage=Stage(row.stage) if row.stage else None, last=last))
    return found


def _corrected(connection: Connection, projects: Sequence[str]) -> set[str]:
    """Those with a statement that a person corrected, so that the stage of the entry may be one that no page tells."""
    j, s, f, r = judgements.c, statements.c, facts.c, readings.c
    made = (j.verdict == Verdict.CORRECT.value) & j.undone.is_(None)
    if not connection.execute(select(j.id).where(made).limit(1)).first():
        return set()
    told = select(s.entry).join(facts, f.number == s.fact).join(readings, r.id == f.reading).join(judgements, (j.page == r.page) & made)
    return set(connection.execute(told.where(s.entry.in_(projects)).distinct()).scalars())


def _came(connection: Connection, grown: Grown) -> dict[str, list[Statement]]:
    """The statements that came to these projects."""
    entry_of = {fact: entry for entry, came in grown.items() for fact in came}
    said = select(facts.c.number, facts.c.body, readings.c.published).join(readings, readings.c.id == facts.c.reading)
    found: dict[str, list[Statement]] = defaultdict(list)
    for some in chunks(sorted(entry_of)):
        for row in connection.execute(said.where(facts.c.number.in_(some))):
            found[entry_of[row.number]].append(Statement(fact=row.body, published=row.published))
    return found


def drop_stages(connection: Connection, entry: str) -> None:
    """Takes a project out that is no more."""
    connection.execute(delete(project_stages).where(project_stages.c.entry == entry))


def refill(connection: Connection) -> None:
    """Writes the stages of all projects of a ledger that an earlier version wrote."""
    if connection.execute(select(project_stages.c.entry).limit(1)).first():
        return
    for some in chunks(in_order(connection, ("project",))):
        stage(connection, some)


def _rows(entry: str, held: Sequence[Stay]) -> list[dict[str, object]]:
    return [
        {
            "entry": entry,
            **span,
            "stage": each.stage.value if each.stage else None,
            "last": each.last.isoformat() if each.last else None,
        }
        for each, span in zip(held, bounds([each.start for each in held]), strict=True)
    ]
