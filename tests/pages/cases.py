"""The cases of tests/cases/pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parents[1] / "cases" / "pages"


def cases(name: str) -> list[dict[str, Any]]:
    """The entries of one file of cases."""
    return list(yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")))


def label(case: dict[str, Any]) -> str:
    return str(case["label"])


def octets(case: dict[str, Any]) -> bytes:
    """The bytes of a case, written as hexadecimal or as text."""
    return bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case.get("encoding", "utf-8"))
