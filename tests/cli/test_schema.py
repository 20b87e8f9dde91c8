"""`shanhai schema`: the contract of `--json`."""

from __future__ import annotations

import json

import msgspec

from shanhai.model.schema import json_schema

from .run import shanhai


def test_the_schema_is_that_of_the_types() -> None:
    assert json.loads(shanhai("schema").out) == json.loads(msgspec.json.encode(json_schema()))
