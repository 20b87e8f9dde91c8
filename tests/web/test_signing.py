"""Signing in, the session's cookie, the mark on forms, invitations, and what admins do, as a browser sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from shanhai.accounts import Role, audit
from shanhai.accounts.clock import iso
from shanhai.ledger import Ledger, signed
from shanhai.web.pace import MOST

from .near import HOST
from .shared import PASSWORD, Desk, desk_of, key_of, mark_on, shared, sign_in

OTHER = "戊港己河庚山辛路五六七八"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory.mktemp("ledger") / "a.ledger", pages=2)


@pytest.fixture
def door(path: Path) -> Iterator[Desk]:
    yield from opened(path, None)


@pytest.fixture
def admin(path: Path) -> Iterator[Desk]:
    yield from opened(path, Role.ADMIN)


@pytest.fixture
def editor(path: Path) -> Iterator[Desk]:
    yield from opened(path, Role.EDITOR)


def opened(path: Path, role: Role | None) -> Iterator[Desk]:
    with Ledger.open(str(path)) as ledger, ledger.aside() as connection:
        connection.execute(signed.attempts.delete())
    desk = desk_of(path, role)
    yield desk
    desk.client.__exit__()


def noted(path: Path, act: str) -> list[Any]:
    with Ledger.open(str(path)) as ledger, ledger.looking() as connection:
        return list(audit.lines(connection, act=act))


def test_one_comes_back_to_what_one_asked_for(door: Desk) -> None:
    asked = door.get("/visits?year=2024")
    assert asked.headers["location"] == "/sign-in?then=%2Fvisits%3Fyear%3D2024"
    form = door.get(asked.headers["location"]).text
    assert 'name="then" value="/visits?year=2024"' in form
    assert "<nav" in form
    came = sign_in(door.client, "钱读", then="/visits?year=2024")
    assert (came.status_code, came.headers["location"]) == (303, "/visits?year=2024")
    assert sign_in(door.client, "钱读", then="//evil.example/").headers["location"] == "/"
    assert door.get("/sign-in").headers["location"] == "/"


def test_one_is_asked_in_the_language_of_the_link(door: Desk) -> None:
    asked = door.get("/visits?lang=en")
    assert 'lang="en"' in door.get(asked.headers["location"]).text


def test_the_cookie_is_for_this_application_alone(door: Desk) -> None:
    cookie = sign_in(door.client, "钱读").headers["set-cookie"]
    session = next(each for each in re.split(r", (?=\w+=)", cookie) if each.startswith("session="))
    assert "HttpOnly" in session
    assert "samesite=lax" in session.lower()
    assert "max-age" not in session.lower()
    assert "domain" not in session.lower()


def test_over_tls_the_cookie_is_secure_and_the_browser_is_told_to_stay(door: Desk) -> None:
    came = door.client.post(
        "https://127.0.0.1:8000/sign-in/session",
        data={"name": "钱读", "password": PASSWORD},
        headers={"Origin": "https://127.0.0.1:8000"},
        follow_redirects=False,
    )
    cookie = next(each for each in re.split(r", (?=[\w-]+=)", came.headers["set-cookie"]) if each.startswith("__Host-session="))
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert came.headers["strict-transport-security"] == "max-age=31536000"


def test_signing_in_gives_a_new_session_and_ends_the_old(door: Desk) -> None:
    """A session that was there before (fixation) is not taken up."""
    door.client.cookies.set("session", "chosen-by-somebody-else", domain="127.0.0.1")
    sign_in(door.client, "钱读")
    first = door.client.cookies.get("session", domain="127.0.0.1.local") or door.client.cookies["session"]
    assert first != "chosen-by-somebody-else"
    sign_in(door.client, "赵编")
    fresh = Desk(door.client)
    assert "赵编" in fresh.get("/account").text
    door.client.cookies.clear()
    door.client.cookies.set("session", first)
    assert door.get("/account").status_code == 303


def test_wrong_names_and_wrong_passwords_are_told_alike(door: Desk, path: Path) -> None:
    answers = [sign_in(door.client, name, "wrong") for name in ("钱读", "没有这个人")]
    assert [each.status_code for each in answers] == [401, 401]
    assert answers[0].text.replace("钱读", "") == answers[1].text.replace("没有这个人", "")
    assert "名字或口令不对" in answers[0].text
    assert noted(path, "sign_in_failed")[0].address == "10.0.0.3"


def test_whoever_guesses_is_held_off_and_told_for_how_long(door: Desk) -> None:
    answers = [sign_in(door.client, "钱读", f"wrong {number}") for number in range(9)]
    assert [each.status_code for each in answers] == [401] * 8 + [429]
    assert answers[-1].headers["retry-after"] == "900"
    assert "一刻钟" in answers[-1].text


def test_signing_out_ends_the_session_on_the_server(editor: Desk) -> None:
    held = dict(editor.client.cookies)
    out = editor.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert out.headers["clear-site-data"] == '"cache"'
    for name, value in held.items():
        editor.client.cookies.set(name, value)
    assert editor.get("/visits").status_code == 303


@pytest.mark.parametrize("column", ["seen", "until"])
def test_a_session_ends_by_itself(editor: Desk, path: Path, column: str) -> None:
    assert editor.get("/visits").status_code == 200
    with Ledger.open(str(path)) as ledger, ledger.aside() as connection:
        connection.execute(update(signed.sessions).values({column: iso(plus=timedelta(hours=-1))}))
    assert editor.get("/visits").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("then=/", "application/x-www-form-urlencoded"),
        ("then=/&mark=MARK", "application/x-www-form-urlencoded"),
        (f"mark={'0' * 64}&then=/", "application/x-www-form-urlencoded"),
        ("", "application/x-www-form-urlencoded"),
        ('{"mark": "MARK"}', "application/json"),
        ('--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n甲\r\n--b--\r\n', "multipart/form-data; boundary=b"),
    ],
)
def test_a_write_without_the_mark_of_its_session_changes_nothing(editor: Desk, path: Path, body: str, kind: str) -> None:
    """Not first in the form, another's, none at all, in JSON: none of these is one of our forms."""
    filled = body.replace("MARK", editor.mark).encode()
    for address in ("/sign-out", "/add/pages", "/review/undo", "/api/judgements/undo"):
        answer = editor.client.post(address, content=filled, headers={"Content-Type": kind}, follow_redirects=False)
        assert answer.status_code == 403, address
    assert editor.get("/account").status_code == 200
    assert "hand_in" in {each.about for each in noted(path, "refused")}


