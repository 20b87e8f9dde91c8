"""Rebuild the derived tables of `shanhai/knowledge/tables` from a folder of raw tables.

    python scripts/build_knowledge.py RAW [--out FOLDER]

RAW holds places.csv, places_alias.csv, townships.csv.gz, adjacency.csv, zones.csv, pairings.csv, ambiguous.csv and boundaries/*.topo.json;
`scripts/additions/` adds what they lack: positions.csv is made by build_positions.py, the other files are written by hand, and so are
the tables of posts, modifiers, organs, suffixes, surnames and programmes, which are not touched here.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = dict[str, str]

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "shanhai" / "knowledge" / "tables"
ADDITIONS = Path(__file__).resolve().parent / "additions"

# GB/T 2260 groups the districts (01), counties (02) and cities (03) of the four municipalities, and the counties under a province's own
# rule (90), in rows that are no divisions of their own.
GROUPING_ROWS = ("0100", "0200", "0300", "9000")
# Parks and buildings of the raw list are sites; a zone has an administration of its own.
# Names of two characters (云城) mean too many things.
SITES = ("产业园", "飞地", "小镇", "科创平台", "港区")
SHORTEST_ZONE = 3
# Rows that were read from the pages which the system is measured on: knowledge must not come from its own examination.
HELD_OUT = "seed"


def read(path: Path) -> list[Row]:
    """All rows of a CSV file, plain or gzipped."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def added(name: str) -> list[Row]:
    """Rows of our own for a raw table, none where `scripts/additions` has no such file."""
    path = ADDITIONS / name
    return read(path) if path.exists() else []


def write(path: Path, columns: Sequence[str], rows: Iterable[Row], key: Sequence[str]) -> None:
    """A table sorted by its key, each key once, the same bytes on every machine."""
    unique: dict[tuple[str, ...], Row] = {}
    for row in rows:
        unique.setdefault(tuple(row[column] for column in key), row)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(unique[place] for place in sorted(unique))
    content = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


def parent_of(row: Row, codes: set[str]) -> str:
    """The division above, past the grouping rows of GB/T 2260."""
    parent = row["parent"]
    return parent[:2] + "0000" if parent and parent not in codes and parent[2:] in GROUPING_ROWS else parent


def common_name(row: Row) -> str:
    """黄南州 for 黄南藏族自治州, the name itself for all that is not an autonomous prefecture, county or banner."""
    kind, short = row["kind"], row["short"]
    return short + kind[-1] if kind in ("自治州", "自治县", "自治旗") and row["name"].endswith(kind) else row["name"]


def centroids(folder: Path) -> dict[str, tuple[str, str]]:
    """Code to the mean of the outline's longitudes and latitudes, 2 decimals, from TopoJSON with quantised arcs."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("*.topo.json")):
        topology = json.loads(path.read_text("utf-8"))
        arcs = [absolute(arc, topology.get("transform")) for arc in topology["arcs"]]
        for layer in topology["objects"].values():
            for shape in layer["geometries"]:
                ring = max(rings(shape), key=len, default=[])
                points = [point for arc in ring for point in arcs[arc if arc >= 0 else ~arc]]
                if points:
                    lon, lat = (sum(axis) / len(points) for axis in zip(*points, strict=True))
                    found.setdefault(str(shape["properties"]["code"]), (f"{lon:.2f}", f"{lat:.2f}"))
    return found


def absolute(arc: list[list[float]], transform: dict[str, list[float]] | None) -> list[tuple[float, float]]:
    """An arc's points in degrees; quantised arcs are stored as differences."""
    if transform is None:
        return [(x, y) for x, y, *_ in arc]
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    points, x, y = [], 0.0, 0.0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def rings(shape: dict[str, object]) -> list[list[int]]:
    """The outer rings of a polygon or of every polygon of a multipolygon."""
    arcs = shape.get("arcs") or []
    assert isinstance(arcs, list)
    return arcs[:1] if shape["type"] == "Polygon" else [polygon[0] for polygon in arcs]


