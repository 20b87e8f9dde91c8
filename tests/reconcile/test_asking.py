"""What is asked of a person, and what comes first."""

from __future__ import annotations

import pytest

from shanhai.model import Certainty, DateBasis, Evidence, PlaceRef, Visit, When
from shanhai.reconcile.asking import Kind, asked_of, chances, of_two, values_of
from shanhai.reconcile.clustering import Bond
from shanhai.reconcile.settling import Told, settle
from shanhai.reconcile.statement import Statement
from shanhai.reconcile.weighing import weights

HOST = PlaceRef(name="衡水市", code="131100")


def told(page: str, *, judged: tuple[str, ...] = (), **fields: object) -> Told:
    fact = Visit(id="1", page=page, **{"host_place": HOST, "head": "李四", **fields})  # type: ignore[arg-type]
    return Told(statement=Statement(fact=fact), source=page, judged=judged)


def asked(*said: Told, bonds: tuple[Bond, ...] = ()) -> dict[Kind, list[object]]:
    found: dict[Kind, list[object]] = {}
    for each in asked_of("visit-1", said, settle(said), bonds):
        found.setdefault(each.kind, []).append(each)
    return found


def test_what_is_sure_is_not_asked() -> None:
    assert asked(told("p"), told("q")) == {}


def test_the_less_sure_and_the_fuller_fact_comes_first() -> None:
    def gain(confidence: float, **fields: object) -> float:
        return asked(told("p", confidence=confidence, needs_review=True, **fields))[Kind.FACT][0].gain  # type: ignore[attr-defined]

    assert gain(0.5) > gain(0.8)
    assert gain(0.8, kind="考察", sites=("甲园",)) > gain(0.8)


def test_values_that_differ_are_asked_until_somebody_decided() -> None:
    said = told("p", head="李四"), told("q", head="王五")
    (question,) = asked(*said)[Kind.CONFLICT]
    assert question.field == "head"  # type: ignore[attr-defined]
    assert set(question.options) == {"p/1", "q/1"}  # type: ignore[attr-defined]
    assert Kind.CONFLICT not in asked(told("p", head="李四", judged=("head",)), said[1])


def test_a_choice_of_words_counts_less_than_a_contradiction() -> None:
    words = asked(told("p", kind="考察"), told("q", kind="调研"))[Kind.CONFLICT][0]
    names = asked(told("p", head="李四"), told("q", head="王五"))[Kind.CONFLICT][0]
    assert words.gain < names.gain  # type: ignore[attr-defined]


def test_a_guess_is_asked_where_no_page_has_the_character() -> None:
    guessed = Evidence(start=0, end=2, exact="?四", text="李四", rule="r", certainty=Certainty.GUESSED)
    sound = Evidence(start=0, end=2, exact="李四", text="李四", rule="r")
    one = told("p", evidence={"head": (guessed,)})
    assert asked(one)[Kind.GUESS][0].field == "head"  # type: ignore[attr-defined]
    assert Kind.GUESS not in asked(one, told("q", evidence={"head": (sound,)}))
    assert Kind.GUESS not in asked(told("p", evidence={"head": (guessed,)}, judged=("head",)))


def test_an_entry_that_hangs_by_one_weak_bond_is_asked_there() -> None:
    least = weights()["visit"].threshold
    bonds = (
        Bond(one="a/1", other="b/1", score=least + 5),
        Bond(one="c/1", other="d/1", score=least + 5),
        Bond(one="b/1", other="c/1", score=least + 0.1),
    )
    (seam,) = asked(*(told(page) for page in "abcd"), bonds=bonds)[Kind.PART]
    assert {seam.one, seam.two} == {"b/1", "c/1"}  # type: ignore[attr-defined]
    assert seam.stake == 2 * values_of(told("a").statement.fact)  # type: ignore[attr-defined]
    assert Kind.PART not in asked(*(told(page) for page in "abcd"), bonds=(*bonds, Bond(one="a/1", other="d/1", score=least + 5)))


def test_the_nearer_and_the_larger_two_entries_come_first() -> None:
    least = weights()["visit"].threshold
    sides, names = (told("p"), told("q")), ("visit-1", "visit-2")
    near = of_two(*sides, names, (1, 1), least - 0.1, ())
    assert near.gain > of_two(*sides, names, (1, 1), least - 1, ()).gain
    assert of_two(*sides, names, (4, 4), least - 0.1, ()).gain > near.gain
    assert near.key == of_two(sides[1], sides[0], names, (1, 1), least - 0.1, ()).key


@pytest.mark.parametrize("curve", [chances().join, chances().part])
def test_more_alike_is_more_likely_one(curve: object) -> None:
    points = [curve(number / 4) for number in range(-8, 9)]  # type: ignore[operator]
    assert points == sorted(points)


def test_a_date_told_more_coarsely_is_no_conflict() -> None:
    day = When(text="", start="2024-05-14", basis=DateBasis.STATED)
    assert Kind.CONFLICT not in asked(told("p", date=day), told("q", date=When(text="", start="2024-05", basis=DateBasis.STATED)))
