from __future__ import annotations

from litestar.testing import TestClient

from shanhai import views
from shanhai.web.timeline import Call, timeline


def calls(client: TestClient, place: str) -> list[Call]:
    view = views.place(client.app.state.ledger, place)
    assert view
    return list(timeline(view))


def test_a_place_has_its_own_visits_out_and_in(client: TestClient) -> None:
    assert [(call.way, call.below) for call in calls(client, "余杭区")] == [("in", False), ("out", False)]
    assert [(call.way, call.below) for call in calls(client, "庆元县")] == [("out", False), ("in", False)]


def test_visits_of_places_that_lie_in_it_are_below(client: TestClient) -> None:
    assert [(call.way, call.below) for call in calls(client, "杭州市")] == [("in", True), ("out", True)]


def test_a_visit_between_two_of_its_places_stands_once(client: TestClient) -> None:
    assert [(call.way, call.below) for call in calls(client, "浙江省")] == [("within", False), ("within", False)]
