"""Maps and networks as files, and an office's own lines under the maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from lxml import etree

from shanhai.model import ShanhaiError
from shanhai.web import create_app
from shanhai.web.boundaries import load

GEXF = {"g": "http://gexf.net/1.3"}
SQUARE = [[[118.0, 27.0], [122.0, 27.0], [122.0, 31.0], [118.0, 31.0], [118.0, 27.0]]]


def collection(**more: object) -> str:
    area = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE]}}
    dash = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[117.0, 5.0], [118.0, 7.0]]}}
    return json.dumps({"type": "FeatureCollection", "features": [area, dash, {"type": "Feature", "geometry": None}], **more})


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "office.geojson"
    path.write_text(collection(审图号="GS(2030)0001号"), encoding="utf-8")
    return path


@pytest.fixture
def own(ledger_path: Path, lines: Path) -> Iterator[TestClient]:
    with TestClient(create_app(str(ledger_path), load(lines))) as client:
        yield client


def test_the_network_is_a_graph_of_the_same_numbers(client: TestClient) -> None:
    answer = client.get("/network.gexf?level=county")
    assert answer.headers["content-type"].startswith("application/gexf+xml")
    assert ".gexf" in answer.headers["content-disposition"]
    graph = etree.fromstring(answer.content)
    nodes, edges = graph.xpath("//g:node", namespaces=GEXF), graph.xpath("//g:edge", namespaces=GEXF)
    known = {node.get("id") for node in nodes}
    assert "330110" in known
    assert edges
    assert {edge.get(side) for edge in edges for side in ("source", "target")} <= known
    whole = client.get("/network?level=county").text
    assert f"{sum(int(edge.get('weight')) for edge in edges)}次来往" in whole
    declared = {each.get("id") for each in graph.iter("{*}attribute")}
    assert {value.get("for") for value in graph.iter("{*}attvalue")} <= declared


def test_conditions_go_into_the_file(client: TestClient) -> None:
    page = client.get("/network?level=county&since=2024&show=matrix").text
    assert 'href="/network.gexf?level=county&amp;since=2024"' in page
    assert 'href="/network.geojson?level=county&amp;since=2024"' in page
    empty = etree.fromstring(client.get("/network.gexf?since=1990&until=1991").content)
    assert not empty.xpath("//g:node", namespaces=GEXF)


def test_the_network_on_earth(client: TestClient) -> None:
    held = client.get("/network.geojson?level=county").json()
    kinds = {feature["geometry"]["type"] for feature in held["features"]}
    assert (held["type"], kinds) == ("FeatureCollection", {"Point", "LineString"})
    way = next(feature for feature in held["features"] if feature["geometry"]["type"] == "LineString")
    assert all(70 < lon < 140 and 15 < lat < 55 for lon, lat in way["geometry"]["coordinates"])
    assert way["properties"]["visits"] >= 1


@pytest.mark.parametrize("address", ["/", "/network"])
def test_an_office_lays_its_own_lines_under_the_map(own: TestClient, client: TestClient, address: str) -> None:
    schematic, laid = client.get(address).text, own.get(address).text
    assert ('class="dots"' in schematic, 'class="lines"' in schematic) == (True, False)
    assert ('class="dots"' in laid, 'class="lines"' in laid) == (False, True)
    assert "office.geojson" in laid
    assert "审图号 GS(2030)0001号" in laid
    assert "不画任何边界" not in laid


def test_a_file_without_the_number_says_so(ledger_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.geojson"
    path.write_text(collection(), encoding="utf-8")
    with TestClient(create_app(str(ledger_path), load(path))) as client:
        assert "没有写审图号" in client.get("/").text
        assert "without the number of an approval" in client.get("/?lang=en").text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("not json", "不是 JSON"),
        ("[]", "不是 GeoJSON"),
        ('{"type": "Topology", "arcs": []}', "Topology"),
        ('{"type": "Point", "coordinates": [120, 30]}', "没有线和面"),
        ('{"type": "LineString", "coordinates": [[13358338, 3503549], [13358339, 3503549]]}', "不是经纬度"),
        ('{"type": "LineString", "coordinates": [["a", 1], [2, 3]]}', "不是 GeoJSON"),
        ('{"type": "FeatureCollection"}', "不是 GeoJSON"),
    ],
)
def test_a_bad_file_is_a_clear_error(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ShanhaiError) as caught:
        load(path)
    assert says in str(caught.value)
    assert "GeoJSON" in str(caught.value)


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ShanhaiError, match="打不开"):
        load(tmp_path / "none.geojson")
