"""Projects by name: what is built or set up once and has stages (甲乙数字产业园项目, 某中学教学楼)."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.knowledge.programmes import programmes
from shanhai.model import Mention

from .noun import Nouns

_MARKS = re.compile(r"[“”‘’]+|\d{4}年(?:\d{1,2}月)?|[上下]半年|\d+强?")
_JOINED = re.compile("[和与及]")  # 标准化厂房和冷库
_LEVEL = re.compile("[省市县区州旗镇乡村](?=..)")
SHORTEST = 2  # characters before the head noun; 该项目, 新工程 name nothing


@cache
def _general() -> re.Pattern[str]:
    return re.compile(f"(?:{words.alternation('泛项目')})*")


@cache
def _of_any() -> re.Pattern[str]:
    return re.compile(f"(?:{words.alternation('泛项目')}|{words.alternation('项目名')})*")


def names_one(name: str, head: str) -> bool:
    """Whether a name says which project it is: before the head noun stands more than words of any project.

    >>> names_one("产业合作项目", "项目"), names_one("县闽宁协作项目", "项目"), names_one("山茶深加工项目", "项目")
    (False, False, True)
    """
    if head and name.endswith(words.words("国家工程")):
        return False
    before = _MARKS.sub("", name.removesuffix(head))
    if len(before) < SHORTEST or (_of_any() if not head and _JOINED.search(before) else _general()).fullmatch(before):
        return False
    begun = _LEVEL.match(before)
    start = begun.end() if begun else 0
    programme = next((n for n in range(len(before), start, -1) if before[start:n] in programmes()), None)
    return programme is None or not _general().fullmatch(before, programme)  # 县|闽宁协作|项目


def find_projects(nouns: Nouns) -> tuple[Mention, ...]:
    """Every name that ends in a project's head noun, with the head as its value."""
    return tuple(
        Mention(type="project", start=start, end=end, text=nouns.text[start:end], value=head)
        for start, end, head in nouns.named("项目名")
        if "》" not in nouns.text[start:end] and names_one(nouns.text[start:end], head)
    )
