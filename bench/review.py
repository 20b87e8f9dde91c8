"""`python -m bench.review LEDGER`: what scripted decisions by the proposed order are worth, against the same number in random order.

LEDGER holds the pages of bench/syndication (`shanhai add bench/syndication/S*`). Only visits are labelled, so only questions about visits
are asked; the answers come from the labels. F1 is B³ over visits in which a visit that no label knows counts as wrong.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from sqlalchemy import select

from bench.ledger import FOLDER, _fit
from shanhai.ledger import Ledger, schema
from shanhai.ledger.answering import judgement_of
from shanhai.ledger.deciding import decide
from shanhai.model import PlaceRef, Visit, When
from shanhai.reconcile.asking import Kind, Question
from shanhai.reconcile.dating import Dating, dating
from shanhai.reconcile.nearness import Nearness, nearness

MARKS = (0, 25, 50, 100, 200)
SEEDS = 3
RESULT = Path(__file__).with_name("results") / "review.json"
Label = dict[str, Any]


def labels() -> dict[str, list[Label]]:
    """The labelled visits by page id."""
    pages = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))["pages"]
    return {sha256((FOLDER / label["file"]).read_bytes()).hexdigest(): list(label.get("visits", ())) for label in pages.values()}


def meant(ledger: Ledger, gold: dict[str, list[Label]]) -> dict[str, Label | None]:
    """The labelled visit that each statement (PAGE/FACT) of a visit tells, null where it tells none."""
    f, r = schema.facts.c, schema.readings.c
    with ledger.looking() as connection:
        rows = connection.execute(
            select(r.page, f.body).join(schema.readings, (r.id == f.reading) & r.shown).where(f.type == "visit")
        ).all()
    stated: dict[str, list[Visit]] = defaultdict(list)
    for page, body in rows:
        stated[page].append(body)
    found: dict[str, Label | None] = {}
    for page, visits in stated.items():
        if page not in gold:
            continue
        left = list(visits)
        for label in gold[page]:
            best = max(left, key=lambda visit: _fit(label, visit), default=None)
            if best is not None and _fit(label, best) > 0:
                left.remove(best)
                found[f"{page}/{best.id}"] = label
        found |= {f"{page}/{visit.id}": None for visit in left}
    return found


def f1(ledger: Ledger, gold: dict[str, list[Label]], told: dict[str, Label | None]) -> float:
    """B³ over the visits: what no label knows is wrong, what was rejected or never found is missing."""
    f, r, s = schema.facts.c, schema.readings.c, schema.statements.c
    with ledger.looking() as connection:
        chosen = (
            select(r.page, f.id, s.entry).join(schema.readings, (r.id == f.reading) & r.shown).join(schema.statements, s.fact == f.number)
        )
        entries = {f"{row.page}/{row.id}": row.entry for row in connection.execute(chosen.where(f.type == "visit", s.entry.is_not(None)))}
    system: dict[str, list[str]] = defaultdict(list)
    for key, entry in entries.items():
        if key in told:
            system[entry].append(key)
    events: dict[str, int] = defaultdict(int)
    for visits in gold.values():
        for label in visits:
            events[label["event"]] += 1
    precision = recall = 0.0
    for keys in system.values():
        for key in keys:
            label = told[key]
            if label is not None:
                same = sum((other := told[each]) is not None and other["event"] == label["event"] for each in keys)
                precision += same / len(keys)
                recall += same / events[label["event"]]
    p, r_ = precision / sum(map(len, system.values())), recall / sum(events.values())
    return 2 * p * r_ / (p + r_)


def said(ledger: Ledger, asked: Question, told: dict[str, Label | None]) -> str:
    """What the labels answer."""
    one, two = told.get(asked.one), told.get(asked.two)
    if asked.kind in (Kind.JOIN, Kind.PART):
        return "unsure" if one is None or two is None else "same" if one["event"] == two["event"] else "different"
    if asked.kind is Kind.FACT:
        return "accept" if one is not None else "reject"
    if asked.kind is Kind.CONFLICT:
        return next((str(at) for at, key in enumerate(asked.options, 1) if _fits(ledger, key, asked.field, told.get(key))), "unsure")
    return "accept"


def _fits(ledger: Ledger, key: str, field: str, label: Label | None) -> bool:
    if label is None or field not in ("visitor_place", "host_place", "date"):
        return False
    page, _, name = key.partition("/")
    f, r = schema.facts.c, schema.readings.c
    with ledger.looking() as connection:
        chosen = select(f.body).join(schema.readings, (r.id == f.reading) & r.shown).where(r.page == page, f.id == name)
        value = getattr(connection.execute(chosen).scalar_one(), field)
    if field == "date":
        return bool(label.get("date")) and dating(When(text="", start=str(label["date"])), value) is Dating.SAME_DAY
    return bool(label.get(field)) and nearness(PlaceRef(name=str(label[field]), code=str(label[field])), value) is Nearness.SAME


class Sitting(NamedTuple):
    """What a scripted reviewer needs: the open questions, the most useful first, what the labels answer to one, and the score by then."""

    left: Callable[[Ledger], Sequence[Question]]
    said: Callable[[Ledger, Question], str]
    score: Callable[[Ledger], float]


def sit(place: Path, sitting: Sitting, choose: Callable[[Sequence[Question]], Question]) -> dict[int, float]:
    """The score after so many decisions, each on the question that `choose` takes; at the last mark, that where the questions end."""
    scores: dict[int, float] = {}
    with TemporaryDirectory() as folder:
        copy = shutil.copy(place, Path(folder) / "a.ledger")
        with Ledger.open(str(copy)) as ledger:
            for number in range(MARKS[-1] + 1):
                if number in MARKS:
                    scores[number] = sitting.score(ledger)
                left = sitting.left(ledger)
                if number == MARKS[-1] or not left:
                    break
                asked = choose(left)
                with ledger.looking() as connection:
                    made = judgement_of(connection, asked, sitting.said(ledger, asked), who="bench")
                decide(ledger, made)
            scores.setdefault(MARKS[-1], sitting.score(ledger))
    return scores


def open_questions(ledger: Ledger, told: dict[str, Label | None]) -> list[Question]:
    """The questions about visits of labelled pages, the most useful first."""
    q = schema.questions.c
    with ledger.looking() as connection:
        rows = connection.execute(select(q.body).order_by(q.gain.desc(), q.key.desc())).scalars()
        return [each for each in rows if each.type == "visit" and each.one in told and (not each.two or each.two in told)]


def main() -> None:
    """Prints and keeps the scores."""
    place, gold = Path(sys.argv[1]), labels()
    with Ledger.open(str(place)) as ledger:
        meaning = meant(ledger, gold)
        asked = open_questions(ledger, meaning)
    sitting = Sitting(
        lambda ledger: open_questions(ledger, meaning),
        lambda ledger, asked: said(ledger, asked, meaning),
        lambda ledger: f1(ledger, gold, meaning),
    )
    print(f"{len(asked)} questions about visits")
    ordered = sit(place, sitting, lambda left: left[0])
    by_chance = [sit(place, sitting, random.Random(seed).choice) for seed in range(SEEDS)]
    chance = {number: sum(each.get(number, each[max(each)]) for each in by_chance) / SEEDS for number in ordered}
    for number in sorted(ordered):
        print(f"{number:4} decisions: F1 {ordered[number]:.4f} by the order, {chance[number]:.4f} by chance")
    told = {"questions": len(asked), "seeds": SEEDS, "order": ordered, "chance": chance}
    RESULT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
