"""Writes docs/schema.json, the JSON Schema of the contract, from the types."""

import json
from pathlib import Path

from shanhai.model.schema import json_schema

if __name__ == "__main__":
    printed = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    Path("docs/schema.json").write_text(printed + "\n", encoding="utf-8")
