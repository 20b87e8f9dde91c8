"""What people decide holds, shows in the entries, outlives rebuilding, and can be taken back to the last byte."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, judging, schema
from shanhai.ledger.export import export_jsonl
from shanhai.model import AnyFact, JudgementError, Visit
from shanhai.reconcile.judgement import PERSON, Anchor, Judgement, Verdict, anchor_of

from .synthetic import page_reading

COUNT = 40


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    for number in range(COUNT):
        ledger.add(page_reading(number))
    ledger.reconcile()
    return ledger


def exported(ledger: Ledger, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in export_jsonl(ledger, folder)}


def facts(ledger: Ledger, kind: str) -> list[tuple[AnyFact, str, str]]:
    """The facts of a type with their page's text and their entry."""
    f, r, t, s = schema.facts.c, schema.readings.c, schema.texts.c, schema.statements.c
    with ledger.looking() as connection:
        chosen = select(f.body, t.text, s.entry).join(schema.readings, r.id == f.reading).join(schema.texts, t.page == r.page)
        return [
            tuple(row)
            for row in connection.execute(chosen.join(schema.statements, s.fact == f.number).where(f.type == kind).order_by(r.page))
        ]


def entry(ledger: Ledger, fact: AnyFact) -> AnyFact | None:
    f, r, s, e = schema.facts.c, schema.readings.c, schema.statements.c, schema.entries.c
    with ledger.looking() as connection:
        chosen = (
            select(e.body)
            .join(schema.statements, s.entry == e.id)
            .join(schema.facts, f.number == s.fact)
            .join(schema.readings, r.id == f.reading)
        )
        return connection.execute(chosen.where(r.page == fact.page, f.id == fact.id)).scalar()


def test_a_correction_shows_in_the_entry_and_goes_with_its_undoing(book: Ledger) -> None:
    visit, text, _ = facts(book, "visit")[0]
    made = Judgement(verdict=Verdict.CORRECT, anchor=anchor_of(visit, text, "head"), value="李四", who="甲", why="见会议记录")
    (name,) = book.judge(made)
    assert getattr(entry(book, visit), "head", None) == "李四"
    assert book.undo(name) == 1
    assert entry(book, visit).head == visit.head  # type: ignore[union-attr]


def test_a_rejected_fact_is_in_no_entry(book: Ledger) -> None:
    visit, text, _ = facts(book, "visit")[0]
    book.judge(Judgement(verdict=Verdict.REJECT, anchor=anchor_of(visit, text), who="甲"))
    assert entry(book, visit) is None


def test_same_and_different_join_and_part(book: Ledger) -> None:
    (one, first, a), (other, second, b) = next(
        (x, y) for x in facts(book, "visit") for y in facts(book, "visit") if x[0].page < y[0].page and x[2] != y[2]
    )
    assert a != b
    anchors = anchor_of(one, first), anchor_of(other, second)
    book.judge(Judgement(verdict=Verdict.SAME, anchor=anchors[0], other=anchors[1], who="甲", made="2026-01-01"))
    assert entry(book, one) == entry(book, other)
    book.judge(Judgement(verdict=Verdict.DIFFERENT, anchor=anchors[0], other=anchors[1], who="乙", made="2026-01-02"))
    assert entry(book, one) != entry(book, other)


def test_an_id_that_ends_leads_on(book: Ledger) -> None:
    one, other = facts(book, "visit")[:2]
    book.judge(Judgement(verdict=Verdict.SAME, anchor=anchor_of(one[0], one[1]), other=anchor_of(other[0], other[1])))
    with book.looking() as connection:
        kept = {one[2], other[2]} & set(connection.execute(select(schema.entries.c.id)).scalars())
        (gone,) = {one[2], other[2]} - kept
        assert connection.execute(select(schema.redirects.c.new).where(schema.redirects.c.old == gone)).scalar() in kept


def test_a_fact_by_hand_is_an_entry_like_others(book: Ledger) -> None:
    visit, text, _ = facts(book, "visit")[0]
    where = Anchor(page=visit.page, type="policy", exact=text[:4], start=0)
    (name,) = book.judge(Judgement(verdict=Verdict.ADD, anchor=where, value={"type": "policy", "name": "甲规划"}, who="甲"))
    assert [fact.name for fact, *_ in facts(book, "policy")] == ["甲规划"]  # type: ignore[union-attr]
    book.undo(name)
    assert facts(book, "policy") == []


