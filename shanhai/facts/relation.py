"""Which two places or bodies a page sets beside one another, and how likely they are guest and host, or a pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from shanhai.knowledge import pairings, programmes
from shanhai.knowledge.relations import ALONE, NEAR, Heard, likelihood, model
from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .context import Context
from .location import TOWNSHIPS
from .masking import FIRST, SECOND, Key, Scene, Stage, Unit, counted

VISIT, PAIRING = "visit", "pairing"
_LONGEST, _HALF = 26, 13  # characters between two sides that are read whole, and of a longer stretch those at its ends
_BEFORE, _BEHIND = 8, 14  # characters around the two that are read
_PROVINCE, _CITY = "0000", "00"
_REACH = 12  # sides between two of one sentence; the fullest sentence of our labelled pages names 22
_SHOWN = 12  # sentences in which a couple is looked at


class Couple(Value, frozen=True, kw_only=True):
    """Two sides, of a visit the guest first, with the scenes that name them."""

    a: Key
    b: Key
    scenes: tuple[Scene, ...]


class Relations:
    """The couples of one page for one relation; of pairs bodies are sides too."""

    def __init__(self, context: Context, stage: Stage, relation: str) -> None:
        self._context = context
        self._relation = relation
        self.stage = stage
        self._turned: dict[tuple[int, Key], tuple[bool, ...]] = {}

    def couples(self) -> Iterator[Couple]:
        """Every two sides of one sentence, and places of which one stands in a sentence shortly before; of visits in both orders."""
        found: dict[tuple[Key, Key], list[Scene]] = {}
        for scene in self.stage.scenes:
            here = dict.fromkeys(key for unit in scene.units for key in (*self._bodies(unit), *sorted(unit.keys)))
            earlier = dict.fromkeys(key for unit in scene.before for key in sorted(unit.keys) if key not in here)
            listed = list(here)
            near = [(one, other) for at, one in enumerate(listed) for other in listed[at + 1 : at + 1 + _REACH]]
            near += [(one, other) for one in earlier for other in here if other not in self.stage.kinds]
            for a, b in near:
                if self._apart(scene, a, b):
                    for couple in ((a, b), (b, a)) if self._relation == VISIT else ((min(a, b), max(a, b)),):
                        found.setdefault(couple, []).append(scene)
        for (a, b), scenes in found.items():
            yield Couple(a=a, b=b, scenes=tuple(scenes[:_SHOWN]))

    def judged(self, couple: Couple) -> tuple[float, Scene]:
        """How likely a couple is in the relation, by all its sentences, 0 to 1; and the sentence that says most for it."""
        weighed = model(self._relation)
        scored = [(weighed.score(kind, masked, names), scene) for kind, masked, names, scene in self.readings(couple)]
        _, strongest = max(scored, key=lambda one: one[0])
        return likelihood([score for score, _ in scored]), strongest

    def readings(self, couple: Couple) -> Iterator[tuple[str, str, tuple[str, ...], Scene]]:
        """What is read of a couple in each sentence: whether it names both, its masked text, further features, and the sentence."""
        page = self._of_page(couple)
        for scene in couple.scenes:
            a, b = self._in_order(scene, couple)
            masked = scene.masked(self._context.text, a, b)
            near = _window(masked)
            named = [*page, f"np:{min(6, scene.places)}", f"how:{NEAR if near else ALONE}", *self._words_of(scene, a, b)]
            if near:
                window, gap = near
                yield NEAR, window, (*named, f"d:{min(8, gap // 4)}", f"kb:{self._context.kind_at(scene.start).value}"), scene
            else:
                yield ALONE, masked, tuple(named), scene

    def _apart(self, scene: Scene, a: Key, b: Key) -> bool:
        """Whether neither of two sides lies in the other, nor in its name."""
        one, other = self.stage.sides[a], self.stage.sides[b]
        if isinstance(one, PlaceRef) and isinstance(other, PlaceRef):
            return one.code not in self._context.ancestors(other) and other.code not in self._context.ancestors(one)
        return not any((b in unit.keys and a in unit.bodies) or (a in unit.keys and b in unit.bodies) for unit in scene.units)

    def _in_order(self, scene: Scene, couple: Couple) -> tuple[Key, Key]:
        """A couple as its sentence names it; guest and host keep their order."""
        if self._relation == VISIT:
            return couple.a, couple.b
        first = next((key for unit in scene.units for key in (couple.a, couple.b) if key in unit.keys or key in unit.bodies), couple.a)
        return (couple.a, couple.b) if first == couple.a else (couple.b, couple.a)

    def _level(self, key: Key) -> str:
        """A word for what a side is: its kind as a body, else its level as a place."""
        if key in self.stage.kinds:
            return f"o{self.stage.kinds[key][:4]}"
        if not key.isdigit():
            return "t" if key.endswith(TOWNSHIPS) else "z"
        return "p" if key.endswith(_PROVINCE) else "c" if key.endswith(_CITY) else "d"

    def _bodies(self, unit: Unit) -> Sequence[Key]:
        return sorted(unit.bodies) if self._relation == PAIRING else ()

    def _words_of(self, scene: Scene, a: Key, b: Key) -> set[str]:
        """The classes of the words of a sentence, each with the side of the two on which it stands."""
        ones, others = self._sides_of(scene, a), self._sides_of(scene, b)
        if ones and others:
            return {word.of.told[one][other] for word, one, other in zip(scene.heard, ones, others, strict=True)}
        only = 0 if ones else 1
        return {word.of.alone[only][before] for word, before in zip(scene.heard, ones or others, strict=True)}

    def _sides_of(self, scene: Scene, key: Key) -> tuple[bool, ...]:
        """Of each word of a sentence whether it stands before the nearest name of a side; () where that is not named."""
        if (known := self._turned.get((scene.start, key))) is None:
            starts = scene.starts_of(key)
            known = _before(scene.heard, starts) if starts else ()
            self._turned[scene.start, key] = known
        return known

    @cached_property
    def _rank(self) -> Mapping[Key, int]:
        told = counted(self.stage.scenes)
        return {key: rank for rank, key in enumerate(sorted(told, key=lambda key: (-told[key], key)))}

    @cached_property
    def _under(self) -> tuple[str, ...]:
        named = {m.text for m in self._context.told if m.type == "programme"}
        return tuple(sorted({f"pf:{programmes.family(name)}" for name in named} | {f"pp:{name}" for name in named})) or ("pf:no",)

    @cached_property
    def _ours(self) -> tuple[frozenset[Key], frozenset[Key]]:
        """The page's own places, and those of its publisher."""
        own, published = self._context.home_places, self._context.publisher_places
        return frozenset(ref.code or ref.name for ref in own), frozenset(ref.code or ref.name for ref in published)

    def _of_page(self, couple: Couple) -> tuple[str, ...]:
        """What the page and the public record say of a couple, whatever the sentence."""
        a, b = couple.a, couple.b
        codes = a.isdigit() and b.isdigit()
        levels = (self._level(a), self._level(b))
        told = [
            f"lv:{'.'.join(levels if self._relation == VISIT else sorted(levels))}",
            f"same:{codes and a[:2] == b[:2]}",
            f"rank:{min(5, self._rank[a] + self._rank[b])}",
            f"n:{min(5, len(couple.scenes))}",
            *self._under,
        ]
        if codes:
            told.append(f"rec:{bool(pairings.paired(a, b))}")
        if self._relation == VISIT:
            home, publisher = self._ours
            told += (f"home:{a in home}{b in home}", f"publisher:{a in publisher}{b in publisher}")
        return tuple(told)


def _before(heard: Sequence[Heard], starts: Sequence[int]) -> tuple[bool, ...]:
    """Of each word whether it stands before the nearest of some names, which are in order."""
    first, last = starts[0], starts[-1]
    if first == last:
        return tuple([word.start < first for word in heard])
    halves = [(one + other) / 2 for one, other in pairwise(starts)]
    return tuple([word.start < starts[bisect_left(halves, word.start)] for word in heard])


def _window(masked: str) -> tuple[str, int] | None:
    """The text around the two sides where they stand nearest to one another, and the characters between; None where one is missing."""
    ones = [i for i, c in enumerate(masked) if c in FIRST]
    others = [i for i, c in enumerate(masked) if c in SECOND]
    if not ones or not others:
        return None
    low, high = min(((min(i, j), max(i, j)) for i in ones for j in others), key=lambda span: (span[1] - span[0], span))
    between = masked[low : high + 1]
    if len(between) > _LONGEST:
        between = f"{between[:_HALF]}…{between[-_HALF:]}"
    return masked[max(0, low - _BEFORE) : low] + between + masked[high + 1 : high + _BEHIND], high - low
