"""What was true on a date, and what the ledger knew on a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from shanhai.ledger import Ledger, PageReading
from shanhai.ledger.schema import pages
from shanhai.model import Visit
from shanhai.reconcile.judgement import Judgement, Verdict, anchor_of
from shanhai.views import AsOf, PlaceView, pair, person, place


@pytest.fixture
def dated(tmp_path: Path, readings: dict[str, PageReading]) -> Iterator[Ledger]:
    """The ledger as if its pages had come in one after the other: each on the first of a month of 2026."""
    with Ledger.open(str(tmp_path / "dated.ledger")) as ledger:
        for reading in readings.values():
            ledger.add(reading)
        with ledger.writing() as connection:
            for month, reading in enumerate(readings.values(), 1):
                connection.execute(update(pages).where(pages.c.id == reading.page.id).values(added=f"2026-{month:02}-01T08:00:00+00:00"))
        ledger.reconcile()
        yield ledger


def seen(ledger: Ledger, name: str, at: AsOf) -> PlaceView:
    found = place(ledger, name, at=at)
    assert found is not None
    return found


def starts(view: PlaceView) -> list[str | None]:
    return [told.fact.date.start for told in view.visits_in.statements if isinstance(told.fact, Visit) and told.fact.date]


def test_what_had_happened_by_a_day(ledger: Ledger) -> None:
    assert starts(seen(ledger, "330300", AsOf())) == ["2025-07", "2025-06", "2025-05-20"]
    assert starts(seen(ledger, "330300", AsOf(on=date(2025, 6, 15)))) == ["2025-06", "2025-05-20"]
    assert starts(seen(ledger, "330300", AsOf(on=date(2025, 5, 31)))) == ["2025-05-20"]
    between = pair(ledger, "仪陇县", "龙湾区", at=AsOf(on=date(2025, 5, 31)))
    assert between is not None
    assert (between.visits_there.total, between.visits_back.total) == (1, 0)


def test_of_the_end_of_time_all_is_known(ledger: Ledger) -> None:
    late = AsOf(on=date(2030, 1, 1), known=date(2100, 1, 1))
    for name in ("330303", "330300", "浙江省", "511324"):
        now, then = seen(ledger, name, AsOf()), seen(ledger, name, late)
        for part in ("visits_out", "visits_in", "pairings", "meetings", "tenures", "agreements"):
            assert {each.entry for each in getattr(now, part).statements} >= {each.entry for each in getattr(then, part).statements}
        assert seen(ledger, name, AsOf(known=date(2100, 1, 1))) == now


def test_what_came_in_later_was_not_known(dated: Ledger, readings: dict[str, PageReading]) -> None:
    totals = []
    for month in range(1, len(readings) + 1):
        view = place(dated, "浙江省", at=AsOf(known=date(2026, month, 2)))
        totals.append((view.pages_total, view.visits_in.total) if view else (0, 0))
    assert totals == sorted(totals)
    assert totals[0] != totals[-1]
    assert place(dated, "浙江省", at=AsOf(known=date(2025, 12, 31))) is None


def test_a_judgement_was_not_known_before_it_was_made(dated: Ledger, readings: dict[str, PageReading]) -> None:
    told = next(each for each in seen(dated, "330300", AsOf()).visits_in.statements)
    text = next(reading.page.text for reading in readings.values() if reading.page.id == told.fact.page)
    made = Judgement(verdict=Verdict.CORRECT, anchor=anchor_of(told.fact, text, "purpose"), value="学习", made="2026-11-01T00:00:00")
    dated.judge(made)
    for day, purpose in ((date(2026, 10, 31), told.fact.purpose), (date(2026, 11, 1), "学习")):  # type: ignore[union-attr]
        view = seen(dated, "330300", AsOf(known=day))
        assert next(each.fact.purpose for each in view.visits_in.statements if each.entry == told.entry) == purpose  # type: ignore[union-attr]


def test_a_person_as_of(ledger: Ledger) -> None:
    assert person(ledger, "钱丙丁", at=AsOf(on=date(2000, 1, 1))) is None
    now, then = person(ledger, "钱丙丁"), person(ledger, "钱丙丁", at=AsOf(known=date(2100, 1, 1)))
    assert now == then
