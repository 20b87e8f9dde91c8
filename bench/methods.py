"""What people use today for such pages, and ours, as functions from text to text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import ftfy
import opencc

from shanhai.restore import mend, restore_text

PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
DOUBLED = re.compile(r",([,，、。;；!！?？])")
WIDE = str.maketrans(",;:!?()", "，；：！？（）")


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")


def convert(text: str) -> str:
    """OpenCC alone, traditional to simplified."""
    return str(_converter().convert(text))


def twenty_lines(text: str) -> str:
    """What a careful colleague writes in an afternoon: strip the pinyin, undouble the marks, convert, widen.

    >>> twenty_lines("區(qū)委書(shū)記,,李四")
    '区委书记，李四'
    """
    text = PINYIN.sub("", text)
    text = DOUBLED.sub(r"\1", text)
    text = convert(text).replace("陜", "陕")
    pieces = re.split(r"((?<=\d)[,:](?=\d))", text)
    return "".join(piece if at % 2 else piece.translate(WIDE) for at, piece in enumerate(pieces))


METHODS: dict[str, Callable[[str], str]] = {
    "as found": lambda text: text,
    "ftfy": ftfy.fix_text,
    "OpenCC": convert,
    "OpenCC+ftfy": lambda text: ftfy.fix_text(convert(text)),
    "20 lines": twenty_lines,
    "shanhai": lambda text: restore_text(text).text,
    "shanhai, text": mend,
}
