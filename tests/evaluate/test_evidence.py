from __future__ import annotations

import pytest

from shanhai.evaluate import check_evidence

from .made_up import quoted

TEXT = "甲县与乙市的会"


@pytest.mark.parametrize(("exact", "start", "right"), [("乙市", 3, 1), ("乙市", 2, 0), ("丙区", 3, 0), ("", 3, 0), ("乙市", 99, 0)])
def test_a_quotation_stands_where_it_says(exact: str, start: int, right: int) -> None:
    found = check_evidence(quoted(TEXT, exact, start), TEXT)
    assert (found.seen, found.right, found.facts_without) == (1, right, 1)
    assert len(found.wrong) == 1 - right


def test_checks_add_up() -> None:
    one = check_evidence(quoted(TEXT, "乙市", 3), TEXT)
    other = check_evidence(quoted(TEXT, "丙区", 3), TEXT)
    assert ((one + other).seen, (one + other).right, (one + other).facts_without, len((one + other).wrong)) == (2, 1, 2, 1)
