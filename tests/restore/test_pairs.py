"""The byte pairs of GBK."""

from __future__ import annotations

from shanhai.restore.pairs import LEADS, beginning, characters, dropped, ending, pairs, read_so


def test_pairs_are_those_of_the_codec() -> None:
    assert all(bytes(pair).decode("gbk") == character for pair, character in characters().items())
    assert len(pairs()) == len(characters()) > 21_000


def test_dropped_pairs_are_no_characters() -> None:
    every = [(lead, trail) for lead, trails in dropped().items() for trail in trails]
    assert every
    assert characters().keys().isdisjoint(every)
    assert all(trail in LEADS for _, trail in every)


def test_halves() -> None:
    lead, trail = "數".encode("gbk")
    assert (trail, "數") in beginning(lead)
    assert "數" in ending(trail)
    assert read_so(lead, "shù") == ((trail, "數"),)
