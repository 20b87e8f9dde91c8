"""Persons listed beside an official: those who share his post, and those whom the list's end calls leaders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from shanhai.knowledge import posts, words
from shanhai.model import Mention

from .context import Context

COLLECTIVE = re.compile(r"^(?:新|高新|经开|开发)?(?P<level>自治区|省|市|县|区|州|旗|镇|乡)(?:[四五几][大套家]班子|党政班子)?领导$")
"""Leaders of a division, whichever post each of them holds."""
_AND_OTHERS, _WITH = "等", "与"
_AND_ALSO = ("以及", "及", "和")
_WITH_BODY, _BESIDE = 3, frozenset("、和与")  # a body, a post and a name; what stands between bodies
_KINDS_OF_PEOPLE = frozenset({"collective", "generic", "rank", "aid", "village", "school", "hospital"})
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


def shared_out(text: str, mentions: Sequence[Mention], index: int, shared: Sequence[Mention]) -> Sequence[Mention]:
    """甲区、乙县教育局局长李四、王五 as an official of each body, where as many bodies stand before a head's post as names behind it."""
    official = mentions[index]
    if not shared or len(official.parts) != _WITH_BODY or official.start == official.parts[-1].start:
        return ()
    holder, post, person = official.parts
    title = posts.titles().get(post.text)
    if title is None or title.deputy or title.belongs != "organ" or title.category in _KINDS_OF_PEOPLE or holder.type != "organization":
        return ()
    bodies, start = [holder], holder.start
    for mention in reversed(mentions[max(0, index - len(shared) - 1) : index]):
        alike = mention.type == "place" or (mention.type == "organization" and mention.value == holder.value)
        if text[mention.end : start] not in _BESIDE or not alike:
            break
        bodies.append(mention)
        start = mention.start
    if len(bodies) != len(shared) + 1:
        return ()
    bodies = [_named_like(body, holder) for body in reversed(bodies)]
    return tuple(replace(official, parts=(b, post, who)) for b, who in zip(bodies, (person, *shared), strict=True))


def _named_like(body: Mention, last: Mention) -> Mention:
    """甲区|、乙县教育局: a place beside a body as the body of that kind that it has."""
    own = last.parts[0] if last.parts else None
    if body.type != "place" or own is None or not last.text.startswith(own.text):
        return body
    return replace(body, type="organization", text=body.text + last.text[len(own.text) :], value=last.value, parts=(body,))
