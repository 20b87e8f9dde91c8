"""Single characters that a filter hid behind an asterisk (签订合作协*, 县委书*), written out where public text leaves no doubt."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from shanhai.knowledge import posts
from shanhai.model import Certainty, Repair

from .characters import HAN
from .edit import RawEdit
from .language import Language, counted, followers, ngrams

# One asterisk between two characters and a third or a mark; more of them, or one behind a mark, hide what cannot be told.
HIDDEN = re.compile(rf"(?<=[{HAN}]{{2}})[*＊](?=[{HAN}，。、；：！？）”》])")
WRITTEN = re.compile(f"[{HAN}]")
WINDOW = 2  # characters on either side
# By how much (natural logarithm) the likeliest character must exceed the next. Measured on 2,400 characters of 600 items of the evening
# news (xwlb, 2012-2021, which no count has seen), each hidden once: at 5 the likeliest is right in 98.0 % of 39 % of all, at 4 in 96.6 %
# of 46 %; of the characters that filters hide in words of office (议, 金, 记, 领, 疗, 污, 书, 资) at 5 in 99.5 % of 52 %.
MARGIN = 5.0
# How much likelier a character is that makes a title (书记, 领导): of characters of titles 53 % are written out with it and 47 % without,
# 99.3 % of them rightly either way; of characters drawn by chance 97.8 % are right (98.0 without). At 3, 97.7 %.
TITLED = 2.0
EDGE = "\n"
MOST = 100  # asterisks of a page; where there are more they are no filter's, and each costs some milliseconds
LIKELY = 100  # characters behind another that are looked at


class Guess(NamedTuple):
    """The likeliest character behind an asterisk, and the next likely."""

    character: str
    other: str


def write_out(text: str) -> tuple[RawEdit, ...]:
    """Edits that write out the asterisks of which public text leaves no doubt; each is a guess, with the next likely as its alternative.

    >>> [edit.replacement for edit in write_out("两县签订合作框架协*书，县委副书*、县长出席。")]
    ['议', '记']
    """
    if len(HIDDEN.findall(text)) > MOST:
        return ()
    filled = text
    edits: dict[int, Guess] = {}
    while found := {hit.start(): guess for hit in HIDDEN.finditer(filled) if (guess := guessed(filled, hit.start())) is not None}:
        edits |= found
        for at, guess in found.items():
            filled = filled[:at] + guess.character + filled[at + 1 :]
    return tuple(
        RawEdit(
            start=at,
            end=at + 1,
            replacement=guess.character,
            repair=Repair.MASKED,
            certainty=Certainty.GUESSED,
            alternatives=(guess.other,),
        )
        for at, guess in sorted(edits.items())
    )


def guessed(text: str, at: int) -> Guess | None:
    """The character behind the asterisk at an offset; None where another is nearly as likely, or where an asterisk stands beside it."""
    return _between(counted(text[at - WINDOW : at]), counted(text[at + 1 : at + 1 + WINDOW]))


@lru_cache(4_096)  # asterisks with their neighbours; a page has at most MOST
def _between(before: str, after: str) -> Guess | None:
    if any(mark in side for side in (before, after) for mark in "*＊"):
        return None
    match sorted(((_likelihood(before, after, c), c) for c in _behind(before)), reverse=True):
        case [(best, character), (second, other), *_] if best - second >= MARGIN:
            return Guess(character, other)
    return None


def _behind(before: str) -> Iterator[str]:
    """The characters that public text has behind two others, and the likeliest behind the second of them."""
    pairs = followers(ngrams(), before[-1]).shares
    likely = heapq.nlargest(LIKELY, pairs, key=pairs.__getitem__)
    return (c for c in map(chr, {*followers(ngrams(), before).shares, *likely}) if WRITTEN.match(c))


def _likelihood(before: str, after: str, character: str) -> float:
    """The logarithm of the chance of a character between others, titles preferred."""
    line = before + character + (after + EDGE + EDGE)[:WINDOW]
    chance = sum(_corpus().log_chance(line[i], line[i + 1], line[i + 2]) for i in range(len(line) - WINDOW))
    return chance + TITLED * (line[1:3] in _titles() or line[2:4] in _titles())


@cache
def _titles() -> frozenset[str]:
    return frozenset(title for title in posts.titles() if len(title) == WINDOW)


@cache
def _corpus() -> Language:
    """Public text alone: what a page says elsewhere must not decide, or reading it again would find more."""
    return Language("")
