"""Where a named work stands and how far it is, told apart from the name: 在甲县…援建的|乙校, |丙园由…打造，10月正式授牌."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef
from shanhai.model.struct import Value

from .context import Context
from .evidence import Claim, claim
from .stretch import sentence
from .telling import Telling

_STANDS = f"{words.alternation('坐落')}|{words.alternation('落户')}"
_IN = re.compile(rf"(?:在|{_STANDS})\Z")
_BUILDS = re.compile(rf"的|{words.alternation('开办')}")
_BEHIND = re.compile(rf"”?(?:项目)?，?[^，。；：\n]{{0,10}}?(?:在|{_STANDS})\Z")
_FAR, _NEAR = 30, 20  # characters between a place and the name before or behind it
_CLAUSES = 3  # clauses behind a name in which the sentence goes on to tell of it
_EVENT = f"(?P<event>{words.alternation('授牌')}|{words.alternation('奠基')})"
_HELD = re.compile(rf"(?:举行|举办|迎来)了?[^，。；]{{0,6}}?{_EVENT}[^，。；]{{0,4}}(?:仪式|活动|大会)")
_FRAME = "主体"
_BEGUN = re.compile(rf"”?(?:项目|工程)?{_EVENT}(?:暨[^，。；]{{2,12}}?)?(?:仪式|典礼)")
_ENDS = "，。；！、）\n"
_OTHERS = ("project", "platform", "organization", "delegation", "deixis")


class Beside(Value, frozen=True, kw_only=True):
    """What a sentence tells of a named thing apart from its name."""

    event: str | None = None
    place: PlaceRef | None = None
    claims: tuple[Claim, ...] = ()


def beside(context: Context, told: Telling, word_class: str | None, field: str, rule: str) -> Beside:
    """The event or stage of a class of words (None: not asked for), and the place where none is known, with their claims."""
    event = event_told(context, told.end, word_class) if word_class else None
    where = place_told(context, told.start, told.end) if told.place is None else None
    place = next(iter(context.places_of(where)), None) if where is not None else None
    claims = [Claim(field=field, start=event[1], end=event[2], rule=rule)] if event else []
    claims += [claim("place", where, rule)] if where is not None and place is not None else []
    return Beside(event=event[0] if event else None, place=place, claims=tuple(claims))


@cache
def _ahead() -> frozenset[str]:
    """Adverbs of what is still to come."""
    return frozenset((*words.words("拟"), *words.words("即将")))


def set_up_in(context: Context, start: int) -> Mention | None:
    """在甲县建立|乙县劳务站: the place right before the verb by which the name behind is set up."""
    begin, _ = sentence(context.text, start, start)
    for mention in (m for m in context.before(start, max(begin, start - _NEAR)) if m.type in ("place", "zone")):
        said = context.text[mention.end : start]
        if context.text[mention.start - 1 : mention.start] in ("在", "于") and _sets_up().fullmatch(said):
            return mention
    return None


@cache
def _sets_up() -> re.Pattern[str]:
    verbs = words.alternation("设立")
    return re.compile(rf"(?:新|也|还|又|将|都|投资|出资|{words.alternation('当场')})*(?:{verbs})了?(?:一[个家座])?“?")


def has_ceremony(context: Context, end: int, *, shared: bool) -> bool:
    """Whether right behind a name stand the words for its ceremony: 甲加工厂|开工仪式; of what is shared, that of a work (奠基)."""
    held = _BEGUN.match(context.text, end) or _HELD.match(context.text, end)
    return held is not None and not (shared and held["event"] in words.words("开园"))


def place_told(context: Context, start: int, end: int) -> Mention | None:
    """The place in which a sentence puts the name at [start, end): 在甲县援建的|乙校, |乙园在甲县开园, 位于甲县的|乙园."""
    begin, stop = sentence(context.text, start, end)
    near = [m for type_ in ("place", "zone") for m in context.of_type(type_, max(begin, start - _FAR - 8), min(stop, end + _NEAR))]
    for mention in sorted(near, key=lambda m: -m.start):
        if mention.end <= start and start - mention.end <= _FAR and _IN.search(context.text, begin, mention.start):
            between = context.text[mention.end : start]
            if between.count("，") <= 1 and "；" not in between and _BUILDS.search(between):
                return mention
    for mention in sorted(near, key=lambda m: m.start):
        if mention.start >= end and _BEHIND.fullmatch(context.text, end, mention.start):
            others = (m for m in context.matters_in(end, mention.start) if m.type in _OTHERS)
            return mention if next(others, None) is None else None
    return None


def event_told(context: Context, end: int, word_class: str) -> tuple[str, int, int] | None:
    """What the clauses behind a name say that happened to it, and where: |甲园由乙、丙打造，10月28日正式|授牌, 甲园举行|开园|仪式."""
    _, stop = sentence(context.text, end, end)
    others = [m.start for m in context.matters_in(end, stop) if m.type in ("project", "platform")]
    stop = min([stop, *others])
    if begun := _BEGUN.match(context.text, end):
        return begun["event"], *begun.span("event")
    ceremony = _HELD.search(context.text, end, stop)
    if ceremony and context.text.count("，", end, ceremony.start()) < _CLAUSES:
        return ceremony["event"], *ceremony.span("event")
    at = end
    for number in range(_CLAUSES + 1):
        if number:
            comma = context.text.find("，", at, stop)
            if comma < 0:
                return None
            at = comma + 1
        word = _stage_at(context, at, stop, words.words(word_class))
        if word is not None and number:
            return word
        subject = next(iter(context.matters_in(at, at + 1)), None)
        if number and subject is not None and subject.type in (*_OTHERS, "place", "zone"):
            return None
    return None


def _stage_at(context: Context, at: int, stop: int, said: Collection[str]) -> tuple[str, int, int] | None:
    """A word for a stage at the beginning of a clause, its date and adverbs aside."""
    before, begun = -1, at
    while before != at:
        before = at
        date = next((m for m in context.of_type("date", at, at + 1)), None)
        at = date.end if date is not None else at
        adverb = words.beginning("进度前", context.text, at)
        if adverb in _ahead():
            return None
        at += len(adverb)
    word = max((w for w in said if context.text.startswith(w, at)), key=len, default=None)
    if word is not None and _FRAME in context.text[begun:at]:  # 主体已|封顶
        word, at = (word, at) if _FRAME + word not in said else (_FRAME + word, at - len(_FRAME))
    if word is None or at + len(word) > stop:
        return None
    behind = context.text[at + len(word) : at + len(word) + 1]
    return (word, at, at + len(word)) if not behind or behind in _ENDS else None
