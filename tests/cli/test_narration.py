"""An account told to a person."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from shanhai.cli.narration import narrate
from shanhai.cli.quotation import Quoter
from shanhai.model import (
    Account,
    AnyFact,
    Basis,
    Certainty,
    Evidence,
    Meeting,
    Modality,
    PageAccount,
    Pairing,
    PlaceRef,
    Programme,
    Relation,
    Role,
    Tenure,
    Visit,
    When,
)
from shanhai.restore import restore_text

A, B = PlaceRef(name="甲县"), PlaceRef(name="乙市")
PAGE = "昨天下雨。甲縣代表團赴乙市，座談。" * 2
SENTENCE = {"": (Evidence(start=5, end=13, exact="甲縣代表團赴乙市", text="甲县代表团赴乙市", rule="visit.goes"),)}

LONG_VISIT = Visit(
    id="1",
    page="0",
    visitor_place=A,
    host_place=B,
    date=When(text="9月3日"),
    head="李四",
    members=("王五",),
    sites=("丙园",),
    kind="考察",
    programme=Programme(stated="山海协作"),
    evidence=SENTENCE,
)


def told(*facts: AnyFact, **page: object) -> str:
    out = io.StringIO()
    account = Account(page=PageAccount(id="0" * 64, source="a.html", **page), facts=facts)  # type: ignore[arg-type]
    narrate(account, Quoter(restore_text(PAGE)), Console(file=out, markup=False, soft_wrap=True))
    return out.getvalue()


def test_source_facts_and_what_the_page_does_not_say() -> None:
    said = told(title="座谈[甲]", published="2024-09-03", authors=("张三", "李四"))
    assert "座谈[甲]" in said
    assert "日期 2024-09-03" in said
    assert "发布 未载" in said
    assert "作者 张三、李四" in said
    assert "没有读出" in said


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (LONG_VISIT, "甲县 → 乙市  9月3日  考察  带队 李四  同行 王五  到 丙园  山海协作"),
        (Visit(id="1", page="0", visitors=("代表团",), evidence=SENTENCE), "代表团 → 未载"),
        (Visit(id="1", page="0", visitor_place=A, host_place=B, background=True), "甲县 → 乙市  往事"),
        (Meeting(id="1", page="0", name="座谈会", place=B, parties=(A, "丙公司"), evidence=SENTENCE), "座谈会  在 乙市  各方 甲县、丙公司"),
        (Pairing(id="1", page="0", a=A, b="丙镇", relation=Relation.PAIRED, since="2021", evidence=SENTENCE), "甲县 ⇄ 丙镇  结对  2021–"),
        (Tenure(id="1", page="0", person="李四", post="县委书记", organization="甲县县委", evidence=SENTENCE), "李四  甲县县委 县委书记"),
        (Tenure(id="1", page="0", post="负责人", role=Role.ANONYMOUS), "未载  负责人  未具名"),
    ],
)
def test_a_fact_in_one_line(fact: AnyFact, line: str) -> None:
    assert line in told(fact)


def test_every_fact_stands_over_its_restored_sentence() -> None:
    assert "甲县 → 乙市\n    「甲县代表团赴乙市，座谈。」\n" in told(
        Visit(id="1", page="0", visitor_place=A, host_place=B, evidence=SENTENCE)
    )


def test_posts_of_one_person_stand_together_over_their_sentence() -> None:
    posts = [Tenure(id=post, page="0", person="李四", post=post, organization="甲县", evidence=SENTENCE) for post in ("副书记", "县长")]
    other = Tenure(id="3", page="0", person="王五", post="局长")
    said = told(posts[0], other, posts[1])
    assert "人物 2" in said
    assert "李四  甲县 副书记，甲县 县长\n    「甲县代表团赴乙市，座谈。」\n  王五  局长\n" in said


def test_neighbours_share_their_sentence() -> None:
    said = told(*(Tenure(id=name, page="0", person=name, post="县长", evidence=SENTENCE) for name in ("李四", "王五")))
    assert "  李四  县长\n  王五  县长\n    「甲县代表团赴乙市，座谈。」\n" in said


def test_doubt_is_said() -> None:
    quote = Evidence(start=0, end=1, exact="?", text="甲", rule="r", certainty=Certainty.GUESSED, basis=Basis.INFERRED)
    said = told(Visit(id="1", page="0", modality=Modality.PLANNED, needs_review=True, evidence={"": (quote,)}), relevant=False)
    assert "拟  待核  推  补" in said
    assert "无关" in said
