"""Pairs that a page implies: by the name of a joint meeting or an agreement, by the sides of a programme, by a visit under one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shanhai.knowledge import pairings, programmes, words
from shanhai.model import Mention, Modality, PlaceRef, Programme
from shanhai.model.struct import Value

from .context import Context
from .draft import Draft
from .evidence import Claim
from .location import flatten

_JOINT = re.compile(r"[—－–─\-·•~～]+|、|与|和|[（）()]")
_NAMED = ("meeting", "document")
_PROVINCE = "0000"


class Sign(Value, frozen=True, kw_only=True):
    """Two places that something on the page pairs, with the words that do."""

    a: PlaceRef
    b: PlaceRef
    programme: Programme | None
    claims: tuple[Claim, ...]
    start: int


def programme_of(stated: str) -> Programme:
    """A programme as stated, with its family."""
    return Programme(stated=stated, family=programmes.family(stated))


def signs(context: Context, drafts: Sequence[Draft]) -> Iterator[Sign]:
    """Every pair that the page implies."""
    yield from _of_names(context)
    yield from _of_programmes(context, drafts)
    yield from _of_visits(drafts)


def _of_names(context: Context) -> Iterator[Sign]:
    """甲区—乙县山海协作联席会议, 《甲区—乙县对口帮扶协议》: held or signed by a pair."""
    for mention in context.story:
        if mention.type not in _NAMED or (mention.type == "document" and not _signed(mention.text)):
            continue
        named = list(_places(mention.parts))
        for left, right in pairwise(named):
            if not _JOINT.fullmatch(context.text[left.end : right.start]):
                continue
            for stated in _programmes_in(mention):
                yield from _sign(context, left, right, programme_of(stated), (mention.start, mention.end), "pairing.from-meeting")


def _places(parts: Sequence[Mention]) -> Iterator[Mention]:
    """The places in a name, chains whole; not those by which a programme is called (苏陕协作)."""
    for part in parts:
        if part.type in ("place", "zone"):
            yield part
        elif part.type != "programme":
            yield from _places(part.parts)


def _signed(title: str) -> bool:
    return any(w in title for w in words.words("结对文书"))


def _programmes_in(mention: Mention) -> list[str]:
    """The programmes in the name of a joint meeting, one of each family (东西部协作和对口合作联席会议 is held under two)."""
    named = [m.text for m in flatten(mention.parts) if m.type == "programme"]
    if not any(programmes.family(n) for n in named):
        named += [w for w in words.words("联席") if w in mention.text and not any(w in n or n in w for n in named)]
    return list({programmes.family(n) or n: n for n in reversed(named)}.values())[::-1]


def _of_programmes(context: Context, drafts: Sequence[Draft]) -> Iterator[Sign]:
    """闽宁协作 with a visit between 福建 and 宁夏: the programme's own sides are a pair."""
    sides = {frozenset((d.visitor_place.code, d.host_place.code)) for d in drafts if d.visitor_place and d.host_place}
    provincial = {frozenset(c[:2] for c in pair if c) for pair in sides}
    governed = any(d.visitor_place and (d.visitor_place.code or "").endswith(_PROVINCE) for d in drafts)
    for mention in context.story:
        if mention.type != "programme" or len(mention.parts) != 2:
            continue
        refs = [ref for p in mention.parts for ref in context.places_of(p)]
        if len(refs) != 2:
            continue
        ends = frozenset(ref.code for ref in refs)
        provinces = frozenset((ref.code or "")[:2] for ref in refs)
        if ends in sides or (provinces in provincial and governed):
            left, right = mention.parts
            yield from _sign(context, left, right, programme_of(mention.text), (mention.start, mention.end), "pairing.from-programme")


def _of_visits(drafts: Sequence[Draft]) -> Iterator[Sign]:
    """甲区代表团赴乙县对接东西部协作: two sides that the public record pairs, told to meet under the programme of their pair."""
    for draft in drafts:
        visitor, host = draft.visitor_place, draft.host_place
        told = draft.programme if any(c.field == "programme" for c in draft.claims) else None
        if told is None or draft.modality is not Modality.HAPPENED or visitor is None or host is None or not (visitor.code and host.code):
            continue
        if any(_same_family(p.programme, told) for p in pairings.paired(visitor.code, host.code)):
            rule = "pairing.from-visit"
            claims = tuple(
                Claim(field=field, start=draft.start, end=draft.end, rule=rule, basis=draft.claims[0].basis) for field in ("", "a", "b")
            )
            yield Sign(a=visitor, b=host, programme=told, claims=claims, start=draft.start)


def _same_family(official: str, told: Programme) -> bool:
    family = programmes.family(official)
    return family is not None and family == told.family


def _sign(context: Context, left: Mention, right: Mention, programme: Programme, whole: tuple[int, int], rule: str) -> Iterator[Sign]:
    for a in context.places_of(left):
        for b in context.places_of(right):
            if a.name != b.name:
                claims = (
                    Claim(field="", start=whole[0], end=whole[1], rule=rule),
                    Claim(field="a", start=left.start, end=left.end, rule=rule),
                    Claim(field="b", start=right.start, end=right.end, rule=rule),
                )
                yield Sign(a=a, b=b, programme=programme, claims=claims, start=whole[0])


def provinces(side: PlaceRef | str) -> str:
    """The province of a side, by the first two digits of its code; "" where it has none."""
    return "" if isinstance(side, str) or not side.code else side.code[:2]
