"""Makes shanhai/knowledge/tables/characters.csv: the commonest Chinese characters, in bands, from the counts of shanhai/restore/ngrams.zst.

Band 1 holds the first 500 characters, band 2 the next 1,000, band 3 the next 2,000; the traditional form of a character (OpenCC s2t) is
in its band. Run again when the model is trained anew: python scripts/build_characters.py
"""

from __future__ import annotations

import csv
from pathlib import Path

from opencc import OpenCC

from shanhai.restore.language import ngrams

BANDS = (500, 1500, 3500)
TABLE = Path(__file__).resolve().parents[1] / "shanhai/knowledge/tables/characters.csv"


def ranked() -> list[str]:
    """The Han characters of the model, the commonest first."""
    shelf = ngrams().shelves[0]
    counted = sorted(zip(shelf.counts, map(chr, shelf.characters), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return [character for _, character in counted if "\u4e00" <= character <= "\u9fff"]


def rows() -> list[tuple[str, int]]:
    """Every character with its band, in order of code points."""
    converter, found = OpenCC("s2t"), {}
    for rank, character in enumerate(ranked()[: BANDS[-1]]):
        band = next(number for number, limit in enumerate(BANDS, 1) if rank < limit)
        for form in (character, converter.convert(character)):
            found.setdefault(form, band)
    return sorted(found.items())


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("character", "band"))
        writer.writerows(rows())
