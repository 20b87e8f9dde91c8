"""Bytes → text: which encoding a page is in, whatever it declares, and why we think so.

Order of proof: a byte order mark; bytes that are UTF-8 throughout; bytes that are UTF-8 but for some losses; what resiliparse hears in the
bytes, checked against what they look like; GB18030, which holds GBK and GB 2312. What a page declares is the weakest of all: mirrors and
templates declare `gb2312` over UTF-8 and `iso-8859-1` over GBK. Private-use characters that GB18030 assigns (U+E000–U+E765) are kept: they
are the only trace of a misaligned byte pair. Text that was decoded wrongly before it was saved is undone (`shanhai.pages.mojibake`).
"""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from shanhai.model import PageError
from shanhai.model.struct import Value

from .mojibake import undo
from .realign import decode_gbk

# Longest first: the mark of UTF-32 (little) begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where a NUL byte means a binary: the first 8000 bytes, as in git (xdiff-interface.c, FIRST_FEW_BYTES).
NUL_WINDOW = 8000
# Well-formed UTF-8 among the bytes over 7F: ≤ .44 on GBK and ≤ .36 on Big5, ≥ .93 on UTF-8 that lost 3 % of its bytes
# (38 texts: labelled pages, their clean copies, published pages; each simplified and traditional); .7 lies between.
UTF8_SHARE = 0.7
# Bytes over 7F that stand beside another: ≥ .96 on GBK, ≤ .40 on a French and a German sentence in windows-1252 (same texts).
RUN_SHARE = 0.7
# Characters that could not be decoded: ≤ .025 on GBK that lost 3 % of its bytes, ≥ .07 on random bytes (same texts).
LOST_SHARE = 0.05
# C0 controls other than white space: none in the texts above, ≥ .06 of random bytes, ≥ .38 of executables.
CONTROL_SHARE = 0.01

_HIGH = re.compile(rb"[\x80-\xff]+")
_UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BIG5 = frozenset({"big5", "big5-hkscs", "big5hkscs"})
_LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
_CHINESE = frozenset({"gb18030", "gbk", "gb2312", "hz", "utf-8"}) | _BIG5


class Decoded(Value, frozen=True, kw_only=True):
    """A decoded text, the encoding that gave it (Python's name), and the reason in a sentence."""

    text: str
    encoding: str
    reason: str


def decode(octets: bytes, *, name: str, declared: str | None = None) -> Decoded:
    r"""The text of `octets`; raises PageError when they are a binary or too much of them cannot be decoded.

    >>> decode("甲县与乙市结对".encode("gbk"), name="a.txt", declared="utf-8").encoding
    'gb18030'
    >>> decode(b"\x89PNG\x00\x00", name="a.txt")
    Traceback (most recent call last):
    ...
    shanhai.model.errors.PageError: a.txt: 不是文本：含有空字节 (binary: NUL bytes); 请给出网页或文本文件，不要给图片、程序或压缩包
    """
    encoding, reason, mark = _judge(octets, name, _known(declared))
    if encoding == "gb18030":
        realigned = decode_gbk(octets)
        text = realigned.text
        reason += f"；有 {realigned.gaps} 处失了字节，其后已重新对齐" if realigned.gaps else ""
    else:
        text = octets[mark:].decode(encoding, "replace")
    _refuse_noise(text, encoding, name)
    if declared and _known(declared) != encoding and not _same_family(_known(declared), encoding):
        reason += f"；网页自称 {declared}，不符"
    if undone := undo(text):
        text, reason = undone.text, f"{reason}；{undone.reason}"
    return Decoded(text=text.replace("\x00", "\ufffd"), encoding=encoding, reason=reason)


def _judge(octets: bytes, name: str, declared: str | None) -> tuple[str, str, int]:
    """The encoding, its reason, and how many bytes of mark to skip."""
    for mark, encoding in MARKS:
        if octets.startswith(mark):
            return encoding, "有字节序标记 (BOM)", len(mark)
    if b"\x00" in octets[:NUL_WINDOW]:
        raise PageError(name, "不是文本：含有空字节 (binary: NUL bytes)", "请给出网页或文本文件，不要给图片、程序或压缩包")
    if _is_utf8(octets):
        return "utf-8", "全部字节是合法的 UTF-8", 0
    high = sum(map(len, _HIGH.findall(octets)))
    whole = sum(map(len, _UTF8.findall(octets))) / high
    if whole >= UTF8_SHARE:
        return "utf-8", f"{whole:.1%} 的非 ASCII 字节是合法的 UTF-8，其余已失", 0
    return _judge_legacy(octets, high, declared)


def _judge_legacy(octets: bytes, high: int, declared: str | None) -> tuple[str, str, int]:
    """Not UTF-8: a foreign encoding, Big5, or by far most often GB18030."""
    heard = _known(detect_encoding(octets))
    if heard and heard not in _CHINESE:
        if heard == declared and heard not in _LATIN and _losses(octets, heard) == 0:
            return heard, f"字节特征与网页自称一致：{heard}", 0
        if sum(map(len, _RUN.findall(octets))) < RUN_SHARE * high:
            return "cp1252", "非 ASCII 字节多孤立，是西文编码", 0
    traditional = heard in _BIG5 or (declared in _BIG5 and heard != "gb18030")
    if traditional and _losses(octets, "big5hkscs") <= _losses(octets, "gb18030"):
        return "big5hkscs", f"不是 UTF-8，字节特征为 Big5；检测：{heard}", 0
    return "gb18030", f"不是 UTF-8，按 GB18030（含 GBK、GB 2312）解码；检测：{heard}", 0


def _refuse_noise(text: str, encoding: str, name: str) -> None:
    """Raise when the text is mostly what no text contains; UTF-8 with losses has passed UTF8_SHARE already."""
    remedy = "文件可能损坏、加密或压缩；请重新下载，或用浏览器打开后另存为网页"
    controls = len(_CONTROL.findall(text))
    if controls > CONTROL_SHARE * len(text):
        raise PageError(name, f"不是文本：控制字符占 {controls / len(text):.1%} (binary: control characters)", remedy)
    lost = 0 if encoding == "utf-8" else text.count("\ufffd")
    if lost > LOST_SHARE * len(text):
        raise PageError(name, f"无法解码：{lost / len(text):.1%} 的字符不合 {encoding} (undecodable)", remedy)


def _is_utf8(octets: bytes) -> bool:
    """Whether every byte belongs to well-formed UTF-8."""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _losses(octets: bytes, encoding: str) -> int:
    """How many characters this encoding cannot read."""
    return octets.decode(encoding, "replace").count("\ufffd")


def _known(label: str | None) -> str | None:
    """Python's name of an encoding label; null for a label that it does not know."""
    try:
        return codecs.lookup(label.strip()).name if label and label.isascii() and "\x00" not in label else None
    except LookupError:
        return None


def _same_family(one: str | None, other: str) -> bool:
    """GBK and GB 2312 are read as GB18030, Big5 with its Hong Kong supplement, UTF-16 by its byte order."""
    families = ({"gb18030", "gbk", "gb2312"}, _BIG5, {"utf-16", "utf-16-le", "utf-16-be"}, {"utf-32", "utf-32-le", "utf-32-be"})
    return any(one in family and other in family for family in families)
