"""The table of readings."""

from __future__ import annotations

import pytest

from scripts.build_readings import TABLE, build
from shanhai.knowledge.load import table
from shanhai.restore.readings import reads, reads_toneless, spelling, toned, usual, usual_toneless


@pytest.mark.parametrize(
    ("character", "syllable", "expected"),
    [
        ("长", "cháng", True),
        ("长", "zhǎng", True),
        ("長", "zhǎng", True),
        ("长", "chang", False),
        ("干", "gàn", True),
        ("乾", "gàn", True),  # by its simplified form
        ("不", "bú", True),
        ("县", "", False),
        ("a", "a", False),
    ],
)
def test_reads(character: str, syllable: str, expected: bool) -> None:
    assert reads(character, syllable) is expected


def test_toneless() -> None:
    assert reads_toneless("旅", "lü")
    assert reads_toneless("略", "lue")
    assert not reads_toneless("旅", "lu")


def test_usual() -> None:
    assert usual("县", "xiàn")
    assert usual("縣", "xiàn")
    assert not usual("都", "du")
    assert not usual("歙", "shè")
    assert usual_toneless("县", "xian")
    assert not usual_toneless("歙", "she")


def test_spelling() -> None:
    assert spelling("shū") == "shū"
    assert spelling("shɑ̄nɡ") == "shāng"
    assert spelling("qĭ") == "qǐ"
    assert spelling("nv") == "nü"


def test_toned() -> None:
    assert toned("shū")
    assert not toned("shu")


def test_the_table_equals_its_regeneration() -> None:
    rows = tuple((row["syllable"], row["usual"], row["other"]) for row in table("readings"))
    assert rows == tuple(build()), f"{TABLE.name} is older than pypinyin: run scripts/build_readings.py"


def test_no_character_twice_in_a_row() -> None:
    for row in table("readings"):
        characters = row["usual"] + row["other"]
        assert len(set(characters)) == len(characters)
