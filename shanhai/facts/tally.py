"""How many projects and how much money a signing is for, as the sentence around it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.mentions.amount import amount
from shanhai.mentions.quantity import Count, count
from shanhai.model import Amount, Mention

from .context import Context
from .counting import papers
from .rulebook import Match
from .stretch import clause, sentence

PAPER, SIGNED_SUM = "agreement.paper", "agreement.signed-sum"
_SIGNING = re.compile(rf"(?:{words.alternation('签署')})")
_FOR_OTHERS = re.compile(
    rf"为[^，。；、]{{2,10}}[修建购买添装]|的(?!{words.alternation('购销')})[\u4e00-\u9fff]{{2,8}}(?:[，。；]|等)"
)  # 出资8万元为丙村修灯
_EACH_OF, _AMONG = "分别", "其中"
_NEAR = 12  # characters in which 其中 says that a number is of a part
_LONGEST_LIST = 60  # characters of a list of sums
_OF_PROJECTS = re.compile(r"[^，。；、\d]{0,10}?(?:项目|事项)")
_OF_PART = re.compile(rf"其中[^，。；：\d]{{0,16}}\d+[个项份]，(?:{words.alternation('意向')})(?:金额|资金|投资)?[额为达约近超]*\Z")
_OTHERS = re.compile(
    rf"(?:{words.alternation('推介')}|{words.alternation('在谈')})[^，。；]{{0,8}}项目(?:共|达|超)?\d|(?:{words.alternation('推介')})[^，。；\d]{{0,4}}\d+[个项]"
)
_GIVEN = re.compile(r"捐|赠|送[来去给上]")
_DONE_SINCE = re.compile(rf"，(?:累计|共|已)?(?:{words.alternation('到位')})(?:到位|了)?[^，。；]{{0,10}}(?:资金|项目)\d|，实现了?\d")
_SIGNS = re.compile(r"[签达订](?:[约订署下成定字]|立)(?:了|下)?(?:共|共计|合计)?\Z")


class Tally:
    """Reads the numbers and sums of signings on one page."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def sums(self, match: Match) -> list[tuple[Mention, Amount]]:
        """The sums of a signing, the one that the rule names before those that stand behind it."""
        found = self._stated(match) or self._sums(match)
        return [
            (m, read)
            for m in found
            if (read := amount(m.text)) and not (self._of_part(match, m) or self._of_others(match, m) or self._of_gift(match, m))
        ]

    def _of_gift(self, match: Match, total: Mention) -> bool:
        """现场签约，甲慈善总会捐赠|260万元: whether a sum behind a signing is what somebody gives."""
        signed = _SIGNING.search(self._context.text, match.start, total.start)
        return match.rule == SIGNED_SUM and signed is not None and bool(_GIVEN.search(self._context.text, signed.end(), total.start))

    def counts(self, match: Match) -> list[tuple[Mention, Count]]:
        """The number of projects or papers."""
        stated = self._added_up(match) or match.roles.get("project_count", ()) or self._papers(match) or self._projects(match)
        told = [(m, c) for m in stated if (c := count(m.text)) and c.unit in words.words("项目单位")]
        return (papers(self._context, match) or told) if match.rule == PAPER else told

    def _added_up(self, match: Match) -> list[Mention]:
        """签约2个，另签8个，共计|10个|项目，总额3亿元: the number that a sentence adds up before the sum, where the rule names another."""
        stop = max((m.start for m in match.roles.get("amount", ())), default=match.start)
        for first in match.roles.get("project_count", ()):
            for mention in self._context.matters_in(first.end, stop):
                if mention.type == "quantity" and self._context.text.endswith(words.words("相加"), 0, mention.start):
                    return [mention]
        return []

    def _of_part(self, match: Match, total: Mention) -> bool:
        """签约33个，其中山茶项目11个，签约金额|7亿元: whether a sum stands beside the number of a part."""
        begin, _ = sentence(self._context.text, match.start, match.end)
        return bool(_OF_PART.search(self._context.text, begin, max(begin, total.start)))

    def _of_others(self, match: Match, total: Mention) -> bool:
        """签约34个项目，投资额138亿元，推介项目325个，投资额|1464亿元: whether a sum is of projects that are not signed."""
        counts = match.roles.get("project_count", ())
        return bool(counts) and counts[0].end <= total.start and bool(_OTHERS.search(self._context.text, counts[0].end, total.start))

    def _stated(self, match: Match) -> list[Mention]:
        """The sums that the rule names; what stands behind a colon is a part."""
        return [m for m in match.roles.get("amount", ()) if "：" not in self._context.text[match.start : m.start]]

    def _sums(self, match: Match) -> list[Mention]:
        """The sum of a signing where the rule does not name it: the first behind it whose clause speaks of a contract or an investment.

        Behind a paper it is also what somebody will give for it (签订协议，三年投入200万元).
        """
        _, end = self._said(match)
        if match.rule == PAPER and self._context.text.startswith(("后，", "之后，", "以来，"), match.end):
            return []  # 签订协议后，|甲公司投资7800万元…: what came of it
        end = self._own_matter(match, (self._before_signing if match.rule == PAPER else self._next_signing)(match.end, end))
        listed = self._context.text.find("：", match.end, end)
        end = listed if listed >= 0 else end
        paper = match.rule == PAPER
        for mention in self._context.matters_in(match.start, end):
            if mention.type != "amount":
                continue
            start, stop = clause(self._context.text, mention.start, mention.end)
            said = self._context.text[start:stop]
            contract = any(w in said for w in words.words("签约款")) and not any(w in said for w in words.words("非签约款"))
            given = paper and any(w in said for w in words.words("协议款")) and not any(w in said for w in words.words("非协议款"))
            given = given and not said.startswith("各") and not (not contract and _FOR_OTHERS.match(self._context.text, mention.end))
            if (contract or given) and not _GIVEN.search(self._context.text, match.end, mention.start):
                return [mention, *self._listed_after(mention)] if _EACH_OF in said else [mention]
        return []

    def _own_matter(self, match: Match, end: int) -> int:
        """签订了《甲方案》，|累计落实资金…，实施项目180个: where a sentence goes on to what was done, and not to what the paper is for."""
        other = _DONE_SINCE.search(self._context.text, match.end, end) if match.rule == PAPER else None
        return other.start() if other else end

    def _next_signing(self, offset: int, end: int) -> int:
        """Where the next verb of signing stands, 签约|总金额 aside; `end` where none does."""
        text = self._context.text
        hits = (hit for hit in words.any_of("签署").finditer(text, offset, end))
        return next((hit.start() for hit in hits if not (hit[0].endswith("签约") and words.any_of("金额").match(text, hit.end()))), end)

    def _before_signing(self, offset: int, end: int) -> int:
        """签署共建协议|，甲、乙等5个项目签约: where the clause of the next signing begins; `end` where there is none."""
        other = self._next_signing(offset, end)
        comma = self._context.text.rfind("，", offset, other) if other < end else -1
        return comma if comma >= 0 else other

    def _listed_after(self, first: Mention) -> Iterator[Mention]:
        """分别为3亿元|和8000万元: the sums that go on a list."""
        end = first.end
        for mention in self._context.matters_in(end, end + _LONGEST_LIST):
            if mention.type != "amount" or self._context.text[end : mention.start] not in ("、", "和", "及", "以及"):
                return
            yield mention
            end = mention.end

    def _projects(self, match: Match) -> list[Mention]:
        """The number of projects where the rule does not name it: of the same part of the sentence, not of those among them.

        Of several the last one before the sum, or before the end of the match: 除昨日签约的33个|项目，今天还有5个|项目签约.
        """
        text, (begin, end) = self._context.text, self._said(match)
        end = self._before_signing(match.end, end) if match.rule == PAPER else end
        end = self._own_matter(match, end)
        told = [
            m for m in self._context.matters_in(begin, end) if m.type == "quantity" and m.end <= end and self._of_projects(m, begin, end)
        ]
        stop = max((m.start for m in match.roles.get("amount", ())), default=match.end)
        own = [m for m in self._context.matters_in(match.start, stop) if m.type == "quantity" and self._of_projects(m, match.start, end)]
        if own:
            return own[-1:]
        before = [m for m in told if m.end <= stop and "，" in text[m.end : stop]] or [m for m in told if m.end <= stop]
        return before[-1:] or told[:1]

    def _of_projects(self, mention: Mention, begin: int, end: int) -> bool:
        """Whether a number counts projects, and not those among them."""
        text = self._context.text
        if _AMONG in text[max(begin, mention.start - _NEAR) : mention.start]:
            return False
        last, first = _beside_blanks(text, mention)
        behind = _OF_PROJECTS.match(text, first, end)
        return bool(behind) or text.endswith(words.words("项目总数"), begin, last)

    def _papers(self, match: Match) -> list[Mention]:
        """签订|16个|农产品购销协议, 签订购销合同|3份: how many papers, two or more, that stand right behind the verb or the paper."""
        for mention in self._context.matters_in(match.start, match.end + 1):
            read = count(mention.text) if mention.type == "quantity" else None
            if read and read.scaled > 1 and self._signed(match, mention):
                return [mention]
        return []

    def _said(self, match: Match) -> tuple[int, int]:
        """The part of a sentence, between semicolons, in which a match stands."""
        begin, end = sentence(self._context.text, match.start, match.end)
        last = self._context.text.find("；", match.end, end)
        return max(begin, self._context.text.rfind("；", begin, match.start) + 1), end if last < 0 else last

    def _signed(self, match: Match, mention: Mention) -> bool:
        text = self._context.text
        last, _ = _beside_blanks(text, mention)
        return bool(_SIGNS.search(text, match.start, last)) or text.endswith(words.words("协议"), match.start, last)


def _beside_blanks(text: str, mention: Mention) -> tuple[int, int]:
    """Where what stands before a number ends, and where what stands behind it begins: office programs put a blank between."""
    return mention.start - text.endswith(" ", 0, mention.start), mention.end + text.startswith(" ", mention.end)
