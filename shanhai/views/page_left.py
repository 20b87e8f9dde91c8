"""The facts of a page as people have left them: corrected, rejected, added, with who decided what."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import select

from shanhai.ledger import Ledger
from shanhai.ledger.judging import Kept
from shanhai.ledger.schema import facts, readings, statements
from shanhai.model import Account
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import OF_TWO, anchored, judged

from .entry import decided_on
from .page import PageView


class PageLeft(Value, frozen=True, kw_only=True):
    """The account with corrected values, the judgements in force by fact, the facts that were rejected, and the entry of each statement."""

    account: Account
    decided: dict[str, tuple[Kept, ...]] = {}
    rejected: frozenset[str] = frozenset()
    entries: dict[str, str] = {}


def page_as_left(ledger: Ledger, view: PageView) -> PageLeft:
    """A page under the judgements in force; a rejected fact is shown as it was read."""
    listed = view.account.facts
    with ledger.looking() as connection:
        decided: dict[str, list[Kept]] = defaultdict(list)
        for kept in decided_on(connection, listed):
            meant = anchored(kept.judgement.anchor, listed)
            if kept.undone is None and meant is not None and kept.judgement.verdict not in OF_TWO:
                decided[meant.id].append(kept)
        chosen = select(facts.c.id, statements.c.entry).join(readings, (readings.c.id == facts.c.reading) & readings.c.shown)
        chosen = chosen.join(statements, statements.c.fact == facts.c.number).where(readings.c.page == view.page.id)
        entries = {f"{view.page.id}/{row.id}": row.entry for row in connection.execute(chosen) if row.entry}
    now = {fact.id: judged(fact, [kept.judgement for kept in decided.get(fact.id, ())]).fact for fact in listed}
    return PageLeft(
        account=msgspec.structs.replace(view.account, facts=tuple(now[fact.id] or fact for fact in listed)),
        decided={name: tuple(kept) for name, kept in decided.items()},
        rejected=frozenset(name for name, fact in now.items() if fact is None),
        entries=entries,
    )
