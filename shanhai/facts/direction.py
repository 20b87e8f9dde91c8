"""From where a page is told: 来甲区 and 来我县 are said at home, 赴甲区 of the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef
from shanhai.model.struct import Value

from .location import Locations, flatten, related, tells_place
from .stretch import start_of

_FIRST = 40  # mentions of a page's beginning
_ENDS = "。！？\n"
_REACHED = ("到", "达", "访", "临", "至")  # before 我市
_LEVELS = (frozenset("省"), frozenset("市州盟"), frozenset("县区旗"))  # whose people call on each other
_JOINTS = ("、", "和", "及", "以及", "与", "，")


class Directions(Value, frozen=True, kw_only=True):
    """The places that a page speaks of as its own, and those that it speaks of as others'."""

    home: tuple[PlaceRef, ...] = ()
    away: tuple[PlaceRef, ...] = ()
    reached: tuple[PlaceRef, ...] = ()  # those of the others' to which somebody else than the page's own people went
    sought: tuple[PlaceRef, ...] = ()  # those to which the page's own people went, so far as it says who
    guests: tuple[PlaceRef, ...] = ()  # those whose people came to 我区


def directions(text: str, mentions: Sequence[Mention], locations: Locations) -> Directions:
    """The directions of a page's story; a place that is told of both ways is neither."""
    home: list[PlaceRef] = []
    away: list[PlaceRef] = []
    reached: list[PlaceRef] = []
    sought: list[PlaceRef] = []
    guests: list[PlaceRef] = []
    for target, comes in _targets(text, mentions):
        senders = [ref for m in _senders(text, mentions, target) for ref in _places(m, locations)]
        goals = [ref for m in (target, *_alike(mentions, target)) for ref in _places(m, locations) if ref.code]
        home += goals if comes else [s for s in senders if not any(related(s, g) for g in goals)]
        away += senders if comes else goals
        guests += senders if target.type == "deixis" and target.text[0] in "我本" else []
        reached += [] if comes or _ours_go(text, mentions, target) else goals
        if not comes:
            listed = [ref for m in _listed(text, mentions, target) for ref in _places(m, locations)]
            away += listed
            sought += [*goals, *listed] if _ours_before(text, mentions, target) else []
    away += [ref for m in (*_counterparts(text, mentions), *_received(text, mentions)) for ref in _places(m, locations)]
    both = {p for p in home if p in away} | {p for p in home for other in sought if related(p, other)}  # 率队到甲市，…来到乙区
    return Directions(
        home=tuple(p for p in home if p not in both),
        away=tuple(p for p in away if p not in both),
        reached=tuple(reached),
        sought=tuple(sought),
        guests=tuple(guests),
    )


def _targets(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, bool]]:
    """The places to which somebody comes or goes, each with whether he comes."""
    coming, going = words.words("来"), words.words("奔赴")
    for mention in mentions:
        if mention.type not in ("place", "deixis") or (
            mention.type == "deixis" and mention.text[0] not in "我本" and len(mention.text) > 1
        ):
            continue
        start = _begun(text, mentions, mention)
        if start is None:
            continue
        if text.endswith(coming, 0, start):
            yield mention, True
        elif (
            text.endswith(going, 0, start)
            or _visited(text, mention)
            or _ours_go(text, mentions, mention)
            or _helped_by_ours(text, mentions, mention)
            or (mention.type == "deixis" and text.endswith(_REACHED, 0, mention.start))
        ):
            yield mention, mention.type == "deixis"


def _ours_go(text: str, mentions: Sequence[Mention], goal: Mention) -> bool:
    """Whether the page's own people go to a place."""
    return any(says(text, mentions, goal) for says in (_by_ours, _led_by_ours, _by_bare_party))


def _alike(mentions: Sequence[Mention], target: Mention) -> Iterator[Mention]:
    """抵浙 where 浙 is a place elsewhere on the page: the first that is called as the one character behind 来 is."""
    if target.type == "deixis" and len(target.text) == 1:
        yield from (m for m in mentions[:_FIRST] if m.type == "place" and m.text == target.text)


def _begun(text: str, mentions: Sequence[Mention], mention: Mention) -> int | None:
    """Where a goal begins with who is tied to it: 赴|我市对口支援的|甲县; None for 我市 there, to which nobody goes."""
    if mention.type == "deixis":
        return None if text.startswith(words.words("结对的"), mention.end) else mention.start
    tied = mention.start - len(words.ending("结对的", text, mention.start))
    ours = (m.start for m in mentions if m.type == "deixis" and m.end == tied and m.text[0] in "我本")
    return next(ours, mention.start) if tied < mention.start else mention.start


def _ours_before(text: str, mentions: Sequence[Mention], target: Mention) -> bool:
    """Whether nobody goes to a place but the page's own people, or somebody whose place is not told: 我州代表团赴甲州, 州长李四赴甲州."""
    start = start_of(text, target.start, "。！？\n；：")
    before = [m for m in mentions if start <= m.start and m.end <= target.start]
    if any(m.type == "deixis" and m.text[0] in "我本" for outer in before for m in flatten((outer,))):
        return True
    return any(m.type in ("official", "post", "person", "delegation") for m in before)


