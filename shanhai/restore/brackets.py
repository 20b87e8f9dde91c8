"""Brackets and quotation marks: which close which, and which stands open at the end of a stretch."""

from __future__ import annotations

import re

FULL = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}  # what crawlers fold to half width, letters too
CLOSES = {"”": "“", "》": "《", "）": "（", "’": "‘"}
OPENING = frozenset(CLOSES.values())
BRACKETS = OPENING | CLOSES.keys()
BRACKET = re.compile("[“”《》（）()‘’]")


def left_open(line: str) -> str:
    """The bracket or quotation mark that stands open at the end of a stretch, "" where none does.

    >>> left_open("他说：“《通知》已发"), left_open("“好”")
    ('“', '')
    """
    opened: list[str] = []
    for mark in BRACKET.findall(line):
        mark = FULL.get(mark, mark)
        if mark in OPENING:
            opened.append(mark)
        elif opened and opened[-1] == CLOSES[mark]:
            opened.pop()
    return opened[-1] if opened else ""
