"""Years with their own last digits once more: 202323年, left where a program put another year in."""

from __future__ import annotations

import re

from shanhai.model import Certainty, Repair

from .edit import RawEdit

# 202223年 may be either year and stays as it is; 201919年前 is long ago.
TWICE = re.compile(r"(?<![0-9.,])(?P<year>(?:19|20)(?P<last>[0-9]{2}))(?P<again>(?P=year)|(?P=last))年(?!前|左右|历史|以前|的历史)")


def drop_digits(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the digits behind a year that are its own last two, or the whole of it.

    >>> [(edit.start, edit.end) for edit in drop_digits("202323年9月落地，202223年复工")]
    [(4, 6)]
    """
    return tuple(
        RawEdit(start=year.start("again"), end=year.end("again"), replacement="", repair=Repair.INSERTED, certainty=Certainty.GUESSED)
        for year in TWICE.finditer(text)
    )
