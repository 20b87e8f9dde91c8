"""What people may be asked, kept beside the entries that it is about: the next question is a look-up, however large the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from shanhai.model.struct import Value
from shanhai.reconcile.asking import Question, asked_of, of_two
from shanhai.reconcile.clustering import Bond
from shanhai.reconcile.judgement import NAMED, OF_TWO, Judgement, Verdict, anchored
from shanhai.reconcile.settling import Entry

from . import schema
from .chunks import chunks
from .tellings import Telling, in_force, of_facts
from .tying import insert_missing

UNSURE = "unsure"
"""The value of a note that somebody looked at a fact, or a field, and could not tell."""


class Settled(Value, frozen=True, kw_only=True):
    """An entry as it was just made: its id, its statements, and its preferred values."""

    id: str
    group: tuple[Telling, ...]
    entry: Entry


def put_questions(connection: Connection, made: Sequence[Settled], bonds: Mapping[str, Sequence[Bond]]) -> None:
    """Asks about these entries anew; `bonds` by the statement that they begin with."""
    drop_questions(connection, [each.id for each in made])
    decided = in_force(connection, {telling.page for each in made for telling in each.group})
    asked = [question for each in made for question in _of_entry(each, bonds, decided)]
    asked += _of_near(connection, made, decided)
    rows = {
        each.key: {
            "key": each.key,
            "kind": each.kind.value,
            "entry": each.entry,
            "other": each.other or None,
            "gain": each.gain,
            "body": each,
        }
        for each in asked
        if each.gain > 0
    }
    for chunk in chunks(sorted(rows)):
        connection.execute(delete(schema.questions).where(schema.questions.c.key.in_(chunk)))
    insert_missing(connection, schema.questions, [rows[key] for key in sorted(rows)])


def drop_questions(connection: Connection, ids: Iterable[str]) -> None:
    """Takes back what was asked about entries."""
    q = schema.questions.c
    for chunk in chunks(sorted(set(ids))):
        connection.execute(delete(schema.questions).where(or_(q.entry.in_(chunk), q.other.in_(chunk))))


def _of_entry(made: Settled, bonds: Mapping[str, Sequence[Bond]], decided: Sequence[Judgement]) -> list[Question]:
    told = [each.told for each in made.group if each.told]
    held = {each.statement.key for each in told}
    mine = [bond for key in sorted(held) for bond in bonds.get(key, ()) if bond.one in held and bond.other in held]
    passed = _passed(made.group, decided) if decided else set()
    pairs = _pairs(decided)
    return [
        each
        for each in asked_of(made.id, told, made.entry, mine)
        if (each.one, each.field) not in passed and frozenset((each.one, each.two)) not in pairs
    ]


def _passed(group: Iterable[Telling], decided: Iterable[Judgement]) -> set[tuple[str, str]]:
    """The statements and fields of which somebody said that it cannot be told."""
    notes = [each for each in decided if each.verdict is Verdict.NOTE and each.value == UNSURE]
    facts: dict[str, list[Any]] = defaultdict(list)
    for telling in group:
        facts[telling.page].append(telling.fact)
    found = ((each, anchored(each.anchor, facts[each.anchor.page])) for each in notes)
    return {(f"{fact.page}/{fact.id}", each.anchor.field) for each, fact in found if fact is not None}


def _pairs(decided: Iterable[Judgement]) -> set[frozenset[str]]:
    """The pairs of statements of which somebody said whether they are one, or that it cannot be told."""
    two = ((each.anchor, each.other) for each in decided if each.verdict in OF_TWO and each.anchor.type not in NAMED)
    return {frozenset((f"{one.page}/{one.fact}", f"{other.page}/{other.fact}")) for one, other in two if other}


def _of_near(connection: Connection, made: Sequence[Settled], decided: Sequence[Judgement]) -> list[Question]:
    """For each two entries that are nearly one, the two of their statements that are most alike."""
    mine = {telling.number for each in made for telling in each.group}
    found = _near(connection, sorted(mine))
    if not found:
        return []
    tellings = {each.number: each for each in of_facts(connection, {number for row in found for number in (row.one, row.other)})}
    sizes = _sizes(connection, {each.entry for each in tellings.values() if each.entry})
    names = {f"{each.page}/{each.fact.id}": each.entry for each in tellings.values()}
    closed = {frozenset(names[key] for key in pair) for pair in _pairs(decided) if all(key in names for key in pair)}
    best: dict[frozenset[str], Question] = {}
    for row in sorted(found, key=lambda row: (-row.score, row.one, row.other)):
        one, other = tellings.get(row.one), tellings.get(row.other)
        if not (one and other and one.told and other.told and one.entry and other.entry) or one.entry == other.entry:
            continue
        pair = frozenset((one.entry, other.entry))
        if pair not in best and pair not in closed and one.entry in sizes and other.entry in sizes:
            size = sizes[one.entry], sizes[other.entry]
            best[pair] = of_two(one.told, other.told, (one.entry, other.entry), size, row.score, row.features)
    return list(best.values())


def _near(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    n = schema.near.c
    rows: dict[tuple[int, int], Any] = {}
    for chunk in chunks(numbers):
        for column in (n.one, n.other):  # one index each
            rows |= {(row.one, row.other): row for row in connection.execute(select(schema.near).where(column.in_(chunk)))}
    return list(rows.values())


def _sizes(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    e = schema.entries.c
    return {
        row.id: row.statements
        for chunk in chunks(sorted(ids))
        for row in connection.execute(select(e.id, e.statements).where(e.id.in_(chunk)))
    }
