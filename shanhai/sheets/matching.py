"""The rows of sheets laid beside entries: the best entry of each row, one entry for one row, and what else it could be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from shanhai.model import AnyFact, PlaceRef, When
from shanhai.model.struct import Value
from shanhai.reconcile.dating import span
from shanhai.reconcile.nearness import chain
from shanhai.reconcile.wording import bare

from .likeness import row_likeness
from .location import codes_of
from .row import SheetRow
from .weighing import row_weights

RIVALS = 5
"""Other entries that are told of a row."""
CLOSE = 0.3
"""What one candidate must be ahead of the next, or a person is asked which; the smallest weight."""
SHARED = 0.4
"""Share of a name's pairs of characters that a candidate must have: names as alike as `PART` share more."""


NAMED_SO = 40
"""Entries whose names are compared with a row's, those that share most of it first: names of one form are many."""


RAREST = 8
"""Pairs of characters of a name by which others are found, those that fewest share."""


class Match(StrEnum):
    """What is found for a row: an entry; one that a person should look at; none."""

    FOUND = "found"
    UNSURE = "unsure"
    NONE = "none"


class Candidate(Value, frozen=True, kw_only=True):
    """An entry that a row may mean: how alike they are, and in what."""

    entry: str
    score: float
    features: tuple[str, ...]


class Matched(Value, frozen=True, kw_only=True):
    """What is found for one row, the best candidate first; `shared` is the number of an earlier row that means the same entry."""

    match: Match
    candidates: tuple[Candidate, ...] = ()
    shared: int | None = None


def match_rows(rows: Sequence[SheetRow], entries: Mapping[str, AnyFact]) -> tuple[Matched, ...]:
    """What is found for each row: an entry goes to the row that is most like it, and to rows of the same key.

    >>> from shanhai.model import Project
    >>> told = {"project-1": Project(id="1", page="p", name="甲县茶叶加工园项目")}
    >>> row = SheetRow(sheet=0, number=3, kind="project", key="k", fact=Project(id="row", page="sheet", name="甲县茶叶加工园项目"))
    >>> match_rows([row], told)[0].match.value
    'found'
    """
    index = _Index(entries)
    candidates = [_candidates(row, index) for row in rows]
    order = sorted(((-each.score, at, each.entry) for at, found in enumerate(candidates) for each in found), key=lambda each: each[:2])
    taken: dict[str, int] = {}
    chosen: dict[int, str] = {}
    for behind, at, entry in order:
        if at in chosen or -behind < row_weights()[rows[at].kind].threshold:
            continue
        if entry not in taken or rows[taken[entry]].key == rows[at].key:
            chosen[at] = entry
            taken.setdefault(entry, at)
    return tuple(_matched(rows, at, found, chosen.get(at), taken) for at, found in enumerate(candidates))


def _matched(rows: Sequence[SheetRow], at: int, found: Sequence[Candidate], chosen: str | None, taken: Mapping[str, int]) -> Matched:
    ranked = sorted(found, key=lambda each: (each.entry != chosen, -each.score, each.entry))[: RIVALS + 1]
    if not ranked:
        return Matched(match=Match.NONE)
    weights = row_weights()[rows[at].kind]
    if chosen is None:
        best = ranked[0]
        if best.score >= weights.threshold:  # it is another row's, which is more like it
            return Matched(match=Match.UNSURE, candidates=tuple(ranked), shared=rows[taken[best.entry]].number)
        return Matched(match=Match.UNSURE if best.score >= weights.least else Match.NONE, candidates=tuple(ranked))
    first = taken[chosen]
    free = [each for each in ranked[1:] if each.entry not in taken]
    close = any(ranked[0].score - each.score < CLOSE for each in free)
    shared = rows[first].number if first != at else None
    return Matched(match=Match.UNSURE if close and shared is None else Match.FOUND, candidates=tuple(ranked), shared=shared)


def _candidates(row: SheetRow, index: _Index) -> list[Candidate]:
    if row.fact is None:
        return []
    least = row_weights()[row.kind].least / 2
    found = []
    for entry, fact in index.near(row.fact):
        made = row_likeness(row, fact)
        if made is not None and made.score >= least:
            found.append(Candidate(entry=entry, score=made.score, features=made.features))
    return sorted(found, key=lambda each: (-each.score, each.entry))[: RIVALS * 2]


