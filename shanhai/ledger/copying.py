"""Copies in the ledger: which pages are one text, and the source that each counts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from shanhai.model import Block, BlockKind
from shanhai.model.struct import Value
from shanhai.reconcile.copies import COPY, Fingerprint, bands, copied, fingerprint

from . import schema
from .chunks import chunks
from .tying import insert_missing

_TOLD = frozenset({BlockKind.TITLE, BlockKind.BODY})


class Placed(Value, frozen=True, kw_only=True):
    """What became of new pages: pairs of pages that are copies, and the pages whose source is another now."""

    copies: frozenset[tuple[str, str]]
    moved: frozenset[str]


def place_among_copies(connection: Connection, readings: Sequence[int]) -> Placed:
    """Fingerprints readings, finds their copies in the ledger, and sets the source of each: the smallest page of its group."""
    made = {number: each for chunk in chunks(readings, FEW) for number, each in _made(connection, chunk)}
    for chunk in chunks(readings):
        connection.execute(delete(schema.fingerprints).where(schema.fingerprints.c.reading.in_(chunk)))
        connection.execute(delete(schema.bands).where(schema.bands.c.reading.in_(chunk)))
    rows = [
        {"reading": number, "signature": each.signature, "length": each.length, "source": page} for number, (page, each) in made.items()
    ]
    keys = {number: frozenset(bands(each)) for number, (_, each) in made.items()}
    if rows:
        connection.execute(insert(schema.fingerprints), rows)
    insert_missing(connection, schema.bands, [{"key": key, "reading": number} for number in made for key in sorted(keys[number])])
    pairs: set[tuple[str, str]] = set()
    moved: set[str] = set()
    for number, sharing in _sharing(connection, keys).items():
        page, mine = made[number]
        near = [(other, source) for other, source, found in _fingerprints(connection, sharing) if copied(mine, found) >= COPY]
        pairs |= {(page, other) for other, _ in near}
        moved |= _unite(connection, {page, *(source for _, source in near)}, number)
    return Placed(copies=frozenset(pairs), moved=frozenset(moved))


FEW = 50
"""Texts that are held at once."""


def _sharing(connection: Connection, keys: Mapping[int, frozenset[int]]) -> dict[int, set[int]]:
    """For each reading the others that share a band with it."""
    b = schema.bands.c
    under: dict[int, set[int]] = defaultdict(set)
    for chunk in chunks(sorted({key for mine in keys.values() for key in mine})):
        for row in connection.execute(select(b.key, b.reading).where(b.key.in_(chunk))):
            under[row.key].add(row.reading)
    found = {number: {other for key in mine for other in under[key]} - {number} for number, mine in keys.items()}
    return {number: others for number, others in found.items() if others}


def _unite(connection: Connection, sources: set[str], number: int) -> set[str]:
    """Makes one source of several; the pages whose source is another now, the reading's own page not among them."""
    f, r = schema.fingerprints.c, schema.readings.c
    mine = connection.execute(select(f.source).where(f.reading == number)).scalar_one()
    sources = sources | {mine}
    first = min(sources)
    stale = sorted(sources - {first})
    moved = select(r.page).join(schema.fingerprints, f.reading == r.id).where(f.source.in_(stale), f.reading != number)
    pages = set(connection.execute(moved).scalars()) if stale else set()
    if stale:
        connection.execute(update(schema.fingerprints).where(f.source.in_(stale)).values(source=first))
    return pages


def _made(connection: Connection, readings: Sequence[int]) -> list[tuple[int, tuple[str, Fingerprint]]]:
    r, t = schema.readings.c, schema.texts.c
    same = (t.page == r.page) & (t.linearisation == r.linearisation)
    chosen = select(r.id, r.page, r.restored, r.blocks, t.text).join(schema.texts, same).where(r.id.in_(readings)).order_by(r.page)
    return [
        (row.id, (row.page, fingerprint(_article(row.text if row.restored is None else row.restored, row.blocks))))
        for row in connection.execute(chosen)
    ]


def _fingerprints(connection: Connection, readings: Iterable[int]) -> list[tuple[str, str, Fingerprint]]:
    """Page, source and fingerprint of readings."""
    f, r = schema.fingerprints.c, schema.readings.c
    chosen = select(r.page, f.source, f.signature, f.length).join(schema.fingerprints, f.reading == r.id)
    return [
        (row.page, row.source, Fingerprint(signature=row.signature, length=row.length))
        for chunk in chunks(sorted(readings))
        for row in connection.execute(chosen.where(r.id.in_(chunk), r.shown).order_by(r.page))
    ]


def _article(text: str, blocks: Sequence[Block]) -> str:
    """Title and body; the whole text where no block is known."""
    told = [text[block.start : block.end] for block in blocks if block.kind in _TOLD]
    return "".join(told) or text


def copies_of(connection: Connection, pages: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The pairs of pages among these that are copies of each other."""
    f, r = schema.fingerprints.c, schema.readings.c
    known: dict[str, tuple[str, Fingerprint]] = {}
    for chunk in chunks(sorted(set(pages))):
        chosen = select(r.page, f.source, f.signature, f.length).join(schema.fingerprints, f.reading == r.id)
        for row in connection.execute(chosen.where(r.page.in_(chunk), r.shown)):
            known[row.page] = (row.source, Fingerprint(signature=row.signature, length=row.length))
    return frozenset(
        (one, other)
        for one, (source, made) in known.items()
        for other, (theirs, found) in known.items()
        if one < other and source == theirs and copied(made, found) >= COPY
    )


def copies_with(connection: Connection, pages: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The pairs of copies among these pages and all that count as one source with any of them."""
    f, r = schema.fingerprints.c, schema.readings.c
    near: set[str] = set(pages)
    for chunk in chunks(sorted(near)):
        mine = select(f.source).join(schema.readings, r.id == f.reading).where(r.page.in_(chunk), r.shown)
        beside = select(r.page).join(schema.fingerprints, f.reading == r.id).where(f.source.in_(mine), r.shown)
        near |= set(connection.execute(beside).scalars())
    return copies_of(connection, sorted(near))
