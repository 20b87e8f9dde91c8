"""The facts of one page: sentences matched, drafts completed and united, every value with its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from shanhai.knowledge import programmes, words
from shanhai.model import AnyFact, BlockKind, Mention, Modality, Page, PlaceRef, Programme

from .arrival import Arrivals
from .assembly import distinct, meeting, pairing, tenure, trips, visit
from .attendance import attended
from .company import Company
from .confidence import appraise
from .context import STORY, Context
from .detail import in_detail, in_parts, without_stops
from .draft import Draft, merged
from .evidence import Quoter, unruled
from .grounds import Grounding
from .holding import Holding
from .itinerary import by_stages
from .joint import joined, seated
from .journey import led_through
from .leading import deliberate_heads, headed
from .level import at_their_level
from .likely import likely_visits
from .masking import Stage
from .matter import matters
from .meeting import Meetings
from .pair import Pair
from .pairing import Pairings
from .parties import apart
from .receiving import received
from .rulebook import Match, rulebook
from .story import read_story
from .tour import Tours
from .undated import dated
from .visit import Visits

_LISTING = "、"
_BY_PAIRS, _HELPING = "对口", ("对口", "定点")
_PREFECTURE = 4  # digits of a code that name the prefecture


def matches(context: Context) -> tuple[Match, ...]:
    """What the rules find in the story, in order."""
    return read_story(context, rulebook().events, context.story)


def page_programme(context: Context) -> Programme | None:
    """The programme that the page speaks of most: of those that belong to a family, else by a word of the families, else of all."""
    named = [m for m in context.told if m.type == "programme"]
    count = Counter(m.text for m in named if programmes.family(m.text) or len(m.parts) > 1)
    for word in words.words("对口") if not count else ():
        if programmes.family(word) and word in context.text:
            count[word] += sum(_spoken(context, word, b.start, b.end) for b in context.blocks if b.kind in STORY)
    named = [m for m in named if not _one_of_fields(context.text, m)]
    for tie in (True, False) if not +count else ():  # 扶贫协作 says what two sides do, 劳务协作 only one thing of it
        count = +count or Counter(m.text for m in named if not tie or m.text.endswith(words.words("联席")))
        count = count or Counter(name for m in context.told if m.type == "meeting" and (name := _tie_in(m.text)))
        count = count or Counter(word for word in words.words("对口") if word.startswith(_HELPING) and _ties(context, word))
    if not +count:  # 对口帮扶, told again and again on a page that names no programme of a family
        spoken = {word: context.text.count(word) for word in words.words("对口") if word.startswith(_BY_PAIRS)}
        count = Counter({word: times for word, times in spoken.items() if times > 1})
    if not +count:
        return None
    for name in list(count):  # 对口帮扶 speaks of 省内对口帮扶 where the page names that
        if longer := [other for other in count if other != name and other.endswith(name)]:
            count[max(longer, key=lambda other: (count[other], other))] += count.pop(name)
    stated = min(count, key=lambda name: (-count[name], name))
    return Programme(stated=stated, family=programmes.family(stated))


def _spoken(context: Context, word: str, start: int, end: int) -> int:
    """How often a word stands in a stretch and in no body's name: 市|对口支援|和区域合作局."""
    found = (hit.start() for hit in re.finditer(word, context.text[start:end]))
    return sum(not context.within_name(start + at, start + at + len(word), ("organization",)) for at in found)


def _one_of_fields(text: str, programme: Mention) -> bool:
    """教育、|劳务协作|、文旅: whether a programme stands in a list as one of several things that two sides do."""
    return text[programme.end : programme.end + 1] == _LISTING or text[programme.start - 1 : programme.start] == _LISTING


def _ties(context: Context, word: str) -> bool:
    """Whether a page says with a word what a place or body does for a place: 甲区|对口帮扶|乙县, 甲党中央|定点帮扶|的乙县."""
    ends = {m.end for m in context.told if m.type in ("place", "organization")}
    starts = {m.start for m in context.told if m.type == "place"}
    return any(hit.start() in ends and hit.end() in starts for hit in re.finditer(f"{word}的?", context.text))


