"""Villages: each under its own name, and the one by which a site in it is told."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

_VILLAGE, _POINT, _SHORT = "村", "点", 2
_OWN = re.compile(r"(?:[^\W\d_的]{1,4}(?:镇|乡|街道))?(?P<name>(?!镇|乡|街道)[^\W\d_的]{1,4}?村)(?![民委口里落史部集])")


def village(mention: Mention, name: str) -> str | None:
    """The village that a site is, or in which it stands, without the places above it; None where its name tells none.

    甲镇|乙村, 丙县的|丁村, 甲镇|乙村|荔枝园: where it stands is told only behind a place or a town.
    """
    name = name[name.rfind("”") + 1 :] if name.endswith(_VILLAGE) else name  # “最美乡村”|乙村
    first = next((p for p in mention.parts if p.start == mention.start and p.type == "place"), None)
    rest = mention.text[len(first.text) :].removeprefix("的") if first else name
    if name.endswith(_VILLAGE) and mention.value == "site-place":
        own = rest if rest.endswith(_VILLAGE) else name
        own = whole["name"] if (whole := _OWN.fullmatch(own)) else own
        return own if len(own) > 1 and own not in words.words("泛村") and not own.endswith(_kinds()) else None
    told = _OWN.match(rest)
    if told is None or not (first or told.start("name") or name.endswith(_POINT)) or told["name"].endswith(words.words("泛村")):
        return None
    return told["name"]


@cache
def _kinds() -> tuple[str, ...]:
    """Words for a kind of village of which no village's name is the end: 特色村, 示范村."""
    return tuple(word for word in words.words("泛村") if len(word) > _SHORT)
