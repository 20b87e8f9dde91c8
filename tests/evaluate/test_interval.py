from __future__ import annotations

from shanhai.evaluate.interval import interval


def mean(sample: list[float]) -> float | None:
    return sum(sample) / len(sample)


def test_the_same_pages_give_the_same_interval() -> None:
    pages = [0.0, 0.5, 1.0, 1.0, 0.25]
    assert interval(pages, mean) == interval(pages, mean)


def test_an_interval_spans_the_measure() -> None:
    found = interval([0.0, 0.5, 1.0, 1.0, 0.25], mean)
    assert found is not None
    assert found[0] < 0.55 < found[1]


def test_no_pages_no_interval() -> None:
    assert interval([], mean) is None
    assert interval([1.0], lambda sample: None) is None
