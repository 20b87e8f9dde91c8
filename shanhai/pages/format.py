"""The formats that are read: one file each in `shanhai/pages/formats`, found there by name; a new format is a new file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import PurePath

from shanhai.model import PageError, Part
from shanhai.model.struct import Value

from . import formats
from .container import known_containers
from .refusal import refuse

# Bytes of a page. Common Crawl cut captures at 1 MiB and planned 5 MiB in 2025 (cc-notebooks, "Truncated Records 2025"); what is twice
# as large is a dump, not a page. A page of this size is laid out in seconds, not minutes.
MOST_BYTES = 10_000_000
# Bytes of a page whose format carries its pictures along (DOCX, PDF, MHTML).
MOST_WITH_PICTURES = 60_000_000


class Published(Value, frozen=True, kw_only=True):
    """What a format makes of a page's bytes: the published text, its parts, and how the bytes were decoded."""

    text: str
    encoding: str
    encoding_reason: str
    parts: tuple[Part, ...] = ()
    hidden: int = 0


class Format(Value, frozen=True, kw_only=True):
    """A format: its name, its file suffixes, how its bytes are recognised, and how they become the published text.

    `recognises` answers by the first bytes alone and must be certain; `resembles` is asked only of files without a suffix, by `rank`.
    `publish` takes the bytes and the name under which errors speak of them. `most_bytes` is the size of the largest page of this format.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    resembles: Callable[[bytes], bool]
    publish: Callable[[bytes, str], Published]
    rank: int = 0
    most_bytes: int = MOST_BYTES


@cache
def known_formats() -> tuple[Format, ...]:
    """Every format that a module of `shanhai/pages/formats` declares as FORMAT, in order of rank.

    >>> [form.name for form in known_formats()]
    ['docx', 'html', 'pdf', 'mhtml', 'text']
    """
    modules = [importlib.import_module(f"{formats.__name__}.{found.name}") for found in pkgutil.iter_modules(formats.__path__)]
    found = (module.FORMAT for module in modules if hasattr(module, "FORMAT"))
    return tuple(sorted(found, key=lambda form: (form.rank, form.name)))


def most_bytes(head: bytes, *, name: str) -> int:
    """How many bytes a page may have that begins so; of formats that carry pictures, more than others.

    >>> most_bytes(b"%PDF-1.7", name="a.pdf"), most_bytes(b"<p>", name="a.html")
    (60000000, 10000000)
    """
    suffix = suffix_of(name)
    return max((form.most_bytes for form in known_formats() if suffix in form.suffixes or form.recognises(head)), default=MOST_BYTES)


def format_of(octets: bytes, *, name: str, place: str | None = None) -> Format:
    r"""The format of a page by its bytes, then by its suffix; raises PageError with a way out for those that are not read.

    `place` is how errors call the page, its name unless given.

    >>> format_of(b"<!DOCTYPE html><p>", name="saved.txt").name
    'html'
    >>> format_of(b"{\rtf1}", name="notice.rtf")
    Traceback (most recent call last):
    ...
    shanhai.model.errors.PageError: notice.rtf: 不读 RTF 格式 (format not read: .rtf); 请在 WPS 或 Word 中另存为 .docx
    """
    for form in known_formats():
        if form.recognises(octets):
            return form
    suffix, place = suffix_of(name), place or name
    for form in known_formats():
        if suffix in form.suffixes:
            refuse(octets, suffix="", name=place)
            return form
    refuse(octets, suffix=suffix, name=place)
    for form in known_formats():
        if not suffix and form.resembles(octets):
            return form
    readable = [*(form.suffixes for form in known_formats()), *(container.suffixes for container in known_containers())]
    remedy = f"若是文本，请改名为 .txt；能读的格式：{' '.join(suffix for suffixes in readable for suffix in suffixes)}"
    raise PageError(place, f"不认识的格式 {suffix} (unknown format)", remedy)


def suffix_of(name: str) -> str:
    """The suffix of a file or page name in lower case, without an address's query; "" when there is none.

    >>> suffix_of("news/t2025_8.HTM?page=2"), suffix_of("-"), suffix_of("第3.5期")
    ('.htm', '', '')
    """
    suffix = PurePath(name.split("?")[0].split("#")[0]).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
