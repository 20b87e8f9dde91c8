"""The bearers of each name told apart: one person, or several of the same name."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, select, update

from shanhai.model import AnyFact
from shanhai.model.struct import Value
from shanhai.reconcile.clustering import Bond, clusters
from shanhai.reconcile.judgement import OF_TWO, PERSON, Judgement, Verdict
from shanhai.reconcile.persona import Persona, bond, look_apart, persona

from . import schema
from .asking_names import ask_of_people
from .chunks import chunks
from .tellings import in_force
from .tying import insert_missing

_SHARED = ""
"""The page of a persona that many pages may share: alike in all that tells its bearer."""
_JUDGED = 100.0
"""Strength of what a person joined: above all else that joins two bearers."""


class _Borne(Value, frozen=True, kw_only=True):
    """A name on a reading, and the signature of what that page says of its bearer."""

    reading: int
    name: str
    signature: str


def tell_apart(connection: Connection, readings: Sequence[int], names: Iterable[str]) -> None:
    """Notes whose names these readings bear, and tells the bearers of all names apart that this, or the names given, changes."""
    borne, changed = _note(connection, readings)
    moved = _divide(connection, sorted({*names, *changed}))
    _point(connection, borne, moved)
    ask_of_people(connection, {*names, *changed, *(each.name for each in borne)})


def _note(connection: Connection, readings: Sequence[int]) -> tuple[list[_Borne], set[str]]:
    """Writes the personas of readings; what they bear, and the names that get a persona which was not there, or lose one."""
    made = _made(connection, readings)
    rp = schema.reading_personas.c
    before: set[_Borne] = set()
    for chunk in chunks(readings):
        rows = connection.execute(select(rp.reading, rp.name, rp.signature).where(rp.reading.in_(chunk))).all()
        before |= {_Borne(reading=row.reading, name=row.name, signature=row.signature) for row in rows}
        connection.execute(delete(schema.reading_personas).where(rp.reading.in_(chunk)))
    if made:
        connection.execute(insert(schema.reading_personas), [msgspec.structs.asdict(each) for each in made])
    bodies = {(each.name, each.signature): body for each, body in made.items()}
    known = _known(connection, bodies.keys())
    were = _were(connection, made, before)
    fresh = [
        {"name": n, "signature": s, "person": were.get((n, s), n), "body": body} for (n, s), body in bodies.items() if (n, s) not in known
    ]
    insert_missing(connection, schema.personas, fresh)
    return list(made), {str(row["name"]) for row in fresh} | {each.name for each in before - made.keys()}


def _were(connection: Connection, made: Iterable[_Borne], before: Iterable[_Borne]) -> dict[tuple[str, str], str]:
    """The person that the bearer of a persona was when the same reading said another of it: who is judged stays who they were."""
    p = schema.personas.c
    old = {(each.reading, each.name): each.signature for each in before}
    changed = [
        (each, old[each.reading, each.name]) for each in made if old.get((each.reading, each.name), each.signature) != each.signature
    ]
    persons: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted({each.name for each, _ in changed})):
        rows = connection.execute(select(p.name, p.signature, p.person).where(p.name.in_(chunk)))
        persons |= {(row.name, row.signature): row.person for row in rows}
    return {(each.name, each.signature): persons[each.name, was] for each, was in changed if (each.name, was) in persons}


def _made(connection: Connection, readings: Sequence[int]) -> dict[_Borne, Persona]:
    r, f, p = schema.readings.c, schema.facts.c, schema.reading_people.c
    made: dict[_Borne, Persona] = {}
    for chunk in chunks(readings):
        accounts = connection.execute(select(r.id, r.page, r.account).where(r.id.in_(chunk)).order_by(r.page)).all()
        facts: dict[int, list[AnyFact]] = defaultdict(list)
        for row in connection.execute(select(f.reading, f.body).where(f.reading.in_(chunk)).order_by(f.reading, f.position)):
            facts[row.reading].append(row.body)
        names: dict[int, set[str]] = defaultdict(set)
        for row in connection.execute(select(p.reading, p.name).where(p.reading.in_(chunk)).distinct()):
            names[row.reading].add(row.name)
        alone = _judged_names(connection, [row.page for row in accounts])
        for number, page, account in accounts:
            for name in sorted(names[number]):
                body = persona(page if (page, name) in alone else _SHARED, name, facts[number], account.places)
                made[_Borne(reading=number, name=name, signature=_signature(body))] = body
    return made


def _signature(body: Persona) -> str:
    return hashlib.sha256(msgspec.json.encode(body)).hexdigest()[:16]


def _judged_names(connection: Connection, pages: Sequence[str]) -> set[tuple[str, str]]:
    """Pages and names of which somebody said whether they are one person with another: those are never shared."""
    made = [each for each in in_force(connection, pages) if each.anchor.type == PERSON and each.verdict in OF_TWO]
    return {(anchor.page, str(anchor.value)) for each in made for anchor in (each.anchor, each.other) if anchor}


def _known(connection: Connection, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    p = schema.personas.c
    found: set[tuple[str, str]] = set()
    for chunk in chunks(sorted({name for name, _ in pairs})):
        found |= {(row.name, row.signature) for row in connection.execute(select(p.name, p.signature).where(p.name.in_(chunk)))}
    return found


def _divide(connection: Connection, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """Tells the bearers of names apart by all that the ledger's pages say of them; the personas that belong to another person now."""
    p, rp = schema.personas.c, schema.reading_personas.c
    bodies: dict[str, dict[str, Persona]] = defaultdict(dict)
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for chunk in chunks(names):
        borne = exists().where(rp.name == p.name, rp.signature == p.signature)
        connection.execute(delete(schema.personas).where(p.name.in_(chunk), ~borne))
        for row in connection.execute(select(p.name, p.signature, p.person, p.body).where(p.name.in_(chunk)).order_by(p.signature)):
            bodies[row.name][row.signature] = row.body
            held[row.name][row.signature] = row.person
    decided = in_force(connection, {body.page for found in bodies.values() for body in found.values() if body.page})
    moved: dict[tuple[str, str], str] = {}
    for name, found in bodies.items():
        called = _called(name, _groups(found, decided), held[name])
        _lead_on(connection, held[name], called)
        moved |= {(name, signature): person for signature, person in called.items() if held[name][signature] != person}
    bearers = sorted({(person, name) for (name, _), person in moved.items()})
    insert_missing(connection, schema.people, [{"key": person, "name": name} for person, name in bearers])
    if moved:
        changed = [{"n": name, "s": signature, "into": person} for (name, signature), person in sorted(moved.items())]
        where = (p.name == bindparam("n"), p.signature == bindparam("s"))
        connection.execute(update(schema.personas).where(*where).values(person=bindparam("into")), changed)
    return moved


