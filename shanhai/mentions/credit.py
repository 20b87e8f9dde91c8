"""Credits: the reporters and editors of a page (记者 甲 乙, 编辑：丙), and who lends its pictures (图源 甲发布)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.knowledge.places import aliases
from shanhai.model import Mention

from .person import is_name, read_name

_GAP = re.compile(r"[\s:：/、]*")
_SIGNED = re.compile(
    r"（(?P<whole>[\u4e00-\u9fff]{4,20}[局办心社部委网报院校镇乡道会][ \u3000]+(?P<name>[\u4e00-\u9fff]{2,3}))）(?=\s*(?:\n|$))"
)
_BETWEEN = re.compile(r"[ \u3000、/]+")
_PLACE = (2, 3, 4)  # characters of a place's short name
_ENDS = re.compile(r"[^\u4e00-\u9fff]|$")


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


def find_lenders(text: str) -> tuple[Mention, ...]:
    """Every medium or agency that a page names as the source of its pictures.

    >>> [m.text for m in find_lenders("代表团在车间。图源 金华发布")]
    ['金华发布']
    """
    result = []
    for word in words.any_of("图源").finditer(text):
        gap = _GAP.match(text, word.end())
        position = gap.end() if gap else word.end()
        ends = _ENDS.search(text, position)
        if ends and _lends(name := text[position : ends.start()]):
            result.append(Mention(type="organization", start=position, end=ends.start(), text=name, value="media"))
    return tuple(result)


def _lends(name: str) -> bool:
    """Whether a name is an agency's, or begins with a place's and goes on like that of a local medium."""
    if name in words.words("图片社"):
        return True
    return any(name[:length] in aliases() and name[length:] in words.words("地方媒体") for length in _PLACE)


def _signed(text: str) -> Iterator[Mention]:
    """（甲县农业局　王五）: whoever sent the piece, at the end of a paragraph."""
    for hit in _SIGNED.finditer(text):
        start, end = hit.span("name")
        if is_name(hit["name"]):
            person = Mention(type="person", start=start, end=end, text=hit["name"], value=hit["name"])
            yield Mention(type="credit", start=hit.start("whole"), end=end, text=hit["whole"], value="供稿", parts=(person,))
