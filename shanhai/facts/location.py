"""Which place a name means on this page: candidates decided by the other places of the page, or left open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from shanhai.knowledge import places, words
from shanhai.knowledge.pairings import partners
from shanhai.knowledge.zones import CORPS_CITIES, CORPS_DIVISION, zones
from shanhai.model import Mention, PlaceRef

# Weights of the evidence for one candidate among several; set on the examples of tests/cases/facts/location.yaml (order matters, not size).
_PARENT_STATED, _PAIRED, _SAME_PROVINCE, _STATED_ELSEWHERE, _HIGHER_LEVEL, _LATELY = 8, 5, 3, 4, 1, 2
# A division that ended before this year is meant by its name only where the page gives a ground for it.
_RECENT = 2020
_LEVEL_ORDER = {"province": 3, "prefecture": 2, "county": 1, "township": 0}
_TOWNSHIP_CODE = 9
TOWNSHIPS = ("镇", "乡", "街道", "苏木")


def flatten(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """A mention, then its parts, then theirs."""
    for mention in mentions:
        yield mention
        if mention.parts:
            yield from flatten(mention.parts)


def tells_place(mention: Mention, kinds: Collection[str] = ("place", "zone")) -> bool:
    """Whether a mention is a place or names one: 甲县县长, and not 县长."""
    return any(part.type in kinds for part in flatten((mention,)))


def codes_of(mention: Mention) -> tuple[str, ...]:
    """The codes that a place mention may mean."""
    return _codes(mention.value) if mention.value else ()


@lru_cache(maxsize=4096)
def _codes(value: str) -> tuple[str, ...]:
    return tuple(c for c in value.split("|") if c.isdigit())


class Locations:
    """Decides the places of one page; `given` are the codes that something else than its text is known to mean, as its publisher's name."""

    def __init__(self, mentions: Sequence[Mention], given: Sequence[str] = ()) -> None:
        self.mentions = tuple(m for m in flatten(mentions) if m.type in ("place", "zone"))
        self._given = tuple(given)
        self._cache: dict[tuple[str, str | None], PlaceRef | None] = {}

    def knowing(self, given: Sequence[str]) -> Locations:
        """The same places, with what else is known to be meant."""
        other = Locations((), given)
        other.mentions = self.mentions
        return other

    @cached_property
    def _certain(self) -> Counter[str]:
        """How often each code is meant without doubt, and what lies above it."""
        count: Counter[str] = Counter()
        cities = (city.code for m in self.mentions if m.type == "zone" and (city := _city_of_corps(m.text, ())) and city.code)
        for code in (*self._given, *cities, *(codes[0] for m in self.mentions if len(codes := codes_of(m)) == 1)):
            count[code] += 1
            for above in places.ancestors(code):
                count[above.code] += 1
        return count

    @cached_property
    def _paired(self) -> frozenset[str]:
        """The divisions below the province that are officially paired with one that is meant without doubt."""
        sides = (side for code in self._certain for pairing in partners(code) for side in (pairing.a, pairing.b) if side != code)
        return frozenset(side for side in sides if side and not side.endswith("0000"))

    @cached_property
    def _stated(self) -> dict[str, str]:
        """The codes that a full name on the page means without doubt, each with that name: 那曲地区 for 那曲."""
        found: dict[str, str] = defaultdict(str)
        for mention in self.mentions:
            if len(codes := codes_of(mention)) == 1 and mention.text in self._names_of(codes[0]):
                found.setdefault(codes[0], mention.text)
        return found

    @cached_property
    def _zones(self) -> dict[str, str]:
        """The zones that the page also calls by a longer name, each with that: 甲经开区 for 甲经济开发区."""
        names = {m.text for m in self.mentions if m.type == "zone"}
        return {short: long for short in names for long in sorted(names) if _shortens(short, long)}

    def _names_of(self, code: str) -> tuple[str, ...]:
        row = places.place(code)
        return (row.name, row.common or row.name) if row else ()

    def county_named(self, name: str) -> PlaceRef | None:
        """The county of a township that the page names."""
        return next((county for m in self.mentions if m.text == name and (county := self.county(m))), None)

    def ref(self, mention: Mention) -> PlaceRef | None:
        """The place that a mention of type place or zone means; without a code where the page does not decide."""
        if mention.type == "zone":
            last = mention.parts[-1].text if mention.parts and mention.parts[-1].type == "zone" else mention.text
            if city := _city_of_corps(last, self._certain):
                return city
            return PlaceRef(name=mention.value if mention.value in {z.name for z in zones().get(last, ())} else self._zones.get(last, last))
        if mention.type != "place":
            return None
        key = (mention.parts[-1].text if mention.parts else mention.text, mention.value)
        if key not in self._cache:
            self._cache[key] = self._decide(*key)
        return self._cache[key]

    def meant(self, text: str, codes: Iterable[str]) -> PlaceRef:
        """Which of several divisions a name means here; without a code where the page does not decide."""
        return self._decide(text, "|".join(codes))

    def _decide(self, text: str, value: str | None) -> PlaceRef:
        codes = _codes(value or "")
        if not codes:
            return PlaceRef(name=text)
        if len(codes[0]) == _TOWNSHIP_CODE:
            return PlaceRef(name=text)
        if len(stated := [c for c in codes if self._stated[c]]) == 1 and text not in self._names_of(stated[0]):
            return reference(stated[0], self._stated[stated[0]])
        best = self._best(_bearing(codes, text))
        if len(best) == 1:
            return reference(best[0], text)
        return PlaceRef(name=text, candidates=tuple(sorted(best)))

    def county(self, mention: Mention) -> PlaceRef | None:
        """The county in which a township lies, where its codes or the chain before it agree on one."""
        counties = {c[:6] for c in codes_of(mention) if len(c) == _TOWNSHIP_CODE}
        above = {c for p in mention.parts for c in codes_of(p) if len(c) != _TOWNSHIP_CODE and places.place(c)}
        counties = {c for c in counties if c in above} or counties
        named = {c for c in counties if self._certain[c]}
        chosen = named if len(named) == 1 else counties
        if not chosen and mention.value is None and mention.type == "place":
            return self._behind(mention)
        return reference(next(iter(chosen))) if len(chosen) == 1 else None

    def _behind(self, mention: Mention) -> PlaceRef | None:
        """The county behind which the page names a township that no list has."""
        whole = mention if mention.parts else next((m for m in self.mentions if m.parts and m.parts[-1].text == mention.text), None)
        return self.ref(whole.parts[-2]) if whole is not None and len(whole.parts) > 1 else None

    def _best(self, codes: Sequence[str]) -> list[str]:
        scores = {code: self._score(code) for code in codes}
        top = max(scores.values())
        return [code for code, score in scores.items() if score == top]

    def _score(self, code: str) -> int:
        above = [p.code for p in places.ancestors(code)]
        row = places.place(code)
        score = _STATED_ELSEWHERE * bool(self._certain[code]) + _PAIRED * (code in self._paired)
        if above:
            score += _PARENT_STATED * bool(len(above) > 1 and self._certain[above[0]]) + _SAME_PROVINCE * bool(self._certain[above[-1]])
        return score + _HIGHER_LEVEL * (_LEVEL_ORDER[row.level] if row else 0) + _LATELY * bool(row and (row.until or _RECENT) >= _RECENT)

    def in_full(self, code: str) -> bool:
        """Whether the page calls a place by its full name somewhere."""
        return bool(self._stated[code])

    def counted(self) -> Counter[str]:
        """How often each decided code is meant on the page by a name of its own."""
        return self._counted

    @cached_property
    def _counted(self) -> Counter[str]:
        count: Counter[str] = Counter()
        for mention in self.mentions:
            ref = self.ref(mention)
            if ref and ref.code:
                count[ref.code] += 1
        return count