def _groups(bodies: Mapping[str, Persona], decided: Sequence[Judgement]) -> Sequence[Sequence[str]]:
    if len(bodies) == 1:
        return [list(bodies)]
    bonds: list[Bond] = []
    apart: list[tuple[str, str]] = []
    own = {signature: msgspec.structs.replace(body, page=signature) for signature, body in bodies.items()}
    for (one, first), (other, second) in combinations(own.items(), 2):
        found = bond(first, second)
        if found:
            bonds.append(Bond(one=one, other=other, score=found.score, firm=found.firm))
        elif look_apart(first, second):
            apart.append((one, other))
    same, never = _decided(bodies, decided)
    return clusters(bodies, [*bonds, *same], apart, never)


def _decided(bodies: Mapping[str, Persona], decided: Sequence[Judgement]) -> tuple[list[Bond], list[tuple[str, str]]]:
    """What people said of two bearers: those pages have a persona of their own. Of two judgements on one pair the later holds."""
    alone = {(body.page, body.name): signature for signature, body in bodies.items() if body.page}
    verdicts: dict[tuple[str, str], Verdict] = {}
    for made in decided:
        if made.verdict in OF_TWO and made.anchor.type == PERSON and made.other:
            one, other = (alone.get((anchor.page, str(anchor.value))) for anchor in (made.anchor, made.other))
            if one and other and one != other:
                verdicts[min(one, other), max(one, other)] = made.verdict
    same = [Bond(one=one, other=other, score=_JUDGED, firm=True) for (one, other), each in verdicts.items() if each is Verdict.SAME]
    return same, [pair for pair, each in verdicts.items() if each is Verdict.DIFFERENT]


