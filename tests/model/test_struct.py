"""What holds of every type: JSON round trips, absent is null, unknown fields are refused, values do not change."""

from __future__ import annotations

import copy

import msgspec
import pytest
from hypothesis import given

from shanhai import model
from shanhai.model.struct import Value

from .strategies import smallest, values_of

TYPES: list[type[Value]] = [
    kind for name in model.__all__ if isinstance(kind := getattr(model, name), type) and issubclass(kind, Value) and kind is not model.Fact
]
SMALLEST = {kind: smallest(kind) for kind in TYPES}
every_type = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)


def keys_of(kind: type[Value]) -> set[str]:
    tag = kind.__struct_config__.tag_field
    return {field.encode_name for field in msgspec.structs.fields(kind)} | ({tag} if tag else set())


@given(values_of(*TYPES))
def test_json_round_trip(value: Value) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value


@given(values_of(model.AnyFact))
def test_a_fact_is_told_by_its_type(fact: model.AnyFact) -> None:
    found = msgspec.json.decode(msgspec.json.encode(fact), type=model.AnyFact)
    assert type(found) is type(fact)
    assert found == fact


@given(values_of(model.Mention))
def test_mentions_nest(mention: model.Mention) -> None:
    assert msgspec.json.decode(msgspec.json.encode(mention), type=model.Mention).parts == mention.parts


@every_type
def test_absent_is_null_never_missing(kind: type[Value]) -> None:
    assert set(msgspec.to_builtins(SMALLEST[kind])) == keys_of(kind)


@every_type
def test_only_required_fields_are_required(kind: type[Value]) -> None:
    written = msgspec.to_builtins(SMALLEST[kind])
    required = {field.encode_name for field in msgspec.structs.fields(kind) if field.required}
    tag = kind.__struct_config__.tag_field
    assert msgspec.convert({key: written[key] for key in written if key in required or key == tag}, kind) == SMALLEST[kind]
    for name in required:
        with pytest.raises(msgspec.ValidationError, match=f"missing required field `{name}`"):
            msgspec.convert({key: written[key] for key in written if key != name}, kind)


@every_type
def test_an_unknown_field_is_refused(kind: type[Value]) -> None:
    written = msgspec.to_builtins(SMALLEST[kind])
    with pytest.raises(msgspec.ValidationError, match="unknown field `visitor`"):
        msgspec.json.decode(msgspec.json.encode({"visitor": "甲县"} | written), type=kind)


@every_type
def test_values_are_frozen(kind: type[Value]) -> None:
    field = msgspec.structs.fields(kind)[0].name
    with pytest.raises(AttributeError):
        setattr(SMALLEST[kind], field, "乙市")


@every_type
def test_values_take_keywords_only(kind: type[Value]) -> None:
    with pytest.raises(TypeError):
        kind("甲县")


@every_type
def test_copies_are_equal(kind: type[Value]) -> None:
    assert copy.copy(SMALLEST[kind]) == SMALLEST[kind]