def _bearing(codes: Sequence[str], text: str) -> Sequence[str]:
    """By its short name a place of today is meant before a former one, a city before a county in it, a province before others elsewhere.

    The last is so even beside the place in which the others lie: 天津、河北 are two provinces.
    """
    rows = {c: row for c in codes if (row := places.place(c))}
    if any(text in (row.name, row.common) for row in rows.values()):
        return [c for c, row in rows.items() if text in (row.name, row.common)]
    current = [c for c, row in rows.items() if row.current] or list(codes)
    if province := next((c for c in current if c.endswith("0000")), None):
        current = [c for c in current if places.within(c, province)]
    return [c for c in current if not any(o != c and places.within(c, o) for o in current)]


def reference(code: str, text: str | None = None) -> PlaceRef:
    """The place of a code under the name that it bore when called `text`: 洞头县 stays 洞头县."""
    row = places.place(code)
    for candidate in places.named(text) if text else ():
        if candidate.code == code:
            row = candidate
    return PlaceRef(name=row.name if row else text or code, code=code)


def _shortens(short: str, long: str) -> bool:
    """Whether a zone's name is another's without some characters of its kind: 甲经开区 of 甲经济开发区."""
    kind = next((w for w in words.words("功能区") if short.endswith(w)), "")
    stem = short.removesuffix(kind)
    if not kind or not stem or len(short) >= len(long) or not long.startswith(stem):
        return False
    rest = iter(long.removeprefix(stem))
    return long.endswith(words.words("功能区")) and all(character in rest for character in kind)


