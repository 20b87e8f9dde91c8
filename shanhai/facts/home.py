"""The page's own place: what 我区, 区委 and 来访 mean, and who 两地, 双方, 该县 are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from msgspec.structs import replace

from shanhai.knowledge import places
from shanhai.model import Mention, PlaceRef

from .direction import Directions
from .location import Locations, flatten, host_codes, level_word, reference, related

_LEVELS = "省市县区州旗盟镇乡"
_PREFECTURAL = "地区"
# Weight of a place in the publisher's name or dateline against one more mention in the text: a publisher is local news about its own
# place, which a guest delegation may still outnumber in mentions.
_PUBLISHER_WEIGHT = 12
_PAIR = frozenset("两双")
_PREFECTURE = 4  # digits of a code that name the prefecture
_TOWNSHIPS = frozenset({"镇", "乡", "街道"})
_NOW = 9999  # a year in which only the present names stand
PREFECTURES = frozenset((*"市州盟", _PREFECTURAL))


def wanted_level(word: str) -> str | None:
    """The level that a word such as 我区, 该县, 区委, 副市长 asks for.

    >>> wanted_level("我区"), wanted_level("该县"), wanted_level("副市长"), wanted_level("副专员"), wanted_level("两地")
    ('区', '县', '市', '地区', None)
    """
    for whole in ("自治区", "街道", _PREFECTURAL):
        if whole in word:
            return whole
    return next((c for c in word if c in _LEVELS), _PREFECTURAL if word.startswith("地委") or word.endswith("专员") else None)


def is_ours(mention: Mention) -> bool:
    """Whether a mention is a word for the page's own place: 我县, 本市, or 来|县."""
    ours = mention.text[0] in "我本" or mention.text in _LEVELS
    return mention.type == "deixis" and ours and wanted_level(mention.text) is not None


def fits(ref: PlaceRef, level: str | None) -> bool:
    """Whether a place is one that its people would call by this level."""
    if level is None:
        return True
    if level == "自治区":
        return ref.name.endswith("自治区")
    if level == "省":
        return ref.name.endswith("省")
    if level == "区" and ref.code is None:
        return ref.name.endswith("区")
    return level_word(ref) == level and not (level == "区" and ref.name.endswith("自治区") and not ref.code)


def means_both(text: str) -> bool:
    """Whether a word stands for two sides.

    >>> means_both("两地"), means_both("双方"), means_both("该县")
    (True, True, False)
    """
    return text[:1] in _PAIR


def _neighbours(a: PlaceRef, b: PlaceRef) -> bool:
    """Whether two places lie in one prefecture: guests who went to both are the other side."""
    return (a.code or "")[:_PREFECTURE] == (b.code or "")[:_PREFECTURE]


def _first_level(ref: PlaceRef) -> bool:
    """Whether a place is a province, a region or a city at the first level: 两省 are also 广东 and 广西."""
    return bool(ref.code and ref.code.endswith("0000"))


def _inside(ref: PlaceRef, outer: Collection[str]) -> bool:
    return bool(ref.code) and any(p.code in outer for p in places.ancestors(ref.code or ""))


def _beyond(told: Directions, publishers: Sequence[PlaceRef]) -> frozenset[str]:
    """The codes of the places that are others', and of those above them in which none of the page's own lies.

    What is reached inside the publisher's place by people from outside it (甲州日报：乙市的客人赴丙县) is the page's own.
    """
    ours = {p.code for p in publishers if p.code}
    if not any(_inside(ref, ours) for ref in told.home):
        told = replace(told, away=tuple(ref for ref in told.away if not _inside(ref, ours)))
    own = {c for ref in (*told.home, *publishers) if ref.code for c in (ref.code, *(p.code for p in places.ancestors(ref.code)))}
    others = [ref.code for ref in told.away if ref.code and ref not in publishers]
    return frozenset(c for code in others for c in (code, *(p.code for p in places.ancestors(code)))) - own


def _by_its_name(weights: Counter[str]) -> Counter[str]:
    """The weights of places; what speaks of one by a short name counts for the former name that the page calls it by (玉环县)."""
    for former in [code for code in weights if (row := places.place(code)) and not row.current]:
        now = places.code_in(former, _NOW)
        if now != former and weights[now] and level_word(reference(now)) != level_word(reference(former)):
            weights[former] += weights.pop(now)
    return weights


