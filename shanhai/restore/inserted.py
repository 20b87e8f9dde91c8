"""Lines and words that hackers, advertisers and copiers put between those of the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from shanhai.knowledge.words import alternation, words
from shanhai.model import Repair

from .characters import HAN, lines_of
from .edit import RawEdit
from .language import halves
from .listed import listed

REPEATED = 3
# R8c安康新聞網: letters and digits drawn anew each time before the same name, at the end of paragraphs.
WATERMARK = re.compile(
    rf"(?<=[{HAN}。！？”…])(?P<drawn>(?=[A-Za-z]*[0-9]|[a-z]*[A-Z])[A-Za-z0-9]{{2,6}})(?P<name>[{HAN}]{{3,10}})$", re.MULTILINE
)
LONGEST_MARK = 17
# A line between one that breaks off and one that goes on (烟↵…广告…↵巫). A list of guests has the same names again too: the line has to
# speak of wares, and to stand there often, or to speak of them twice where the lines around it are the two halves of a sentence.
SHORTEST, LONGEST = 6, 40
BREAKS_OFF, GOES_ON = re.compile(f"[{HAN}]$"), re.compile(f"[{HAN}，。、]")
TWICE = 2  # words of wares
# By how much (natural logarithm) it must be likelier that the halves go on than that a line ends there. On transcripts of the evening news
# (xwlb): 95 % of 17,478 sentences cut anywhere, and 4 % of 7,787 places where a line ends without a mark.
HALVES = 6.0
# Lines that may end in a watermark: a pattern that begins with a plain character is looked for fast.
MARKED = re.compile(f"\n(?<=[{HAN}]{{3}}\n)(?:" + "|".join(f"(?<=[A-Za-z0-9][{HAN}]{{{length}}}\n)" for length in range(3, 11)) + ")")
# Rc4Rc4Rc4: the same letters and digits several times over, at the head of lines and between sentences, where pictures were taken away.
STUTTER = r"(?P<sign>(?=[A-Za-z]+[0-9]|[0-9]+[A-Za-z])[A-Za-z0-9]{2,5}?)(?P=sign){2,}"
STUTTERING, STUTTERED = re.compile(rf"\n{STUTTER}(?=[{HAN}“])"), re.compile(rf"(?<![A-Za-z0-9]){STUTTER}(?=[{HAN}“])")
# ": {$ V) B2 O9 n3 D" at the ends of lines, which forums draw anew for each reader against copying.
DRAWN = r"(?:[!-~]{1,2} ){4,}[!-~]{1,2}"
JAMMED = re.compile(rf"\n{DRAWN}(?![!-~])")
JAMMER = re.compile(rf"(?:^{DRAWN}(?: *(?=[{HAN}“])|$)|(?<=[{HAN}。！？”]) ?{DRAWN}$)", re.MULTILINE)
OF_ALL_KINDS = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*([^\w\s]).*(?!\1)[^\w\s])(?:.*?(?:[A-Za-z]|[^\w\s])[^A-Za-z\s](?!\S)){3}")
SPAM = 3  # words of the trade in one line
# jbo竞博APP within sentences: what a site was sold for. Where a company's name was replaced by it, something of that name is left behind.
BRANDED = "[A-Za-z]{{2,10}}(?:{names})(?:体育|电竞|娱乐)?(?:APP|App|app|官网|入口)?|(?:{names})(?:体育|电竞|娱乐)?(?:APP|App|app)"
# WhatsApp%E3%80%90…: an address of a messenger with escaped bytes, which no sentence holds.
ESCAPED = re.compile(rf"(?<=[{HAN}，。、])[A-Za-z]{{2,12}}(?:(?:%[0-9A-F]{{2}})+[A-Za-z0-9+]*){{3,}}(?=[{HAN}，。、])")
# 188比分直播-【官方认证】：刘霞: what a site calls itself in the place of a post.
CERTIFIED = re.compile(rf"(?<=[、，。])[0-9A-Za-z{HAN}_]{{2,40}}-【官方[{HAN}]{{2}}】[:：]?(?=[{HAN}])")


def delete_inserted(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete lines of spam, advertisements that cut words in two, and watermarks at the ends of paragraphs.

    >>> text = "代表团来访。aR8甲县新闻网\n座谈之后签约。b7Q甲县新闻网\n次日返回。Zc4甲县新闻网"
    >>> [(edit.start, edit.end) for edit in delete_inserted(text)]
    [(6, 14), (22, 30), (36, 44)]
    """
    spans = {*_spam(text)} if len(listed(text)) >= SPAM else set()
    spans.update(_watermarks(text), _advertisements(text), _brands(text), _stuttered(text), _jammers(text))
    spans.update(match.span() for match in (ESCAPED.finditer(text) if escaped(text) else ()))
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


