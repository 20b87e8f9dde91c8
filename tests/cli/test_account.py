"""`shanhai account`, and `shanhai serve` on a network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from .run import shanhai, started

PASSWORD = "甲县乙市丙区丁镇一二三四"


@pytest.fixture
def book(good: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    assert shanhai("add", good, "--ledger", place).status == 0
    return place


def account(book: Path, *words: str, given: str = "") -> str:
    result = shanhai("account", *words, "--ledger", book, given=given.encode())
    assert result.status == 0, result.err
    return result.out


def refused(book: Path, *words: str, given: str = "") -> str:
    result = shanhai("account", *words, "--ledger", book, given=given.encode())
    assert result.status == 1
    assert "Traceback" not in result.err
    return result.err


def test_accounts_are_made_changed_and_closed(book: Path) -> None:
    assert account(book, "add", "林晓", "--role", "admin", given=PASSWORD) == "林晓  admin\n"
    assert "easily guessed" in refused(book, "add", "李四", given="password1234")
    assert "已有这个账户" in refused(book, "add", "林晓", given=PASSWORD)
    assert "没有这个角色" in refused(book, "add", "李四", "--role", "king", given=PASSWORD)
    link = account(book, "invite", "李四", "--role", "editor", "--base", "https://shanhai.example/")
    assert re.fullmatch(r"https://shanhai\.example/invitations/[\w-]{43}\n", link)
    assert "李四  editor  待接受" in account(book, "list")
    account(book, "add", "王审", "--role", "reviewer", given=PASSWORD)
    assert account(book, "role", "王审", "reader") == "王审  reader\n"
    assert "停用" in account(book, "close", "王审")
    assert "王审  reader" in account(book, "reopen", "王审")
    assert "/invitations/" in account(book, "reset", "王审")
    assert account(book, "key", "王审", "--label", "日报").startswith("shanhai_")
    assert "最后一个管理员" in refused(book, "close", "林晓")
    assert "没有这个账户" in refused(book, "role", "无此人", "reader")


def test_the_audit_is_written_out(book: Path) -> None:
    account(book, "add", "林晓", "--role", "admin", given=PASSWORD)
    account(book, "invite", "李四")
    lines = [json.loads(line) for line in account(book, "audit", "--json").splitlines()]
    assert [each["act"] for each in lines] == ["account_made", "invited"]
    assert "account_made" in account(book, "audit")


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "shanhai add" in refused(tmp_path / "none.ledger", "list")
    assert not (tmp_path / "none.ledger").exists()


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--host", "::"), ("--proxy", "127.0.0.1"), ("--host", "192.0.2.1")])
def test_without_accounts_it_does_not_listen_beyond_this_machine(book: Path, words: tuple[str, ...]) -> None:
    result = shanhai("serve", "--ledger", book, "--port", "0", *words)
    assert result.status == 1
    assert "shanhai account add" in result.err


def test_a_proxy_is_named_by_its_address(book: Path) -> None:
    for wrong in ("*", "proxy.example", "0.0.0.0/0"):
        assert "不是 IP 地址" in shanhai("serve", "--ledger", book, "--proxy", wrong).err


def test_with_accounts_it_listens_beyond_this_machine_and_asks_who_comes(book: Path) -> None:
    account(book, "add", "林晓", "--role", "admin", given=PASSWORD)
    with started("serve", "--ledger", book, "--port", "0", "--host", "0.0.0.0") as running:
        assert running.stderr is not None
        told = re.search(r"http://0\.0\.0\.0:(\d+)/", running.stderr.readline().decode())
        assert told is not None
        assert "TLS" in running.stderr.readline().decode()
        try:
            answer = httpx.get(f"http://127.0.0.1:{told[1]}/", timeout=20)
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
            assert "server" not in answer.headers
        finally:
            running.kill()


def test_behind_its_proxy_whence_and_https_are_believed(book: Path) -> None:
    account(book, "add", "林晓", "--role", "admin", given=PASSWORD)
    with started("serve", "--ledger", book, "--port", "0", "--proxy", "127.0.0.1") as running:
        assert running.stderr is not None
        told = re.search(r"http://127\.0\.0\.1:(\d+)/", running.stderr.readline().decode())
        assert told is not None
        try:
            headers = {
                "X-Forwarded-For": "192.0.2.7",
                "X-Forwarded-Proto": "https",
                "Host": "shanhai.example",
                "Origin": "https://shanhai.example",
            }
            given = {"name": "林晓", "password": PASSWORD}
            answer = httpx.post(f"http://127.0.0.1:{told[1]}/sign-in/session", data=given, headers=headers, timeout=20)
            assert answer.status_code == 303
            assert answer.headers["set-cookie"].startswith("__Host-session=")
            assert "strict-transport-security" in answer.headers
        finally:
            running.kill()
    assert "192.0.2.7" in account(book, "audit")
