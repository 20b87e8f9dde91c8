"""A schematic map without borders: counties as faint dots, places as points, ties as arcs; drawn here, so that it needs no script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Protocol

from shanhai.knowledge.load import table
from shanhai.model.struct import Value

WIDTH = 1000
# Type in a picture 1000 units wide: 12 px on a desk, where it is 800 px wide, and 12 px on a phone, where it is 360.
DESK_TYPE, PHONE_TYPE = 15, 33
LABELS, PHONE_LABELS = 26, 7
BEND = 0.2  # of an arc's length, to its right: going and coming bend apart
ROUND = 0.04  # of the picture left free around the outermost points
# Albers' equal-area projection with the parallels that maps of China use.
_SOUTH, _NORTH, _MIDDLE = math.radians(25), math.radians(47), math.radians(105)
_N = (math.sin(_SOUTH) + math.sin(_NORTH)) / 2
_C = math.cos(_SOUTH) ** 2 + 2 * _N * math.sin(_SOUTH)

Point = tuple[float, float]


class Spot(Value, frozen=True, kw_only=True):
    """A place to be drawn: where it is (degrees), how much it weighs, and where a click leads."""

    key: str
    name: str
    lon: float
    lat: float
    weight: int
    href: str
    kind: str = ""


class Line(Value, frozen=True, kw_only=True):
    """A tie to be drawn from one spot to another; `arrow` where it has a direction, `over` where it lies above those that are not."""

    start: str
    end: str
    weight: int
    kind: str
    title: str
    href: str
    arrow: bool = True
    over: bool = False


class Arc(Value, frozen=True, kw_only=True):
    """A drawn tie: the path, the path of its head, its stroke."""

    path: str
    head: str
    stroke: float
    line: Line


class Mark(Value, frozen=True, kw_only=True):
    """A drawn place; `label` says where its name stands on a desk, `phone` where on a phone, null where there is no room for it."""

    x: float
    y: float
    r: float
    spot: Spot
    label: tuple[float, float, str] | None
    phone: tuple[float, float, str] | None


class Sheet(Value, frozen=True, kw_only=True):
    """The picture: its height for a width of 1000, the dots of the counties or an office's own lines as one path, arcs below marks.

    `base` is the name of the file that the lines are of, `number` the number under which that map was approved; both empty for dots.
    """

    height: int
    dots: str
    lines: str = ""
    base: str = ""
    number: str = ""
    arcs: tuple[Arc, ...]
    marks: tuple[Mark, ...]


class Under(Protocol):
    """What may lie under the ties in the place of the dots: lines, of a file, approved under a number."""

    @property
    def name(self) -> str:
        """Of the file."""

    @property
    def number(self) -> str:
        """Of the approval; empty where the file does not say."""

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the plane."""

    def path(self, left: float, top: float, scale: float, size: Point) -> str:
        """The lines in a picture whose corner and scale on the plane are these."""


def sheet(spots: Sequence[Spot], lines: Iterable[Line], under: Under | None = None) -> Sheet:
    """The picture of these places and ties, over all of China or over the part of it where they lie.

    >>> here = Spot(key="330300", name="温州", lon=120.7, lat=28.0, weight=3, href="/")
    >>> there = Spot(key="331100", name="丽水", lon=119.9, lat=28.5, weight=1, href="/")
    >>> drawn = sheet([here, there], [Line(start="330300", end="331100", weight=2, kind="", title="", href="/")])
    >>> len(drawn.arcs), [mark.spot.name for mark in drawn.marks], sheet([], []).marks
    (1, ['温州', '丽水'], ())
    """
    whole = under.extent if under else _country()
    left, top, scale, height = _frame(tuple(projected(spot.lon, spot.lat) for spot in spots), whole)

    def laid(lon: float, lat: float) -> Point:
        x, y = projected(lon, lat)
        return (x - left) * scale, (y - top) * scale

    at = {spot.key: laid(spot.lon, spot.lat) for spot in spots}
    drawn = [line for line in lines if line.start in at and line.end in at and at[line.start] != at[line.end]]
    most = max((line.weight for line in drawn), default=1)
    arcs = [_arc(line, at[line.start], at[line.end], most) for line in sorted(drawn, key=lambda line: (line.over, line.weight))]
    marks = _marks(spots, at, height)
    if under is None:
        return Sheet(height=height, dots=_dots(left, top, scale, height), arcs=tuple(arcs), marks=marks)
    drawn_lines = under.path(left, top, scale, (WIDTH, height))
    return Sheet(height=height, dots="", lines=drawn_lines, base=under.name, number=under.number, arcs=tuple(arcs), marks=marks)


@lru_cache(maxsize=8192)
def projected(lon: float, lat: float) -> Point:
    """Where a place lies on the plane, equal areas kept, north up.

    >>> projected(105, 35)[0]
    0.0
    """
    rho = math.sqrt(max(0.0, _C - 2 * _N * math.sin(math.radians(lat)))) / _N
    theta = _N * (math.radians(lon) - _MIDDLE)
    return rho * math.sin(theta), rho * math.cos(theta)


