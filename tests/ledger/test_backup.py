"""A copy made while others add is whole, and of one moment."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from shanhai.ledger import Ledger
from shanhai.ledger.backup import back_up
from shanhai.model import LedgerError

from .contents import contents, sound
from .synthetic import page_reading
from .test_together import adder


def test_a_copy_holds_the_same(file: str, tmp_path: Path) -> None:
    out = tmp_path / "copy.ledger"
    with Ledger.open(file) as ledger:
        for number in range(3):
            ledger.add(page_reading(number))
        assert back_up(ledger, out) == out.stat().st_size
        with Ledger.open(str(out), create=False) as copy:
            assert contents(copy) == contents(ledger)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ledger", "copy.ledger"]


def test_copies_made_while_another_program_adds_are_sound(file: str, tmp_path: Path) -> None:
    counts = []
    with Ledger.open(file) as ledger, adder(file, 0, 60) as process:
        while process.poll() is None and len(counts) < 20:
            out = tmp_path / f"{len(counts)}.ledger"
            back_up(ledger, out)
            with Ledger.open(str(out), create=False) as copy:
                assert sound(copy)
                counts.append(len(contents(copy)["pages"]))
            threading.Event().wait(0.02)
        process.communicate()
        assert sound(ledger)
    assert counts == sorted(counts)


def test_a_file_that_is_there_is_not_overwritten(file: str, tmp_path: Path) -> None:
    out = tmp_path / "copy.ledger"
    out.write_text("甲")
    with Ledger.open(file) as ledger, pytest.raises(LedgerError, match="已有"):
        back_up(ledger, out)
    assert out.read_text() == "甲"


def test_a_folder_that_cannot_be_written_is_told(file: str, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger, pytest.raises(LedgerError, match="写不了"):
        back_up(ledger, tmp_path / "none" / "copy.ledger")


@pytest.mark.slow
def test_a_server_has_its_own_way(postgres: str) -> None:
    from .postgres import database

    with database(postgres) as place, Ledger.open(place) as ledger, pytest.raises(LedgerError, match="pg_dump"):
        back_up(ledger, Path("copy.ledger"))
