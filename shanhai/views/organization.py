"""What an organisation takes part in, and who works in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, func, or_, select, type_coerce

from shanhai.ledger import Ledger
from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import entries, fact_organizations, facts, reading_organizations, readings, statements
from shanhai.ledger.schema import organizations as known
from shanhai.model import Modality
from shanhai.model.struct import Value

from .inside import inside
from .parts import told
from .place import EACH
from .posts import Post, posts
from .statement import LATEST_PAGES, Listing, PageHead, head_columns, head_of

TYPES = ("visit", "pairing", "meeting", "agreement", "project", "platform", "pledge", "action")
"""The types of entries that an organisation takes part in, in the order in which they are told."""


class OrganizationView(Value, frozen=True, kw_only=True):
    """An organisation: by which other names pages call it, its kinds, its posts, what it takes part in by type, and its pages."""

    key: str
    name: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    posts: tuple[Post, ...]
    parts: dict[str, Listing]
    pages_total: int
    pages: tuple[PageHead, ...]


def organization(ledger: Ledger, key: str, *, limit: int = EACH) -> OrganizationView | None:
    """The organisation of this key (its name; NAME-2 and so on for others whom pages call so); null where no page names it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     organization(ledger, "甲公司") is None
    True
    """
    with ledger.looking() as connection:
        name = connection.execute(select(known.c.name).where(known.c.key == key)).scalar()
        naming = select(reading_organizations.c.reading).where(reading_organizations.c.organization == key)
        where = (readings.c.shown, readings.c.id.in_(naming))
        total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
        if name is None:
            return None
        heads = connection.execute(select(*head_columns()).where(*where).order_by(*LATEST_PAGES).limit(limit))
        tied = facts.c.number.in_(_tied(key))
        # Parties and visitors are names on the page's own lists only where it lists them; the name itself tells the rest.
        names = connection.execute(_names(key)).scalars().all()
        fields = [inside(connection, facts.c.body, field) for field in ("parties", "visitors")]
        whole, quoted = type_coerce(facts.c.body, Text), [f'"{each}"' for each in names]
        mine = or_(tied, *(and_(*(part.contains(name, autoescape=True) for part in (whole, field))) for name in quoted for field in fields))
        ids = _by_type(connection, _taking_part(connection, naming, mine) | _telling(connection, facts.c.type == "tenure", tied))
        parts = told(connection, {kind: len(held) for kind, held in ids.items()}, {kind: held[:limit] for kind, held in ids.items()})
        tenures = parts.pop("tenure", Listing(total=0, statements=()))
        return OrganizationView(
            key=key,
            name=name,
            names=tuple(each for each in names if each != name),
            kinds=tuple(row.kind for row in connection.execute(_kinds(key))),
            posts=posts(connection, tenures.statements),
            parts={kind: parts[kind] for kind in TYPES if kind in parts},
            pages_total=total,
            pages=tuple(map(head_of, heads)),
        )


def _taking_part(connection: Connection, naming: Select[tuple[int]], mine: ColumnElement[bool]) -> set[str]:
    """The entries of which the pages that name it tell such facts.

    Page by page: PostgreSQL, asked in one question, looks into the JSON of every fact of the ledger (8 s in one of a million facts).
    """
    pages = connection.execute(naming.order_by(reading_organizations.c.reading).distinct()).scalars().all()
    return {entry for some in chunks(pages) for entry in _telling(connection, facts.c.type.in_(TYPES), facts.c.reading.in_(some), mine)}


def _telling(connection: Connection, *where: ColumnElement[bool]) -> set[str]:
    """The entries of which one statement meets the conditions on its fact."""
    told = select(statements.c.entry).join(facts, facts.c.number == statements.c.fact).where(*where, statements.c.entry.is_not(None))
    return set(connection.execute(told).scalars())


def _by_type(connection: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """These entries by type, latest first, without what pages deny."""
    e = entries.c
    chosen = select(e.id, e.type, e.date_start, e.anchor).where(e.modality != Modality.DENIED.value)
    rows = [row for some in chunks(sorted(ids)) for row in connection.execute(chosen.where(e.id.in_(some)))]
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(sorted(rows, key=lambda row: row.anchor), key=lambda row: row.date_start or "", reverse=True):
        found[row.type].append(row.id)
    return dict(found)


def _tied(key: str) -> Select[Any]:
    return select(fact_organizations.c.fact).where(fact_organizations.c.organization == key)


def _names(key: str) -> Select[Any]:
    return (
        select(reading_organizations.c.name)
        .where(reading_organizations.c.organization == key)
        .distinct()
        .order_by(reading_organizations.c.name)
    )


def _kinds(key: str) -> Select[Any]:
    named = select(reading_organizations.c.kind).where(reading_organizations.c.organization == key)
    return named.distinct().order_by(reading_organizations.c.kind)
