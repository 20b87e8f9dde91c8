"""Writes shanhai/knowledge/tables/readings.csv: which characters are read as a syllable, from pypinyin's tables (MIT).

    python scripts/build_readings.py

`usual` holds the characters of which the syllable is the first reading that pypinyin gives, `other` the rest. Characters are those of
the block CJK Unified Ideographs; readings that occur only in pypinyin's phrases are taken in, and the r of 儿 in 哪儿(nǎr).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

TABLE = Path(__file__).resolve().parent.parent / "shanhai" / "knowledge" / "tables" / "readings.csv"
FIRST, LAST = 0x4E00, 0x9FFF
ADDITIONS = (("儿", "r"),)


def readings() -> Iterator[tuple[str, str, bool]]:
    """Character, syllable, whether it is the first reading."""
    for point, listed in PINYIN_DICT.items():
        for number, syllable in enumerate(listed.split(",")):
            yield chr(point), syllable, number == 0
    for phrase, syllables in PHRASES_DICT.items():
        for character, alternatives in zip(phrase, syllables, strict=False):
            for syllable in alternatives:
                yield character, syllable, False
    for character, syllable in ADDITIONS:
        yield character, syllable, False


def build() -> list[tuple[str, str, str]]:
    """The rows, sorted by syllable; every character once in a row."""
    rows: dict[str, tuple[set[str], set[str]]] = {}
    for character, syllable, usual in readings():
        if FIRST <= ord(character) <= LAST or character == "〇":
            rows.setdefault(unicodedata.normalize("NFC", syllable), (set(), set()))[not usual].add(character)
    return [(syllable, "".join(sorted(usual)), "".join(sorted(other - usual))) for syllable, (usual, other) in sorted(rows.items())]


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("syllable", "usual", "other"))
        writer.writerows(build())
