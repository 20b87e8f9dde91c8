"""Who may do what: every route declares it, and every role is held to it; what one may not use is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from shanhai.accounts import Role
from shanhai.reconcile.judgement import Verdict
from shanhai.web import create_app
from shanhai.web.language import language
from shanhai.web.permits import AUDITED, LEAST, OF_VERDICT, SAFE

from .shared import Desk, desk_of, key_of, shared

APP = create_app("nothing.ledger")
TEMPLATES = Path(__file__).parents[2] / "shanhai" / "web" / "templates"
ROLES = [None, *Role]


def routes(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """The routes in one order in every process: some of Litestar's own stand in a set."""
    found = [
        (method, route.path_format, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods - {"OPTIONS", "HEAD"}
    ]
    return sorted(found, key=lambda each: each[:2])


WRITES = [each for each in routes(APP) if each[0] not in SAFE]
READS = [each for each in routes(APP) if each[0] in SAFE]


def filled(address: str) -> str:
    return re.sub(r"\{\w+(:\w+)?\}", "x", address)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory.mktemp("ledger") / "a.ledger")


@pytest.fixture(scope="module")
def desks(path: Path) -> Iterator[dict[Role | None, Desk]]:
    with ExitStack() as stack:
        opened = {role: desk_of(path, role) for role in ROLES}
        for each in opened.values():
            stack.callback(each.client.__exit__)
        yield opened


def test_there_are_routes_that_write() -> None:
    assert len(WRITES) > 20


@pytest.mark.parametrize(("method", "address", "handler"), WRITES, ids=str)
def test_every_route_that_writes_says_who_may(method: str, address: str, handler: HTTPRouteHandler) -> None:
    assert LEAST in handler.opt, f"{method} {address}: give it opt=least(Role.…)"
    assert handler.opt[LEAST] is not None or address in {"/sign-in/session", "/invitations/{secret}/accepted"}


@pytest.mark.parametrize(("method", "address", "handler"), WRITES, ids=str)
def test_every_route_that_writes_has_its_word_in_the_audit(method: str, address: str, handler: HTTPRouteHandler) -> None:
    assert handler.opt.get(AUDITED) or f"act.{handler.handler_name}" in language("zh").words


def test_every_verdict_says_who_may() -> None:
    assert set(OF_VERDICT) == set(Verdict)


def test_every_form_that_writes_begins_with_the_mark() -> None:
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        forms = re.findall(r'<form method="post"(?:"[^"]*"|\{\{.*?\}\}|\{%.*?%\}|[^>"])*>(.{0,14})', text)
        assert all(begin.startswith("{{ own_form }}") for begin in forms), template.name


@pytest.mark.parametrize(("method", "address", "handler"), WRITES, ids=str)
def test_who_may_not_write_is_refused(desks: dict[Role | None, Desk], method: str, address: str, handler: HTTPRouteHandler) -> None:
    """Whoever is below what a route declares gets 403, or is led to sign in; the audit has it."""
    needed = handler.opt[LEAST]
    for role in ROLES if needed else ():
        if role is not None and role.covers(needed):
            continue
        answer = desks[role].post(filled(address))
        strange = 401 if address.startswith("/api") else 303
        assert answer.status_code == (403 if role else strange), (role, answer.text[:300])
        if role is None and strange == 303:
            assert answer.headers["location"] == "/sign-in"


@pytest.mark.parametrize(("method", "address", "handler"), READS, ids=str)
def test_strangers_see_nothing_but_the_door(desks: dict[Role | None, Desk], method: str, address: str, handler: HTTPRouteHandler) -> None:
    answer = desks[None].get(filled(address))
    if address in {
        "/sign-in",
        "/sign-in/session",
        "/invitations/{secret}",
        "/invitations/{secret}/accepted",
        "/static/{name}",
        "/favicon.ico",
    }:
        assert answer.headers.get("location", "") in {"", "/sign-in?", "/invitations/x?"}
    elif address.startswith("/api"):
        assert answer.status_code == 401, address
        assert answer.headers["www-authenticate"].startswith("Bearer")
    else:
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), address


def test_a_reader_is_refused_with_a_clear_page(desks: dict[Role | None, Desk]) -> None:
    for lang, words in (
        ("zh", ["您的账户不能做这件事", "您是钱读（读者），这要编辑才能做"]),
        ("en", ["may not do this", "You are 钱读 (reader)"]),
    ):
        answer = desks[Role.READER].get(f"/add?lang={lang}")
        assert answer.status_code == 403
        assert all(word in answer.text for word in words)
    desks[Role.READER].get("/?lang=zh")


def links(text: str) -> set[str]:
    return {each for each in ("/add", "/review", "/accounts", "/audit", "/edit?", "/join", "/part") if f'{each}"' in text or each in text}


