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
CORPS_CITIES = "659"  # with what the codes of those cities begin
_CORPS, _ORDINAL = "新疆生产建设兵团", "第"


class Zone(Value, frozen=True, kw_only=True):
    """A zone; `hosts` are the codes of the divisions it lies in, the main one first; not `certain` where no list of approvals names it."""

    name: str
    short: str
    kind: str
    level: str
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    certain: bool = True

    @property
    def numbered(self) -> tuple[str, ...]:
        """The names that a division of the Corps bears on pages about it, where any army's division could be meant: 第三师, 三师."""
        number = self.name.removeprefix(_CORPS)
        return (number, number.removeprefix(_ORDINAL)) if self.kind == CORPS_DIVISION else ()


@cache
def zones() -> Mapping[str, tuple[Zone, ...]]:
    """Zones by every name that they go by.

    >>> [zone.name for name in ("温州高新区", "三师") for zone in zones()[name]]
    ['温州高新技术产业开发区', '新疆生产建设兵团第三师']
    """
    found: dict[str, list[Zone]] = defaultdict(list)
    for row in table("zones"):
        zone = _zone(row)
        for name in dict.fromkeys((zone.name, zone.short, *zone.aliases, *zone.numbered)):
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
