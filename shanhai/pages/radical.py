"""Radicals for ideographs: PDF programs name the glyph of 水 by its radical ⽔, because fonts draw both alike."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

import msgspec

KANGXI = range(0x2F00, 0x2FD6)


@cache
def ideographs() -> dict[int, str]:
    """The ideograph of each radical, by code point (`radicals.yaml` and the Unicode Character Database)."""
    supplement = msgspec.yaml.decode(files(__package__).joinpath("radicals.yaml").read_bytes(), type=dict[str, str])
    kangxi = {point: unicodedata.normalize("NFKC", chr(point)) for point in KANGXI}
    return kangxi | {ord(radical): ideograph for radical, ideograph in supplement.items()}


def without_radicals(text: str) -> str:
    """The text with ideographs in place of radicals, character for character.

    >>> without_radicals("衡⽔市市⻓")
    '衡水市市长'
    """
    return text.translate(ideographs())
