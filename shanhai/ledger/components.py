"""Facts that hang together: all that decides which of them are one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sqlalchemy import Connection, or_, select

from shanhai.model import AnyFact
from shanhai.model.struct import Value
from shanhai.reconcile.clustering import Bond, clusters
from shanhai.reconcile.judgement import NAMED, OF_TWO, Judgement, Verdict, anchored
from shanhai.reconcile.likeness import likeness

from . import schema
from .chunks import chunks
from .tellings import Telling, facts_of, in_force, of_facts

JUDGED, BY_KEY = 100.0, 50.0
"""Strength of what a person joined, and of what one content names: above every sum of likenesses."""
WEIGHED = 60
"""Statements of a component up to which every two are asked whether they are apart; in larger ones only those of one page are."""


class Component(Value, frozen=True, kw_only=True):
    """Facts that bonds, one content, or people hold together, directly or through others."""

    tellings: tuple[Telling, ...]
    bonds: tuple[Bond, ...]
    never: tuple[tuple[str, str], ...]

    def groups(self) -> Iterator[tuple[Telling, ...]]:
        """What is one entry, each group sorted by content; rejected facts are in none."""
        known = {name(each): each for each in self.tellings if each.told}
        bound = [bond for bond in self.bonds if bond.one in known and bond.other in known]
        for group in clusters(known, bound, self._apart(), self.never):
            yield tuple(known[key] for key in group)

    def _apart(self) -> Iterator[tuple[str, str]]:
        weighed = [each for each in self.tellings if each.told and each.key is None]
        for one, other in combinations(weighed, 2):
            if one.page == other.page or (len(weighed) <= WEIGHED and one.told and other.told and not _fits(one, other)):
                yield name(one), name(other)


def _fits(one: Telling, other: Telling) -> bool:
    assert one.told
    assert other.told
    return likeness(one.told.statement, other.told.statement) is not None


def name(each: Telling) -> str:
    """The same in every ledger: page and fact."""
    return f"{each.page}/{each.fact.id}"


def components(connection: Connection, numbers: Iterable[int], known: Sequence[Telling] = ()) -> Iterator[Component]:
    """The components that hold these facts and those known already, each once; all are grown together, link by link."""
    found = _Web()
    fresh = {each.number: each for each in known}
    edge = set(numbers) - fresh.keys()
    while edge or fresh:
        fresh |= {each.number: each for each in of_facts(connection, edge)}
        found.tellings |= fresh
        for one, other, score in _bonds(connection, sorted(fresh)):
            found.bonds[one, other] = score
        keyed = _of_keys(connection, {each.key for each in fresh.values() if each.key})
        found.keys |= {number: key for key, number in keyed}
        found.links |= _judged(connection, fresh.values())
        edge = found.named() - found.tellings.keys() - found.gone
        found.gone |= edge
        fresh = {}
    yield from found.parts()


class _Web:
    """What has been found of several components so far."""

    def __init__(self) -> None:
        self.tellings: dict[int, Telling] = {}
        self.bonds: dict[tuple[int, int], float] = {}
        self.keys: dict[int, str] = {}
        self.links: dict[tuple[int, int], Verdict] = {}
        self.gone: set[int] = set()

    def named(self) -> set[int]:
        """All facts that hang together with what was found, loaded or not."""
        same = (pair for pair, verdict in self.links.items() if verdict is Verdict.SAME)
        return {number for pair in (*self.bonds, *same) for number in pair} | self.keys.keys()

    def parts(self) -> Iterator[Component]:
        """The components, by their smallest fact."""
        groups = _Union(self.tellings)
        first: dict[str, int] = {}
        for number, key in sorted(self.keys.items()):
            groups.join(first.setdefault(key, number), number)
        for one, other in (*self.bonds, *self.links):
            groups.join(one, other)
        bonds, links = defaultdict(dict), defaultdict(dict)  # type: ignore[var-annotated]
        for pair, score in self.bonds.items():
            bonds[groups.root(pair[0])][pair] = score
        for pair, verdict in self.links.items():
            links[groups.root(pair[0])][pair] = verdict
        for root, members in sorted(groups.listed().items()):
            yield _component({number: self.tellings[number] for number in members}, bonds[root], links[root])


class _Union:
    """Numbers that are joined two by two; those that were never loaded are left out."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._above = {number: number for number in numbers}

    def root(self, number: int) -> int:
        """The number that stands for all that one is joined with."""
        above = self._above
        while above.get(number, number) != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Joins two numbers."""
        if one in self._above and other in self._above:
            first, second = sorted((self.root(one), self.root(other)))
            self._above[second] = first

    def listed(self) -> dict[int, list[int]]:
        """The numbers by what stands for them."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self._above):
            found[self.root(number)].append(number)
        return found


