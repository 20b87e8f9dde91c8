"""The place of a bare post (市委书记李四): that of its list, of its sentence, of its delegation, or the page's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef

from .context import Context
from .direction import of_ours
from .headed import follows
from .home import PREFECTURES, fits, is_ours, wanted_level
from .location import reference
from .stretch import end_of, sentence, start_of

_SIDES = ("place", "zone", "delegation", "organization", "official")
_PROVINCIAL, _LOWER = ("省", "自治区"), "市州县区"
_ENDS, _BLANKS, _GREET = "。！？\n", " \u3000，", "迎接"
_COUNTIES = frozenset("县区旗")
_TOWNSHIPS, _FAR, _NEAR = frozenset({"镇", "乡", "街道"}), 240, 8
_BY = re.compile(rf"[则也均都]?[由是]|的?(?:{words.alternation('带队者')})")
_LED = re.compile("[^，。；！？\n、]{4,16}?(?:同志)?的?(?:带领|率领|带队)下")


@cache
def _accompanying() -> tuple[str, ...]:
    return tuple(w for w in words.words("陪同") if "陪" in w)


@cache
def _greeting() -> tuple[str, ...]:
    return tuple(w for w in words.words("陪同") if w.endswith(_GREET))


def places_within(context: Context, mention: Mention) -> Iterator[PlaceRef]:
    """The places that a mention means or that stand in its name; none for a company's (浙江某某公司 does not speak for 浙江)."""
    if mention.type in ("place", "zone", "deixis"):
        yield from context.places_of(mention)
    elif mention.value != "company":
        for part in mention.parts:
            yield from places_within(context, part)


def innermost(context: Context, places: Sequence[PlaceRef]) -> PlaceRef:
    """The last of the places in a name that lies in those before it: 甲县|横山初中 is no school of 横山区."""
    place = places[0]
    for inner in places[1:]:
        if inner.code is None or place.code is None or place.code in context.ancestors(inner) or place.code == inner.code:
            place = inner
    return place


def leads(text: str, start: int) -> bool:
    """Whether who is told at an offset leads those that stand right before: 甲市代表团在|市长李四率领下.

    >>> leads("甲市代表团在市长李四率领下来访", 6), leads("在市长李四陪同下来访", 1)
    (True, False)
    """
    return text.startswith("在", start - 1) and _LED.match(text, start) is not None