def test_what_one_may_not_use_is_not_shown(path: Path, desks: dict[Role | None, Desk]) -> None:
    entry = desks[Role.READER].get("/api/visits").json()["lines"][0]["entry"]
    seen = {role: links(desks[role].get(f"/entries/{entry}").text) for role in Role}
    assert seen[Role.READER] == set()
    assert seen[Role.EDITOR] == {"/add", "/edit?"}
    assert seen[Role.REVIEWER] == {"/add", "/edit?", "/review", "/join"}
    assert seen[Role.ADMIN] == seen[Role.REVIEWER] | {"/accounts", "/audit"}
    assert "要“审核”以上的账户" in desks[Role.READER].get("/review").text


def edit_form(desk: Desk) -> tuple[str, str]:
    """The address of a form that corrects, and its text."""
    entry = desk.get("/api/visits").json()["lines"][0]["entry"]
    found = re.search(r"/facts/\w+/\w+(?=/edit)", desk.get(f"/entries/{entry}").text)
    assert found
    return found[0], desk.get(f"{found[0]}/edit").text


def test_an_editor_corrects_and_does_not_judge(desks: dict[Role | None, Desk]) -> None:
    editor, reviewer = desks[Role.EDITOR], desks[Role.REVIEWER]
    address, text = edit_form(editor)
    assert 'value="accept"' not in text
    assert 'value="accept"' in reviewer.get(f"{address}/edit").text
    assert editor.post(address, {"act": "accept"}).status_code == 403
    assert editor.post(address, {"act": "reject"}).status_code == 403
    assert editor.post(address, {"act": "save"}).status_code == 303
    assert reviewer.post(address, {"act": "accept"}).status_code == 303


def decision(desk: Desk, verdict: str) -> dict[str, Any]:
    address, _ = edit_form(desk)
    return {
        "who": "somebody else",
        "sitting": "周三",
        "decisions": [{"verdict": verdict, "statement": address.removeprefix("/facts/"), "why": verdict}],
    }


def test_programs_are_held_to_the_role_of_their_key_and_sign_with_its_name(path: Path, desks: dict[Role | None, Desk]) -> None:
    stranger, editor, reviewer = desks[None], key_of(path, Role.EDITOR), key_of(path, Role.REVIEWER)
    note = decision(desks[Role.EDITOR], "note")
    assert stranger.client.post("/api/judgements/new", json=note).status_code == 401
    assert stranger.client.post("/api/judgements/new", json=note, headers={"Authorization": "Bearer shanhai_no"}).status_code == 401
    assert stranger.client.post("/api/judgements/new", json=note, headers=key_of(path, Role.READER)).status_code == 403
    assert (
        stranger.client.post(
            "/api/judgements/new", json=note | {"decisions": [note["decisions"][0] | {"verdict": "accept"}]}, headers=editor
        ).status_code
        == 403
    )
    made = stranger.client.post("/api/judgements/new", json=note, headers=editor)
    assert made.status_code == 201
    kept = [each for each in stranger.client.get("/api/judgements?sitting=周三", headers=editor).json() if each["id"] in made.json()["ids"]]
    assert [each["judgement"]["who"] for each in kept] == ["赵编"]
    assert stranger.client.get("/account", headers=reviewer, follow_redirects=False).status_code == 403
    assert stranger.client.get("/audit", headers=key_of(path, Role.ADMIN), follow_redirects=False).status_code == 403


def test_an_editor_takes_back_their_own_and_a_reviewer_everybodys(path: Path, desks: dict[Role | None, Desk]) -> None:
    editor, reviewer = key_of(path, Role.EDITOR), key_of(path, Role.REVIEWER)
    ask = desks[None].client
    (own,) = ask.post("/api/judgements/new", json=decision(desks[Role.EDITOR], "note"), headers=editor).json()["ids"]
    (others,) = ask.post("/api/judgements/new", json=decision(desks[Role.EDITOR], "accept") | {"sitting": "周四"}, headers=reviewer).json()[
        "ids"
    ]
    assert ask.post("/api/judgements/undo", json={"ids": [others]}, headers=editor).status_code == 403
    assert ask.post("/api/judgements/undo", json={"ids": [own, others]}, headers=editor).status_code == 403
    assert ask.post("/api/judgements/undo", json={"sitting": "周四"}, headers=editor).status_code == 403
    assert desks[Role.EDITOR].post("/review/undo", {"sitting": "周四"}).status_code == 403
    assert desks[Role.EDITOR].post("/review/undo", {"judgement": others}).status_code == 403
    assert ask.post("/api/judgements/undo", json={"ids": [own]}, headers=editor).json()["undone"] == 1
    assert ask.post("/api/judgements/undo", json={"sitting": "周四"}, headers=reviewer).json()["undone"] == 1


def test_a_change_of_role_holds_at_once(path: Path) -> None:
    editor, admin = desk_of(path, Role.EDITOR), desk_of(path, Role.ADMIN)
    assert editor.get("/add").status_code == 200
    assert admin.post("/accounts/role", {"name": "赵编", "role": "reader"}).status_code == 303
    assert editor.get("/add").status_code == 403
    assert admin.post("/accounts/role", {"name": "赵编", "role": "editor"}).status_code == 303
    assert editor.get("/add").status_code == 200
    for each in (editor, admin):
        each.client.__exit__()
