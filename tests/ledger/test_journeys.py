"""Visits as they count in the network, when what is told of them goes from one to another."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bench.archive import archive
from shanhai.ledger import Ledger, journeys
from shanhai.ledger.schema import entries

from .test_between import filled


def test_anchors_go_from_one_visit_to_another_whichever_is_written_first(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journeys, "chunks", lambda keys: ([key] for key in keys))  # as in a batch of more than one piece
    filled(ledger, list(archive(12)), 12)
    e, j = entries.c, journeys.journeys.c
    with ledger.writing() as connection:
        one, other = connection.execute(select(j.entry, j.anchor).order_by(j.entry).limit(2)).all()
        connection.execute(update(journeys.journeys).values(start="2020"))  # as visits of one day
        for entry, anchor in ((one.entry, other.anchor), (other.entry, one.anchor)):
            connection.execute(update(entries).where(e.id == entry).values(anchor=anchor, date_start="2020"))
        journeys.put_journeys(connection, [one.entry, other.entry])
        found = connection.execute(select(j.entry, j.anchor).where(j.entry.in_([one.entry, other.entry])).order_by(j.entry)).all()
    assert [row.anchor for row in found] == [other.anchor, one.anchor]
