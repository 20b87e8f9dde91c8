"""What full text is made of: pairs of neighbouring Han characters, Latin words and numbers whole; the same tokens on every database.

A run of n Han characters gives n - 1 pairs and, at its end, its last character alone, so that a phrase of pairs matches exactly where the
characters stand together: no dictionary decides what a word is, and two characters are sought as well as ten. A single character is the
beginning of a pair or the end of a run, and is sought as a prefix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from shanhai.model.struct import Value
from shanhai.restore.converter import simplified

VERSION = 1
"""To be raised, with a migration, by any change that gives a text other tokens: the index is then made anew."""

GAP = "·"
"""Stands where a mark or a new line parts a Latin word or a number from its neighbour; a Han run's last character does so by itself."""

# Longer "words" are no words (Base64, broken addresses): their beginning finds them. PostgreSQL takes 2,046 bytes a lexeme.
LONGEST = 64
# Of a longer phrase, the beginning is sought: 64 characters in a row are found by themselves.
LONGEST_PHRASE = 64

_HAN = "[\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]"
_LETTER = f"(?!{_HAN})[^\\W_]"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)+"
_RUN = re.compile(f"(?P<han>{_HAN}+)|{_NUMBER}|(?:{_LETTER})+")


class Phrase(Value, frozen=True, kw_only=True):
    """Tokens that stand one behind the other; of the last one only the beginning is asked for where `prefix` is set."""

    tokens: tuple[str, ...]
    prefix: bool
    pattern: str

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the phrase stands in a folded text.

        >>> [found.tokens for found in phrases("5G基站")], list(phrases("5G基站")[0].spans(fold("建设5G 基站、15G基站")))
        ([('5g', '基站')], [(2, 7)])
        """
        return (found.span() for found in re.finditer(self.pattern, folded))


def fold(text: str) -> str:
    """The text as it is compared: half width, lower case, simplified; as long as the text, so that offsets stay.

    >>> fold("龍灣區ＡＢｃ")
    '龙湾区abc'
    """
    return text.translate(_folding())


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text, in order.

    >>> list(tokens("山海协作，5G基站1.92亿元"))
    ['山海', '海协', '协作', '作', '·', '5g', '基站', '站', '1.92', '亿元', '元']
    """
    folded, end, was_han = fold(text), 0, True
    for run in _RUN.finditer(folded):
        is_han = run["han"] is not None
        if not (was_han and is_han) and _parted(folded[end : run.start()]):
            yield GAP
        yield from _pairs(run[0]) if is_han else (_whole(run[0]),)
        end, was_han = run.end(), is_han


def phrases(words: str) -> tuple[Phrase, ...]:
    """What must stand in a text that has these words, spelt as one: a phrase for each stretch between marks.

    >>> [(phrase.tokens, phrase.prefix) for phrase in phrases("东西部协作（山）")]
    [(('东西', '西部', '部协', '协作'), False), (('山',), True)]
    """
    folded, stretches, end = fold(words), list[list[re.Match[str]]](), 0
    for run in _RUN.finditer(folded):
        if not stretches or _parted(folded[end : run.start()]):
            stretches.append([])
        stretches[-1].append(run)
        end = run.end()
    return tuple(_phrase(runs) for runs in stretches)


def _phrase(runs: list[re.Match[str]]) -> Phrase:
    found = [token for run in runs for token in (_pairs(run[0]) if run["han"] else (_whole(run[0]),))]
    ends_in_han = runs[-1]["han"] is not None
    if ends_in_han and len(runs[-1][0]) > 1:
        found.pop()  # the run may go on in the text
    pattern = r"[^\S\n]*".join(map(_pattern, runs))
    return Phrase(tokens=tuple(found), prefix=ends_in_han and len(runs[-1][0]) == 1, pattern=pattern)


def _pattern(run: re.Match[str]) -> str:
    """The run as it may stand in a text: a word whole, a number with or without its commas."""
    if run["han"]:
        return run[0]
    written = ",?".join(map(re.escape, run[0].replace(",", ""))) if run[0][0].isdigit() else re.escape(run[0])
    return rf"(?<!{_LETTER})(?<![0-9]\.){written}(?!{_LETTER}|\.[0-9])"


def _parted(between: str) -> bool:
    return bool(between) and not (between.isspace() and "\n" not in between)


def _pairs(run: str) -> Iterator[str]:
    yield from map("".join, pairwise(run))
    yield run[-1]


def _whole(run: str) -> str:
    return run.replace(",", "")[:LONGEST]


class _Folding(dict[int, str]):
    """The fold of each character, worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        folded = simplified().get(folded, folded)
        self[code] = folded if len(folded) == 1 else character
        return self[code]


@cache
def _folding() -> _Folding:
    return _Folding()
