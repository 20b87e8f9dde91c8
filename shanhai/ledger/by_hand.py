"""Facts that people added by hand: kept as judgements, laid beside what the rules read of their page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from shanhai.model import AnyFact, Evidence, JudgementError
from shanhai.reconcile.judgement import Judgement, Verdict

from . import schema
from .chunks import chunks
from .tellings import in_force
from .tying import tie
from .writer import insert_facts

FIRST = 1_000_000
"""The first position of facts by hand; no page states so many."""
RULE = "hand"
"""What stands for the rule in their evidence."""


def lay_by_hand(connection: Connection, pages: Sequence[str]) -> set[str]:
    """Writes the facts that people added to these pages, and takes away those that were taken back; the entries that lost one."""
    wanted: dict[str, list[AnyFact]] = defaultdict(list)
    for made in in_force(connection, pages):
        if made.verdict is Verdict.ADD:
            wanted[made.anchor.page].append(fact_of(made))
    r = schema.readings.c
    stale = [number for chunk in chunks(pages) for number in _laid(connection, chunk)]
    if not wanted and not stale:
        return set()
    s = schema.statements.c
    left = set(connection.execute(select(s.entry).where(s.fact.in_(stale), s.entry.is_not(None))).scalars())
    connection.execute(delete(schema.facts).where(schema.facts.c.number.in_(stale)))
    for page, facts in sorted(wanted.items()):
        row = connection.execute(select(r.id, r.account).where(r.page == page, r.shown)).first()
        if row is not None:
            account = msgspec.structs.replace(row.account, facts=tuple(facts))
            p = schema.reading_people.c
            bearers = {each.name: each.person for each in connection.execute(select(p.name, p.person).where(p.reading == row.id))}
            tie(connection, row.id, insert_facts(connection, row.id, account, first=FIRST), account, bearers)
    return left


def _laid(connection: Connection, pages: Sequence[str]) -> Sequence[int]:
    """The facts by hand that these pages have."""
    f, r = schema.facts.c, schema.readings.c
    there = select(f.number).join(schema.readings, (r.id == f.reading) & r.shown)
    return connection.execute(there.where(r.page.in_(pages), f.position >= FIRST)).scalars().all()


def fact_of(made: Judgement) -> AnyFact:
    """The fact that a judgement adds; JudgementError where its value is none.

    >>> from shanhai.reconcile.judgement import Anchor
    >>> where = Anchor(page="p", type="policy", exact="甲规划", start=3)
    >>> fact_of(Judgement(verdict=Verdict.ADD, anchor=where, value={"type": "policy", "name": "甲规划"})).name
    '甲规划'
    """
    anchor = made.anchor
    frame = {"id": f"hand-{made.id}", "page": anchor.page, "confidence": 1.0, "needs_review": False}
    said = Evidence(start=anchor.start, end=anchor.start + len(anchor.exact), exact=anchor.exact, text=anchor.exact, rule=RULE)
    try:
        fact: AnyFact = msgspec.convert({**dict(made.value), **frame}, AnyFact)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise JudgementError(f"add {anchor.page[:8]}", f"this is no fact ({error})", "give one as read --json prints it") from error
    return msgspec.structs.replace(fact, evidence={"": (said,)} if anchor.exact else {})
