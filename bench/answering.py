"""`python -m bench.answering LEDGER [--answers 120]`: how long a reviewer waits from the key to the next question, over a large ledger.

LEDGER is a copy that may be written to (`python -m bench.load` makes one of a million facts). Where it asks nothing yet, questions are
made of its entries: one doubtful fact of each, as many as it has; the pages of those that come first are joined before, as `shanhai add`
joins them (the ledgers of `bench.load` are filled without). The answers go through the application as a browser sends them: the
form is posted, the next question is fetched. No network and no drawing is in it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from pathlib import Path
from statistics import median
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import func, select

from shanhai.ledger import Ledger, schema
from shanhai.ledger.tying import insert_missing
from shanhai.ledger.waiting import Waiting, wait
from shanhai.reconcile.asking import Kind, Question, values_of
from tests.web.near import near

RESULT = Path(__file__).with_name("results") / "answering.json"
BATCH = 5000
FIRST = 60
"""Pages whose facts are asked about first: a dozen facts each."""
ASKED = re.compile(r'name="question" value="([0-9a-f]+)"')


def ask(ledger: Ledger) -> int:
    """Asks about a fact of every entry of a ledger that asks nothing, first about those of some pages; how many questions there are."""
    e, s, f, r = schema.entries.c, schema.statements.c, schema.facts.c, schema.readings.c
    with ledger.looking() as connection:
        known = connection.execute(select(func.count()).select_from(schema.questions)).scalar_one()
        if known > BATCH:
            return int(known)
        pages = set(connection.execute(select(r.page).where(r.shown).order_by(r.page).limit(FIRST)).scalars())
    with ledger.writing() as connection:
        wait(connection, Waiting.PAGE, pages)
    ledger.reconcile()
    with ledger.looking() as connection:
        first = select(func.min(s.fact).label("fact"), s.entry).where(s.entry.is_not(None)).group_by(s.entry).subquery()
        chosen = select(e.id, e.type, f.id.label("said"), f.body, r.page).select_from(first)
        chosen = chosen.join(schema.entries, e.id == first.c.entry).join(schema.facts, f.number == first.c.fact)
        rows = connection.execute(chosen.join(schema.readings, r.id == f.reading)).all()
    chance = random.Random(1)
    asked = [
        Question(
            kind=Kind.FACT,
            type=row.type,
            entry=row.id,
            one=f"{row.page}/{row.said}",
            chance=0.9 if row.page in pages else round(chance.uniform(0.01, 0.09), 4),
            stake=values_of(row.body),
        )
        for row in rows
    ]
    for at in range(0, len(asked), BATCH):
        made = [
            {"key": each.key, "kind": each.kind.value, "entry": each.entry, "other": None, "gain": each.gain, "body": each}
            for each in asked[at : at + BATCH]
        ]
        with ledger.writing() as connection:
            insert_missing(connection, schema.questions, made)
    return len(asked)


def answer(client: TestClient[Any], said: str) -> tuple[float, float, float]:
    """Seconds until an answer is kept, until the next question is there, and of the processor until then."""
    asked = ASKED.search(client.get("/review").text)
    assert asked
    begun, busy = time.perf_counter(), time.process_time()
    kept = client.post("/review/answers", data={"question": asked[1], "said": said}, follow_redirects=False)
    between = time.perf_counter()
    assert kept.status_code == 303, kept.text[:400]
    shown = client.get(kept.headers["location"])
    assert ASKED.search(shown.text)
    return between - begun, time.perf_counter() - begun, time.process_time() - busy


def main() -> None:
    """Prints and keeps the times."""
    given = argparse.ArgumentParser()
    given.add_argument("ledger")
    given.add_argument("--answers", type=int, default=120)
    told = given.parse_args()
    with Ledger.open(told.ledger) as ledger:
        questions = ask(ledger)
        with ledger.looking() as connection:
            facts = connection.execute(select(func.count()).select_from(schema.facts)).scalar_one()
    chance = random.Random(2)
    with near(Path(told.ledger), who="bench") as client:
        for _ in range(5):
            answer(client, "accept")  # what is read for the first time is read by nobody's key
        said = (chance.choice(("accept", "accept", "accept", "reject", "unsure")) for _ in range(told.answers))
        times = [answer(client, each) for each in said]
    kept, wall, busy = (sorted(column) for column in zip(*times, strict=True))
    at = int(0.95 * len(times))
    result = {
        "facts": facts,
        "questions": questions,
        "answers": len(times),
        "next question ms": {"median": round(1000 * median(wall)), "p95": round(1000 * wall[at])},
        "answer kept ms": {"median": round(1000 * median(kept)), "p95": round(1000 * kept[at])},
        "of the processor until then ms": {"median": round(1000 * median(busy)), "p95": round(1000 * busy[at])},
    }
    print(json.dumps(result, indent=1))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
