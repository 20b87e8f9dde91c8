"""How much may come out of a file."""

from __future__ import annotations

import io

import pytest

from shanhai.model import PageError
from shanhai.pages.budget import FREE_BYTES, MOST_RATIO, Budget, Metered, Received


def test_a_large_file_may_hold_much() -> None:
    budget = Budget(source="a.zip", received=FREE_BYTES)
    budget.spend(FREE_BYTES * MOST_RATIO)
    with pytest.raises(PageError, match="压缩炸弹"):
        budget.spend(1)
    assert budget.exhausted


def test_what_is_read_is_counted_and_what_comes_in_gives_room() -> None:
    budget = Budget(source="-")
    stream = Metered(io.BufferedReader(Received(io.BytesIO(b"abc"), budget)), budget)  # type: ignore[arg-type]
    assert stream.read() == b"abc"
    assert (budget.received, budget.spent) == (3, 3)


def test_an_owned_stream_is_closed_and_another_is_not() -> None:
    for owned in (True, False):
        inner = io.BytesIO(b"x")
        Received(inner, Budget(source="-"), owned=owned).close()
        assert inner.closed is owned
