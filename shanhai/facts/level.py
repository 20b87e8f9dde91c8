"""A visit to a prefecture or a province that a page tells by what lies in it: 先后到甲区、乙县考察。市委书记|会见."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from shanhai.knowledge import places
from shanhai.model import PlaceRef

from .draft import Draft
from .guest import is_main
from .holding import Holding
from .location import host_codes, reference, within
from .person import people_of
from .rulebook import Match

_OUTER = {"prefecture": 4, "province": 2}  # digits of a code that name the division of a level
_DIGITS, _CAPITAL = 6, "0100"
_PRESENT = ("also", "hosts")  # roles of those who receive or are there


def at_their_level(drafts: Sequence[Draft], matches: Sequence[Match], holdings: Sequence[Holding]) -> list[Draft]:
    """The drafts; those of a prefecture's or province's delegation within another whose head receives it, and nobody below him, are one."""
    journeys: dict[tuple[int, PlaceRef | None], list[Draft]] = defaultdict(list)
    for draft in drafts:
        journeys[(draft.start, draft.visitor_place)].append(draft)
    present = {name for m in matches if m.fact == "visit" for role in _PRESENT for name, _ in people_of(m.roles.get(role, ()))}
    receiving = [h for h in holdings if h.person in present and h.place is not None]
    result: list[Draft] = []
    for journey in journeys.values():
        above = _above(journey)
        received = above is not None and any(h.place == above and is_main(h.post) for h in receiving)
        own = any(d.host_place is not None and h.place is not None and within(h.place, d.host_place) for d in journey for h in receiving)
        result += [_united(journey, above)] if above is not None and received and not own else journey
    order = {(d.start, d.visitor_place): at for at, d in reversed(list(enumerate(drafts)))}
    return sorted(result, key=lambda d: order[(d.start, d.visitor_place)])


def _above(journey: Sequence[Draft]) -> PlaceRef | None:
    """The division of the visitors' level in which all hosts of their journey lie; null where they are one, not a province's capital."""
    visitor, host = journey[0].visitor_place, journey[0].host_place
    row = places.place(visitor.code) if visitor is not None and visitor.code else None
    seat = row is not None and row.level == "province" and host is not None and (host.code or "").endswith(_CAPITAL)
    if row is None or row.level not in _OUTER or (len(journey) == 1 and not seat):
        return None
    codes = [set(_around(d.host_place, row.level)) for d in journey]
    shared = set.intersection(*codes)
    return reference(shared.pop()) if len(shared) == 1 else None


def _around(host: PlaceRef | None, level: str) -> Iterator[str]:
    """The divisions of a level in which a county, a city or a zone lies."""
    for code in host_codes(host) if host is not None else ():
        outer = code[: _OUTER[level]].ljust(_DIGITS, "0")
        row = places.place(outer)
        if row is not None and row.level == level and (host is None or host.code != outer):
            yield outer


def _united(journey: Sequence[Draft], host: PlaceRef) -> Draft:
    first = journey[0]
    claims = [c for d in journey[1:] for c in d.claims if c not in first.claims]
    return first.with_(claims, host_place=host)
