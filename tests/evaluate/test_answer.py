from __future__ import annotations

from shanhai.evaluate.answer import answers
from shanhai.evaluate.label import label
from shanhai.model import Account, Modality, PageAccount, Pledge, Role, Tenure, Visit

from .made_up import HAISHU, QINGYUAN, account, frame


def test_people_without_a_list_are_those_who_hold_posts() -> None:
    assert [person.name for person in answers(_with_tenures(), label("A", {})).people] == ["欧阳甲"]


def _with_tenures() -> Account:
    return account(
        "A",
        facts=(
            Tenure(person="欧阳甲", post="书记", organization="海曙区委", **frame(1)),
            Tenure(person="欧阳甲", post="区长", organization="海曙区", **frame(2)),
            Tenure(person="记者丙", post="记者", role=Role.CREDIT, **frame(3)),
        ),
    )


def test_what_is_denied_or_wished_is_no_answer_pledges_apart() -> None:
    facts = (
        Visit(visitor_place=HAISHU, host_place=QINGYUAN, modality=Modality.WISHED, **frame(1)),
        Visit(visitor_place=HAISHU, host_place=QINGYUAN, modality=Modality.PLANNED, **frame(2)),
        Pledge(text="将努力", modality=Modality.WISHED, **frame(3)),
    )
    found = answers(account("A", facts=facts), label("A", {}))
    assert (len(found.visits), len(found.pledges)) == (1, 1)


def test_an_empty_account_answers_nothing() -> None:
    found = answers(Account(page=PageAccount(id="0", source="A.html")), label("A", {}))
    assert not any((found.people, found.visits, found.orgs, found.pledges))