def test_a_write_with_the_mark_from_another_site_changes_nothing(editor: Desk) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": HOST, "Sec-Fetch-Site": "cross-site"}):
        answer = editor.post("/sign-out", headers=headers)
        assert answer.status_code == 403
        assert "不是从山海的页面发出的" in answer.text
    assert editor.get("/account").status_code == 200


def test_the_mark_of_one_session_is_no_good_in_another(editor: Desk, admin: Desk) -> None:
    assert editor.post("/sign-out", {"mark": admin.mark}).status_code == 403


def test_a_script_sends_the_mark_in_a_header(editor: Desk) -> None:
    sent = {"who": "", "decisions": [{"verdict": "note", "statement": "no/where", "why": "甲"}]}
    assert editor.client.post("/api/judgements/preview", json=sent).status_code == 403
    assert editor.client.post("/api/judgements/preview", json=sent, headers={"X-Shanhai-Mark": editor.mark}).status_code == 400


def test_an_upload_carries_the_mark_as_its_first_part(editor: Desk, path: Path) -> None:
    sent = editor.post("/add/pages", files=[("pages", ("甲.png", b"\x89PNG" + bytes(2_000_000), "image/png"))])
    assert sent.status_code == 303
    assert editor.get(sent.headers["location"]).status_code == 200
    assert noted(path, "hand_in")[0].about == sent.headers["location"].removeprefix("/add/")


def test_the_invited_set_their_password_once(admin: Desk, door: Desk) -> None:
    shown = admin.post("/accounts/invitations", {"name": "孙新", "role": "editor"}).text
    link = re.search(r"http://[^\"]*(/invitations/[\w-]{43})", shown)
    assert link
    assert link[1] not in admin.get("/accounts").text
    assert "孙新" in door.get(link[1]).text
    assert "两遍口令不一样" in door.post(f"{link[1]}/accepted", {"password": OTHER, "again": "x"}).text
    weak = door.post(f"{link[1]}/accepted", {"password": "password1234", "again": "password1234"})
    assert weak.status_code == 400
    assert "容易猜中" in weak.text
    done = door.post(f"{link[1]}/accepted", {"password": OTHER, "again": OTHER})
    assert (done.status_code, done.headers["location"]) == (303, "/account")
    assert "孙新" in door.get("/account").text
    assert door.get(link[1]).status_code == 404
    assert door.get("/invitations/no").status_code == 404
    assert door.get("/add").status_code == 200


def test_a_link_that_is_withdrawn_is_no_good(admin: Desk, door: Desk) -> None:
    shown = admin.post("/accounts/invitations", {"name": "周旧", "role": "admin"}).text
    link = re.search(r"/invitations/[\w-]{43}", shown)
    ends = re.search(r'name="id" value="([0-9a-f]{16})"', shown)
    assert link
    assert ends
    assert admin.post("/accounts/withdrawn", {"id": ends[1]}).status_code == 303
    assert door.get(link[0]).status_code == 404


