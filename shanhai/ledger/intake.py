"""One page taken into a ledger: read under today's rules, unless it was already."""

from __future__ import annotations

from shanhai.pages import Fetched, read_fetched
from shanhai.read import read_fully, rules_version

from .reading import Added, PageReading
from .store import Ledger


def take_in(ledger: Ledger, fetched: Fetched) -> tuple[Added, PageReading | None]:
    """What became of a page, and its reading where it had to be read. PageError where it cannot be read."""
    rules = rules_version()
    known = ledger.revisit(fetched.capture, rules)
    if known is not None:
        return known, None
    made = read_fully(read_fetched(fetched), fetched.capture.source)
    reading = PageReading(
        page=made.page,
        capture=fetched.capture,
        raw=fetched.octets,
        restored=made.restored,
        blocks=made.blocks,
        account=made.account,
        rules=rules,
    )
    return ledger.add(reading), reading
