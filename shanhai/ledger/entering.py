"""Entries written: each group of statements gets its permanent id, its preferred values, and what differs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shanhai.model import Visit
from shanhai.model.struct import Value
from shanhai.reconcile.settling import Entry, settle

from . import schema
from .chunks import chunks
from .components import Component, name
from .tellings import Telling
from .tying import insert_missing
from .writer import date_of

_DIGITS = 12
"""Hexadecimal digits of an entry's id after its type: 48 bits, so that among a million entries two meet once in 500 ledgers; then more are taken."""


def enter(connection: Connection, components: Iterable[Component]) -> None:
    """Writes the entries of components; an id goes on with most of its statements, and an id that has none left leads to where they went."""
    plans = [_plan(component) for component in components]
    minted = _minted(connection, [group for plan in plans for chosen, group in plan.groups if chosen is None])
    rows, moved, ended = [], [], []
    for plan in plans:
        after: dict[int, str] = {}
        for chosen, group in plan.groups:
            entry = chosen or minted[name(group[0])]
            after |= dict.fromkeys((each.number for each in group), entry)
            rows.append({"id": entry, **_row(settle([each.told for each in group if each.told]))})
        moved += [{"number": n, "into": after.get(n)} for n in plan.numbers if plan.before.get(n) != after.get(n)]
        ended += _ended(plan.before, after)
    _write(connection, rows)
    if moved:
        s = schema.statements
        connection.execute(update(s).where(s.c.fact == bindparam("number")).values(entry=bindparam("into")), moved)
    for old, new in ended:
        _lead_on(connection, old, new)


class _Plan(Value, frozen=True, kw_only=True):
    """The groups of a component with the ids they go on under, and the entry of each fact until now."""

    numbers: tuple[int, ...]
    groups: tuple[tuple[str | None, tuple[Telling, ...]], ...]
    before: dict[int, str]


def _plan(component: Component) -> _Plan:
    taken: set[str] = set()
    groups: list[tuple[str | None, tuple[Telling, ...]]] = []
    for group in sorted(component.groups(), key=lambda group: (-len(group), name(group[0]))):
        held = Counter(each.entry for each in group if each.entry and each.entry not in taken)
        chosen = min(held, key=lambda entry: (-held[entry], entry)) if held else None
        taken |= {chosen} if chosen else set()
        groups.append((chosen, group))
    return _Plan(
        numbers=tuple(each.number for each in component.tellings),
        groups=tuple(groups),
        before={each.number: each.entry for each in component.tellings if each.entry},
    )


def _ended(before: dict[int, str], after: dict[int, str]) -> list[tuple[str, str | None]]:
    """The entries that go on under no group, and where most of their statements went."""
    ended: list[tuple[str, str | None]] = []
    for old in sorted(set(before.values()) - set(after.values())):
        went = Counter(after[number] for number, entry in before.items() if entry == old and number in after)
        ended.append((old, min(went, key=lambda new: (-went[new], new)) if went else None))
    return ended


def _minted(connection: Connection, groups: Sequence[Sequence[Telling]]) -> dict[str, str]:
    """An id for each new entry, by its first statement: of its type and that anchor's hash; longer where that is in use already."""
    minted: dict[str, str] = {}
    length = _DIGITS
    left = [(name(group[0]), type(group[0].fact).__struct_config__.tag) for group in groups]
    while left:
        wanted = {anchor: f"{kind}-{hashlib.sha256(anchor.encode()).hexdigest()[:length]}" for anchor, kind in left}
        used = _used(connection, sorted(wanted.values())) | {each for each, count in Counter(wanted.values()).items() if count > 1}
        minted |= {anchor: each for anchor, each in wanted.items() if each not in used}
        left = [(anchor, kind) for anchor, kind in left if anchor not in minted]
        length += 4
    return minted


def _used(connection: Connection, ids: Sequence[str]) -> set[str]:
    e, r = schema.entries.c, schema.redirects.c
    found: set[str] = set()
    for chunk in chunks(ids):
        found |= set(connection.execute(select(e.id).where(e.id.in_(chunk))).scalars())
        found |= set(connection.execute(select(r.old).where(r.old.in_(chunk))).scalars())
    return found


def _row(entry: Entry) -> dict[str, object]:
    when = date_of(entry.fact)
    return {
        "anchor": entry.id,
        "type": str(type(entry.fact).__struct_config__.tag),
        "modality": entry.fact.modality.value,
        "confidence": entry.fact.confidence,
        "needs_review": entry.fact.needs_review,
        "background": isinstance(entry.fact, Visit) and entry.fact.background,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "statements": len(entry.statements),
        "pages": entry.pages,
        "sources": entry.sources,
        "settled": len(entry.statements),
        "body": entry.fact,
        "conflicts": entry.conflicts,
    }


def _write(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Inserts the entries, or puts the new values in the place of the old."""
    if not rows:
        return
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = into(schema.entries)
    columns = {column: made.excluded[column] for column in rows[0] if column != "id"}
    connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=columns), list(rows))


def _lead_on(connection: Connection, old: str, new: str | None) -> None:
    """Ends an entry that no statement is in any more."""
    s, r = schema.statements.c, schema.redirects.c
    if connection.execute(select(s.fact).where(s.entry == old).limit(1)).first():
        return
    connection.execute(delete(schema.entries).where(schema.entries.c.id == old))
    if new is not None:
        connection.execute(update(schema.redirects).where(r.new == old).values(new=new))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        insert_missing(connection, schema.redirects, [{"old": old, "new": new, "made": made}])


def end_empty(connection: Connection, ids: Iterable[str]) -> None:
    """Ends those of the entries that have lost all their statements."""
    for each in sorted(set(ids)):
        _lead_on(connection, each, None)
