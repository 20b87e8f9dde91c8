"""Who of several goes where: what a sentence tells of several parties at once, as one match for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shanhai.knowledge import words
from shanhai.model import Mention

from .context import Context
from .goals import listed
from .location import flatten, related, tells_place
from .rulebook import Match

_LISTED = ("、", "，", "和")
_PEOPLE = ("official", "person")
_PARTIES = ("organization", "delegation")
_JOINTS = ("、", "和", "与", "及")
_COUNT = re.compile(r"(?:[两三四五六七八九十](?:[个支路拨家]|[省市县区州旗地]){1,2})?$")
_LONGEST_COUNT = 3  # characters
_BEGINNING = "，；：。！？\n　 （【】●◆—"
_COME_FROM = ("由", "来自", "是", "其中")


def apart(context: Context, match: Match) -> Iterator[Match]:
    """A match as one for each party of those who go, with all to which they go; where the sentence deals places out, with its own."""
    roles = dict(match.roles)
    goals = roles.get("host_place", ())
    if goals:
        roles["host_place"] = goals = tuple(dict.fromkeys((*goals[:-1], *listed(context, goals[-1]))))
    match = _with_all_heads(context, replace(match, roles=roles))
    heads, guests = match.roles.get("head", ()), match.roles.get("visitors", ())
    given = {role: found for role, found in match.roles.items() if role != "head"}
    if len(heads) > 1 and not any(tells_place(m) for m in guests) and _of_several(context, heads):
        dealt = _severally(context, heads, goals)
        yield from (
            replace(match, roles=given | {"head": (head,)} | ({"host_place": (goals[at],)} if dealt else {}))
            for at, head in enumerate(heads)
        )
        return
    if heads or not guests:
        yield match
        return
    guests = (*_sharing(context, guests[0]), *guests)
    if not _severally(context, guests, goals):
        yield replace(match, roles=given | {"visitors": guests})
        return
    yield from (
        replace(match, roles=given | {"visitors": (guest,), "host_place": (goal,)}) for guest, goal in zip(guests, goals, strict=True)
    )


def _with_all_heads(context: Context, match: Match) -> Match:
    """The match with all who go as its heads, where a rule saw only the last: 县领导李四、王五、|赵六赴乙县."""
    last = next(iter(match.roles.get("visitors", ())), None)
    if last is None or last.type not in _PEOPLE or "head" in match.roles or len(match.roles["visitors"]) > 1:
        return match
    found = [last]
    for mention in context.before(last.start, context.paragraph(last.start)[0]):
        if mention.type not in _PEOPLE or context.text[mention.end : found[0].start] not in _LISTED:
            break
        found.insert(0, mention)
    roles = {role: mentions for role, mentions in match.roles.items() if role != "visitors"} | {"head": tuple(found)}
    return replace(match, roles=roles) if len(found) > 1 else match


def _of_several(context: Context, heads: Sequence[Mention]) -> bool:
    """Whether each of those who lead is of a place that is neither another's nor around it."""
    places = [[ref for m in flatten((head,)) for ref in context.places_of(m) if m.type == "place"] for head in heads]
    if not all(places):
        return False
    return not any(related(one[-1], other[-1]) for at, one in enumerate(places) for other in places[:at])


def _sharing(context: Context, guest: Mention) -> Sequence[Mention]:
    """The places before a body that send theirs too: 甲县、|乙县人大来丙县, 甲县、乙县|两支代表团赴丙县."""
    if guest.type not in _PARTIES:
        return ()
    found: list[Mention] = []
    own = tells_place(guest)
    at = guest.start
    if not own and (count := _COUNT.search(context.text, max(0, at - _LONGEST_COUNT), at)):
        at = count.start()
    joined = context.text.endswith(_JOINTS, 0, at) if own else True
    for place in context.before(at, max(0, context.paragraph(at)[0])) if joined else ():
        between = context.text[place.end : at]
        if place.type != "place" or not (between in _JOINTS or (not found and not own and not between)):
            break
        found.insert(0, place)
        at = place.start
    began = not found or context.text[at - 1 : at] in _BEGINNING or context.text.endswith(_COME_FROM, 0, at)
    dated = any(m.end == at and m.type == "date" for m in context.before(at, max(0, at - 1)))
    return found if began or dated else ()


def _severally(context: Context, parties: Sequence[Mention], goals: Sequence[Mention]) -> bool:
    """Whether as many parties as goals go there one each: 甲县、乙县代表团|分别赶赴|丙县、丁县."""
    if len(parties) != len(goals) or len(parties) == 1:
        return False
    return any(word in context.text[parties[-1].end : goals[0].start] for word in words.words("分头"))
