"""An office's workbook in the application: brought, confirmed, looked through, decided on, written back; for nobody else to see."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from shanhai.ledger import Ledger
from tests.ledger.synthetic import joined, page_reading
from tests.ledger.test_workbooks import HEAD, STRAY, claimed
from tests.sheets.books import book

from .made_up import hostile, plain
from .near import near

ROWS = [*HEAD, claimed(0), claimed(1, head="=HYPERLINK(1)"), STRAY, ["没有日子", "鹿城区", "", "", ""], ["合计", 4, "", "", ""]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return joined(tmp_path / "a.ledger", 8)


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def brought(desk: TestClient[Any], octets: bytes, name: str = "台账.xlsx") -> str:
    """The address of the workbook once its columns are confirmed as they were guessed."""
    sent = desk.post("/sheets/bring", files={"workbook": (name, octets)}, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    where = sent.headers["location"].removesuffix("/columns")
    assert desk.post(f"{where}/import", data={"act": "save"}, follow_redirects=False).headers["location"] == where
    return str(where)


def counted(desk: TestClient[Any], where: str) -> dict[str, int]:
    counts: dict[str, int] = desk.get(f"/api{where}").json()["counted"]
    return counts


def test_a_workbook_is_brought_confirmed_and_looked_through(desk: TestClient[Any]) -> None:
    sent = desk.post("/sheets/bring", files={"workbook": ("台账.xlsx", book({"互访": ROWS}))})
    assert "各列是什么" in sent.text
    assert "A6" in sent.text  # the cell that cannot be read, before anything is imported
    where = sent.request.url.path.removesuffix("/columns")
    assert desk.get(where).url.path.endswith("/columns")  # nothing is looked at before it is confirmed
    shown = desk.post(f"{where}/import", data={"act": "save"})
    assert counted(desk, where) | {"public": 0} == {"found": 2, "unsure": 0, "claimed": 1, "unread": 1, "public": 0}
    for group in ("found", "unsure", "claimed", "public", "unread"):
        assert desk.get(where, params={"group": group}).status_code == 200
    assert "合计" in desk.get(where, params={"group": "unread"}).text
    assert "台账.xlsx" in shown.text
    assert "台账.xlsx" in desk.get("/sheets").text


def test_the_kind_and_the_columns_are_changed_by_hand_and_remembered(desk: TestClient[Any]) -> None:
    octets = book({"表": [["某表"], ["时间", "来访单位", "接待地", "其人", "备注"], claimed(0), claimed(1)]})
    sent = desk.post("/sheets/bring", files={"workbook": ("a.xlsx", octets)})
    where = sent.request.url.path.removesuffix("/columns")
    form = {"kind.0": "visit", "was_kind.0": "visit", "first.0": "2", "was_first.0": "2", "last.0": "2", "was_last.0": "2"}
    fields = {"field.0.1": "date", "field.0.2": "visitor_place", "field.0.3": "host_place", "field.0.4": "head", "field.0.5": ""}
    looked = desk.post(f"{where}/import", data={**form, **fields, "act": "look", "place.0": "鹿城区", "years.0": "2019—2025"})
    assert '<option value="head" selected>' in looked.text
    assert "2019—2025" in looked.text
    desk.post(f"{where}/import", data={**form, **fields, "act": "save"})
    assert all("same_head" in row["features"] for row in desk.get(f"/api{where}").json()["rows"] if row["state"] == "found")
    again = desk.post(
        "/sheets/bring", files={"workbook": ("b.xlsx", book({"表": [["某表"], *[["时间", "来访单位", "接待地", "其人", "备注"]], STRAY]}))}
    )
    assert "这种表头确认过" in again.text
    assert '<option value="head" selected>' in again.text


def test_a_sheet_is_read_as_another_kind(desk: TestClient[Any]) -> None:
    sent = desk.post("/sheets/bring", files={"workbook": ("a.xlsx", book({"互访": ROWS}))})
    where = sent.request.url.path.removesuffix("/columns")
    form = {"kind.0": "project", "was_kind.0": "visit", "first.0": "2", "was_first.0": "2", "last.0": "2", "was_last.0": "2", "act": "look"}
    assert '<option value="stage"' in desk.post(f"{where}/import", data=form).text
    left = desk.post(f"{where}/import", data={**form, "kind.0": "", "act": "save"})
    assert "0行" in left.text


def test_a_row_is_decided_in_every_way_and_taken_back(desk: TestClient[Any]) -> None:
    where = brought(desk, book({"互访": ROWS}))
    entry = desk.get(f"/api{where}").json()["rows"][0]["entry"]
    for said, group in (({"said": "none"}, "claimed"), ({"said": "entry", "entry": entry}, "found"), ({"said": "make"}, "claimed")):
        kept = desk.post(f"{where}/rows/1-5/said", data={**said, "then": f"{where}?group={group}", "why": "问过"}, follow_redirects=False)
        assert kept.status_code == 303, kept.text
        shown = desk.get(kept.headers["location"])
        assert "记下了" in shown.text
        assert "甲定" in shown.text
        made = kept.headers["location"].partition("done=")[2]
        row = desk.get(f"/api{where}").json()["rows"][2]
        assert row["decision"] == made
        if said["said"] == "make":
            page = desk.get(f"/entries/{row['entry']}")
            assert "李小四" in page.text
            assert "单位台账" in page.text
            refused = desk.post(f"{where}/rows/1-5/said", data={"said": "none"})
            assert refused.status_code == 400
        assert desk.post("/sheets/undo", data={"decision": made, "then": where}, follow_redirects=False).headers["location"] == where
        assert desk.get(f"/api{where}").json()["rows"][2]["decision"] is None
    assert desk.post(f"{where}/rows/1-5/said", data={"said": "entry", "other": "visit-0"}).status_code == 400
    assert desk.post(f"{where}/rows/1-5/said", data={}).status_code == 400
    assert desk.get(f"{where}/rows/1-99").status_code == 404


def test_an_entry_by_its_address_is_as_good_as_by_its_id(desk: TestClient[Any]) -> None:
    where = brought(desk, book({"互访": ROWS}))
    entry = desk.get(f"/api{where}").json()["rows"][0]["entry"]
    desk.post(f"{where}/rows/1-5/said", data={"said": "entry", "other": f"http://127.0.0.1:8000/entries/{entry}"})
    assert desk.get(f"/api{where}").json()["rows"][2]["entry"] == entry


def test_the_file_comes_back_with_columns_added_and_every_cell_as_it_was(path: Path) -> None:
    bomb = '=HYPERLINK("http://evil.example","甲")'
    with Ledger.open(str(path)) as ledger:
        reading = page_reading(3)
        page = msgspec.structs.replace(reading.account.page, title=bomb)
        capture = msgspec.structs.replace(reading.capture, source="http://www.example.cn/3.html")
        told = msgspec.structs.replace(reading, account=msgspec.structs.replace(reading.account, page=page), rules="2", capture=capture)
        ledger.add(told)
        ledger.reconcile()
    octets = book({"互访": [*HEAD, claimed(3, note="=1+1"), STRAY, ["没有日子", "鹿城区", "", "", ""]], "别的": [["甲", 1], ["乙", 2.5]]})
    with near(path) as desk:
        where = brought(desk, octets)
        sent = desk.get(f"{where}/file")
        assert sent.headers["content-type"].startswith("application/vnd.openxmlformats")
        assert "shanhai.xlsx" in sent.headers["content-disposition"]
    before, after = load_workbook(BytesIO(octets)), load_workbook(BytesIO(sent.content))
    for name in before.sheetnames:
        for row in before[name].iter_rows():
            for cell in row:
                same = after[name][cell.coordinate]
                assert same.value == cell.value
                assert same.data_type == cell.data_type or cell.value is None
    sheet = after["互访"]
    heads = [cell.value for cell in sheet[2]]
    added = {head: sheet.cell(3, at).value for at, head in enumerate(heads, 1) if head and head.startswith("山海：")}
    assert added["山海：结果"] == "对上"
    assert added["山海：网页题目"] == f"'{bomb}"
    assert str(added["山海：条目网址"]).startswith("http://127.0.0.1:8000/entries/visit-")
    assert added["山海：原句"]
    assert sheet.cell(4, heads.index("山海：结果") + 1).value == "网上未见"
    assert after["没读成的格"].cell(2, 2).value == "A5"
    ours = [cell for row in sheet.iter_rows(min_col=len(before["互访"][2]) + 1) for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in ours)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    place = tmp_path / "a.ledger"
    with Ledger.open(str(place)) as ledger:
        ledger.add(plain("甲", "a.html"))
    payloads = [ILLEGAL_CHARACTERS_RE.sub("", payload)[:2000] for payload in hostile()["payloads"].values()]
    rows = [*HEAD, *([STRAY[0], STRAY[1], STRAY[2], "李四", payload] for payload in payloads)]
    with near(place) as desk:
        where = brought(desk, book({"互访": [*rows, *([payload, "鹿城区", "", "", ""] for payload in payloads)]}), "<b>台账</b>.xlsx")
        for address in (where, f"{where}?group=unread", f"{where}/columns", f"{where}/rows/1-3", "/sheets"):
            text = desk.get(address).text
            assert "<script>alert" not in text
            assert "<b>台账" not in text


@pytest.mark.parametrize(("octets", "name"), [(b"", "a.xlsx"), (b"abc", "a.xlsx"), (b"\xd0\xcf\x11\xe0", "a.xls")])
def test_what_cannot_be_read_is_said(desk: TestClient[Any], octets: bytes, name: str) -> None:
    sent = desk.post("/sheets/bring", files={"workbook": (name, octets)})
    assert sent.status_code == 400
    assert name in sent.text
    assert desk.post("/sheets/bring", data={"a": "b"}).status_code == 400


def test_nobody_else_sees_an_office_s_sheets(path: Path) -> None:
    with near(path) as desk:
        where = brought(desk, book({"互访": ROWS}))
    with near(path, client="10.0.0.3") as other:
        for address in ("/sheets", where, f"{where}/columns", f"{where}/file", f"{where}/rows/1-3", "/api/sheets", f"/api{where}"):
            assert other.get(address).status_code == 403, address
        assert other.post(f"{where}/rows/1-3/said", data={"said": "none"}).status_code == 403
    with near(path) as foreign:
        foreign.headers["Origin"] = "http://evil.example"
        assert foreign.post(f"{where}/rows/1-3/said", data={"said": "none"}).status_code == 403


def test_programs_decide_too(desk: TestClient[Any]) -> None:
    where = brought(desk, book({"互访": ROWS}))
    rows = [{"sheet": "互访", "row": 5, "verdict": "none", "why": "问过"}]
    kept = desk.post(f"/api{where}/decisions", json={"who": "甲", "rows": rows}).json()
    assert desk.get(f"/api{where}").json()["rows"][2]["state"] == "settled"
    assert desk.post("/api/sheets/decisions/undo", json={"ids": kept["ids"]}).json()["undone"] == 1
    assert (
        desk.post(f"/api{where}/decisions", json={"who": "甲", "rows": [{"sheet": "互访", "row": 99, "verdict": "none"}]}).status_code
        == 400
    )
    assert desk.get("/api/sheets/nothing").status_code == 404


def test_a_workbook_is_dropped_and_what_was_decided_stays(desk: TestClient[Any]) -> None:
    octets = book({"互访": ROWS})
    where = brought(desk, octets)
    desk.post(f"{where}/rows/1-5/said", data={"said": "none"})
    desk.post(f"{where}/drop")
    assert desk.get(where).status_code == 404
    assert brought(desk, octets) == where
    assert desk.get(f"/api{where}").json()["rows"][2]["state"] == "settled"
