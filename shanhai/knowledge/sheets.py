"""What the columns of offices' ledgers are called: kinds of entries, their fields, and the words that head them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from shanhai.model.struct import Value

from .load import decoded

Takes = Literal[
    "place",
    "side",
    "when",
    "until",
    "year",
    "person",
    "people",
    "body",
    "bodies",
    "amount",
    "number",
    "programme",
    "stage",
    "text",
    "way",
]


class SheetField(Value, frozen=True, kw_only=True):
    """A field: how its cells are read, what its column is called, and whether several columns may each be one such value of a row."""

    takes: Takes
    words: tuple[str, ...]
    several: bool = False


class SheetKind(Value, frozen=True, kw_only=True):
    """A kind of sheet; its name is the type of the facts that its rows are."""

    title: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    key: tuple[str, ...]
    fields: dict[str, SheetField]


class SheetWords(Value, frozen=True, kw_only=True):
    """The words of `sheets.yaml`."""

    kinds: dict[str, SheetKind]
    besides: tuple[str, ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    ways: dict[Literal["out", "in"], tuple[str, ...]]
    nothing: tuple[str, ...]


@cache
def sheet_words() -> SheetWords:
    """Everything that is known of sheets. KnowledgeError where the file is broken.

    >>> sheet_words().kinds["visit"].fields["head"].takes
    'person'
    """
    return decoded(Path(__file__).with_name("sheets.yaml"), SheetWords)


def sheet_kinds() -> Mapping[str, SheetKind]:
    """The kinds of sheets by their type of fact.

    >>> sorted(sheet_kinds())
    ['measure', 'pairing', 'pledge', 'project', 'tenure', 'visit']
    """
    return sheet_words().kinds
