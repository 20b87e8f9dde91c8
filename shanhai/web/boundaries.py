"""An office's own boundary file: lines that it is licensed to publish, drawn under the ties in the place of our dots."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from shanhai.model import ShanhaiError
from shanhai.model.struct import Value

from .mapping import Point, projected

MOST_BYTES = 40_000_000
"""Of a file: the prefectures of China at 1 : 1,000,000 have some 30 MB, and a picture 1,000 units wide needs a hundredth of it."""
FINEST = 0.8
"""Units of the picture between two points of a drawn line: less than a pixel on a desk."""
REMEDY = "给出 WGS 84 或 CGCS2000 经纬度的 GeoJSON（界线或面）(give GeoJSON of lines or areas in degrees)"
NUMBERS = ("审图号", "review_number")
"""Members of the file, or of its properties, that hold the number under which the map was approved."""


class Boundaries(Value, frozen=True, kw_only=True):
    """Lines on the plane, the name of their file, and the number under which the map was approved (empty: the file does not say)."""

    name: str
    number: str
    lines: tuple[tuple[Point, ...], ...]

    def path(self, left: float, top: float, scale: float, size: Point) -> str:
        """The lines as one path of a picture whose left upper corner and scale on the plane are these."""
        return _path(self, left, top, scale, size)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the plane."""
        xs, ys = [x for line in self.lines for x, _ in line], [y for line in self.lines for _, y in line]
        return min(xs), min(ys), max(xs), max(ys)


def load(path: Path) -> Boundaries:
    """The lines of a GeoJSON file. ShanhaiError where it cannot be read, has no lines, or is not in degrees.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.geojson")
    ...     _ = file.write_text('{"type": "LineString", "coordinates": [[120, 28], [121, 29]]}')
    ...     found = load(file)
    >>> found.name, found.number, len(found.lines[0])
    ('a.geojson', '', 2)
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ShanhaiError(str(path), f"文件太大 (more than {MOST_BYTES // 1_000_000} MB)", "先化简再用 (simplify it first)")
        held = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise ShanhaiError(str(path), f"打不开 (cannot be opened): {error.strerror}", REMEDY) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ShanhaiError(str(path), f"不是 JSON (not JSON): {error}", REMEDY) from error
    try:
        lines = tuple(tuple(map(_placed, line)) for line in _lines(held))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ShanhaiError(str(path), f"不是 GeoJSON 界线 (no GeoJSON of lines): {error}", REMEDY) from error
    if not lines:
        raise ShanhaiError(str(path), "里面没有线和面 (it has neither lines nor areas)", REMEDY)
    return Boundaries(name=path.name, number=_number(held), lines=lines)


def _lines(held: Any) -> Iterator[list[Any]]:
    kind = held["type"]
    if kind == "FeatureCollection":
        for feature in held["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        if held.get("geometry"):
            yield from _lines(held["geometry"])
    elif kind == "GeometryCollection":
        for part in held["geometries"]:
            yield from _lines(part)
    elif kind in _DEPTH:
        yield from _flat(held["coordinates"], _DEPTH[kind])
    elif kind not in ("Point", "MultiPoint"):
        raise ValueError(f"type {kind!r}")


_DEPTH = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


def _flat(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    if depth == 0:
        yield coordinates
        return
    for part in coordinates:
        yield from _flat(part, depth - 1)


def _placed(position: Any) -> Point:
    lon, lat = float(position[0]), float(position[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"{lon:g}, {lat:g} 不是经纬度 (not degrees)")
    return projected(lon, lat)


def _number(held: Any) -> str:
    places = (held, held.get("properties") or {})
    found = (place.get(name) for place in places if isinstance(place, dict) for name in NUMBERS)
    return next((str(value)[:60] for value in found if value), "")


@lru_cache(maxsize=64)
def _path(under: Boundaries, left: float, top: float, scale: float, size: Point) -> str:
    return "".join(_drawn(line, (left, top), scale, size) for line in under.lines)


def _drawn(line: tuple[Point, ...], corner: Point, scale: float, size: Point) -> str:
    kept: list[Point] = []
    for x, y in line:
        point = ((x - corner[0]) * scale, (y - corner[1]) * scale)
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    seen = any(-size[0] * 0.2 <= x <= size[0] * 1.2 and -size[1] * 0.2 <= y <= size[1] * 1.2 for x, y in kept)
    if len(kept) < 2 or not seen:
        return ""
    closed = "Z" if line[0] == line[-1] else ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + closed
