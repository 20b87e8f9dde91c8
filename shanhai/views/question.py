"""One question laid out for a person: both sides with the sentence that says them, how they compare, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from shanhai.ledger import Ledger, assigning, leasing
from shanhai.ledger.answering import fact_at
from shanhai.ledger.assigning import Assigned
from shanhai.ledger.judging import Kept
from shanhai.ledger.schema import entries, readings, statements, texts
from shanhai.ledger.schema import facts as stated_facts
from shanhai.model import AnyFact, JudgementError, RestoredText
from shanhai.model.struct import Value
from shanhai.reconcile.asking import OF_NAMES, Question
from shanhai.reconcile.judgement import Verdict
from shanhai.reconcile.settling import FRAME, agree
from shanhai.reconcile.weighing import weights

from .bearer import BearerView, bearers, naming, said_of
from .entry import decided_on
from .passage import Passage, passage
from .statement import PageHead, head_columns, head_of


class Compared(StrEnum):
    """How the values of two statements compare."""

    SAME = "same"
    FITS = "fits"
    DIFFERS = "differs"
    ONE = "one"


class Side(Value, frozen=True, kw_only=True):
    """A statement: its fact, its page, and the words around it; `pages` say the same in its entry."""

    key: str
    fact: AnyFact
    page: PageHead
    said: Passage
    pages: int = 1


class Row(Value, frozen=True, kw_only=True):
    """A field on both sides."""

    field: str
    compared: Compared


class Option(Value, frozen=True, kw_only=True):
    """One of several values of a field: what a statement gives, and how many sources say so."""

    answer: str
    side: Side
    sources: int


class QuestionView(Value, frozen=True, kw_only=True):
    """A question, its sides (one, or two), the rows in which two compare, its options, and the judgements on what it is about.

    Of bearers of names also the two bearers; a side is then a page that names one. `assigned`: who is to answer, and who said so.
    """

    question: Question
    sides: tuple[Side, ...]
    rows: tuple[Row, ...] = ()
    options: tuple[Option, ...] = ()
    threshold: float | None = None
    history: tuple[Kept, ...] = ()
    bearers: tuple[BearerView, ...] = ()
    assigned: Assigned | None = None

    @property
    def comments(self) -> tuple[Kept, ...]:
        """What people remarked without deciding."""
        return tuple(each for each in self.history if each.undone is None and _remark(each))

    @property
    def decided(self) -> tuple[Kept, ...]:
        """What people decided before."""
        return tuple(each for each in self.history if not _remark(each))


def _remark(kept: Kept) -> bool:
    return kept.judgement.verdict is Verdict.NOTE and kept.judgement.value is None


def question(ledger: Ledger, key: str) -> QuestionView | None:
    """The question of this key; null where it is none any more.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     question(ledger, "0") is None
    True
    """
    with ledger.looking() as connection:
        asked = leasing.question(connection, key)
        return None if asked is None else laid_out(connection, asked)


def laid_out(connection: Connection, asked: Question) -> QuestionView | None:
    """A question with its sides; null where what it is about has gone meanwhile."""
    try:
        if asked.kind in OF_NAMES:
            return _of_names(connection, asked)
        sides = tuple(side(connection, key) for key in (asked.one, asked.two) if key)
        options = tuple(_options(connection, asked))
    except JudgementError:
        return None
    return QuestionView(
        question=asked,
        sides=sides,
        rows=tuple(compared(*(each.fact for each in sides))) if len(sides) > 1 else (),
        options=options,
        threshold=weights()[asked.type].threshold if asked.two and asked.type in weights() else None,
        history=tuple(decided_on(connection, [each.fact for each in (*sides, *(option.side for option in options))])),
        assigned=assigning.assigned(connection, asked.key),
    )


def _of_names(connection: Connection, asked: Question) -> QuestionView | None:
    both = bearers(connection, asked)
    return (
        QuestionView(
            question=asked,
            sides=tuple(side(connection, naming(connection, asked.kind.value, said)) for said in (asked.one, asked.two)),
            history=tuple(said_of(connection, asked)),
            bearers=both,
            assigned=assigning.assigned(connection, asked.key),
        )
        if len(both) == 2
        else None
    )


def side(connection: Connection, key: str) -> Side:
    """A statement with its page and its sentence. JudgementError where the ledger has none such."""
    fact, _ = fact_at(connection, key)
    chosen = select(readings.c.restored, readings.c.edits, texts.c.text, entries.c.pages, *head_columns())
    chosen = chosen.join(texts, (texts.c.page == readings.c.page) & (texts.c.linearisation == readings.c.linearisation))
    chosen = chosen.join(stated_facts, stated_facts.c.reading == readings.c.id)
    chosen = chosen.outerjoin(statements, statements.c.fact == stated_facts.c.number).outerjoin(entries, entries.c.id == statements.c.entry)
    row = connection.execute(chosen.where(readings.c.page == fact.page, readings.c.shown, stated_facts.c.id == fact.id)).one()
    restored = RestoredText(page=fact.page, text=row.text if row.restored is None else row.restored, edits=row.edits)
    return Side(key=key, fact=fact, page=head_of(row), said=passage(restored, fact), pages=row.pages or 1)


def compared(one: AnyFact, other: AnyFact) -> Iterator[Row]:
    """The fields that one of two statements gives, in the order of their type."""
    for field in one.__struct_fields__:
        if field in FRAME:
            continue
        first, second = getattr(one, field), getattr(other, field)
        if first not in _NONE or second not in _NONE:
            yield Row(field=field, compared=_compared(first, second))


_NONE: tuple[Any, ...] = (None, "", ())


def _compared(one: Any, other: Any) -> Compared:
    if one in _NONE or other in _NONE:
        return Compared.ONE
    if one == other:
        return Compared.SAME
    if isinstance(one, tuple):
        return Compared.FITS if set(one) & set(other) else Compared.DIFFERS
    return Compared.FITS if agree(one, other) else Compared.DIFFERS


def _options(connection: Connection, asked: Question) -> Iterable[Option]:
    if not asked.options:
        return ()
    sources = _sources(connection, asked)
    answers: Sequence[str] = [str(number) for number in range(1, len(asked.options) + 1)]
    return [
        Option(answer=answer, side=side(connection, key), sources=sources.get(key, 1))
        for answer, key in zip(answers, asked.options, strict=True)
    ]


def _sources(connection: Connection, asked: Question) -> dict[str, int]:
    """How many sources give each value, by the first statement that gives it."""
    conflicts = connection.execute(select(entries.c.conflicts).where(entries.c.id == asked.entry)).scalar() or {}
    return {standing.statements[0]: standing.sources for standing in conflicts.get(asked.field, ())}