@cache
def _counties() -> tuple[Point, ...]:
    """Every division of today whose seat is known."""
    return tuple(projected(float(row["lon"]), float(row["lat"])) for row in table("places") if row["lon"] and not row["until"])


@cache
def _country() -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in _counties()], [y for _, y in _counties()]
    return min(xs), min(ys), max(xs), max(ys)


def _frame(points: tuple[Point, ...], whole: tuple[float, float, float, float]) -> tuple[float, float, float, int]:
    """Left and top on the plane, units of the picture to one of the plane, and the picture's height."""
    x0, y0, x1, y1 = whole
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        near = (min(xs), min(ys), max(xs), max(ys))
        if max(near[2] - near[0], near[3] - near[1]) < (x1 - x0) * 0.3:
            x0, y0, x1, y1 = near
    # One place alone is shown in its surroundings: 0.05 of the plane are some 300 km.
    room = max(x1 - x0, y1 - y0, 0.05) * ROUND
    wide, high = max(x1 - x0, 0.05) + 2 * room, max(y1 - y0, 0.03) + 2 * room
    wide = max(wide, high / 0.85)
    scale = WIDTH / wide
    return (x0 + x1 - wide) / 2, (y0 + y1 - high) / 2, scale, max(420, min(850, round(high * scale)))


@lru_cache(maxsize=64)
def _dots(left: float, top: float, scale: float, height: int) -> str:
    """The counties as one path of points; a stroke with round ends makes dots of them."""
    laid = {(round((x - left) * scale), round((y - top) * scale)) for x, y in _counties()}
    return "".join(f"M{x} {y}h0" for x, y in sorted(laid) if 0 <= x <= WIDTH and 0 <= y <= height)


def _arc(line: Line, start: Point, end: Point, most: int) -> Arc:
    (x0, y0), (x1, y1) = start, end
    cx, cy = (x0 + x1) / 2 - (y1 - y0) * BEND, (y0 + y1) / 2 + (x1 - x0) * BEND
    stroke = round(1 + 3 * math.sqrt(line.weight / most), 1) if most > 1 else 1.5
    angle, size = math.atan2(y1 - cy, x1 - cx), 6 + stroke
    sides = [(x1 - size * math.cos(angle + turn), y1 - size * math.sin(angle + turn)) for turn in (0.4, -0.4)]
    head = f"M{x1:.0f} {y1:.0f}" + "".join(f"L{x:.1f} {y:.1f}" for x, y in sides) + "Z"
    return Arc(path=f"M{x0:.0f} {y0:.0f}Q{cx:.0f} {cy:.0f} {x1:.0f} {y1:.0f}", head=head if line.arrow else "", stroke=stroke, line=line)


def _marks(spots: Sequence[Spot], at: dict[str, Point], height: int) -> tuple[Mark, ...]:
    most = max((spot.weight for spot in spots), default=1)
    ordered = sorted(spots, key=lambda spot: (-(spot.kind == "on"), -spot.weight, spot.key))
    radii = {spot.key: round(3 + 7 * math.sqrt(spot.weight / most), 1) for spot in spots}
    desk = _labels(ordered[: LABELS * 3], at, radii, (DESK_TYPE, LABELS, height))
    # On a phone points are drawn half as large again.
    larger = {key: radius * 1.5 for key, radius in radii.items()}
    phone = _labels(ordered[: PHONE_LABELS * 3], at, larger, (PHONE_TYPE, PHONE_LABELS, height))
    return tuple(
        Mark(
            x=round(at[spot.key][0], 1),
            y=round(at[spot.key][1], 1),
            r=radii[spot.key],
            spot=spot,
            label=desk.get(spot.key),
            phone=phone.get(spot.key),
        )
        for spot in ordered
    )


def _labels(
    spots: Sequence[Spot], at: dict[str, Point], radii: dict[str, float], room: tuple[int, int, int]
) -> dict[str, tuple[float, float, str]]:
    """Where names stand, the weightiest first, each right, left, above or below its point, none over another name or a point."""
    size, most, height = room
    taken = [(x - radii[key], y - radii[key], x + radii[key], y + radii[key]) for key, (x, y) in at.items()]
    found: dict[str, tuple[float, float, str]] = {}
    for spot in spots:
        x, y = at[spot.key]
        long, away = size * len(spot.name) * 1.02, radii[spot.key] + 4
        tries = (
            (x + away, y + size * 0.36, "start", x + away),
            (x - away, y + size * 0.36, "end", x - away - long),
            (x, y - away, "middle", x - long / 2),
            (x, y + away + size * 0.8, "middle", x - long / 2),
        )
        for tx, ty, anchor, left in tries:
            box = (left, ty - size, left + long, ty + size * 0.25)
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height
            if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                found[spot.key] = (round(tx, 1), round(ty, 1), anchor)
                break
        if len(found) == most:
            break
    return found
