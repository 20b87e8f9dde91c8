"""The sentences of a page with two of the places or bodies that they name masked: what a linear model reads of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from shanhai.knowledge.relations import class_words
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
Window = tuple[str, int | None]
"""What is read of a sentence around two sides, and the characters between them; None where it names only one."""
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
_TURNED = {ord(A): B, ord(B): A} | {
    _MASKED + _SIDES * kind + side: chr(_MASKED + _SIDES * kind + 3 - side) for kind in range(_KINDS) for side in (1, 2)
}
_SIDE = re.compile(f"[{''.join(sorted(FIRST | SECOND))}]")
_LONGEST, _HALF = 26, 13  # characters between two sides that are read whole, and of a longer stretch those at its ends
_BEFORE, _BEHIND = 8, 14  # characters around the two that are read
_RECENT = 6  # units before a sentence in which its other side may be named


class Unit(Value, frozen=True, kw_only=True):
    """A mention as it is masked: a place, or one of a type, with the places in it or of who holds a post, and the bodies that it names."""

    start: int
    end: int
    letter: int | None
    keys: tuple[Key, ...]
    bodies: tuple[Key, ...] = ()

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
    """A sentence of the story: its units in order, the last before it in its paragraph, and the number of its places."""

    start: int
    end: int
    units: tuple[Unit, ...]
    before: tuple[Unit, ...] = ()
    places: int = 0

    def starts_of(self, key: Key) -> list[int]:
        """Where a sentence names a side."""
        return [unit.start for unit in self.units if key in unit.keys or key in unit.bodies]

    def masked(self, text: str, a: Key, b: Key) -> str:
        """The sentence with both sides masked; a place right before a side is what that lies in and left out.

        >>> unit = Unit(start=0, end=2, letter=None, keys=("1",))
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
        self._heard: dict[int, Mapping[str, int]] = {}
        self._words: dict[tuple[int, int], Sequence[str]] = {}
        self._windows: dict[tuple[int, Key, Key], Window] = {}

    def words(self, scene: Scene, offsets: int) -> Sequence[str]:
        """The classes of which a word begins at one of some offsets into a sentence, told by their bits."""
        if (known := self._words.get((scene.start, offsets))) is None:
            if (heard := self._heard.get(scene.start)) is None:
                heard = self._heard[scene.start] = class_words(self._context.text[scene.start : scene.end])
            known = self._words[scene.start, offsets] = [name for name, at in heard.items() if at & offsets]
        return known

    def window(self, scene: Scene, a: Key, b: Key) -> Window:
        """What is read of a sentence with both sides masked, worked out once for both orders."""
        if (turned := self._windows.get((scene.start, b, a))) is not None:
            return turned[0].translate(_TURNED), turned[1]
        if (known := self._windows.get((scene.start, a, b))) is None:
            known = self._windows[scene.start, a, b] = window(scene.masked(self._context.text, a, b))
        return known

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
                named = len({key for unit in units for key in unit.keys})
                yield Scene(start=part.start, end=part.end, units=units, before=tuple(before[-_RECENT:]), places=named)
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

    def _places_in(self, mention: Mention) -> tuple[Key, ...]:
        """The lowest places in a name, or where who is named holds a post."""
        inside = [ref for p in flatten(mention.parts) if p.type in _PLACES for ref in self._context.places_of(p)]
        above = {code for ref in inside for code in self._context.ancestors(ref)}
        found = [ref for ref in inside if ref.code not in above]
        held = self._posts.get(person_of(mention) or "") if not found else None
        return self._known([held] if held else found)

    def _bodies_of(self, mention: Mention) -> tuple[Key, ...]:
        if mention.type not in _BODIES:
            return ()
        names = [side for side in self._named.of(mention) if isinstance(side, str)]
        for name in names:
            self.sides.setdefault(name, name)
            self.kinds.setdefault(name, mention.value or mention.type)
        return _in_order(names)

    def _known(self, refs: Sequence[PlaceRef]) -> tuple[Key, ...]:
        for ref in refs:
            self.sides.setdefault(ref.code or ref.name, ref)
        return _in_order([ref.code or ref.name for ref in refs])


def _in_order(keys: Sequence[Key]) -> tuple[Key, ...]:
    return tuple(sorted(set(keys))) if len(keys) > 1 else tuple(keys)


def counted(scenes: Sequence[Scene]) -> Mapping[Key, int]:
    """How often each side is told of."""
    found: dict[Key, int] = {}
    for unit in (unit for scene in scenes for unit in scene.units):
        for key in {*unit.keys, *unit.bodies}:
            found[key] = found.get(key, 0) + 1
    return found


def window(masked: str) -> Window:
    """The text around the two sides where they stand nearest, and the characters between them; all of it and None where one is missing."""
    sides = [(hit[0], hit.start()) for hit in _SIDE.finditer(masked)]
    ones, others = [at for sign, at in sides if sign in FIRST], [at for sign, at in sides if sign in SECOND]
    if not ones or not others:
        return masked, None
    if len(ones) == 1 and len(others) == 1:
        low, high = min(ones[0], others[0]), max(ones[0], others[0])
    else:
        low, high = min(((min(i, j), max(i, j)) for i in ones for j in others), key=lambda span: (span[1] - span[0], span))
    between = masked[low : high + 1]
    if len(between) > _LONGEST:
        between = f"{between[:_HALF]}…{between[-_HALF:]}"
    return masked[max(0, low - _BEFORE) : low] + between + masked[high + 1 : high + _BEHIND], high - low
