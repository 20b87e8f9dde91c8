"""A visit as it is being put together."""

from __future__ import annotations

from shanhai.facts.draft import Draft, inferred
from shanhai.facts.evidence import Claim
from shanhai.model import Basis

CLAIM = Claim(field="head", start=0, end=2, rule="visit.x")


def test_changing_a_draft_keeps_its_claims_and_leaves_the_old_one() -> None:
    first = Draft(claims=(CLAIM,))
    second = first.with_([CLAIM], head="柳岸")
    assert (first.head, second.head, second.claims) == (None, "柳岸", (CLAIM, CLAIM))


def test_a_name_is_added_once_and_in_order() -> None:
    assert Draft(hosts=("龙在野",)).adding("hosts", ("苏白", "龙在野"), [CLAIM]).hosts == ("龙在野", "苏白")


def test_where_it_was_told_last() -> None:
    draft = Draft(start=10, tellings=(40, 90))
    assert [draft.told(offset) for offset in (5, 10, 60, 90)] == [None, 10, 40, 90]


def test_an_inferred_claim_says_the_same() -> None:
    assert inferred(CLAIM) == Claim(field="head", start=0, end=2, rule="visit.x", basis=Basis.INFERRED)
