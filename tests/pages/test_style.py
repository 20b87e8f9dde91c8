"""What a page hides."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from shanhai.pages.style import hides, sheet_of

from .cases import cases, label


@pytest.mark.parametrize("case", cases("style"), ids=label)
def test_a_rule_hides_what_a_browser_would(case: dict[str, Any]) -> None:
    assert hides(sheet_of([case["css"]]), etree.fromstring(case["element"])) is case["hides"]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "iframe"])
def test_what_is_never_shown(tag: str) -> None:
    assert hides(sheet_of([]), etree.fromstring(f"<{tag}/>"))
