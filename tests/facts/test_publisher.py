"""Who published a page, and whom it names as its source."""

from __future__ import annotations

import pytest

from shanhai.facts.byline import Item
from shanhai.facts.lines import lines
from shanhai.facts.publisher import Told, lone_names, owners, publisher_and_source, tail_of


def item(value: str, field: str = "publisher") -> Item:
    return Item(field=field, value=value, start=0, end=len(value))


def told(**kinds: list[Item]) -> tuple[str | None, str | None]:
    publisher, source = publisher_and_source(Told(**kinds))
    return publisher and publisher.value, source and source.value


def test_a_medium_beside_the_day_is_the_source_where_the_site_names_itself() -> None:
    assert told(heads=[item("秀山新闻网")], beside=[item("秀山日报", "beside")]) == ("秀山新闻网", "秀山日报")
    assert told(beside=[item("秀山日报", "beside")]) == ("秀山日报", "秀山日报")


def test_a_source_stands_for_a_missing_publisher() -> None:
    assert told(labels=[item("秀山日报", "source_name")]) == ("秀山日报", "秀山日报")
    assert told(labels=[item("秀山网-秀山日报", "source_name")]) == ("秀山网", "秀山网-秀山日报")


def test_an_office_that_published_on_another_site_is_the_source() -> None:
    assert told(heads=[item("秀山县政府")], labels=[item("农业科", "publisher")]) == ("秀山县政府", "农业科")


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("版权所有：秀山县融媒体中心", "秀山县融媒体中心"),
        ("Copyright © 2012-2021 秀山网 版权所有 Power by Cms", "秀山网"),
        ("主办：秀山县人民政府办公室 渝ICP备00000000号", "秀山县人民政府办公室"),
        ("本网站由秀山县委宣传部主办", "秀山县委宣传部"),
        ("秀山之窗 渝ICP备00000000号", "秀山之窗"),
        ("Copyright © 2015-2023 All Rights Reserved. 网站地图", None),
    ],
)
def test_owners(foot: str, name: str | None) -> None:
    assert [found.value for found in owners(lines(foot))][:1] == ([name] if name else [])


def test_lone_names() -> None:
    assert [found.value for found in lone_names(lines("两江先锋\n2023年10月9日"), [])] == ["两江先锋"]
    assert list(lone_names(lines("秦小满\n2023年10月9日"), [])) == []


def test_tails() -> None:
    assert tail_of("桐庐代表团来秀山考察", 0, 10) is None
