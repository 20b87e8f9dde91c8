"""Zones by their names, with the divisions that they lie in."""

from __future__ import annotations

import pytest

from shanhai.knowledge.places import place
from shanhai.knowledge.zones import zones


@pytest.mark.parametrize(
    "name,hosts",
    [
        ("北京经开区", ["110115"]),
        ("两江新区", ["500157"]),
        ("苏州工业园区", ["320500"]),
        ("温州高新技术产业开发区", ["330303"]),
        ("温州湾新区", ["330303"]),
        ("兰州新区", ["620121", "620122"]),
        ("泰达", ["120116"]),
        ("大柴旦行委", ["632800"]),
        ("兵团第一师", ["659002"]),
    ],
)
def test_hosts(name: str, hosts: list[str]) -> None:
    assert [list(zone.hosts) for zone in zones()[name]] == [hosts]


def test_a_name_of_two_zones_gives_both() -> None:
    assert {zone.hosts[0] for zone in zones()["滨海新区"]} == {"120116", "330602"}


def test_every_zone_lies_somewhere_and_bears_its_names() -> None:
    for name, bearers in zones().items():
        assert all(name in (zone.name, zone.short, *zone.aliases, *zone.numbered) for zone in bearers)
        assert all(zone.hosts and all(place(code) for code in zone.hosts) for zone in bearers)


def test_parks_and_buildings_are_no_zones() -> None:
    assert not {zone.kind for bearers in zones().values() for zone in bearers} & {"产业园", "飞地", "小镇"}
