"""Statements weighed against those that they may be one with; what is alike stays in the ledger as the explanation of every joining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs
from sqlalchemy import Connection, delete, insert, or_, select

from shanhai.reconcile.asking import chances
from shanhai.reconcile.blocking import asked, stored
from shanhai.reconcile.identity import identity
from shanhai.reconcile.likeness import likeness
from shanhai.reconcile.weighing import weights

from . import schema
from .chunks import chunks
from .tellings import Telling, of_facts, of_pages
from .tying import insert_missing

Pages = frozenset[tuple[str, str]]


def bond(connection: Connection, told: Iterable[Telling], copies: Pages) -> list[Telling]:
    """Lays statements under their keys and bonds them to others, all anew; the tellings, each in its entry until now."""
    tellings = [structs.replace(each, key=_identity(each)) for each in told]
    _forget(connection, [each.number for each in tellings])
    rows = [{"fact": each.number, "entry": each.entry, "key": each.key} for each in tellings]
    if rows:
        connection.execute(insert(schema.statements), rows)
    laid = [{"key": key, "fact": each.number} for each in tellings if each.told for key in sorted(stored(each.told.statement))]
    insert_missing(connection, schema.fact_keys, laid)
    _bond(connection, [each for each in tellings if each.told and each.key is None], copies)
    return tellings


def _identity(each: Telling) -> str | None:
    return identity(each.told.statement, each.told.source) if each.told else None


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    b, n = schema.bonds.c, schema.near.c
    for chunk in chunks(numbers):
        connection.execute(delete(schema.statements).where(schema.statements.c.fact.in_(chunk)))
        connection.execute(delete(schema.fact_keys).where(schema.fact_keys.c.fact.in_(chunk)))
        connection.execute(delete(schema.bonds).where(or_(b.one.in_(chunk), b.other.in_(chunk))))
        connection.execute(delete(schema.near).where(or_(n.one.in_(chunk), n.other.in_(chunk))))


def _bond(connection: Connection, told: Sequence[Telling], copies: Pages) -> None:
    keys = {each.number: asked(each.told.statement) for each in told if each.told}
    under = _under(connection, {key for asking in keys.values() for key in asking})
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for page, copy in copies:
        beside[page].add(copy)
        beside[copy].add(page)
    on_copies = _weighed_on(connection, {page for each in told for page in beside[each.page]})
    candidates = {
        each.number: {number for key in keys[each.number] for number in under[key]}
        | {near.number for page in beside[each.page] for near in on_copies[page] if type(near.fact) is type(each.fact)}
        for each in told
    }
    others = {each.number: each for each in of_facts(connection, {number for around in candidates.values() for number in around})}
    rows: dict[tuple[int, int], dict[str, object]] = {}
    nearly: dict[tuple[int, int], dict[str, object]] = {}
    for each in told:
        for number in candidates[each.number] - {each.number}:
            near = others.get(number)
            if near is None or near.told is None or each.told is None:
                continue
            found = likeness(each.told.statement, near.told.statement, copies=near.page in beside[each.page])
            first, second = sorted((each.number, number))
            if found and (found.joined or found.score >= weights()[each.told.statement.type].threshold - chances().margin):
                among = rows if found.joined else nearly
                among[first, second] = {"one": first, "other": second, "score": found.score, "features": found.features}
    insert_missing(connection, schema.bonds, list(rows.values()))
    insert_missing(connection, schema.near, list(nearly.values()))


def _under(connection: Connection, keys: Iterable[str]) -> defaultdict[str, set[int]]:
    k = schema.fact_keys.c
    found: defaultdict[str, set[int]] = defaultdict(set)
    for chunk in chunks(sorted(keys)):
        for key, fact in connection.execute(select(k.key, k.fact).where(k.key.in_(chunk))):
            found[key].add(fact)
    return found


def _weighed_on(connection: Connection, pages: set[str]) -> defaultdict[str, list[Telling]]:
    found: defaultdict[str, list[Telling]] = defaultdict(list)
    for each in of_pages(connection, pages):
        if each.told and _identity(each) is None:
            found[each.page].append(each)
    return found
