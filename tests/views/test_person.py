"""A person: posts, visits, pledges, pages."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.views import person


def test_posts_visits_and_pledges(ledger: Ledger) -> None:
    found = person(ledger, "钱丙丁")
    assert found is not None
    assert [(statement.fact, statement.pages) for statement in found.tenures.statements] == [(found.tenures.statements[0].fact, 2)]
    assert [statement.page.source for statement in found.visits.statements] == ["pages/visit.txt", "pages/return.txt"]
    assert (found.pledges.total, found.pages_total, len(found.pages)) == (1, 2, 2)


def test_a_reporter_has_a_view_too(ledger: Ledger) -> None:
    found = person(ledger, "孙戊己")
    assert found is not None
    assert (found.tenures.total, found.pages_total) == (0, 1)


@pytest.mark.parametrize("key", ["", "钱丙", "王五", "%"])
def test_others_are_not_there(ledger: Ledger, key: str) -> None:
    assert person(ledger, key) is None