class BarePosts:
    """Says whose the bare posts of a page are, read in order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.last: dict[str, PlaceRef] = {}
        """By level, the place that the sentence named last."""
        self.chain: list[PlaceRef] = []
        """The places in the chain that is read."""
        self.here = -1
        """Where the official that is read begins; below 0 before the first."""
        self.listed = False
        """Whether it stands in one list with the official before it."""
        self.taken: Collection[PlaceRef] = ()
        """The places where somebody else holds the post, as the page says: 甲县县长李四到乙县，|县长王五|陪同 is not 甲县's."""
        self._before: dict[str, PlaceRef] = {}  # by level, the place for which bare posts stood before: 市委书记 …, 市领导 …

    def go_to(self, start: int) -> None:
        """Goes on to an official; a new sentence forgets the places of the one before."""
        if self.here < 0 or re.search(r"[。！？\n]", self._context.text[self.here : start]):
            self.last = {}
        self.here = start

    def remember(self, place: PlaceRef) -> None:
        """Keeps a place for the bare posts of its level that follow in the sentence."""
        self.last[place.name[-1:]] = place

    def at(self, level: str | None) -> PlaceRef | None:
        """The place of a bare post: the last of that level in the sentence, or the page's own."""
        if level is None:
            return None
        unknown = level not in _TOWNSHIPS and self._context.home.unnamed(level) and (not self.listed or self._behind_ours(level))
        told = [] if unknown else list(reversed(self.last.values()))
        own = self._context.home.established(level)
        if above := self._of_chain(level, own) or self._of_section(level):  # 省委常委、甲市委书记
            return above
        own = None if own in self.taken else own
        if host := next((p for p in (*self._heading(), *self._led(), *self._hosting(own is None)) if self._may_be(p, level)), None):
            return host
        if self.listed and (same := next((p for p in told if self._may_be(p, level)), None)):
            return same
        if governed := next((p for p in self._delegation_places(_BY) if self._may_be(p, level)), None):
            return governed
        if own is not None:
            return own
        if (again := self._before.get(level)) and not self.listed and again not in self.taken:
            return again
        for place in (*told, *self._delegation_places()):
            if self._may_be(place, level):
                return place
        reached = self._context.home.reached(level) if not self._context.publisher_places and self._attends() else None
        if reached is not None and reached not in self._counterparts():
            return reached  # 甲市乙区代表团赴丙市。|市委书记李四|等出席: no district's own people
        if level in PREFECTURES and (found := self._above(level, [*self._context.publisher_places, *self._context.home.homeward])):
            return found  # 市农业农村局 on a county's own page, or where 来甲县 says that it is one
        return self._of_others(level) or self._by_home(level) or (self._told_last(level) if level in _TOWNSHIPS else None)

    def _of_chain(self, level: str, own: PlaceRef | None) -> PlaceRef | None:
        """Where those of the chain lie; on a page of a district 区 is no region (区教育局副局长李四，任甲县县长)."""
        above = self._above(level, self.chain)
        region = above is not None and own is not None and above.name.endswith(_PROVINCIAL[-1]) and not own.name.endswith(_PROVINCIAL[-1])
        return None if region and level != _PROVINCIAL[-1] else above

    def _of_section(self, level: str) -> PlaceRef | None:
        """甲县：|县长李四…, on a page whose sections are headed by places."""
        section = self._context.sections.at(self.here)
        return section if section is not None and self._may_be(section, level) else None

    def _of_others(self, level: str) -> PlaceRef | None:
        """县长李四 on a page of a district: the county that the paragraph named last before, else the only one that the page names."""
        own = [ref for ref in (*self._context.publisher_places, self._context.home.own()) if ref is not None and ref.code]
        around = {code for ref in own for code in (ref.code, *self._context.ancestors(ref)) if code}
        if not own or level not in _COUNTIES or any(fits(reference(code), level) for code in around):
            return None
        begun, _ = self._context.paragraph(self.here)
        named = (ref for m in self._context.before(self.here, begun) for ref in places_within(self._context, m))
        if (told := next((ref for ref in named if self._may_be(ref, level)), None)) is not None:
            return told
        every = {ref for ref in self._named if self._may_be(ref, level)}
        return every.pop() if len(every) == 1 else None

    @cached_property
    def _named(self) -> frozenset[PlaceRef]:
        """Every place that the page names."""
        return frozenset(ref for m in self._context.story for ref in places_within(self._context, m))

    def _may_be(self, place: PlaceRef, level: str) -> bool:
        """Whether a place has a level and nobody else is said to hold the post there."""
        return fits(place, level) and place not in self.taken

    def _led(self) -> Iterator[PlaceRef]:
        """The place of the delegation that is told right before who leads it."""
        if leads(self._context.text, self.here):
            for group in self._context.of_type("delegation", max(0, self.here - _FAR), self.here):
                if follows(self._context.text, group.end, self.here - 1):
                    yield from (ref for p in group.parts[:1] for ref in self._context.places_of(p))

    def _heading(self) -> Iterator[PlaceRef]:
        """The place of the delegation at whose head he is told, right behind his name: |市长李四|率甲市代表团来访."""
        official = next(iter(self._context.of_type("official", self.here, self.here + 1)), None)
        if official is None:
            return
        for group in self._context.of_type("delegation", official.end, official.end + _NEAR):
            if self._context.text[official.end : group.start] in words.words("领团"):
                yield from (ref for p in group.parts[:1] for ref in self._context.places_of(p))

    def _behind_ours(self, level: str) -> bool:
        """Whether the sentence speaks of the page's own place before: 甲县代表团来我县，县长李四陪同."""
        ours = self._context.of_type("deixis", start_of(self._context.text, self.here), self.here)
        return any(is_ours(m) and wanted_level(m.text) == level for m in ours)

    def _told_last(self, level: str) -> PlaceRef | None:
        """The last township that the page names before and to which he does not go: 走进甲镇。|镇党委书记李四|介绍情况."""
        before = (m for m in self._context.before(self.here, max(0, self.here - _FAR)) if m.type in _SIDES)
        _, end = sentence(self._context.text, self.here, self.here)
        goals = (m for m in self._context.of_type("place", self.here, end) if self._context.text.endswith(words.words("赴"), 0, m.start))
        gone_to = {ref.name for m in goals for ref in places_within(self._context, m)}
        told = (ref for m in before for ref in places_within(self._context, m) if self._may_be(ref, level))
        return next((ref for ref in told if ref.name not in gone_to), None)

    def _by_home(self, level: str) -> PlaceRef | None:
        """The place of a bare post that neither its sentence nor its list tells: the page's own of that level, or what holds it."""
        own = self._context.home.own()
        above = self._above(level, [*self._context.publisher_places, *([own] if own else [])])
        if above is not None and level in _PROVINCIAL:
            return above  # 省发改委 is of the province of 我市, whichever other the page names
        if found := self._context.home.at(level, {*self._counterparts(), *self.taken}):
            return self._before.setdefault(level, found)
        if above is None and level in _PROVINCIAL:  # 省水利厅 on a page that is told in one of its counties
            below = (self._context.home.at(lower, self._counterparts()) for lower in _LOWER)
            return self._above(level, [ref for ref in below if ref is not None])
        return above

    def _hosting(self, unknown: bool) -> Iterator[PlaceRef]:
        """The place that the sentence says was reached, where bare posts behind it accompany the guests: 到乙镇调研，镇长李四|陪同.

        Where the page's own place is `unknown`, those who attend are of that place too, but not with guests of its own (我县考察团到甲县).
        """
        text, here = self._context.text, self.here
        clause = end_of(text, here, "，。；！？\n")
        start = start_of(text, here, _ENDS)
        if (greeted := self._greets()) is not None:  # 甲市代表团抵达乙市。|市委书记李四，市长王五|前往机场迎接
            before = len(text[:start].rstrip(_ENDS + _BLANKS))
            clause, start = greeted, start_of(text, before, _ENDS)
        unknown = unknown and not any(of_ours(m) for m in self._context.of_type("delegation", start, here))
        if not text.endswith(words.words("陪同") if unknown else _accompanying(), here, clause):
            return
        for mention in reversed(self._context.of_type("place", start, here)):
            if text.endswith(words.words("赴"), start, mention.start):
                yield from self._context.places_of(mention)

    def _greets(self) -> int | None:
        """Where the sentence ends, if what its officials do is to receive the guests on their arrival."""
        end = end_of(self._context.text, self.here, _ENDS)
        return end if self._context.text.endswith(_greeting(), self.here, end) else None

    def _attends(self) -> bool:
        """Whether the list of officials that is read ends in who attends."""
        text, here = self._context.text, self.here
        end = end_of(text, here, "。；！？\n")
        return bool(words.any_of("陪同").search(text, here, end)) and not words.any_of("领团").search(text, here, end)

    def _above(self, level: str, below: Sequence[PlaceRef]) -> PlaceRef | None:
        """The one place of a level in which some places lie."""
        found = {code for ref in below for code in self._context.ancestors(ref) if fits(reference(code), level)}
        return reference(found.pop()) if len(found) == 1 else None

    def _delegation_places(self, joint: re.Pattern[str] | None = None) -> Iterator[PlaceRef]:
        """The places of the delegations of this sentence: 甲市党政代表团由市委书记乙率领; or of the one that a joint ties to the post."""
        text, here = self._context.text, self.here
        start = start_of(text, here)
        end = end_of(text, here)
        called = (*words.words("团长"), *words.words("队长")) if joint is not None else ()
        headed = [m for m in self._context.of_type("post", start, end) if m.value in called]
        for mention in (*self._context.of_type("delegation", start, end), *headed):
            between = text[here : mention.start] if mention.start > here else text[mention.end : here]
            if joint is not None:
                if joint.fullmatch(between) and mention.start < here:
                    yield from (ref for p in mention.parts[:1] for ref in self._context.places_of(p))
                continue
            if mention.start > here and words.any_of("会见").search(between):
                continue  # 市长李四会见由丙率领的|甲市代表团
            if any(w in between for w in words.words("领团")) or (mention.start < here and "由" in between):
                yield from (ref for p in mention.parts[:1] for ref in self._context.places_of(p))

    def _counterparts(self) -> set[PlaceRef]:
        """Places that the sentence makes the other side of an official: 县长甲对乙县考察团表示欢迎, 书记甲赴乙县."""
        text, here = self._context.text, self.here
        end = end_of(text, here)
        other = words.words("对方")
        later = (m for kind in _SIDES for m in self._context.of_type(kind, here + 1, end))
        return {
            ref for m in later if text.endswith(other, here, m.start) for p in (m, *m.parts[:1]) for ref in places_within(self._context, p)
        }
