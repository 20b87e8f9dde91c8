"""Reads the made-up pages of a ledger again under other rules: `python -m tests.ledger.rebuilder LEDGER COUNT`; a line a page."""

from __future__ import annotations

import sys

from msgspec import structs

from shanhai.ledger import Ledger, PageReading
from shanhai.ledger.reading import Kept
from shanhai.ledger.rebuild import rebuild

from .adder import say
from .synthetic import page_reading

RULES = "synthetic-2"


def reread(number: int) -> PageReading:
    """What the other rules make of page NUMBER: one fact less, another title."""
    reading = page_reading(number, rules=RULES)
    page = structs.replace(reading.account.page, title=f"丙县第{number}页")
    return structs.replace(reading, account=structs.replace(reading.account, page=page, facts=reading.account.facts[:-1]))


def main(place: str, count: int) -> None:
    readings = {reading.page.id: reading for reading in map(reread, range(count))}

    def read(kept: Kept) -> PageReading:
        return readings[kept.page]

    say("ready")
    with Ledger.open(place) as ledger:
        say("open")
        for step in rebuild(ledger, read, RULES):
            say(f"{step.done} of {step.total}")
    say("done")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
