"""Changes to a statement, to entries and to people, as judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from sqlalchemy import Connection, select

from shanhai.model import AnyFact, JudgementError
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import PERSON, Anchor, Judgement, Verdict, anchor_of, named_at

from . import schema
from .answering import anchor_at, fact_at
from .tellings import of_facts

MOST_PAIRS = 400
"""Pairs that one parting says: twenty statements from twenty."""


class Current(Value, frozen=True, kw_only=True):
    """A statement as people have left it: as read, as it is now (null: rejected), its page's text, and the entry that it is in."""

    read: AnyFact
    now: AnyFact | None
    text: str
    entry: str | None


def current(connection: Connection, statement: str) -> Current:
    """A statement (PAGE/FACT) as it stands. JudgementError where the ledger has none such."""
    read, text = fact_at(connection, statement)
    f, r = schema.facts.c, schema.readings.c
    chosen = select(f.number).join(schema.readings, (r.id == f.reading) & r.shown).where(r.page == read.page, f.id == read.id)
    (telling,) = of_facts(connection, [connection.execute(chosen).scalar_one()])
    return Current(read=read, now=telling.told.statement.fact if telling.told else None, text=text, entry=telling.entry)


def corrections(held: Current, values: Mapping[str, Any]) -> list[Judgement]:
    """Other values for fields of a statement; an empty one rejects the field."""
    return [
        Judgement(
            verdict=Verdict.REJECT if value is None or value == [] else Verdict.CORRECT,
            anchor=anchor_of(held.read, held.text, field),
            value=None if value is None or value == [] else value,
        )
        for field, value in values.items()
    ]


def of_whole(held: Current, verdict: Verdict) -> Judgement:
    """A statement accepted or rejected as a whole."""
    return Judgement(verdict=verdict, anchor=anchor_of(held.read, held.text))


def addition(page: str, text: str, start: int, end: int, value: Mapping[str, Any]) -> Judgement:
    """A fact that a person reads in a stretch of a page's published text. JudgementError where there is none."""
    if not 0 <= start < end <= len(text):
        raise JudgementError(page, "选中的不在这一页里 (not a stretch of this page)", "重新选一次 (choose again)")
    around = 20
    anchor = Anchor(
        page=page,
        type=str(value.get("type", "")),
        exact=text[start:end],
        prefix=text[max(0, start - around) : start],
        suffix=text[end : end + around],
        start=start,
    )
    return Judgement(verdict=Verdict.ADD, anchor=anchor, value=dict(value))


def joining(connection: Connection, one: str, other: str) -> list[Judgement]:
    """That two entries are one. JudgementError where they cannot be."""
    first, second = (statements_of(connection, each) for each in (one, other))
    if one == other:
        raise JudgementError(one, "是同一条 (one and the same)", "选另一条 (choose another)")
    return [Judgement(verdict=Verdict.SAME, anchor=anchor_at(connection, first[0]), other=anchor_at(connection, second[0]))]


def parting(connection: Connection, entry: str, apart: Iterable[str]) -> list[Judgement]:
    """That some statements of an entry are about another thing than the rest. JudgementError where nothing, or all, is to go."""
    held = statements_of(connection, entry)
    going = [each for each in held if each in set(apart)]
    rest = [each for each in held if each not in going]
    if not going or not rest:
        raise JudgementError(entry, "要分出一部分，不是全部 (some of them, not all)", "勾选说另一件事的那几页 (choose those)")
    if len(going) * len(rest) > MOST_PAIRS:
        raise JudgementError(entry, f"一次最多分 {MOST_PAIRS} 对 (too many at once)", "分几次 (in several steps)")
    anchors = {each: anchor_at(connection, each) for each in held}
    pairs = [Judgement(verdict=Verdict.DIFFERENT, anchor=anchors[one], other=anchors[other]) for one, other in product(going, rest)]
    return pairs + [Judgement(verdict=Verdict.SAME, anchor=anchors[going[0]], other=anchors[each]) for each in going[1:]]


def statements_of(connection: Connection, entry: str) -> list[str]:
    """The statements (PAGE/FACT) of an entry. JudgementError where there is no such entry."""
    s, f, r = schema.statements.c, schema.facts.c, schema.readings.c
    chosen = select(r.page, f.id).join(schema.facts, f.reading == r.id).join(schema.statements, s.fact == f.number)
    found = [f"{row.page}/{row.id}" for row in connection.execute(chosen.where(s.entry == entry).order_by(f.number))]
    if not found:
        raise JudgementError(entry, "没有这一条 (no such entry)", "核对编号 (check the id)")
    return found


def pages_of_person(connection: Connection, key: str) -> tuple[str, list[str]]:
    """The name of a person, and the pages that mean them by it. JudgementError where there is no such person."""
    p, r = schema.reading_people.c, schema.readings.c
    chosen = select(p.name, r.page).join(schema.readings, (r.id == p.reading) & r.shown).where(p.person == key).distinct()
    rows = connection.execute(chosen.order_by(r.page)).all()
    if not rows:
        raise JudgementError(key, "没有这个人 (no such person)", "从人物里找 (look under People)")
    return rows[0].name, [row.page for row in rows]


def same_person(connection: Connection, one: str, other: str) -> list[Judgement]:
    """That two of one name are one person: said of every page of the smaller. JudgementError where they are not of one name."""
    (name, pages), (second, others) = pages_of_person(connection, one), pages_of_person(connection, other)
    if name != second or one == other:
        raise JudgementError(other, "只能并同名的人 (only bearers of one name)", "选另一位同名的人 (choose another bearer)")
    few, many = sorted((pages, others), key=len)
    return [_of_person(Verdict.SAME, name, page, many[0]) for page in few[:MOST_PAGES]]


MOST_PAGES = 40
"""Pages of a person that are joined one by one; the others follow by what they share with these."""


def other_person(connection: Connection, key: str, apart: Sequence[str]) -> list[Judgement]:
    """That some pages mean another person of the same name."""
    name, pages = pages_of_person(connection, key)
    going = [page for page in pages if page in set(apart)]
    rest = [page for page in pages if page not in going]
    if not going or not rest or len(going) * len(rest) > MOST_PAIRS:
        raise JudgementError(key, "要分出一部分网页，不是全部，也不能太多 (some of the pages)", "勾选说另一个人的那几页 (choose those)")
    pairs = [_of_person(Verdict.DIFFERENT, name, one, other) for one, other in product(going, rest)]
    return pairs + [_of_person(Verdict.SAME, name, going[0], page) for page in going[1:]]


def _of_person(verdict: Verdict, name: str, one: str, other: str) -> Judgement:
    return Judgement(verdict=verdict, anchor=named_at(PERSON, one, name), other=named_at(PERSON, other, name))
