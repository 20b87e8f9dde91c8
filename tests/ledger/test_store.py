"""Opening, adding, adding again; files that are not ledgers, or cannot be read or written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import text

from shanhai.ledger import Added, Ledger
from shanhai.model import Capture, LedgerError

from .contents import contents, sound
from .synthetic import RULES, page_reading


def test_adding_twice_is_adding_once(ledger: Ledger) -> None:
    readings = [page_reading(number) for number in range(4)]
    assert [ledger.add(reading) for reading in readings] == [Added.new] * 4
    once = contents(ledger)
    assert [ledger.add(reading) for reading in readings] == [Added.known] * 4
    assert contents(ledger) == once
    assert sound(ledger)


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    readings = [page_reading(number) for number in range(6)]
    told = []
    for name, order in (("forward", readings), ("backward", readings[::-1])):
        with Ledger.open(str(tmp_path / name)) as ledger:
            for reading in order:
                ledger.add(reading)
            told.append(contents(ledger))
    assert told[0] == told[1]


def test_the_same_bytes_elsewhere_are_one_page_with_two_captures(ledger: Ledger) -> None:
    assert ledger.add(page_reading(1)) is Added.new
    assert ledger.add(page_reading(1, source="copy/1.html")) is Added.recaptured
    assert {name: len(contents(ledger)[name]) for name in ("pages", "readings", "captures")} == {"pages": 1, "readings": 1, "captures": 2}


def test_a_page_is_passed_quickly_when_these_rules_have_read_it(ledger: Ledger) -> None:
    capture = page_reading(1).capture
    assert ledger.revisit(capture, RULES) is None
    ledger.add(page_reading(1))
    assert ledger.revisit(capture, RULES) is Added.known
    assert ledger.revisit(capture, "other rules") is None
    later = structs.replace(capture, fetched="2026-05-01T08:00:00Z", headers={"etag": "甲"})
    assert ledger.revisit(later, RULES) is Added.recaptured
    assert ledger.revisit(later, RULES) is Added.known
    assert len(contents(ledger)["captures"]) == 2


def test_a_failure_in_the_middle_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(page_reading(1))
    before = contents(ledger)
    monkeypatch.setattr("shanhai.ledger.writer.tie", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.add(page_reading(2))
    assert contents(ledger) == before
    monkeypatch.undo()
    assert ledger.add(page_reading(2)) is Added.new


def test_closed_and_opened_again_it_holds_the_same(place: str) -> None:
    with Ledger.open(place) as ledger:
        ledger.add(page_reading(1))
        before = contents(ledger)
    with Ledger.open(place, create=False) as ledger:
        assert contents(ledger) == before
    assert not list(Path(place).parent.glob("*-wal"))


def test_none_is_made_where_none_is_wanted(file: str) -> None:
    with pytest.raises(LedgerError, match="shanhai add"):
        Ledger.open(file, create=False)
    assert not Path(file).exists()


@pytest.mark.parametrize("content", [b"not a database, but long enough to have a header " * 40, "甲县".encode() * 2000])
def test_a_file_of_something_else_is_not_touched(file: str, content: bytes) -> None:
    Path(file).write_bytes(content)
    with pytest.raises(LedgerError, match="不是台账"):
        Ledger.open(file)
    assert Path(file).read_bytes() == content


def test_another_database_is_not_touched(file: str) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE orders (id)")
    other.close()
    content = Path(file).read_bytes()
    with pytest.raises(LedgerError, match="orders"):
        Ledger.open(file)
    assert Path(file).read_bytes() == content


def test_an_empty_file_becomes_a_ledger(file: str) -> None:
    Path(file).touch()
    with Ledger.open(file) as ledger:
        assert ledger.add(page_reading(1)) is Added.new


def test_a_damaged_file_is_told(file: str) -> None:
    with Ledger.open(file) as ledger:
        for number in range(3):
            ledger.add(page_reading(number))
    content = bytearray(Path(file).read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    Path(file).write_bytes(content)
    with pytest.raises(LedgerError, match="损坏"), Ledger.open(file) as ledger:
        ledger.add(page_reading(4))


@pytest.mark.parametrize("name", ["", "no/such/folder/a.ledger"])
def test_a_place_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(LedgerError, match="打不开"):
        Ledger.open(str(tmp_path / name))


@pytest.mark.parametrize("place", ["mysql://office/ledger", "nonsense://office", "://"])
def test_an_address_of_no_ledger_is_told(place: str) -> None:
    with pytest.raises(LedgerError, match="postgresql://"):
        Ledger.open(place)


def test_a_read_only_ledger_can_be_looked_at_and_not_written(file: str) -> None:
    with Ledger.open(file) as ledger:
        ledger.add(page_reading(1))
        before = contents(ledger)
    with Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true") as ledger:
        assert contents(ledger) == before
        assert ledger.revisit(page_reading(1).capture, RULES) is Added.known
        with pytest.raises(LedgerError, match="不能写"):
            ledger.add(page_reading(2))
        with pytest.raises(LedgerError, match="不能写"):
            ledger.revisit(Capture(page=page_reading(1).page.id, source="b.html"), RULES)


def test_a_read_only_file_that_is_no_ledger_yet_is_told(file: str) -> None:
    Path(file).touch()
    with pytest.raises(LedgerError, match="不能写"):
        Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_full_disk_loses_nothing_that_was_added(file: str) -> None:
    with Ledger.open(file) as ledger:
        ledger.add(page_reading(1))
        before = contents(ledger)
        with ledger.looking() as connection:
            used = connection.execute(text("PRAGMA page_count")).scalar()
            connection.execute(text(f"PRAGMA max_page_count = {used}"))
        with pytest.raises(LedgerError, match="磁盘已满"):
            ledger.add(page_reading(2))
        assert contents(ledger) == before
    with Ledger.open(file) as ledger:
        assert ledger.add(page_reading(2)) is Added.new
        assert sound(ledger)


def test_text_that_no_database_holds_is_told(ledger: Ledger) -> None:
    reading = page_reading(2)
    odd = structs.replace(reading.account, page=structs.replace(reading.account.page, title="甲\ud800"))
    with pytest.raises(LedgerError, match="Unicode"):
        ledger.add(structs.replace(reading, account=odd))
    assert not any(contents(ledger).values())
