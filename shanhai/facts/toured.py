"""Works among what a tour was shown: a list of sites says nothing of how far they are, and of a project only which it is."""

from __future__ import annotations

import re

from shanhai.knowledge import words
from shanhai.model import Mention

from .stretch import sentence, start_of
from .undertaking import HEADS

_CLAUSES = "，。；：！？\n"
_STOPS = re.compile(rf"(?:组|团|一行|人)(?:{words.alternation('点位前')})")  # 调研组|先后到甲村；乙园、丙厂等项目
_BEGINS, _ENDS = "、，和及以了", "、，和。；及等"  # what stands around an item of a list


def seen(text: str, mention: Mention) -> bool:
    """考察了|甲产业园、|乙水厂等项目: whether a name stands in a list of what was looked at, which says nothing of how far it is."""
    begin = start_of(text, mention.start, _CLAUSES)
    start, _ = sentence(text, mention.start, mention.start)
    told = words.any_of("走访").search(text, begin, mention.start) or _STOPS.search(text, start, mention.start)
    return not mention.text.endswith(HEADS) and told is not None


def toured(text: str, mention: Mention) -> bool:
    """察看了甲产业园、|立邦新型材料项目: whether a name with 项目 is an item of a tour, which leads to one work and not to a kind."""
    begin, _ = sentence(text, mention.start, mention.start)
    item = text[mention.start - 1 : mention.start] in _BEGINS and text[mention.end : mention.end + 1] in _ENDS
    return mention.value in HEADS and item and words.any_of("走访").search(text, begin, mention.start) is not None
