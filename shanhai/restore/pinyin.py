"""Pinyin spliced in behind single characters: 書(shū)記."""

from __future__ import annotations

from shanhai.model import Repair

from .annotation import spliced
from .edit import RawEdit


def strip_pinyin(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the reading behind each annotated character; other parentheses stay.

    >>> [(edit.start, edit.end) for edit in strip_pinyin("區(qū)委書(shū)記(jì)(NBA)")]
    [(1, 5), (7, 12), (13, 17)]
    """
    return tuple(
        RawEdit(start=annotation.start, end=annotation.end, replacement="", repair=Repair.PINYIN)
        for annotation in spliced(text)
        if annotation.read == 1
    )
