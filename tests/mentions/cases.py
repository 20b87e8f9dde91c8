"""Sentences of tests/cases/mentions and the mentions that must be found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shanhai.mentions import find
from shanhai.model import Mention

CASES = Path(__file__).parents[1] / "cases" / "mentions"


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: str
    text: str
    value: str | None = None
    parts: tuple[str, ...] | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    text: str
    expect: tuple[Expected, ...]


class KnownFailure(Case, frozen=True, kw_only=True, forbid_unknown_fields=True):
    types: tuple[str, ...]


def cases(name: str) -> list[Case]:
    return msgspec.yaml.decode((CASES / f"{name}.yaml").read_bytes(), type=list[Case])


def known_failures() -> list[KnownFailure]:
    return msgspec.yaml.decode((CASES / "known-failures.yaml").read_bytes(), type=list[KnownFailure])


def every_case(name: str) -> Callable[..., Any]:
    """One test for each case of a file."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in cases(name)])


def of_types(mentions: Iterable[Mention], types: tuple[str, ...]) -> Iterator[Mention]:
    """The outermost mentions of some types, at whatever depth they lie."""
    for mention in mentions:
        if mention.type in types:
            yield mention
        else:
            yield from of_types(mention.parts, types)


def told(mention: Mention, expected: Expected | None) -> Expected:
    """A mention in the words of a case, with value and parts only where the case names them."""
    return Expected(
        type=mention.type,
        text=mention.text,
        value=mention.value if expected and expected.value is not None else None,
        parts=tuple(f"{p.type} {p.text}" for p in mention.parts) if expected and expected.parts is not None else None,
    )


def check(case: Case, types: tuple[str, ...]) -> None:
    """The mentions of these types are those that the case expects, no more, no fewer, in order."""
    found = list(of_types(find(case.text), types))
    wanted = [*case.expect, *[None] * len(found)]
    assert [told(m, e) for m, e in zip(found, wanted, strict=False)] == list(case.expect)
