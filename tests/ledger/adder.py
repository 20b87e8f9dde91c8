"""Adds made-up pages to a ledger from a process of its own: `python -m tests.ledger.adder LEDGER FIRST COUNT`.

Every line it writes says what one page came to; the last one, how long the whole took and how large the ledger is.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from shanhai.ledger import Ledger

from .synthetic import page_reading


def main(place: str, first: int, count: int) -> None:
    readings = [page_reading(number) for number in range(first, first + count)]
    say("ready")
    with Ledger.open(place) as ledger:
        say("open")
        start = time.perf_counter()
        for reading in readings:
            say(ledger.add(reading))
        seconds = time.perf_counter() - start
    size = sum(len(reading.raw) + len(reading.page.text.encode()) for reading in readings) / count
    kept = f", {Path(place).stat().st_size / count:.0f} bytes in the ledger" if Path(place).exists() else ""
    say(f"{seconds:.2f} s, {count / seconds:.0f} pages/s; a page: {size:.0f} bytes of source and text{kept}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
