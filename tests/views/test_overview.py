"""The ledger at a glance."""

from __future__ import annotations

from shanhai.ledger import Ledger
from shanhai.views import overview


def test_how_much_there_is(ledger: Ledger) -> None:
    seen = overview(ledger)
    assert (seen.pages, seen.relevant, seen.review) == (5, 4, 1)
    assert seen.facts == {"meeting": 1, "pairing": 2, "pledge": 1, "tenure": 3, "visit": 5}
    assert (seen.people, seen.places, seen.organizations) == (3, 8, 4)
    assert seen.rules == ("made-up",)


def test_latest_visits_happened_and_are_not_history(ledger: Ledger) -> None:
    seen = overview(ledger)
    assert [getattr(visit.fact, "date").start for visit in seen.visits] == ["2025-07", "2025-05-20", "--08-26"]  # noqa: B009
    assert [head.source for head in seen.newest][:2] == ["pages/plans.txt", "pages/visit.txt"]
    assert seen.busiest[0].place.name == "龙湾区"
    assert len(overview(ledger, latest=1).visits) == 1


def test_an_empty_ledger_holds_nothing(empty: Ledger) -> None:
    seen = overview(empty)
    assert (seen.pages, seen.facts, seen.visits, seen.rules) == (0, {}, (), ())
