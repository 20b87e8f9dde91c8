"""Text that was decoded wrongly before it was saved: undone as a whole, and only when the bytes behind it prove what they were."""

from __future__ import annotations

import re

from shanhai.knowledge.characters import familiarity
from shanhai.model.struct import Value

from .realign import decode_gbk

# Well-formed UTF-8 among bytes over 7F: ≤ .44 on GBK (see UTF8_SHARE in `shanhai.pages.encoding`); on the 14 pages of examples/
# ≥ .83 of UTF-8 that was read as GBK, which loses odd bytes at the ends of runs, and ≤ .42 of what was not.
UTF8_SHARE = 0.7
# Bytes over 7F that stand beside another, as in `shanhai.pages.encoding`.
RUN_SHARE = 0.9
# Fewer characters prove nothing: four in a row that are UTF-8 by chance are not unheard of.
LEAST = 12
# Characters that are looked at before the whole text is.
SAMPLE = 3000
# The share of common characters: ≥ .88 in text, ≤ .31 in text of a wrong encoding (`shanhai.knowledge.characters`).
NONSENSE, SENSE = 0.5, 0.75
# Chinese that was read in the other Chinese encoding: what it was read as, what it is, and how the pages call both.
CONFUSED = (
    ("big5hkscs", "gb18030", "Big5", "GBK"),
    ("cp950", "gb18030", "Big5", "GBK"),
    ("gb18030", "big5hkscs", "GBK", "Big5"),
    ("gb18030", "cp950", "GBK", "Big5"),
)

_ASCII = re.compile(r"[\x00-\x7f]+")
_HAN = re.compile("[\u3400-\u9fff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_THREE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
# Readings spliced into a page, damage of its own, are the only letters of two bytes in Chinese.
_READING = re.compile("|".join("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ").encode())
# What stands for the byte 80 in text read as GBK: with a byte behind it that begins another pair, or the euro of windows-936.
_EIGHTY = re.compile("\ufffd(?=[^\x00-\x7f])|€")
# No page of Chinese prose is without them; French, German, Turkish or Vietnamese read as GBK has none.
_STOP = re.compile("[，。、：]")


class Undone(Value, frozen=True, kw_only=True):
    """A text as it was before it was decoded wrongly, and what had been done to it."""

    text: str
    reason: str


def undo(text: str) -> Undone | None:
    """The text before it was decoded wrongly; null when nothing proves that it was.

    >>> undo("甲县县委书记李四率党政代表团到乙市考察".encode().decode("latin-1"))
    Undone(text='甲县县委书记李四率党政代表团到乙市考察', reason='原是 UTF-8，被当作 Latin-1 读过，已还原')
    >>> undo("甲县县委书记李四率党政代表团到乙市考察") is None
    True
    """
    outside = _ASCII.sub("", text[: 40 * SAMPLE])[:SAMPLE]
    if len(outside) < LEAST:
        return None
    if not _HAN.search(outside):
        return _from_latin(text)
    if familiarity(outside) >= NONSENSE:
        return None
    return _from_gbk(text, outside) or _from_confused(text, outside)


def _from_gbk(text: str, sample: str) -> Undone | None:
    """UTF-8 that was read as GBK: Chinese characters of no sense, whose bytes are UTF-8."""
    if not _is_utf8(_gbk_bytes(sample)):
        return None
    octets = _gbk_bytes(text)
    return Undone(text=octets.decode("utf-8", "replace"), reason="原是 UTF-8，被当作 GBK 读过，已还原") if _is_utf8(octets) else None


def _from_confused(text: str, sample: str) -> Undone | None:
    """GBK that was read as Big5, or the reverse: rare characters, whose bytes are common ones in the other encoding."""
    for read_as, was, wrong, right in CONFUSED:
        if familiarity(_reread(sample, read_as, was)) >= SENSE:
            return Undone(text=_reread(text, read_as, was), reason=f"原是 {right}，被当作 {wrong} 读过，已还原")
    return None


def _reread(text: str, read_as: str, was: str) -> str:
    """The text with its bytes in one encoding read in another; what has no bytes is lost, and GBK read on from where it makes sense."""
    if was == "gb18030":
        return decode_gbk(text.replace("\ufffd", "").encode(read_as, "ignore")).text
    return "".join(
        piece.encode(read_as, "ignore").decode(was, "replace") if number % 2 else "\ufffd" * len(piece)
        for number, piece in enumerate(re.split("([^\ufffd]+)", text))
    )


def _from_latin(text: str) -> Undone | None:
    """UTF-8 or GBK that was read as Latin-1 or windows-1252: Western letters that stand in runs."""
    octets = _latin_bytes(text)
    if octets is None:
        return None
    if _is_utf8(octets):
        return Undone(text=octets.decode("utf-8", "replace"), reason="原是 UTF-8，被当作 Latin-1 读过，已还原")
    high = sum(map(len, _HIGH.findall(octets)))
    if sum(map(len, _RUN.findall(octets))) < RUN_SHARE * high:
        return None
    undone = decode_gbk(octets).text
    if len(_HAN.findall(undone)) < LEAST or not _STOP.search(undone) or familiarity(undone) < SENSE:
        return None
    return Undone(text=undone, reason="原是 GBK，被当作 Latin-1 读过，已还原")


def _is_utf8(octets: bytes) -> bool:
    """Whether the bytes over 7F are UTF-8 but for some losses, Chinese for the most part."""
    high = sum(map(len, _HIGH.findall(octets)))
    whole = sum(map(len, _UTF8.findall(octets)))
    three = 3 * len(_THREE.findall(octets))
    return whole >= UTF8_SHARE * high and three >= LEAST and three >= 0.9 * (whole - 2 * len(_READING.findall(octets)))


def _gbk_bytes(text: str) -> bytes:
    """The bytes that GBK reads as this text; what it could not read is lost, but for 80, the one byte that can begin nothing."""
    # As browsers read GBK: with the letters of GB18030 in four bytes, and its private-use area.
    pieces = _EIGHTY.split(text)
    return b"\x80".join(piece.replace("\ufffd", "").encode("gb18030", "replace") for piece in pieces)


def _latin_bytes(text: str) -> bytes | None:
    """The bytes that Latin-1 or windows-1252 reads as this text; null when neither reads them so."""
    try:
        return text.replace("\ufffd", "?").encode("latin-1")
    except UnicodeEncodeError:
        pass
    octets = bytearray()
    for character in text.replace("\ufffd", "?"):
        try:
            octets += character.encode("cp1252" if ord(character) > 0xFF else "latin-1")
        except UnicodeEncodeError:
            return None
    return bytes(octets)
