"""The calendar, the board, promises and silence, over the same made-up ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from shanhai.ledger import Ledger
from shanhai.model import Pledge
from shanhai.reconcile.follow_up import State
from shanhai.views import board, calendar, promises, silence
from shanhai.views.memory import remembered

from .conftest import cases
from .made_up import lay_network

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(str(lay_network(tmp_path_factory.mktemp("views") / "network.ledger"))) as ledger:
        yield ledger


def test_the_calendar_opens_at_the_latest_month(wide: Ledger) -> None:
    seen = calendar(wide)
    assert (seen.month, seen.total, sorted(seen.days)) == ("2025-06", 2, [1, 2])
    assert seen.months == {"2024-11": 1, "2025-01": 1, "2025-05": 1, "2025-06": 2}
    assert seen.undated == 1


def test_a_visit_without_a_day_is_in_its_month(wide: Ledger) -> None:
    seen = calendar(wide, "2025-01")
    assert (seen.days, len(seen.open), seen.total) == ({}, 1, 1)
    assert calendar(wide, "2020-02").total == 0


def test_projects_by_stage(wide: Ledger) -> None:
    seen = board(wide, today=TODAY)
    held = {column.stage: [card.stated.fact.name for card in column.cards] for column in seen.columns if column.cards}
    assert held == {"签约": ["海河联运中心"], "建成": ["茶叶加工中心"]}
    signed = next(card for column in seen.columns for card in column.cards if column.stage == "签约").progress
    assert (signed.days, signed.usual, signed.stall) == (572, 365, "签约未落地")
    assert signed.now
    assert (signed.now.since, signed.now.reported) == ("2024-11-06", True)
    assert seen.stalls == {"签约未落地": 1}


def test_a_board_of_those_that_wait(wide: Ledger) -> None:
    assert board(wide, today=TODAY, stall="签约未落地").total == 1
    assert board(wide, today=TODAY, stall="开工未投产").total == 0
    assert board(wide, today=date(2025, 6, 1)).stalls == {}


def state_of(ledger: Ledger, text: str, today: date = TODAY) -> tuple[str, str | None, int]:
    line = next(
        each for each in promises(ledger, today=today).lines if isinstance(each.stated.fact, Pledge) and each.stated.fact.text == text
    )
    return line.follow_up.state.value, line.follow_up.since, len(line.outcomes)


def test_what_became_of_promises(wide: Ledger) -> None:
    assert state_of(wide, "建成茶叶加工中心") == ("kept", "2025-05", 1)
    assert state_of(wide, "建成茶叶加工中心", date(2025, 3, 1)) == ("not-due", "2025-12", 0)
    assert state_of(wide, "派教师12名") == ("silent", "2024-11-06", 0)
    assert state_of(wide, "派教师12名", date(2025, 3, 1)) == ("open", "2024-11-06", 0)
    assert state_of(wide, "常来常往") == ("open", "2024-11-06", 0)


def test_states_are_counted_whatever_is_asked(wide: Ledger) -> None:
    seen = promises(wide, today=TODAY, state=State.SILENT.value)
    assert (seen.total, len(seen.lines)) == (1, 1)
    assert {name: n for name, n in seen.states.items() if n} == {"open": 1, "kept": 1, "silent": 1}
    assert promises(wide, today=TODAY, offset=2).lines[0].follow_up.state is State.OPEN


def test_what_has_gone_silent(wide: Ledger) -> None:
    seen = silence(wide, today=TODAY)
    assert (seen.projects, seen.pledges) == (1, 1)
    assert [(line.kind, line.stall, line.months) for line in seen.lines] == [("project", "签约未落地", 19), ("pledge", None, 18)]
    assert silence(wide, today=date(2024, 12, 1)).lines == ()


def test_an_answer_is_remembered_until_the_ledger_changes(empty: Ledger) -> None:
    assert remembered(empty, "pages", lambda: 1) == remembered(empty, "pages", lambda: 2) == 1
    empty.add(cases()["visit"])
    assert remembered(empty, "pages", lambda: 3) == 3
    empty.reconcile()
    assert remembered(empty, "pages", lambda: 4) == 4
