"""Writes who and what a reading and its facts name, and makes the entities they are tied to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from shanhai.model import Account, PlaceRef, Role

from . import schema
from .gazetteer import rows_for
from .ties import Tie, organizations_in, people_in, place_key, places_in

_NOBODY: Mapping[str, str] = MappingProxyType({})


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Inserts the rows whose keys are not there yet; the number of those inserted."""
    if not rows:
        return 0
    return connection.execute(_inserting(table, connection.dialect.name), rows, execution_options={"preserve_rowcount": True}).rowcount


@cache
def _inserting(table: Table, dialect: str) -> Insert:
    into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return into(table).on_conflict_do_nothing()


def tie(connection: Connection, reading: int, facts: Sequence[int], account: Account, bearers: Mapping[str, str] = _NOBODY) -> None:
    """Ties a reading, and its facts by their numbers, to the places, people and organisations that the account names.

    `bearers` has the keys of the people whom the reading is tied to already, by name: they have been told apart from others.
    """
    _tie_places(connection, reading, facts, account)
    _tie_people(connection, reading, facts, account, bearers)
    _tie_organizations(connection, reading, facts, account)


def _tie_places(connection: Connection, reading: int, facts: Sequence[int], account: Account) -> None:
    named = [(number, slot, ref) for number, fact in zip(facts, account.facts, strict=True) for slot, ref in places_in(fact)]
    refs = dict.fromkeys([*account.places, *(ref for _, _, ref in named)])
    insert_missing(connection, schema.places, [msgspec.to_builtins(row) for row in _place_rows(refs)])
    rows = [{"fact": number, "slot": slot, "name": ref.name, "place": place_key(ref)} for number, slot, ref in named]
    insert_missing(connection, schema.fact_places, rows)
    naming = Counter((ref.name, place_key(ref)) for _, ref in dict.fromkeys((number, ref) for number, _, ref in named))
    listed = dict.fromkeys((ref.name, place_key(ref)) for ref in refs)
    rows = [{"reading": reading, "name": name, "place": key, "facts": naming[name, key]} for name, key in listed]
    insert_missing(connection, schema.reading_places, rows)


def _place_rows(refs: Iterable[PlaceRef]) -> list[Any]:
    """Each place once, before those that lie in it."""
    return list({row.key: row for ref in refs for row in reversed(rows_for(ref))}.values())


def _tie_people(connection: Connection, reading: int, facts: Sequence[int], account: Account, bearers: Mapping[str, str]) -> None:
    named = [(number, found) for number, fact in zip(facts, account.facts, strict=True) for found in people_in(fact, account)]
    roles = {found.name: Role.ACTOR for _, found in named} | {person.name: person.role for person in account.people}
    _know(connection, schema.people, [*roles, *(found.key for _, found in named)])
    ties = [_row(number, found, "person") | {"person": bearers.get(found.name, found.key)} for number, found in named]
    insert_missing(connection, schema.fact_people, ties)
    new = {name: role for name, role in roles.items() if name not in bearers}
    rows = [{"reading": reading, "role": role.value, "name": name, "person": name} for name, role in new.items()]
    insert_missing(connection, schema.reading_people, rows)


def _tie_organizations(connection: Connection, reading: int, facts: Sequence[int], account: Account) -> None:
    named = [(number, found) for number, fact in zip(facts, account.facts, strict=True) for found in organizations_in(fact, account)]
    kinds = {found.name: "" for _, found in named} | {body.name: body.kind.value for body in account.organizations}
    _know(connection, schema.organizations, [*kinds, *(found.key for _, found in named)])
    insert_missing(connection, schema.fact_organizations, [_row(number, found, "organization") for number, found in named])
    rows = [{"reading": reading, "kind": kind, "name": name, "organization": name} for name, kind in kinds.items()]
    insert_missing(connection, schema.reading_organizations, rows)


def _know(connection: Connection, table: Table, names: Iterable[str]) -> None:
    insert_missing(connection, table, [{"key": name, "name": name} for name in dict.fromkeys(names)])


def _row(number: int, found: Tie, key: str) -> dict[str, Any]:
    return {"fact": number, "slot": found.slot, "name": found.name, key: found.key}
