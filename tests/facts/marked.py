"""Sentences with their mentions marked by hand: `[delegation [place 甲县]代表团]来[place 乙市]`.

`[place|person 安多]` has a second reading.
"""

from __future__ import annotations

import re

from shanhai.model import Mention, Reading

HEAD = re.compile(r"\[([a-z|]+) ")


def marked(source: str) -> tuple[str, tuple[Mention, ...]]:
    """The sentence without its marks, and the mentions that they mark."""
    text, mentions, end = _read(source, 0, 0)
    assert end == len(source), f"unbalanced marks in {source!r}"
    return text, mentions


def _read(source: str, at: int, shift: int) -> tuple[str, tuple[Mention, ...], int]:
    text = ""
    mentions: list[Mention] = []
    while at < len(source) and source[at] != "]":
        head = HEAD.match(source, at)
        if head is None:
            text += source[at]
            at += 1
            continue
        start = shift + len(text)
        inner, parts, at = _read(source, head.end(), start)
        at += 1
        kind, *others = head[1].split("|")
        end = start + len(inner)
        readings = tuple(Reading(type=other, start=start, end=end, text=inner) for other in others)
        mentions.append(Mention(type=kind, start=start, end=end, text=inner, parts=parts, readings=readings))
        text += inner
    return text, tuple(mentions), at
