"""The pages that the ledger holds, and how much each says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import captures, facts, reading_people, readings, texts
from shanhai.model import Role
from shanhai.model.struct import Value

from .statement import LATEST_PAGES, PageHead, head_columns, head_of


class PageLine(Value, frozen=True, kw_only=True):
    """A page in a list: numbers of facts by type, of people (reporters and editors apart), of repairs, and of facts to be reviewed."""

    page: PageHead
    relevant: bool
    facts: dict[str, int]
    people: int
    damage: int
    review: int


class PageList(Value, frozen=True, kw_only=True):
    """A stretch of the list, and how many pages meet the conditions in all."""

    total: int
    offset: int
    lines: tuple[PageLine, ...]


def pages(ledger: Ledger, *, words: str = "", to_review: bool = False, offset: int = 0, limit: int = 50) -> PageList:
    """Pages by the date of publication, latest first and undated last; with `words` in title, publisher, source or restored text.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     pages(ledger, words="甲县").total
    0
    """
    where = [readings.c.shown, *_with_words(words), *([_to_review()] if to_review else [])]
    with ledger.looking() as connection:
        total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
        chosen = select(readings.c.id, readings.c.relevant, readings.c.damage, *head_columns())
        rows = connection.execute(chosen.where(*where).order_by(*LATEST_PAGES).offset(offset).limit(limit)).all()
        stated, people, review = _counts(connection, [row.id for row in rows])
    lines = tuple(
        PageLine(
            page=head_of(row),
            relevant=row.relevant,
            facts=stated.get(row.id, {}),
            people=people.get(row.id, 0),
            damage=row.damage,
            review=review.get(row.id, 0),
        )
        for row in rows
    )
    return PageList(total=total, offset=offset, lines=lines)


def _with_words(words: str) -> list[ColumnElement[bool]]:
    """One condition a word: it stands somewhere in the page."""
    same_text = (texts.c.page == readings.c.page) & (texts.c.linearisation == readings.c.linearisation)
    found = []
    for word in words.split():
        published = exists().where(same_text, texts.c.text.contains(word, autoescape=True))
        source = exists().where(captures.c.page == readings.c.page, captures.c.source.contains(word, autoescape=True))
        named = [column.contains(word, autoescape=True) for column in (readings.c.title, readings.c.publisher, readings.c.restored)]
        found.append(or_(*named, readings.c.restored.is_(None) & published, source))
    return found


def _to_review() -> ColumnElement[bool]:
    return exists().where(facts.c.reading == readings.c.id, facts.c.needs_review)


def _counts(connection: Connection, ids: Sequence[int]) -> tuple[dict[int, dict[str, int]], dict[int, int], dict[int, int]]:
    """Facts by type, people, and facts to be reviewed, of each reading."""
    stated: dict[int, dict[str, int]] = {}
    of_type = select(facts.c.reading, facts.c.type, func.count().label("n")).where(facts.c.reading.in_(ids))
    for row in connection.execute(of_type.group_by(facts.c.reading, facts.c.type).order_by(facts.c.type)):
        stated.setdefault(row.reading, {})[row.type] = row.n
    named = select(reading_people.c.reading, func.count(reading_people.c.person.distinct()))
    people = named.where(reading_people.c.reading.in_(ids), reading_people.c.role != Role.CREDIT.value).group_by(reading_people.c.reading)
    waiting = select(facts.c.reading, func.count()).where(facts.c.reading.in_(ids), facts.c.needs_review).group_by(facts.c.reading)
    return stated, _by_reading(connection, people), _by_reading(connection, waiting)


def _by_reading(connection: Connection, counted: Select[Any]) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(counted)}
