"""Damage that cannot be undone, pointed at: what was lost, masked, replaced, or rewritten by a program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shanhai.knowledge.words import alternation
from shanhai.model import Certainty, Repair

from .annotation import LETTERS
from .characters import HAN
from .edit import RawEdit
from .listed import listed

# Within a word, or behind a mark; at the head of a line it is an item's sign, and 张** behind a surname is how courts hide a person.
MASK = re.compile(
    rf"[*＊](?<=[{HAN}，。、；：！？“（(].)(?:[*＊]{{,3}}(?=[{HAN}])|(?<=[{HAN}].)(?=[，。、；：]))|##(?<=[{HAN}，。、；：！？“（(]##)(?=[{HAN}])"
)
# Digits left in a year that was replaced, or a year that was taken out; 20000年前 is long ago.
YEAR = re.compile(
    rf"(?<![0-9.,])(?:19|20)(?:[0-9]{{4,6}}|[0-9]{{2}}[1-9])年(?!{alternation('年后')})"
    rf"|(?<=[，。,])年(?=(?:在|于|起|被|由)[{HAN}]{{2}}|[0-9]{{1,2}}月)"
)
LONGEST_YEAR = 9
# The two kinds, seen from 年: a pattern that begins with a plain character is looked for fast.
YEAR_END = re.compile("年(?:(?<=[0-9]{5}年)|(?<=[，。,]年)(?=[在于起被由0-9]))")
POINTED = {"替换品牌": Repair.REPLACED, "伪原创": Repair.REWRITTEN}
LEFT_OVER = re.compile(rf"(?<=[^\x00-\x7f])\?[{LETTERS}]{{1,6}}\)[^，。、；！？,;!\n]{{0,6}}")
# Marks of a shifted run that began before a mark: ?、 and ?。 stand in no writer's text.
BEFORE_MARK = re.compile(rf"(?<=[{HAN}])\?[，。、；：！,;:!](?=[^\s?!)）”])")
# Two characters or more of which nothing is left but the marks: in the midst of a line no space was lost, nor two at its head.
NOTHING_LEFT = re.compile(
    rf"\?{{2,}}(?:(?<=[{HAN}]\?\?)|(?<=[{HAN}]\?\?\?)|(?<=[{HAN}]\?\?\?\?))(?=[{HAN}，。、；：,;:])|^\?\?(?=[{HAN}])", re.MULTILINE
)


def flag(text: str, *, shifted: bool = False) -> tuple[RawEdit, ...]:
    """Edits that change nothing and say what is amiss; `shifted` says that the page has shifted runs, so that what is left of them counts.

    >>> [(edit.repair.value, edit.replacement) for edit in flag("行是*学习取经，202223年落地")]
    [('masked', '*'), ('replaced', '202223年')]
    """
    found: dict[tuple[int, int], Repair] = {}
    for repair, spans in _found(text, shifted=shifted):
        found |= {span: repair for span in spans if span not in found}
    edits, here = [], -1
    for (start, end), repair in sorted(found.items()):
        if start >= here:
            edits.append(RawEdit(start=start, end=end, replacement=text[start:end], repair=repair, certainty=Certainty.GUESSED))
            here = end
    return tuple(edits)


def _found(text: str, *, shifted: bool) -> Iterator[tuple[Repair, Iterable[tuple[int, int]]]]:
    if shifted and "?" in text:
        for pattern in (LEFT_OVER, BEFORE_MARK, NOTHING_LEFT):
            yield Repair.LOST, (match.span() for match in pattern.finditer(text))
    if "*" in text or "#" in text or "＊" in text:
        yield Repair.MASKED, (match.span() for match in MASK.finditer(text))
    if YEAR_END.search(text):
        yield Repair.REPLACED, _years(text)
    for word in listed(text):
        if word.name in POINTED:
            yield POINTED[word.name], ((word.start, word.end),)


def _years(text: str) -> Iterator[tuple[int, int]]:
    for end in YEAR_END.finditer(text):
        place = end.start()
        yield from (
            match.span() for match in YEAR.finditer(text, max(0, place - LONGEST_YEAR), place + 6) if match.start() <= place < match.end()
        )