def _counterparts(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """我区与甲县对接: what stands beside one's own place is another's."""
    for ours, mention in pairwise(mentions):
        if (
            ours.type == "deixis"
            and ours.text[0] in "我本"
            and mention.type == "place"
            and text[ours.end : mention.start] in ("与", "和", "同")
        ):
            yield mention


def _received(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """会见李四一行: who is received is another's, wherever the page says whose he is."""
    received = {
        m.value or m.text
        for m in mentions
        if m.type in ("person", "official") and text.endswith(words.words("会见"), 0, m.start) and text.startswith("一行", m.end)
    }
    for mention in mentions:
        if mention.type == "official" and mention.parts[-1].text in received:
            yield from (p for p in mention.parts if p.type in ("place", "organization"))


def _visited(text: str, mention: Mention) -> bool:
    """率队在甲县考察: somebody who leads others looks around in a place."""
    return text.endswith(words.words("率在"), 0, mention.start)


def _by_ours(text: str, mentions: Sequence[Mention], goal: Mention) -> bool:
    """我县考察团到甲县: whether a delegation of the page's own place goes to a place, right behind its name or to one of its own level."""
    if goal.type != "place":
        return False
    start = start_of(text, goal.start, f"{_ENDS}，")
    group = next((m for m in mentions if m.type == "delegation" and start <= m.start and m.end < goal.start and of_ours(m)), None)
    if group is None or not text.endswith(words.words("赴"), group.end, goal.start):
        return False
    ours = next(p.text[-1] for p in group.parts if p.type == "deixis")
    return text[group.end : goal.start] == "到" or any(ours in alike and goal.text[-1] in alike for alike in _LEVELS)


def _helped_by_ours(text: str, mentions: Sequence[Mention], helped: Mention) -> bool:
    """我省12市对口支援|甲市: whether the page's own place helps another."""
    if helped.type != "place" or not text.endswith(words.words("对口帮扶"), 0, helped.start):
        return False
    begun = start_of(text, helped.start, f"{_ENDS}，")
    return any(m.type == "deixis" and m.text[0] in "我本" and begun <= m.start < helped.start for m in mentions)


def _led_by_ours(text: str, mentions: Sequence[Mention], goal: Mention) -> bool:
    """市委常委、副市长李四率队到|甲市: whether somebody goes to a place of whose own place the page says nothing, being its own."""
    led = words.ending("率到", text, goal.start)
    if not led or goal.type != "place":
        return False
    end = goal.start - len(led)
    head = next((m for m in mentions if m.type == "official" and m.end == end), None)
    return head is not None and _bare(head) and not any(p.type == "place" for p in flatten((head,)))


def _by_bare_party(text: str, mentions: Sequence[Mention], goal: Mention) -> bool:
    """县委书记李四带领县党政考察团到|甲县: whether a delegation that names no division goes to a place, and nobody before it names one."""
    verb = words.ending("赴", text, goal.start)
    if not verb or goal.type != "place":
        return False
    start = start_of(text, goal.start, _ENDS)
    before = [m for m in mentions if start <= m.start and m.end <= goal.start]
    group = next((m for m in before if m.type == "delegation" and m.end == goal.start - len(verb)), None)
    return group is not None and _bare(group) and not any(tells_place(m, ("place", "zone", "deixis")) for m in before)


def _bare(party: Mention) -> bool:
    """Whether an official's first post or a delegation is of a division that it does not name: 市委常委, 副区长, 县代表团."""
    return party.text.lstrip("副")[:1] in tuple("市县区州盟旗")


def of_ours(delegation: Mention) -> bool:
    """Whether a delegation is called by a word for the page's own place: 我县党政考察团."""
    return any(p.type == "deixis" and p.text[0] in "我本" for p in delegation.parts)


def _senders(text: str, mentions: Sequence[Mention], target: Mention) -> Iterator[Mention]:
    """The delegation nearest before a destination in its sentence, else the official."""
    start = start_of(text, target.start, _ENDS)
    before = [m for m in mentions if start <= m.start and m.end <= target.start]
    for kind in ("delegation", "official"):
        found = [p for m in before if m.type == kind for p in m.parts if p.type in ("place", "organization")]
        if found:
            last = next(m for m in reversed(before) if m.type == kind and any(p.type in ("place", "organization") for p in m.parts))
            yield from (p for p in last.parts if p.type in ("place", "organization"))
            return
    if before and before[-1].type == "organization" and target.type == "deixis":  # 甲县政协|到我县考察
        yield from _of_place(before[-1])
    if before and before[-1].type == "delegation":  # 甲区、乙县等|考察团
        end = before[-1].start
        for mention in reversed(before[:-1]):
            if mention.type != "place" or text[mention.end : end] not in ("等", "等地", "、", ""):
                return
            yield mention
            end = mention.start


def _of_place(body: Mention) -> Iterator[Mention]:
    """The places in a body's name; a company's name speaks for none."""
    yield from (p for p in body.parts if p.type == "place" and body.value != "company")


def _listed(text: str, mentions: Sequence[Mention], first: Mention) -> Iterator[Mention]:
    end = first.end
    for mention in mentions:
        if mention.start >= end and mention.type == "place" and text[end : mention.start] in _JOINTS:
            yield mention
            end = mention.end


def _places(mention: Mention, locations: Locations) -> list[PlaceRef]:
    """The places that a mention names, of a chain the last; a company's name speaks for none."""
    if mention.value == "company":
        return []
    if mention.type == "place":
        ref = locations.ref(mention)
        return [ref] if ref and ref.code else []
    inner = [p for p in mention.parts if p.type in ("place", "organization")]
    return [ref for p in (inner if mention.type == "organization" else flatten(inner)) for ref in _places(p, locations)]
