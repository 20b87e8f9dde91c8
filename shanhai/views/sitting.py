"""A sitting: what was decided in it, what that changed, and how far there is to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection, select

from shanhai.ledger import Ledger, assigning, judging, leasing
from shanhai.ledger.caption import caption
from shanhai.ledger.judging import Kept
from shanhai.ledger.schema import effects, entries, facts, readings, statements
from shanhai.model.struct import Value
from shanhai.reconcile.asking import OF_NAMES, Question
from shanhai.reconcile.effect import Effect
from shanhai.reconcile.judgement import Verdict

LATEST = 5
"""Decisions shown beside the question: the last that one still has in mind."""


class Line(Value, frozen=True, kw_only=True):
    """A decision: the judgement, what it is about in a few words, its entry now, and what it changed when it was made."""

    kept: Kept
    about: str
    entry: str | None = None
    effect: Effect | None = None


class Sitting(Value, frozen=True, kw_only=True):
    """All decisions of a sitting, the latest first; how many of each verdict are in force."""

    name: str
    lines: tuple[Line, ...]
    counted: dict[str, int]

    @property
    def in_force(self) -> int:
        """How many have not been taken back."""
        return sum(self.counted.values())


class Progress(Value, frozen=True, kw_only=True):
    """How far a person is: decided in this sitting, left by kind, what comes next, and who else has how many in hand.

    `assigned` says how many are for whom alone.
    `seconds` is how long an answer took in this sitting, at the middle; null before the third.
    """

    decided: int
    left: dict[str, int]
    following: tuple[tuple[Question, str], ...]
    others: dict[str, int]
    assigned: dict[str, int] = {}
    seconds: float | None = None

    @property
    def remaining(self) -> int:
        """How many questions there are."""
        return sum(self.left.values())

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return any(number >= leasing.MOST_COUNTED for number in self.left.values())


def sitting(ledger: Ledger, name: str, *, most: int | None = None) -> Sitting:
    """A sitting by its name; empty where nothing was decided in it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     sitting(ledger, "周三").in_force
    0
    """
    with ledger.looking() as connection:
        kept = tuple(reversed(judging.history(connection, sitting=name)))
        shown = kept[:most]
        chosen = select(effects.c.judgement, effects.c.body).where(effects.c.judgement.in_([each.id for each in shown]))
        made = {row.judgement: row.body for row in connection.execute(chosen)}
        return Sitting(
            name=name,
            lines=tuple(_line(connection, each, made.get(each.id)) for each in shown),
            counted=dict(Counter(each.judgement.verdict.value for each in kept if each.undone is None)),
        )


def progress(ledger: Ledger, who: str, sitting_name: str, *, kind: str = "") -> Progress:
    """How far `who` is in a sitting."""
    with ledger.looking() as connection:
        kept = [each for each in judging.history(connection, sitting=sitting_name) if each.undone is None]
        following = leasing.waiting(connection, who, kind=kind)
        named = _captions(connection, [each.entry for each in following])
        return Progress(
            decided=sum(each.judgement.verdict is not Verdict.NOTE or each.judgement.value is not None for each in kept),
            left=leasing.counted(connection),
            following=tuple((each, named.get(each.entry, "") or _names(each)) for each in following),
            others=leasing.others(connection, who),
            assigned=assigning.counted(connection),
            seconds=_pace([each.judgement.made for each in kept]),
        )


def _captions(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(select(entries.c.id, entries.c.body).where(entries.c.id.in_(ids)))
    return {row.id: caption(row.body) for row in rows}


def _names(asked: Question) -> str:
    """The names that a question is about, where it is about names."""
    return " / ".join(dict.fromkeys(each.partition("/")[2] for each in (asked.one, asked.two))) if asked.kind in OF_NAMES else ""


def _line(connection: Connection, kept: Kept, changed: Effect | None) -> Line:
    anchor = kept.judgement.anchor
    chosen = select(facts.c.body, statements.c.entry).join(readings, (readings.c.id == facts.c.reading) & readings.c.shown)
    chosen = chosen.outerjoin(statements, statements.c.fact == facts.c.number)
    name = f"hand-{kept.id}" if kept.judgement.verdict == "add" else anchor.fact
    row = connection.execute(chosen.where(readings.c.page == anchor.page, facts.c.id == name)).first()
    about = caption(row.body) if row else anchor.exact[:40] or str(anchor.value or "")
    return Line(kept=kept, about=about, entry=row.entry if row else None, effect=changed)


MOST_SECONDS = 300
"""Longer pauses between two answers are no answering."""


def _pace(made: list[str]) -> float | None:
    times = [datetime.fromisoformat(each).timestamp() for each in made]
    steps = sorted(after - before for before, after in pairwise(times) if after - before < MOST_SECONDS)
    return steps[len(steps) // 2] if len(steps) > 1 else None
