"""The people whom pages name."""

from __future__ import annotations

from sqlalchemy import func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import people as known
from shanhai.ledger.schema import reading_people, readings
from shanhai.model import Role
from shanhai.model.struct import Value

from .memory import remembered


class PersonLine(Value, frozen=True, kw_only=True):
    """A person in a list, and the number of pages that name them."""

    key: str
    name: str
    pages: int


class PersonList(Value, frozen=True, kw_only=True):
    """A stretch of the list, and how many people there are in all."""

    total: int
    offset: int
    lines: tuple[PersonLine, ...]


def people(ledger: Ledger, *, words: str = "", offset: int = 0, limit: int = 100) -> PersonList:
    """The people whom pages name, reporters and editors apart, those on the most pages first; with `words` in the name.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     people(ledger).total
    0
    """
    ranked = remembered(ledger, "people", lambda: _ranked(ledger))
    chosen = [line for line in ranked if words in line.name] if words else ranked
    return PersonList(total=len(chosen), offset=offset, lines=tuple(chosen[offset : offset + limit]))


def _ranked(ledger: Ledger) -> tuple[PersonLine, ...]:
    pages = func.count(reading_people.c.reading.distinct()).label("pages")
    shown = (
        select(known.c.key, known.c.name, pages)
        .join(reading_people, reading_people.c.person == known.c.key)
        .join(readings, (readings.c.id == reading_people.c.reading) & readings.c.shown)
        .where(reading_people.c.role != Role.CREDIT.value)
        .group_by(known.c.key, known.c.name)
        .order_by(pages.desc(), known.c.name, known.c.key)
    )
    with ledger.looking() as connection:
        return tuple(PersonLine(key=row.key, name=row.name, pages=row.pages) for row in connection.execute(shown))
