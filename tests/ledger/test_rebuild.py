"""Other rules: every page is read again, and until all are, nothing that people see has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import func, select

from shanhai.ledger import Added, Ledger, PageReading, schema
from shanhai.ledger.check import Trouble, check
from shanhai.ledger.reading import Kept
from shanhai.ledger.rebuild import Step, rebuild
from shanhai.model import LedgerError, PageError

from .contents import contents, exported
from .synthetic import page_reading

COUNT = 5
PAGES = [page_reading(number) for number in range(COUNT)]
BY_ID = {reading.page.id: reading for reading in PAGES}


def other(reading: PageReading, rules: str = "2") -> PageReading:
    """What other rules make of a page: fewer facts, another title."""
    page = structs.replace(reading.account.page, title="丙县")
    return structs.replace(reading, rules=rules, account=structs.replace(reading.account, page=page, facts=reading.account.facts[:3]))


def read_again(kept: Kept) -> PageReading:
    assert kept.raw == BY_ID[kept.page].raw
    return other(BY_ID[kept.page])


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    for reading in PAGES:
        ledger.add(reading)
    ledger.reconcile()
    return ledger


def seen(ledger: Ledger) -> list[str]:
    """The rules of what is shown."""
    with ledger.looking() as connection:
        return list(connection.execute(select(schema.readings.c.rules).where(schema.readings.c.shown)).scalars())


def waiting(ledger: Ledger) -> int:
    with ledger.looking() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.readings).where(~schema.readings.c.shown)).scalar_one())


def troubles(ledger: Ledger) -> list[str]:
    return [str(found) for found in check(ledger) if isinstance(found, Trouble)]


def test_a_rebuilt_ledger_is_one_that_was_read_so_from_the_start(full: Ledger, tmp_path: Path) -> None:
    steps = list(rebuild(full, read_again, "2"))
    assert steps == [Step(done=number, total=COUNT) for number in range(1, COUNT + 1)]
    with Ledger.open(f"{tmp_path}/afresh.ledger") as afresh:
        for reading in PAGES:
            afresh.add(other(reading))
        afresh.reconcile()
        # An export first chooses the preferred values of grown entries anew; until then they depend on what came last.
        assert exported(afresh, tmp_path / "afresh") == exported(full, tmp_path / "full")
        expected, found = contents(afresh), contents(full)
    # Ids that people may have linked to stay, and so do the names that nothing names any more.
    own = {"entries", "statements", "redirects", "people", "organizations"}
    assert {name for name in expected if expected[name] != found[name]} <= own
    assert troubles(full) == []
    assert list(rebuild(full, read_again, "2")) == []


def test_an_entry_keeps_its_id_where_a_page_says_the_same_again(full: Ledger) -> None:
    """Also the entry of a single page, which loses all its statements while the readings are swapped."""
    e = schema.entries.c
    with full.looking() as connection:
        before = set(connection.execute(select(e.id)).scalars())
    for _ in rebuild(full, lambda kept: structs.replace(BY_ID[kept.page], rules="2"), "2"):
        pass
    with full.looking() as connection:
        assert set(connection.execute(select(e.id)).scalars()) == before


def test_until_the_end_nothing_has_changed_and_it_goes_on_where_it_stopped(full: Ledger) -> None:
    going = rebuild(full, read_again, "2")
    next(going)
    next(going)
    going.close()
    assert (set(seen(full)), waiting(full)) == ({PAGES[0].rules}, 2)
    assert troubles(full) == []
    assert [step.total for step in rebuild(full, read_again, "2")] == [COUNT - 2] * (COUNT - 2)
    assert (set(seen(full)), waiting(full)) == ({"2"}, 0)


def test_what_was_read_under_rules_that_are_no_more_is_thrown_away(full: Ledger) -> None:
    going = rebuild(full, read_again, "2")
    next(going)
    going.close()
    assert len(list(rebuild(full, lambda kept: other(BY_ID[kept.page], "3"), "3"))) == COUNT
    assert (seen(full), waiting(full)) == (["3"] * COUNT, 0)


def test_a_page_that_cannot_be_read_any_more_keeps_its_reading(full: Ledger) -> None:
    bad = PAGES[2].page.id

    def read(kept: Kept) -> PageReading:
        if kept.page == bad:
            raise PageError(kept.capture.source, "不是文本")
        return read_again(kept)

    errors = [step.error for step in rebuild(full, read, "2") if step.error]
    assert [error.place for error in errors] == [PAGES[2].capture.source]
    assert sorted(seen(full)) == ["2"] * (COUNT - 1) + [PAGES[0].rules]
    assert troubles(full) == []


@pytest.mark.parametrize("version", [1, 2], ids=["same version", "next version"])
def test_a_text_laid_out_otherwise_takes_the_place_of_the_old_one(full: Ledger, version: int) -> None:
    def read(kept: Kept) -> PageReading:
        reading = read_again(kept)
        page = structs.replace(reading.page, text=reading.page.text + "\n", linearisation=version)
        return structs.replace(reading, page=page, restored=structs.replace(reading.restored, text=reading.restored.text + "\n"))

    list(rebuild(full, read, "2"))
    with full.looking() as connection:
        laid = connection.execute(select(schema.texts.c.linearisation, schema.texts.c.text)).all()
    assert [(row.linearisation, row.text[-1]) for row in laid] == [(version, "\n")] * COUNT
    assert set(seen(full)) == {"2"}
    assert troubles(full) == []


def test_who_adds_meanwhile_is_not_in_the_way(full: Ledger) -> None:
    going = rebuild(full, read_again, "2")
    next(going)
    for reading in PAGES:
        assert full.add(other(reading)) is Added.reread
    assert full.add(page_reading(99, rules="2")) is Added.new
    list(going)
    assert (len(seen(full)), set(seen(full)), waiting(full)) == (COUNT + 1, {"2"}, 0)
    assert troubles(full) == []


def test_the_index_is_in_step(full: Ledger) -> None:
    from shanhai.views import find

    list(rebuild(full, read_again, "2"))
    assert find(full, "丙县").total == COUNT


def failing(problem: Exception) -> Callable[[Kept], PageReading]:
    def read(kept: Kept) -> PageReading:
        raise problem

    return read


def test_a_defect_of_ours_stops_it_and_changes_nothing(full: Ledger) -> None:
    before = contents(full)
    with pytest.raises(ZeroDivisionError):
        list(rebuild(full, failing(ZeroDivisionError()), "2"))
    with pytest.raises(LedgerError):
        list(rebuild(full, failing(LedgerError(full.place, "磁盘已满")), "2"))
    assert contents(full) == before
