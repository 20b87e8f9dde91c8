"""Parts (分项) of what was signed together: 签约项目3个，总投资4亿元，其中甲公司的乙基地2亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.mentions.amount import amount
from shanhai.mentions.quantity import count
from shanhai.model import Amount, Mention
from shanhai.model.struct import Value

from .context import Context
from .stretch import sentence
from .work import cleaned, named

_SUM_WORDS = re.compile(r"(?:(?:计划|协议|意向|预计|项目)?总?投资(?:额)?|总额|金额|合同额|采购额|销售额)?(?:约|达|为|逾|超|近)?[、，（]*\Z")
_BUILT = re.compile(rf"(?:，)?(?:在[^，。；、]{{2,16}})?(?:用于|{words.alternation('兴建')})(?P<name>[^，。；、]{{4,24}})")
_NAME = re.compile(r"[^，；。：、（）]{4,30}\Z")
_OF_SIZE = re.compile(r"(?:以上|级|以下)?的?[^，。；、\d]{0,4}项目\d")  # 含10亿元以上|项目3个
_SIZED = re.compile(r"[^，。；\d]{0,4}[\d.]*[亿万]元?(?:以上|级)[^，。；\d]{0,4}项目\d+[个项]，")  # 其中|亿元以上项目5个，投资额20亿元
_WORK = ("项目", "工程")
_COMPANY = words.words("合作社")
_LONGEST = 300  # characters behind a signing in which its parts stand; the longest breakdown of our labelled pages has 131


class Part(Value, frozen=True, kw_only=True):
    """One part: its sum or number, the span of the words that say it, and what it is for."""

    start: int
    end: int
    sum: Mention | None = None
    counted: Mention | None = None
    party: Mention | None = None
    name: str | None = None
    name_span: tuple[int, int] | None = None

    @property
    def sum_end(self) -> int:
        """Where the sum ends; what is built for it stands behind."""
        return self.sum.end if self.sum else self.end

    @property
    def amount(self) -> Amount | None:
        """The sum of the part."""
        return amount(self.sum.text) if self.sum else None

    @property
    def project_count(self) -> int | None:
        """The number of projects of the part."""
        read = count(self.counted.text) if self.counted else None
        return int(read.scaled) if read else None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(words.alternation("分项") + r"|(?<=[元个])：|(?<=[元个]）)：")


def parts(context: Context, start: int, end: int, whole: Amount | None) -> tuple[Part, ...]:
    """The parts of a signing told in [start, end) whose sum is `whole`; none where together they are more than the whole."""
    _, stop = sentence(context.text, start, end)
    opened = _opening().search(context.text, start, stop)
    if opened is None:
        following = _opening().match(context.text, stop + 1) if context.text[stop : stop + 1] == "。" else None
        if following is None:
            return ()
        opened, (_, stop) = following, sentence(context.text, following.end(), following.end())
    told = tuple(_within(context, opened.end(), min(stop, opened.end() + _LONGEST)))
    found = tuple(p for p in told if p.name or p.counted or p.party or p.end > p.sum_end)  # 分别为3亿元和2亿元 says not whose
    total = sum(part.amount.yuan for part in found if part.amount)
    return found if total > 0 and (whole is None or total <= whole.yuan) else ()


def _within(context: Context, begin: int, stop: int) -> Iterator[Part]:
    """One part for each sum of a stretch, from the end of the part before it."""
    for mention in context.matters_in(begin, stop):
        if mention.type != "amount" or mention.end > stop or mention.start < begin:
            continue
        said = context.text[begin : mention.end]
        built = _BUILT.match(context.text, mention.end, stop)
        if not any(w in said for w in words.words("非分项")) and not _OF_SIZE.match(context.text, mention.end) and not _SIZED.match(said):
            yield _part(context, begin, mention, built)
        begin = built.end() if built else mention.end


def _part(context: Context, begin: int, total: Mention, built: re.Match[str] | None) -> Part:
    inside = context.matters_in(begin, total.start)
    counted = next((m for m in inside if m.type == "quantity" and _counts(context.text, m, total.start)), None)
    party = next((m for m in inside if m.type == "organization"), None)
    start, end = (built.start("name"), built.end("name")) if built else _name(context, begin, total.start, inside)
    name = cleaned(context.text[start:end]) if start < end and counted is None else ""
    while start < total.start and context.text[begin] in "，。；：、为是":
        begin += 1
    return Part(
        start=begin,
        end=built.end() if built else total.end,
        sum=total,
        counted=counted,
        party=party,
        name=name if named(name) else None,
        name_span=(start, end) if named(name) else None,
    )


def _name(context: Context, begin: int, stop: int, inside: tuple[Mention, ...]) -> tuple[int, int]:
    """Where the name of a part stands: a project of the page, or the words behind the company that pays, before the sum."""
    for mention in reversed(inside):
        if mention.type in ("project", "platform"):
            company = max((mention.text.rfind(word) + len(word) for word in _COMPANY if word in mention.text), default=0)
            return mention.start + company, mention.end
    company = max((m.end for m in inside if m.type == "organization" and m.text.endswith(_COMPANY)), default=begin)
    end = _SUM_WORDS.search(context.text, company, stop)
    upto = end.start() if end else stop
    upto += next((len(word) for word in _WORK if context.text.startswith(word, upto)), 0)  # 其中|乙提取项目|投资8000万元
    hit = _NAME.search(context.text, company, upto)
    called = hit is not None and (company > begin or hit[0].endswith(_WORK))
    return (hit.start(), hit.end()) if hit and called else (stop, stop)


def _counts(text: str, mention: Mention, stop: int) -> bool:
    """Whether a quantity is a number of projects (农业类5个、9.5亿元), not of what a project has (3个村)."""
    return mention.text.endswith(("个", "项")) and text[mention.end : mention.end + 1] in "，、；（。项达" and mention.end < stop
