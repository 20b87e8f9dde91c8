"""Looking for each other knows no order, and a day of one year does not meet that day of all others."""

from __future__ import annotations

import random

from shanhai.model import Agreement, Meeting, PlaceRef, Visit, When
from shanhai.reconcile.blocking import asked, stored
from shanhai.reconcile.likeness import likeness
from shanhai.reconcile.statement import Statement

LUCHENG, NANBU = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="南部县", code="511321")
DAYS = (None, "--05-31", "--06-01", "--05", "2023-12-31", "2024-01-01", "2024-05", "2024-05-31", "2024-06-01", "2025-05-31", "2024")
OUT = (None, "2024-06-02", "2024-01-01", "2023-12-31", "2026-05-31", "2025-06-01", "--05-31")


def drawn(chance: random.Random, page: str) -> Statement:
    day = chance.choice(DAYS)
    date = When(text="", start=day) if day else None
    kind = chance.randrange(6)
    if kind == 0:
        fact: Visit | Meeting | Agreement = Meeting(id="1", page=page, name="联席会议", place=chance.choice((None, NANBU)), date=date)
    elif kind == 1:
        fact = Agreement(id="1", page=page, parties=("甲局", "乙局"), date=date)
    else:
        head = chance.choice((None, "李四"))
        fact = Visit(id="1", page=page, visitor_place=LUCHENG, host_place=NANBU, date=date, head=head)
    return Statement(fact=fact, published=chance.choice(OUT))


def test_who_looks_is_looked_for() -> None:
    chance = random.Random(1)
    for _ in range(5000):
        one, other = drawn(chance, "p"), drawn(chance, "q")
        assert bool(asked(one) & stored(other)) == bool(asked(other) & stored(one)), (one, other)


def test_tellings_of_one_day_or_of_days_beside_each_other_meet() -> None:
    chance = random.Random(2)
    joined = 0
    for _ in range(5000):
        one, other = drawn(chance, "p"), drawn(chance, "q")
        found = likeness(one, other)
        if found and found.joined and {"same_day", "next_day", "open_year"} & set(found.features):
            joined += 1
            assert asked(one) & stored(other), (one, other)
    assert joined > 300


def told(day: str, out: str | None = None) -> Statement:
    return Statement(fact=Visit(id="1", page=day, visitor_place=LUCHENG, host_place=NANBU, date=When(text="", start=day)), published=out)


def test_years_lie_apart() -> None:
    assert not asked(told("2024-05-14")) & stored(told("2023-05-14"))
    assert asked(told("2023-12-31")) & stored(told("2024-01-01"))
    assert asked(told("--05-14", "2024-06-01")) & stored(told("2023-05-14"))
    assert not asked(told("--05-14", "2024-06-01")) & stored(told("2019-05-14"))
    assert asked(told("--05-14")) & stored(told("2019-05-14"))
    assert not asked(told("--05-14", "2024-06-01")) & stored(told("--05-14", "2019-06-01"))


def test_a_year_is_no_time_to_meet_at() -> None:
    assert not stored(told("2024"))


def test_a_side_that_is_not_known_may_be_any() -> None:
    day = When(text="", start="2024-05-14")
    whole = Statement(fact=Visit(id="1", page="p", visitor_place=LUCHENG, host_place=NANBU, date=day))
    for sides in ({"host_place": NANBU}, {"visitor_place": LUCHENG}):
        half = Statement(fact=Visit(id="1", page="q", date=day, **sides))
        assert asked(half) & stored(whole)
        assert asked(whole) & stored(half)


def test_a_telling_without_a_day_is_found_by_who_received() -> None:
    whole = Statement(fact=Visit(id="1", page="p", head="李四", hosts=("张三",), date=When(text="", start="2024-05-14")))
    undated = Statement(fact=Visit(id="1", page="q", hosts=("张三",)))
    assert asked(undated) & stored(whole)
    assert asked(whole) & stored(undated)
