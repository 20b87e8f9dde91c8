"""Pairs told by what one side did for the other (甲区援建的乙县学校), where both belong to a programme that the page names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from shanhai.knowledge import pairings, programmes, words
from shanhai.knowledge.places import place
from shanhai.model import Mention, PlaceRef

from .context import STORY, Context
from .evidence import Claim
from .home import means_both
from .sign import Sign, programme_of
from .stretch import sentence

RULE = "pairing.by-deed"
_REACH = 60  # characters between a side and what was done
_JOINT = re.compile(r"[、和与及，]|以及|")
_WITH = re.compile(r"[就便也已则还]{0,2}[与同跟](?:[^，。；、]{0,8}的)?")


def helped(context: Context) -> Iterator[Sign]:
    """Every two sides of one programme of which a sentence tells what one did for the other: 甲区援建的乙县学校, 乙县…甲区派来的教师."""
    named = [m for m in context.told if m.type == "programme"]
    ties = _Ties(context, named)
    if not ties.told:
        return
    sides = sorted(dict.fromkeys(_sides(context.story)), key=lambda m: m.start)
    for hit in words.any_of("施援").finditer(context.text):
        if context.kind_at(hit.start()) in STORY and not context.within_name(*hit.span(), ("meeting", "document")):
            for left, right in _around(context, sides, hit):
                yield from ties.sign(left, right, hit)
    for left, right in pairwise(sides):
        if _WITH.fullmatch(context.text, left.end, right.start):
            start, end = sentence(context.text, left.start, left.end)
            if any(start <= m.start < end for m in named):
                yield from ties.sign(left, right, None)


class _Ties:
    """The programmes of a page, and the two places that they tie."""

    def __init__(self, context: Context, named: Sequence[Mention]) -> None:
        self._context = context
        words_said = [m.text for m in named] + [w for w in words.words("对口") if w in context.text]
        self.told: Mapping[str, str] = {str(f): w for w in reversed(words_said) if (f := programmes.family(w))}
        self._provinces = {sides: m.text for m in named if (sides := self._initials(m))}

    def _initials(self, programme: Mention) -> frozenset[str]:
        """The provinces after which a programme is called (苏陕协作)."""
        refs = [ref for p in programme.parts for ref in self._context.places_of(p)]
        return frozenset((ref.code or "")[:2] for ref in refs) if len(refs) == len(programme.parts) == 2 else frozenset()

    def between(self, a: PlaceRef, b: PlaceRef) -> str | None:
        """The programme of the page that ties two places: by the public record, or as that of the provinces of two of one level."""
        if not a.code or not b.code or a.code == b.code:
            return None
        if found := self._official(a.code, b.code):
            return found
        apart = a.code[:2] != b.code[:2] and _level(a.code) == _level(b.code)
        return self._provinces.get(frozenset((a.code[:2], b.code[:2]))) if apart else None

    def _official(self, a: str, b: str) -> str | None:
        families = (str(programmes.family(p.programme)) for p in pairings.paired(a, b))
        return next((self.told[f] for f in families if f in self.told), None)

    def sign(self, left: Mention, right: Mention, hit: re.Match[str] | None) -> Iterator[Sign]:
        """The pair of two sides where a programme of the page ties them."""
        start = min(left.start, hit.start()) if hit else left.start
        end = max(right.end, hit.end()) if hit else right.end
        if words.any_of("否定").search(self._context.text, start, end) or all(self._context.locations.county(m) for m in (left, right)):
            return  # two towns are no two counties
        for a, b in product(*(self._county(side) if hit else self._context.places_of(side) for side in (left, right))):
            if stated := self.between(a, b):
                spans = (("", start, end), ("a", left.start, left.end), ("b", right.start, right.end))
                claims = tuple(Claim(field=field, start=x, end=y, rule=RULE) for field, x, y in spans)
                yield Sign(a=a, b=b, programme=programme_of(stated), claims=claims, start=start)

    def _county(self, side: Mention) -> Sequence[PlaceRef]:
        """The places that a side means, of a town its county: what was built in a town was built for its county."""
        county = self._context.locations.county(side) if side.type == "place" else None
        return [county] if county else self._context.places_of(side)


def _level(code: str) -> str:
    row = place(code)
    return row.level if row else ""


def _around(context: Context, sides: Sequence[Mention], hit: re.Match[str]) -> Iterator[tuple[Mention, Mention]]:
    """Who did something and for whom: those before and behind its verb, those before it, or those behind it; lists as one side."""
    start, end = sentence(context.text, *hit.span())
    before = [m for m in sides if start <= m.start and m.end <= hit.start() and hit.start() - m.end <= _REACH]
    after = [m for m in sides if hit.end() <= m.start < end and m.start - hit.end() <= _REACH]
    near, far = _run(context, before[::-1]), _run(context, after)
    if near and far and (len(near) == 1 or len(far) == 1):
        yield from product(near, far)
    if len(before) > len(near):  # 甲区在乙县、丙县实施项目
        yield from product((before[-len(near) - 1],), near)
    if len(after) > len(far) and not before:  # 派驻乙县的甲区教师
        yield from product(far, (after[len(far)],))


def _run(context: Context, sides: Sequence[Mention]) -> list[Mention]:
    """The first of some sides with those that a list joins to it, forwards or backwards: 甲县、乙县."""
    run = list(sides[:1])
    for side in sides[1:]:
        first, second = sorted((run[-1], side), key=lambda m: m.start)
        if not _JOINT.fullmatch(context.text, first.end, second.start):
            break
        run.append(side)
    return run


def _sides(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The places in mentions, chains whole, and 我县; not those after which a programme is called."""
    for mention in mentions:
        if mention.type in ("place", "zone") or (mention.type == "deixis" and not means_both(mention.text)):
            yield mention
        elif mention.type != "programme":
            yield from _sides(mention.parts)
