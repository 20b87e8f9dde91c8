"""Places by one character of their names, behind verbs of going and before what is done there: 赴甘考察, 来秀对接."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan

_LOCAL = re.compile(r"(?:来|赴|抵|访(?![和与及同])|驻|在|返|莅|到)(?P<short>[\u4e00-\u9fff])(?P<part>[东西南北中]部?(?:地区)?)?(?=WORDS)")


_COMING = re.compile(r"(?:[来赴抵莅](?P<short>[\u4e00-\u9fff])|到(?P<end>[\u4e00-\u9fff])(?=[，。；：,;:\s看学]))(?P<part>)")
# Guests who come 来县, 到区: the page's own; not who goes from place to place (从省到市到县).
_OWN = re.compile(r"(?<![往原由将外怀省市县区州旗镇乡])(?:[来抵莅]|莅临|到)(?P<short>[省市县区州旗镇乡])(?=[，。；]|WORDS)")


@cache
def _local_expression() -> re.Pattern[str]:
    following = words.alternation("来后")
    return re.compile(_LOCAL.pattern.replace("WORDS", following + "|[，。]|(?<=来.)的"))


def _joined(scan: Scan, hit: re.Match[str]) -> bool:
    """Whether only a guess of new words ties a name to its verb: 甲县一行到|甲|看苹果, 甲县副县长率队来|甲|."""
    party = hit["end"] is not None or scan.text.endswith(words.words("访者"), 0, hit.start())
    return party and not scan.within_word(hit.start() + 1)


@cache
def _own_expression() -> re.Pattern[str]:
    return re.compile(_OWN.pattern.replace("WORDS", words.alternation("来后")))


def abbreviated(scan: Scan, taken: Sequence[Mention]) -> Iterable[Mention]:
    """赴甘考察, 赴浙东考察, 来秀对接: one character that stands for a province, a city, or the page's own place.

    >>> [m.text for m in abbreviated(Scan("市长率队赴浙东地区考察"), ())]
    ['浙东地区']
    """
    known = {h.start: h.detail for h in scan.hits("abbreviation")}
    excluded = frozenset(words.words("非简称"))
    named = [m.text for m in taken if m.type == "place"]
    initials = {c for name in named for c in (name[0], name.rstrip("省市县区州旗")[-1:])}
    whole = tuple(stem for name in named if len(stem := name.rstrip("省市县区州旗")) > 1)  # 来|西和|义诊
    told = list(_local_expression().finditer(scan.text))
    begun = {hit.start() for hit in told}
    alone = (hit for hit in _COMING.finditer(scan.text) if hit.start() not in begun and (hit["short"] or hit["end"]) in initials)
    told += [hit for hit in alone if hit.end() in scan.borders and (hit.start() + 1 in scan.borders or _joined(scan, hit))]
    for hit in _own_expression().finditer(scan.text):
        if not any(m.start <= hit.start("short") < m.end for m in taken):
            yield Mention(type="deixis", start=hit.start("short"), end=hit.end(), text=hit["short"])
    for hit in told:
        start = hit.start() + 1
        short = scan.text[start]
        if short in excluded or any(m.start <= start < m.end for m in taken) or scan.text.startswith(whole, start):
            continue
        if (scan.text[start + 1 : start + 2] in tuple("，。的") and short not in initials) or (hit["part"] and start not in known):
            continue
        own = {c[:2] for m in taken for c in (m.value or "").split("|") if c.isdigit()}
        comes = scan.text.endswith(words.words("来"), 0, start)  # 来苏 on a page of 苏州
        local = short in initials and (comes or not any(c[:2] in own for c in known.get(start, "").split("|")))
        kind = "place" if start in known and not local else "deixis"
        codes = [c for c in known.get(start, "").split("|") if not hit["part"] or c.endswith("0000")]  # 苏南 is of 江苏, not of 苏州
        value = "|".join(codes) if kind == "place" else None
        yield Mention(type=kind, start=start, end=hit.end(), text=scan.text[start : hit.end()], value=value)
