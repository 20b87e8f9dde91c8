"""`python -m bench.ledger`: how well the ledger joins what many pages tell, on the syndication set.

The families whose name begins its SHA-256 with an even byte judge; the others may be looked at, and `weights.yaml` was set on them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from sqlalchemy import select

from shanhai.ledger import Ledger, PageReading, schema
from shanhai.model import Account, PlaceRef, Visit, When
from shanhai.model.struct import Value
from shanhai.pages import fetch, read_bytes
from shanhai.read import read_fully, rules_version
from shanhai.reconcile.dating import Dating, dating
from shanhai.reconcile.nearness import Nearness, nearness

FOLDER = Path(__file__).resolve().parent / "syndication"
Clusters = Mapping[Hashable, tuple[Hashable, Hashable]]
"""By mention: what it is by the labels, and what the ledger says it is."""


class Score(Value, frozen=True, kw_only=True):
    """B³ over the mentions that labels and ledger both have; entries beyond those that the labels have, as a share of them."""

    precision: float
    recall: float
    mentions: int
    labelled: int
    over: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def judges(family: str) -> bool:
    """Whether a family judges the rules."""
    return sha256(family.encode()).digest()[0] % 2 == 0


def b_cubed(found: Clusters, labelled: int) -> Score:
    """B³ (Bagga and Baldwin 1998) of two partitions of the same mentions.

    >>> b_cubed({1: ("V1", "a"), 2: ("V1", "a"), 3: ("V2", "b")}, 3).f1
    1.0
    """
    meant: dict[Hashable, set[Hashable]] = defaultdict(set)
    said: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, (gold, system) in found.items():
        meant[gold].add(mention)
        said[system].add(mention)
    shared = [(len(meant[gold] & said[system]), len(meant[gold]), len(said[system])) for gold, system in found.values()]
    count = len(found) or 1
    return Score(
        precision=sum(both / theirs for both, _, theirs in shared) / count,
        recall=sum(both / ours for both, ours, _ in shared) / count,
        mentions=len(found),
        labelled=labelled,
        over=len(said) / len(meant) - 1 if meant else 0.0,
    )


def read_all(ledger: Ledger, pages: Mapping[str, Any]) -> dict[str, str]:
    """Adds the pages of the set; their ids by name."""
    ids = {name: adding(ledger, FOLDER / label["file"]).page.id for name, label in pages.items()}
    ledger.reconcile()
    return ids


def adding(ledger: Ledger, path: Path) -> Account:
    """Reads a page and adds it; what was read."""
    octets, capture = fetch(str(path))
    made = read_fully(read_bytes(octets, name=str(path)), str(path))
    ledger.add(
        PageReading(
            page=made.page,
            capture=capture,
            raw=octets,
            restored=made.restored,
            blocks=made.blocks,
            account=made.account,
            rules=rules_version(),
        )
    )
    return made.account


def visits(ledger: Ledger, pages: Mapping[str, Any], ids: Mapping[str, str], *, background: bool) -> Clusters:
    """The labelled visits that were found, each with its event and its entry."""
    f, r, s = schema.facts.c, schema.readings.c, schema.statements.c
    stated: dict[str, list[tuple[Visit, str]]] = defaultdict(list)
    with ledger.looking() as connection:
        chosen = select(r.page, f.body, s.entry).join(schema.readings, r.id == f.reading).join(schema.statements, s.fact == f.number)
        for row in connection.execute(chosen.where(f.type == "visit")):
            stated[row.page].append((row.body, row.entry))
    found: dict[Hashable, tuple[Hashable, Hashable]] = {}
    for name, label in pages.items():
        left = list(stated[ids[name]])
        for each in label.get("visits", ()):
            best = max(left, key=lambda pair: _fit(each, pair[0]), default=None)
            if best is None or _fit(each, best[0]) <= 0:
                continue
            left.remove(best)
            if not each.get("planned") and (background or not each.get("background")):
                found[name, each["event"]] = each["event"], best[1]
    return found


def _fit(label: Mapping[str, Any], visit: Visit) -> float:
    """How well a fact fits a labelled visit: 0 where its places or its day are others."""
    sides = [
        nearness(PlaceRef(name=str(label[side]), code=str(label[side])) if label.get(side) else None, getattr(visit, side))
        for side in ("visitor_place", "host_place")
    ]
    when = When(text="", start=str(label["date"]), end=str(label["end"]) if label.get("end") else None) if label.get("date") else None
    days = dating(when, visit.date)
    if Nearness.APART in sides or days is Dating.APART or sides.count(Nearness.UNKNOWN) == len(sides):
        return 0.0
    return sum({Nearness.SAME: 1.0, Nearness.WITHIN: 0.6}.get(side, 0.2) for side in sides) + (days is not Dating.UNDATED)


def people(ledger: Ledger, pages: Mapping[str, Any], ids: Mapping[str, str]) -> Clusters:
    """The labelled people that were found, with who is meant and the person of the ledger; one name of two people on a page is left out."""
    r, p = schema.readings.c, schema.reading_people.c
    with ledger.looking() as connection:
        rows = connection.execute(select(r.page, p.name, p.person).join(schema.readings, r.id == p.reading)).all()
    said = {(row.page, row.name): row.person for row in rows}
    found: dict[Hashable, tuple[Hashable, Hashable]] = {}
    for name, label in pages.items():
        for each in _people(label):
            person = said.get((ids[name], each["name"]))
            if person is not None:
                found[name, each["name"]] = each["entity"], person
    return found


def _people(label: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    named = [each for each in label.get("people", ()) if not each.get("credit") and not each.get("lost")]
    names = [each["name"] for each in named]
    return (each for each in named if names.count(each["name"]) == 1)


def copies(ledger: Ledger, pages: Mapping[str, Any], ids: Mapping[str, str]) -> tuple[int, int, int]:
    """Pairs of pages under one source: right, found, labelled."""
    r, p = schema.readings.c, schema.fingerprints.c
    with ledger.looking() as connection:
        source = {row.page: row.source for row in connection.execute(select(r.page, p.source).join(schema.readings, r.id == p.reading))}
    meant = {name: _root(pages, name) for name in pages}
    pairs = [(one, other) for one in pages for other in pages if one < other]
    labelled = {pair for pair in pairs if meant[pair[0]] == meant[pair[1]]}
    found = {pair for pair in pairs if source[ids[pair[0]]] == source[ids[pair[1]]]}
    return len(found & labelled), len(found), len(labelled)


def _root(pages: Mapping[str, Any], name: str) -> str:
    while pages[name].get("copy_of"):
        name = pages[name]["copy_of"]
    return name


def report(*, judging: bool) -> Iterator[str]:
    """What is printed of one half."""
    labels = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))["pages"]
    pages = {name: label for name, label in labels.items() if judges(label["family"]) == judging}
    with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
        ids = read_all(ledger, pages)
        yield f"{'judged' if judging else 'open'} half: {len(pages)} pages"
        told = [each for label in pages.values() for each in label.get("visits", ()) if not each.get("planned")]
        fresh = [each for each in told if not each.get("background")]
        named = [each for label in pages.values() for each in _people(label)]
        yield _line("visits", b_cubed(visits(ledger, pages, ids, background=False), len(fresh)))
        yield _line("visits, background too", b_cubed(visits(ledger, pages, ids, background=True), len(told)))
        yield _line("people", b_cubed(people(ledger, pages, ids), len(named)))
        right, found, labelled = copies(ledger, pages, ids)
        yield f"copies: {right} of {labelled} pairs found, {found - right} false"


def _line(name: str, score: Score) -> str:
    return (
        f"{name}: B³ P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}, "
        f"{score.mentions} of {score.labelled} mentions found, entries {score.over:+.1%}"
    )


if __name__ == "__main__":
    for half in (False, True) if "--open" not in sys.argv else (False,):
        print(*report(judging=half), sep="\n")
