"""An answer is given again only to who asks for the same, and only while nobody has written."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from shanhai.accounts import Role
from shanhai.ledger import Ledger
from shanhai.ledger.forget import forget_page
from shanhai.views import memory
from shanhai.web import rendering, shelf

from .conftest import client_over
from .made_up import plain
from .shared import NAMES, desk_of, shared


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were rendered, as often as they were."""
    rendered: list[str] = []
    whole = rendering.page

    def noted(request: object, template: str, **context: object) -> object:
        rendered.append(template)
        return whole(request, template, **context)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering, "page", noted)
    return rendered


def test_same_question_is_answered_once(ledger_path: Path, made: list[str]) -> None:
    with client_over(ledger_path) as client:
        one, other = client.get("/visits"), client.get("/visits")
        assert (one.content, one.headers["content-security-policy"]) == (other.content, other.headers["content-security-policy"])
        assert made == ["records.html"]
        assert client.get("/visits?sort=date").text != one.text
        assert client.get("/visits", headers={"Accept-Encoding": "identity"}).content == one.content
        assert made == ["records.html"] * 3


def test_language_and_theme_are_asked_for(ledger_path: Path) -> None:
    with client_over(ledger_path) as client:
        chinese = client.get("/visits").text
        english = client.get("/visits?lang=en").text
        assert (chinese != english) and client.cookies["lang"] == "en"
        assert 'lang="en"' in client.get("/visits").text[:200]
        client.cookies.set("theme", "dark")
        assert 'data-theme="dark"' in client.get("/visits").text[:200]


def test_a_write_by_another_program_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with client_over(path) as client:
        assert "甲县" not in client.get("/pages").text
        with Ledger.open(str(path)) as ledger:
            ledger.add(plain("甲县来访", "a.html", title="甲县来访"))
            ledger.reconcile()
        assert "甲县" in client.get("/pages").text


def test_a_write_while_the_answer_is_made_is_not_overlooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ledger"
    whole = rendering.page

    def late(request: object, template: str, **context: object) -> object:
        made = whole(request, template, **context)  # type: ignore[arg-type]
        with Ledger.open(str(path)) as ledger:
            ledger.add(plain("甲县来访", "a.html", title="甲县来访"))
            ledger.reconcile()
        return made

    with client_over(path) as client:
        monkeypatch.setattr(rendering, "page", late)
        assert "甲县" not in client.get("/pages").text
        monkeypatch.setattr(rendering, "page", whole)
        assert "甲县" in client.get("/pages").text


def test_nobody_gets_what_was_made_for_another(tmp_path: Path) -> None:
    desk, address = desk_of(shared(tmp_path / "a.ledger"), Role.EDITOR), "/visits?year=2024"
    mark, made = desk.mark, desk.get(address).text
    assert mark in made and NAMES[Role.EDITOR] in made
    desk.client.cookies.clear()
    assert mark not in desk.get(address).text
    again = desk.sign_in(NAMES[Role.READER]).get(address).text
    assert mark not in again and NAMES[Role.EDITOR] not in again and NAMES[Role.READER] in again


def test_only_what_is_there_is_kept(ledger_path: Path, made: list[str]) -> None:
    with client_over(ledger_path) as client:
        assert [client.get("/places/no-such-place").status_code for _ in range(2)] == [404, 404]
        assert len(made) == 2


def test_what_comes_later_replaces_what_was_shown_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "PATIENCE", 0.0)
    ready = threading.Event()
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        before = memory.later(ledger)
        assert memory.remembered_soon(ledger, "slow", lambda: ready.wait(5)) is None
        ready.set()
        while memory.later(ledger) == before:
            ready.wait(0.01)
        assert memory.remembered_soon(ledger, "slow", lambda: False) is True


def test_nothing_is_left_of_what_was_answered_before(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with client_over(path) as client, Ledger.open(str(path)) as ledger:
        reading = plain("甲县来访", "a.html", title="甲县来访")
        ledger.add(reading)
        ledger.reconcile()
        held = client.app.stores.get(shelf.NAME)
        assert "甲县" in client.get("/pages", headers={"Accept-Encoding": "identity"}).text
        assert any("甲县".encode() in body for body in held._held.values())
        forget_page(ledger, reading.page.id)
        assert client.get("/people").status_code == 200
        assert not any("甲县".encode() in body for body in held._held.values())


def test_the_shelf_holds_no_more_than_it_may() -> None:
    asyncio.run(_fill())


async def _fill() -> None:
    held = shelf.Shelf(most=10)
    for number in range(20):
        await held.set(str(number), b"1234")
    assert [await held.exists(str(number)) for number in (17, 18, 19)] == [False, True, True]
    await held.set("19", b"12345678901")
    assert not await held.exists("19") and not await held.exists("18")
    await held.set("a", "甲")
    assert await held.get("a") == "甲".encode() and await held.expires_in("a") is None
    await held.delete_all()
    await held.set("b", b"1234567890")
    assert await held.exists("b")
