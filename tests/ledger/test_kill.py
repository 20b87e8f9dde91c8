"""Killed at any moment while adding, a ledger opens, is sound, and ends as if nobody had disturbed it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shanhai.ledger import Ledger

from .contents import contents, sound
from .killing import killed
from .synthetic import page_reading

ROOT = Path(__file__).parents[2]
PAGES = 120
# Before each kill: so many lines are waited for (1: while the ledger is opened, 2: at the first page), then up to so many seconds.
MOMENTS = ((1, 0.0), (1, 0.05), (2, 0.0), (3, 0.005), (6, 0.005), (12, 0.01), (20, 0.01))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, ...]]]:
    with Ledger.open(str(tmp_path_factory.mktemp("whole") / "a.ledger")) as ledger:
        for number in range(PAGES):
            ledger.add(page_reading(number))
        return contents(ledger)


def adder(place: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adder", place, "0", str(PAGES)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_at(place: str, lines: int, seconds: float, chance: random.Random) -> None:
    with adder(place) as process:
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(chance.uniform(0, seconds))
        process.kill()


def test_killed_again_and_again_it_ends_as_if_undisturbed(place: str, undisturbed: dict[str, list[tuple[str, ...]]]) -> None:
    chance = random.Random(2)
    held = 0
    for lines, seconds in MOMENTS:
        kill_at(place, lines, seconds, chance)
        with Ledger.open(place) as ledger:
            assert sound(ledger)
            pages = len(contents(ledger)["pages"])
        assert pages >= held  # what was added stays
        held = pages
    assert 0 < held < PAGES  # the kills came in the middle
    with adder(place) as process:
        said = process.communicate()[0].splitlines()
    assert said.count("known") == held
    assert said.count("new") == PAGES - held
    with Ledger.open(place) as ledger:
        assert contents(ledger) == undisturbed


def test_killed_while_its_tables_are_made_it_opens(tmp_path: Path) -> None:
    chance = random.Random(3)
    for attempt in range(3):
        place = str(tmp_path / f"{attempt}.ledger")
        kill_at(place, 1, 0.2, chance)
        with Ledger.open(place) as ledger:
            assert sound(ledger)


@pytest.mark.slow
def test_killed_at_random_moments_while_adding_and_rebuilding_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    """Two hundred moments in `make soak`."""
    assert killed(tmp_path, count=24, times=20, seed=random.randrange(10**6)) >= 8
