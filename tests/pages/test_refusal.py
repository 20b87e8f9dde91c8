"""Formats that are not read are named, with a way out."""

from __future__ import annotations

import pytest

from shanhai.model import PageError
from shanhai.pages.container import known_containers
from shanhai.pages.format import known_formats
from shanhai.pages.refusal import Refusal, refusals, refuse


def test_the_table_is_sound() -> None:
    suffixes = [suffix for refusal in refusals() for suffix in refusal.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert not set(suffixes) & {suffix for form in (*known_formats(), *known_containers()) for suffix in form.suffixes}
    magic = [bytes.fromhex(magic) for refusal in refusals() for magic in refusal.magic]
    assert len(magic) == len(set(magic))


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.name)
def test_each_says_what_to_do(refusal: Refusal) -> None:
    assert refusal.remedy
    assert refusal.suffixes or refusal.magic


def test_a_page_is_not_refused() -> None:
    refuse("甲县".encode(), suffix=".txt", name="a.txt")


def test_the_suffix_speaks_before_the_bytes() -> None:
    with pytest.raises(PageError, match="OFD"):
        refuse(b"PK\x03\x04", suffix=".ofd", name="a.ofd")