def _called(name: str, groups: Sequence[Sequence[str]], held: Mapping[str, str]) -> dict[str, str]:
    """The key of the person that each persona belongs to: the one that most of its group have already, or the next that is free."""
    called: dict[str, str] = {}
    taken: set[str] = set()
    number = 1
    for group in sorted(groups, key=lambda group: (-len(group), *group)):
        counted = Counter(held[signature] for signature in group if held[signature] not in taken)
        person = min(counted, key=lambda key: (-counted[key], len(key), key)) if counted else name
        while person in taken:
            number += 1
            person = f"{name}-{number}"
        taken.add(person)
        called |= dict.fromkeys(group, person)
    return called


def _lead_on(connection: Connection, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Lets the key of a person that is no more lead to whom most of its personas belong to now."""
    gone = sorted(set(before.values()) - set(after.values()))
    back = sorted(set(after.values()) - set(before.values()))
    r = schema.redirects.c
    if back:
        connection.execute(delete(schema.redirects).where(r.old.in_(back)))
    for old in gone:
        went = Counter(after[signature] for signature, person in before.items() if person == old)
        new = min(went, key=lambda key: (-went[key], key))
        connection.execute(update(schema.redirects).where(r.new == old).values(new=new))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        insert_missing(connection, schema.redirects, [{"old": old, "new": new, "made": made}])


def _point(connection: Connection, borne: Sequence[_Borne], moved: Mapping[tuple[str, str], str]) -> None:
    """Points the names of readings, and of their facts, to the persons that their personas belong to."""
    rp = schema.reading_personas.c
    into = _unsettled(connection, borne)
    names = sorted({name for name, _ in moved})
    for chunk in chunks(names):
        rows = connection.execute(select(rp.reading, rp.name, rp.signature).where(rp.name.in_(chunk)))
        into |= {(row.reading, row.name): moved[row.name, row.signature] for row in rows if (row.name, row.signature) in moved}
    if not into:
        return
    rows_ = [{"r": reading, "n": name, "into": person} for (reading, name), person in sorted(into.items())]
    people, ties, f = schema.reading_people, schema.fact_people, schema.facts.c
    mine: Select[tuple[int]] = select(f.number).where(f.reading == bindparam("r"))
    for table, where in ((people, people.c.reading == bindparam("r")), (ties, ties.c.fact.in_(mine))):
        connection.execute(update(table).where(where, table.c.name == bindparam("n")).values(person=bindparam("into")), rows_)


def _unsettled(connection: Connection, borne: Sequence[_Borne]) -> dict[tuple[int, str], str]:
    """The names on readings that point elsewhere than to the person of their persona, and that person."""
    p, r = schema.personas.c, schema.reading_people.c
    persons: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted({each.name for each in borne})):
        rows = connection.execute(select(p.name, p.signature, p.person).where(p.name.in_(chunk)))
        persons |= {(row.name, row.signature): row.person for row in rows}
    wanted = {(each.reading, each.name): persons[each.name, each.signature] for each in borne}
    found: dict[tuple[int, str], str] = {}
    for numbers in chunks(sorted({each.reading for each in borne})):
        for row in connection.execute(select(r.reading, r.name, r.person).where(r.reading.in_(numbers))):
            if wanted.get((row.reading, row.name), row.person) != row.person:
                found[row.reading, row.name] = wanted[row.reading, row.name]
    return found
