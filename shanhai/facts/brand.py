"""Bodies that no finder knows, by where their names stand beside a party of a signing: 会上，|中粮置业|与甲县政府敲定….

Such a name is no word with which a sentence goes on, and no mention of another kind stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .context import Context
from .rulebook import Match

PARTIES = ("organization", "place", "zone", "deixis", "delegation", "site")
"""Types of mentions that may be a party of a signing."""
# 会上，|中粮置业|与: a body that nothing but its place before the joint tells.
_BEFORE = re.compile(
    r"(?:^|[，。；：！\n])(?:[京津沪渝豫鲁苏浙闽粤]企)?(?P<name>[\u4e00-\u9fffA-Za-z0-9（）]{2,14})(?:也|还|又|分别|正式|现场)?[与和同、]\Z"
)
# 甲公司同|大润发|签下: the same behind the joint.
_BEHIND = re.compile(rf"[与和同](?P<name>[\u4e00-\u9fffA-Za-z0-9（）]{{2,14}}?)(?:{words.alternation('当场')})*\Z")
_MET = re.compile(r"[与和同](?P<name>[\u4e00-\u9fffA-Za-z0-9（）]{3,14}?)(?=就|围绕)")
_NONE = re.compile(r"[此本这][次番]|[的了在就由从向对为将把被已是也都并随当双两各我其另有等家批些]|一行|[上中后间时]\Z|方\Z|\d")
_REACH = 20  # characters before a party in which a brand may stand


def before(context: Context, party: Mention) -> Mention | None:
    """会上，中粮置业与|甲县政府敲定…: a body that no finder knows, by its place at the beginning of the clause."""
    said = _BEFORE.search(context.text, max(0, party.start - _REACH), party.start)
    if said is None or _NONE.search(said["name"]) or said["name"].startswith(words.words("谓首")):
        return None
    start, end = said.span("name")
    if any(m.end > end or (m.type not in PARTIES and m.start < end) for m in context.before(end, start)):
        return None
    return Mention(type="organization", start=start, end=end, text=said["name"])


def behind(context: Context, party: Mention, match: Match) -> Mention | None:
    """甲公司同|大润发|签下…: a body that no finder knows, between the joint and the verb."""
    said = _BEHIND.fullmatch(context.text, party.end, match.start) if party.end < match.start else None
    if party.type != "organization" or said is None or _NONE.search(said["name"]):
        return None
    start, end = said.span("name")
    return Mention(type="organization", start=start, end=end, text=said["name"])


def met(context: Context, party: Mention, known: Sequence[Mention]) -> Mention | None:
    """甲局与|联创教育|就…座谈，签订了…: a body that no finder knows, behind the joint and before what they meet about."""
    told = _MET.match(context.text, party.end)
    if party.type != "organization" or told is None or _NONE.search(told["name"]):
        return None
    start, end = told.span("name")
    if any(m.start != start or m.type not in ("place", "zone") or m.end == end for m in known):
        return None
    return Mention(type="organization", start=start, end=end, text=told["name"])
