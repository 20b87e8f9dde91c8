"""What adding a page writes, and what another version of the rules replaces."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import Select, select

from shanhai.ledger import Added, Ledger, schema
from shanhai.ledger.writer import date_of
from shanhai.model import AnyFact, Meeting, Pledge, Tenure, When

from .contents import contents, sound
from .synthetic import page_reading

DAMAGED, CLEAN = page_reading(1), page_reading(2)


def rows(ledger: Ledger, statement: Select[Any]) -> list[Any]:
    with ledger.looking() as connection:
        return list(connection.execute(statement))


def test_the_page_is_kept_as_it_came(ledger: Ledger) -> None:
    ledger.add(DAMAGED)
    (page,) = rows(ledger, select(schema.pages))
    assert (page.id, page.bytes, page.size) == (DAMAGED.page.id, DAMAGED.raw, len(DAMAGED.raw))
    (text,) = rows(ledger, select(schema.texts))
    assert {field: getattr(text, field) for field in ("format", "encoding", "encoding_reason", "text", "parts")} == {
        field: getattr(DAMAGED.page, field) for field in ("format", "encoding", "encoding_reason", "text", "parts")
    }


def test_the_reading_is_kept_with_its_edits_and_the_rules_that_made_it(ledger: Ledger) -> None:
    ledger.add(DAMAGED)
    ledger.add(CLEAN)
    damaged, clean = rows(ledger, select(schema.readings).order_by(schema.readings.c.id))
    assert (damaged.restored, damaged.edits, damaged.blocks) == (DAMAGED.restored.text, DAMAGED.restored.edits, DAMAGED.blocks)
    assert (clean.restored, clean.edits) == (None, ())
    assert damaged.account == structs.replace(DAMAGED.account, facts=())
    assert {damaged.rules, clean.rules} == {DAMAGED.rules}


def test_facts_are_kept_whole_and_in_order(ledger: Ledger) -> None:
    ledger.add(DAMAGED)
    found = rows(ledger, select(schema.facts).order_by(schema.facts.c.position))
    assert tuple(fact.body for fact in found) == DAMAGED.account.facts
    assert [fact.type for fact in found][:4] == ["tenure", "tenure", "visit", "meeting"]
    assert {fact.type for fact in found if fact.date_start} == {"visit", "meeting"}


def test_people_and_places_are_tied_by_name_and_code(ledger: Ledger) -> None:
    ledger.add(DAMAGED)
    visit = next(fact for fact in DAMAGED.account.facts if type(fact).__name__ == "Visit")
    ties = schema.fact_people.c
    tied = rows(ledger, select(ties.slot, ties.person).join_from(schema.fact_people, schema.facts).where(schema.facts.c.type == "visit"))
    assert ("visit.head", visit.head) in tied
    keys = {row.place for row in rows(ledger, select(schema.fact_places).where(schema.fact_places.c.slot == "visit.host_place"))}
    assert keys == {visit.host_place.code}
    known = {row.key: row.parent for row in rows(ledger, select(schema.places))}
    assert known[visit.host_place.code] in known


def test_a_page_that_says_nothing_is_kept_too(ledger: Ledger) -> None:
    silent = structs.replace(CLEAN, account=structs.replace(CLEAN.account, facts=(), people=(), places=(), organizations=()))
    assert ledger.add(silent) is Added.new
    assert sound(ledger)
    assert not contents(ledger)["facts"]


def test_other_rules_replace_the_reading_and_leave_the_page(ledger: Ledger) -> None:
    ledger.add(DAMAGED)
    fewer = structs.replace(DAMAGED, rules="2", account=structs.replace(DAMAGED.account, facts=DAMAGED.account.facts[:2]))
    assert ledger.add(fewer) is Added.reread
    assert sound(ledger)
    told = contents(ledger)
    assert (len(told["pages"]), len(told["readings"]), len(told["facts"]), len(told["captures"])) == (1, 1, 2, 1)
    assert ledger.add(fewer) is Added.known


def test_a_text_laid_out_anew_takes_its_reading_along(ledger: Ledger) -> None:
    ledger.add(CLEAN)
    laid_out = structs.replace(CLEAN.page, linearisation=2, text=CLEAN.page.text + "\n")
    restored = structs.replace(CLEAN.restored, text=laid_out.text)
    assert ledger.add(structs.replace(CLEAN, page=laid_out, restored=restored, rules="2")) is Added.reread
    assert [row.linearisation for row in rows(ledger, select(schema.texts))] == [2]
    assert sound(ledger)


@pytest.mark.parametrize(
    ("fact", "start"),
    [
        (Meeting(id="1", page="p", name="甲", date=When(text="8月26日", start="--08-26")), "--08-26"),
        (Pledge(id="1", page="p", text="甲", deadline=When(text="年底前", start="2025-12")), "2025-12"),
        (Pledge(id="1", page="p", text="甲", deadline=When(text="适时")), None),
    ],
)
def test_the_date_of_a_fact(fact: AnyFact, start: str | None) -> None:
    when = date_of(fact)
    assert when is not None
    assert when.start == start


def test_a_tenure_has_no_date() -> None:
    assert date_of(Tenure(id="1", page="p")) is None
