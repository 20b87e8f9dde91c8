"""What organisations' names mean, kept as people have said it: which key each name has, on all pages or on one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from shanhai.reconcile.calling import REST, Node, folded, meanings
from shanhai.reconcile.judgement import OF_TWO, ORGANIZATION, Judgement

from . import schema
from .chunks import chunks
from .tying import insert_missing


def call(connection: Connection, readings: Sequence[int], names: Sequence[str]) -> set[str]:
    """Points the names on these readings to the organisations that they mean, and all names whose meaning may have changed.

    Gives the names of which it is to be asked anew whether another is of the same organisation.
    """
    here = _named_on(connection, readings)
    changed = _settle(connection) if names else set()
    _point(connection, readings, here)
    _point(connection, _bearing(connection, changed), changed)
    named = {*here, *names, *changed}
    _fold(connection, named)
    return named


def meaning(connection: Connection, name: str) -> str | None:
    """The key that a name has where people have said that it means another organisation than its own."""
    n = schema.organization_names.c
    return connection.execute(select(n.organization).where(n.name == name, n.page == REST)).scalar()


def _named_on(connection: Connection, readings: Sequence[int]) -> set[str]:
    o = schema.reading_organizations.c
    return {
        name for chunk in chunks(readings) for name in connection.execute(select(o.name).where(o.reading.in_(chunk)).distinct()).scalars()
    }


def _settle(connection: Connection) -> set[str]:
    """Writes what names mean by all judgements in force; the names that mean another now."""
    n = schema.organization_names.c
    before = {(row.name, row.page): row.organization for row in connection.execute(select(n.name, n.page, n.organization))}
    after = meanings(said_of_organizations(connection))
    if before == after:
        return set()
    insert_missing(connection, schema.organizations, [{"key": key, "name": name} for key, name in _named(after)])
    connection.execute(delete(schema.organization_names))
    rows = [{"name": name, "page": page, "organization": key} for (name, page), key in sorted(after.items())]
    if rows:
        connection.execute(insert(schema.organization_names), rows)
    return {name for (name, _), _ in before.items() ^ after.items()}


def _named(meant: Mapping[Node, str]) -> list[tuple[str, str]]:
    """Each organisation that names mean, with what it is called: its key, or, where that has a number, the name that was numbered."""
    called = {key: key for (_, page), key in meant.items() if page == REST}
    for (name, _), key in sorted(meant.items()):
        called.setdefault(key, name)
    return sorted(called.items())


def said_of_organizations(connection: Connection) -> tuple[Judgement, ...]:
    """What people said of two organisations and have not taken back, the earliest first."""
    j = schema.judgements.c
    chosen = select(j.body).where(j.undone.is_(None), j.verdict.in_([each.value for each in OF_TWO])).order_by(j.made, j.id)
    return tuple(body for body in connection.execute(chosen).scalars() if body.anchor.type == ORGANIZATION)


def _bearing(connection: Connection, names: Iterable[str]) -> list[int]:
    """The readings that bear one of these names."""
    o = schema.reading_organizations.c
    found: set[int] = set()
    for chunk in chunks(sorted(names)):
        found |= set(connection.execute(select(o.reading).where(o.name.in_(chunk))).scalars())
    return sorted(found)


def _point(connection: Connection, readings: Sequence[int], names: Iterable[str]) -> None:
    """Points names on readings, and in their facts, to the organisations that they mean there."""
    o, r, n = schema.reading_organizations.c, schema.readings.c, schema.organization_names.c
    wanted = sorted(names)
    meant: dict[tuple[str, str], str] = {}
    for chunk in chunks(wanted):
        rows = connection.execute(select(n.name, n.page, n.organization).where(n.name.in_(chunk)))
        meant |= {(row.name, row.page): row.organization for row in rows}
    moved: list[dict[str, object]] = []
    among = set(wanted)
    for numbers in chunks(list(readings)):
        rows = connection.execute(
            select(o.reading, r.page, o.name, o.organization).join(schema.readings, r.id == o.reading).where(o.reading.in_(numbers))
        )
        for row in rows:
            key = meant.get((row.name, row.page)) or meant.get((row.name, REST)) or row.name
            if row.name in among and key != row.organization:
                moved.append({"r": row.reading, "n": row.name, "into": key})
    if not moved:
        return
    own = sorted({str(row["n"]) for row in moved if row["into"] == row["n"]})  # back to what it always means
    insert_missing(connection, schema.organizations, [{"key": name, "name": name} for name in own])
    lists, ties, f = schema.reading_organizations, schema.fact_organizations, schema.facts.c
    mine: Select[tuple[int]] = select(f.number).where(f.reading == bindparam("r"))
    for table, where in ((lists, lists.c.reading == bindparam("r")), (ties, ties.c.fact.in_(mine))):
        connection.execute(update(table).where(where, table.c.name == bindparam("n")).values(organization=bindparam("into")), moved)


def _fold(connection: Connection, names: Iterable[str]) -> None:
    """Notes of names by what they may be of one organisation with others; of those that no page bears any more, nothing."""
    o, k = schema.reading_organizations.c, schema.organization_folds.c
    for chunk in chunks(sorted(names)):
        borne = set(connection.execute(select(o.name).where(o.name.in_(chunk)).distinct()).scalars())
        gone = [name for name in chunk if name not in borne]
        if gone:
            connection.execute(delete(schema.organization_folds).where(k.name.in_(gone)))
        rows = [{"fold": fold, "name": name} for name in sorted(borne) if (fold := folded(name))]
        insert_missing(connection, schema.organization_folds, rows)
