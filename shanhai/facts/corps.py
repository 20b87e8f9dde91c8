"""The Xinjiang Corps, its divisions and the cities with which they are one: 师市 is 第三师图木舒克市, 兵团 is the Corps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from shanhai.knowledge import organizations, words
from shanhai.knowledge.zones import CORPS_DIVISION, Zone, zones
from shanhai.model import Mention, PlaceRef

from .context import Context
from .holding import Holding
from .location import flatten, reference

_BOTH = "师市"
_CORPS, _SHORT, _DIVISION, _COMMITTEE = "新疆生产建设兵团", "兵团", "师", "党委"
_GENERAL = "师长"
_COMMITTEES = re.compile(rf"(?:{_CORPS}|师(?:[\u4e00-\u9fff]{{2,4}}市)?|{_BOTH}){_COMMITTEE}$")
_MARKS = "，。；：、\n（和及与"  # behind which 师 begins the name of a division's body


def in_corps(context: Context, holding: Holding) -> Holding:
    """A holding whose body is called by 师市, with the division and the city that the page names; others as they are."""
    if not (holding.organization or "").startswith(_BOTH) or (found := _told(context)) is None:
        return holding
    division, seat = found
    return replace(holding, organization=division + (holding.organization or "")[len(_BOTH) :], place=seat)


def seat_of(context: Context, holder: Mention) -> PlaceRef | None:
    """The city of a body that is called by 师市 (师市党委)."""
    found = _told(context) if holder.text.startswith(_BOTH) else None
    return found[1] if found else None


def of_corps(context: Context, part: Mention) -> Mention:
    """A body of the Corps or of one of its divisions by its whole name: 兵团|发改委, 师|党委; others as they are."""
    if part.type == "post" and part.text.removeprefix(_SHORT).endswith(words.words("政委")):
        return replace(part, text=part.text.removeprefix(_SHORT))
    if part.type != "organization":
        return part
    if part.text.startswith(_SHORT) and (part.text == _SHORT or _of_organ(part.text.removeprefix(_SHORT))):
        return replace(part, text=_CORPS + part.text.removeprefix(_SHORT))
    owner = _owner(context, part.start) if _of_organ(part.text) else None
    return replace(part, text=owner + part.text) if owner else part


def _of_organ(name: str) -> bool:
    """Whether a name is that of an organ alone: 党委, 发改委."""
    return name == _COMMITTEE or name in organizations.organs()


def commanded(context: Context, post: Mention) -> Mention | None:
    """The body of a post of command that names none: 兵团|副司令员, |师长李四 on a page that tells of one division."""
    if not post.text.endswith(words.words("政委")):
        return None
    owner = _number(context, post.start) if post.text.endswith(_GENERAL) else None
    owner = _CORPS if context.text.startswith(_SHORT, post.start) else owner
    return replace(post, type="organization", text=owner, parts=()) if owner else None


def office_of(committee: Mention | None, part: Mention) -> Mention:
    """兵团党委常委、|组织部|部长: the office of the committee that stands before it in its chain; others as they are."""
    if committee is None or part.type != "organization" or part.value != "party" or part.text not in organizations.organs():
        return part
    if not _COMMITTEES.search(committee.text) or part.text.endswith(_COMMITTEE):
        return part
    return replace(part, text=committee.text + part.text)


def _owner(context: Context, start: int) -> str | None:
    """Of what a bare body is that stands right behind 师 at the beginning of a name."""
    begun = context.text.endswith(_DIVISION, 0, start) and (start < len(_SHORT) or context.text[start - len(_SHORT)] in _MARKS)
    return _number(context, start) if begun else None


def _number(context: Context, start: int) -> str | None:
    """The division by its number that the page names last before an offset, else the first that it names at all."""
    told = [(m.start, zone.numbered[0]) for m, zone in _divisions(context)]
    return max((t for t in told if t[0] < start), default=next(iter(told), (0, None)))[1]


def _told(context: Context) -> tuple[str, PlaceRef] | None:
    """The division that the page names with its city, and the city's place."""
    found = next(_divisions(context), None)
    return (found[1].short, reference(found[1].hosts[0])) if found is not None else None


def _divisions(context: Context) -> Iterator[tuple[Mention, Zone]]:
    """The divisions that the page names, in order."""
    for mention in flatten(context.told):
        named = mention.parts[0] if mention.type == "place" and mention.parts else mention
        zone = next(iter(zones().get(named.text, ())), None) if mention.type in ("place", "zone") else None
        if zone is not None and zone.kind == CORPS_DIVISION:
            yield mention, zone
