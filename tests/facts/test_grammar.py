from __future__ import annotations

from typing import Any

import pytest
import yaml

from shanhai.facts.grammar import READINGS, TYPES_FILE, declare, fact_fields, grammar, vocabulary
from shanhai.model import FACT_TYPES, KnowledgeError, Mention, Reading

CONTENT: dict[str, Any] = yaml.safe_load(TYPES_FILE.read_text("utf-8"))


def mention(kind: str, *readings: str) -> Mention:
    held = tuple(Reading(type=other, start=0, end=2, text="甲县") for other in readings)
    return Mention(type=kind, start=0, end=2, text="甲县", readings=held)


def test_every_signature_has_a_code_of_its_own() -> None:
    codes = list(grammar().codes.values())
    assert len(codes) == len(set(codes))
    assert all(len(signature) <= READINGS for signature in grammar().codes)


def test_every_type_and_group_has_a_name_for_people() -> None:
    assert all(CONTENT["types"].values())
    assert all(CONTENT["roles"].values())


def test_groups_hold_types() -> None:
    assert set(grammar().groups["locality"]) <= set(grammar().groups["party"])
    assert set(grammar().members("party")) <= set(grammar().types)
    assert grammar().members("date") == ("date",)


def test_the_code_is_in_the_class_of_every_type_it_can_have() -> None:
    code = grammar().code(mention("place", "person"))
    for kind in ("place", "person", "locality", "people"):
        assert code in expanded(grammar().classes[kind])
    assert code not in expanded(grammar().classes["date"])


def expanded(inside: str) -> set[str]:
    found, at = set(), 0
    while at < len(inside):
        last = inside[at + 2] if inside[at + 1 : at + 2] == "-" else inside[at]
        found.update(chr(point) for point in range(ord(inside[at]), ord(last) + 1))
        at += 3 if inside[at + 1 : at + 2] == "-" else 1
    return found


def test_further_readings_than_fit_are_left_out() -> None:
    many = mention("place", "person", "site", "organization", "date")
    assert grammar().signature(many) == {"place", "person", "site"}
    assert grammar().code(many)


def test_readings_on_another_span_are_no_types_of_this_one() -> None:
    other = Reading(type="person", start=0, end=1, text="甲")
    assert grammar().signature(Mention(type="place", start=0, end=2, text="甲县", readings=(other,))) == {"place"}


def test_a_type_that_no_one_declared_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="unknown mention type 'plaice'; did you mean 'place'"):
        grammar().code(mention("plaice"))


@pytest.mark.parametrize("fact", FACT_TYPES)
def test_fields_of_a_fact_are_roles(fact: str) -> None:
    assert fact_fields(fact) <= grammar().fields(fact)
    assert "evidence" not in grammar().fields(fact)
    assert "ferry" in grammar().fields(fact, ["ferry"])


def test_closed_vocabularies() -> None:
    assert "签约" in vocabulary("project", "stage")
    assert vocabulary("visit", "no such field") == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"groups": {"locality": ["plaice"]}}, "locality names the unknown type 'plaice'"),
        ({"opens": ["sight"]}, "opens names the unknown type 'sight'"),
        ({"spelled": ["words"]}, "spelled names the unknown type 'words'"),
        ({"types": {f"t{n}": "类" for n in range(40)}, "groups": {}, "opens": [], "spelled": []}, "40 types are too many"),
    ],
)
def test_bad_declarations(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        declare(CONTENT | change)
