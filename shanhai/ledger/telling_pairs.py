"""Of which pairs of places pages tell, and which of the other things on them are about these pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Text, select, type_coerce

from shanhai.knowledge import places as divisions
from shanhai.model import Modality
from shanhai.model.struct import Value

from . import schema
from .chunks import chunks

Pair = tuple[str, str]
"""The keys of two places, the smaller first."""

BETWEEN = ("visit", "pairing", "meeting")
"""Types whose entries name both sides themselves."""
THERE, BACK = "there", "back"
"""The parts of a pair that hold the visits from its first place to the second, and those the other way."""
_OUT, _INTO = "visit.visitor_place", "visit.host_place"


class Held(Value, frozen=True, kw_only=True):
    """The pairs that an entry names, each with the part that lists it there, and its date in lists."""

    parts: frozenset[tuple[Pair, str]]
    date: str

    @property
    def pairs(self) -> frozenset[Pair]:
        """The pairs alone."""
        return frozenset(pair for pair, _ in self.parts)


def pairs_of(connection: Connection, entries: Iterable[str]) -> dict[str, Held]:
    """The pairs of visits, pairings and meetings; those that name no two places, and what pages deny, are left out."""
    e = schema.entry_places.c
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    dates: dict[str, str] = {}
    for some in chunks(sorted(set(entries))):
        for row in connection.execute(select(schema.entry_places).where(e.entry.in_(some))):
            named[row.entry][row.part].add(row.place)
            dates[row.entry] = row.date
    return {entry: Held(parts=parts, date=dates[entry]) for entry, places in named.items() if (parts := frozenset(_parts(places)))}


def _parts(places: Mapping[str, set[str]]) -> Iterator[tuple[Pair, str]]:
    for one in places.get(_OUT, ()):
        for other in places.get(_INTO, ()):
            if one != other:
                yield (min(one, other), max(one, other)), THERE if one < other else BACK
    for part in ("pairing", "meeting"):
        for pair in combinations(sorted(places.get(part, ())), 2):
            yield pair, part


_SOME = 500
"""Entries up to which a question names them."""


class TellingPages:
    """Readings, the pairs of which they tell, and what else they say.

    `pairs` has the pairs of each reading that tells of any; `alone` those of them that all its visits and pairings are between.
    """

    def __init__(self, connection: Connection, readings: Sequence[int]) -> None:
        self._connection = connection
        self.pairs: dict[int, set[Pair]] = defaultdict(set)
        self.alone: dict[int, set[Pair]] = {}
        self._names: dict[str, str] = {}
        told = self._told(readings)
        held = {entry: each.pairs for entry, each in pairs_of(connection, (entry for _, entry, _ in told)).items()}
        others: dict[int, list[frozenset[Pair]]] = defaultdict(list)
        for reading, entry, kind in told:
            pairs = held.get(entry, frozenset())
            if pairs:
                self.pairs[reading] |= pairs
            if kind != "meeting":
                others[reading].append(pairs)
        for reading, every in self.pairs.items():
            self.alone[reading] = set(every).intersection(*others[reading])

    def about(self, types: Sequence[str], wanted: Collection[str] | None = None) -> Iterator[tuple[str, str, str, set[Pair]]]:
        """Entries of these types with their type, their date, and the pairs that a reading's fact of it is about.

        A fact is about a pair of which its page tells if its entry is tied to a place of the one and to one of the other, or it names
        them in what it says; or if its page tells of no other pair, and it is tied to one side or to no place at all.
        """
        rows = self._facts(types, wanted)
        tied = self._tied({row.entry for row in rows})
        somewhere = self._somewhere([row.number for row in rows])
        for row in rows:
            mine, alone = tied[row.entry], self.alone[row.reading]
            sides = {key for pair in self.pairs[row.reading] for key in pair}
            near = {key for key in sides if key in mine or self._name(key) in row.told}
            nowhere = row.number not in somewhere
            found = {
                pair
                for pair in self.pairs[row.reading]
                if (pair[0] in near and pair[1] in near) or (pair in alone and (nowhere or pair[0] in mine or pair[1] in mine))
            }
            if found:
                yield row.entry, row.type, row.date_start or "", found

    def _told(self, readings: Sequence[int]) -> list[tuple[int, str, str]]:
        """The visits, pairings and meetings of each reading, as entries."""
        f, s = schema.facts.c, schema.statements.c
        chosen = select(f.reading, s.entry, f.type).join(schema.statements, s.fact == f.number)
        chosen = chosen.where(f.type.in_(BETWEEN), s.entry.is_not(None))
        return [tuple(row) for some in chunks(readings) for row in self._connection.execute(chosen.where(f.reading.in_(some)))]

    def _facts(self, types: Sequence[str], wanted: Collection[str] | None) -> list[Any]:
        f, s, e = schema.facts.c, schema.statements.c, schema.entries.c
        told = type_coerce(f.body, Text).label("told")
        chosen = select(f.number, f.reading, s.entry, e.type, e.date_start, told).join(schema.statements, s.fact == f.number)
        chosen = chosen.join(schema.entries, e.id == s.entry).where(f.type.in_(types), e.modality != Modality.DENIED.value)
        if wanted is not None and len(wanted) <= _SOME:  # most of what the readings tell is of other entries
            chosen = chosen.where(s.entry.in_(sorted(wanted)))
        rows = (row for some in chunks(sorted(self.pairs)) for row in self._connection.execute(chosen.where(f.reading.in_(some))))
        return [row for row in rows if wanted is None or row.entry in wanted]

    def _tied(self, entries: Collection[str]) -> defaultdict[str, set[str]]:
        """The places that list each entry under its type."""
        e = schema.entry_places.c
        found: defaultdict[str, set[str]] = defaultdict(set)
        for some in chunks(sorted(entries)):
            for row in self._connection.execute(select(e.entry, e.place, e.part).where(e.entry.in_(some))):
                found[row.entry].add(row.place)
        return found

    def _somewhere(self, facts: Sequence[int]) -> set[int]:
        """The facts that name a place."""
        t = schema.fact_places.c
        found: set[int] = set()
        for some in chunks(facts):
            found |= set(self._connection.execute(select(t.fact).where(t.fact.in_(some))).scalars())
        return found

    def _name(self, key: str) -> str:
        """The name that sentences have for a place: 淳安县 is 淳安 in 淳安帮扶; of one character (沁县) only the whole name tells."""
        if key not in self._names:
            p, known = schema.places.c, divisions.place(key)
            short = known.short if known and len(known.short) > 1 else None
            self._names[key] = short or self._connection.execute(select(p.name).where(p.key == key)).scalar() or key
        return self._names[key]
