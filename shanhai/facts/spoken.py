"""Papers that are only spoken of (sought, told of before, of single people), and those of whose signers only the number is told."""

from __future__ import annotations

import re

from shanhai.knowledge import words

from .context import Context
from .rulebook import Match
from .signature import Signing
from .stretch import clause, sentence

_NEAR = 6  # characters before a verb that say that it is only sought
_BEFORE = 18  # characters before a signing that say that it was told before
_BOTH = 2
_THIS = re.compile(r"(?:[此本这][次轮回]|这一|以此)(?:成功|正式|集中)?(?:[与和同][^，。；、]{0,12})?\Z")
_SEEKING = re.compile(rf"(?:就|围绕|{words.alternation('商讨')})(?:双方|两地|共同|正式)?\Z")
_SPOKEN = re.compile(rf"书?(?:的(?:{words.alternation('经验')})|(?:有关|相关|具体)?(?:事宜|事项))")
# 根据双方签署的合作协议: the paper told of before.
_SIGNED_BY_BOTH = re.compile(rf"签[订署]了?的(?:战略|合作|框架|相关|有关)*(?:{words.alternation('文书')})书?\Z")
_MANY_SIGN = re.compile(
    r"(?:\d+|[一二两三四五六七八九十]+)余?[个家所名][^，。；\d]{0,14}?(?:（[^（）]{1,8}）)?，?(?:分别|现场|各自)?[与和同][^，。；]{2,40}?"
    rf"(?:{words.alternation('当场')})*\Z"
)

_AGREED = re.compile(rf"了?(?:{words.alternation('初步')})?(?:一致|共识)")


def agreed(text: str, match: Match) -> bool:
    """6个事项达成|一致: whether what a match reads as signed was only agreed upon."""
    return text[: match.end].endswith(("达成", "达成了")) and bool(_AGREED.match(text, match.end))


def talked_of(context: Context, match: Match) -> bool:
    """就|签订协议|交换意见, |签订协议|的经验: whether a paper is only sought, or spoken of."""
    if _SPOKEN.match(context.text, match.end):
        return True
    verb = words.beginning("签署", context.text, match.start)
    return bool(verb) and not verb.endswith("了") and bool(_SEEKING.search(context.text, max(0, match.start - _NEAR), match.start))


def of_single_people(context: Context, match: Match, signing: Signing) -> bool:
    """家庭医生与居民|签订服务协议: whether one side is single people, and no two bodies are named."""
    start, _ = clause(context.text, match.start, match.start + 1)
    said = context.text[start : match.end]
    people = any(f"{j}{w}" in said or f"{w}{j}" in said for w in words.words("非签者") for j in "与和同")
    return people and len(signing.parties) < _BOTH and not signing.amount


def told_before(context: Context, signing: Signing) -> bool:
    """以此次|签订合作协议为契机, 根据|双方签署的协议: whether a page speaks of a paper again."""
    if signing.again and _SIGNED_BY_BOTH.search(context.text, signing.start, signing.end):
        return True
    return bool(_THIS.search(context.text, max(0, signing.start - _BEFORE), signing.start)) and not signing.project_count


def many_sign(context: Context, match: Match) -> bool:
    """来自甲镇的16个企业与乙县16个村|签订了结对协议: whether bodies sign a paper of a kind of whom only the number is told."""
    begin, _ = sentence(context.text, match.start, match.end)
    said = _MANY_SIGN.search(context.text, begin, match.start)
    return said is not None and context.text.endswith(words.words("结对文书"), match.start, match.end)
