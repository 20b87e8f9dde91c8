"""An answer to a question, as judgements: checked, kept, and said what it changed, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, select

from shanhai.model import AnyFact, JudgementError
from shanhai.reconcile.asking import OF_NAMES, Kind, Question
from shanhai.reconcile.judgement import WHOLE, Anchor, Judgement, Verdict, anchor_of, named_at

from . import assigning, judging, leasing, schema
from .deciding import Decided, decide
from .questions import UNSURE
from .store import Ledger

LATER, COMMENT = "later", "comment"
ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FACT: ("accept", "reject", "unsure"),
    Kind.GUESS: ("accept", "reject", "unsure"),
    Kind.JOIN: ("same", "different", "unsure"),
    Kind.PART: ("same", "different", "unsure"),
    Kind.CONFLICT: ("unsure",),
    Kind.PERSON: ("same", "different", "unsure"),
    Kind.ORGANIZATION: ("same", "different", "unsure"),
}
"""What can be answered to each kind; a conflict is answered by the place of the right value among its options, from 1."""


class StaleError(JudgementError):
    """A question that is one no more, or that another person has in hand."""

    def __init__(self, key: str, who: str = "") -> None:
        self.key, self.who = key, who
        problem = (
            f"{who} 在办这一条 (it is in somebody else's hand, or assigned to them)" if who else "这一条已经答过了 (answered meanwhile)"
        )
        super().__init__(key, problem, "看下一条 (take the next)")


def answer(ledger: Ledger, key: str, said: str, *, who: str, sitting: str = "", why: str = "") -> Decided:
    """Keeps the answer to a question. StaleError where that comes too late, JudgementError where it is no answer."""
    with ledger.looking() as connection:
        asked = _asked(connection, key, who)
        made = judgement_of(connection, asked, said, who=who, sitting=sitting, why=why)

    def first(connection: Connection) -> None:
        _asked(connection, key, who)
        leasing.release(connection, key)

    return decide(ledger, made, first=first)


def put_off(ledger: Ledger, key: str, who: str) -> None:
    """Puts a question off: this person is not asked it again today, others are."""
    with ledger.writing() as connection:
        leasing.hold(connection, key, who, later=True)


def comment(ledger: Ledger, key: str, *, who: str, why: str, sitting: str = "") -> str:
    """Keeps a remark on what is asked without deciding it; its id. StaleError where it is asked no more."""
    with ledger.writing() as connection:
        asked = leasing.question(connection, key)
        if asked is None:
            raise StaleError(key)
        anchor = named_at(asked.kind.value, *asked.one.split("/", 1)) if asked.kind in OF_NAMES else anchor_at(connection, asked.one)
        (made,) = judging.record(connection, [Judgement(verdict=Verdict.NOTE, anchor=anchor, why=why, who=who, sitting=sitting)])
    return made


def judgement_of(connection: Connection, asked: Question, said: str, *, who: str, sitting: str = "", why: str = "") -> Judgement:
    """The judgement that an answer is."""
    made = _decision(connection, asked, said)
    return msgspec.structs.replace(made, who=who, sitting=sitting, why=why)


def _decision(connection: Connection, asked: Question, said: str) -> Judgement:
    if said.isdecimal() and asked.kind is Kind.CONFLICT and 1 <= int(said) <= len(asked.options):
        return Judgement(verdict=Verdict.ACCEPT, anchor=anchor_at(connection, asked.options[int(said) - 1], asked.field))
    if said not in ANSWERS[asked.kind]:
        raise JudgementError(asked.key, f"{said!r} 不是这一条的答法 (no answer to it)", f"可以答：{'、'.join(ANSWERS[asked.kind])}")
    if asked.kind in OF_NAMES:
        one, two = (named_at(asked.kind.value, *each.split("/", 1)) for each in (asked.one, asked.two))
        return Judgement(verdict=Verdict(said), anchor=one, other=two)
    if asked.kind in (Kind.JOIN, Kind.PART):
        one, two = (anchor_at(connection, each) for each in (asked.one, asked.two))
        return Judgement(verdict=Verdict(said), anchor=one, other=two)
    anchor = anchor_at(connection, asked.one, asked.field)
    if said == UNSURE:
        return Judgement(verdict=Verdict.NOTE, anchor=anchor, value=UNSURE)
    return Judgement(verdict=Verdict(said), anchor=anchor)


def anchor_at(connection: Connection, statement: str, field: str = WHOLE) -> Anchor:
    """The anchor of a statement (PAGE/FACT), or of one of its fields. JudgementError where the ledger has none such."""
    fact, text = fact_at(connection, statement)
    if field and field not in fact.__struct_fields__:
        raise JudgementError(statement, f"没有 {field} 这一栏 (no such field)", f"有 {'、'.join(fact.__struct_fields__)}")
    return anchor_of(fact, text, field)


def fact_at(connection: Connection, statement: str) -> tuple[AnyFact, str]:
    """A fact as it was read, and the published text of its page."""
    page, _, name = statement.partition("/")
    f, r, t = schema.facts.c, schema.readings.c, schema.texts.c
    chosen = select(f.body, t.text).join(schema.readings, (r.id == f.reading) & r.shown)
    chosen = chosen.join(schema.texts, (t.page == r.page) & (t.linearisation == r.linearisation))
    row = connection.execute(chosen.where(r.page == page, f.id == name)).first()
    if row is None:
        raise JudgementError(statement, "台账里没有这一条 (no such fact)", "刷新再看 (look again)")
    return row.body, row.text


def _asked(connection: Connection, key: str, who: str) -> Question:
    asked = leasing.question(connection, key)
    held = leasing.holder(connection, key, but=who)
    whose = assigning.assigned(connection, key)
    if asked is None or held is not None:
        raise StaleError(key, held.who if held else "")
    if whose is not None and whose.who != who:
        raise StaleError(key, whose.who)
    return asked
