"""Entries written: each group of statements gets its permanent id, its preferred values, and what differs."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from msgspec import structs
from sqlalchemy import Connection, bindparam, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shanhai.model import Fact, Visit
from shanhai.reconcile.clustering import Bond
from shanhai.reconcile.settling import Entry, settle

from . import schema
from .between import Stirred, drop_pairs
from .chunks import chunks
from .components import Component, name
from .finding import document, drop_entry, index_entries
from .following import unfollow
from .fulltext import Document
from .growing import seen
from .journeys import drop_journey
from .listed import list_entries, unlist
from .placing import listed_by, place_entries
from .questions import Settled, drop_questions, put_questions
from .staying import drop_stages
from .tellings import Telling
from .tying import insert_missing
from .writer import date_of

_DIGITS = 12
"""Hexadecimal digits of an entry's id after its type: 48 bits, in a ledger of a million entries two meet with a chance of 1 in 560."""


def enter(connection: Connection, components: Iterable[Component], judged: Collection[int] = ()) -> Stirred:
    """Writes the entries of components; an id goes on with most of its statements, and one that has none left leads to where they went.

    `judged` are facts that say another thing now, though they are where they were.
    """
    before: dict[int, str | None] = {}
    groups: list[tuple[Telling, ...]] = []
    bonds: dict[str, list[Bond]] = defaultdict(list)
    for component in components:
        for bond in component.bonds:
            bonds[bond.one].append(bond)
        before |= {each.number: each.entry for each in component.tellings}
        groups += component.groups()
    chosen = _chosen(connection, sorted(groups, key=lambda group: (-len(group), name(group[0]))))
    made = [Settled(id=entry, group=group, entry=settle([each.told for each in group if each.told])) for entry, group in chosen]
    rows = [{"id": each.id, **_row(each.group, each.entry)} for each in made]
    other = _otherwise(connection, rows)
    _write(connection, rows)
    after = {each.number: entry for entry, group in chosen for each in group}
    facts = frozenset(number for number, entry in before.items() if entry != after.get(number))
    moved = [{"number": number, "into": after.get(number)} for number in sorted(facts)]
    if moved:
        s = schema.statements
        connection.execute(update(s).where(s.c.fact == bindparam("number")).values(entry=bindparam("into")), moved)
    for old, new in _ended(before, after):
        _lead_on(connection, old, new)
    dated = {row["id"]: (row["body"], listed_by(row["body"], row["date_start"], row["seen_last"])) for row in rows}
    placed = place_entries(connection, dated) - other.fresh
    index_entries(connection, [_document(row, group) for row, (_, group) in zip(rows, chosen, strict=True)])
    put_questions(connection, made, bonds)
    corrected = {entry for entry, group in chosen if any(each.number in judged for each in group)}
    received = {entry for entry, group in chosen if any(each.number in facts for each in group)}
    lost = {entry for number in facts if (entry := before[number]) is not None} & {entry for entry, _ in chosen}
    altered = placed | other.turned | corrected | lost
    return Stirred(
        entries=frozenset(other.changed | altered | received),
        placed=frozenset(placed),
        altered=frozenset(altered),
        dated=frozenset(other.dated),
        facts=facts,
    )


def _chosen(connection: Connection, groups: Sequence[tuple[Telling, ...]]) -> list[tuple[str, tuple[Telling, ...]]]:
    """Each group with its id: the one that most of its statements are in already, the largest group first, or a new one."""
    taken: set[str] = set()
    kept: dict[str, str] = {}
    for group in groups:
        held = Counter(each.entry for each in group if each.entry and each.entry not in taken)
        if held:
            kept[name(group[0])] = entry = min(held, key=lambda entry: (-held[entry], entry))
            taken.add(entry)
    fresh = [group for group in groups if name(group[0]) not in kept]
    kept |= _left_empty(connection, fresh, taken)
    minted = _minted(connection, [group for group in fresh if name(group[0]) not in kept])
    return [(kept.get(name(group[0])) or minted[name(group[0])], group) for group in groups]


def _left_empty(connection: Connection, groups: Sequence[Sequence[Telling]], taken: set[str]) -> dict[str, str]:
    """The entries that lost all their statements and were minted from one that a group has again: a page was read anew."""
    e, s = schema.entries.c, schema.statements.c
    ids = {_id(each): name(group[0]) for group in groups for each in reversed(group)}
    found: dict[str, str] = {}
    for chunk in chunks(sorted(ids.keys() - taken)):
        empty = select(e.id).where(e.id.in_(chunk), ~exists().where(s.entry == e.id))
        for entry in connection.execute(empty.order_by(e.id)).scalars():
            if found.setdefault(ids[entry], entry) == entry:
                taken.add(entry)
    return found


def _id(each: Telling, length: int = _DIGITS) -> str:
    return f"{type(each.fact).__struct_config__.tag}-{hashlib.sha256(name(each).encode()).hexdigest()[:length]}"


