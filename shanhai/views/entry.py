"""One entry: what is preferred and why, what differs, who says what, and why it was taken for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from shanhai.ledger import Ledger, judging
from shanhai.ledger.chunks import chunks
from shanhai.ledger.judging import Kept
from shanhai.ledger.schema import bonds, entries, facts, fingerprints, judgements, readings, redirects, statements
from shanhai.model import AnyFact
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import NAMED, anchored
from shanhai.reconcile.settling import FRAME, Reason, Standing
from shanhai.reconcile.weighing import weights

from .statement import PageHead, Statement, head_columns, head_of, stated

MOST_BONDS = 40
"""Bonds that are given, the strongest first: nine pages of one event have 36."""
MOST_TOLD = 100
"""Statements that are given, those that came first: five screens; a well-known pairing has thousands."""


class Told(Value, frozen=True, kw_only=True):
    """What one page says: its fact as it was read, and the source that it counts for; `copy` where an earlier one has the same source."""

    key: str
    fact: AnyFact
    page: PageHead
    source: str
    copy: bool


class Choice(Value, frozen=True, kw_only=True):
    """A field: how many statements give it, and every value where there are several, the preferred one first with its reason."""

    field: str
    given: int
    standings: tuple[Standing, ...] = ()

    @property
    def reason(self) -> Reason | None:
        """Why the first of several values is preferred."""
        return self.standings[0].reason if self.standings else None


class Bonded(Value, frozen=True, kw_only=True):
    """Two statements (their positions, from 0) that were taken for one, what they have alike, and the sum of it."""

    one: int
    other: int
    score: float
    features: tuple[str, ...]


class EntryView(Value, frozen=True, kw_only=True):
    """An entry with all its statements.

    `by_content` where its content alone makes it (a pairing's sides), else `threshold` is the sum from which two statements are one;
    `statements` are the first of `total`; `formerly` are the ids that lead here; `judgements` those made on these statements, those taken
    back among them.
    """

    id: str
    type: str
    preferred: Statement
    choices: tuple[Choice, ...]
    statements: tuple[Told, ...]
    total: int
    sources: int
    by_content: bool
    threshold: float | None
    bonds: tuple[Bonded, ...]
    formerly: tuple[str, ...]
    judgements: tuple[Kept, ...]


def entry(ledger: Ledger, name: str) -> EntryView | None:
    """The entry of this id; null where there is none: `moved` tells whether it went on under another.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     entry(ledger, "visit-0") is None, moved(ledger, "visit-0") is None
    (True, True)
    """
    with ledger.looking() as connection:
        found = stated(connection, entries.c.id == name, order=(entries.c.id,))
        return _view(connection, name, found[0]) if found else None


def moved(ledger: Ledger, name: str) -> str | None:
    """The id under which an entry that is no more went on."""
    with ledger.looking() as connection:
        return connection.execute(select(redirects.c.new).where(redirects.c.old == name)).scalar()


def _view(connection: Connection, name: str, preferred: Statement) -> EntryView:
    kept = connection.execute(
        select(entries.c.type, entries.c.conflicts, entries.c.statements, entries.c.sources).where(entries.c.id == name)
    ).one()
    rows = _rows(connection, name)
    numbers = [row.number for row in rows]
    told = _told(rows)
    weighed = all(row.key is None for row in rows)
    return EntryView(
        id=name,
        type=kept.type,
        preferred=preferred,
        choices=tuple(_choices(preferred.fact, told, kept.conflicts)),
        statements=told,
        total=max(kept.statements, len(told)),
        sources=len({each.source for each in told}) if len(told) < MOST_TOLD else kept.sources,
        by_content=not weighed,
        threshold=weights()[kept.type].threshold if weighed and kept.type in weights() else None,
        bonds=_bonds(connection, numbers),
        formerly=tuple(connection.execute(select(redirects.c.old).where(redirects.c.new == name).order_by(redirects.c.old)).scalars()),
        judgements=tuple(decided_on(connection, [each.fact for each in told])),
    )


def _rows(connection: Connection, name: str) -> Sequence[Any]:
    chosen = select(facts.c.number, facts.c.body, statements.c.key, fingerprints.c.source.label("counts_for"), *head_columns())
    chosen = chosen.select_from(statements).join(facts, facts.c.number == statements.c.fact)
    chosen = chosen.join(readings, readings.c.id == facts.c.reading).outerjoin(fingerprints, fingerprints.c.reading == readings.c.id)
    return connection.execute(chosen.where(statements.c.entry == name).order_by(facts.c.number).limit(MOST_TOLD)).all()


def _told(rows: Iterable[Any]) -> tuple[Told, ...]:
    seen: set[str] = set()
    told: list[Told] = []
    for row in rows:
        source = row.counts_for or row.page
        told.append(Told(key=f"{row.page}/{row.body.id}", fact=row.body, page=head_of(row), source=source, copy=source in seen))
        seen.add(source)
    return tuple(told)


def _choices(fact: AnyFact, told: Sequence[Told], conflicts: dict[str, tuple[Standing, ...]]) -> Iterable[Choice]:
    for field in fact.__struct_fields__:
        if field not in FRAME and getattr(fact, field) not in (None, "", ()):
            given = sum(getattr(each.fact, field) not in (None, "", ()) for each in told)
            yield Choice(field=field, given=given, standings=conflicts.get(field, ()))


def _bonds(connection: Connection, numbers: Sequence[int]) -> tuple[Bonded, ...]:
    at = {number: position for position, number in enumerate(numbers)}
    found: list[Any] = []
    for chunk in chunks(numbers):
        found += [row for row in connection.execute(select(bonds).where(bonds.c.one.in_(chunk))) if row.other in at]
    strongest = sorted(found, key=lambda row: (-row.score, at[row.one], at[row.other]))[:MOST_BONDS]
    return tuple(Bonded(one=at[row.one], other=at[row.other], score=row.score, features=row.features) for row in strongest)


def decided_on(connection: Connection, told: Sequence[AnyFact]) -> Iterable[Kept]:
    """The judgements on these facts, those taken back among them."""
    seen: set[str] = set()
    pages = list(dict.fromkeys(fact.page for fact in told))
    judged = _judged(connection, pages)
    for page in (each for each in pages if each in judged):
        for kept in judging.history(connection, page=page):
            sides = [each for each in (kept.judgement.anchor, kept.judgement.other) if each and each.type not in NAMED]
            if kept.id not in seen and any(anchored(each, told) is not None for each in sides):
                seen.add(kept.id)
                yield kept


def _judged(connection: Connection, pages: Sequence[str]) -> set[str]:
    """Those of the pages of which anything was judged: few, so that the others are not asked about one by one."""
    j = judgements.c
    found: set[str] = set()
    for chunk in chunks(pages):
        for column in (j.page, j.other_page):
            found |= set(connection.execute(select(column).where(column.in_(chunk)).distinct()).scalars())
    return found
