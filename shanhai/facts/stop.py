"""The stops of a tour: a stretch of text that lists them, read item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.mentions.lexicon import worded
from shanhai.model import Mention

from .landmark import Landmarks, Span, is_town

_JOINTS = re.compile("以及|和|与|及|跟|、")
_ALSO = re.compile("以及|还有")  # behind a comma
_SHORTEST, _SURE = 2, 3  # characters of an item; items of a list in which one may be anything
_ZONE = "区"
_BRAND = 4  # characters of a name alone that only a verb tells to be one


class Stops:
    """Reads the lists of what a page tells to have been seen."""

    def __init__(self, text: str, landmarks: Landmarks) -> None:
        self._text = text
        self._landmarks = landmarks

    def listed(self, start: int, end: int, *, seen: bool = False) -> list[Mention]:
        """The stops that a stretch of text lists, in order; what was `seen` may be one alone under any name that no dictionary has."""
        spans = list(self._items(start, end))
        items = [self._landmarks.cut(*span) for span in spans]
        if items[-1] is None and self._shared(spans, items):
            return []
        cut = [item for item in items if item is not None]
        if self._goals(cut):
            return []
        told = [item for item in cut if self._landmarks.told(*item, beside=len(items) > 1)]
        most = 2 * len(told) >= len(items) > 1 or (seen and len(items) == len(cut) == 1 and cut[0][1] - cut[0][0] >= _BRAND)
        return [self._landmarks.mention(*item) for item in cut if item in told or (most and self._among(item, len(items)))]

    def _goals(self, items: list[Span]) -> bool:
        """甲新区、|乙县、丙旅游区: whether a list with a county in it says of zones beside it where somebody went, and not what he saw."""
        counties = [self._landmarks.division(*item) for item in items]
        return any(counties) and all(
            county or self._text[slice(*item)].endswith(_ZONE) for county, item in zip(counties, items, strict=True)
        )

    def _shared(self, spans: list[Span], items: list[Span | None]) -> bool:
        """甲镇、乙镇|的两处车站: whether a list of towns only says of something without a name where it is."""
        first, last = spans[-1]
        towns = [item is not None and is_town(self._text[slice(*item)]) for item in items[:-1]]
        return bool(towns) and all(towns) and "的" in self._text[first:last]

    def _among(self, item: Span, count: int) -> bool:
        """Whether an item that tells nothing by its end may be a stop among others; of two only where no dictionary has its words."""
        if count >= _SURE and self._landmarks.office(*item):
            return True
        return self._landmarks.unknown(*item) and (count >= _SURE or not worded(self._text[slice(*item)]))

    def _items(self, start: int, end: int) -> Iterator[Span]:
        """The items of a list, parted by marks and joints."""
        position, quoted, last = start, False, start
        while position < end:
            char = self._text[position]
            quoted = char == "“" or (quoted and char != "”")
            joint = None if quoted or self._landmarks.closed(position) else _JOINTS.match(self._text, position, end)
            if joint and (joint[0] == "、" or self._parts(last, joint, end)):
                yield last, joint.start()
                last = position = joint.end()
                continue
            position += 1
            if char in "，,；":
                yield last, position - 1
                position = last = also.end() if (also := _ALSO.match(self._text, position, end)) else position
        yield last, end

    def _parts(self, start: int, joint: re.Match[str], end: int) -> bool:
        """甲园|和|乙馆, 学校的宣传片|和|校史馆: whether a joint stands between two items, and not in the name of one."""
        names = self._landmarks
        if not start < joint.start() or end - joint.end() < _SHORTEST:
            return False
        if not names.parted(joint.start(), joint.end()):
            return names.named(start, joint.start()) and names.named(joint.end(), end)  # 枣园|和|县工业园区
        if self._text.endswith(words.words("所属"), start, joint.start()):
            return True  # 蔬菜大棚|和|甲基地
        placed = names.places(joint.end()) and joint.start() - start >= _SHORTEST
        return placed or names.named(start, joint.start()) or "的" in self._text[start : joint.start()]
