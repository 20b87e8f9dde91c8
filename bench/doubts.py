"""`python -m bench.doubts`: what scripted decisions on doubtful facts are worth by the proposed order, against as many in random order.

All labelled pages of bench/pages are read into one ledger. Only questions whether a fact is right are asked, for their labels answer
nothing else; what a label merely allows is passed over. F1 counts what is found, missed and false as `bench.eval` does, over all judged
types together, each fact as one; facts that were rejected are no answers any more. The pages of the test half are also asked by
themselves: no confidence was counted on them.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msgspec import structs
from sqlalchemy import select

from bench.compare import RESULTS
from bench.corpus import PAGES, in_test_half
from bench.ledger import adding
from bench.review import Sitting, sit
from shanhai.evaluate import Outcome, labelled_pages, read_label, score
from shanhai.evaluate.calibration import KINDS, verdicts
from shanhai.ledger import Ledger, schema
from shanhai.model import Account
from shanhai.reconcile.asking import Kind, Question

SEEDS = 5
JUDGED = frozenset(KINDS.values())


class Labelled(NamedTuple):
    """Accounts by the names of their pages, and what the labels say of each fact (PAGE/FACT) on which they say something."""

    accounts: Mapping[str, Account]
    right: Mapping[str, bool]


def labelled(names: Iterable[str], accounts: Mapping[str, Account]) -> Labelled:
    """What the labels of these pages say of the facts on them."""
    chosen = {name: accounts[name] for name in names}
    told = (each for name, account in chosen.items() for each in verdicts(account, read_label(PAGES / f"{name}.json")))
    return Labelled(chosen, {f"{each.fact.page}/{each.fact.id}": each.right for each in told})


def f1(ledger: Ledger, pages: Labelled) -> float:
    """Over all judged types together, of the facts that are not rejected."""
    f, r, s = schema.facts.c, schema.readings.c, schema.statements.c
    told = select(r.page, f.id).join(schema.readings, (r.id == f.reading) & r.shown).join(schema.statements, s.fact == f.number)
    with ledger.looking() as connection:
        held = {f"{row.page}/{row.id}" for row in connection.execute(told.where(s.entry.is_not(None)))}
    left = {
        name: structs.replace(account, facts=tuple(fact for fact in account.facts if f"{fact.page}/{fact.id}" in held))
        for name, account in pages.accounts.items()
    }
    found = Counter(
        each.outcome for each in score((read_label(PAGES / f"{name}.json") for name in left), left).findings if each.type in JUDGED
    )
    right = 2 * found[Outcome.RIGHT]
    return right / (right + found[Outcome.MISSED] + found[Outcome.FALSE])


def open_questions(ledger: Ledger, pages: Labelled) -> list[Question]:
    """The questions that labels answer, the most useful first."""
    q = schema.questions.c
    with ledger.looking() as connection:
        rows = connection.execute(select(q.body).order_by(q.gain.desc(), q.key.desc())).scalars()
        return [each for each in rows if each.kind is Kind.FACT and each.one in pages.right]


def compared(place: Path, pages: Labelled) -> dict[str, object]:
    """Both orders over some pages."""
    with Ledger.open(str(place)) as ledger:
        asked = open_questions(ledger, pages)
    sitting = Sitting(
        lambda ledger: open_questions(ledger, pages),
        lambda _, question: "accept" if pages.right[question.one] else "reject",
        lambda ledger: f1(ledger, pages),
    )
    ordered = sit(place, sitting, lambda left: left[0])
    by_chance = [sit(place, sitting, random.Random(seed).choice) for seed in range(SEEDS)]
    chance = {number: sum(each[number] for each in by_chance) / SEEDS for number in ordered}
    return {
        "pages": len(pages.accounts),
        "questions": len(asked),
        "wrong": sum(not pages.right[each.one] for each in asked),
        "seeds": SEEDS,
        "order": {number: round(value, 4) for number, value in ordered.items()},
        "chance": {number: round(value, 4) for number, value in chance.items()},
    }


def main() -> None:
    """Prints and keeps the scores."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "labelled.ledger"
        with Ledger.open(str(place)) as ledger:
            accounts = {path.stem: adding(ledger, path) for path in labelled_pages(PAGES)}
            ledger.reconcile()
        sets = {"every page": sorted(accounts), "test half": sorted(filter(in_test_half, accounts))}
        found = {name: compared(place, labelled(names, accounts)) for name, names in sets.items()}
    for name, each in found.items():
        print(name, json.dumps(each))
    (RESULTS / "doubts.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