class _Index:
    """Entries by what rows ask for: their places with the months of what happened there, and the words of their names."""

    def __init__(self, entries: Mapping[str, AnyFact]) -> None:
        self._entries = entries
        self._keys: dict[str, list[str]] = defaultdict(list)
        self._pairs: dict[str, list[str]] = defaultdict(list)
        for entry, fact in entries.items():
            months = _months(_when(fact))
            for key in _place_keys(fact):
                for month in (*months, "*"):
                    self._keys[f"{key} {month}"].append(entry)
            for pair in _pairs_of(_name(fact)):
                self._pairs[pair].append(entry)

    def near(self, fact: AnyFact) -> Iterator[tuple[str, AnyFact]]:
        """The entries of the same type that share a place at about the time, or much of the name, each once."""
        found: dict[str, None] = {}
        months = _months(_when(fact), around=True)
        for key in _asked_keys(fact):
            for month in months if len(months) > 1 else ("*",):
                found |= dict.fromkeys(self._keys.get(f"{key} {month}", ()))
        asked = sorted(_pairs_of(_name(fact)), key=lambda pair: (len(self._pairs.get(pair, ())), pair))[:RAREST]
        shared = Counter(entry for pair in asked for entry in self._pairs.get(pair, ()))
        found |= {entry: None for entry, count in shared.most_common(NAMED_SO) if count >= SHARED * len(asked)}
        for entry in found:
            if type(self._entries[entry]) is type(fact):
                yield entry, self._entries[entry]


def _refs(fact: AnyFact) -> Iterator[PlaceRef]:
    for field in ("visitor_place", "host_place", "place", "a", "b"):
        value = getattr(fact, field, None)
        if isinstance(value, PlaceRef):
            yield value


def _place_keys(fact: AnyFact) -> set[str]:
    """Of an entry: the place itself (=), and all that it lies in (>)."""
    found = set()
    for ref in _refs(fact):
        itself, *above = chain(ref)
        found |= {f"={itself}", *(f">{each}" for each in above)}
    return found


def _asked_keys(fact: AnyFact) -> set[str]:
    """Of a row: entries of the place itself, of what lies in it, and of what it lies in."""
    found = set()
    for ref in _refs(fact):
        for code in codes_of(ref) or (None,):
            itself, *above = chain(PlaceRef(name=ref.name, code=code))
            found |= {f"={itself}", f">{itself}", *(f"={each}" for each in above)}
    return found


def _when(fact: AnyFact) -> When | None:
    return getattr(fact, "date", None)


def _months(when: When | None, *, around: bool = False) -> list[str]:
    """The months of a time, with those beside and those of the years beside where they are asked for; one empty word where it has none.

    >>> _months(When(text="", start="2024-01-30"), around=True)
    ['', '2023-12', '2024-01', '2024-02', '2023-01', '2025-01']
    """
    known = span(when)
    if known is None or not known.dated:
        return [""]
    first, last = known.first.year * 12 + known.first.month - 1, known.last.year * 12 + known.last.month - 1
    months = list(range(first - around, min(last, first + _LONGEST) + 1 + around))
    if around:
        months += [first - 12, first + 12]
    names = [f"{month // 12}-{month % 12 + 1:02}" for month in months]
    return ["", *names] if around else names


_LONGEST = 24
"""Months of a stretch that are looked through: longer ones are plans, and are found by their names."""


def _name(fact: AnyFact) -> str:
    return str(next((value for name in ("name", "text", "person") if (value := getattr(fact, name, None))), ""))


def _pairs_of(name: str) -> frozenset[str]:
    words = bare(name)
    return frozenset(words[at : at + 2] for at in range(len(words) - 1)) or frozenset({words} - {""})


def scope_of(rows: Iterable[SheetRow]) -> frozenset[str]:
    """The codes of the places that rows name."""
    return frozenset(code for row in rows if row.fact is not None for ref in _refs(row.fact) for code in codes_of(ref))
