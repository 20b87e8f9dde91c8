"""Chinese characters, and those in everyday use."""

from __future__ import annotations

import re

import pytest

from shanhai.restore.characters import HAN, everyday


@pytest.mark.parametrize(("character", "expected"), [("书", True), ("座", True), ("亍", False), ("書", False), ("𬱖", False)])
def test_everyday(character: str, expected: bool) -> None:
    assert everyday(character) is expected


def test_level_1_has_3755_characters() -> None:
    assert sum(everyday(chr(point)) for point in range(0x4E00, 0xA000)) == 3755


@pytest.mark.parametrize("character", "一龥〇㐀豈𠮷")
def test_han(character: str) -> None:
    assert re.fullmatch(f"[{HAN}]", character)


@pytest.mark.parametrize("character", "a1，（の。　")
def test_not_han(character: str) -> None:
    assert not re.fullmatch(f"[{HAN}]", character)
