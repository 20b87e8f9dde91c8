"""Hypothesis strategies for every type of the model, made from the types themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2)


def values_of(*types: Any) -> st.SearchStrategy[Any]:
    """Any value of one of the types."""
    return st.one_of([_of(inspect.type_info(each)) for each in types])


def smallest(kind: Any) -> Any:
    """The value of a type that gives its required fields only."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found.cls(**{field.name: _least(field.type) for field in found.fields if field.required})


def _least(kind: inspect.Type) -> Any:
    match kind:
        case inspect.StructType():
            return smallest(kind.cls)
        case inspect.UnionType():
            return _least(kind.types[0])
        case inspect.EnumType():
            return next(iter(kind.cls))
        case inspect.StrType():
            return "甲县"
        case inspect.IntType():
            return 0
        case inspect.DecimalType():
            return Decimal(0)
    raise AssertionError(f"no least value of {kind}")


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.StructType():
            return _struct(kind)
        case inspect.UnionType():
            return st.one_of([_of(each) for each in kind.types])
        case inspect.VarTupleType():
            return st.lists(_of(kind.item_type), max_size=2).map(tuple)
        case inspect.DictType():
            return st.dictionaries(_of(kind.key_type), _of(kind.value_type), max_size=2)
        case inspect.EnumType():
            return st.sampled_from(list(kind.cls))
        case _:
            return _plain(kind)


def _struct(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    # Deferred, and optional fields mostly absent: Mention contains itself.
    fields: dict[str, st.SearchStrategy[Any]] = {
        field.name: st.deferred(lambda each=field.type: _of(each)) if field.required else _optional(field) for field in kind.fields
    }
    return st.builds(kind.cls, **fields)


def _optional(field: inspect.Field) -> st.SearchStrategy[Any]:
    absent = st.builds(field.default_factory) if field.default is msgspec.NODEFAULT else st.just(field.default)
    return absent | st.deferred(lambda: _of(field.type))


def _plain(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.StrType():
            return WORDS
        case inspect.IntType():
            return st.integers(-(2**53), 2**53)
        case inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
        case inspect.BoolType():
            return st.booleans()
        case inspect.DecimalType():
            return NUMBERS
        case inspect.NoneType():
            return st.none()
    raise AssertionError(f"no strategy for {kind}")
