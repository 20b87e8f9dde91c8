"""`shanhai add`: idempotent, nothing half-written, stopped and gone on with."""

from __future__ import annotations

import io
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import func, select

from shanhai.ledger import Ledger, schema
from shanhai.ledger.intake import take_in

from .run import shanhai, started


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """The interpreter's own answer to Ctrl-C, whatever the test runner put in its place."""
    hears = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, hears)


def pages(book: Path) -> int:
    with Ledger.open(str(book), create=False) as ledger, ledger.looking() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.pages)).scalar_one())


def test_adding_twice_adds_once(good: Path, book: Path) -> None:
    first = shanhai("add", good, "--ledger", book)
    assert (first.status, first.out) == (0, "新收 3\n")
    assert shanhai("add", good, "--ledger", book).out == "已有 3\n"
    assert pages(book) == 3


def test_the_same_page_elsewhere_is_seen_again(good: Path, book: Path) -> None:
    (good / "copy.txt").write_bytes((good / "a.txt").read_bytes())
    assert shanhai("add", good, "--ledger", book).out == "新收 3，又见 1\n"


def test_the_unreadable_are_named_and_the_others_added(mixed: Path, unreadable: set[str], book: Path) -> None:
    result = shanhai("add", mixed, "--ledger", book)
    assert result.status == 1
    assert result.out == f"新收 3，读不了 {len(unreadable)}\n"
    assert len(result.err.splitlines()) == len(unreadable)
    assert pages(book) == 3


def test_the_ledger_can_stand_in_the_environment(good: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_LEDGER", str(book))
    assert shanhai("add", good).status == 0
    assert book.exists()


@pytest.mark.parametrize("content", [b"this is no ledger" * 100, None])
def test_a_ledger_that_cannot_be_opened_is_one_line(good: Path, tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "odd"
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)
    result = shanhai("add", good, "--ledger", place)
    assert (result.status, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1


def test_stopped_by_hand_it_keeps_what_it_has_and_goes_on(good: Path, book: Path) -> None:
    with started("add", good / "a.txt", "-", good / "b.html", "--ledger", book) as running:
        for _ in range(200):  # standard input keeps it waiting at the second page
            if book.exists() and _has_a_page(book):
                break
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 130
        assert running.stderr is not None
        said = running.stderr.read().decode()
    assert "已停下：新收 1" in said
    assert "Traceback" not in said
    assert pages(book) == 1
    assert shanhai("add", good, "--ledger", book).out == "新收 2，已有 1\n"


@pytest.mark.usefixtures("interruptible")
def test_a_page_kept_as_the_stop_comes_is_counted(good: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept_and_stopped(*given: object) -> object:
        taken = take_in(*given)  # type: ignore[arg-type]
        signal.raise_signal(signal.SIGINT)
        return taken

    monkeypatch.setattr("shanhai.ledger.intake.take_in", kept_and_stopped)
    result = shanhai("add", good, "--ledger", book)
    assert (result.status, pages(book)) == (130, 1)
    assert "已停下：新收 1" in result.err


@pytest.mark.usefixtures("interruptible")
def test_a_second_stop_is_heard_at_once(good: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped_twice(*_: object) -> object:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("went on")

    monkeypatch.setattr("shanhai.ledger.intake.take_in", stopped_twice)
    result = shanhai("add", good, "--ledger", book)
    assert (result.status, pages(book)) == (130, 0)
    assert "没有收入网页" in result.err


def _has_a_page(book: Path) -> bool:
    """Whether the program that makes the ledger has kept a page; only looks, never touches."""
    try:
        with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM pages").fetchone()[0])
    except sqlite3.Error:
        return False


def test_a_terminal_sees_a_bar(good: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = io.StringIO()
    monkeypatch.setattr("shanhai.cli.add.console", lambda **_: Console(file=drawn, force_terminal=True))
    assert shanhai("add", good, "--ledger", book).out == "新收 3\n"
    assert "3/3" in drawn.getvalue()


def test_what_is_no_terminal_sees_none(good: Path, book: Path) -> None:
    assert shanhai("add", good, "--ledger", book).err == ""
