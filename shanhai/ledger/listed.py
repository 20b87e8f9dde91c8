"""What lists of entries are narrowed and sorted by: a narrow row for each, so that a whole list is looked through at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Float, ForeignKey, Index, Integer, Table, delete, insert, select, text

from shanhai.model import AnyFact, PlaceRef, Visit

from .caption import caption
from .chunks import chunks
from .columns import Word
from .placing import chain
from .schema import entries, metadata, readings
from .ties import places_in

FACETS = ("kind", "stage", "event", "field", "category", "status", "level", "relation", "role")
"""Fields of facts that stand in a column under their own name."""
LONGEST_NAME = 60
"""Characters of a name that lists are sorted by."""
SIDES: Mapping[str, str] = {"visit.visitor_place": "v", "visit.host_place": "h"}
"""The letter before the keys of a place that stands in a slot which lists can be narrowed by."""

listed = Table(
    "listed",
    metadata,
    Column("type", Word, primary_key=True),
    Column("day", Word, primary_key=True, comment="date_start of the entry; empty: none"),
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True),
    Column("anchor", Word, nullable=False),
    Column("modality", Word, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("provinces", Word, nullable=False, comment="first two digits of codes, sorted, a space between"),
    Column("programme", Word, comment="its family"),
    *(Column(name, Word) for name in FACETS),
    Column("yuan", Float),
    Column("name", Word, nullable=False, comment="what it is called, its first 60 characters"),
    Column("places", Word, nullable=False, comment="keys of its places and of all they lie in, with v the visitor's, with h the host's"),
    Index(None, "entry", unique=True),
    Index(None, "type", "pages", "day"),
    sqlite_with_rowid=False,
)

Index("ix_readings_listed", readings.c.published, readings.c.publisher, sqlite_where=text("shown = 1"), postgresql_where=text("shown"))
"""What lists of pages are counted by: a narrow index, so that counting does not read what the pages say."""


def list_entries(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes what lists need of these entries, given as rows of `entries`, in the place of what they had."""
    unlist(connection, [str(row["id"]) for row in rows])
    if rows:
        connection.execute(insert(listed), [row_of(row) for row in rows])


def unlist(connection: Connection, ids: Sequence[str]) -> None:
    """Takes entries out of the lists."""
    for chunk in chunks(ids):
        connection.execute(delete(listed).where(listed.c.entry.in_(chunk)))


def list_missing(connection: Connection) -> None:
    """Writes what lists need of the entries that have nothing there: those of a ledger of an earlier version."""
    missing = connection.execute(select(entries.c.id).where(entries.c.id.not_in(select(listed.c.entry)))).scalars().all()
    for chunk in chunks(missing):
        rows = connection.execute(select(entries).where(entries.c.id.in_(chunk))).mappings()
        list_entries(connection, [dict(row) for row in rows])


def row_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an entry, out of its row in `entries`.

    >>> from shanhai.model import Modality
    >>> fact = Visit(id="1", page="2", kind="考察", host_place=PlaceRef(name="鹿城区", code="330302"))
    >>> made = row_of({"id": "visit-1", "anchor": "2/1", "type": "visit", "date_start": None, "pages": 1, "body": fact})
    >>> made["kind"], made["provinces"], made["places"]
    ('考察', '33', ' 330302 330300 330000 h330302 h330300 h330000 ')
    """
    fact: AnyFact = row["body"]
    programme, amount = getattr(fact, "programme", None), getattr(fact, "amount", None)
    tokens = tuple(dict.fromkeys(_tokens(fact)))
    return {
        "type": row["type"],
        "day": row["date_start"] or "",
        "entry": row["id"],
        "anchor": row["anchor"],
        "modality": fact.modality.value,
        "review": fact.needs_review,
        "background": isinstance(fact, Visit) and fact.background,
        "pages": row["pages"],
        "provinces": " ".join(sorted({token[:2] for token in tokens if token.isdecimal()})),
        "programme": programme.family.value if programme and programme.family else None,
        **{name: _word(getattr(fact, name, None)) for name in FACETS},
        "yuan": float(amount.yuan) if amount else None,
        "name": caption(fact)[:LONGEST_NAME],
        "places": f" {' '.join(tokens)} " if tokens else "",
    }


def _word(value: object) -> str | None:
    return str(value) if value is not None else None


def _tokens(fact: AnyFact) -> Iterator[str]:
    for _, ref in places_in(fact):
        yield from keys_of(ref)
    for slot, ref in places_in(fact):
        if slot in SIDES:
            yield from (f"{SIDES[slot]}{key}" for key in keys_of(ref))


def keys_of(ref: PlaceRef) -> Iterable[str]:
    """The keys of a place and of all it lies in, as one word each.

    >>> tuple(keys_of(PlaceRef(name="温州市", code="330300")))
    ('330300', '330000')
    """
    return map(word_of, chain(ref))


def word_of(key: str) -> str:
    """A key without spaces, so that it stands as one word among others.

    >>> word_of("甲 区")
    '甲区'
    """
    return "".join(key.split())
