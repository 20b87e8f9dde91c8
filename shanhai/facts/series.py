"""Pairs told in a row by one and the same joint (甲帮乙、丙帮丁), and two lists dealt out (甲、丙分别与乙、丁签约)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from shanhai.knowledge import words
from shanhai.model import Mention

from .context import Context
from .stretch import sentence
from .turns import LISTING, SIDES, aside, first_of

Couple = tuple[Mention, Mention]
_LEAST = 2
_FURTHER, _CLOSED = re.compile(r"、|和|及|以及"), ("、", "，", "；", "。", "）", "和", "及", "等")
_TOLD_BY_ITSELF = ("帮", "援", "助")
_JOINT = re.compile(r"[^，。；：！？、“”《》（）\d\n]{1,8}")
_ALIKE = re.compile(r"分别|各自|也|还|则|将")
_STOP = re.compile("[，。；！？\n]")
_BETWEEN = 8  # characters between the first list and 分别
_OF = "的"  # 分别与甲县|的|乙镇、丙镇


def in_rows(context: Context) -> Iterator[Couple]:
    """甲帮乙、丙帮丁；戊帮己: sides joined two by two by the same words; each head with those behind its joint.

    The joint says by itself what the tie is (帮, 援, 结对), or the sentence or the one before it does (结对情况如下：甲与乙、丙与丁).
    """
    for sides in _by_paragraph(context):
        gaps = [aside(context.text[a.end : b.start]) for a, b in pairwise(sides)]
        at = 0
        while at < len(gaps):
            joint = _plain(gaps[at])
            groups = _groups(sides, gaps, at, joint) if _JOINT.fullmatch(joint) else []
            if len(groups) >= _LEAST and _ties(context, sides[at], groups[-1][-1], joint):
                yield from ((group[0], other) for group in groups for other in group[1:])
            at += sum(map(len, groups)) or 1


def dealt_out(context: Context) -> Iterator[Couple]:
    """甲、丙、戊分别与乙、丁、己签了结对协议: two lists of as many sides in a sentence that speaks of a tie, one behind 分别."""
    for sides in _by_paragraph(context):
        gaps = [aside(context.text[a.end : b.start]) for a, b in pairwise(sides)]
        for at, gap in enumerate(gaps):
            told = _severally().fullmatch(gap)
            if told is None:
                continue
            lefts, rights = _run(gaps, at, -1), _run(gaps, at + 1 + (gaps[at + 1 : at + 2] == [_OF]), 1)
            if len(lefts) == len(rights) >= _LEAST and _tied(context, sides[lefts[-1]], sides[rights[-1]]):
                yield from zip((sides[i] for i in reversed(lefts)), (sides[i] for i in rights), strict=True)


def _by_paragraph(context: Context) -> Iterator[list[Mention]]:
    """The sides that each paragraph of the story names, in order."""
    sides = [side for m in context.story if (side := first_of(m)).type in SIDES]
    for _, inside in groupby(sides, key=lambda m: context.paragraph(m.start)[0]):
        yield list(inside)


def _groups(sides: Sequence[Mention], gaps: Sequence[str], at: int, joint: str) -> list[list[Mention]]:
    """From a side on: each head with the partners behind the joint, as far as nothing else stands between them."""
    groups: list[list[Mention]] = []
    while at < len(gaps) and _plain(gaps[at]) == joint:
        group = [sides[at], sides[at + 1]]
        at += 1
        while at < len(gaps) and _FURTHER.fullmatch(gaps[at]) and _ends(gaps, at + 1, joint):
            group.append(sides[at + 1])
            at += 1
        groups.append(group)
        if at >= len(gaps) or not LISTING.fullmatch(gaps[at]):
            break
        at += 1
    return groups


def _run(gaps: Sequence[str], at: int, step: int) -> list[int]:
    """The sides of one list, from the side at an index on, in one direction."""
    found = [at]
    while 0 <= (gap := at if step > 0 else at - 1) < len(gaps) and LISTING.fullmatch(gaps[gap]):
        at += step
        found.append(at)
    return found


def _plain(gap: str) -> str:
    """A joint without the words that only deal out."""
    return _ALIKE.sub("", gap)


def _ends(gaps: Sequence[str], at: int, joint: str) -> bool:
    """Whether a side closes a list: what follows is a mark or a further side, and not the joint of which it would be the head."""
    return at == len(gaps) or (gaps[at].startswith(_CLOSED) and _plain(gaps[at]) != joint)


def _ties(context: Context, first: Mention, last: Mention, joint: str) -> bool:
    """Whether a joint may tie two sides: by itself, or where the words around its row speak of a tie; nobody goes anywhere."""
    if joint.endswith(words.words("赴")):
        return False
    if joint in _TOLD_BY_ITSELF or any(word in joint for word in words.words("帮扶动词")):
        return True
    return _tied(context, first, last)


def _tied(context: Context, first: Mention, last: Mention) -> bool:
    """Whether the sentence that leads to a row of sides or the one before it speaks of a tie, or the clause behind the row."""
    text = context.text
    begin, _ = context.paragraph(first.start)
    start = max(begin, sentence(text, first.start, first.end)[0])
    before = max(begin, text.rfind("。", begin, max(begin, start - 1)) + 1)
    stop = next((hit.start() for hit in _STOP.finditer(text, last.end)), len(text))
    said = text[before : first.start] + text[last.end : stop]
    return any(word in said for word in (*words.words("帮扶动词"), *words.words("结缘")))


@cache
def _severally() -> re.Pattern[str]:
    """What stands between two lists that are dealt out."""
    return re.compile(rf"，?[^，。；：、]{{0,{_BETWEEN}}}(?:{words.alternation('各自')})[^，。；：、]{{0,{_BETWEEN}}}")