def test_an_admin_closes_reopens_and_resets(admin: Desk, editor: Desk, door: Desk) -> None:
    assert admin.post("/accounts/closed", {"name": "赵编"}).status_code == 303
    assert editor.get("/visits").status_code == 303
    assert sign_in(door.client, "赵编").status_code == 401
    assert admin.post("/accounts/reopened", {"name": "赵编"}).status_code == 303
    link = re.search(r"/invitations/[\w-]{43}", admin.post("/accounts/reset", {"name": "赵编"}).text)
    assert link
    assert door.post(f"{link[0]}/accepted", {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert "最后一个管理员" in admin.post("/accounts/closed", {"name": "林晓"}).text
    assert admin.post("/accounts/closed", {"name": "无此人"}).status_code == 400


def test_one_changes_ones_password_and_goes_on(editor: Desk, path: Path) -> None:
    other = desk_of(path, Role.EDITOR)
    wrong = editor.post("/account/password", {"old": "x", "password": OTHER, "again": OTHER})
    assert (wrong.status_code, "现在的口令不对" in wrong.text) == (400, True)
    changed = editor.post("/account/password", {"old": PASSWORD, "password": OTHER, "again": OTHER})
    assert changed.headers["location"] == "/account?done=password"
    page = editor.get("/account?done=password").text
    assert "口令改好了" in page
    assert mark_on(page) != editor.mark
    assert other.get("/account").status_code == 303
    other.client.__exit__()
    editor.mark = mark_on(page)
    assert editor.post("/account/password", {"old": OTHER, "password": PASSWORD, "again": PASSWORD}).status_code == 303


def test_a_key_is_shown_once_and_ended(editor: Desk, door: Desk) -> None:
    shown = editor.post("/account/keys", {"label": "日报", "days": "30"}).text
    key = re.search(r"shanhai_[\w-]{43}", shown)
    assert key
    assert key[0] not in editor.get("/account").text
    bearer = {"Authorization": f"Bearer {key[0]}"}
    assert door.client.get("/api/overview", headers=bearer).status_code == 200
    ends = re.search(r'name="key" value="([0-9a-f]{16})"', shown)
    assert ends
    assert editor.post("/account/keys/ended", {"key": ends[1]}).status_code == 303
    assert door.client.get("/api/overview", headers=bearer).status_code == 401


def test_other_sessions_are_ended_from_ones_own(editor: Desk, path: Path) -> None:
    other = desk_of(path, Role.EDITOR, client="10.0.0.9")
    assert "10.0.0.9" in editor.get("/account").text
    assert editor.post("/account/sessions").status_code == 303
    assert other.get("/account").status_code == 303
    other.client.__exit__()


def test_the_audit_is_told_to_admins(admin: Desk) -> None:
    page = admin.get("/audit?lang=zh").text
    assert "登录" in page
    assert "10.0.0.3" in page
    assert "没有这样的记录" in admin.get("/audit?who=%E6%97%A0%E6%AD%A4%E4%BA%BA").text
    assert admin.get("/audit?before=-1").status_code == 400


def test_pages_of_accounts_are_not_kept_by_the_browser(admin: Desk, door: Desk) -> None:
    for address in ("/account", "/accounts", "/audit"):
        assert admin.get(address).headers["cache-control"] == "no-store"
    assert door.get("/sign-in").headers["cache-control"] == "no-store"
    assert "private" in admin.get("/visits").headers["cache-control"]
    assert "private" in admin.get("/visits.csv").headers["cache-control"]


def test_somebody_who_writes_without_a_break_is_slowed(path: Path, door: Desk) -> None:
    bearer = key_of(path, Role.READER)
    answers = [door.client.post("/api/judgements/undo", json={}, headers=bearer).status_code for _ in range(MOST + 1)]
    assert set(answers[:MOST]) == {403}
    assert answers[-1] == 429


def test_without_accounts_nothing_is_asked(tmp_path: Path) -> None:
    from .near import doubtful, near

    with near(doubtful(tmp_path / "a.ledger", 2)) as client:
        assert client.get("/sign-in", follow_redirects=False).headers["location"] == "/"
        assert client.post("/sign-in/session", data={"name": "a", "password": "b"}, follow_redirects=False).headers["location"] == "/"
        for address in ("/account", "/accounts", "/audit"):
            answer = client.get(address)
            assert answer.status_code == 404
            assert "shanhai account add" in answer.text
