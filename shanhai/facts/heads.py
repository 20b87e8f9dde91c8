"""A body has one head: where the page names the head of one place, somebody else with the bare post is of another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from shanhai.knowledge import posts
from shanhai.model import Mention, PlaceRef

_HEADS, _FIRST = ("书记", "主席", "主任", "长"), "第一"
_LEVEL = re.compile(r"^(?:中共)?(?:自治区|地区|[省市县区州旗盟镇乡])?")
_Post = tuple[str, str]


class Heads:
    """The heads whom a page names with their place, by the title and what they head."""

    def __init__(self) -> None:
        self._stated: dict[_Post, dict[PlaceRef, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._bare: dict[_Post, dict[PlaceRef, set[str]]] = defaultdict(lambda: defaultdict(set))

    def note(self, official: Mention, held: Mapping[str, PlaceRef], told: Collection[PlaceRef]) -> None:
        """Keeps who is head where; `held` are the places of his titles, `told` those that his chain names."""
        for title, tail in _headed(official):
            if (place := held.get(title)) is not None:
                (self._stated if place in told else self._bare)[title, tail][place].add(_name(official))

    @property
    def clash(self) -> bool:
        """Whether some bare post was given to a place of which the page names another head."""
        return any(
            names - self._stated[post][place]
            for post, places in self._bare.items()
            for place, names in places.items()
            if post in self._stated and self._stated[post].get(place)
        )

    def elsewhere(self, official: Mention) -> frozenset[PlaceRef]:
        """The places of which an official is not the head, since the page names another."""
        name = _name(official)
        found = (self._stated[post].items() for post in _headed(official) if post in self._stated)
        return frozenset(place for places in found for place, names in places if names and name not in names)


def _name(official: Mention) -> str:
    return official.parts[-1].value or official.parts[-1].text


def _headed(official: Mention) -> Iterator[_Post]:
    """Each title of an official that only one can hold, with what it heads, without the place: (书记, 委), (县长, )."""
    holder: Mention | None = None
    for part in official.parts[:-1]:
        if part.type != "post":
            holder = part
            continue
        title = posts.titles().get(part.text)
        if title is not None and not title.deputy and part.text.endswith(_HEADS) and not part.text.startswith(_FIRST):
            yield part.text, _tail(holder) if title.belongs != "place" else ""


def _tail(holder: Mention | None) -> str:
    """The name of a body without its place: 甲县政协 and 县政协 are both 政协."""
    if holder is None or holder.type != "organization":
        return ""
    place = holder.parts[0] if holder.parts else None
    if place is not None and place.start == holder.start and holder.text.startswith(place.text):
        return holder.text[len(place.text) :]
    return _LEVEL.sub("", holder.text)
