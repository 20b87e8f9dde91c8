"""Statements that say the same are joined, those that differ are not."""

from __future__ import annotations

import pytest

from shanhai.model import Pairing, PlaceRef, Programme, Relation, Tenure
from shanhai.views.statement import same_post, same_sides

A, B = PlaceRef(name="龙湾区", code="330303"), PlaceRef(name="仪陇县", code="511324")
PAIR = Pairing(id="1", page="p", a=A, b=B)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Pairing(id="2", page="q", a=B, b=A), True),
        (Pairing(id="2", page="q", a=PlaceRef(name="龙湾", code="330303"), b=B), True),
        (Pairing(id="2", page="q", a=A, b=PlaceRef(name="仪陇县")), False),
        (Pairing(id="2", page="q", a=A, b=B, relation=Relation.PAIRED), False),
        (Pairing(id="2", page="q", a=A, b=B, programme=Programme(stated="甲协作")), False),
    ],
)
def test_one_pairing(other: Pairing, same: bool) -> None:
    assert (same_sides(PAIR) == same_sides(other)) is same


def test_one_tenure() -> None:
    tenure = Tenure(id="1", page="p", person="李四", post="书记", organization="甲县委")
    assert same_post(tenure) == same_post(Tenure(id="2", page="q", person="李四", post="书记", organization="甲县委", place=A))
    assert same_post(tenure) != same_post(Tenure(id="2", page="q", person="李四", post="副书记", organization="甲县委"))
