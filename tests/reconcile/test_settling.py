"""Every value stays; the preferred one is the judged, the one of more sources, the surer, the finer, the later."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from shanhai.model import Agreement, Amount, Certainty, Evidence, Modality, PlaceRef, Visit, When
from shanhai.reconcile.settling import Reason, Told, settle
from shanhai.reconcile.statement import Statement

LUCHENG, WENZHOU = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="温州市", code="330300")


def signed(
    page: str, yuan: int, *, source: str | None = None, published: str | None = None, certainty: Certainty = Certainty.EXACT
) -> Told:
    said = Evidence(start=0, end=1, exact="甲", text="甲", rule="r", certainty=certainty)
    amount = Amount(yuan=Decimal(yuan), text=f"{yuan}元")
    fact = Agreement(id="1", page=page, amount=amount, evidence={"amount": (said,)})
    return Told(statement=Statement(fact=fact, published=published), source=source or page)


def yuan(*told: Told) -> tuple[int, Reason]:
    entry = settle(told)
    assert isinstance(entry.fact, Agreement)
    assert entry.fact.amount
    return int(entry.fact.amount.yuan), entry.reasons["amount"]


def test_more_sources_win_and_copies_are_one() -> None:
    assert yuan(signed("p", 1), signed("q", 2), signed("r", 2)) == (2, Reason.SOURCES)
    copied = signed("p", 1, source="p"), signed("q", 1, source="p"), signed("r", 2), signed("s", 2)
    assert yuan(*copied) == (2, Reason.SOURCES)


def test_the_undamaged_and_then_the_later_page_wins() -> None:
    assert yuan(signed("p", 1, certainty=Certainty.GUESSED), signed("q", 2)) == (2, Reason.CERTAINTY)
    assert yuan(signed("p", 1, published="2024-01-01"), signed("q", 2, published="2024-03-01")) == (2, Reason.RECENCY)
    assert yuan(signed("p", 1), signed("q", 2)) == (1, Reason.ORDER)


def test_what_a_person_set_wins_over_all() -> None:
    corrected = signed("p", 1)
    entry = [Told(statement=corrected.statement, source="p", judged=("amount",)), signed("q", 2), signed("r", 2)]
    assert yuan(*entry) == (1, Reason.JUDGED)


def test_every_value_stays_with_its_statements() -> None:
    entry = settle([signed("p", 1), signed("q", 2), signed("r", 2)])
    assert [(standing.sources, standing.statements) for standing in entry.conflicts["amount"]] == [(2, ("q/1", "r/1")), (1, ("p/1",))]


def test_a_coarser_telling_is_no_conflict() -> None:
    def told(page: str, host: PlaceRef, day: str, *, background: bool = False) -> Told:
        visit = Visit(id="1", page=page, host_place=host, date=When(text=day, start=day), sites=(f"{page}馆",), background=background)
        return Told(statement=Statement(fact=visit), source=page)

    tellings = told("p", WENZHOU, "2024-05"), told("q", LUCHENG, "2024-05-14"), told("r", WENZHOU, "--05-14", background=True)
    for ordered in permutations(tellings):
        entry = settle(ordered)
        assert isinstance(entry.fact, Visit)
        assert entry.conflicts == {}
        assert (entry.fact.host_place, entry.fact.date and entry.fact.date.start) == (LUCHENG, "2024-05-14")
        assert entry.fact.sites == ("p馆", "q馆", "r馆")
        assert not entry.fact.background


def test_what_one_page_plans_another_tells_as_done() -> None:
    plan = Told(statement=Statement(fact=Visit(id="1", page="p", modality=Modality.PLANNED)), source="p")
    done = Told(statement=Statement(fact=Visit(id="1", page="q")), source="q")
    assert settle([plan, done]).fact.modality is Modality.HAPPENED
