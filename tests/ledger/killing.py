"""Kills programs at random moments while they add to a ledger or rebuild it, and looks at what they leave."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from shanhai.ledger import Ledger
from shanhai.ledger.check import Trouble, check

from .contents import exported
from .rebuilder import reread
from .synthetic import page_reading

ROOT = Path(__file__).parents[2]
ADDING, REBUILDING = "tests.ledger.adder", "tests.ledger.rebuilder"


def start(program: str, place: str, count: int) -> subprocess.Popen[str]:
    given = [place, "0", str(count)] if program == ADDING else [place, str(count)]
    return subprocess.Popen([sys.executable, "-m", program, *given], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def seconds_of(program: str, place: str, count: int) -> float:
    """How long it works from when it is ready, left alone."""
    with start(program, place, count) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.perf_counter()
        process.communicate()
        assert process.returncode == 0
    return time.perf_counter() - begun


def kill(program: str, place: str, count: int, after: float) -> bool:
    """Starts it and kills it so many seconds after it is ready; whether it was still at work."""
    with start(program, place, count) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.stdout.read()
            process.wait()
            return True
        process.stdout.read()
    return False


def state(place: str) -> dict[str, bytes]:
    """What the ledger exports, once it is found without trouble and its pages are joined."""
    with Ledger.open(place, create=False) as ledger, tempfile.TemporaryDirectory() as folder:
        assert (found := [str(each) for each in check(ledger) if isinstance(each, Trouble)]) == [], found[:3]
        ledger.reconcile()
        assert (found := [str(each) for each in check(ledger) if isinstance(each, Trouble)]) == [], found[:3]
        return exported(ledger, Path(folder))


def killed(folder: Path, count: int, times: int, seed: int) -> int:
    """Kills it so many times, half of them while adding, half while rebuilding, at random moments of the whole work.

    AssertionError where a ledger does not open, is not sound, or does not end as one that nobody disturbed. Gives how many were at work.
    """
    chance = random.Random(seed)
    calm, rough = str(folder / "calm.ledger"), str(folder / "rough.ledger")
    caught = 0
    for program in (ADDING, REBUILDING):
        longest = seconds_of(program, calm, count)
        expected = state(calm)
        for _ in range(times // 2):
            caught += kill(program, rough, count, chance.uniform(0, longest * 0.9))
            state_of_what_is_there(rough)
            if chance.randrange(2):  # from the start, or all but the first kills would come at the end
                restore(rough, program, count)
        seconds_of(program, rough, count)
        assert state(rough) == expected
    return caught


def state_of_what_is_there(place: str) -> None:
    """A ledger that was killed before it was made is an empty file, or none, and the next run makes it."""
    if Path(place).exists() and Path(place).stat().st_size:
        with Ledger.open(place) as ledger:
            assert (found := [str(each) for each in check(ledger) if isinstance(each, Trouble)]) == [], found[:3]


def restore(place: str, program: str, count: int) -> None:
    """The ledger as it was before the program ran for the first time."""
    for path in Path(place).parent.glob(f"{Path(place).name}*"):
        path.unlink()
    if program == REBUILDING:
        with Ledger.open(place) as ledger:
            for number in range(count):
                ledger.add(page_reading(number))
            ledger.reconcile()


def undisturbed(count: int, place: str) -> dict[str, bytes]:
    """What a ledger exports that was read under the other rules from the start."""
    with Ledger.open(place) as ledger:
        for number in range(count):
            ledger.add(reread(number))
    return state(place)
