"""Functional zones (经开区, 高新区, 新区 …): places without a GB/T 2260 code, with the divisions that they lie in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from shanhai.model.struct import Value

from .load import table

SEPARATOR = "|"
CORPS_DIVISION = "兵团师"  # a kind: one body with the city that it governs (第三师图木舒克市)


class Zone(Value, frozen=True, kw_only=True):
    """A zone; `hosts` are the codes of the divisions it lies in, the main one first; not `certain` where no list of approvals names it."""

    name: str
    short: str
    kind: str
    level: str
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    certain: bool = True


@cache
def zones() -> Mapping[str, tuple[Zone, ...]]:
    """Zones by every name that they go by.

    >>> [zone.name for zone in zones()["温州高新区"]]
    ['温州高新技术产业开发区']
    """
    found: dict[str, list[Zone]] = defaultdict(list)
    for row in table("zones"):
        zone = _zone(row)
        for name in dict.fromkeys((zone.name, zone.short, *zone.aliases)):
            found[name].append(zone)
    return MappingProxyType({name: tuple(bearers) for name, bearers in found.items()})


def _zone(row: dict[str, str]) -> Zone:
    return Zone(
        name=row["name"],
        short=row["short"],
        kind=row["kind"],
        level=row["level"],
        hosts=tuple(filter(None, row["hosts"].split(SEPARATOR))),
        aliases=tuple(filter(None, row["aliases"].split(SEPARATOR))),
        certain=row["certain"] == "y",
    )
