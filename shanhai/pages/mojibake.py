"""Text that was decoded wrongly before it was saved: undone as a whole, and only when the bytes behind it prove what they were."""

from __future__ import annotations

import re

from shanhai.model.struct import Value

# Well-formed UTF-8 among bytes over 7F: ≤ .44 on GBK (see UTF8_SHARE in `shanhai.pages.encoding`); on the 14 pages of examples/
# ≥ .83 of UTF-8 that was read as GBK, which loses odd bytes at the ends of runs, and ≤ .42 of what was not.
UTF8_SHARE = 0.7
# Of GBK read as Latin-1, the pairs whose first byte is a hanzi of GB 2312 level 1 (B0–D7), punctuation or full-width (A1, A3): most in
# prose; French, German, Turkish or Vietnamese in Latin letters has hardly a pair at all.
PLAIN_SHARE = 0.8
# Bytes over 7F that stand beside another, as in `shanhai.pages.encoding`.
RUN_SHARE = 0.9
# Fewer characters prove nothing: four in a row that are UTF-8 by chance are not unheard of.
LEAST = 12
# Characters that are looked at before the whole text is.
SAMPLE = 3000

_OUTSIDE = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile("[\u3400-\u9fff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_THREE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_PLAIN = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")
# ，。、： in GBK; as Latin letters they read £¬ ¡£ ¡¢ £º, which no language writes.
_STOPS = frozenset({b"\xa3\xac", b"\xa1\xa3", b"\xa1\xa2", b"\xa3\xba"})
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")


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
    outside = "".join(_OUTSIDE.findall(text[: 40 * SAMPLE])[:SAMPLE])
    if len(outside) < LEAST:
        return None
    return _from_gbk(text, outside) if _HAN.search(outside) else _from_latin(text)


def _from_gbk(text: str, sample: str) -> Undone | None:
    """UTF-8 that was read as GBK: Chinese characters of no sense, whose bytes are UTF-8."""
    if not _is_utf8(_gbk_bytes(sample)):
        return None
    octets = _gbk_bytes(text)
    return Undone(text=octets.decode("utf-8", "replace"), reason="原是 UTF-8，被当作 GBK 读过，已还原") if _is_utf8(octets) else None


def _from_latin(text: str) -> Undone | None:
    """UTF-8 or GBK that was read as Latin-1 or windows-1252: Western letters that stand in runs."""
    octets = _latin_bytes(text)
    if octets is None:
        return None
    if _is_utf8(octets):
        return Undone(text=octets.decode("utf-8", "replace"), reason="原是 UTF-8，被当作 Latin-1 读过，已还原")
    high = sum(map(len, _HIGH.findall(octets)))
    pairs = [pair for run in _RUN.findall(octets) for pair in _PAIR.findall(run)]
    plain = sum(1 for pair in pairs if _PLAIN.fullmatch(pair))
    if sum(map(len, _RUN.findall(octets))) < RUN_SHARE * high or plain < max(LEAST, PLAIN_SHARE * len(pairs)):
        return None
    if not _STOPS & set(pairs):
        return None
    undone = octets.decode("gb18030", "replace")
    return Undone(text=undone, reason="原是 GBK，被当作 Latin-1 读过，已还原")


def _is_utf8(octets: bytes) -> bool:
    """Whether the bytes over 7F are UTF-8 but for some losses, Chinese for the most part."""
    high = sum(map(len, _HIGH.findall(octets)))
    whole = sum(map(len, _UTF8.findall(octets)))
    return high > 0 and whole >= UTF8_SHARE * high and 3 * len(_THREE.findall(octets)) >= 0.9 * whole


def _gbk_bytes(text: str) -> bytes:
    """The bytes that GBK reads as this text; what it could not read is lost."""
    return text.replace("\ufffd", "?").encode("gbk", "replace")


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
