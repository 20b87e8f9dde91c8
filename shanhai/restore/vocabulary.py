"""The words of Taiwan on a page that a program localised: 網路 for 网络, 進壹步 for 进一步."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from operator import attrgetter

from shanhai.knowledge.load import table
from shanhai.model import Certainty, Repair

from .edit import RawEdit
from .listed import TAIWAN, listed

# 壹 is the figure of cheques; in 进壹步 only a program writes it, and then on the whole page.
ONE = re.compile("壹(?![万仟佰拾圆元角亿億萬整贰叁肆伍陆柒捌玖])(?<![贰叁肆伍陆柒捌玖拾佰仟万亿零第]壹)|第壹(?=[个次批届年步轮场])")
PROVEN = re.compile("[进同统这每另某]壹|壹[个些定样起直切批系体]")
EVIDENCE = 3  # different words, or places of 壹


def localise(text: str) -> tuple[RawEdit, ...]:
    """Edits that put back the words of the mainland, on a page that shows at least three different ones of Taiwan.

    Words that both sides have (支援, 互動, 智慧) are never touched. `text` is in simplified characters.

    >>> [edit.replacement for edit in localise("软体、网路和伺服器都由支援方提供，专案已完成")]
    ['软件', '网络', '服务器', '项目']
    >>> localise("专案组支援了网路监管")
    ()
    """
    edits: list[RawEdit] = []
    if "壹" in text and len(PROVEN.findall(text)) >= EVIDENCE:
        for match in ONE.finditer(text):
            place = match.end() - 1
            edits.append(RawEdit(start=place, end=place + 1, replacement="一", repair=Repair.VOCABULARY))
    if listed(text) and len({text[word.start : word.end] for word in listed(text) if word.name == TAIWAN}) >= EVIDENCE:
        edits += _localised(text)
    return tuple(sorted(edits, key=attrgetter("start")))


def _localised(text: str) -> list[RawEdit]:
    found = list(_pattern().finditer(text))
    if len({match[0] for match in found} & _proofs()) < EVIDENCE:  # some stand in longer words
        return []
    return [
        RawEdit(
            start=match.start(),
            end=match.end(),
            replacement=_mainland()[match[0]],
            repair=Repair.VOCABULARY,
            certainty=Certainty.SEARCHED,
        )
        for match in found
    ]


@cache
def _mainland() -> Mapping[str, str]:
    return {row["taiwan"]: row["mainland"] for row in table("taiwan")}


@cache
def _proofs() -> frozenset[str]:
    return frozenset(row["taiwan"] for row in table("taiwan") if row["only"])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_mainland(), key=len, reverse=True)))