def _city_of_corps(name: str, told: Container[str]) -> PlaceRef | None:
    """The city with which a division of the Corps is one, where the name says both (第一师阿拉尔市) or the page tells of the city too."""
    hosts = (c for z in zones().get(name, ()) if z.kind == CORPS_DIVISION for c in z.hosts if c.startswith(CORPS_CITIES))
    return next((city for c in hosts if name.endswith((city := reference(c)).name) or c in told), None)


def host_codes(ref: PlaceRef) -> tuple[str, ...]:
    """The divisions in which a place lies or which it is: a zone's hosts, or after which it is called; a division's own code."""
    if ref.code:
        return (ref.code,)
    return _hosts(ref.name)


@lru_cache(maxsize=4096)
def _hosts(zone: str) -> tuple[str, ...]:
    """The hosts of a zone, or the one division with whose name that of a zone begins where no table has it: 甲县|经济开发区."""
    if hosts := tuple(sorted({c for z in zones().get(zone, ()) for c in z.hosts})):
        return hosts
    if not zone.endswith((*words.words("功能区"), *words.words("新区"), *words.words("管理区"))):
        return ()
    known = next((rows for end in range(len(zone) - 1, 1, -1) if (rows := places.aliases().get(zone[:end]))), ())
    return (known[0].code,) if len(known) == 1 else ()


def related(a: PlaceRef, b: PlaceRef) -> bool:
    """Whether one place is the other or lies within it."""
    if a.name == b.name:
        return True
    if a.code and b.code:
        return places.within(a.code, b.code) or places.within(b.code, a.code)
    return any(places.within(x, y) or places.within(y, x) for x in host_codes(a) for y in host_codes(b))


def within(place: PlaceRef, other: PlaceRef) -> bool:
    """Whether a place is another or lies in it.

    >>> within(PlaceRef(name="桐庐县", code="330122"), PlaceRef(name="杭州市", code="330100"))
    True
    """
    return place.name == other.name or bool(place.code and other.code and places.within(place.code, other.code))


def level_word(ref: PlaceRef) -> str:
    """The level at which people there say 我×: 省, 市, 县, 区, 州, 旗, 镇.

    >>> level_word(PlaceRef(name="洞头区", code="330305")), level_word(PlaceRef(name="黄南藏族自治州", code="632300"))
    ('区', '州')
    """
    if ref.name.endswith("自治区"):
        return "区"
    return ref.name[-2:] if ref.name.endswith(("街道", "地区")) else ref.name[-1:]


def near(place: PlaceRef | None, other: PlaceRef | None) -> bool:
    """Whether two places are the same or one lies in the other."""
    return place is not None and other is not None and related(place, other)


def township_of(mention: Mention, host: PlaceRef) -> tuple[str, ...]:
    """到甲区乙街道考察: the township is a site of the visit to its county."""
    last = mention.parts[-1] if mention.parts else mention
    town = mention.type == "place" and host.code and last.text.endswith(TOWNSHIPS)
    return (last.text,) if town and not host.name.startswith(last.text) else ()  # 桐乡 is no township
