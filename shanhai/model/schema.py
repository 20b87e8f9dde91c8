"""JSON Schema of the contract, generated from the types."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from .account import Account
from .page import Capture, Page
from .text import RestoredText


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of accounts, pages, captures and restored texts.

    >>> "Visit" in json_schema()["$defs"]
    True
    """
    _, definitions = msgspec.json.schema_components([Account, Page, Capture, RestoredText], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        if "description" in definition:  # msgspec below 0.23 leaves the indentation of the docstring in it
            definition["description"] = cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shanhai",
        "$ref": "#/$defs/Account",
        "$defs": definitions,
    }
