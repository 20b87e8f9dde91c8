"""What was true on a date, and what the ledger knew on a date: the same entries, of fewer statements, as if the rest had not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import facts, fingerprints, judgements, pages, readings, statements
from shanhai.model import AnyFact, Modality, Pairing
from shanhai.model.struct import Value
from shanhai.reconcile.dating import span
from shanhai.reconcile.judgement import NAMED, OF_TWO, Judgement, anchored, judged
from shanhai.reconcile.settling import Told, settle
from shanhai.reconcile.statement import Statement as Saying

from .statement import Listing, PageHead, Statement, head_columns, head_of

WITHIN = 2_000
"""Entries of a list that are looked through, the latest first: more than any list has but those of provinces."""


class AsOf(Value, frozen=True, kw_only=True):
    """A day of the world, `on`: what had happened by its end, or held on it; and a day of the ledger, `known`: what it knew at its end.

    It knew what pages that were in it by then (days are UTC) say, as people had judged it by then. What later pages showed to be one entry
    counts as one.
    """

    on: date | None = None
    known: date | None = None

    def __bool__(self) -> bool:
        return self.on is not None or self.known is not None


NOW = AsOf()
"""All that is known, of every time."""


def as_of(connection: Connection, ids: Mapping[str, Sequence[str]], at: AsOf, limit: int) -> dict[str, Listing]:
    """The lists of these entries as they were."""
    found = _statements(connection, {each for held in ids.values() for each in held}, at)
    kept = {part: [found[each] for each in held if each in found] for part, held in ids.items()}
    return {part: Listing(total=len(held), statements=tuple(held[:limit])) for part, held in kept.items()}


def heads_as_of(connection: Connection, chosen: Any, at: AsOf, limit: int) -> tuple[int, tuple[PageHead, ...]]:
    """How many of these readings' pages there were, and the latest."""
    columns = (*head_columns(), pages.c.added)
    rows = connection.execute(select(*columns).join(pages, pages.c.id == readings.c.page).where(readings.c.id.in_(chosen))).all()
    there = [row for row in rows if _there(row, at) and (at.on is None or _published(row, at.on))]
    ordered = sorted(sorted(there, key=lambda row: str(row.page)), key=lambda row: row.published or "", reverse=True)
    return len(there), tuple(map(head_of, ordered[:limit]))


def _there(row: Row[Any], at: AsOf) -> bool:
    return at.known is None or row.added[:10] <= at.known.isoformat()


def _statements(connection: Connection, ids: Iterable[str], at: AsOf) -> dict[str, Statement]:
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    columns = (statements.c.entry, facts.c.number, facts.c.body, fingerprints.c.source.label("counts"), pages.c.added, *head_columns())
    chosen = select(*columns).select_from(statements).join(facts, facts.c.number == statements.c.fact)
    chosen = chosen.join(readings, readings.c.id == facts.c.reading).join(pages, pages.c.id == readings.c.page)
    chosen = chosen.outerjoin(fingerprints, fingerprints.c.reading == readings.c.id).order_by(facts.c.number)
    for chunk in chunks(sorted(ids)):
        for row in connection.execute(chosen.where(statements.c.entry.in_(chunk))):
            if _there(row, at):
                rows[row.entry].append(row)
    decided = _decided(connection, {row.page for held in rows.values() for row in held}, at)
    made = ((entry, _statement(entry, held, decided)) for entry, held in rows.items())
    return {entry: stated for entry, stated in made if stated and _held(stated, rows[entry], at)}


def _statement(entry: str, rows: Sequence[Row[Any]], decided: Mapping[str, Sequence[Judgement]]) -> Statement | None:
    told = []
    for row in rows:
        mine = [each for each in decided.get(row.page, ()) if anchored(each.anchor, [row.body]) is not None]
        found = judged(row.body, mine)
        if found.fact is not None:
            told.append(
                Told(statement=Saying(fact=found.fact, published=row.published), source=row.counts or row.page, judged=found.fields)
            )
    if not told:
        return None
    settled, first = settle(told), rows[0].body
    fact: AnyFact = msgspec.structs.replace(settled.fact, id=first.id, page=first.page, evidence=first.evidence)
    if fact.modality is Modality.DENIED:
        return None
    counts = {"pages": settled.pages, "sources": settled.sources}
    return Statement(fact=fact, page=head_of(rows[0]), entry=entry, differs=bool(settled.conflicts), **counts)


def _decided(connection: Connection, found: Iterable[str], at: AsOf) -> dict[str, list[Judgement]]:
    """The judgements on single facts that were in force, by page."""
    by_then = f"{at.known.isoformat()}~" if at.known else None  # which follows every hour of the day
    held: dict[str, list[Judgement]] = defaultdict(list)
    for chunk in chunks(sorted(found)):
        rows = connection.execute(select(judgements.c.body, judgements.c.undone).where(judgements.c.page.in_(chunk)))
        for row in rows:
            made = row.body
            in_force = row.undone is None or (by_then is not None and row.undone > by_then)
            if in_force and made.verdict not in OF_TWO and made.anchor.type not in NAMED and (by_then is None or made.made <= by_then):
                held[made.anchor.page].append(made)
    return held


def _held(stated: Statement, rows: Sequence[Row[Any]], at: AsOf) -> bool:
    """Whether it had happened by the day, or held on it; where no date says so, whether a page had told of it by then."""
    if at.on is None:
        return True
    fact, day = stated.fact, at.on.isoformat()
    if isinstance(fact, Pairing) and (fact.since or fact.until):
        return (fact.since or "") <= day and (not fact.until or day[: len(fact.until)] <= fact.until)
    when = span(next((value for name in ("date", "period", "deadline") if (value := getattr(fact, name, None))), None))
    if when and when.dated and not hasattr(fact, "deadline"):
        return when.first <= at.on
    return any(_published(row, at.on) for row in rows)


def _published(row: Row[Any], day: date) -> bool:
    """Whether a page says that it came out by a day."""
    return bool(row.published) and not row.published.startswith("-") and row.published[:10] <= day.isoformat()
