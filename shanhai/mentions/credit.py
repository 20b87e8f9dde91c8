"""Credits: the reporters and editors of a page (记者 甲 乙, 编辑：丙)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.model import Mention

from .person import is_name, read_name

_GAP = re.compile(r"[\s:：/、]*")
_SIGNED = re.compile(
    r"（(?P<whole>[\u4e00-\u9fff]{4,20}[局办心社部委网报院校镇乡道会][ \u3000]+(?P<name>[\u4e00-\u9fff]{2,3}))）(?=\s*(?:\n|$))"
)
_BETWEEN = re.compile(r"[ \u3000、/]+")


def _names(text: str, position: int) -> list[Mention]:
    result: list[Mention] = []
    while (name := read_name(text, position)) and text[name.end : name.end + 1] not in (":", "："):  # 作者：李四 |来源：甲日报
        result.append(Mention(type="person", start=position, end=name.end, text=text[position : name.end], value=name.text))
        if not (between := _BETWEEN.match(text, name.end)):
            break
        position = between.end()
    return result


def find_credits(text: str) -> tuple[Mention, ...]:
    """Every credit; its parts are the persons.

    >>> [p.text for m in find_credits("（记者 周晓禾 季青）") for p in m.parts]
    ['周晓禾', '季青']
    """
    result = []
    for word in words.any_of("署名").finditer(text):
        gap = _GAP.match(text, word.end())
        position = gap.end() if gap else word.end()
        spaced = position > word.end()
        people = _names(text, position) if spaced or word[0].endswith(("记者", "通讯员")) else []
        if people:
            end = people[-1].end
            result.append(
                Mention(type="credit", start=word.start(), end=end, text=text[word.start() : end], value=word[0], parts=tuple(people))
            )
    return (*result, *_signed(text))


def _signed(text: str) -> Iterator[Mention]:
    """（甲县农业局　王五）: whoever sent the piece, at the end of a paragraph."""
    for hit in _SIGNED.finditer(text):
        start, end = hit.span("name")
        if is_name(hit["name"]):
            person = Mention(type="person", start=start, end=end, text=hit["name"], value=hit["name"])
            yield Mention(type="credit", start=hit.start("whole"), end=end, text=hit["whole"], value="供稿", parts=(person,))
