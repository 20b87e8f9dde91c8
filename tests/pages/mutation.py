"""Made pages spoilt at random, by seed: bytes flipped, cut, spliced, repeated, nested, and the words of a format put in anywhere."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from random import Random

# Bytes of a spoilt page that is made larger: what is larger costs time and shows nothing that these do not.
LONGEST = 2_000
# Numbers that overflow, or that count more than there is.
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

Change = Callable[[bytes, Sequence[bytes], Sequence[bytes], Random], bytes]


def spoilt(seeds: Sequence[bytes], words: Sequence[bytes], draw: Random) -> bytes:
    """One of the seeds after up to six changes; `words` are put in whole, as a format's own."""
    octets = draw.choice(seeds)
    longest = max(LONGEST, len(octets))
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 6))):
        octets = draw.choice(CHANGES)(octets, seeds, words, draw)[:longest]
    return octets


def _place(octets: bytes, draw: Random) -> int:
    return draw.randint(0, len(octets))


def flip(octets: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(octets)
    for _ in range(draw.choice((1, 2, 8, 40)) if changed else 0):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def cut(octets: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """The end, the beginning or a stretch is missing."""
    one, two = sorted((_place(octets, draw), _place(octets, draw)))
    return draw.choice((octets[:two], octets[one:], octets[:one] + octets[two:]))


def lose(octets: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """Single bytes are missing here and there."""
    share = draw.choice((0.001, 0.01, 0.1))
    lost = set(draw.sample(range(len(octets)), min(len(octets), draw.randint(1, 1 + int(2 * share * len(octets))))))
    return bytes(octet for at, octet in enumerate(octets) if at not in lost)


def splice(octets: bytes, seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """The beginning of one and the end of another."""
    other = draw.choice(seeds)
    return octets[: _place(octets, draw)] + other[_place(other, draw) :]


def nest(octets: bytes, seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """One inside another."""
    at = _place(octets, draw)
    return octets[:at] + draw.choice(seeds) + octets[at:]


def repeat(octets: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """A stretch again and again."""
    at = _place(octets, draw)
    piece = octets[at : at + draw.choice((1, 2, 7, 40, 300))]
    return octets[:at] + piece * min(draw.choice((2, 10, 300, 3000)), LONGEST // max(1, len(piece))) + octets[at:]


def insert(octets: bytes, _seeds: Sequence[bytes], words: Sequence[bytes], draw: Random) -> bytes:
    """Words of the format where they do not belong, often many of one."""
    for _ in range(draw.choice((1, 1, 3, 10))):
        at = _place(octets, draw)
        octets = octets[:at] + (draw.choice(words) if words else b"\x00") * draw.choice((1, 1, 1, 2, 50, 1000)) + octets[at:]
        octets = octets[:LONGEST]
    return octets


def count(octets: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], draw: Random) -> bytes:
    """A number is another: in binary of two, four or eight bytes, or a digit."""
    if draw.random() < 0.3:
        digits = [at for at, octet in enumerate(octets) if 0x30 <= octet <= 0x39]
        if digits:
            at = draw.choice(digits)
            return octets[:at] + draw.choice((b"0", b"-1", b"9", b"99999999999999999999", b"")) + octets[at + 1 :]
    number, at = draw.choice(NUMBERS), _place(octets, draw)
    packed = struct.pack("<Q", number)[: draw.choice((2, 4, 8))]
    return octets[:at] + (packed if draw.random() < 0.7 else packed[::-1]) + octets[at + len(packed) :]


CHANGES: tuple[Change, ...] = (flip, cut, lose, splice, nest, repeat, insert, count)
