"""What became of each label and each wrong answer, and how it differs from an earlier run."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

from shanhai.model.struct import Value


class Outcome(StrEnum):
    """A label that was found, a label that was not, an answer that is no label."""

    RIGHT = "right"
    MISSED = "missed"
    FALSE = "false"


class Finding(Value, frozen=True, kw_only=True):
    """The outcome of one label or one wrong answer, in words."""

    page: str
    type: str
    outcome: Outcome
    text: str

    def key(self) -> tuple[str, str, str, str]:
        """The order of findings in a file."""
        return (self.page, self.type, self.outcome, self.text)


class Changes(Value, frozen=True, kw_only=True):
    """What a run found that the earlier one did not (gained), the reverse (lost), and wrong answers new and gone."""

    gained: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()
    new_false: tuple[Finding, ...] = ()
    gone_false: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return any((self.gained, self.lost, self.new_false, self.gone_false))


def changes(before: Iterable[Finding], now: Iterable[Finding]) -> Changes:
    """How two runs differ; labels that an earlier run did not know are gained or nothing.

    >>> was = Finding(page="E01", type="people", outcome=Outcome.MISSED, text="王五")
    >>> found = Finding(page="E01", type="people", outcome=Outcome.RIGHT, text="王五")
    >>> changes([was], [found]).gained == (found,)
    True
    """
    old, new = set(before), set(now)

    def only(some: set[Finding], others: set[Finding], outcome: Outcome) -> tuple[Finding, ...]:
        return tuple(sorted((f for f in some - others if f.outcome is outcome), key=Finding.key))

    return Changes(
        gained=only(new, old, Outcome.RIGHT),
        lost=only(old, new, Outcome.RIGHT),
        new_false=only(new, old, Outcome.FALSE),
        gone_false=only(old, new, Outcome.FALSE),
    )


def write_findings(path: Path, findings: Iterable[Finding]) -> None:
    """Write right and wrong findings, one JSON object a line, sorted: a baseline for later runs."""
    kept = sorted((f for f in findings if f.outcome is not Outcome.MISSED), key=Finding.key)
    path.write_bytes(b"".join(msgspec.json.encode(finding) + b"\n" for finding in kept))


def read_findings(path: Path) -> tuple[Finding, ...]:
    """The findings of a baseline; none where the file does not exist yet."""
    if not path.exists():
        return ()
    return tuple(msgspec.json.decode(line, type=Finding) for line in path.read_bytes().splitlines() if line.strip())
