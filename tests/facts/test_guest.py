"""Who comes, and from where."""

from __future__ import annotations

import pytest

from shanhai.facts.guest import Guests
from shanhai.facts.tenure import Tenures
from shanhai.model import Basis, Mention

from .accounts import context


def guests(text: str, wanted: str) -> tuple[Guests, Mention]:
    own = context(text)
    return Guests(own, Tenures(own).read()), next(m for m in own.mentions if m.text == wanted)


@pytest.mark.parametrize(
    ("text", "wanted", "place", "basis"),
    [
        ("桐庐县党政代表团到秀山县考察。", "桐庐县党政代表团", "桐庐县", Basis.STATED),
        ("杭州市桐庐县考察团到秀山县考察。", "杭州市桐庐县考察团", "桐庐县", Basis.STATED),
        ("桐庐县委书记何夏至到秀山县考察。", "桐庐县委书记何夏至", "桐庐县", Basis.STATED),
        ("桐庐县到秀山县考察。", "桐庐县", "桐庐县", Basis.STATED),
        ("桐庐发布讯 县党政代表团到秀山县考察。", "县党政代表团", "桐庐县", Basis.INFERRED),
        ("代表团到秀山县考察。", "代表团", None, Basis.INFERRED),
    ],
)
def test_place_of_a_guest(text: str, wanted: str, place: str | None, basis: Basis) -> None:
    reader, guest = guests(text, wanted)
    found, ground = reader.place(guest, None)
    assert (found.name if found else None, ground) == (place, basis)


@pytest.mark.parametrize(
    ("text", "wanted", "name"),
    [
        ("桐庐县党政代表团到秀山县考察。", "桐庐县党政代表团", "桐庐县党政代表团"),
        ("桐庐县到秀山县考察。", "桐庐县", "桐庐县"),
        ("桐庐发布讯 我县党政代表团到秀山县考察。", "我县党政代表团", "桐庐县党政代表团"),
        ("桐庐发布讯 县党政代表团到秀山县考察。", "县党政代表团", "桐庐县党政代表团"),
        ("桐庐县委书记何夏至到秀山县考察。", "桐庐县委书记何夏至", "桐庐县"),
        ("桐庐县发改局局长袁知秋到秀山县考察。", "桐庐县发改局局长袁知秋", "桐庐县发改局"),
    ],
)
def test_name_of_a_guest(text: str, wanted: str, name: str) -> None:
    reader, guest = guests(text, wanted)
    place, _ = reader.place(guest, None)
    assert place is not None
    assert reader.name(guest, place) == name
