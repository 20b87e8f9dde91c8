"""Commas inserted before punctuation marks (協作,、交流,。)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanhai.model import Certainty, Repair

from .annotation import LETTERS, spliced
from .characters import HAN
from .columns import Batch, substitutions
from .edit import RawEdit
from .width import BEFORE, folded

MARKS = ",，、。；！？;!?"
# One comma was put in, of one byte, so two marks stand together, no more: ,,, is a row of dots or an empty cell.
DOUBLED = re.compile(f",(?<![{MARKS}],)(?=([{MARKS}])(?![{MARKS}]))")
WORDS = re.compile(f"[{HAN}]{{3}}[{BEFORE}],(?:[,、；;][{HAN}]{{3}}|[。！？!]|\\?(?![{LETTERS}]))")
# Between the items of a parenthesis, (女,,回族): an empty one would look the same.
ITEMS = re.compile(f"[(（][^()（）\n]{{0,12}}[{HAN}],(?=,[{HAN}]{{2}}[^()（）\n]{{0,12}}[)）])")
WITHIN = re.compile(f"[{BEFORE}0-9]")
# A page that is damaged so has it at half of its marks or more (65 of 99, 26 of 44); a slip of a typist comes once or twice.
EVIDENCE = 3
SHARE = 0.1


def drop_doubled_marks(text: str) -> Batch:
    """Edits that delete the comma put before another mark.

    A page must have it often, and before marks other than commas; or be damaged otherwise, with readings spliced in; or its full-width
    commas must be lost, and the mark must stand in a sentence. Two commas within parentheses are a guess where the page shows nothing else.

    >>> [edit.start for edit in drop_doubled_marks("8月26日,,甲县县委书记,、县长一行来访,。")]
    [5, 13, 21]
    >>> drop_doubled_marks("姓名,,性别,,籍贯,,")
    ()
    """
    if "," not in text or text.count(",") < EVIDENCE - 1:
        return ()
    doubled = list(DOUBLED.finditer(text))
    if not doubled:
        return ()
    guessed: list[int] = []
    if not _often(text, doubled) and not spliced(text):
        lost = folded(text)
        guessed = [] if lost or "，" in text else [match.end() - 1 for match in ITEMS.finditer(text)]
        doubled = [match for match in doubled if _in_sentence(text, match)] if lost else _between_words(text, doubled)
    places = [match.start() for match in doubled]
    if guessed:
        return _with_guesses(places, guessed)
    return substitutions(Repair.DOUBLED_MARK, places, [","] * len(places), [""] * len(places)) if places else ()


def _with_guesses(places: Sequence[int], guessed: Sequence[int]) -> tuple[RawEdit, ...]:
    certainties = dict.fromkeys(guessed, Certainty.GUESSED) | dict.fromkeys(places, Certainty.EXACT)
    return tuple(
        RawEdit(start=place, end=place + 1, replacement="", repair=Repair.DOUBLED_MARK, certainty=certainty)
        for place, certainty in sorted(certainties.items())
    )


def _often(text: str, doubled: Sequence[re.Match[str]]) -> bool:
    enough = len(doubled) >= EVIDENCE and any(match[1] != "," for match in doubled)
    return enough and len(doubled) >= SHARE * sum(map(text.count, MARKS))


def _between_words(text: str, doubled: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Of a page too short to prove anything, that has no full-width comma, the doubled marks between Chinese words of a sentence."""
    if "，" in text:
        return []
    return [match for match in doubled if WORDS.match(text, max(0, match.start() - 4)) and _in_sentence(text, match)]


def _in_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a doubled mark stands behind Chinese and, where both are commas, in a line with a full stop: empty cells have none."""
    start = match.start()
    if not start or not WITHIN.match(text, start - 1):
        return False
    if match[1] != ",":
        return True
    end = text.find("\n", start)
    return "。" in text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]
