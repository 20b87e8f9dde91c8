"""What a journey told before says of the next one: who pays a visit back, whom hosts take round, where a day was spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shanhai.knowledge import places
from shanhai.model import Basis, Mention, PlaceRef, Precision

from .context import Context
from .draft import Draft
from .location import host_codes, related
from .rulebook import Match

RETURN = "return"
"""What a rule sets for the host place where visitors go back to those who were here: 乙县书记李四率队|回访."""

_DAY = 12  # characters of a day, with its hour
_PROVINCE = "0000"


def returned(drafts: Sequence[Draft], said: Mention, visitor: PlaceRef | None) -> Iterator[tuple[Mention, PlaceRef | None]]:
    """Where those of a place go who return a visit: whence the last visitors of theirs came."""
    before = sorted((d for d in drafts if d.start < said.start), key=lambda d: d.told(said.start) or 0)
    for draft in reversed(before):
        if visitor is not None and draft.visitor_place is not None and draft.host_place == visitor:
            yield said, draft.visitor_place
            return


def abroad(hosts: Sequence[tuple[Mention, PlaceRef | None]], visitor: PlaceRef | None) -> list[tuple[Mention, PlaceRef | None]]:
    """The hosts that lie outside the place of guests whom another takes round: 甲市主席李四陪同|乙市副主席王五一行到丙县."""
    return [(m, host) for m, host in hosts if visitor is not None and host is not None and not related(visitor, host)]


def led_through(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; a stop within the days of a journey of the same visitors has who leads that: 5日至8日…到甲市, 6日到乙县."""
    return [_led(draft, drafts) if draft.head is None and draft.date is not None else draft for draft in drafts]


def _led(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    start = (draft.date and draft.date.start) or ""
    for other in drafts:
        when = other.date
        if other.head is None or when is None or not (when.start and when.end and start) or other.visitor_place != draft.visitor_place:
            continue
        if when.start <= start <= when.end and draft.visitor_place is not None and other.start < draft.start:
            claims = [c for c in other.claims if c.field == "head"][:1]
            return draft.with_([replace(c, basis=Basis.INFERRED) for c in claims], head=other.head)
    return draft


def on_own_day(context: Context, match: Match, last: Draft) -> bool:
    """Whether a day of a longer journey begins the clause that tells where its delegation came to: 19日下午|到乙县."""
    if last.date is None or not last.date.end or last.host_place is None or (last.host_place.code or "").endswith(_PROVINCE):
        return False
    before = (m for m in context.before(match.start, max(0, match.start - _DAY)) if m.type == "date" and match.start - m.end <= 1)
    stated = next(iter(match.roles.get("date", ())), None) or next(before, None)
    day = context.dates[stated.start] if stated is not None else None
    return day is not None and day.precision is Precision.DAY and day.start is not None and day.end is None


def on_the_way(visitor: PlaceRef, host: PlaceRef, goals: Sequence[PlaceRef]) -> bool:
    """甲县代表团到乙县、|甲县所在市的高新区: whether a zone outside the visitors' place is listed with places that lie elsewhere."""
    codes = host_codes(host) if host.code is None else ()
    outside = bool(codes) and not any(places.within(code, visitor.code or "") for code in codes)
    return outside and any(goal.code and not related(visitor, goal) for goal in goals)
