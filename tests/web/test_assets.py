from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

import shanhai.web
from shanhai.web.assets import BUNDLES, asset, assets, href

from .test_routes import VIEWS

STATIC = Path(shanhai.web.__file__).parent / "static"
STYLE = assets()["shanhai.css"].content.decode()
# Before the first interaction a view may cost 300 KB compressed; the design language sets the limit.
BUDGET = 300_000
# What would load from elsewhere, or make text into markup.
AWAY = re.compile(r"https?:|url\(|@import|@font-face|\beval\b|innerHTML|insertAdjacentHTML")


def test_every_file_is_in_a_bundle() -> None:
    files = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()}
    assert files == {part for parts in BUNDLES.values() for part in parts}


@pytest.mark.parametrize("name", BUNDLES)
def test_an_asset_is_kept_for_ever(client: TestClient, name: str) -> None:
    answer = client.get(href(name))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.content == assets()[name].content


def test_an_asset_comes_compressed_where_it_may(client: TestClient) -> None:
    assert client.get(href("shanhai.css"), headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(href("shanhai.css"), headers={"Accept-Encoding": "identity"}).headers


def test_a_name_changes_with_its_content(client: TestClient) -> None:
    assert asset("shanhai.000000000000.css") is None
    assert client.get("/static/shanhai.000000000000.css").status_code == 404
    assert client.get("/static/..%2F..%2Fapp.py").status_code == 404


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in STATIC.rglob("*.[cj]s*"):
        if path.parent.name == "vendor":  # names namespaces by their addresses; what it does in a browser is watched in test_access.py
            continue
        assert not AWAY.search(path.read_text(encoding="utf-8")), path


def test_every_token_has_a_value_in_both_lights() -> None:
    light, dark = (
        set(re.findall(r"(--[\w-]+):", block)) for block in re.findall(r":root(?:\[data-theme=dark\])? \{(.*?)\}", STYLE, re.S)[:2]
    )
    assert set(re.findall(r"var\((--[\w-]+)\)", STYLE)) <= light
    assert {"--paper", "--ink", "--sea", "--rule"} <= dark <= light


def test_the_chart_bundle_is_small_and_says_whose_it_is() -> None:
    assert len(assets()["charts.js"].compressed) < 250_000
    head = assets()["charts.js"].content[:500].decode()
    notice = (Path(shanhai.web.__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert all(name in head and name in notice for name in ("Apache ECharts 5.6.0", "zrender 5.6.1", "tslib"))


def test_charts_are_loaded_only_where_they_are_drawn(client: TestClient) -> None:
    loading = [address for address in VIEWS if href("charts.js") in client.get(address).text]
    assert loading == ["/network", "/network?show=graph&place=330100&level=county", "/network?show=matrix&since=2024"]


@pytest.mark.parametrize("address", VIEWS)
def test_a_first_view_is_light(client: TestClient, address: str) -> None:
    answer = client.get(address).text
    loaded = [assets()[name] for name in assets() if href(name) in answer]
    assert len(gzip.compress(answer.encode())) + sum(len(held.compressed) for held in loaded) < BUDGET
