"""Simplified to traditional, one character to one character, as the mirrors' converters do it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import opencc
import yaml

# Big5 level 1: a character that stands there is traditional already and is left as it is (后, 里, 干, 余, 云).
BIG5_LEVEL_1 = range(0xA440, 0xC67F)


@cache
def exceptions() -> dict[str, str]:
    """The characters for which the mirrors' converters differ from OpenCC's `s2tw`."""
    table: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "converter.yaml").read_text("utf-8"))
    return {**{sign: sign for sign in table["kept"]}, **table["converted"]}


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


@cache
def traditional_sign(sign: str) -> str:
    """The traditional form that such a converter gives one character.

    >>> [traditional_sign(sign) for sign in "县台着陕后"]
    ['縣', '臺', '著', '陜', '后']
    """
    if sign in exceptions():
        return exceptions()[sign]
    try:
        code = int.from_bytes(sign.encode("big5"), "big")
    except UnicodeEncodeError:
        code = 0
    if sign.isascii() or code in BIG5_LEVEL_1:
        return sign
    converted = str(_converter().convert(sign))
    return converted if len(converted) == 1 else sign


def traditional(text: str) -> str:
    """The text in traditional characters, as long as before.

    >>> traditional("着力推进陕西干部交流")
    '著力推進陜西干部交流'
    """
    return "".join(map(traditional_sign, text))
