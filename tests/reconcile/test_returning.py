from __future__ import annotations

from datetime import date

from shanhai.reconcile.returning import Going, answers, usual_days


def go(entry: str, way: str, first: str, last: str | None = None) -> Going:
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Going(entry=entry, visitor=way[0], host=way[1], first=start, last=end, fine=last is None)


def paired(*goings: Going) -> list[tuple[str, str]]:
    return [(answer.asked, answer.returned) for answer in answers(goings)]


def test_turn_and_turn_about() -> None:
    visits = (go("1", "AB", "2024-01-01"), go("2", "BA", "2024-03-01"), go("3", "AB", "2024-06-01"), go("4", "BA", "2024-09-01"))
    assert paired(*visits) == [("1", "2"), ("3", "4")]
    assert usual_days(answers(visits)) == 76


def test_two_visits_want_two_returns() -> None:
    visits = (go("1", "AB", "2024-01-01"), go("2", "AB", "2024-02-01"), go("3", "BA", "2024-03-01"))
    assert paired(*visits) == [("1", "3")]


def test_the_same_day_is_no_return_and_the_order_must_be_sure() -> None:
    assert paired(go("1", "AB", "2024-01-01"), go("2", "BA", "2024-01-01")) == []
    month = go("1", "AB", "2024-01-01", "2024-01-31")
    assert paired(month, go("2", "BA", "2024-01-20")) == []
    assert [(answer.days, answer.fine) for answer in answers([month, go("2", "BA", "2024-03-16")])] == [(60, False)]


def test_other_places_do_not_answer() -> None:
    assert paired(go("1", "AB", "2024-01-01"), go("2", "CA", "2024-03-01"), go("3", "BC", "2024-04-01")) == []
