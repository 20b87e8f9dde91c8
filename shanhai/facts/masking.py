"""The sentences of a page with two of the places or bodies that they name masked: what a linear model reads of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from shanhai.knowledge.relations import Heard, class_words
from shanhai.model import BlockKind, Mention, PlaceRef
from shanhai.model.struct import Value

from .context import STORY, Context
from .holding import Holding
from .location import flatten
from .person import person_of
from .sentence import sentences
from .side import Sides

Key = str
"""By which a side is known on its page: the code of a place, else its name or that of a body."""
_PLACES = frozenset({"place", "zone", "deixis"})
_BODIES = frozenset({"organization", "site"})
_BLANK, _SHOWN_BLANK = re.compile(r"\s"), "␣"
_CELLS = "\t"
_LETTERS = {"person": 0, "official": 0, "date": 1, "organization": 2, "programme": 3, "document": 4, "site": 5, "post": 6}
_FIRST = 0xE000  # private characters, which no text has
A, B, BOTH, OTHER = (chr(_FIRST + i) for i in range(4))
_MASKED = _FIRST + 4
_SIDES = 4  # of neither side, of the first, of the second, of both
_KINDS = 1 + max(_LETTERS.values())
FIRST = frozenset({A, BOTH, *(chr(_MASKED + _SIDES * kind + side) for kind in range(_KINDS) for side in (1, 3))})
"""The characters that stand for the first side or for what belongs to it."""
SECOND = frozenset({B, BOTH, *(chr(_MASKED + _SIDES * kind + side) for kind in range(_KINDS) for side in (2, 3))})
"""The same for the second."""
_RECENT = 6  # units before a sentence in which its other side may be named


class Unit(Value, frozen=True, kw_only=True):
    """A mention as it is masked: a place, or one of a type, with the places in it or of who holds a post; `bodies` that it names."""

    start: int
    end: int
    letter: int | None
    keys: frozenset[Key]
    bodies: frozenset[Key] = frozenset()

    def mask(self, a: Key, b: Key) -> str:
        """The character that stands for it where `a` and `b` are the two sides."""
        first, second = a in self.bodies, b in self.bodies
        if first or second:
            return A if first else B
        first, second = a in self.keys, b in self.keys
        if self.letter is None:
            return BOTH if first and second else A if first else B if second else OTHER
        return chr(_MASKED + _SIDES * self.letter + first + 2 * second)


class Scene(Value, frozen=True, kw_only=True):
    """A sentence of the story: its units in order, the last before it in its paragraph, its words of classes, the number of its places."""

    start: int
    end: int
    units: tuple[Unit, ...]
    before: tuple[Unit, ...] = ()
    heard: tuple[Heard, ...] = ()
    places: int = 0

    def starts_of(self, key: Key) -> list[int]:
        """Where a sentence names a side."""
        return [unit.start for unit in self.units if key in unit.keys or key in unit.bodies]

    def masked(self, text: str, a: Key, b: Key) -> str:
        """The sentence with both sides masked; a place right before a side is what that lies in and left out.

        >>> unit = Unit(start=0, end=2, letter=None, keys=frozenset({"1"}))
        >>> Scene(start=0, end=4, units=(unit,)).masked("甲县来人", "1", "2") == A + "来人"
        True
        """
        parts: list[str] = []
        at = self.start
        for unit in self.units:
            mask = unit.mask(a, b)
            if parts and parts[-1] == OTHER and unit.start == at and mask in (A, B):
                parts.pop()
            parts += (text[at : unit.start], mask) if unit.start > at else (mask,)
            at = unit.end
        parts.append(text[at : self.end])
        return _BLANK.sub(_SHOWN_BLANK, "".join(parts))


class Stage:
    """The scenes of one page, and its sides by their keys."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._named = Sides(context, holdings)
        self._posts: dict[str, PlaceRef] = {}
        for holding in holdings:
            if holding.place is not None:
                self._posts.setdefault(holding.person, holding.place)
        self.sides: dict[Key, PlaceRef | str] = {}
        self.kinds: dict[Key, str] = {}
        self.scenes = tuple(self._scenes())

    def _scenes(self) -> Iterator[Scene]:
        context = self._context
        story = [m for m in context.story if m.type != "credit"]
        starts = [m.start for m in story]
        for block in context.blocks:
            if block.kind not in STORY or block.kind is BlockKind.TABLE:
                continue  # what a table says, its columns say
            inside = story[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            before: list[Unit] = []
            end = -1
            for part in sentences(context.text, inside, block.start, block.end):
                if _CELLS in part.text:
                    continue
                units = tuple(unit for m in part.mentions for unit in self._units(m))
                before = before if part.start == end else []
                heard = class_words(part.text, part.start) if units else ()
                named = len({key for unit in units for key in unit.keys})
                yield Scene(start=part.start, end=part.end, units=units, before=tuple(before[-_RECENT:]), heard=heard, places=named)
                before, end = [*before, *units], part.end

    def _units(self, mention: Mention) -> Iterator[Unit]:
        """A mention as one unit, or one for each place and body in the name of a delegation or a meeting."""
        letter = _LETTERS.get(mention.type)
        if mention.type in _PLACES:
            yield Unit(start=mention.start, end=mention.end, letter=None, keys=self._known(self._context.places_of(mention)))
        elif letter is None:
            for part in mention.parts:
                yield from self._units(part)
        else:
            yield Unit(start=mention.start, end=mention.end, letter=letter, keys=self._places_in(mention), bodies=self._bodies_of(mention))

    def _places_in(self, mention: Mention) -> frozenset[Key]:
        """The lowest places in a name, or where who is named holds a post."""
        inside = [ref for p in flatten(mention.parts) if p.type in _PLACES for ref in self._context.places_of(p)]
        above = {code for ref in inside for code in self._context.ancestors(ref)}
        found = [ref for ref in inside if ref.code not in above]
        held = self._posts.get(person_of(mention) or "") if not found else None
        return self._known([held] if held else found)

    def _bodies_of(self, mention: Mention) -> frozenset[Key]:
        if mention.type not in _BODIES:
            return frozenset()
        names = [side for side in self._named.of(mention) if isinstance(side, str)]
        for name in names:
            self.sides.setdefault(name, name)
            self.kinds.setdefault(name, mention.value or mention.type)
        return frozenset(names)

    def _known(self, refs: Sequence[PlaceRef]) -> frozenset[Key]:
        for ref in refs:
            self.sides.setdefault(ref.code or ref.name, ref)
        return frozenset(ref.code or ref.name for ref in refs)


def counted(scenes: Sequence[Scene]) -> Mapping[Key, int]:
    """How often each side is told of."""
    found: dict[Key, int] = {}
    for unit in (unit for scene in scenes for unit in scene.units):
        for key in unit.keys | unit.bodies:
            found[key] = found.get(key, 0) + 1
    return found
