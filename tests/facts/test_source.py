"""What a page says about itself."""

from __future__ import annotations

import re

import msgspec
import pytest

from shanhai.facts.source import Source

from .accounts import CASES, context


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page and its source facts; a field that is left out is not asked for."""

    label: str
    text: str
    title: str | msgspec.UnsetType | None = msgspec.UNSET
    publisher: str | msgspec.UnsetType | None = msgspec.UNSET
    published: str | msgspec.UnsetType | None = msgspec.UNSET
    source_name: str | msgspec.UnsetType | None = msgspec.UNSET
    column: str | msgspec.UnsetType | None = msgspec.UNSET
    authors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    editors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET

    def told(self, source: Source) -> dict[str, object]:
        asked = [name for name in self.__struct_fields__[2:] if getattr(self, name) is not msgspec.UNSET]
        return {name: getattr(source, name) for name in asked}


FOUND = [pytest.param(case, id=case.label) for case in msgspec.yaml.decode((CASES / "source.yaml").read_bytes(), type=list[Case])]


@pytest.mark.parametrize("case", FOUND)
def test_source(case: Case) -> None:
    told = case.told(context(case.text).source)
    assert told == {name: getattr(case, name) for name in told}
    assert told


@pytest.mark.parametrize("case", FOUND)
def test_every_source_fact_stands_where_it_says(case: Case) -> None:
    own = context(case.text)
    assert all(_close(own.text[field.start : field.end]) == _close(field.value) for field in own.source.fields)


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)
