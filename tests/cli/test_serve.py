"""`shanhai serve`: on this machine only, and plain words when it cannot."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

import httpx
import pytest

from .run import shanhai, started


@pytest.fixture
def book(good: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    assert shanhai("add", good, "--ledger", place).status == 0
    return place


def test_it_serves_until_it_is_stopped(book: Path) -> None:
    with started("serve", "--ledger", book, "--port", "0") as running:
        assert running.stderr is not None
        told = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline().decode())
        assert told is not None
        try:
            assert httpx.get(told.group(), follow_redirects=True, timeout=20).status_code == 200
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) in {0, 130}
        assert b"Traceback" not in running.stderr.read()


def test_a_taken_port_is_said(book: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = shanhai("serve", "--ledger", book, "--port", str(other.getsockname()[1]))
    assert result.status == 1
    assert "--port" in result.err


def test_a_boundary_file_that_is_none_is_said(book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.geojson"
    bad.write_text('{"type": "LineString", "coordinates": [[13358338, 3503549], [1, 2]]}', encoding="utf-8")
    result = shanhai("serve", "--ledger", book, "--boundaries", bad)
    assert result.status == 1
    assert "不是经纬度" in result.err
    assert "Traceback" not in result.err


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = shanhai("serve", "--ledger", tmp_path / "none.ledger")
    assert result.status == 1
    assert "shanhai add" in result.err
    assert not (tmp_path / "none.ledger").exists()