def places(raw: Path) -> list[Row]:
    """Divisions, one row for each time that a code bore a name."""
    rows = added("places.csv") + read(raw / "places.csv")
    codes = {row["code"] for row in rows}
    centres = centroids(raw / "boundaries")
    centres |= {row["code"]: (row["lon"], row["lat"]) for row in added("positions.csv")}
    heirs = {(row["code"], row["name"]): row["successor"] for row in added("successors.csv")}
    for row in rows:
        row["parent"] = parent_of(row, codes)
        row["common"] = common_name(row)
        row["successor"] = heirs.get((row["code"], row["name"]), row["successor"])
        row["since"] = row["since"].rstrip("+")
        centre = centres.get(row["code"], ("", "")) if row["status"] == "current" else ("", "")
        row["lon"] = row["seat_lon"] or centre[0]
        row["lat"] = row["seat_lat"] or centre[1]
    return rows


def aliases(raw: Path, divisions: list[Row]) -> list[Row]:
    """Every name that may stand for a division: of current ones as the raw table has them, of former ones by their own code."""
    rows = added("aliases.csv")
    rows += [
        {"text": row["alias"], "code": row["code"], "kind": row["kind"]}
        for row in read(raw / "places_alias.csv")
        if not row["kind"].startswith("former")
    ]
    known = {(row["text"], row["code"]) for row in rows}
    for row in divisions:
        era = "" if row["status"] == "current" else "former-"
        names = {row["name"]: f"{era}name"}
        names.setdefault(row["common"], "common")
        if len(row["short"]) > 1:
            names.setdefault(row["short"], f"{era}short")
        rows += [{"text": text, "code": row["code"], "kind": kind} for text, kind in names.items() if (text, row["code"]) not in known]
    return rows


def zones(raw: Path) -> list[Row]:
    """Functional zones with the divisions that they lie in."""
    listed = [row for row in read(raw / "zones.csv") if row["kind"] not in SITES and not row["source"].startswith(HELD_OUT)]
    added_names = {row["name"] for row in added("zones.csv")}
    listed = [row for row in listed if len(row["name"]) >= SHORTEST_ZONE and row["name"] not in added_names]
    rows = added("zones.csv") + listed
    for row in rows:
        row["hosts"] = row["host_codes"].replace(";", "|")
        others = dict.fromkeys(name for name in row["aliases"].split("|") if name and name not in (row["name"], row["short"]))
        row["aliases"] = "|".join(others)
    return rows


def pairings(raw: Path) -> list[Row]:
    """Who helps whom, as the public record states it."""
    rows = added("pairings.csv") + [row for row in read(raw / "pairings.csv") if not row["source_url"].startswith(HELD_OUT)]
    for row in rows:
        if not row["source_url"].startswith("http"):
            row["source_url"], row["certain"] = "", "n"
        row |= {"a": row["a_code"], "b": row["b_code"], "a_name": row["a_helping"], "b_name": row["b_helped"], "source": row["source_url"]}
    return rows


def ordinary(raw: Path) -> list[Row]:
    """Place names that are words of the language: judged by hand first, then those of the dictionary that were not refused by hand."""
    rows = added("ordinary.csv")
    judged = {row["alias"] for row in rows}
    rows += [
        {"alias": row["alias"], "mark": row["common_word"]}
        for row in read(raw / "ambiguous.csv")
        if row["common_word"] and row["alias"] not in judged
    ]
    return [row for row in rows if row["mark"] != "no"]


def build(raw: Path, out: Path) -> None:
    """Write every derived table."""
    divisions = places(raw)
    columns = ("code", "name", "short", "common", "level", "kind", "parent", "lon", "lat", "since", "until", "successor")
    write(out / "places.csv", columns, divisions, ("code", "since", "name"))
    write(out / "aliases.csv", ("text", "code", "kind"), aliases(raw, divisions), ("text", "code"))
    write(out / "townships.csv.gz", ("code", "name"), read(raw / "townships.csv.gz"), ("code",))
    borders = [row | {"a": row["a_code"], "b": row["b_code"]} for row in read(raw / "adjacency.csv")]
    write(out / "adjacency.csv", ("a", "b", "kind"), borders, ("a", "b"))
    write(out / "zones.csv", ("name", "short", "kind", "level", "hosts", "aliases", "certain"), zones(raw), ("name",))
    stated = ("programme", "a", "b", "a_name", "b_name", "since", "until", "certain", "source")
    write(out / "pairings.csv", stated, pairings(raw), ("programme", "a", "b", "a_name", "b_name", "since"))
    write(out / "ordinary.csv", ("alias", "mark"), ordinary(raw), ("alias",))


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--out", type=Path, default=TABLES)
    arguments = parser.parse_args()
    build(arguments.raw, arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
