from __future__ import annotations

import msgspec
import pytest
from litestar.testing import TestClient

from shanhai.views import (
    Board,
    Calendar,
    Network,
    OrganizationList,
    OrganizationView,
    Overview,
    PageList,
    PageView,
    PairView,
    PersonList,
    PersonView,
    PlaceLine,
    PlaceView,
    ProgrammeLine,
    ProgrammeView,
    Promises,
    Records,
    Search,
    Silence,
)
from shanhai.web.register import REGISTERS

from .made_up import made_up

FIRST = made_up()[0]


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/api/overview", Overview),
        ("/api/pages", PageList),
        ("/api/pages?q=庆元&review=yes&limit=1", PageList),
        (f"/api/pages/{FIRST.page.id}", PageView),
        ("/api/places", tuple[PlaceLine, ...]),
        ("/api/places?name=余杭", tuple[PlaceLine, ...]),
        ("/api/places/330110", PlaceView),
        ("/api/places/甲县", PlaceView),
        ("/api/people?q=秦", PersonList),
        ("/api/people/李四", PersonView),
        ("/api/pairs/330110/331126", PairView),
        ("/api/organizations?kind=party", OrganizationList),
        ("/api/organizations/庆元县委", OrganizationView),
        ("/api/programmes", tuple[ProgrammeLine, ...]),
        ("/api/programmes/山海协作", ProgrammeView),
        ("/api/search?q=考察&kind=visit", Search),
        ("/api/network?level=county&limit=2", Network),
        ("/api/calendar", Calendar),
        ("/api/board?limit=3", Board),
        ("/api/pledges/state?state=silent", Promises),
        ("/api/silence", Silence),
        ("/api/visits?year=2024&province=330000&sort=-pages&limit=1", Records),
        *((f"/api/{name}", Records) for name in REGISTERS),
    ],
)
def test_answers_are_the_values_of_the_views(client: TestClient, address: str, shape: type) -> None:
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/json"
    assert msgspec.json.decode(answer.content, type=shape)


def test_a_page_is_given_whole(client: TestClient) -> None:
    given = msgspec.json.decode(client.get(f"/api/pages/{FIRST.page.id}").content, type=PageView)
    assert (given.page, given.restored, given.blocks, given.account) == (FIRST.page, FIRST.restored, FIRST.blocks, FIRST.account)


def test_lists_are_cut_where_asked(client: TestClient) -> None:
    whole = client.get("/api/pages").json()
    second = client.get("/api/pages?offset=1&limit=1").json()
    assert (second["total"], second["offset"], second["lines"]) == (2, 1, whole["lines"][1:])


@pytest.mark.parametrize(
    ("address", "status", "place"),
    [
        ("/api/pages/0000", 404, "0000"),
        ("/api/places/无此地", 404, "无此地"),
        ("/api/people/无此人", 404, "无此人"),
        ("/api/nothing", 404, "/api/nothing"),
        ("/api/pages?limit=0", 400, "/api/pages"),
        ("/api/pages?offset=-1", 400, "/api/pages"),
        ("/api/pages?offset=many", 400, "/api/pages"),
        ("/api/pages?review=maybe", 400, "/api/pages"),
        ("/api/entries/visit-0", 404, "visit-0"),
        ("/api/organizations/无此单位", 404, "无此单位"),
        ("/api/programmes/无此机制", 404, "无此机制"),
        ("/api/pairs/甲县/无此地", 404, "无此地"),
        ("/api/pairs/甲县/甲县", 400, "甲县—甲县"),
        ("/api/visits?sort=colour", 400, "/api/visits"),
        ("/api/visits?since=yesterday", 400, "/api/visits"),
        ("/api/search?kind=colour", 400, "/api/search"),
        (f"/api/pages?q={'长' * 201}", 400, "/api/pages"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_errors_have_one_shape(client: TestClient, address: str, status: int, place: str, lang: str) -> None:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    error = answer.json()["error"]
    assert set(error) == {"place", "problem", "remedy"}
    assert error["place"] == place
    assert all(error.values())


def test_only_reading_is_offered(client: TestClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)("/api/pages")
        assert (answer.status_code, set(answer.json())) == (405, {"error"})


def test_a_name_that_several_places_bear_asks_for_the_code(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from shanhai import views

    both = views.places_named(client.app.state.ledger, "330110") + views.places_named(client.app.state.ledger, "331126")
    monkeypatch.setattr(views, "places_named", lambda ledger, name: both)
    answer = client.get("/api/places/两地")
    assert (answer.status_code, answer.json()["error"]["remedy"]) == (409, "改用代码：330110、331126")
    assert "有2个地方叫这个名字" in client.get("/places/两地").text


def test_the_schema_names_every_answer(client: TestClient) -> None:
    schema = client.get("/api/schema").json()
    assert schema["info"]["title"] == "Shanhai 山海"
    named = {"pages", "places", "people", "organizations", "programmes", "entries"}
    whole = {"network", "calendar", "board", "pledges/state", "silence"}
    lists = {*REGISTERS, *named - {"entries"}, *whole, "overview", "search"}
    writes = {
        "questions",
        "questions/answers",
        "questions/assignments",
        "judgements",
        "judgements/new",
        "judgements/preview",
        "judgements/undo",
    }
    reads = {f"/api/{name}" for name in lists} | {f"/api/{name}/{{name}}" for name in named} | {"/api/pairs/{a}/{b}"}
    writes |= {"sheets", "sheets/{name}", "sheets/{name}/decisions", "sheets/decisions/undo"}
    assert set(schema["paths"]) == reads | {f"/api/{name}" for name in writes}
    assert {"Visit", "Tenure", "Pairing", "Meeting", "PageView", "PlaceView", "EntryView", "PairView", "Records", "ErrorAnswer"} <= {
        name.rpartition("_")[2] for name in schema["components"]["schemas"]
    }


def test_a_fault_of_ours_tells_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from shanhai import views

    def fails(ledger: object, name: str) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr(views, "places_named", fails)
    answer = client.get("/api/places?name=甲县")
    assert (answer.status_code, set(answer.json()["error"])) == (500, {"place", "problem", "remedy"})
    assert "secret" not in answer.text


def test_a_trouble_of_the_ledger_says_what_to_do(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from shanhai import views
    from shanhai.model import LedgerError

    def fails(ledger: object, name: str) -> None:
        raise LedgerError("a.ledger", "it is locked", "close the other program")

    monkeypatch.setattr(views, "places_named", fails)
    answer = client.get("/api/places?name=甲县")
    assert answer.status_code == 500
    assert answer.json() == {"error": {"place": "a.ledger", "problem": "it is locked", "remedy": "close the other program"}}


def test_an_entry_tells_why(client: TestClient) -> None:
    first = client.get("/api/visits").json()["lines"][0]["entry"]
    told = client.get(f"/api/entries/{first}").json()
    assert (told["id"], told["type"], len(told["statements"])) == (first, "visit", 1)
    assert told["statements"][0]["fact"]["evidence"]


def test_who_has_the_same_already_gets_nothing(client: TestClient) -> None:
    answer = client.get("/api/visits")
    tag = answer.headers["etag"]
    again = client.get("/api/visits", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/visits?limit=1", headers={"If-None-Match": tag}).status_code == 200
    assert "etag" not in client.get("/api/nothing").headers
