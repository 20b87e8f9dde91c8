"""Places are set into the divisions that knowledge knows."""

from __future__ import annotations

import pytest

from shanhai.ledger.gazetteer import rows_for
from shanhai.model import PlaceRef


@pytest.mark.parametrize(
    ("ref", "chain"),
    [
        (PlaceRef(name="龙湾区", code="330303"), ["330303", "330300", "330000"]),
        (PlaceRef(name="浙江省", code="330000"), ["330000"]),
        (PlaceRef(name="东城区", code="110101"), ["110101", "110000"]),
        (PlaceRef(name="温州高新技术产业开发区"), ["温州高新技术产业开发区", "330303", "330300", "330000"]),
        (PlaceRef(name="鼓楼区", candidates=("320106", "350102")), ["鼓楼区"]),
        (PlaceRef(name="甲县", code="999999"), ["999999"]),
    ],
)
def test_a_place_and_what_it_lies_in(ref: PlaceRef, chain: list[str]) -> None:
    rows = rows_for(ref)
    assert [row.key for row in rows] == chain
    assert [row.parent for row in rows] == [*(row.key for row in rows[1:]), None]


def test_a_code_is_called_by_its_official_name_whatever_the_page_says() -> None:
    assert rows_for(PlaceRef(name="龙湾", code="330303"))[0].name == "龙湾区"
