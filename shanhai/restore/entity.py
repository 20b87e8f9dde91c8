"""HTML entities that were left in the text: 甲县&nbsp;乙市, &ldquo;山海协作&rdquo;."""

from __future__ import annotations

import html
import re

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

ENTITY = r"&(?:amp;)*(?:[a-zA-Z]{2,8}|\#[0-9]{2,7}|\#[xX][0-9a-fA-F]{2,6});"
# A page about HTML shows entities too, but between Latin letters or in a row of its own.
BESIDE = f"{HAN}\u3000-\u303f\uff01-\uff60“”‘’…—0-9,;:!?)"
AFTER = f"[{HAN}“《（]"
LEFT = re.compile(rf"(?<=[{BESIDE}])(?:{ENTITY})+|(?:{ENTITY})+(?={AFTER})")
# An indent, and what stands before Chinese in lines of its own.
HEAD = re.compile(rf"^(?P<run>(?:{ENTITY})+)\s*(?P<chinese>(?={AFTER}))?", re.MULTILINE)
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
    runs = {run.start(): run.end() for run in LEFT.finditer(text)} | _heads(text)
    for begin, end in sorted(runs.items()):
        for entity in ONE.finditer(text, begin, end):
            character = _character(entity[0])
            if character is not None:
                edits.append(RawEdit(start=entity.start(), end=entity.end(), replacement=character, repair=Repair.ENTITY))
    return tuple(edits)


def _heads(text: str) -> dict[int, int]:
    """The runs of entities at the heads of lines that have Chinese behind them, other such runs and white space aside."""
    found: dict[int, int] = {}
    for head in reversed(list(HEAD.finditer(text))):
        if head["chinese"] is not None or head.end() in found:
            found[head.start()] = head.end("run")
    return found


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
