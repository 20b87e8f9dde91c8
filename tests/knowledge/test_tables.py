"""The tables as data: keys once, references that resolve, order, source and licence."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from shanhai.knowledge.load import TABLES, names, table
from shanhai.model import Family, OrganizationKind

# The columns that tell a table's rows apart, where that is not the first alone.
KEYS = {
    "places": ("code", "since", "name"),
    "aliases": ("text", "code"),
    "adjacency": ("a", "b"),
    "confidence": ("type", "sureness", "rule"),
    "first_contact": ("type", "sureness", "rule"),
    "relations": ("relation", "feature"),
    "pairings": ("programme", "a", "b", "a_name", "b_name", "since"),
}
CODES = frozenset(row["code"] for row in table("places"))
CURRENT = {row["code"]: row for row in table("places") if not row["until"]}


every_table = pytest.mark.parametrize("name", names())


@every_table
def test_keys_are_unique_and_sorted(name: str) -> None:
    columns = KEYS.get(name, tuple(table(name)[0])[:1])
    keys = [tuple(row[column] for column in columns) for row in table(name)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert keys == sorted(keys)


@every_table
def test_cells_are_trimmed_and_columns_used(name: str) -> None:
    rows = table(name)
    assert rows
    assert not [row for row in rows if any(cell != cell.strip() for cell in row.values())]
    assert not [column for column in rows[0] if not any(row[column] for row in rows)]


def test_every_table_has_source_and_licence() -> None:
    lines = (TABLES / "SOURCES.md").read_text("utf-8").splitlines()
    listed = {cells[1].strip(): cells for line in lines if (cells := line.split("|"))[1:] and cells[1].strip().endswith((".csv", ".gz"))}
    files = {path.name for path in TABLES.iterdir() if path.suffix != ".md"}
    assert set(listed) == files
    assert not [name for name, cells in listed.items() if not all(cell.strip() for cell in cells[2:6])]


def test_parents_and_successors_are_known() -> None:
    divisions = [row for row in table("places") if row["level"] != "province"]
    assert [row for row in divisions if row["parent"] not in CODES] == []
    assert [row for row in divisions if row["successor"] and row["successor"] not in CURRENT] == []
    assert [row for row in divisions if row["successor"] and not row["until"]] == []
    assert [row["code"] for row in CURRENT.values() if row["parent"] and row["parent"] not in CURRENT] == []


def test_no_code_has_two_current_rows() -> None:
    assert len(CURRENT) == sum(not row["until"] for row in table("places"))


@pytest.mark.parametrize("level,least", [("province", 34), ("prefecture", 333), ("county", 2840)])
def test_the_divisions_are_complete(level: str, least: int) -> None:
    assert least <= sum(row["level"] == level for row in CURRENT.values()) <= least * 1.01


def test_positions_lie_in_china() -> None:
    placed = [(float(row["lon"]), float(row["lat"])) for row in table("places") if row["lon"]]
    assert all(73 < lon < 136 and 3 < lat < 54 for lon, lat in placed)
    assert len(placed) / len(CURRENT) > 0.75


def test_every_township_lies_in_a_division() -> None:
    assert {row["code"][:6] for row in table("townships")} <= set(CURRENT)
    assert not [row for row in table("townships") if not re.fullmatch(r"\d{9}", row["code"])]


@pytest.mark.parametrize("name,columns", [("aliases", ("code",)), ("adjacency", ("a", "b")), ("pairings", ("a", "b"))])
def test_codes_are_known(name: str, columns: tuple[str, ...]) -> None:
    assert [row for row in table(name) for column in columns if row[column] and row[column] not in CODES] == []


def test_hosts_of_zones_are_current() -> None:
    assert [row["name"] for row in table("zones") if not set(row["hosts"].split("|")) <= set(CURRENT)] == []


def test_pairings_name_what_their_codes_name() -> None:
    bearers = {(row["text"], row["code"]) for row in table("aliases")}
    sides = [(row[f"{side}_name"], row[side]) for row in table("pairings") for side in "ab" if row[side]]
    assert [side for side in sides if side not in bearers] == []
    assert [row for row in table("pairings") if row["since"] and row["until"] and row["since"] > row["until"]] == []
    assert [row for row in table("pairings") if row["certain"] == "y" and not row["source"]] == []


def test_kinds_are_of_the_vocabulary() -> None:
    kinds = set(OrganizationKind) | {"site-industry", "site-place", "site-culture", "site-service"}
    assert {row["kind"] for row in table("suffixes")} <= kinds
    assert {row["kind"] for row in table("organs")} <= set(OrganizationKind)
    assert {row["family"] for row in table("programmes")} <= set(Family) | {""}
    assert {row["belongs"] for row in table("posts")} == {"committee", "place", "organ", "rank"}
    assert {row["frequency"] for row in table("surnames")} == {"1", "2", "3"}


def test_there_are_a_hundred_most_common_surnames() -> None:
    assert sum(row["frequency"] == "1" for row in table("surnames")) == 100
