"""How sure a fact is."""

from __future__ import annotations

import pytest

from shanhai.facts.confidence import LEAST, appraised, rule_of, sureness
from shanhai.model import Basis, Certainty, Evidence, Fact, Modality, PlaceRef, Pledge, PledgeKind, Project, Tenure, Visit

NAMED = PlaceRef(name="桐庐县", code="330122")


def quoted(rule: str = "r", **more: object) -> dict[str, tuple[Evidence, ...]]:
    return {"": (Evidence(start=0, end=1, exact="甲", text="甲", rule=rule, **more),)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Visit(id="1", page="2", visitor_place=NAMED, evidence=quoted()), "stated"),
        (Visit(id="1", page="2", visitor_place=NAMED, evidence=quoted(basis=Basis.INFERRED)), "inferred"),
        (Visit(id="1", page="2", evidence=quoted(certainty=Certainty.GUESSED)), "guessed"),
        (Visit(id="1", page="2", evidence=quoted(certainty=Certainty.SEARCHED)), "searched"),
        (Visit(id="1", page="2", host_place=PlaceRef(name="城关镇", candidates=("1", "2"))), "undecided"),
        (Visit(id="1", page="2", needs_review=True), "doubted"),
        (Visit(id="1", page="2", modality=Modality.PLANNED), "planned"),
        (Tenure(id="1", page="2", person="李四", post="主任"), "partial"),
        (Pledge(id="1", page="2", text="加强协作", kind=PledgeKind.PLAN, modality=Modality.PLANNED), "stated"),
    ],
)
def test_the_worst_counts(fact: Fact, expected: str) -> None:
    assert sureness(fact) == expected


def test_a_tenure_is_counted_by_the_category_of_its_post() -> None:
    assert (
        rule_of(Tenure(id="1", page="2", person="李四", post="县长", evidence=quoted("tenure.post-name"))) == "tenure.post-name government"
    )


def test_low_confidence_asks_for_review() -> None:
    place = PlaceRef(name="桐庐县", code="330122")
    held = Tenure(id="1", page="2", person="李四", post="书记", organization="桐庐县委", place=place, evidence=quoted("tenure.post-name"))
    sure = appraised(held)
    unsure = appraised(Tenure(id="1", page="2", person="李四", post="护士长", evidence=quoted("tenure.post-name")))
    assert sure.confidence >= LEAST and not sure.needs_review
    assert unsure.confidence < LEAST and unsure.needs_review


def test_doubt_stays() -> None:
    assert appraised(Project(id="1", page="2", name="山茶加工厂", needs_review=True)).needs_review
