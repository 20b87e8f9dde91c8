"""Places by one character of their names, behind verbs of going and before what is done there: 赴甘考察, 来秀对接."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan

_LOCAL = re.compile(r"(?:来|赴|抵|访(?![和与及同])|驻|在|返|莅|到)(?P<short>[\u4e00-\u9fff])(?P<part>[东西南北中]部?(?:地区)?)?(?=WORDS)")


_COMING = re.compile(r"(?:[来赴抵莅](?P<short>[\u4e00-\u9fff])|到(?P<end>[\u4e00-\u9fff])(?=[，。；：,;:\s]))(?P<part>)")


@cache
def _local_expression() -> re.Pattern[str]:
    following = words.alternation("来后")
    return re.compile(_LOCAL.pattern.replace("WORDS", following + "|[，。]|(?<=来.)的"))


def abbreviated(scan: Scan, taken: Sequence[Mention]) -> Iterable[Mention]:
    """赴甘考察, 赴浙东考察, 来秀对接: one character that stands for a province, a city, or the page's own place.

    >>> [m.text for m in abbreviated(Scan("市长率队赴浙东地区考察"), ())]
    ['浙东地区']
    """
    known = {h.start: h.detail for h in scan.hits("abbreviation")}
    excluded = frozenset(words.words("非简称"))
    named = [m.text for m in taken if m.type == "place"]
    initials = {c for name in named for c in (name[0], name.rstrip("省市县区州旗")[-1:])}
    told = list(_local_expression().finditer(scan.text))
    begun = {hit.start() for hit in told}
    alone = (hit for hit in _COMING.finditer(scan.text) if hit.start() not in begun and (hit["short"] or hit["end"]) in initials)
    told += [hit for hit in alone if {hit.start() + 1, hit.end()} <= scan.borders]  # 甲县一行来|甲|看苹果
    for hit in told:
        start = hit.start() + 1
        short = scan.text[start]
        if short in excluded or any(m.start <= start < m.end for m in taken):
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
