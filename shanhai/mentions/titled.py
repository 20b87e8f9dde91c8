"""Officials whose title follows their name (横山初中|左璟|校长), as reports of schools and hospitals print it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from shanhai.knowledge import posts, words
from shanhai.model import Mention

from .lexicon import Scan, given_a_word
from .named import closure
from .person import is_name

# What may stand right before such a name when no organisation does: a mark, or a word that a name follows.
_BEFORE = frozenset("，。、：；“”（）《》\n 　的由与和及同跟向对请在经")
_LEAST, _LONGEST_TRANSCRIBED, _OF = 2, 7, "的"
_OURS = re.compile("[我本][省市县区州旗局委厅院校司部办处镇乡村]")  # 我委|王五|主任


def find_titled(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention], known: Container[str]) -> Iterator[Mention]:
    """Every name of Han form between an organisation, a mark or a joining word and a title that something closes.

    A name in `known` is a person who is told of again, and no new official.
    """
    holders = {m.end: m for m in sorted((*places, *organizations), key=lambda m: m.start - m.end)}
    titles = frozenset(words.words("名后职务"))
    for hit in scan.longest("title"):
        if hit.text not in titles or not closure(scan.text, hit.end):
            continue
        start = next((hit.start - k for k in (3, 2) if _named(scan, hit.start - k, hit.start, holders)), None)
        start = _transcribed(scan, hit.start, holders) if start is None else start
        if start is None:
            continue
        if scan.text[start - 1 : start] == "“" and scan.text.startswith("”", hit.end):
            continue  # “杨梅县长” is a nickname
        name = scan.text[start : hit.start]
        person = Mention(type="person", start=start, end=hit.start, text=name, value=name)
        if name in known:
            yield person
            continue
        post = Mention(type="post", start=hit.start, end=hit.end, text=hit.text)
        holder = holders.get(start) or _whose(scan.text, start, holders)
        parts = (holder, post, person) if holder else (post, person)
        begin = holder.start if holder else start
        yield Mention(type="official", start=begin, end=hit.end, text=scan.text[begin : hit.end], value=name, parts=parts)


def _transcribed(scan: Scan, end: int, holders: Container[int]) -> int | None:
    """泽仁多吉|校长: where a name of another language begins, of syllables by which such names are written and of no word."""
    start = end
    while start > 0 and end - start < _LONGEST_TRANSCRIBED and scan.text[start - 1] in words.words("民族名用字"):
        start -= 1
    begun = start in holders or start == 0 or scan.text[start - 1] in _BEFORE
    return start if begun and end - start > _LEAST and not scan.ordinary(start, end) else None


def _named(scan: Scan, start: int, end: int, holders: Mapping[int, Mention]) -> bool:
    """Whether a name fills a span: of Han form, begun by what stands before it, and no word of the dictionary ends in it."""
    if start < 0 or not is_name(scan.text[start:end]) or scan.within_word(start) or scan.within_word(end):
        return False
    begun = start in holders or start == 0 or scan.text[start - 1] in _BEFORE or _OURS.fullmatch(scan.text, start - 2, start)
    whose = start in holders or _whose(scan.text, start, holders) is not None
    return bool(begun) and (not scan.ordinary(start, end) or (whose and given_a_word(scan.text[start:end])))


def _whose(text: str, start: int, holders: Mapping[int, Mention]) -> Mention | None:
    """The body of which a name that stands behind it is somebody: 甲校的|李四|老师."""
    body = holders.get(start - len(_OF)) if text.endswith(_OF, 0, start) else None
    return body if body is not None and body.type == "organization" else None


def state_leaders(scan: Scan) -> Iterator[Mention]:
    """习近平|总书记: the posts of the state's leaders stand after the name."""
    for hit in scan.longest("title"):
        if hit.text not in posts.state_posts():
            continue
        start = next((hit.start - k for k in (3, 2) if _whole_name(scan, hit.start - k, hit.start)), None)
        if start is not None:
            person = Mention(
                type="person", start=start, end=hit.start, text=scan.text[start : hit.start], value=scan.text[start : hit.start]
            )
            post = Mention(type="post", start=hit.start, end=hit.end, text=hit.text)
            yield Mention(
                type="official", start=start, end=hit.end, text=scan.text[start : hit.end], value=person.text, parts=(post, person)
            )


def _whole_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a name stands right before a title, and no word that leads to the title: 习近平|总书记, though 高声|向|总书记."""
    if start < 0 or not is_name(scan.text[start:end]) or scan.text.endswith(words.words("非名尾字"), start, end):
        return False
    return start in scan.borders and not scan.text.startswith(words.words("非名"), start) and not scan.ordinary(start, end)
