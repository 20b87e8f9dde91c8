"""`shanhai schema`: the JSON Schema of what `--json` prints."""

from __future__ import annotations

import msgspec
import typer


def schema_command() -> None:
    """打印 JSON 输出的模式。The JSON Schema of `read --json`."""
    from shanhai.model.schema import json_schema

    typer.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))
