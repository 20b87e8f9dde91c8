"""The JSON Schema is valid, agrees with the types, and is the one in the docs."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from shanhai.model import FACT_TYPES, Account, PageAccount, Visit
from shanhai.model.schema import json_schema

from .strategies import values_of

SCHEMA = json.loads(json.dumps(json_schema()))
VALIDATOR = Draft202012Validator(SCHEMA)
PRINTED = Path(__file__).parents[2] / "docs" / "schema.json"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@given(values_of(Account))
@settings(max_examples=50, deadline=None)
def test_every_account_validates(account: Account) -> None:
    VALIDATOR.validate(json.loads(msgspec.json.encode(account)))


@pytest.mark.parametrize("kind", FACT_TYPES.values(), ids=FACT_TYPES)
def test_every_fact_is_defined(kind: type) -> None:
    assert SCHEMA["$defs"][kind.__name__]["properties"].keys() == set(kind.__struct_fields__) | {"type"}


def test_what_the_types_refuse_the_schema_refuses() -> None:
    account = Account(page=PageAccount(id="p", source="甲.html"), facts=(Visit(id="f", page="p"),))
    written = json.loads(msgspec.json.encode(account))
    VALIDATOR.validate(written)
    written["facts"][0]["modality"] = "dreamt"
    assert not VALIDATOR.is_valid(written)
    written["facts"][0] = {"type": "visit", "id": "f", "page": "p", "visitor": "甲县"}
    assert not VALIDATOR.is_valid(written)


def test_the_schema_in_the_docs_is_this_one() -> None:
    assert json.loads(PRINTED.read_text(encoding="utf-8")) == SCHEMA, "run `make docs` and read what changed in the contract"
