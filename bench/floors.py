"""The floors of the quality gate: they rise by themselves and fall only for a stated reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import msgspec

from shanhai.model.errors import ShanhaiError
from shanhai.model.struct import Value

FILE = Path(__file__).resolve().parent / "floors.json"
DIGITS = 4


class FloorError(ShanhaiError):
    """Floors that would fall without a reason."""


class Regression(Value, frozen=True, kw_only=True):
    """Floors that were lowered, and why."""

    reason: str
    lowered: tuple[str, ...]


class Floors(Value, frozen=True, kw_only=True):
    """What must not get worse on the corpus of this digest.

    `least` holds shares (F1 of each type), `most` holds faults: percent of characters wrong per page, false alarms, wrong quotations.
    """

    corpus: str = ""
    least: dict[str, float] = msgspec.field(default_factory=dict)
    most: dict[str, float] = msgspec.field(default_factory=dict)
    regressions: tuple[Regression, ...] = ()

    def broken(self, now: Floors) -> tuple[str, ...]:
        """What is worse now than the floors allow, in words; a floor that is no longer measured is broken too.

        >>> Floors(least={"f1 people": 0.9}).broken(Floors(least={"f1 people": 0.8}))
        ('f1 people: 0.8 is below 0.9',)
        """
        low = [f"{name}: {now.least.get(name)} is below {floor}" for name, floor in self.least.items() if now.least.get(name, -1.0) < floor]
        high = [f"{name}: {now.most.get(name)} is above {most}" for name, most in self.most.items() if now.most.get(name, math.inf) > most]
        return tuple(low + high)

    def raised(self, now: Floors) -> Floors:
        """The better of the floors and what was measured now, for the corpus of now.

        >>> Floors(least={"f1 people": 0.9}, most={"cer 25": 0.1}).raised(Floors(least={"f1 people": 0.8}, most={"cer 25": 0.0})).least
        {'f1 people': 0.9}
        """
        least = {name: max(value, self.least.get(name, value)) for name, value in now.least.items()}
        most = {name: min(value, self.most.get(name, value)) for name, value in now.most.items()}
        return Floors(corpus=now.corpus, least=least, most=most, regressions=self.regressions)

    def lowered(self, now: Floors, reason: str) -> Floors:
        """What was measured now, with the reason for what fell; FloorError without one.

        >>> Floors().lowered(Floors(), " ")
        Traceback (most recent call last):
        ...
        bench.floors.FloorError: floors.json: floors fall only for a reason; say it: --allow-regression "…"
        """
        if not reason.strip():
            raise FloorError("floors.json", "floors fall only for a reason", 'say it: --allow-regression "…"')
        why = Regression(reason=reason.strip(), lowered=self.broken(now))
        return Floors(corpus=now.corpus, least=now.least, most=now.most, regressions=(*self.regressions, why))


def measured(corpus: str, least: Mapping[str, float], most: Mapping[str, float]) -> Floors:
    """Measurements as floors: rounded to four places, away from the better side.

    >>> measured("", {"f1": 0.98769}, {"cer": 0.12341}).least, measured("", {"f1": 0.98769}, {"cer": 0.12341}).most
    ({'f1': 0.9876}, {'cer': 0.1235})
    """
    scale = 10**DIGITS
    return Floors(
        corpus=corpus,
        least={name: math.floor(value * scale + 1e-6) / scale for name, value in least.items()},
        most={name: math.ceil(value * scale - 1e-6) / scale for name, value in most.items()},
    )


def read_floors(path: Path = FILE) -> Floors:
    """The floors in a file; none where there is no file yet."""
    return msgspec.json.decode(path.read_bytes(), type=Floors) if path.exists() else Floors()


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Write floors so that a difference of one value is a difference of one line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=1) + b"\n")