def gather(context: Context, page: Page, holdings: Sequence[Holding]) -> tuple[AnyFact, ...]:
    """Every fact of the page, in order of type and place."""
    grounding = Grounding(page, Quoter(context.restored))
    programme = page_programme(context)
    found = matches(context)
    found = tuple(sorted((*found, *Arrivals(context, found).all(), *Tours(context).all()), key=lambda m: m.start))
    found = tuple(one for match in found for one in (apart(context, match) if match.fact == "visit" and _goes(match) else (match,)))
    visits = Visits(context, holdings)
    for match in found:
        if match.fact == "visit" and _goes(match):
            visits.start(match)
    going = at_their_level(without_stops(in_parts(context, in_detail(context, visits.drafts))), found, holdings)
    led = merged((), deliberate_heads(context, going, found, holdings))
    wished = [d for d in led if d.modality is Modality.WISHED]
    told = [d for d in led if d.modality is not Modality.WISHED]
    told = merged(told, attended(context, found, holdings, told))
    told = merged(told, joined(context, found, holdings, told))
    told = merged(told, seated(context, told))
    stage = Stage(context, holdings)
    likely = likely_visits(context, stage, holdings, (*told, *wished))
    taken = [*told, *deliberate_heads(context, [*told, *likely], found, holdings)[len(told) :]]
    company = Company(context, holdings, taken)
    for match in found:
        if match.fact == "visit" and (match.roles.get("also") or not _goes(match)):
            company.attach(match)
    staged = by_stages(context, led_through(dated(context, received(context, headed(company.drafts, holdings), holdings))))
    drafts = [d.with_(programme=programme) if d.programme is None and _under(programme, d) else d for d in (*staged, *wished)]
    sure = [d for d in drafts if not unruled(d.claims)]
    meetings = Meetings(context, sure)
    pairings = Pairings(context, programme, holdings)
    for match in found:
        if match.fact == "meeting":
            meetings.take(match)
        elif match.fact == "pairing":
            pairings.take(match)
    pairings.infer(sure, meetings.held())
    pairings.laid_out(page)
    pairings.take_likely(stage)
    pairs = pairings.all()
    stated = [p for p in pairs if not unruled(p.claims)]
    facts: list[AnyFact] = [tenure(h, grounding) for h in distinct(holdings) if _is_post(h)]
    facts += [visit(d, trip, grounding) for d, trip in zip(drafts, trips(drafts), strict=True)]
    facts += [meeting(g, grounding) for g in meetings.all()]
    facts += [pairing(p, grounding) for p in pairs]
    met = meetings.several()  # 甲、乙两市第十次联席会议
    cooperative = bool(sure or stated) or met or _headed(context) or (programme is not None and _carried(context, programme))
    facts += matters(context, page, holdings, grounding, cooperative=cooperative, sides=_sides(sure) or _only_pair(stated))
    return appraise({fact.id: fact for fact in facts}.values())


def _is_post(holding: Holding) -> bool:
    """Whether what somebody is called is a post: no word for people (村民), nor one that is none without its body (成员)."""
    bodiless = holding.organization is None and holding.place is None
    return holding.post not in words.words("无职") and not (bodiless and holding.post in words.words("有体职务"))


def _under(programme: Programme | None, draft: Draft) -> bool:
    """Whether a visit may be under the page's programme: one of 京蒙协作 is between 北京 and 内蒙古, one of 援疆 from or to 新疆."""
    provinces = programmes.bound(programme.stated) if programme is not None else ()
    sides = [place.code[:2] for place in (draft.visitor_place, draft.host_place) if place is not None and place.code]
    return len(sides) < 2 or all(any(side in between for side in sides) for between in provinces)


def _sides(drafts: Sequence[Draft]) -> tuple[PlaceRef, ...]:
    """The two sides of the visits of a page, where they are the same of all."""
    met = {frozenset((a, b)): (a, b) for d in drafts if (a := d.visitor_place) and (b := d.host_place) and a.code and b.code}
    return next(iter(met.values())) if len(met) == 1 else ()


def _only_pair(pairs: Sequence[Pair]) -> tuple[PlaceRef, ...]:
    """The two sides of the one pair of places that a page tells of."""
    places = {frozenset((p.a, p.b)): (p.a, p.b) for p in pairs if isinstance(p.a, PlaceRef) and isinstance(p.b, PlaceRef)}
    return next(iter(places.values())) if len(places) == 1 else ()


def _tie_in(meeting: str) -> str:
    """The tie under which a meeting is held, by its name (甲市·乙市|结对合作帮扶|联席会议); nothing where it names none."""
    return max((word for word in words.words("联席") if word in meeting), key=len, default="")


def _carried(context: Context, programme: Programme) -> bool:
    """Whether a page is about a programme: named once in passing it makes no page of cooperation, unless two prefectures meet there."""
    named = [m for m in context.told if m.type == "programme"]
    same = sum(programmes.family(m.text) == programme.family for m in named) if programme.family else 0
    if context.text.count(programme.stated) > 1 or same > 1:
        return True
    often = {code[:_PREFECTURE] for code, times in context.locations.counted().items() if times > 1 and code[2:_PREFECTURE] != "00"}
    return programme.family is not None and len(often) > 1


def _headed(context: Context) -> bool:
    """Whether the headline names a programme, or ties two places with one of its words (上海市与毕节市对口帮扶)."""
    ties = (m.start for m in context.of_type("programme", 0, len(context.text)) if programmes.family(m.text) or len(m.parts) > 1)
    said = (hit.start() for hit in words.any_of("联席").finditer(context.text))
    return any(context.kind_at(at) is BlockKind.TITLE for at in (*ties, *said))


def _goes(match: Match) -> bool:
    """Whether a match says where somebody goes."""
    return bool(match.roles.get("host_place") or match.sets.get("host_place"))
