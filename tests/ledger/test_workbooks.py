"""Workbooks in a ledger: taken in whole or not at all, laid beside its entries, decided on, and standing when all is made anew."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, schema
from shanhai.ledger.check import Trouble, check
from shanhai.ledger.forget import forget_person
from shanhai.ledger.rebuild import rebuild
from shanhai.ledger.row_deciding import link_row, make_entry, undo_rows
from shanhai.ledger.tombstone import Forgotten
from shanhai.ledger.workbooks import Workbook, drop_workbook, lay_in, shapes, take_rows, workbook
from shanhai.model import JudgementError, PageError
from shanhai.read import read_fully, rules_version
from shanhai.views.sheets import SheetView, State, rows_only, sheet
from tests.sheets.books import Rows, book

from .contents import contents, sound
from .importer import visits
from .rebuilder import RULES
from .synthetic import page_reading

ROOT = Path(__file__).parents[2]
HEAD: Rows = [["互访台账"], ["时间", "来访单位", "接待地", "带队领导", "备注"]]
STRAY = ["2024-01-02", "永嘉县", "理县", "李小四", "网上没有"]


def claimed(number: int, **other: Any) -> list[Any]:
    """The row of the visit that page NUMBER tells."""
    fact: Any = next(fact for fact in page_reading(number).account.facts if type(fact).__name__ == "Visit")
    cells = {"day": fact.date.start, "guest": fact.visitor_place.name, "host": fact.host_place.name, "head": fact.head, "note": ""}
    return list((cells | other).values())


def filled(ledger: Ledger, pages: int = 8) -> None:
    for number in range(pages):
        ledger.add(page_reading(number))
    ledger.reconcile()


def taken(ledger: Ledger, rows: Rows, name: str = "台账.xlsx") -> tuple[Workbook, SheetView]:
    held = lay_in(ledger, book({"互访": [*HEAD, *rows]}), name, "甲")
    held = take_rows(ledger, held.id, held.plans, "甲")
    return held, seen(ledger, held)


def seen(ledger: Ledger, held: Workbook) -> SheetView:
    view = sheet(ledger, held.id)
    assert view is not None
    return view


def entry_count(ledger: Ledger) -> int:
    with ledger.looking() as connection:
        return len(connection.execute(select(schema.entries.c.id).where(schema.entries.c.type == "visit")).all())


def test_rows_find_their_entries_and_the_rest_is_said(ledger: Ledger) -> None:
    filled(ledger)
    held, view = taken(ledger, [claimed(0), claimed(1), STRAY, ["没有日子", "鹿城区", "", "", ""]])
    assert [line.state for line in view.lines] == [State.FOUND, State.FOUND, State.CLAIMED, State.UNREAD]
    assert view.counted["found"] == 2
    assert held.imported
    places = {
        fact for line in view.lines[:2] if line.row.fact for fact in (line.row.fact.visitor_place.code, line.row.fact.host_place.code)
    }  # type: ignore[union-attr]
    assert places <= view.scopes[0].places
    assert not set(view.public) & {line.entry for line in view.lines}


def test_what_public_pages_tell_and_no_row_does(ledger: Ledger) -> None:
    filled(ledger)
    every = [claimed(number) for number in range(8)]
    _, whole = taken(ledger, every)
    _, less = taken(ledger, [*every[:7], [every[7][0], every[6][1], every[6][2], "王丙丁", ""]], "少一行.xlsx")
    assert whole.public == ()
    assert len(less.public) <= 1


def test_a_confirmed_header_is_remembered(ledger: Ledger) -> None:
    taken(ledger, [STRAY])
    again = lay_in(ledger, book({"明年": [*HEAD, STRAY, STRAY]}), "明年.xlsx")
    assert again.plans[0].remembered
    assert len(shapes(ledger)) == 1


def test_a_decision_stands_when_all_is_made_anew_and_the_sheet_comes_again(ledger: Ledger) -> None:
    filled(ledger)
    held, view = taken(ledger, [claimed(0), claimed(1, head="赵不同", day="2019-01-01"), STRAY])
    other = next(line.entry for line in view.lines if line.entry)
    assert other
    link_row(ledger, view.lines[2].row, None, who="甲", why="问过")
    link_row(ledger, view.lines[1].row, other, who="甲")
    before = [(line.state, line.entry) for line in seen(ledger, held).lines]
    assert before[1:] == [(State.LINKED, other), (State.SETTLED, None)]
    readings = {page_reading(number).page.id: page_reading(number, rules=RULES) for number in range(8)}
    for _ in rebuild(ledger, lambda kept: readings[kept.page], RULES):
        pass
    assert [(line.state, line.entry) for line in seen(ledger, held).lines] == before
    later, again = taken(ledger, [[*STRAY[:4], "备注改了"], claimed(0), claimed(1, head="赵不同", day="2019-01-01")], "更新.xlsx")
    assert later.id != held.id
    assert [line.state for line in again.lines] == [State.SETTLED, State.FOUND, State.LINKED]
    drop_workbook(ledger, held.id)
    assert [line.state for line in seen(ledger, later).lines] == [State.SETTLED, State.FOUND, State.LINKED]


def test_an_entry_is_made_of_a_row_and_taken_back(ledger: Ledger) -> None:
    filled(ledger)
    held, view = taken(ledger, [STRAY])
    before = contents(ledger)
    made = make_entry(ledger, held, view.lines[0].row, who="甲", why="有会议纪要")
    line = seen(ledger, held).lines[0]
    assert line.state is State.MADE
    assert line.entry
    with ledger.looking() as connection:
        fact: Any = connection.execute(select(schema.entries.c.body).where(schema.entries.c.id == line.entry)).scalar_one()
    assert (fact.visitor_place.name, fact.host_place.name, fact.head, fact.date.start) == ("永嘉县", "理县", "李小四", "2024-01-02")
    assert sound(ledger)
    assert [str(each) for each in check(ledger) if isinstance(each, Trouble)] == []
    with pytest.raises(JudgementError, match="另建"):
        link_row(ledger, line.row, None, who="甲")
    assert undo_rows(ledger, made) == 1
    assert seen(ledger, held).lines[0].state is State.CLAIMED
    after = contents(ledger)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"judgements", "row_decisions", "effects", "changes", "places", "people", "organizations", "redirects"}
    assert sound(ledger)


def test_a_made_entry_stands_after_a_rebuild(ledger: Ledger) -> None:
    held, view = taken(ledger, [STRAY])
    make_entry(ledger, held, view.lines[0].row, who="甲")
    entry = seen(ledger, held).lines[0].entry

    def read(kept: Any) -> Any:
        from shanhai.ledger import PageReading
        from shanhai.pages import read_bytes

        made = read_fully(read_bytes(kept.raw, name="a.txt"), kept.capture.source)
        parts = {"restored": made.restored, "blocks": made.blocks, "account": made.account}
        return PageReading(page=made.page, capture=kept.capture, raw=kept.raw, rules=f"{rules_version()}+", **parts)

    assert [step.error for step in rebuild(ledger, read, f"{rules_version()}+")] == [None]
    line = seen(ledger, held).lines[0]
    assert (line.state, line.entry) == (State.MADE, entry)


def test_a_decision_is_taken_back(ledger: Ledger) -> None:
    filled(ledger)
    held, view = taken(ledger, [STRAY])
    with rows_only(ledger):
        made = link_row(ledger, view.lines[0].row, None, who="甲")
    assert seen(ledger, held).lines[0].state is State.SETTLED
    undo_rows(ledger, made)
    assert seen(ledger, held).lines[0].state is State.CLAIMED
    assert undo_rows(ledger, made) == 0


def test_an_entry_that_is_not_there_is_refused(ledger: Ledger) -> None:
    _, view = taken(ledger, [STRAY])
    with pytest.raises(JudgementError):
        link_row(ledger, view.lines[0].row, "visit-0", who="甲")


def test_what_is_no_ledger_of_an_office_is_refused(ledger: Ledger) -> None:
    with pytest.raises(PageError, match="表头"):
        lay_in(ledger, book({"表": [["通讯录"], ["处室", "电话"], ["某处", 1]]}), "a.xlsx")
    assert contents(ledger)["workbooks"] == []


def test_of_a_forgotten_person_no_sheet_has_the_name(file: str) -> None:
    with Ledger.open(file) as ledger:
        held, view = taken(ledger, [STRAY])
        make_entry(ledger, held, view.lines[0].row, who="甲")
        kept, _ = taken(ledger, [["2024-01-02", "永嘉县", "理县", "王五丰", ""]], "别的.xlsx")
        forget_person(ledger, Forgotten(name="李小四"), (), lambda kept: pytest.fail("no page names them"))
        assert workbook(ledger, held.id) is None
        assert workbook(ledger, kept.id)
        assert "李小四" not in str(contents(ledger))
    assert "李小四".encode() not in Path(file).read_bytes()


def test_killed_in_the_middle_of_an_import_nothing_is_half_done(tmp_path: Path) -> None:
    chance = random.Random(5)
    place, file, rows = str(tmp_path / "a.ledger"), tmp_path / "台账.xlsx", 400
    file.write_bytes(visits(rows))
    expected: list[tuple[str, ...]] | None = None
    caught = 0
    for lines in (1, 2, 2, 2, 3, 3, 9):
        command = [sys.executable, "-m", "tests.ledger.importer", place, str(file)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(lines):
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.01))
            caught += process.poll() is None
            process.kill()
        with Ledger.open(place) as ledger:
            assert sound(ledger)
            there = contents(ledger)
            held = workbook(ledger, "台账.xlsx")
            assert len(there["sheet_rows"]) == (rows if held and held.imported else 0)
            assert bool(there["sheet_shapes"]) == bool(held and held.imported)
            if held and held.imported:
                assert expected in (None, there["sheet_rows"])
                expected = there["sheet_rows"]
    assert caught >= 4
    with Ledger.open(place) as ledger:
        held = lay_in(ledger, file.read_bytes(), "台账.xlsx")
        take_rows(ledger, held.id, held.plans)
        assert len(contents(ledger)["sheet_rows"]) == rows
