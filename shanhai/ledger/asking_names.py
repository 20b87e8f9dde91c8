"""What people may be asked about bearers of names: are two people of one name one, are two names of one organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from shanhai.reconcile.asking import Kind, Question
from shanhai.reconcile.bearing import Bearer, chance_of, of_organizations, of_people, united
from shanhai.reconcile.judgement import OF_TWO, PERSON
from shanhai.reconcile.persona import Persona

from . import schema
from .calling import said_of_organizations
from .chunks import chunks
from .names_seen import BORNE
from .tellings import in_force
from .tying import insert_missing

MOST = 12
"""Bearers of one name, or names that fold alike, that are held beside each other; the others wait until some of these are one."""


def ask_of_people(connection: Connection, names: Iterable[str]) -> None:
    """Asks anew of these names whether those who bear them are one."""
    wanted = sorted(set(names))
    _drop(connection, Kind.PERSON, wanted)
    p = schema.personas.c
    groups: dict[str, dict[str, list[Persona]]] = defaultdict(lambda: defaultdict(list))
    for chunk in chunks(wanted):
        several = select(p.name).where(p.name.in_(chunk)).group_by(p.name).having(func.count(p.person.distinct()) > 1)
        for row in connection.execute(select(p.name, p.person, p.body).where(p.name.in_(several))):
            groups[row.name][row.person].append(row.body)
    asked = [question for held in groups.values() for question in _of_name(connection, held)]
    _put(connection, asked)


def _of_name(connection: Connection, held: Mapping[str, Sequence[Persona]]) -> Iterable[Question]:
    """For each bearer of a name the question about the one that it is likeliest one with."""
    known = {key: united(bodies) for key, bodies in held.items()}
    told = {key: body for key, body in known.items() if body.seats or body.bodies or body.around}
    bearers = _bearers(connection, Kind.PERSON, told)
    closed = _closed(connection, held)
    best: dict[frozenset[str], Question] = {}
    ranked: dict[str, list[tuple[float, str, Question]]] = defaultdict(list)
    for one, other in combinations(bearers, 2):
        if frozenset((one.key, other.key)) not in closed:
            question = of_people(one, other, chance_of(known[one.key], known[other.key]))
            for each in (one, other):
                ranked[each.key].append((question.gain, question.key, question))
    for questions in ranked.values():
        question = max(questions, key=lambda each: each[:2])[2]
        best[frozenset((question.entry, question.other))] = question
    return best.values()


def _closed(connection: Connection, held: Mapping[str, Sequence[Persona]]) -> set[frozenset[str]]:
    """The pairs of bearers of a name of whom somebody said whether they are one: those pages have personas of their own."""
    whose = {(body.page, body.name): key for key, bodies in held.items() for body in bodies if body.page}
    decided = [each for each in in_force(connection, {page for page, _ in whose}) if each.anchor.type == PERSON and each.verdict in OF_TWO]
    pairs = [[whose.get((anchor.page, str(anchor.value))) for anchor in (each.anchor, each.other) if anchor] for each in decided]
    return {frozenset(key for key in pair if key) for pair in pairs}


def ask_of_organizations(connection: Connection, names: Iterable[str]) -> None:
    """Asks anew of these names whether they are of one organisation with others that fold alike."""
    wanted = sorted(set(names))
    _drop(connection, Kind.ORGANIZATION, wanted)
    k, o = schema.organization_folds.c, schema.reading_organizations.c
    folds: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(wanted):
        mine = select(k.fold).where(k.name.in_(chunk))
        for row in connection.execute(select(k.fold, k.name).where(k.fold.in_(mine))):
            folds[row.fold].add(row.name)
    several = {fold: names for fold, names in folds.items() if len(names) > 1}
    if not several:
        return
    called: dict[str, str] = {}
    for chunk in chunks(sorted({name for names in several.values() for name in names})):
        called |= {
            row.name: row.organization for row in connection.execute(select(o.name, o.organization).where(o.name.in_(chunk)).distinct())
        }
    closed = {frozenset(str(anchor.value) for anchor in (each.anchor, each.other) if anchor) for each in said_of_organizations(connection)}
    asked: list[Question] = []
    for held in several.values():
        keys = {called[name] for name in held if name in called}
        bearers = _bearers(connection, Kind.ORGANIZATION, keys)
        asked += [of_organizations(bearers[0], each) for each in bearers[1:] if frozenset((bearers[0].name, each.name)) not in closed]
    _put(connection, asked)


def _bearers(connection: Connection, kind: Kind, keys: Iterable[str]) -> list[Bearer]:
    """Those of these keys whom some fact names: the first page whose facts do, by which name, and on how many pages they are."""
    _, lists, ties, column = BORNE[kind]
    f, r = schema.facts.c, schema.readings.c
    found: dict[str, Bearer] = {}
    counted: dict[str, int] = {}
    wanted = sorted(keys)
    for chunk in chunks(wanted):
        shown = select(lists.c[column].label("key"), func.count(lists.c.reading.distinct()).label("n"))
        shown = shown.join(schema.readings, (r.id == lists.c.reading) & r.shown).where(lists.c[column].in_(chunk)).group_by(lists.c[column])
        counted |= {row.key: row.n for row in connection.execute(shown)}
        told = select(ties.c[column].label("key"), ties.c.name, func.min(r.page).label("page"))
        told = told.join(schema.facts, f.number == ties.c.fact).join(schema.readings, (r.id == f.reading) & r.shown)
        told = told.where(ties.c[column].in_(chunk)).group_by(ties.c[column], ties.c.name).order_by(ties.c[column], ties.c.name)
        for row in connection.execute(told):
            if row.key not in found or row.page < found[row.key].page:
                found[row.key] = Bearer(key=row.key, page=row.page, name=row.name, pages=counted.get(row.key, 1))
    return sorted(found.values(), key=lambda each: (-each.pages, each.said))[:MOST]


def _drop(connection: Connection, kind: Kind, names: Sequence[str]) -> None:
    """Takes back what was asked about the bearers of names."""
    q, owner = schema.questions.c, BORNE[kind].owner.c
    for chunk in chunks(names):
        keys = [f"{kind}/{key}" for key in connection.execute(select(owner.key).where(owner.name.in_(chunk))).scalars()]
        for part in chunks(keys):
            wanted: ColumnElement[bool] = or_(q.entry.in_(part), q.other.in_(part))
            connection.execute(delete(schema.questions).where(wanted))


def _put(connection: Connection, asked: Iterable[Question]) -> None:
    rows = {
        each.key: {"key": each.key, "kind": each.kind.value, "entry": each.entry, "other": each.other, "gain": each.gain, "body": each}
        for each in asked
        if each.gain > 0
    }
    insert_missing(connection, schema.questions, [rows[key] for key in sorted(rows)])