def _ended(before: Mapping[int, str | None], after: Mapping[int, str]) -> list[tuple[str, str | None]]:
    """The entries that go on under no group, and where most of their statements went."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for number, entry in before.items():
        if entry is not None:
            went[entry].update([after[number]] if number in after else [])
    gone = sorted(went.keys() - set(after.values()))
    return [(old, min(went[old], key=lambda new: (-went[old][new], new)) if went[old] else None) for old in gone]


def _minted(connection: Connection, groups: Sequence[Sequence[Telling]]) -> dict[str, str]:
    """An id for each new entry, by its first statement: of its type and that anchor's hash; longer where that is in use already."""
    minted: dict[str, str] = {}
    length = _DIGITS
    left = {name(group[0]): group[0] for group in groups}
    while left:
        wanted = {anchor: _id(each, length) for anchor, each in left.items()}
        used = _used(connection, sorted(wanted.values())) | {each for each, count in Counter(wanted.values()).items() if count > 1}
        minted |= {anchor: each for anchor, each in wanted.items() if each not in used}
        left = {anchor: each for anchor, each in left.items() if anchor not in minted}
        length += 4
    return minted


def _used(connection: Connection, ids: Sequence[str]) -> set[str]:
    e, r = schema.entries.c, schema.redirects.c
    found: set[str] = set()
    for chunk in chunks(ids):
        found |= set(connection.execute(select(e.id).where(e.id.in_(chunk))).scalars())
        found |= set(connection.execute(select(r.old).where(r.old.in_(chunk))).scalars())
    return found


def _row(group: Sequence[Telling], entry: Entry) -> dict[str, Any]:
    when = date_of(entry.fact)
    days = sorted(day for each in group if (day := seen(each)))
    keys = {each.key for each in group}
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
        "seen_first": days[0] if days else None,
        "seen_last": days[-1] if days else None,
        "key": keys.pop() if len(keys) == 1 else None,
        "body": entry.fact,
        "conflicts": entry.conflicts,
    }


def _document(row: Mapping[str, Any], group: Sequence[Telling]) -> Document:
    told = (each.fact for each in sorted(group, key=lambda each: (each.page, each.number)))
    return document(row["id"], row["body"], row["date_start"], told)


_OF_DOUBT = frozenset({"confidence", "needs_review", "conflicts", "settled"})
"""What says how sure an entry is, and nothing of what it tells."""


class _Otherwise(NamedTuple):
    """Entries that say another thing than before, not only less or more surely; of them those of another modality or date, and new ones."""

    changed: set[str]
    turned: set[str]
    dated: set[str]
    fresh: set[str]


def _otherwise(connection: Connection, rows: Sequence[dict[str, Any]]) -> _Otherwise:
    kept = [schema.entries.c[name] for name in ("id", *(rows[0].keys() - _OF_DOUBT - {"id"}))] if rows else []
    before: dict[str, Any] = {}
    for chunk in chunks([row["id"] for row in rows]):
        before |= {row.id: row._mapping for row in connection.execute(select(*kept).where(schema.entries.c.id.in_(chunk)))}
    pairs = [(row, before[row["id"]]) for row in rows if row["id"] in before]
    fresh = {row["id"] for row in rows} - before.keys()
    changed = {row["id"] for row, was in pairs if any(_sure(row[name]) != _sure(was[name]) for name in was)}
    turned, dated = ({row["id"] for row, was in pairs if row[name] != was[name]} for name in ("modality", "date_start"))
    return _Otherwise(changed | fresh, turned, dated, fresh)


def _sure(value: Any) -> Any:
    return structs.replace(value, id="", page="", confidence=1.0, needs_review=False) if isinstance(value, Fact) else value


def _write(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the entries, or puts the new values in the place of the old."""
    if not rows:
        return
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = into(schema.entries)
    columns = {column: made.excluded[column] for column in rows[0] if column != "id"}
    connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=columns), list(rows))
    list_entries(connection, rows)


def _lead_on(connection: Connection, old: str, new: str | None) -> None:
    """Ends an entry that no statement is in any more."""
    s, r = schema.statements.c, schema.redirects.c
    if connection.execute(select(s.fact).where(s.entry == old).limit(1)).first():
        return
    connection.execute(delete(schema.entry_places).where(schema.entry_places.c.entry == old))
    drop_pairs(connection, old)
    unfollow(connection, old)
    drop_stages(connection, old)
    drop_journey(connection, old)
    unlist(connection, [old])
    connection.execute(delete(schema.entries).where(schema.entries.c.id == old))
    drop_entry(connection, old)
    drop_questions(connection, [old])
    if new is not None:
        connection.execute(update(schema.redirects).where(r.new == old).values(new=new))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        insert_missing(connection, schema.redirects, [{"old": old, "new": new, "made": made}])


def end_empty(connection: Connection, ids: Iterable[str]) -> None:
    """Ends those of the entries that have lost all their statements."""
    for each in sorted(set(ids)):
        _lead_on(connection, each, None)
