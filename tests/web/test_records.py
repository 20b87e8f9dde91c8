from __future__ import annotations

import csv
import io

import lxml.html
import msgspec
import openpyxl
import pytest
from litestar.testing import TestClient

from shanhai.model import FACT_TYPES
from shanhai.views import FACETS, Asked, Records
from shanhai.web import download
from shanhai.web.narrowing import narrowing
from shanhai.web.register import REGISTERS


def rows(client: TestClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_every_type_has_its_list_and_facets() -> None:
    assert {register.type for register in REGISTERS.values()} == set(FACT_TYPES) == set(FACETS)
    for register in REGISTERS.values():
        assert set(register.shown) <= set(register.columns)


def test_a_facet_narrows_and_its_address_says_so(client: TestClient) -> None:
    page = lxml.html.document_fromstring(client.get("/visits").text)
    links = {link.text_content().strip(): link.get("href") for link in page.xpath("//aside[@id='facets']//a")}
    year = next(href for words, href in links.items() if words.startswith("2024"))
    assert year == "/visits?year=2024"
    narrowed = lxml.html.document_fromstring(client.get(year).text)
    assert len(narrowed.xpath("//table//tbody/tr")) == 1
    assert narrowed.xpath("//a[@class='cond']/@href") == ["/visits"]
    assert narrowed.xpath("//aside[@id='facets']//a[@aria-current]/@href") == ["/visits"]


def test_a_list_leads_to_its_entries_and_sentences(client: TestClient) -> None:
    page = lxml.html.document_fromstring(client.get("/visits").text)
    for row in page.xpath("//table//tbody/tr"):
        assert client.get(row.xpath(".//a[starts-with(@href, '/entries/')]/@href")[0]).status_code == 200
        assert row.xpath(".//a[contains(@class, 'ev')]/@href")[0].startswith("/pages/")


@pytest.mark.parametrize("query", ["", "?year=2024", "?q=考察", "?sort=date", "?province=330000&modality=happened"])
def test_a_file_is_exactly_its_view(client: TestClient, query: str) -> None:
    shown = msgspec.json.decode(client.get(f"/api/visits{query}").content, type=Records)
    kept = rows(client, f"/visits.csv{query}")
    assert [row["条目网址"].rpartition("/")[2] for row in kept] == [line.entry for line in shown.lines]
    assert [row["原句"] for row in kept] == [row["原句"] for row in client.get(f"/visits.json{query}").json()]


def test_a_file_has_the_chosen_columns_in_the_readers_language(client: TestClient) -> None:
    first = rows(client, "/visits.csv?columns=head&columns=route&year=2024")[0]
    assert (first["带队"], first["来访方"], first["来访方 代码"], first["东道"]) == ("秦望川", "庆元县", "331126", "余杭区")
    assert "日期" not in first
    assert "Head" in {name.capitalize() for name in rows(client, "/visits.csv?lang=en&columns=head")[0]}


def test_a_csv_opens_in_excel_and_a_workbook_holds_the_same(client: TestClient) -> None:
    answer = client.get("/pairings.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="shanhai-pairings-' in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/pairings.xlsx").content)).active
    table = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    # A month without a year begins with a hyphen, which Excel would reckon with: in CSV an apostrophe stands before it.
    assert table == [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))]


def test_a_cell_is_no_formula() -> None:
    made = [{"名称": "=HYPERLINK(1)", "数": 2.5}]
    assert download.as_csv(made).decode("utf-8-sig").splitlines()[1] == "'=HYPERLINK(1),2.5"
    cell = openpyxl.load_workbook(io.BytesIO(download.as_xlsx(made))).active.cell(2, 1)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_list_that_is_too_long_for_a_file_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST", 1)
    answer = client.get("/visits.csv")
    assert answer.status_code == 413
    assert "3" in answer.text


def test_pages_and_places_are_files_too(client: TestClient) -> None:
    assert len(rows(client, "/pages.csv")) == 2
    assert len(rows(client, "/pages.csv?year=2024")) == 1
    found = client.get("/places.geojson").json()
    assert {feature["properties"]["code"] for feature in found["features"]} == {"330110", "331126"}
    assert all(len(feature["geometry"]["coordinates"]) == 2 for feature in found["features"])


def test_what_a_list_does_not_know_is_left_out_of_its_state() -> None:
    state = narrowing(REGISTERS["policies"], Asked(facets={"year": ("2024",), "kind": ("规划",)}, sort="-amount"))
    assert state.address() == "/policies?kind=%E8%A7%84%E5%88%92"


def test_an_entry_shows_its_values_sentences_and_why(client: TestClient) -> None:
    entry = client.get("/api/visits?year=2024").json()["lines"][0]["entry"]
    page = lxml.html.document_fromstring(client.get(f"/entries/{entry}").text)
    fields = [header.text_content() for header in page.xpath("//table//tbody//th")]
    assert fields == ["代表团", "来访方", "带队", "东道", "走访", "日期", "类别", "协作机制"]
    assert len(page.xpath("//ol[@class='told']/li")) == 1
    assert page.xpath("//ol[@class='told']//a[@class='said']/@href")[0].endswith("#fact-f0")


def test_a_pair_shows_both_ways_and_the_return(client: TestClient) -> None:
    page = lxml.html.document_fromstring(client.get("/pairs/余杭区/庆元县").text)
    visits = page.xpath("//*[@id='visits']//ol/li[not(@class='yr')]")
    assert [visit.get("class") for visit in visits] == ["in", "out told"]
    assert page.xpath("//svg//path[@class='ret']")
    assert "隔约10个月回访" in visits[1].text_content()
