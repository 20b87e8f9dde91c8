"""What a project costs, where a later clause or sentence tells it: 甲项目落户乙县。项目总投资3亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from shanhai.knowledge import words
from shanhai.mentions.amount import amount
from shanhai.model import Amount, Mention

from .context import Context
from .stretch import sentence
from .undertaking import Undertaking

_IT_COSTS = re.compile(
    rf"(?<=[。；\n])(?:该|本|此)?(?:{words.alternation('该项目')})由[^。；\n]{{2,40}}(?:投资|出资)(?:约|达|近|超)?\Z|"
    r"(?:这一|该|这个|这座|此)(?:总投资|投资)(?:额|约|达|为|近|超)*\Z|"
    r"(?:^|[，。；：“\n])(?:(?:该|本|此)?(?:项目|工程)|(?:这个|该|此)(?:园区|产业园|“[^”\n]{2,8}”)"
    r"|(?<=[。，；\n])(?:该|本|此)[\u4e00-\u9fff]{1,4}?(?:由|位于|坐落|选址|占地|规划|于)[^。；\n]{2,60}，"
    r"|(?<=[。\n])(?:项目|工程)(?:由|位于|选址|占地|规划|分)[^。；\n]{2,60}，)"
    rf"(?:计划|预计|规划|概算)?(?:{words.alternation('耗资')})(?:额|约|达|为|近|超)*\Z",
    re.MULTILINE,
)
_FAR = 80  # characters before a sum in which its sentence says whose it is


def later_sums(context: Context, found: Mapping[str, Undertaking]) -> Iterator[tuple[Undertaking, Amount, Mention]]:
    """The projects told last before a sum of theirs in a paragraph, where they have none, with the sums."""
    known = dict(found)
    for mention in context.matters:
        if mention.type != "amount" or not _IT_COSTS.search(context.text, max(0, mention.start - _FAR), mention.start):
            continue
        start, _ = context.paragraph(mention.start)
        told = [u for u in known.values() if start <= u.start < mention.start]
        last = max(told, key=lambda u: u.start, default=None)
        worth = amount(mention.text)
        if last is not None and last.amount is None and worth is not None and not _beside_others(context, last, told):
            known[last.name] = msgspec.structs.replace(last, amount=worth)
            yield last, worth, mention


def _beside_others(context: Context, last: Undertaking, told: Sequence[Undertaking]) -> bool:
    """Whether the sentence of a project told of others: a sum behind it is that of all."""
    begin, _ = sentence(context.text, last.start, last.end)
    return any(begin <= other.start < last.start for other in told)
