"""The pages that the ledger holds, and how much each says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, false, func, literal, or_, select

from shanhai.ledger import Ledger, matching
from shanhai.ledger.fulltext import PAGE
from shanhai.ledger.query import query
from shanhai.ledger.schema import captures, facts, reading_people, readings
from shanhai.model import Role
from shanhai.model.struct import Value

from .around import readings_between
from .facet import Facet, FacetValue
from .memory import remembered
from .parts import readings_of
from .place import meant
from .statement import LATEST_PAGES, PageHead, head_columns, head_of
from .tally import NONE


class PageLine(Value, frozen=True, kw_only=True):
    """A page in a list: numbers of facts by type, of people (reporters and editors apart), of repairs, and of facts to be reviewed."""

    page: PageHead
    relevant: bool
    facts: dict[str, int]
    people: int
    damage: int
    review: int


class PageList(Value, frozen=True, kw_only=True):
    """A stretch of the list, how many pages meet the conditions in all, and what they can be narrowed by (where asked for)."""

    total: int
    offset: int
    lines: tuple[PageLine, ...]
    facets: tuple[Facet, ...] = ()


PUBLISHERS = 30
"""Publishers that are given to narrow by, those of most pages first."""


def pages(
    ledger: Ledger,
    *,
    words: str = "",
    to_review: bool = False,
    years: Sequence[str] = (),
    publishers: Sequence[str] = (),
    place: str = "",
    other: str = "",
    facets: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageList:
    """Pages by the date of publication, latest first and undated last; with each of `words` in title, publisher, source or restored text.

    Years and publishers narrow to any of those given; "none" are those without one. `place` (code or name) is one that a page names, or in
    which one lies that it names; with `other`, the page tells of both.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     pages(ledger, words="甲县").total
    0
    """
    with ledger.looking() as connection:
        base = [readings.c.shown, *_with_words(connection, words), *_naming(connection, place, other)]
        narrowed = {"year": _in_years(years), "publisher": _by_publishers(publishers), "review": [_to_review()] if to_review else []}
        where = [*base, *(each for conditions in narrowed.values() for each in conditions)]
        chosen = select(readings.c.id, readings.c.relevant, readings.c.damage, *head_columns())
        rows = connection.execute(chosen.where(*where).order_by(*LATEST_PAGES).offset(offset).limit(limit)).all()
        stated, people, review = _counts(connection, [row.id for row in rows])
    key = ("pages counted", words, place, other, to_review, tuple(years), tuple(publishers), facets)
    total, found = remembered(ledger, key, lambda: _counted(ledger, base, narrowed, facets=facets))
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
    return PageList(total=total, offset=offset, lines=lines, facets=found)


def _counted(
    ledger: Ledger, base: Sequence[ColumnElement[bool]], narrowed: dict[str, list[ColumnElement[bool]]], *, facets: bool
) -> tuple[int, tuple[Facet, ...]]:
    where = [*base, *(each for conditions in narrowed.values() for each in conditions)]
    with ledger.looking() as connection:
        total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
        return total, tuple(_facets(connection, base, narrowed)) if facets else ()


def _with_words(connection: Connection, words: str) -> list[ColumnElement[bool]]:
    """One condition a word: it stands somewhere in the page."""
    found = []
    for word in words.split():
        sought = query(word)
        places = [readings.c.publisher.contains(word, autoescape=True), _source(word)]
        if sought.wanted:
            places.append(readings.c.page.in_(matching.keys(connection, sought, PAGE)))
        found.append(or_(*places))
    return found


def _naming(connection: Connection, *places: str) -> list[ColumnElement[bool]]:
    """The page names the place, or tells of both."""
    asked = [each for each in places if each]
    keys = [here.place.code or here.place.name for each in asked if (here := meant(connection, each))]
    if len(keys) < len(asked):
        return [false()]
    chosen = {0: None, 1: readings_of, 2: readings_between}[len(keys)]
    return [readings.c.id.in_(chosen(*keys))] if chosen else []


def _source(word: str) -> ColumnElement[bool]:
    return exists().where(captures.c.page == readings.c.page, captures.c.source.contains(word, autoescape=True))


_YEAR = case((~readings.c.published.startswith("-"), func.substr(readings.c.published, 1, 4)))


def _in_years(years: Sequence[str]) -> list[ColumnElement[bool]]:
    return [or_(_YEAR.in_([year for year in years if year != NONE]), _YEAR.is_(None) if NONE in years else literal(False))] if years else []


def _by_publishers(names: Sequence[str]) -> list[ColumnElement[bool]]:
    name = readings.c.publisher
    return [or_(name.in_([each for each in names if each != NONE]), name.is_(None) if NONE in names else literal(False))] if names else []


def _facets(connection: Connection, base: Sequence[ColumnElement[bool]], narrowed: dict[str, list[ColumnElement[bool]]]) -> Iterator[Facet]:
    """Each under all conditions but its own."""
    waiting = case((_to_review(), literal("yes")), else_=literal("no"))
    for name, column in (("year", _YEAR), ("publisher", readings.c.publisher), ("review", waiting)):
        others = [each for other, conditions in narrowed.items() if other != name for each in conditions]
        value, n = column.label("value"), func.count().label("n")
        order = (value.desc().nulls_last(),) if name == "year" else (n.desc(), value)
        counted = select(value, n).select_from(readings).where(*base, *others).group_by(value).order_by(*order)
        rows = connection.execute(counted.limit(PUBLISHERS))
        values = tuple(FacetValue(value=NONE if row.value is None else row.value, count=row.n) for row in rows if row.value != "no")
        yield Facet(name=name, values=values)


def _to_review() -> ColumnElement[bool]:
    # A list made once of an index that has only these facts, not a look-up for each page.
    return readings.c.id.in_(select(facts.c.reading).where(facts.c.needs_review))


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
