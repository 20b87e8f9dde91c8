"""Whether a page is about cooperation between regions at all, by its words or by what it tells; a page that is not gives no facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

import daachorse
import yaml

from shanhai.knowledge import words
from shanhai.knowledge.places import aliases, place
from shanhai.model import AnyFact, Pairing, PlaceRef, Visit
from shanhai.model.struct import Value
from shanhai.restore.converter import traditional

from .evidence import only_likely
from .location import TOWNSHIPS

_PREFECTURE, _PROVINCE = 4, 2  # digits of a code that name them
_LEVELS = frozenset({"province", "prefecture", "county"})
# Readings spliced into the text, or bytes that were lost: what is looked for may stand there broken.
_DAMAGE = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\ufffd]|[\u4e00-\u9fff][(（][a-z]{1,6}[)）]|[\u4e00-\u9fff]\*")
# What stands in a pattern for a name or a number to be filled in. Of 480 labelled pages a template has 11, no other page more than one.
_BLANK = re.compile(r"[XxＸ×]{2,}(?=[\u4e00-\u9fff])|[XＸ×]{3,}|＿{2,}|_{3,}|某某")
_FEWEST_BLANKS = 4

# A page of a novel as its sites head it: 第87章（1 / 2）.
_CHAPTER = re.compile(r"\s*(?:[^\n]{0,30}\n)?\s*第(?:\d{1,4}|[一二三四五六七八九十百千零〇两]{1,7})[章回]\s*[（(]\s*\d+\s*/\s*\d+")


class Weights(Value, frozen=True, kw_only=True):
    """Words for and against, with their weights, what near places and a strong word said often add, and the least sum."""

    least: int
    short: int
    full: int
    near: int
    provinces: int
    prefectures: int
    strong: int
    times: int
    insisted: int
    beyond: int
    far: int
    opening: tuple[str, ...]
    words: dict[str, int]


class Look(StrEnum):
    """What a first look at a page as published tells."""

    RELEVANT = "relevant"
    OTHER = "other"
    UNDECIDED = "undecided"


@cache
def _weights() -> Weights:
    rows = yaml.safe_load(files("shanhai.knowledge").joinpath("relevance.yaml").read_text("utf-8"))
    speaking = {w: n for n, group in rows["for"].items() for w in group}
    return Weights(
        least=rows["least"],
        short=rows["short"],
        full=rows["full"],
        near=rows["near"],
        provinces=rows["provinces"],
        prefectures=rows["prefectures"],
        strong=rows["strong"],
        times=rows["times"],
        insisted=rows["insisted"],
        beyond=rows["beyond"],
        far=rows["far"],
        opening=tuple(rows["opening"]),
        words=speaking | {w: -n for n, group in rows["against"].items() for w in group},
    )


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[tuple[str, int, str], ...]]:
    """One automaton over words and divisions, as they stand and in traditional characters; of each pattern the word, weight and code."""
    known = {word: (word, weight, "") for word, weight in _weights().words.items()}
    for alias, meanings in aliases().items():
        codes = {m.code for m in meanings if (row := place(m.code)) and row.level in _LEVELS}
        if len(alias) > 1 and len(codes) == 1 and alias not in known:
            known[alias] = ("", 0, codes.pop()[:_PREFECTURE])
    written = list(known)
    known |= {other: known[word] for word, other in zip(written, traditional(written), strict=True) if other not in known}
    patterns = sorted(known)
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns), tuple(known[p] for p in patterns)


def relevance(text: str) -> int:
    """The sum of the weights of the words that a text holds, and of two places near one another that are not of one prefecture.

    >>> relevance("甲县党政代表团来访，对接山海协作") > 2 > relevance("主教练在半决赛后表示")
    True
    """
    automaton, meanings = _automaton()
    weights, weighed, said = _weights(), dict[str, int](), Counter[str]()
    places: list[tuple[int, str]] = []
    for start, _, pattern in automaton.find_overlapping_no_suffix(text):
        word, weight, code = meanings[pattern]
        if weight:
            weighed[word] = weight
            said[word] += 1
        else:
            places.append((start, code))
    total = sum(weighed.values())
    total += weights.insisted if any(weighed[w] >= weights.strong and n >= weights.times for w, n in said.items()) else 0
    return total + _apart(places) if total > 0 else total


def least(text: str) -> int:
    """The least sum of a relevant page as long as this text.

    >>> least("甲") < least("甲" * 1000)
    True
    """
    weights = _weights()
    return weights.short + (weights.least - weights.short) * min(len(text), weights.full) // weights.full


def _apart(places: Sequence[tuple[int, str]]) -> int:
    """What two neighbouring places add: more where their provinces differ."""
    weights, best = _weights(), 0
    last, before = -weights.near - 1, ""
    for start, code in places:
        if code != before and start - last <= weights.near:
            if code[:_PROVINCE] != before[:_PROVINCE]:
                return weights.provinces
            if "00" not in (code[_PROVINCE:], before[_PROVINCE:]):
                best = weights.prefectures
        last, before = start, code
    return best


def first_look(text: str) -> Look:
    """What can be told from a page's words as published, before anything is restored and without its facts.

    Undecided are a page that has some of the words, but too few, and one in which damage may hide them.

    >>> first_look("桐庐县党政代表团赴衡水市考察，对接对口合作").value, first_look("明天多云").value, first_look("縣(xiàn)委").value
    ('relevant', 'other', 'undecided')
    """
    look = worded(text)
    return Look.UNDECIDED if look is Look.OTHER and _DAMAGE.search(text) else look


def worded(text: str) -> Look:
    """What the words of a restored page tell: of the subject, of another, or too few to tell without the facts."""
    found = relevance(text)
    if _CHAPTER.match(text):
        return Look.OTHER
    if found >= least(text):
        return Look.RELEVANT
    under_way = found == 0 and any(word in text for word in _weights().opening)
    return Look.UNDECIDED if found > 0 or under_way else Look.OTHER


def blank(text: str) -> bool:
    """Whether names are left open time and again, as in a pattern that others fill in.

    >>> blank("XX中学与XX县XX小学结对，校长XXX签字"), blank("XX中学来信说，甲县的苹果甜")
    (True, False)
    """
    return sum(1 for _ in _BLANK.finditer(text)) >= _FEWEST_BLANKS


def insists(text: str) -> bool:
    """Whether a page of the subject says a strong word of it (对口支援, 山海协作) twice, or many weaker words and both sides (两地).

    >>> insists("甲市对口帮扶乙县。对口帮扶办公室"), insists("甲县考察团来访，县长陪同")
    (True, False)
    """
    weights = _weights()
    strong = (w for w, weight in weights.words.items() if weight >= weights.strong and not w.endswith("团"))
    said = sum(text.count(word) for word in strong)
    found = relevance(text)
    return found >= least(text) and (said > 1 or (found >= least(text) + weights.beyond and words.any_of("两边").search(text) is not None))


def much_said(text: str) -> bool:
    """Whether the words of a page weigh far more than those of a page of the subject must.

    >>> much_said("甲县考察团来访，县长陪同")
    False
    """
    return relevance(text) >= least(text) + _weights().far


def proves(facts: Iterable[AnyFact]) -> bool:
    """Whether facts show by themselves that a page is on the subject: two divisions that visit one another, or are paired.

    A side that the page calls 我区 and never names is a division too. What is only likely proves nothing.

    Of 183 items of general news with some words of the subject, but too few, none has such a fact (evening news, 1,500 items).
    """
    told = (f for f in facts if not only_likely(quote.rule for quote in f.evidence.get("", ())))
    return any(
        (isinstance(f, Visit) and _coded(f.visitor_place, f.host_place))
        or (isinstance(f, Pairing) and all(isinstance(p, PlaceRef) and p.code for p in (f.a, f.b)))
        for f in told
    )


def _coded(*sides: PlaceRef | None) -> bool:
    """Whether of two sides each is a division or a township, or one is and the other is the page's own."""
    named = [side for side in sides if side is not None]
    return bool(named) and all(side.code or side.name.endswith(TOWNSHIPS) for side in named)
