"""The union of facts and its table."""

from __future__ import annotations

import typing

import msgspec
import pytest

from shanhai.model import FACT_TYPES, AnyFact, Fact, Pairing, PlaceRef, Tenure, Visit


def test_the_table_names_every_fact_by_its_tag() -> None:
    assert set(FACT_TYPES.values()) == set(typing.get_args(AnyFact))
    assert {tag: kind.__struct_config__.tag for tag, kind in FACT_TYPES.items()} == {tag: tag for tag in FACT_TYPES}


@pytest.mark.parametrize("kind", FACT_TYPES.values(), ids=FACT_TYPES)
def test_every_fact_has_the_frame(kind: type[Fact]) -> None:
    assert kind.__struct_fields__[:6] == ("id", "page", "modality", "confidence", "needs_review", "evidence")


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid value 'journey'"):
        msgspec.json.decode(b'{"type": "journey", "id": "f", "page": "p"}', type=AnyFact)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"Invalid enum value 'dreamt' - at `\$.modality`"):
        msgspec.json.decode(b'{"type": "visit", "id": "f", "page": "p", "modality": "dreamt"}', type=AnyFact)


def test_the_sides_of_a_pairing_are_places_or_names() -> None:
    written = {"type": "pairing", "id": "f", "page": "p", "a": {"name": "甲县", "code": "990101", "candidates": []}, "b": "乙市第一中学"}
    pairing = msgspec.convert(written, AnyFact)
    assert isinstance(pairing, Pairing)
    assert (pairing.a, pairing.b) == (PlaceRef(name="甲县", code="990101"), "乙市第一中学")


def test_facts_of_one_page_do_not_share_their_evidence() -> None:
    first, second = Visit(id="f1", page="p"), Visit(id="f2", page="p")
    assert first.evidence is not second.evidence


def test_facts_of_different_types_differ() -> None:
    assert Visit(id="f", page="p") != Tenure(id="f", page="p")
