"""The places to which a list leads, whatever it says of them between: 甲、乙两县和丙市丁区, 甲省的乙、丙，戊省的己等地."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.model import Mention

from .context import Context

_GOALS = ("place", "zone")
_COUNT = r"(?:[两三四五六七八九十]个?(?:[省市县区州旗盟地镇乡]|街道|城市){1,2})?"
_JOINT = re.compile(rf"{_COUNT}(?:、|和|及|以及|与)")
_COMMA = re.compile(rf"{_COUNT}(?P<comma>，)")
_CLOSED = re.compile(r"等|[两三四五六七八九十]个?(?:[省市县区州旗盟地]|城市)")
_LONGEST_JOINT = 6  # characters


def listed(context: Context, first: Mention) -> tuple[Mention, ...]:
    """A goal and those that its list names behind it; over a comma only where the list is closed by 等 or by how many they are."""
    if first.type not in _GOALS:
        return (first,)
    found = [first, *(m for m in _joined(context, first) if _known(context, m) or not _known(context, first))]
    if not (comma := _COMMA.match(context.text, found[-1].end)):
        return tuple(found)
    beyond = _at(context, comma.end("comma"))
    further = [beyond, *_joined(context, beyond)] if beyond is not None else []
    return (*found, *further) if further and _CLOSED.match(context.text, further[-1].end) else tuple(found)


def _known(context: Context, mention: Mention) -> bool:
    """Whether the page says in which division a place lies, or which it is."""
    return mention.type == "zone" or context.locations.county(mention) is not None or any(ref.code for ref in context.places_of(mention))


def _joined(context: Context, last: Mention) -> Iterator[Mention]:
    while joint := _JOINT.match(context.text, last.end, last.end + _LONGEST_JOINT):
        following = _at(context, joint.end())
        if following is None:
            return
        yield following
        last = following


def _at(context: Context, offset: int) -> Mention | None:
    """The place that begins at an offset."""
    return next((m for kind in _GOALS for m in context.of_type(kind, offset, offset + 1)), None)
