"""Statements put together, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from shanhai.model.struct import Value

Pair = tuple[str, str]
Foes = dict[str, set[str]]


class Bond(Value, frozen=True, kw_only=True):
    """Two keys that look like one, and how strongly; a firm bond holds against what merely looks apart."""

    one: str
    other: str
    score: float
    firm: bool = False


def clusters(
    keys: Iterable[str], bonds: Iterable[Bond], apart: Iterable[Pair] = (), never: Iterable[Pair] = ()
) -> tuple[tuple[str, ...], ...]:
    """The keys in groups: the firm bonds first, then the strongest; groups whose members look `apart`, or must `never` be one, stay two.

    A group that is drawn with equal strength to two others which stay two is left alone: nothing decides between them.

    >>> bonds = (Bond(one="a", other="x", score=4.0), Bond(one="b", other="x", score=4.0), Bond(one="b", other="c", score=5.0))
    >>> clusters("abcx", bonds, [("a", "b")]), clusters("abcx", bonds)
    ((('a',), ('b', 'c'), ('x',)), (('a', 'b', 'c', 'x'),))
    """
    forbidden = _foes(never)
    groups = _Groups(keys, forbidden)
    ordered = sorted(bonds, key=lambda bond: (not bond.firm, -bond.score, *sorted((bond.one, bond.other))))
    groups.join([bond for bond in ordered if bond.firm])
    groups.foes = _foes(apart, forbidden)
    for _, level in groupby((bond for bond in ordered if not bond.firm), key=lambda bond: bond.score):
        groups.join(list(level))
    return groups.listed()


def _foes(pairs: Iterable[Pair], before: Foes | None = None) -> Foes:
    foes = {key: set(others) for key, others in (before or {}).items()}
    for one, other in pairs:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    return foes


class _Groups:
    def __init__(self, keys: Iterable[str], foes: Foes) -> None:
        self._group = {key: {key} for key in keys}
        self.foes = foes

    def join(self, bonds: Sequence[Bond]) -> None:
        """Joins what bonds of equal strength hold together, less what they draw to two sides at once."""
        torn = self._torn(bonds)
        for bond in bonds:
            few, many = sorted((self._group[bond.one], self._group[bond.other]), key=len)
            if few is many or (torn and not torn.isdisjoint((min(few), min(many)))) or self._apart(few, many):
                continue
            many |= few
            for key in few:
                self._group[key] = many

    def _torn(self, bonds: Sequence[Bond]) -> frozenset[str]:
        """The groups, by their smallest key, that are drawn with equal strength to two which stay two."""
        if not self.foes:
            return _NONE
        drawn: dict[str, list[set[str]]] = {}
        for bond in bonds:
            one, other = self._group[bond.one], self._group[bond.other]
            if one is not other and not self._apart(one, other):
                drawn.setdefault(min(one), []).append(other)
                drawn.setdefault(min(other), []).append(one)
        return frozenset(name for name, near in drawn.items() if len(near) > 1 and self._some_apart(near))

    def _some_apart(self, groups: Sequence[set[str]]) -> bool:
        return any(self._apart(one, other) for at, one in enumerate(groups) for other in groups[:at] if one is not other)

    def _apart(self, one: set[str], other: set[str]) -> bool:
        if not self.foes:
            return False
        few, many = sorted((one, other), key=len)
        return any(not self.foes.get(key, _NONE).isdisjoint(many) for key in few)

    def listed(self) -> tuple[tuple[str, ...], ...]:
        """The groups, each sorted, by their smallest key."""
        groups = {id(group): group for group in self._group.values()}
        return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


_NONE: frozenset[str] = frozenset()
