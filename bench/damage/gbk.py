"""A text as the bytes of a GBK page, and what byte-wise replacement makes of it.

A mirror replaces byte strings without regard to characters. A pattern that happens to stand across two characters is
replaced too, and the reader's decoder is out of step from there on: a *shifted run*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from shanhai.model.struct import Value

ASCII_END = 0x80
EURO = b"\x80"  # code page 936 has one character there, of one byte
PRIVATE_PAIRS = (
    # lead byte from–to, trail byte from–to: GBK's user-defined and undefined areas, which decoders map to private-use characters
    (0xAA, 0xAF, 0xA1, 0xFE),
    (0xF8, 0xFE, 0xA1, 0xFE),
    (0xA1, 0xA7, 0x40, 0xA0),
    (0xA6, 0xA6, 0xB9, 0xC0),
)


class Insertion(Value, frozen=True, kw_only=True):
    """`addition` goes in before or after the bytes of `pattern`, at `share` of the places where they stand."""

    pattern: bytes
    addition: bytes
    after: bool
    share: float = 1.0


def decode(raw: bytes) -> str:
    r"""Read bytes two by two as a lenient decoder does: one ? for a pair without a character, nothing for a private one.

    >>> decode("海曙".encode("gbk"))
    '海曙'
    >>> decode(b"\xba(\xa3")  # the opening bracket goes down with the lead byte
    '??'
    """
    signs = []
    at = 0
    while at < len(raw):
        width = 1 if raw[at] <= ASCII_END else 2
        signs.append(_sign(raw[at : at + width]))
        at += width
    return "".join(signs)


def _sign(unit: bytes) -> str:
    if unit == EURO:
        return "€"
    if len(unit) == 2 and any(a <= unit[0] <= b and c <= unit[1] <= d for a, b, c, d in PRIVATE_PAIRS):
        return ""
    try:
        return unit.decode("gbk")
    except UnicodeDecodeError:
        return "?"


def boundaries(raw: bytes) -> set[int]:
    """The offsets at which a character begins.

    >>> sorted(boundaries("a海曙".encode("gbk")))
    [0, 1, 3]
    """
    found = set()
    at = 0
    while at < len(raw):
        found.add(at)
        at += 1 if raw[at] < ASCII_END else 2
    return found


def positions(raw: bytes, pattern: bytes) -> Iterator[int]:
    """Where a byte string stands, from left to right and not overlapping, across characters or not."""
    at = raw.find(pattern)
    while at >= 0:
        yield at
        at = raw.find(pattern, at + len(pattern))


def insert(raw: bytes, insertion: Insertion, draw: Random) -> bytes:
    """Put the addition in wherever the pattern stands, or at a share of these places.

    >>> insert(b"a.b.", Insertion(pattern=b".", addition=b",", after=False), Random(0))
    b'a,.b,.'
    """
    pieces = []
    last = 0
    for at in positions(raw, insertion.pattern):
        if draw.random() < insertion.share:
            cut = at + len(insertion.pattern) if insertion.after else at
            pieces += [raw[last:cut], insertion.addition]
            last = cut
    return b"".join([*pieces, raw[last:]])


def replace(text: str, insertions: list[Insertion], draw: Random) -> str:
    """The text after all insertions, one after the other over the whole of it.

    >>> shu = Insertion(pattern="數".encode("gbk"), addition="(shù)".encode("gb18030"), after=True)
    >>> replace("當地", [shu], Random(0))  # the bytes of 數 stand across 當 and 地
    '當?shù)?'
    """

    def change(raw: bytes) -> bytes:
        for insertion in insertions:
            raw = insert(raw, insertion, draw)
        return raw

    return rewrite(text, change)


def crossings(text: str, patterns: list[bytes]) -> int:
    """How often one of the patterns stands across two characters of the text.

    >>> crossings("海、", ["！".encode("gbk")])  # 海 ends, 、 begins with the bytes of ！
    1
    """
    total = 0
    for line in text.split("\n"):
        for run in runs(line):
            raw = encoded(run) or b""
            begins = boundaries(raw)
            total += sum(at not in begins for pattern in patterns for at in positions(raw, pattern))
    return total


def encoded(text: str) -> bytes | None:
    """The text in GBK, or None where GBK has no such character."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return None


def runs(line: str) -> Iterator[str]:
    """The line in stretches that GBK can write and single characters that it cannot."""
    begin = 0
    for at, sign in enumerate(line):
        if encoded(sign) is None:
            yield from filter(None, (line[begin:at], sign))
            begin = at + 1
    if line[begin:]:
        yield line[begin:]


def rewrite(text: str, change: Callable[[bytes], bytes]) -> str:
    r"""The text after `change` has worked on the bytes of each line; characters that GBK lacks are left alone.

    >>> rewrite("海、\n曙", lambda raw: raw.replace("！".encode("gbk"), b""))
    '孩\n曙'
    """

    def rewritten(run: str) -> str:
        raw = encoded(run)
        return run if raw is None else decode(change(raw))

    return "\n".join("".join(map(rewritten, runs(line))) for line in text.split("\n"))
