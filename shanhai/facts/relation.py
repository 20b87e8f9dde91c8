"""Which two places or bodies a page sets beside one another, and how likely they are guest and host, or a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from shanhai.knowledge import pairings, programmes
from shanhai.knowledge.relations import ALONE, NEAR, likelihood, model, of_word
from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .context import Context
from .location import TOWNSHIPS
from .masking import Key, Scene, Stage, Unit, counted

VISIT, PAIRING = "visit", "pairing"
_PROVINCE, _CITY = "0000", "00"
_REACH = 12  # sides between two of one sentence; the fullest sentence of our labelled pages names 22
_SHOWN = 12  # sentences in which a couple is looked at


class Couple(Value, frozen=True, kw_only=True):
    """Two sides, of a visit the guest first, with the scenes that name them."""

    a: Key
    b: Key
    scenes: tuple[Scene, ...]


class Reading(Value, frozen=True, kw_only=True):
    """What is read of a couple in one sentence: whether that names both, what stands around them, named features, and where words stand.

    `words` holds a bit for every offset into the sentence on each side of the two: `<>` before the first and behind the second.
    """

    kind: str
    text: str
    names: tuple[str, ...]
    words: Sequence[tuple[str, int]]
    scene: Scene


class Relations:
    """The couples of one page for one relation; of pairs bodies are sides too."""

    def __init__(self, context: Context, stage: Stage, relation: str) -> None:
        self._context = context
        self._relation = relation
        self.stage = stage
        self._held: dict[tuple[Key, Key], bool] = {}
        self._stretches: dict[tuple[int, Key], int | None] = {}
        self._weighed: dict[tuple[int, str, int], Sequence[float]] = {}

    def couples(self) -> Iterator[Couple]:
        """Every two sides of one sentence, and places of which one stands in a sentence shortly before; of visits in both orders."""
        found: dict[tuple[Key, Key], list[Scene]] = {}
        for scene in self.stage.scenes:
            here = dict.fromkeys([key for unit in scene.units for key in (*self._bodies(unit), *unit.keys)])
            if not here:
                continue
            earlier = dict.fromkeys([key for unit in scene.before for key in unit.keys if key not in here])
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
        page = weighed.weights(self._of_page(couple))
        scored = []
        for reading in self._readings(couple):
            weights = [*page, *weighed.weights(reading.names)]
            for side, offsets in reading.words:
                weights += self._weights_of(reading.scene, side, offsets)
            scored.append((weighed.score(reading.kind, reading.text, weights), reading.scene))
        _, strongest = max(scored, key=lambda one: one[0])
        return likelihood([score for score, _ in scored]), strongest

    def features(self, couple: Couple) -> Iterator[tuple[str, str, frozenset[str]]]:
        """What a model learns from each sentence of a couple: whether it names both, what stands around them, and all named features."""
        page = self._of_page(couple)
        for reading in self._readings(couple):
            words = (of_word(name, side) for side, at in reading.words for name in self.stage.words(reading.scene, at))
            yield reading.kind, reading.text, frozenset((*page, *reading.names, *words))

    def _readings(self, couple: Couple) -> Iterator[Reading]:
        for scene in couple.scenes:
            a, b = self._in_order(scene, couple)
            text, gap = self.stage.window(scene, a, b)
            kind = ALONE if gap is None else NEAR
            names = [f"np:{min(6, scene.places)}", f"how:{kind}"]
            if gap is not None:
                names += (f"d:{min(8, gap // 4)}", f"kb:{self._context.kind_at(scene.start).value}")
            yield Reading(kind=kind, text=text, names=tuple(names), words=self._around(scene, a, b), scene=scene)

    def _weights_of(self, scene: Scene, side: str, offsets: int) -> Sequence[float]:
        """The weights of the words of a sentence that stand on a side of the two; before both and behind both are the same for many."""
        if (known := self._weighed.get((scene.start, side, offsets))) is None:
            known = model(self._relation).word_weights(self.stage.words(scene, offsets), side)
            self._weighed[scene.start, side, offsets] = known
        return known

    def _apart(self, scene: Scene, a: Key, b: Key) -> bool:
        """Whether neither of two sides lies in the other, nor in its name."""
        one, other = self.stage.sides[a], self.stage.sides[b]
        if isinstance(one, PlaceRef) and isinstance(other, PlaceRef):
            if (held := self._held.get((a, b))) is None:
                held = one.code in self._context.ancestors(other) or other.code in self._context.ancestors(one)
                self._held[a, b] = held
            return not held
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
        return unit.bodies if self._relation == PAIRING else ()

    def _around(self, scene: Scene, a: Key, b: Key) -> Sequence[tuple[str, int]]:
        """The sides of the two on which something of a sentence may stand, each with a bit for every offset there."""
        one, other = self._before(scene, a), self._before(scene, b)
        whole = (1 << (scene.end - scene.start)) - 1
        if one is not None and other is not None:
            sides = [("<<", one & other), ("<>", one & ~other), ("><", other & ~one), (">>", whole & ~(one | other))]
        else:
            side, before = ("A", one) if one is not None else ("B", other or 0)
            sides = [(f"{side}<", before), (f"{side}>", whole & ~before)]
        return [(side, offsets) for side, offsets in sides if offsets]

    def _before(self, scene: Scene, key: Key) -> int | None:
        """A bit for every offset into a sentence that stands before the nearest name of a side; None where that is not named."""
        if (scene.start, key) not in self._stretches:
            starts = [start - scene.start for start in scene.starts_of(key)]
            self._stretches[scene.start, key] = _stretches(starts) if starts else None
        return self._stretches[scene.start, key]

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


def _stretches(starts: Sequence[int]) -> int:
    """A bit for every offset that stands before the nearest of some others, which are in order.

    >>> bin(_stretches([2, 6]))
    '0b100011'
    """
    before, nearer = 0, 0
    for start, later in zip(starts, (*starts[1:], starts[-1]), strict=True):
        if start > nearer:
            before |= (1 << start) - (1 << nearer)
        nearer = (start + later) // 2 + 1
    return before
