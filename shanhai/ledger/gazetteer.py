"""The rows of `places`: what a page calls a place, set into the divisions that knowledge knows."""

from __future__ import annotations

from functools import cache

from shanhai.knowledge import places as divisions
from shanhai.knowledge.zones import zones
from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .ties import place_key

ZONE = "zone"
"""The level of a functional zone (经开区, 高新区, 新区), which has none of its own among the divisions."""


class PlaceRow(Value, frozen=True, kw_only=True):
    """A place of the ledger; `parent` is the key of the place it lies in."""

    key: str
    name: str
    code: str | None = None
    level: str | None = None
    parent: str | None = None


def rows_for(ref: PlaceRef) -> tuple[PlaceRow, ...]:
    """The place and all it lies in, itself first; a zone lies in its main host, and what knowledge does not know stands alone.

    >>> [row.name for row in rows_for(PlaceRef(name="洞头区", code="330305"))]
    ['洞头区', '温州市', '浙江省']
    >>> [row.name for row in rows_for(PlaceRef(name="温州高新技术产业开发区"))][-2:]
    ['温州市', '浙江省']
    >>> rows_for(PlaceRef(name="甲乡"))
    (PlaceRow(key='甲乡', name='甲乡', code=None, level=None, parent=None),)
    """
    return _rows(place_key(ref), ref.name, ref.code)


@cache
def _rows(key: str, name: str, code: str | None) -> tuple[PlaceRow, ...]:
    if code and (here := divisions.place(code)):
        return tuple(map(_row, (here, *divisions.ancestors(code))))
    bearers = () if code else zones().get(name, ())
    if len(bearers) == 1 and bearers[0].hosts:
        host = bearers[0].hosts[0]
        return (PlaceRow(key=key, name=name, level=ZONE, parent=host), *_rows(host, host, host))
    return (PlaceRow(key=key, name=name, code=code),)


def _row(division: divisions.Place) -> PlaceRow:
    return PlaceRow(key=division.code, name=division.name, code=division.code, level=division.level, parent=division.parent)
