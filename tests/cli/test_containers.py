"""The commands on archives, tables and documents."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from .conftest import GOOD, write
from .run import shanhai

ROWS = "".join(json.dumps({"正文": octets.decode(), "别的": "x"}, ensure_ascii=False) + "\n" for octets in [*GOOD.values()][1:])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Pages, a table and a file that is none, in one archive."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as inside:
        for name, content in {**GOOD, "rows.jsonl": ROWS.encode(), "x.png": b"\x89PNG\r\n\x1a\n"}.items():
            inside.writestr(name, content)
    return write(tmp_path, {"a.zip": octets.getvalue()}) / "a.zip"


def test_read_names_each_page_by_its_place_in_the_archive(archive: Path) -> None:
    ran = shanhai("read", "--json", archive)
    sources = [json.loads(line)["page"]["source"] for line in ran.out.splitlines()]
    assert sources == [f"{archive}!{name}" for name in (*GOOD, "rows.jsonl#1", "rows.jsonl#2")]
    assert ran.status == 1
    assert f"{archive}!x.png" in ran.err.replace("\n", "")


def test_restore_reads_archives_too(archive: Path) -> None:
    assert "考察" in shanhai("restore", archive).out


def test_add_keeps_every_page_once(archive: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "a.ledger"
    first = shanhai("add", archive, "--ledger", ledger)
    assert first.status == 1
    assert "读不了 1" in first.out
    again = shanhai("add", archive, "--ledger", ledger)
    assert "新收" not in again.out
    assert "已有 5" in again.out


@pytest.mark.parametrize("command", ["read", "restore", "add"])
def test_the_column_is_given(command: str, tmp_path: Path) -> None:
    path = write(tmp_path, {"a.csv": "一,二\n1,衡水市与桐庐县签署结对协议。\n".encode("gbk")}) / "a.csv"
    ledger = ["--ledger", tmp_path / "a.ledger"] if command == "add" else []
    assert shanhai(command, path, *ledger).status == 1
    assert shanhai(command, path, "--column", "二", *ledger).status == 0


def test_a_private_address_is_one_line_of_error() -> None:
    ran = shanhai("read", "http://169.254.169.254/latest/meta-data/")
    assert ran.status == 1
    assert "内部地址" in ran.err
    assert not ran.out
