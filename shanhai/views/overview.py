"""How much the ledger holds, and the latest in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.ledger.schema import reading_organizations, reading_people, reading_places, readings
from shanhai.model import Modality, Role
from shanhai.model.struct import Value

from .places import PlaceLine, lines, mentioned
from .records import LATEST
from .statement import LATEST_PAGES, PageHead, Statement, head_columns, head_of, stated_of


class Overview(Value, frozen=True, kw_only=True):
    """How much the ledger holds, and the latest visits and pages.

    `facts` counts entries by type, denied ones apart: five pages about one visit are one. `people` leaves reporters and editors
    out. `rules` are the versions of the rules behind what is shown.
    """

    pages: int
    relevant: int
    facts: dict[str, int]
    people: int
    places: int
    organizations: int
    review: int
    rules: tuple[str, ...]
    visits: tuple[Statement, ...]
    newest: tuple[PageHead, ...]
    busiest: tuple[PlaceLine, ...]


def overview(ledger: Ledger, *, latest: int = 10) -> Overview:
    """What the ledger holds now; `latest` is the length of its lists. A visit that is only told as history is not among the latest.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     overview(ledger).pages
    0
    """
    with ledger.looking() as connection:
        return Overview(
            pages=_number(connection, _readings(func.count())),
            relevant=_number(connection, _readings(func.count()).where(readings.c.relevant)),
            facts=_entries(connection),
            people=_number(connection, _named(reading_people, reading_people.c.person).where(reading_people.c.role != Role.CREDIT.value)),
            places=_number(connection, _named(reading_places, reading_places.c.place)),
            organizations=_number(connection, _named(reading_organizations, reading_organizations.c.organization)),
            review=_number(connection, select(func.count()).select_from(listed).where(listed.c.review)),
            rules=tuple(connection.execute(_readings(readings.c.rules).distinct().order_by(readings.c.rules)).scalars()),
            visits=stated_of(connection, connection.execute(_LATEST_VISITS.limit(latest)).scalars().all()),
            newest=tuple(map(head_of, connection.execute(_readings(*head_columns()).order_by(*LATEST_PAGES).limit(latest)))),
            busiest=lines(connection, mentioned(), limit=latest),
        )


_HAPPENED = (listed.c.modality == Modality.HAPPENED.value, listed.c.background.is_(False))
_LATEST_VISITS = select(listed.c.entry).where(listed.c.type == "visit", *_HAPPENED).order_by(*LATEST)


def _entries(connection: Connection) -> dict[str, int]:
    told = listed.c.modality != Modality.DENIED.value
    counted = select(listed.c.type, func.count().label("n")).where(told).group_by(listed.c.type).order_by(listed.c.type)
    return {row.type: row.n for row in connection.execute(counted)}


def _named(ties: Table, key: ColumnElement[str]) -> Select[Any]:
    """How many different entities the shown readings name."""
    return _readings(func.count(key.distinct())).join(ties, ties.c.reading == readings.c.id)


def _readings(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).select_from(readings).where(readings.c.shown)


def _number(connection: Connection, counted: Select[Any]) -> int:
    return int(connection.execute(counted).scalar_one())
