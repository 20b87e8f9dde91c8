"""Persons listed beside an official: those who share his post, and those whom the list's end calls leaders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from shanhai.knowledge import words
from shanhai.model import Mention

from .context import Context

COLLECTIVE = re.compile(r"^(?:新|高新|经开|开发)?(?P<level>自治区|省|市|县|区|州|旗|镇|乡)(?:[四五几][大套家]班子|党政班子)?领导$")
"""Leaders of a division, whichever post each of them holds."""
_AND_OTHERS, _WITH = "等", "与"
_AND_ALSO = ("以及", "及", "和")
_JOINT = re.compile(r"[、和与及]|以及")


def listed_behind(text: str, mentions: Sequence[Mention], index: int) -> Iterator[Mention]:
    """Persons listed right after an official without a post of their own."""
    end = mentions[index].end
    for mention in islice(mentions, index + 1, None):
        joint = text[end : mention.start]
        if (
            mention.type != "person"
            or not _JOINT.fullmatch(joint)
            or (joint == _WITH and text.startswith(words.words("与后"), mention.end))
        ):
            return  # 县长李四|与王五一行座谈
        yield mention
        end = mention.end


def listed_before(text: str, mentions: Sequence[Mention], index: int) -> Iterator[Mention]:
    """Persons listed right before an official whose post stands behind his name: 张三、|李四等甲市领导."""
    official = mentions[index]
    if official.start != official.parts[-1].start or not text.startswith(_AND_OTHERS, official.parts[-1].end):
        return
    start = official.start
    for mention in reversed(mentions[:index]):
        if mention.type != "person" or text[mention.end : start] != "、":
            return
        yield mention
        start = mention.start


def leaders_among(context: Context, end: int, behind: Sequence[Mention]) -> tuple[Sequence[Mention], Mention | None]:
    """县长李四以及|王五、赵六|等县领导: those behind the joint hold what the list ends with, not the post before it."""
    last = behind[-1].end if behind else end
    post = next(iter(context.of_type("post", last + 1, last + 2)), None) if context.text.startswith(_AND_OTHERS, last) else None
    if post is None or not COLLECTIVE.match(post.parts[-1].text if post.parts else post.text):
        return (), None
    ends = (end, *(m.end for m in behind))
    at = next((i for i, m in enumerate(behind) if context.text[ends[i] : m.start] in _AND_ALSO), None)
    return (behind[at:], post) if at is not None else ((), None)
