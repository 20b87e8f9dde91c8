"""Whose name it is: by seat, by body, by the places around; a name alone joins nobody."""

from __future__ import annotations

import pytest

from shanhai.model import PlaceRef, Visit
from shanhai.reconcile.persona import Persona, bond, look_apart, persona, persona_keys

LUCHENG, DONGTOU = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="洞头区", code="330305")
WENZHOU, ZHEJIANG = PlaceRef(name="温州市", code="330300"), PlaceRef(name="浙江省", code="330000")
NANBU = PlaceRef(name="南部县", code="511321")


def named(page: str, *seats: PlaceRef, around: tuple[PlaceRef, ...] = (), bodies: tuple[str, ...] = ()) -> Persona:
    return Persona(page=page, name="李四", seats=seats, around=around, bodies=bodies)


@pytest.mark.parametrize(
    ("one", "other", "strength"),
    [
        (named("p", LUCHENG), named("q", LUCHENG), 3.0),
        (named("p", LUCHENG), named("q", WENZHOU), 2.0),
        (named("p", LUCHENG), named("q", ZHEJIANG), 0.0),
        (named("p", LUCHENG), named("q", DONGTOU), 0.0),
        (named("p", LUCHENG), named("q", LUCHENG, NANBU), 3.0),
        (named("p", LUCHENG), named("q", around=(LUCHENG, NANBU)), 1.0),
        (named("p", around=(LUCHENG,)), named("q", around=(LUCHENG,)), 0.0),
        (named("p", around=(LUCHENG, NANBU)), named("q", around=(NANBU, LUCHENG)), 1.0),
        (named("p", bodies=("甲大学",)), named("q", bodies=("甲大学",)), 4.0),
        (named("p"), named("q"), 0.0),
    ],
)
def test_what_joins_two_bearers(one: Persona, other: Persona, strength: float) -> None:
    found = bond(one, other)
    assert (found.score if found else 0.0) == strength
    assert (bond(other, one) or bond(one, other)) == (found if found is None else bond(other, one))
    if found:
        assert persona_keys(one) & persona_keys(other)


def test_seats_that_lie_apart_look_apart() -> None:
    assert look_apart(named("p", LUCHENG), named("q", NANBU))
    assert not look_apart(named("p", LUCHENG, NANBU), named("q", NANBU))
    assert not look_apart(named("p", LUCHENG), named("q"))


def test_guests_sit_where_they_come_from_and_hosts_where_they_are() -> None:
    visit = Visit(id="1", page="p", head="李四", hosts=("张三",), visitor_place=LUCHENG, host_place=NANBU)
    assert persona("p", "李四", [visit], ()).seats == (LUCHENG,)
    assert persona("p", "张三", [visit], ()).seats == (NANBU,)
    assert persona("p", "王五", [visit], (LUCHENG, NANBU)).around == (LUCHENG, NANBU)
