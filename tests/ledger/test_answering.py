"""Questions come in their order, one to a hand; an answer is a judgement, says what it changed, and is taken back to the last byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, leasing, schema
from shanhai.ledger.answering import StaleError, answer, put_off
from shanhai.ledger.deciding import decide, effect_of, preview, take_back
from shanhai.ledger.export import export_jsonl
from shanhai.model import JudgementError
from shanhai.reconcile.asking import Kind, Question
from shanhai.reconcile.judgement import Judgement, Verdict, anchor_of

from .synthetic import page_reading
from .test_judging import facts

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    for number in range(30):
        reading = page_reading(number)
        doubted = [msgspec.structs.replace(fact, needs_review=True, confidence=0.5 + number / 100) for fact in reading.account.facts]
        ledger.add(msgspec.structs.replace(reading, account=msgspec.structs.replace(reading.account, facts=tuple(doubted))))
    ledger.reconcile()
    return ledger


def exported(ledger: Ledger, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in export_jsonl(ledger, folder)}


def asked(book: Ledger, who: str, kind: str = "") -> Question:
    with book.writing() as connection:
        found = leasing.next_question(connection, who, kind=kind)
    assert found is not None
    return found


def test_the_most_useful_comes_first(book: Ledger) -> None:
    with book.looking() as connection:
        gains = connection.execute(select(schema.questions.c.gain).order_by(schema.questions.c.gain.desc())).scalars().all()
    assert gains
    assert asked(book, "甲").gain == gains[0]


def test_two_never_have_one_question(book: Ledger) -> None:
    one, other = asked(book, "甲"), asked(book, "乙")
    assert one.key != other.key
    assert asked(book, "甲") == one
    with pytest.raises(StaleError) as stale:
        answer(book, one.key, "accept", who="乙")
    assert stale.value.who == "甲"


def test_a_lease_runs_out(book: Ledger) -> None:
    with book.writing() as connection:
        one = leasing.next_question(connection, "甲", now=NOW)
        later = leasing.next_question(connection, "乙", now=NOW + leasing.HELD + timedelta(seconds=1))
    assert one == later


def test_what_is_put_off_is_put_off_for_one(book: Ledger) -> None:
    one = asked(book, "甲")
    put_off(book, one.key, "甲")
    assert asked(book, "甲") != one
    assert asked(book, "乙") == one


def test_an_answer_settles_its_question_and_says_what_changed(book: Ledger) -> None:
    one = asked(book, "甲", Kind.FACT)
    made = answer(book, one.key, "reject", who="甲", sitting="周三", why="误读")
    gone = [each for each in made.effect.touched if not each.after]
    assert gone
    with book.looking() as connection:
        assert leasing.question(connection, one.key) is None
        assert effect_of(connection, made.ids[0]) == made.effect
    with pytest.raises(StaleError):
        answer(book, one.key, "accept", who="甲")


def test_what_cannot_be_told_is_not_asked_again(book: Ledger) -> None:
    one = asked(book, "甲", Kind.FACT)
    made = answer(book, one.key, "unsure", who="甲")
    with book.looking() as connection:
        assert leasing.question(connection, one.key) is None
    take_back(book, *made.ids)
    with book.looking() as connection:
        assert leasing.question(connection, one.key) == one


def test_an_answer_that_is_none_is_refused_and_keeps_the_question(book: Ledger) -> None:
    one = asked(book, "甲", Kind.FACT)
    with pytest.raises(JudgementError):
        answer(book, one.key, "same", who="甲")
    assert asked(book, "甲", Kind.FACT) == one


def test_a_sitting_is_taken_back_to_the_last_byte(book: Ledger, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    for said in ("accept", "reject", "unsure", "accept", "reject"):
        answer(book, asked(book, "甲", Kind.FACT).key, said, who="甲", sitting="周三")
    assert exported(book, tmp_path / "between") != before
    assert take_back(book, sitting="周三").undone == 5
    assert exported(book, tmp_path / "after") == before


def test_a_preview_says_what_would_change_and_changes_nothing(book: Ledger, tmp_path: Path) -> None:
    visit, text, _ = facts(book, "visit")[0]
    made = Judgement(verdict=Verdict.CORRECT, anchor=anchor_of(visit, text, "head"), value="赵六", who="甲")
    before = exported(book, tmp_path / "before")
    would = preview(book, made)
    assert exported(book, tmp_path / "after") == before
    assert would == decide(book, made).effect
    assert [value.after for each in would.touched for value in each.values if value.field == "head"] == ["赵六"]
