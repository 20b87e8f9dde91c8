"""Facts as people have left them, read for joining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from shanhai.model import AnyFact
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import NAMED, OF_TWO, Judgement, anchored, judged
from shanhai.reconcile.settling import Told
from shanhai.reconcile.statement import Statement

from . import schema
from .chunks import chunks


class Telling(Value, frozen=True, kw_only=True):
    """A fact of the ledger: its number, what it tells under the judgements in force (null: rejected), and the entry that it is in."""

    number: int
    page: str
    fact: AnyFact
    told: Told | None
    key: str | None = None
    entry: str | None = None


def of_pages(connection: Connection, pages: Iterable[str]) -> list[Telling]:
    """The tellings of pages, by page and position."""
    listed = sorted(set(pages))
    return [each for chunk in chunks(listed) for each in _load(connection, schema.readings.c.page.in_(chunk))]


def of_facts(connection: Connection, numbers: Iterable[int]) -> list[Telling]:
    """The tellings of these facts."""
    listed = sorted(set(numbers))
    return [each for chunk in chunks(listed) for each in _load(connection, schema.facts.c.number.in_(chunk))]


def _load(connection: Connection, where: ColumnElement[bool]) -> list[Telling]:
    f, r, p, s = schema.facts.c, schema.readings.c, schema.fingerprints.c, schema.statements.c
    chosen = (
        select(f.number, f.body, r.page, r.published, p.source, s.key, s.entry)
        .join_from(schema.facts, schema.readings, (r.id == f.reading) & r.shown)
        .outerjoin(schema.fingerprints, p.reading == r.id)
        .outerjoin(schema.statements, s.fact == f.number)
        .where(where)
        .order_by(r.page, f.position)
    )
    rows = connection.execute(chosen).all()
    decided = _decided(connection, {row.page for row in rows})
    return [_telling(row, decided.get((row.page, row.body.id), ())) for row in rows]


def _telling(row: Any, judgements: Sequence[Judgement]) -> Telling:
    found = judged(row.body, judgements)
    told = None
    if found.fact is not None:
        statement = Statement(fact=found.fact, published=row.published)
        told = Told(statement=statement, source=row.source or row.page, judged=found.fields)
    return Telling(number=row.number, page=row.page, fact=row.body, told=told, key=row.key, entry=row.entry)


def in_force(connection: Connection, pages: Iterable[str]) -> tuple[Judgement, ...]:
    """The judgements in force with an anchor on one of these pages, the earliest first."""
    j = schema.judgements.c
    if connection.execute(select(j.id).limit(1)).first() is None:
        return ()
    found: dict[str, Judgement] = {}
    for chunk in chunks(sorted(set(pages))):
        rows = connection.execute(select(j.id, j.body).where(j.undone.is_(None), or_(j.page.in_(chunk), j.other_page.in_(chunk))))
        found |= {row.id: row.body for row in rows}
    return tuple(sorted(found.values(), key=lambda each: (each.made, each.id)))


def _decided(connection: Connection, pages: set[str]) -> dict[tuple[str, str], tuple[Judgement, ...]]:
    """The judgements on single facts, by page and fact id."""
    made = [each for each in in_force(connection, pages) if each.verdict not in OF_TWO and each.anchor.type not in NAMED]
    if not made:
        return {}
    facts = facts_of(connection, {each.anchor.page for each in made})
    found: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for each in made:
        meant = anchored(each.anchor, facts[each.anchor.page])
        if meant is not None:
            found[each.anchor.page, meant.id].append(each)
    return {key: tuple(value) for key, value in found.items()}


def facts_of(connection: Connection, pages: Iterable[str]) -> defaultdict[str, list[AnyFact]]:
    """The facts of pages as they were read."""
    f, r = schema.facts.c, schema.readings.c
    found: defaultdict[str, list[AnyFact]] = defaultdict(list)
    for chunk in chunks(sorted(set(pages))):
        rows = connection.execute(
            select(r.page, f.body)
            .join(schema.readings, (r.id == f.reading) & r.shown)
            .where(r.page.in_(chunk))
            .order_by(r.page, f.position)
        )
        for row in rows:
            found[row.page].append(row.body)
    return found
