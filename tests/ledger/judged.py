"""Judgements drawn by chance: every verdict, on facts, on fields, on people, by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sqlalchemy import select

from shanhai.ledger import Ledger, schema
from shanhai.model import AnyFact, Visit
from shanhai.reconcile.judgement import OF_TWO, PERSON, Anchor, Judgement, Verdict, anchor_of

Said = tuple[AnyFact, str]
VERDICTS = tuple(Verdict)


class Chooser:
    """Draws judgements on what a ledger's pages say; the same seed draws the same."""

    def __init__(self, ledger: Ledger, seed: int, sittings: int) -> None:
        self.chance = random.Random(seed)
        self.sittings = sittings
        f, r, t, p = schema.facts.c, schema.readings.c, schema.texts.c, schema.reading_people.c
        with ledger.looking() as connection:
            chosen = select(f.body, t.text).join(schema.readings, r.id == f.reading).join(schema.texts, t.page == r.page)
            self.said: list[Said] = [(row.body, row.text) for row in connection.execute(chosen.order_by(r.page, f.position))]
            named = select(p.name, r.page).join(schema.readings, r.id == p.reading).order_by(p.name, r.page)
            self.named = [(row.name, row.page) for row in connection.execute(named)]

    def draw(self, number: int) -> Judgement:
        frame = {"who": "甲", "sitting": f"{number % self.sittings}", "made": f"2026-01-01T{number // 60:02}:{number % 60:02}"}
        verdict = self.chance.choice(VERDICTS)
        if verdict in OF_TWO and self.chance.random() < 0.4:
            return Judgement(verdict=verdict, **self._people(), **frame)
        fact, text = self.chance.choice(self.said)
        if verdict in OF_TWO:
            other = self._like(fact)
            return Judgement(verdict=verdict, anchor=anchor_of(fact, text), other=anchor_of(*other), **frame)
        if verdict is Verdict.ADD:
            value = {"type": "policy", "name": f"规划{number}"}
            return Judgement(verdict=verdict, anchor=Anchor(page=fact.page, type="policy", exact=text[:4]), value=value, **frame)
        if verdict is Verdict.CORRECT:
            fact, text = self.chance.choice([each for each in self.said if isinstance(each[0], Visit)])
            return Judgement(verdict=verdict, anchor=anchor_of(fact, text, "head"), value=f"李{number}", **frame)
        field = "head" if isinstance(fact, Visit) and self.chance.random() < 0.5 else ""
        return Judgement(verdict=verdict, anchor=anchor_of(fact, text, field), **frame)

    def _like(self, fact: AnyFact) -> Said:
        """Another fact of its type: those of one entry, if judged apart, try more than chance would."""
        others = [each for each in self.said if type(each[0]) is type(fact) and each[0].page != fact.page]
        return self.chance.choice(others)

    def _people(self) -> dict[str, Anchor]:
        name = self.chance.choice(self.named)[0]
        pages = [page for other, page in self.named if other == name]
        one, other = self.chance.choice(pages), self.chance.choice(pages)
        return {"anchor": Anchor(page=one, type=PERSON, value=name), "other": Anchor(page=other, type=PERSON, value=name)}


def judged(ledger: Ledger, count: int, seed: int, sittings: int) -> Sequence[Judgement]:
    """Makes so many judgements, a few at a time; those that were made."""
    chooser = Chooser(ledger, seed, sittings)
    made = [chooser.draw(number) for number in range(count)]
    for at in range(0, count, 20):
        ledger.judge(*made[at : at + 20])
    return made
