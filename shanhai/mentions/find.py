"""All mentions of a text: every finder runs once, the outermost spans stay, what lies inside them becomes their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from shanhai.knowledge import words
from shanhai.model import Mention, Reading

from .alone import find_alone
from .attendee import find_attendees
from .called import find_called
from .credit import find_credits, find_lenders
from .date import find_dates
from .delegation import find_delegations
from .document import find_documents
from .lexicon import Scan
from .meeting import find_meetings
from .official import find_officials
from .organization import find_organizations
from .place import find_places
from .programme import find_programmes
from .site import find_sites
from .spans import Covers, inside, outermost
from .summed import find_summed
from .titled import find_titled

# Who stays when two mentions overlap and neither contains the other, or both have the same span.
_ORDER = (
    ("date", "document", "credit", "official", "person", "meeting", "delegation", "organization", "site"),
    ("post", "programme", "region", "zone", "place", "deixis"),
)
_RANK = {kind: rank for rank, kind in enumerate(kind for row in _ORDER for kind in row)}


def _known_people(text: str, found: list[Mention]) -> list[Mention]:
    """Further occurrences of the names that posts and lists have given."""
    names = {m.value for m in found if m.type == "official"} | {m.value for m in found if m.type == "person"}
    result = []
    for name in sorted(n for n in names if n and len(n) > 1):
        start = text.find(name)
        while start >= 0:
            result.append(Mention(type="person", start=start, end=start + len(name), text=name, value=name))
            start = text.find(name, start + len(name))
    return result


def _better(mention: Mention) -> tuple[int, int, int, int]:
    return (mention.start - mention.end, _RANK[mention.type], mention.start, len(mention.parts))


class _Nest:
    """Every mention that any finder found, for looking up what lies inside another."""

    def __init__(self, found: list[Mention]) -> None:
        self._found = sorted(found, key=lambda m: (m.start, -m.end, _RANK[m.type]))
        self._starts = [m.start for m in self._found]

    def fill(self, outer: Mention) -> Mention:
        """The mention with the parts that its own finder gave, or else what others found inside it, and its other readings."""
        within = inside(self._found, self._starts, outer.start, outer.end)
        if within == [outer] and not outer.parts:
            return outer  # nothing but itself
        same = [m for m in within if m.start == outer.start and m.end == outer.end and m.type != outer.type]
        parts = tuple(self.fill(p) if p.type == "organization" and not p.parts else p for p in outer.parts)
        if not parts and outer.type != "person":  # a place name inside a name (李|长春) is no place
            inner = [m for m in within if m.start != outer.start or m.end != outer.end]
            parts = tuple(map(self.fill, outermost(inner, _better, outer.end, outer.start))) if inner else ()
        others = sorted(set(same), key=_better) if same else ()
        readings = tuple(Reading(type=m.type, start=m.start, end=m.end, text=m.text) for m in others)
        return msgspec.structs.replace(outer, parts=parts, readings=readings)


def _unaddressed(officials: Sequence[Mention]) -> Iterator[Mention]:
    """The officials and posts without what is only said out of politeness behind a name: 会长李四|女士."""
    ends = {o.end for o in officials if o.type in ("official", "person")}
    return (o for o in officials if o.start not in ends or o.text not in words.words("尊称"))


def find(text: str, scan: Scan | None = None) -> tuple[Mention, ...]:
    """Every mention of a restored text, outermost, in order; inner ones are the parts of the outer. `scan` saves a second look.

    >>> [(m.type, m.text) for m in find("9月3日，李四率甲县党政代表团来乙市")][0]
    ('date', '9月3日')
    """
    scan = scan or Scan(text)
    places = find_places(scan)
    bylines = list(find_credits(text))
    named = find_organizations(scan, places)
    titled = {hit.start for hit in scan.hits("title")}
    led = [o for o in named if o.end in titled]  # 走访了|甲市总工会|副主席李四: whom one calls on is no site
    sites = [s for s in find_sites(text, places) if not any(s.start <= o.start and o.end < s.end for o in led)]
    shown, credited = Covers(sites), Covers(bylines)
    organizations = [o for o in named if not shown.hold(o)]
    officials = [o for o in _unaddressed(find_officials(scan, [*organizations, *sites], places)) if not credited.hold(o)]
    known = frozenset(o.value for o in officials if o.type == "official" and o.value)
    begun = Covers([o for o in officials if o.type == "official"])
    officials += [t for t in find_titled(scan, organizations, places, known) if not credited.hold(t) and not begun.hold(t)]
    attendees = [p for p in find_attendees(scan, places) if not credited.hold(p) and not begun.hold(p)]
    attendees += [p for p in find_summed(scan) if not credited.hold(p) and not begun.hold(p)]
    attendees += [p for p in find_called(scan, organizations, places) if not credited.hold(p) and not begun.hold(p)]
    attendees += [p for p in find_alone(scan, organizations, places) if not credited.hold(p) and not begun.hold(p)]
    found: list[Mention] = [
        *find_dates(text),
        *find_documents(text),
        *bylines,
        *find_lenders(text),
        *officials,
        *attendees,
        *find_meetings(scan, places),
        *find_delegations(scan, places, organizations),
        *organizations,
        *sites,
        *find_programmes(scan),
        *places,
    ]
    found += [p for p in _known_people(text, [*officials, *attendees]) if not credited.hold(p)]
    nest = _Nest(found)
    return tuple(nest.fill(m) for m in outermost(set(found), _better, len(text)))
