"""Lines and words that hackers, advertisers and copiers put between those of the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge.words import words
from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

REPEATED = 3
# R8c安康新聞網: letters and digits drawn anew each time before the same name, at the end of paragraphs.
WATERMARK = re.compile(
    rf"(?<=[{HAN}。！？”…])(?P<drawn>(?=[A-Za-z]*[0-9]|[a-z]*[A-Z])[A-Za-z0-9]{{2,6}})(?P<name>[{HAN}]{{3,10}})$", re.MULTILINE
)
# The same line again and again, where the line before breaks off and the next goes on: 烟↵…广告…↵巫. A list of guests has the same
# names again too: the line has to speak of wares.
CUT = re.compile(rf"(?<=[{HAN}])\n(?P<line>[^\n]{{6,40}})\n(?=[{HAN}，。、])")
SPAM = 3  # words of the trade in one line


def delete_inserted(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete lines of spam, advertisements that cut words in two, and watermarks at the ends of paragraphs.

    >>> text = "代表团来访。aR8甲县新闻网\n座谈之后签约。b7Q甲县新闻网\n次日返回。Zc4甲县新闻网"
    >>> [(edit.start, edit.end) for edit in delete_inserted(text)]
    [(6, 14), (22, 30), (36, 44)]
    """
    spans = {*_watermarks(text), *_advertisements(text), *_spam(text)}
    edits = []
    here = 0
    for start, end in sorted(spans):
        if start >= here:
            edits.append(RawEdit(start=start, end=end, replacement="", repair=Repair.INSERTED))
            here = end
    return tuple(edits)


def _watermarks(text: str) -> Iterator[tuple[int, int]]:
    drawn: dict[str, set[str]] = defaultdict(set)
    found = list(WATERMARK.finditer(text))
    for match in found:
        drawn[match["name"]].add(match["drawn"])
    return (match.span() for match in found if len(drawn[match["name"]]) >= REPEATED)


def _advertisements(text: str) -> Iterator[tuple[int, int]]:
    found = list(CUT.finditer(text)) if text.count("\n") >= 2 * REPEATED else []
    times = Counter(match["line"] for match in found if _wares().search(match["line"]))
    return (match.span() for match in found if times[match["line"]] >= REPEATED)


def _spam(text: str) -> Iterator[tuple[int, int]]:
    if _trade().search(text):
        for line in re.finditer(r"[^\n]+\n?", text):
            if len({match[0] for match in _trade().finditer(line[0])}) >= SPAM:
                yield line.span()


@cache
def _trade() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("垃圾词"))))


@cache
def _wares() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("广告词"))))
