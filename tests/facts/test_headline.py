"""The parts of a saved headline."""

from __future__ import annotations

import pytest

from shanhai.facts.headline import headline, says

TITLE = "桐庐代表团来秀山考察"


@pytest.mark.parametrize(
    ("saved", "outside", "site", "column"),
    [
        (f"{TITLE}_部门动态_秀山县人民政府", "", "秀山县人民政府", "部门动态"),
        (f"{TITLE} - 两江姐妹", "© 两江姐妹", "两江姐妹", None),
        (f"{TITLE}_端午_非遗_绣娘", "", None, None),
        (f"秀山日报-{TITLE}", "", "秀山日报", None),
        (f"{TITLE}—秀山新报网", "", "秀山新报网", None),
        ("秀山外事网--外事动态", "", "秀山外事网", None),
        ("政务要闻", "", None, "政务要闻"),
        (TITLE, "", None, None),
    ],
)
def test_site_and_column(saved: str, outside: str, site: str | None, column: str | None) -> None:
    found = headline(saved, 0, len(saved), TITLE, outside)
    assert (found.site and found.site.value, found.column and found.column.value) == (site, column)


def test_a_line_says_a_title() -> None:
    assert says(f"{TITLE}_秀山网", TITLE)
    assert not says("秀山网", TITLE)
