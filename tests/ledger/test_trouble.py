"""Every way in which a database fails is said with its way out."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from shanhai.ledger import Ledger
from shanhai.ledger.check import Trouble, check
from shanhai.ledger.rebuild import rebuild
from shanhai.ledger.trouble import explained, said_plainly
from shanhai.model import LedgerError

from .contents import sound
from .rebuilder import RULES, reread
from .synthetic import page_reading


def failure(name: str) -> OperationalError:
    cause = sqlite3.OperationalError("甲")
    cause.sqlite_errorname = name
    return OperationalError("SELECT 1", {}, cause)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("SQLITE_BUSY", "正在写"),
        ("SQLITE_BUSY_SNAPSHOT", "正在写"),
        ("SQLITE_CANTOPEN", "打不开"),
        ("SQLITE_CORRUPT_INDEX", "损坏"),
        ("SQLITE_FULL", "磁盘已满"),
        ("SQLITE_IOERR_WRITE", "磁盘读写失败"),
        ("SQLITE_NOTADB", "不是台账"),
        ("SQLITE_READONLY_DIRECTORY", "不能写"),
    ],
)
def test_a_result_code_is_said_with_its_remedy(name: str, problem: str) -> None:
    error = explained("a.ledger", failure(name))
    assert problem in error.problem
    assert error.remedy


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ("53100", "磁盘已满"),
        ("55P03", "正在写"),
        ("25006", "不能写"),
        ("57P01", "连不上"),
        ("08006", "连不上"),
        ("28P01", "不让进"),
        ("3D000", "没有这个数据库"),
    ],
)
def test_a_state_of_postgresql_is_said_with_its_remedy(state: str, problem: str) -> None:
    cause = type("Error", (Exception,), {"sqlstate": state})("甲")
    error = explained("postgresql://office", OperationalError("SELECT 1", {}, cause))
    assert problem in error.problem
    assert error.remedy


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(LedgerError, match="连不上"):
        Ledger.open("postgresql://nobody@127.0.0.1:1/ledger")


def test_an_unknown_failure_is_still_a_ledger_error() -> None:
    assert explained("a.ledger", failure("SQLITE_MISUSE")).remedy is None


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), said_plainly("a.ledger"):
        _ = 1 / 0


def test_a_missing_driver_is_told() -> None:
    with pytest.raises(LedgerError, match="psycopg"), said_plainly("postgresql://office"):
        raise ModuleNotFoundError("No module named 'psycopg'")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_stops_writing_in_the_middle_leaves_a_sound_ledger(file: str) -> None:
    import resource

    room = 1_000_000
    adder = [sys.executable, "-m", "tests.ledger.adder", file, "0", "200"]
    done = subprocess.run(
        adder, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert "LedgerError" in done.stderr
    assert "磁盘" in done.stderr
    with Ledger.open(file) as ledger:
        assert sound(ledger)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_stops_writing_during_a_rebuild_loses_nothing(file: str) -> None:
    import resource

    count = 30
    with Ledger.open(file) as ledger:
        for number in range(count):
            ledger.add(page_reading(number))
        ledger.reconcile()
    room = Path(file).stat().st_size + 200_000
    rebuilder = [sys.executable, "-m", "tests.ledger.rebuilder", file, str(count)]
    done = subprocess.run(
        rebuilder, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert "磁盘" in done.stderr
    with Ledger.open(file) as ledger:
        assert [str(found) for found in check(ledger) if isinstance(found, Trouble)] == []
        readings = {reading.page.id: reading for reading in map(reread, range(count))}
        steps = list(rebuild(ledger, lambda kept: readings[kept.page], RULES))
        assert 0 < len(steps) < count
        assert {step.error for step in steps} == {None}