def test_people_are_told_apart_by_hand(book: Ledger) -> None:
    with book.looking() as connection:
        r, p = schema.readings.c, schema.reading_people.c
        rows = connection.execute(
            select(r.page, p.name, p.person).join(schema.reading_people, p.reading == r.id).order_by(p.name, r.page)
        ).all()
    one, other = next((a, b) for a, b in pairwise(rows) if a.name == b.name and a.person != b.person)
    anchors = [Anchor(page=row.page, type=PERSON, value=row.name) for row in (one, other)]
    book.judge(
        Judgement(verdict=Verdict.SAME, anchor=anchors[0], other=anchors[1]),
    )
    with book.looking() as connection:
        chosen = select(p.person).join(schema.readings, r.id == p.reading).where(p.name == one.name, r.page.in_([one.page, other.page]))
        assert len(set(connection.execute(chosen).scalars())) == 1


def test_judgements_outlive_a_new_reading(book: Ledger, tmp_path: Path) -> None:
    visit, text, _ = facts(book, "visit")[0]
    book.judge(Judgement(verdict=Verdict.CORRECT, anchor=anchor_of(visit, text, "head"), value="李四", made="2026-01-01"))
    before = exported(book, tmp_path / "before")
    for number in range(COUNT):
        book.add(page_reading(number, rules="newer"))
    assert exported(book, tmp_path / "after") == before
    with book.looking() as connection:
        assert judging.loose(connection) == ()


def test_what_finds_nothing_is_refused_and_what_no_longer_does_is_listed(book: Ledger) -> None:
    lost = Judgement(verdict=Verdict.ACCEPT, anchor=Anchor(page="0" * 64, type="visit", fact="1"), who="甲", made="2026-01-01")
    with pytest.raises(JudgementError, match="no such thing"):
        book.judge(lost)
    with book.writing() as connection:
        assert judging.bring(connection, [lost]) == 1
        assert judging.bring(connection, [lost]) == 0
    with book.looking() as connection:
        assert [kept.judgement for kept in judging.loose(connection)] == [lost]


@pytest.mark.parametrize(("field", "value"), [("head", 5), ("page", "x"), ("nose", "x"), ("date", {"start": 1})])
def test_a_value_that_cannot_stand_there_is_refused(book: Ledger, field: str, value: object) -> None:
    visit, text, _ = facts(book, "visit")[0]
    anchor = anchor_of(visit, text) if field not in Visit.__struct_fields__ else anchor_of(visit, text, field)
    made = Judgement(
        verdict=Verdict.CORRECT,
        anchor=anchor if anchor.field else Anchor(page=visit.page, type="visit", fact=visit.id, field=field),
        value=value,
    )
    with pytest.raises(JudgementError):
        book.judge(made)


def test_many_judgements_undone_leave_no_trace(book: Ledger, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    chance = random.Random(7)
    visits = facts(book, "visit") + facts(book, "pairing")
    for number in range(60):
        one, other = chance.sample(visits, 2)
        book.judge(_drawn(chance, one, other, number))
    assert exported(book, tmp_path / "between") != before
    for sitting in ("0", "1", "2"):
        book.undo(sitting=sitting)
    assert exported(book, tmp_path / "after") == before


def _drawn(chance: random.Random, one: tuple[AnyFact, str, str], other: tuple[AnyFact, str, str], number: int) -> Judgement:
    frame = {"who": "甲", "sitting": str(number % 3), "made": f"2026-01-01T00:{number:02}"}
    here, there = anchor_of(one[0], one[1]), anchor_of(other[0], other[1])
    verdict = chance.choice([Verdict.ACCEPT, Verdict.REJECT, Verdict.NOTE, Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
    two = verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
    if two and here.type != there.type:
        return Judgement(verdict=Verdict.ACCEPT, anchor=here, **frame)
    return Judgement(verdict=verdict, anchor=here, other=there if two else None, **frame)
