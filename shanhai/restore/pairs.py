"""The byte pairs of GBK: which are characters, and which a decoder passes over without a trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from .converter import simplified
from .readings import readers

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
# Private areas of GBK: lead bytes, and the trail bytes behind them. Decoders make characters of them that no font has; sites drop these.
PRIVATE = (
    (range(0xAA, 0xB0), range(0xA1, 0xFF)),
    (range(0xF8, 0xFF), range(0xA1, 0xFF)),
    (range(0xA1, 0xA8), range(0x40, 0xA1)),
    (range(0xA6, 0xA7), range(0xB9, 0xC1)),
    (range(0xFE, 0xFF), range(0x50, 0xA1)),
)


@cache
def characters() -> Mapping[tuple[int, int], str]:
    """The character of each pair that has one.

    >>> characters()[0xB9, 0xE3], (0xAA, 0xA1) in characters()
    ('广', False)
    """
    private = {(lead, trail) for leads, trails in PRIVATE for lead in leads for trail in trails}
    decoded = ((lead, trail, bytes((lead, trail)).decode("gbk", "ignore")) for lead in LEADS for trail in TRAILS)
    return {
        (lead, trail): character
        for lead, trail, character in decoded
        if len(character) == 1 and not character.isascii() and (lead, trail) not in private
    }


@cache
def pairs() -> Mapping[str, tuple[int, int]]:
    """The pair of each character."""
    return {character: pair for pair, character in characters().items()}


@cache
def dropped() -> Mapping[int, tuple[int, ...]]:
    """The trail bytes, themselves lead bytes of characters, behind each first byte of a pair that leaves no trace."""
    found: dict[int, list[int]] = {}
    for leads, trails in PRIVATE:
        for lead in leads:
            found.setdefault(lead, []).extend(trail for trail in trails if trail in LEADS)
    return {lead: tuple(trails) for lead, trails in found.items()}


@cache
def beginning(lead: int) -> Sequence[tuple[int, str]]:
    """The characters whose first byte this is, each with its second byte."""
    every = characters()
    return tuple((trail, every[lead, trail]) for trail in TRAILS if (lead, trail) in every)


@cache
def ending(trail: int) -> Sequence[str]:
    """The characters whose second byte this is."""
    every = characters()
    return tuple(every[lead, trail] for lead in LEADS if (lead, trail) in every)


@cache
def read_so(lead: int, syllable: str) -> Sequence[tuple[int, str]]:
    """The characters that begin with a byte and are read so, each with its second byte.

    >>> [character for _, character in read_so("數".encode("gbk")[0], "shù")]
    ['數']
    """
    forms = simplified()
    listed = readers(syllable)
    return tuple((trail, character) for trail, character in beginning(lead) if character in listed or forms.get(character) in listed)