class Home:
    """Resolves words that stand for the page's own place or for places named before."""

    def __init__(
        self,
        locations: Locations,
        mentions: Sequence[Mention],
        publishers: Sequence[PlaceRef],
        told: Directions = Directions(),  # noqa: B008 (frozen)
    ) -> None:
        self._locations = locations
        self._mentions = mentions
        self._publishers = tuple(publishers)
        self.homeward = told.home
        self._away = _beyond(told, self._publishers)
        self._reached = told.reached
        self._sought = {code for ref in told.sought if ref.code for code in (ref.code, *(p.code for p in places.ancestors(ref.code)))}
        self._sought |= {ref.code for ref in told.guests if ref.code}
        self._weights = self._weigh(publishers)
        self._called_ours = {level for m in flatten(mentions) if is_ours(m) and (level := wanted_level(m.text))}

    def _weigh(self, publishers: Sequence[PlaceRef]) -> Counter[str]:
        weights = Counter(self._locations.counted())
        for ref in publishers:
            if ref.code:
                weights[ref.code] += _PUBLISHER_WEIGHT
        for county in self._townships():
            weights[county] += 1
        for ref in self.homeward:
            if ref.code:
                weights[ref.code] += _PUBLISHER_WEIGHT
        for above in self._ours_within():
            weights[above] += _PUBLISHER_WEIGHT
        for short in (m.text for m in self._mentions if m.type == "deixis" and len(m.text) == 1):  # 来秀考察
            for code in list(weights):
                place = places.place(code)
                if place and short in (place.short[:1], place.short[-1:]):
                    weights[code] += _PUBLISHER_WEIGHT
        return _by_its_name(weights)

    @cached_property
    def _of_companies(self) -> Counter[str]:
        """How often names of companies begin with each place: of two named as often, the one that stands by itself is the page's own."""
        inner = (part for m in self._mentions if m.type == "organization" and m.value == "company" for part in flatten(m.parts))
        return Counter(ref.code for part in inner if (ref := self._locations.ref(part)) and ref.code)

    def _townships(self) -> list[str]:
        """The counties of the townships that the page names without their county."""
        plain = (m for m in self._mentions if m.type == "place" and not m.parts)
        return [county.code for m in plain if (county := self._locations.county(m)) and county.code]

    def _ours_within(self) -> set[str]:
        """The divisions that 我市 is where one of its own stands right behind it: 我市海曙, 我市靖江经济技术开发区."""
        starts = {m.start: m for m in self._mentions if m.type in ("place", "zone")}
        ours = (m for m in self._mentions if m.type == "deixis" and m.text[0] in "我本" and m.end in starts)
        inner = ((self._locations.ref(starts[m.end]), wanted_level(m.text)) for m in ours)
        above = ((p, level) for ref, level in inner if ref for code in host_codes(ref) for p in places.ancestors(code))
        return {p.code for p, level in above if fits(reference(p.code), level)}

    def at(self, level: str | None, others: Collection[PlaceRef] = ()) -> PlaceRef | None:
        """The page's own place at a level, none of `others`; None where no place of the page fits or two fit equally well."""
        codes = {other.code for other in others}
        fitting = ((code, n) for code, n in self._weights.items() if code not in codes and fits(reference(code), level))
        ours = level in self._called_ours  # of two as often named, the one that is called by its whole name
        short = {code for code in self._weights if ours and not self._locations.in_full(code)}
        ranked = sorted((code in self._away, -n, self._of_companies[code], code in short, code) for code, n in fitting)
        if not ranked:
            return self._above(level, codes) or self._township(level, others)
        if len(ranked) == 1 and level in self._called_ours and ranked[0][-1] not in self._sought:
            return reference(ranked[0][-1])  # 我州…游客赴甲州: the only 州 of a page that has one of its own
        if ranked[0][0] or (len(ranked) > 1 and ranked[0][:-1] == ranked[1][:-1]):
            return None
        return reference(ranked[0][-1])

    def _township(self, level: str | None, others: Collection[PlaceRef]) -> PlaceRef | None:
        """镇党委书记李四对乙镇考察组表示欢迎: the only other town that the page names."""
        if level not in _TOWNSHIPS or not others:
            return None
        named = (self._locations.ref(m) for m in flatten(self._mentions) if m.type == "place" and m.text.endswith(level))
        found = {ref for ref in named if ref is not None and ref.code is None and ref.name not in {o.name for o in others}}
        return found.pop() if len(found) == 1 else None

    def _above(self, level: str | None, others: Collection[str | None]) -> PlaceRef | None:
        """我市, 州政协 where the page names none: the only one in which the counties lie that it speaks of and that are not others'."""
        if level not in PREFECTURES:
            return None
        named = [code for code, n in self._weights.items() if n > self._of_companies[code]]  # 甲新钢铁公司 does not say that 甲 is near
        own = [code for code in named if code not in self._away and code not in others]
        inside = {p.code for code in own for p in places.ancestors(code) if p.level == "prefecture"} or self._zoned(others)
        above = {code for code in inside if fits(reference(code), level)}
        return reference(above.pop()) if len(above) == 1 else None

    def _zoned(self, others: Collection[str | None]) -> set[str]:
        """The prefectures whose zones the page names: 甲经开区管委会 on a page that only says 我市."""
        zones = (self._locations.ref(m) for m in flatten(self._mentions) if m.type == "zone")
        hosts = {code for ref in zones if ref is not None for code in host_codes(ref)}
        return {
            code
            for code in hosts
            if code not in others and code not in self._away and (p := places.place(code)) and p.level == "prefecture"
        }

    def established(self, level: str | None) -> PlaceRef | None:
        """The page's own place at a level where the page itself says so: by its publisher, by 我区, by 来甲区."""
        for ref in self._publishers:
            if fits(ref, level):
                return ref
        if level in self._called_ours:
            return self.at(level)
        told = {ref.code: ref for ref in self.homeward if fits(ref, level)}
        return next(iter(told.values())) if len(told) == 1 else None

    def unnamed(self, level: str | None) -> bool:
        """Whether the page has a place of its own at a level that it never names."""
        return level in self._called_ours and self.at(level) is None

    def reached(self, level: str | None) -> PlaceRef | None:
        """The only place of a level to which the page says that others went; None where it has one of its own that it never names."""
        if self.unnamed(level):
            return None
        found = {ref.name: ref for ref in self._reached if fits(ref, level)}
        return next(iter(found.values())) if len(found) == 1 else None

    def other_than(self, guest: PlaceRef) -> PlaceRef | None:
        """The only division that the page names beside that of its guests, with those around it."""
        named = {code for code in self._locations.counted() if not code.endswith("0000")}
        inmost = {code for code in named if not any(code != c and code in {p.code for p in places.ancestors(c)} for c in named)}
        others = [ref for code in inmost if not related(ref := reference(code), guest)]
        return others[0] if len(others) == 1 else None

    def main(self) -> PlaceRef | None:
        """The place that the page is about: its own by 我×, its publisher's, or the one most named."""
        if found := self.own():
            return found
        ranked = sorted(((n, code) for code, n in self._weights.items() if not code.endswith("0000")), key=lambda p: (-p[0], p[1]))
        return reference(ranked[0][1]) if ranked else None

    def own(self) -> PlaceRef | None:
        """The page's own place at whatever level it speaks of itself."""
        for level in sorted(self._called_ours):
            if found := self.at(level):
                return found
        return None

    def stands_for(self, mention: Mention, before: Sequence[PlaceRef]) -> tuple[PlaceRef, ...]:
        """What a deixis means; `before` are the places named before it in its paragraph, the latest last."""
        text, level = mention.text, wanted_level(mention.text)
        if is_ours(mention):
            home = self.at(level)
            return (home,) if home else ()
        if means_both(text):
            fitting = [p for p in dict.fromkeys(reversed(before)) if fits(p, level) or (level == "省" and _first_level(p))]
            coded = [p for p in fitting if p.code]
            fitting = coded if len(coded) >= 2 else fitting
            others = [p for p in fitting[1:] if not related(p, fitting[0])]  # two sides: no province with its own county
            if others and {fitting[0].code, others[0].code} <= self._away:  # 甲区赴乙县、丙县: the two that were reached are no two sides
                others.sort(key=lambda p: p.code in self._away)
            other = self._guests_of(others[0], fitting[0]) or others[0] if others else None
            return (other, fitting[0]) if other else ()
        if text[0] == "该":
            last = next((p for p in reversed(before) if fits(p, level)), None)
            return (last,) if last else ()
        if len(text) == 1:
            return self._initial(text)
        return ()

    def _guests_of(self, a: PlaceRef, b: PlaceRef) -> PlaceRef | None:
        """Who went to two neighbours, of which one was reached, and is named as often as they: 两地 are he and the last of them."""
        if not (_neighbours(a, b) and {a.code, b.code} & self._away):
            return None
        least = min(self._weights[ref.code or ""] for ref in (a, b))
        third = ((n, code) for code, n in self._weights.items() if n >= least and not code.endswith("00"))
        far = [code for _, code in sorted(third, reverse=True) if not _neighbours(reference(code), a)]
        return reference(far[0]) if far else None

    def _initial(self, character: str) -> tuple[PlaceRef, ...]:
        """来庆: the page's place whose name begins so, as often as it is named; else the place at which the page is told (来航)."""
        counted = self._locations.counted()
        codes = [c for c in self._weights if (p := places.place(c)) and character in (p.short[:1], p.short[-1:])]
        codes.sort(key=lambda c: (-counted[c], -self._weights[c], c))
        if codes:
            return (reference(codes[0]),)
        own = next((ref for ref in self._publishers if ref.code), None) or self.own()
        return (own,) if own else ()
