"""Commas inserted before punctuation marks (協作,、交流,。)."""

from __future__ import annotations

import re

from shanhai.model import Repair

from .edit import RawEdit

MARKS = ",，、。；！？;!?"
# One comma was put in, of one byte, so two marks stand together, no more: ,,, is a row of dots or an empty cell.
DOUBLED = re.compile(f",(?<![{MARKS}],)(?=([{MARKS}])(?![{MARKS}]))")
# A page that is damaged so has it at half of its marks or more (65 of 99, 26 of 44); a slip of a typist comes once or twice.
EVIDENCE = 3
SHARE = 0.1


def drop_doubled_marks(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the comma put before another mark; none unless the page has it often and before marks other than commas.

    >>> [edit.start for edit in drop_doubled_marks("8月26日,,甲县县委书记,、县长一行来访,。")]
    [5, 13, 21]
    >>> drop_doubled_marks("姓名,,性别,,籍贯,,")
    ()
    """
    if "," not in text or text.count(",") < EVIDENCE:
        return ()
    doubled = tuple(DOUBLED.finditer(text))
    if len(doubled) < EVIDENCE or all(match[1] == "," for match in doubled) or len(doubled) < SHARE * sum(map(text.count, MARKS)):
        return ()
    return tuple(RawEdit(start=match.start(), end=match.end(), replacement="", repair=Repair.DOUBLED_MARK) for match in doubled)