def advertised(text: str) -> bool:
    """Whether an advertisement cuts the text in two, or a brand stands in its sentences."""
    return next(_advertisements(text), None) is not None or next(_brands(text), None) is not None


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
    found = list(_cuts(text))
    times = Counter(cut.line for cut in found)
    for cut in found:
        if times[cut.line] >= REPEATED or (len(frozenset(_wares().findall(cut.line))) >= TWICE and halves(cut.before, cut.after) >= HALVES):
            yield cut.start, cut.end


class _Cut(NamedTuple):
    """A line that speaks of wares at [start, end) with the breaks around it, and the lines that it stands between."""

    start: int
    end: int
    line: str
    before: str
    after: str


def _cuts(text: str) -> Iterator[_Cut]:
    """The lines that speak of wares between one that breaks off and one that may go on."""
    lines = lines_of(text)
    here = 0
    for number, line in enumerate(lines[:-1]):
        if number and SHORTEST <= len(line) <= LONGEST and _wares().search(line):
            before, after = lines[number - 1], lines[number + 1]
            if BREAKS_OFF.search(before) and GOES_ON.match(after):
                yield _Cut(here - 1, here + len(line) + 1, line, before, after)
        here += len(line) + 1


def _brands(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for pattern in (_brand(), CERTIFIED) for match in pattern.finditer(text))


def escaped(text: str) -> bool:
    """Whether an address with escaped bytes, or a site that certifies itself, stands in a sentence."""
    return ("%E" in text and ESCAPED.search(text) is not None) or ("-【官方" in text and CERTIFIED.search(text) is not None)


def stuttered(text: str) -> bool:
    """Whether a line begins with a sign several times over."""
    return STUTTERING.search(text) is not None


def jammed(text: str) -> bool:
    r"""Whether lines begin with letters, digits and signs drawn at random.

    >>> jammed("签约。\n: {$ V) B2 O9 n3 D 次日，\n) f+ h) X) h2 g 返回。"), jammed("a = 1, b = 2, C\na = 3, b = 4, C\n")
    (True, False)
    """
    return JAMMED.search(text) is not None and next(_jammers(text), None) is not None


def _jammers(text: str) -> Iterator[tuple[int, int]]:
    found = [match.span() for match in JAMMER.finditer(text) if OF_ALL_KINDS.match(match[0])] if JAMMED.search(text) else []
    return iter(found if len(found) >= TWICE else ())


def _stuttered(text: str) -> Iterator[tuple[int, int]]:
    """The signs that stand several times over, and the same alone behind a full stop."""
    found = list(STUTTERED.finditer(text))
    if len(found) < TWICE:
        return
    yield from (match.span() for match in found)
    for sign in {match["sign"] for match in found}:
        yield from (match.span() for match in re.finditer(rf"(?<=[。！？”]){re.escape(sign)}(?=[{HAN}“])", text))


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


@cache
def _brand() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("博彩品牌")))
    return re.compile(f"(?<=[{HAN}，。、；：！？”])(?:{BRANDED.format(names=names)})(?=[{HAN}“])(?!{alternation('名剩')})")
