"""Numbers of papers that their name adds up: “1+7+10”协议."""

from __future__ import annotations

import re
from decimal import Decimal

from shanhai.knowledge import words
from shanhai.knowledge.units import UnitKind
from shanhai.mentions.quantity import Count
from shanhai.model import Mention

from .context import Context
from .rulebook import Match

_PIECE = "个"
_ADDED = re.compile(rf"(?P<sum>\d{{1,2}}(?:[+＋]\d{{1,2}}){{2,}})”?[^，。；、]{{0,8}}?(?:{words.alternation('协议')})")


def papers(context: Context, match: Match) -> list[tuple[Mention, Count]]:
    """How many papers were signed, by a sum in their name."""
    added = _ADDED.search(context.text, match.start, match.end + 1)
    if added is not None:
        numbers = re.split("[+＋]", added["sum"])
        return [_counted(context.text, *added.span("sum"), sum(map(int, numbers)))]
    return []


def _counted(text: str, start: int, end: int, many: int) -> tuple[Mention, Count]:
    told = Count(value=Decimal(many), unit=_PIECE, base=_PIECE, kind=UnitKind.COUNT)
    return Mention(type="quantity", start=start, end=end, text=text[start:end]), told
