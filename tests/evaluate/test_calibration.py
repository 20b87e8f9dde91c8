"""Facts judged one by one, and the curve of their confidence."""

from __future__ import annotations

from shanhai.evaluate.calibration import calibration_text, curve, verdicts
from shanhai.evaluate.label import label
from shanhai.model import Account, PageAccount, Platform, Pledge, PledgeKind

PARK, OTHER = (Platform(id=name, page="2", name=name, confidence=0.95) for name in ("桐庐—秀山产业园", "秀山县食品园"))


def account(*facts: Platform | Pledge) -> Account:
    return Account(page=PageAccount(id="0", source="E00.txt"), facts=facts)


def test_each_fact_is_judged() -> None:
    found = list(verdicts(account(PARK, OTHER), label("E00", {"platforms": [{"name": "桐庐—秀山产业园"}]})))
    assert [(verdict.fact.id, verdict.right) for verdict in found] == [("桐庐—秀山产业园", True), ("秀山县食品园", False)]


def test_what_a_label_only_allows_is_passed_over() -> None:
    assert not list(verdicts(account(OTHER), label("E00", {"platforms": [{"name": "秀山县食品园", "optional": True}]})))


def test_a_negative_page_makes_every_alarm_false() -> None:
    pledge = Pledge(id="1", page="2", text="加强协作", kind=PledgeKind.PLAN)
    found = list(verdicts(account(PARK, pledge), label("E00", {"relevant": False})))
    assert [(verdict.kind, verdict.right) for verdict in found] == [("pledges", False)]


def test_a_pledge_is_right_when_half_of_it_is_labelled() -> None:
    pledge = Pledge(id="1", page="2", text="加强产业协作", kind=PledgeKind.PLAN)
    entry = {"pledges": [{"text": "加强产业协作"}]}
    assert [verdict.right for verdict in verdicts(account(pledge), label("E00", entry))] == [True]


def test_the_curve_and_the_share() -> None:
    found = list(verdicts(account(PARK, OTHER), label("E00", {"platforms": [{"name": "桐庐—秀山产业园"}]})))
    assert [(one.judged, one.right) for one in curve(found)] == [(2, 1)]
    assert "1.000（2 / 2）" in calibration_text(found, 2, 0)
