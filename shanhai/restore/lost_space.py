"""Unbreakable spaces that a wrong charset turned into question marks: ??? 近日."""

from __future__ import annotations

import re

from shanhai.model import Repair

from .annotation import LETTERS
from .characters import HAN
from .edit import RawEdit

# An indent, or a gap behind a space or between a full stop and one; three asking marks behind a sentence are its writer's.
INDENT = re.compile(rf"^(?P<marks>[ \t]*\?\?[? \t]*)(?=[{HAN}0-9“《（(【])(?![{LETTERS}]{{1,6}}\))", re.MULTILINE)
GAP = re.compile(rf"(?:(?<=[^\s?][ \t])|(?<=[。；](?=\?+[ \t])))(?P<marks>\?{{3,}}[ \t]*)(?=[{HAN}0-9“《（(【])(?![{LETTERS}]{{1,6}}\))")
# Two marks at one line alone may be a shifted run (海口 at its head leaves ??).
SHORT, EVIDENCE = 2, 2


def remove_lost_spaces(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete the marks of an indent or a gap.

    >>> [(edit.start, edit.end) for edit in remove_lost_spaces("2023-9-3 ??? 近日，甲县来访。什么???")]
    [(9, 13)]
    """
    if "?" not in text or "??" not in text:
        return ()
    indents = tuple(INDENT.finditer(text))
    if len(indents) < EVIDENCE:
        indents = tuple(match for match in indents if match["marks"].count("?") > SHORT)
    found = (*indents, *GAP.finditer(text))
    return tuple(
        RawEdit(start=match.start("marks"), end=match.end("marks"), replacement="", repair=Repair.LOST_SPACE)
        for match in sorted(found, key=lambda match: match.start("marks"))
    )
