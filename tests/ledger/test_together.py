"""Several programs at one ledger: two that add, and one that looks while another adds."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import func, select

from shanhai.ledger import Added, Ledger, schema

from .contents import contents, sound
from .synthetic import page_reading

ROOT = Path(__file__).parents[2]


def adder(place: str, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adder", place, str(first), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_programs_add_the_same_and_other_pages_to_a_ledger_that_neither_has_made(place: str, tmp_path: Path) -> None:
    alone = str(tmp_path / "alone.ledger")
    with adder(place, 0, 30) as one, adder(place, 10, 30) as other:
        said = [process.communicate()[0].splitlines() for process in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0)
    assert said[0].count("new") + said[1].count("new") == 40
    assert said[0].count("known") + said[1].count("known") == 20
    with Ledger.open(place) as ledger, Ledger.open(alone) as undisturbed:
        for number in range(40):
            undisturbed.add(page_reading(number))
        assert sound(ledger)
        assert contents(ledger) == contents(undisturbed)


def test_a_reader_looks_while_a_writer_adds(place: str) -> None:
    """Whatever moment it looks at, a page is there with all its facts or not at all."""
    facts = len(page_reading(0).account.facts)
    counts = select(
        select(func.count()).select_from(schema.pages).scalar_subquery(),
        select(func.count()).select_from(schema.facts).scalar_subquery(),
    )
    seen: list[tuple[int, int]] = []
    with Ledger.open(place) as ledger, adder(place, 0, 60) as process:
        while process.poll() is None:
            with ledger.looking() as connection:
                pages, found = connection.execute(counts).one()
            seen.append((pages, found))
            if pages == 60:
                break
            threading.Event().wait(0.01)
        process.communicate()
    assert seen
    assert all(found == pages * facts for pages, found in seen)


def test_threads_of_one_program_share_a_ledger(ledger: Ledger) -> None:
    came: list[Added] = []

    def add() -> None:
        came.extend(ledger.add(page_reading(number)) for number in range(8))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (came.count(Added.new), came.count(Added.known)) == (8, 24)
    assert sound(ledger)
