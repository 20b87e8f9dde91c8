"""Pinyin spliced in behind single characters: 書(shū)記."""

from __future__ import annotations

import re

from shanhai.model import Repair

from .annotation import LETTERS, spliced
from .columns import Batch, deletions
from .edit import RawEdit
from .pairs import characters, pairs
from .readings import reads, spelling

# 東航M(zǔ)U: the second byte of 航 and the M are 組, so the reading of 組 was put behind them.
HALVED = re.compile(rf"\((?<=[^\x00-(*-\x7f][@-~]\()(?P<reading>[{LETTERS}]{{1,6}})\)")
SHIFTED = 20  # characters behind a question mark: there the reading may belong to a shifted run, which ends with such a letter


def strip_pinyin(text: str) -> Batch:
    """Edits that delete the reading behind each annotated character; other parentheses stay.

    >>> [(edit.start, edit.end) for edit in strip_pinyin("區(qū)委書(shū)記(jì)(NBA)")]
    [(1, 5), (7, 12), (13, 17)]
    """
    found = spliced(text).of_characters()
    return deletions(Repair.PINYIN, found.starts, found.ends, found.texts) if found else ()


def strip_halved(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete readings behind a letter which is, with the last byte of the character before, a character read so.

    >>> [(edit.start, edit.end) for edit in strip_halved("區(qū)委書(shū)記(jì)坐東航M(zǔ)U的航班")]
    [(21, 25)]
    """
    annotations = spliced(text)
    if not annotations or not (halved := tuple(HALVED.finditer(text))):
        return ()
    read = {annotation.end: text[annotation.start - 1] for annotation in annotations.of_characters()}
    edits = []
    for match in halved:
        start = match.start() - 1  # of the letter
        if "?" in text[max(0, start - SHIFTED) : start]:
            continue
        first = pairs().get(read.get(start, text[start - 1]))
        character = characters().get((first[1], ord(text[start]))) if first else None
        if character and reads(character, spelling(match["reading"])):
            edits.append(RawEdit(start=match.start(), end=match.end(), replacement="", repair=Repair.PINYIN))
    return tuple(edits)
