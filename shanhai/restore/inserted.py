"""Lines and words that hackers, advertisers and copiers put between those of the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge.words import words
from shanhai.model import Repair

from .characters import HAN, lines_of
from .edit import RawEdit
from .listed import listed

REPEATED = 3
# R8c安康新聞網: letters and digits drawn anew each time before the same name, at the end of paragraphs.
WATERMARK = re.compile(
    rf"(?<=[{HAN}。！？”…])(?P<drawn>(?=[A-Za-z]*[0-9]|[a-z]*[A-Z])[A-Za-z0-9]{{2,6}})(?P<name>[{HAN}]{{3,10}})$", re.MULTILINE
)
LONGEST_MARK = 17
# The same line again and again, where the line before breaks off and the next goes on: 烟↵…广告…↵巫. A list of guests has the same
# names again too: the line has to speak of wares.
SHORTEST = 6
CUT = re.compile(rf"\n(?<=[{HAN}]\n)(?P<line>[^\n]{{{SHORTEST},40}})\n(?=[{HAN}，。、])")
# Lines that may end in a watermark: a pattern that begins with a plain character is looked for fast.
MARKED = re.compile(f"\n(?<=[{HAN}]{{3}}\n)(?:" + "|".join(f"(?<=[A-Za-z0-9][{HAN}]{{{length}}}\n)" for length in range(3, 11)) + ")")
SPAM = 3  # words of the trade in one line


def delete_inserted(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete lines of spam, advertisements that cut words in two, and watermarks at the ends of paragraphs.

    >>> text = "代表团来访。aR8甲县新闻网\n座谈之后签约。b7Q甲县新闻网\n次日返回。Zc4甲县新闻网"
    >>> [(edit.start, edit.end) for edit in delete_inserted(text)]
    [(6, 14), (22, 30), (36, 44)]
    """
    spans = {*_spam(text)} if len(listed(text)) >= SPAM else set()
    spans.update(_watermarks(text), _advertisements(text))
    edits = []
    here = 0
    for start, end in sorted(spans):
        if start >= here:
            edits.append(RawEdit(start=start, end=end, replacement="", repair=Repair.INSERTED))
            here = end
    return tuple(edits)


def watermarked(text: str) -> bool:
    """Whether as many lines end in a name behind a letter or digit as it takes; the last line may end so too."""
    return len(MARKED.findall(text)) >= REPEATED - 1


def repeated(text: str) -> bool:
    """Whether lines as long as advertisements are repeated as often as it takes."""
    lines = lines_of(text)
    if len(lines) - len(frozenset(lines)) < REPEATED - 1:
        return False
    long = [line for line in lines if len(line) >= SHORTEST]
    return len(long) - len(frozenset(long)) >= REPEATED - 1


def _watermarks(text: str) -> Iterator[tuple[int, int]]:
    ends = [match.start() for match in MARKED.finditer(text)]
    if len(ends) < REPEATED - 1:  # the last line may end so too
        return
    drawn: dict[str, set[str]] = defaultdict(set)
    found = []
    for end in (*ends, len(text)):
        start = max(text.rfind("\n", 0, end) + 1, end - LONGEST_MARK)
        if match := WATERMARK.search(text, start, end):
            found.append(match)
            drawn[match["name"]].add(match["drawn"])
    yield from (match.span() for match in found if len(drawn[match["name"]]) >= REPEATED)


def _advertisements(text: str) -> Iterator[tuple[int, int]]:
    found = list(CUT.finditer(text)) if repeated(text) else []
    if len(found) < REPEATED:
        return iter(())
    times = Counter(match["line"] for match in found if _wares().search(match["line"]))
    return (match.span() for match in found if times[match["line"]] >= REPEATED)


def _spam(text: str) -> Iterator[tuple[int, int]]:
    spam = [word for word in listed(text) if word.name == "垃圾词"]
    lines: dict[int, set[str]] = defaultdict(set)
    for word in spam:
        lines[text.rfind("\n", 0, word.start) + 1].add(text[word.start : word.end])
    for start, found in lines.items():
        if len(found) >= SPAM:
            end = text.find("\n", start)
            yield start, len(text) if end < 0 else end + 1


@cache
def _wares() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("广告词"))))
