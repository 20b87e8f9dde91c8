"""What the rooms of facts/ share about one page: its text, mentions, places, dates and blocks, all decided once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from shanhai.knowledge import places
from shanhai.mentions import find
from shanhai.mentions.lexicon import Scan
from shanhai.mentions.matter import Matters
from shanhai.model import Block, BlockKind, Mention, Page, PlaceRef, Precision, RestoredText, When

from .direction import directions
from .home import Home, is_ours, wanted_level
from .lines import lines
from .location import Locations, flatten, reference
from .namesake import called_after
from .running_year import furniture, issued, running_years
from .sections import Sections, sections
from .source import Source, find_source
from .time import Stamp, resolve_dates
from .title import is_headline

# Blocks that tell the story; headlines of other pages, comments and notices do not.
STORY = frozenset({BlockKind.TITLE, BlockKind.BODY, BlockKind.TABLE, BlockKind.BACKGROUND, BlockKind.CAPTION})
# What speaks of other pages wherever it stands, and what does so behind the story.
_ELSEWHERE, _BEHIND = frozenset({BlockKind.RELATED, BlockKind.COMMENT}), frozenset({BlockKind.NAVIGATION})


_NAMES = ("site", "organization", "document", "meeting")
# 达川食品有限公司: in such names a place is not spoken of.
_NAMED_AFTER_PLACES = frozenset({"company", "museum", "site-culture"})
_LONGEST_NAME = 80  # characters; the longest name among the labelled pages has 41


@lru_cache(maxsize=4096)
def _mentions_of(name: str) -> tuple[Mention, ...]:
    """The mentions in the name of a publisher, of which an archive has few."""
    return find(name) if name else ()


class Context:
    """A restored page with its mentions decided."""

    def __init__(self, restored: RestoredText, blocks: Sequence[Block], page: Page | None = None) -> None:
        self.restored = restored
        self._page = page
        self.text = restored.text
        self.blocks = tuple(blocks)
        self._scan = Scan(self.text)
        self.mentions = find(self.text, self._scan)
        self._starts = [m.start for m in self.mentions]
        self._block_starts = [b.start for b in self.blocks]

    @cached_property
    def story(self) -> tuple[Mention, ...]:
        """The mentions of the story, outermost."""
        return tuple(self._told(self.mentions))

    @cached_property
    def _own(self) -> tuple[Mention, ...]:
        """The mentions of the page, without those in headlines of other pages."""
        end = max((block.end for block in self.blocks if block.kind in STORY), default=0)
        others = [(b.start, b.end) for b in self.blocks if b.kind in _ELSEWHERE or (b.kind in _BEHIND and b.start >= end)]
        above = (b for b in self.blocks if b.kind in _BEHIND and b.start < end)
        inside = ((b.start, line) for b in above for line in lines(self.text[b.start : b.end]) if is_headline(line.text))
        others += [(start + line.start, start + line.end) for start, line in inside]
        return tuple(m for m in self.mentions if not any(start <= m.start < stop for start, stop in others))

    @cached_property
    def bodies(self) -> tuple[Mention, ...]:
        """The organisations that the story names, those inside other mentions too, each by its first mention."""
        return tuple({m.text: m for m in reversed(self.told) if m.type == "organization"}.values())

    @cached_property
    def told(self) -> tuple[Mention, ...]:
        """The mentions of the story, each followed by all that stand in it."""
        return tuple(flatten(self.story))

    @cached_property
    def _by_type(self) -> dict[str, tuple[list[int], list[Mention]]]:
        result: dict[str, tuple[list[int], list[Mention]]] = {}
        for mention in self.story:
            starts, found = result.setdefault(mention.type, ([], []))
            starts.append(mention.start)
            found.append(mention)
        return result

    @cached_property
    def matters(self) -> tuple[Mention, ...]:
        """The mentions of the story with sums, quantities, projects and platforms among them."""
        return tuple(m for m in self._told(self.named.view) if m.type != "credit")

    def _told(self, ordered: Sequence[Mention]) -> Iterator[Mention]:
        """Of mentions in order, those that begin in a block of the story."""
        starts = [m.start for m in ordered]
        for block in self.blocks:
            if block.kind in STORY:
                yield from ordered[bisect_left(starts, block.start) : bisect_left(starts, block.end)]

    @cached_property
    def _matter_starts(self) -> list[int]:
        return [m.start for m in self.matters]

    def matters_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The matters that begin in [start, end)."""
        return self.matters[bisect_left(self._matter_starts, start) : bisect_left(self._matter_starts, end)]

    @cached_property
    def borders(self) -> frozenset[int]:
        """The offsets at which a word of the text begins or ends."""
        return self._scan.borders

    @cached_property
    def named(self) -> Matters:
        """The sums, quantities, projects and platforms of the whole page."""
        return Matters(self.text, self.mentions, self._scan)

    def of_type(self, type_: str, start: int, end: int) -> list[Mention]:
        """The mentions of the story of one type that begin in [start, end)."""
        starts, found = self._by_type.get(type_, ([], []))
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    def within_name(self, start: int, end: int, kinds: Collection[str] = _NAMES) -> bool:
        """Whether a span lies inside a longer name of a site, an organisation or a document (甲市三威家居)."""
        named = (m for kind in kinds for m in self.of_type(kind, start - _LONGEST_NAME, start + 1))
        return any(m.start <= start and end <= m.end and (m.start, m.end) != (start, end) for m in named)

    @cached_property
    def source(self) -> Source:
        """What the page says about itself."""
        return find_source(self.restored, self.blocks, self._page)

    @cached_property
    def locations(self) -> Locations:
        """The places of the page; what its publisher's name means is known of the text too."""
        alone = Locations(self._own)
        given = [ref.code for ref in self._published_at(alone) if ref.code]
        return alone.knowing(given) if given else alone

    @cached_property
    def publisher_places(self) -> tuple[PlaceRef, ...]:
        """The places in the names of publisher and source, the longest names first."""
        return self._published_at(self.locations)

    def _published_at(self, locations: Locations) -> tuple[PlaceRef, ...]:
        ours = {level for m in self.story if is_ours(m) and (level := wanted_level(m.text))}
        found = []
        for name in (self.source.publisher, self.source.source_name):
            inside = (m for m in flatten(_mentions_of(name or "")) if m.type == "place")
            found += [ref for m in inside if (ref := locations.ref(m)) and ref.code] or called_after(name or "", locations, ours)
        return tuple(dict.fromkeys(found))

    @cached_property
    def home(self) -> Home:
        """The page's own place."""
        told = directions(self.text, self.story, self.locations)
        return Home(self.locations, self._own, self.publisher_places, told)

    @cached_property
    def home_places(self) -> tuple[PlaceRef, ...]:
        """The places that 我区, 我市 … stand for."""
        found = (ref for m in self.story if m.type == "deixis" for ref in self.places_of(m))
        return tuple(ref for ref in dict.fromkeys(found) if ref.code)

    @cached_property
    def sections(self) -> Sections:
        """The sections of the story that are headed by places."""
        return sections(self.text, [(m, ref) for m in self.story if m.type == "place" for ref in self.places_of(m)])

    @cached_property
    def dates(self) -> dict[int, When]:
        """The meaning of each date by its offset."""
        breaks = [at + 1 for at in self._breaks]
        dates = [m for m in flatten(self.mentions) if m.type == "date"]
        stamp = self.source.stamp
        years = () if stamp.year else running_years(self.text, dates, lambda at: self.kind_at(at) is BlockKind.TITLE)
        if not stamp.year and not years and (year := issued(self.text)):
            stamp = Stamp(year=year)
        return resolve_dates(dates, breaks, stamp, years, furniture(self.text, dates))

    def kind_at(self, offset: int) -> BlockKind:
        """The kind of the block in which an offset lies."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset >= self.blocks[index].end:
            return BlockKind.NAVIGATION
        return self.blocks[index].kind

    @cached_property
    def _breaks(self) -> list[int]:
        return [hit.start() for hit in re.finditer("\n", self.text)]

    def paragraph(self, offset: int) -> tuple[int, int]:
        """The line in which an offset lies."""
        after = bisect_left(self._breaks, offset)
        start = self._breaks[after - 1] + 1 if after else 0
        return start, self._breaks[after] if after < len(self._breaks) else len(self.text)

    def before(self, offset: int, start: int | None = None) -> Iterator[Mention]:
        """The outermost mentions that end at or before an offset, the nearest first, back to `start`."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.mentions[index].start >= (start or 0):
            if self.mentions[index].end <= offset:
                yield self.mentions[index]
            index -= 1

    def dates_before(self, offset: int, since: int) -> tuple[Mention, ...]:
        """The dates that end at or before an offset, the nearest first; a year that begins a name stands behind a day of its sentence.

        4月10日，2025年甲县—乙县联席会议召开 is told of the day.
        """
        found = [m for m in self.before(offset, since) if m.type == "date"]
        if len(found) > 1 and self._begins_a_name(found[0]) and not re.search("[。！？；]", self.text[found[1].end : found[0].start]):
            found[:2] = found[1], found[0]
        return tuple(found)

    def _begins_a_name(self, date: Mention) -> bool:
        when = self.dates.get(date.start)
        closed = self.text[date.end : date.end + 1] in ("", *"，、；。")
        return when is not None and when.precision is Precision.YEAR and not closed

    def places_of(self, mention: Mention) -> tuple[PlaceRef, ...]:
        """The places that a mention means: its own, or those of a deixis."""
        if mention.type in ("place", "zone"):
            ref = self.locations.ref(mention)
            return (ref,) if ref else ()
        if mention.type == "deixis":
            return self._deixis(mention)
        return ()

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        """The places that the page names by the characters at the edges of their short names, the most named first."""
        found: dict[str, list[str]] = {}
        for code, _ in sorted(self.locations.counted().items(), key=lambda item: (-item[1], item[0])):
            row = places.place(code)
            for character in {row.short[:1], row.short[-1:]} if row else ():
                found.setdefault(character, []).append(code)
        return found

    def _written(self, code: str) -> bool:
        """Whether the page writes more of a place's name than one character."""
        row = places.place(code)
        return row is not None and row.short in self.text

    def initial(self, character: str) -> PlaceRef | None:
        """The one place of the page for which a character stands; None where it may stand for two."""
        codes, counted = self._initials.get(character, []), self.locations.counted()
        official = [m.code for m in places.aliases().get(character, ()) if counted[m.code]]
        if official and (any(map(self._written, official)) or not any(map(self._written, codes))):
            codes = official  # 连 is 连云港 where the page never writes 大连
        codes = [c for c in codes if self._written(c)] or codes
        return reference(codes[0]) if len(codes) == 1 else None

    @cached_property
    def _resolved(self) -> dict[int, tuple[PlaceRef, ...]]:
        return {}

    def _deixis(self, mention: Mention) -> tuple[PlaceRef, ...]:
        if mention.start not in self._resolved:
            start, _ = self.paragraph(mention.start)
            named = self._named(start, mention.start) or self._named(0, mention.start)
            if len(set(named)) < 2:
                named = self._named(0, mention.start)
            self._resolved[mention.start] = self.home.stands_for(mention, named)
        return self._resolved[mention.start]

    @cached_property
    def _spoken(self) -> tuple[list[int], list[tuple[int, PlaceRef]]]:
        """The places of the story in order: where each begins, and where it ends with what it means."""
        spoken = (m for m in self.story if not (m.type in ("site", "organization") and m.value in _NAMED_AFTER_PLACES))
        where = (p for m in spoken for p in flatten(_seat(m)))
        inside = [(m.start, m.end, ref) for m in where if m.type in ("place", "zone") and (ref := self.locations.ref(m))]
        inside.sort(key=lambda place: place[0])
        return [start for start, _, _ in inside], [(end, ref) for _, end, ref in inside]

    def _named(self, start: int, end: int) -> list[PlaceRef]:
        starts, told = self._spoken
        return [ref for stop, ref in told[bisect_left(starts, start) : bisect_left(starts, end)] if stop <= end]

    def ancestors(self, ref: PlaceRef) -> frozenset[str]:
        """The codes above a place."""
        return places.above(ref.code) if ref.code else frozenset()


def _seat(mention: Mention) -> Sequence[Mention]:
    """A mention, or of a body where it lies: 甲县 in 甲县|乙小学, whose own name 乙 is no other place."""
    if mention.type not in ("site", "organization") or len(mention.parts) < 2:
        return (mention,)
    return (mention.parts[0],) if mention.parts[0].type == "place" else (mention,)
