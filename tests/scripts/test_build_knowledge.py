"""The tables are made from raw ones, the same bytes each time."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_knowledge.py"
RAW = {
    "places.csv": """code,name,short,level,kind,parent,seat_lon,seat_lat,since,until,successor,status
990000,甲省,甲,province,省,,,,,,,current
990100,乙市,乙,prefecture,地级市,990000,120.1,30.2,,,,current
990101,丙区,丙,county,市辖区,990100,,,2015,,,current
990121,丁族自治县,丁里,county,自治县,990200,,,2025+,,,current
990122,丙县,丙,county,县,990100,,,,2014,990101,former
""",
    "places_alias.csv": """alias,code,kind
甲省,990000,name
乙市,990100,name
丙区,990101,name
丁族自治县,990121,name
丁里,990121,short
丁里县,990121,common
丙县,990101,former-name
""",
    "adjacency.csv": "level,a_code,b_code,a_name,b_name,kind,km\ncounty,990121,990101,丁族自治县,丙区,border,3\n",
    "zones.csv": """name,short,kind,level,host_codes,aliases,source,certain
乙市经济技术开发区,乙市经开区,经开区,national,990101;990121,乙市经开区|乙市开发区,list,y
戊产业园,戊产业园,产业园,other,990101,,list,y
""",
    "pairings.csv": """programme,a_code,a_helping,b_code,b_helped,level,since,until,source_url,source_kind,certain
东西部协作,990101,丙区,990121,丁族自治县,county-county,2021,,https://example.org/1,official,y
对口支援,990101,丙区,990121,丁族自治县,county-county,2021,,(a page without address),page,y
""",
    "ambiguous.csv": "alias,n,common_word,candidates\n丁里,1,n:99,990121\n",
}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_knowledge", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw, out = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("out")
    for name, content in RAW.items():
        (raw / name).write_text(content, "utf-8")
    (raw / "townships.csv.gz").write_bytes(gzip.compress("code,name,parent\n990101001,己街道,990101\n".encode()))
    (raw / "boundaries").mkdir()
    shape = {"type": "Polygon", "arcs": [[0]], "properties": {"code": "990000"}}
    topology = {
        "arcs": [[[0, 0], [100, 0], [0, 100], [-100, 0]]],
        "transform": {"scale": [0.1, 0.1], "translate": [110, 30]},
        "objects": {"units": {"geometries": [shape]}},
    }
    (raw / "boundaries" / "province.topo.json").write_text(json.dumps(topology))
    build.build(raw, out)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    build.build(raw, out)
    assert first == {path.name: path.read_bytes() for path in out.iterdir()}
    return out


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / name).read_text("utf-8").splitlines()))


def test_places(built: Path) -> None:
    found = {row["code"]: row for row in rows(built, "places.csv")}
    assert found["990121"]["parent"] == "990000"  # 990200 is no division but a heading of the list
    assert found["990121"]["common"] == "丁里县"
    assert found["990121"]["since"] == "2025"
    assert (found["990000"]["lon"], found["990000"]["lat"]) == ("115.00", "35.00")
    assert (found["990100"]["lon"], found["990122"]["lon"]) == ("120.1", "")


def test_aliases(built: Path) -> None:
    found = {(row["text"], row["code"]): row["kind"] for row in rows(built, "aliases.csv")}
    assert found["丙县", "990122"] == "former-name"
    assert ("丙县", "990101") not in found
    assert found["丁里县", "990121"] == "common"


def test_zones_and_pairings(built: Path) -> None:
    zones = {row["name"]: row for row in rows(built, "zones.csv")}
    assert zones["乙市经济技术开发区"]["hosts"] == "990101|990121"
    assert zones["乙市经济技术开发区"]["aliases"] == "乙市开发区"
    assert "戊产业园" not in zones
    stated = {row["programme"]: row for row in rows(built, "pairings.csv") if row["a"] == "990101"}
    assert [(row["certain"], row["source"]) for row in stated.values()] == [("y", "https://example.org/1"), ("n", "")]


def test_a_word_that_nobody_judged_keeps_the_mark_of_the_dictionary(built: Path) -> None:
    assert {row["alias"]: row["mark"] for row in rows(built, "ordinary.csv")}["丁里"] == "n:99"


def test_townships_are_packed(built: Path) -> None:
    assert gzip.decompress((built / "townships.csv.gz").read_bytes()).decode() == "code,name\n990101001,己街道\n"
