"""Half-width marks in Chinese sentences to full-width ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.model import Repair

from .annotation import LETTERS
from .characters import HAN
from .columns import Batch, substitutions

BEFORE = f"{HAN}”’》」』】）〉〕％"
AFTER = f"{HAN}“‘《「『【（〈〔"
FULL = {".": "。", ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# A folded page has no full-width comma at all; a tenth leaves room for a comment or a footer written by another hand.
FULL_SHARE = 0.1
EVIDENCE = 2
ENOUGH = 3  # half-width commas beside which one full-width one, such as a repair puts there, says nothing
# Patterns that begin with plain characters, and look back from there, are looked for fast.
SENTENCE_COMMA = re.compile(rf",(?:(?<=[^\s,?],)(?=[{AFTER}])|(?<=[{BEFORE}],)(?=[0-9]))")
MARK = re.compile(
    rf"[&?,;:!](?:"
    rf"(?<=&)\#?\w{{1,8}};"  # an entity keeps its semicolon
    rf"|(?<=\?)[{LETTERS}]{{1,6}}\)"  # a character lost in a shifted run, 津?yàn)I海
    rf"|(?P<mark>(?<=[,;:])(?:(?<=[{BEFORE}].)(?!\))|(?<![?].)(?=[{AFTER}]))"
    rf"|(?<=[{BEFORE}][!?])(?=[{AFTER}\s”’」』）()]|\Z)"
    rf"|(?<=[%)0-9]!)(?=[{AFTER}])))"
)
OPENED = re.compile(r"\([^\n]*")  # the rest of a line that has one
PARENTHESIS = re.compile(rf"[?()](?:(?<=\?)[{LETTERS}]{{1,6}}\)|(?P<open>(?<=\())|(?P<close>(?<=\))))")
STOP = re.compile(rf"\.(?<=[{HAN}”’》」』】）〉〕)\"]\.)(?=[{AFTER}\s\"”’]|\Z)")
HAN_CHARACTER = re.compile(f"[{HAN}]")


def widen_marks(text: str) -> Batch:
    """Edits that put full-width marks beside Chinese characters and full-width parentheses around them, on a page that lost them.

    Numbers (1,400), times (9:30), addresses, English and what stands between digits keep theirs.

    >>> "".join(edit.replacement for edit in widen_marks("近日,甲县(乙市)来访,下午3:30,签订1,400万元协议。"))
    '，（），，'
    >>> widen_marks("近日，甲县(乙市)来访,签订协议。")
    ()
    """
    if not folded(text):
        return ()
    places = [match.start() for match in MARK.finditer(text) if match.lastgroup]
    if "(" in text:
        places = sorted((*places, *_parentheses(text)))
    if "。" not in text and len(stops := [match.start() for match in STOP.finditer(text)]) >= EVIDENCE:
        places = sorted((*places, *stops))  # a page that has no full-width stop either
    marks = [text[place] for place in places]
    return substitutions(Repair.WIDTH, places, marks, [FULL[mark] for mark in marks]) if places else ()


def folded(text: str) -> bool:
    """Whether a page lost its full-width marks: it has commas in its Chinese sentences, and none or hardly any are full width."""
    if "," not in text or text.count(",") < EVIDENCE:
        return False
    half, full = len(SENTENCE_COMMA.findall(text)), text.count("，")
    return half >= EVIDENCE and full <= max(FULL_SHARE * (half + full), half >= ENOUGH)


def _parentheses(text: str) -> Iterator[int]:
    """Parentheses that are to be widened: those in pairs of one line, where there is Chinese between them."""
    for line in OPENED.finditer(text):
        open_: list[tuple[int, bool]] = []  # place of each open parenthesis, and whether Chinese has followed
        seen = 0
        for match in PARENTHESIS.finditer(text, *line.span()):
            if open_ and not open_[-1][1] and HAN_CHARACTER.search(text, seen, match.start()):
                open_[-1] = (open_[-1][0], True)
            seen = match.end()
            kind = match.lastgroup
            if kind == "open":
                open_.append((match.start(), False))
            elif kind == "close" and open_:
                start, chinese = open_.pop()
                if chinese:
                    yield start
                    yield match.start()
                    if open_:
                        open_[-1] = (open_[-1][0], True)
