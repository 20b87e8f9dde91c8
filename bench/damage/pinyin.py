"""Readings spliced into the text: after characters by bytes, or after words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from pypinyin import Style, lazy_pinyin

from bench.damage.gbk import Insertion

HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
# Lengths of the 119 annotated words of one real page: 27, 81, 9, 2 of one to four characters.
WORD_LENGTHS, WORD_WEIGHTS = (1, 2, 3, 4), (27, 81, 9, 2)


def reading(text: str) -> list[str]:
    """The pinyin of each character, with tone marks."""
    return lazy_pinyin(text, style=Style.TONE)


@cache
def keys() -> tuple[str, ...]:
    """The traditional characters that sites annotate, most frequent first.

    >>> "縣" in keys(), "山" in keys()
    (True, False)
    """
    lines = (Path(__file__).parent / "words" / "keys.txt").read_text("utf-8").splitlines()
    return tuple("".join(line for line in lines if not line.startswith("#")))


def table(strength: float, draw: Random) -> list[Insertion]:
    """A page's table: a share of all keys, each with one reading, in the order in which the site replaces them."""
    chosen = [key for key in keys() if draw.random() < strength]
    draw.shuffle(chosen)
    return [Insertion(pattern=key.encode("gbk"), addition=f"({reading(key)[0]})".encode("gb18030"), after=True) for key in chosen]


def splice_words(text: str, strength: float, draw: Random) -> str:
    """Simplified text with the joined reading of a word after it; `strength` is the share of words."""

    def change(match: re.Match[str]) -> str:
        run, signs, begin = match.group(), reading(match.group()), 0
        pieces = []
        while begin < len(run):
            end = min(len(run), begin + draw.choices(WORD_LENGTHS, WORD_WEIGHTS)[0])
            spliced = draw.random() < strength
            pieces.append(run[begin:end] + (f"({''.join(signs[begin:end])})" if spliced else ""))
            begin = end
        return "".join(pieces)

    return HAN_RUN.sub(change, text)
