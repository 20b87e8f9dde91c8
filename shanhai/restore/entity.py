"""HTML entities that were left in the text: 甲县&nbsp;乙市, &ldquo;山海协作&rdquo;."""

from __future__ import annotations

import html
import re

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

ENTITY = r"&(?:amp;)*(?:[a-zA-Z]{2,8}|\#[0-9]{2,7}|\#[xX][0-9a-fA-F]{2,6});"
# A page about HTML shows entities too, but between Latin letters or in a row of its own.
BESIDE = re.compile(f"[{HAN}\u3000-\u303f\uff01-\uff60“”‘’…—0-9,;:!?)]")
BEFORE = re.compile(f"[{HAN}“《（]")
RUN = re.compile(f"(?:{ENTITY})+")
WHITE = re.compile(r"\s*")
ONE = re.compile(ENTITY)
DEEPEST = 3  # times that an ampersand may have been escaped


def decode_entities(text: str) -> tuple[RawEdit, ...]:
    """Edits that put the characters for entities beside Chinese ones; the unbreakable space becomes a plain one.

    >>> [(edit.start, edit.end, edit.replacement) for edit in decode_entities("&ldquo;甲县&amp;nbsp;乙市")]
    [(0, 7, '“'), (9, 19, ' ')]
    """
    if "&" not in text:
        return ()
    edits = []
    for begin, end in _runs(text):
        for entity in ONE.finditer(text, begin, end):
            character = _character(entity[0])
            if character is not None:
                edits.append(RawEdit(start=entity.start(), end=entity.end(), replacement=character, repair=Repair.ENTITY))
    return tuple(edits)


def _runs(text: str) -> list[tuple[int, int]]:
    """The runs of entities beside Chinese, and those at the head of a line that have it behind them, such runs and white space aside."""
    found: dict[int, int] = {}
    for run in reversed(list(RUN.finditer(text))):
        start, end = run.span()
        beside = bool(BEFORE.match(text, end) or (start and BESIDE.match(text, start - 1)))
        if not beside and (start == 0 or text[start - 1] == "\n"):
            space = WHITE.match(text, end)
            behind = space.end() if space else end
            beside = bool(BEFORE.match(text, behind)) or behind in found
        if beside:
            found[start] = end
    return sorted(found.items())


def _character(entity: str) -> str | None:
    """What an entity stands for; None where it stands for nothing or for what cannot be seen or what would be read as markup."""
    for _ in range(DEEPEST):
        decoded = html.unescape(entity)
        if decoded == entity:
            break
        entity = decoded
    if entity == "\u00a0":
        return " "
    return entity if len(entity) == 1 and entity.isprintable() and entity not in "<>&" else None
