from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from litestar.testing import TestClient

from shanhai.ledger import Ledger
from shanhai.ledger.finding import sentence
from shanhai.model import FACT_TYPES, Amount, Certainty, Evidence, Family, Meeting, PlaceRef, Programme, Stage, When
from shanhai.web.certainty import marks
from shanhai.web.language import language
from shanhai.web.rendering import family_class
from shanhai.web.values import ORDER, grounds, rules, shown

from .conftest import client_over
from .made_up import plain

zh, en = language("zh"), language("en")


def quoted(text: str, **also: object) -> Evidence:
    return Evidence(**{"start": 0, "end": len(text), "exact": text, "text": text, "rule": "r"} | also)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ("", "")),
        (True, ("是", "yes")),
        (12, ("12", "12")),
        (Decimal("1400.50"), ("1,400.50", "1,400.50")),
        (Amount(yuan=Decimal(14000000), text="1400余万元"), ("1400余万元", "1400余万元")),
        (Programme(stated="闽宁协作", family=Family.EAST_WEST), ("闽宁协作", "闽宁协作")),
        (Stage.SIGNED, ("签约", "signed")),
        ((PlaceRef(name="甲县"), "乙市"), ("甲县、乙市", "甲县, 乙市")),
        (When(text="近日"), ("“近日”", "“近日”")),
    ],
)
def test_values_are_words(value: object, said: tuple[str, str]) -> None:
    assert (shown(value, zh), shown(value, en)) == said


def test_every_type_of_fact_has_its_place() -> None:
    assert set(ORDER) == set(FACT_TYPES)


@pytest.mark.parametrize("family", [*Family, None])
def test_every_family_has_its_line(family: Family | None) -> None:
    from .test_assets import STYLE

    assert family is None or f".prg.{family_class(Programme(stated='', family=family))}::before" in STYLE


def test_grounds_come_field_by_field_and_the_sentence_last() -> None:
    fact = Meeting(
        id="f",
        page="p",
        name="联席会议",
        date=When(text="近日"),
        evidence={"": (quoted("近日召开联席会议"),), "date": (quoted("近日"),), "name": (quoted("联席会议", certainty=Certainty.GUESSED),)},
    )
    found = list(grounds(fact, zh))
    assert [(ground.field, ground.value) for ground in found] == [("name", "联席会议"), ("date", "“近日”"), ("", "")]
    assert [ground.quotations for ground in found] == [(), (("近日", 1),), (("近日召开联席会议", 1),)]
    assert [*found[0].marks] == [*marks(fact)] == ["guessed"]
    assert (sentence(fact), rules(fact)) == ("近日召开联席会议", ("r",))


@pytest.fixture
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A page with the barest fact of every type."""
    reading = plain("甲县与乙市签约", title="各类事实")
    required = {"name": "名", "a": "甲县", "b": "乙市", "subject": "数", "text": "话", "kind": "need"}
    facts = []
    for name, cls in FACT_TYPES.items():
        asked = {field.name for field in msgspec.structs.fields(cls) if field.required} - {"id", "page"}
        facts.append(cls(id=name, page=reading.page.id, evidence={"": (quoted("甲县"),)}, **{field: required[field] for field in asked}))
    path = tmp_path_factory.mktemp("ledger") / "each.ledger"
    with Ledger.open(str(path)) as ledger:
        ledger.add(msgspec.structs.replace(reading, account=msgspec.structs.replace(reading.account, facts=tuple(facts))))
        ledger.reconcile()
    return client_over(path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_barest_fact_of_every_type_is_shown(one_of_each: TestClient, lang: str) -> None:
    with one_of_each as client:
        page = client.get("/api/pages").json()["lines"][0]["page"]["id"]
        answer = client.get(f"/pages/{page}?lang={lang}")
        assert answer.status_code == 200
        assert all(f'id="fact-{name}"' in answer.text for name in FACT_TYPES)
        assert "None" not in answer.text
        assert client.get(f"/places/甲县?lang={lang}").status_code in {200, 404}


def test_a_name_of_a_list_is_not_quoted_again() -> None:
    evidence = {"sites": (quoted("甲园"), quoted("乙镇丙村"), quoted("乙镇丙村"))}
    visit = FACT_TYPES["visit"](id="f", page="p", sites=("甲园", "丙村"), evidence=evidence)
    assert next(grounds(visit, zh)).quotations == (("乙镇丙村", 2),)
