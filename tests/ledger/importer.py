"""Imports a workbook from a process of its own: `python -m tests.ledger.importer LEDGER FILE`; a line at each step."""

from __future__ import annotations

import sys
from pathlib import Path

from shanhai.ledger import Ledger, workbooks
from tests.sheets.books import Rows, book

from .adder import say


def visits(count: int) -> bytes:
    """A workbook of so many visits."""
    days = [f"2024-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(count)]
    rows: Rows = [
        ["桐庐县互访台账"],
        ["时间", "来访单位", "带队领导"],
        *([day, "鹿城区", f"李{at % 97:02}"] for at, day in enumerate(days)),
    ]
    return book({"互访": rows})


def main(place: str, file: str) -> None:
    octets = Path(file).read_bytes()
    kept = workbooks._remember

    def told(*given: object) -> None:
        say("rows")
        kept(*given)  # type: ignore[arg-type]
        say("plans")

    workbooks._remember = told  # type: ignore[assignment]
    with Ledger.open(place) as ledger:
        held = workbooks.lay_in(ledger, octets, "台账.xlsx", "甲")
        say("laid")
        workbooks.take_rows(ledger, held.id, held.plans, "甲")
    say("done")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
