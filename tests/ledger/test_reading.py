"""A reading that does not fit its page never gets into the ledger."""

from __future__ import annotations

import pytest
from msgspec import structs

from shanhai.ledger import Ledger, PageReading
from shanhai.ledger.reading import checked
from shanhai.model import Capture, LedgerError

from .contents import contents
from .synthetic import page_reading

GOOD = page_reading(1)
OTHER = page_reading(2)


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (structs.replace(GOOD, raw=GOOD.raw + b"\n"), "SHA-256"),
        (structs.replace(GOOD, capture=Capture(page=OTHER.page.id, source="a.html")), "mixes pages"),
        (structs.replace(GOOD, page=structs.replace(GOOD.page, text="甲\x00")), "NUL"),
        (structs.replace(GOOD, restored=OTHER.restored), "mixes pages"),
        (structs.replace(GOOD, account=OTHER.account), "mixes pages"),
        (structs.replace(GOOD, account=structs.replace(GOOD.account, facts=OTHER.account.facts)), "mixes pages"),
        (structs.replace(GOOD, account=structs.replace(GOOD.account, facts=GOOD.account.facts[:1] * 2)), "same id"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(ledger: Ledger, broken: PageReading, problem: str) -> None:
    with pytest.raises(LedgerError, match=problem):
        ledger.add(broken)
    assert not any(contents(ledger).values())


def test_what_fits_is_given_back() -> None:
    assert checked(GOOD) is GOOD
