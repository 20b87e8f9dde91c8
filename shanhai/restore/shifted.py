"""Runs of GBK shifted by one byte, where a reading was spliced into the middle of two characters: 天津濱海 → 天津?yàn)I海."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from shanhai.model import Repair

from .annotation import LETTERS, Annotation, spliced
from .characters import everyday
from .converter import simplified
from .edit import RawEdit
from .readings import reads, spelling

# Bytes P1 P2 | Q1 Q2 | R1 R2 … became P1 P2 | Q1 ( p y ) Q2 R1 | R2 …, because P2 Q1 is a character K of the page's table of readings; Q1
# and "(" were no character and came out as one "?". The run is over where an ASCII byte is the second half of a character (濱 is 9E and I),
# or where the next reading loses its parenthesis in the same way. The longest run without a loss in the seeds has 2 shifted characters.
RUN = re.compile(
    rf"(?<=[^\x00-(*-\x7f])\?(?P<first>[{LETTERS}]{{1,6}})\)(?P<shifted>[^\x00-\x7f]{{0,12}})"
    rf"(?:\?(?P<last>[{LETTERS}]{{1,6}})\)|(?P<half>[@-~€])(?:\((?P<reading>[{LETTERS}]{{1,6}})\))?)"
)
TRAILS = tuple(range(0x81, 0xFF))


def realign(text: str) -> tuple[RawEdit, ...]:
    """Edits for the runs that can have been only one text; the others stay as they stand, to be searched.

    Two characters may be lost in a run without a trace, so its bytes alone prove nothing: a run counts as solved only when each character
    that comes out stands elsewhere on the page beside the same neighbour.

    >>> page = "當(dāng)時(shí)書(shū)記(jì)在濱海,天津?yàn)I海在建"
    >>> [(page[edit.start:edit.end], edit.replacement) for edit in realign(page)]
    [('?yàn)I', '濱')]
    """
    if "?" not in text or not (matches := tuple(RUN.finditer(text))):
        return ()
    annotations = tuple(spliced(text).of_characters())
    keys = {text[annotation.start - 1]: spelling(text[annotation.start + 1 : annotation.end - 1]) for annotation in annotations}
    characters = {annotation.end: text[annotation.start - 1] for annotation in annotations}
    bare = _without(text, annotations)
    edits = []
    for match in matches if annotations else ():
        before = characters.get(match.start(), text[match.start() - 1])
        solution = _solution(match, before, keys)
        if solution and _attested(before + solution + text[match.end() : match.end() + 1], bare):
            edits.append(RawEdit(start=match.start(), end=match.end(), replacement=solution, repair=Repair.SHIFTED))
    return tuple(edits)


def _without(text: str, annotations: Sequence[Annotation]) -> str:
    ends = [0, *(annotation.end for annotation in annotations)]
    starts = [*(annotation.start for annotation in annotations), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _solution(match: re.Match[str], before: str, keys: Mapping[str, str]) -> str | None:
    """The characters that the bytes of a run behind the character `before` give, None where they give none or several."""
    try:
        key = _key(before.encode("gbk")[-1], match["first"], keys)
        shifted = match["shifted"].encode("gbk")
    except UnicodeEncodeError:
        return None
    if key is None:
        return None
    halves = key[1:] + shifted
    end = (
        _key(halves[-1], match["last"], keys)
        if match["last"]
        else bytes((halves[-1], 0x80 if match["half"] == "€" else ord(match["half"])))
    )
    if end is None:
        return None
    solution = (halves[:-1] + end).decode("gbk", "replace")
    read = not match["reading"] or reads(solution[-1], spelling(match["reading"]))
    return solution if read and all(map(_in_use, solution)) else None


def _key(lead: int, pinyin: str, keys: Mapping[str, str]) -> bytes | None:
    """The one character that begins with this byte and is read so: by the page's own table, or else among all characters."""
    syllable = spelling(pinyin)
    candidates = [character for character in _characters(lead) if reads(character, syllable)]
    chosen = [character for character in candidates if keys.get(character) == syllable] or candidates
    return chosen[0].encode("gbk") if len(chosen) == 1 else None


@cache
def _characters(lead: int) -> tuple[str, ...]:
    decoded = (bytes((lead, trail)).decode("gbk", "ignore") for trail in TRAILS)
    return tuple(character for character in decoded if len(character) == 1)


def _in_use(character: str) -> bool:
    """Whether a character may stand in everyday traditional text, which is what was spliced."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return everyday(simplified().get(character, character))


def _attested(context: str, text: str) -> bool:
    """Whether each character between the first and the last stands elsewhere beside the same neighbour."""
    known = [pair in text for pair in map("".join, pairwise(context))]
    return all(left or right for left, right in pairwise(known))