def _component(tellings: dict[int, Telling], bonds: dict[tuple[int, int], float], links: dict[tuple[int, int], Verdict]) -> Component:
    called = {number: name(each) for number, each in tellings.items()}
    found = [
        Bond(one=called[one], other=called[other], score=score)
        for (one, other), score in bonds.items()
        if one in called and other in called
    ]
    keyed: dict[str, str] = {}
    for each in sorted(tellings.values(), key=name):
        if each.key and each.told:
            first = keyed.setdefault(each.key, name(each))
            if first != name(each):
                found.append(Bond(one=first, other=name(each), score=BY_KEY))
    never = []
    for (one, other), verdict in links.items():
        if one in called and other in called:
            if verdict is Verdict.SAME:
                found.append(Bond(one=called[one], other=called[other], score=JUDGED, firm=True))
            elif verdict is Verdict.DIFFERENT:
                never.append((called[one], called[other]))
    return Component(tellings=tuple(sorted(tellings.values(), key=name)), bonds=tuple(found), never=tuple(never))


def _bonds(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    b = schema.bonds.c
    for chunk in chunks(numbers):
        for row in connection.execute(select(b.one, b.other, b.score).where(or_(b.one.in_(chunk), b.other.in_(chunk)))):
            yield row.one, row.other, row.score


def _of_keys(connection: Connection, keys: set[str]) -> list[tuple[str, int]]:
    s = schema.statements.c
    chosen = select(s.key, s.fact)
    return [(row.key, row.fact) for chunk in chunks(sorted(keys)) for row in connection.execute(chosen.where(s.key.in_(chunk)))]


def _judged(connection: Connection, tellings: Iterable[Telling]) -> dict[tuple[int, int], Verdict]:
    """What people said of two facts, one of them among these; the later judgement on two holds."""
    pages = {each.page for each in tellings}
    made = [each for each in in_force(connection, pages) if each.verdict in OF_TWO and each.anchor.type not in NAMED and each.other]
    if not made:
        return {}
    facts = facts_of(connection, {anchor.page for each in made for anchor in (each.anchor, each.other) if anchor})
    numbers = _numbers(connection, facts.keys())
    found: dict[tuple[int, int], Verdict] = {}
    for each in made:
        pair = _pair(each, facts, numbers)
        if pair:
            found[pair] = each.verdict
    return found


def _pair(made: Judgement, facts: Mapping[str, Sequence[AnyFact]], numbers: Mapping[tuple[str, str], int]) -> tuple[int, int] | None:
    assert made.other
    one, other = (anchored(anchor, facts[anchor.page]) for anchor in (made.anchor, made.other))
    if one is None or other is None or one == other:
        return None
    first, second = sorted((numbers[one.page, one.id], numbers[other.page, other.id]))
    return first, second


def _numbers(connection: Connection, pages: Iterable[str]) -> dict[tuple[str, str], int]:
    f, r = schema.facts.c, schema.readings.c
    found: dict[tuple[str, str], int] = {}
    for chunk in chunks(sorted(pages)):
        rows = connection.execute(
            select(f.number, f.id, r.page).join(schema.readings, (r.id == f.reading) & r.shown).where(r.page.in_(chunk))
        )
        found |= {(row.page, row.id): row.number for row in rows}
    return found
