"""Measures (指标): the numbers of a page that count something of the cooperation, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import msgspec

from shanhai.knowledge import words
from shanhai.knowledge.indicators import category
from shanhai.knowledge.units import UnitKind
from shanhai.mentions.amount import amount
from shanhai.mentions.quantity import Count, count
from shanhai.model import BlockKind, Measure, MeasureStatus, Mention, Modality, Qualifier, When
from shanhai.model.struct import Value

from .context import STORY, Context
from .evidence import Claim
from .grounds import Grounding
from .rulebook import Match
from .stretch import clause, sentence

_TOLD = STORY - {BlockKind.BACKGROUND}
# Numbers in words below the first are mostly figures of speech (三个特点, 四个方面), below the second often (十来批).
_SMALL, _LARGE = 10, 100
_LONGEST_SUBJECT = 14
_SAME_PEOPLE = {"名": "人", "位": "人"}
_FOLLOWING = re.compile(r"[\u4e00-\u9fffA-Za-z“”‘’·]{2,12}")
_NO_NOUN = re.compile(r"[在与和到为已均以共将并及来同从由向，的左右以上]")


# 已完成投资432亿元, 实际到位, 完成年度计划的60%: done, whatever plans the sentence speaks of.
_DONE = re.compile(r"(?<!未)已(?:经|累计)?|实际|(?:完成|占)(?:了)?(?:全年|年度|总)?计划(?:投资)?的?\Z")
# 计划总投资, 规划面积: the plan of one number, and not of those behind it.
_OF_PLAN = re.compile(rf"谋划[^，。；]{{0,8}}项目|(?:计划|预计|规划|拟)(?:{words.alternation('规模量')})")
_ON_THE_SPOT = re.compile(r"(?:现场|当场|当天)[^，。；]{0,12}签")
_NO_PLAN = re.compile(rf"(?<=已)将|计划》|{words.alternation('非计划')}")  # 已将总部迁至甲县 is done, and a paper's name plans nothing
_OPENS = 6  # characters before a date that begins its sentence


class Figure(Value, frozen=True, kw_only=True):
    """A number that counts, and what its sentence says of it."""

    mention: Mention
    read: Count
    subject: str
    rule: str = "measure.number"
    status: MeasureStatus = MeasureStatus.DONE
    before: Decimal | None = None
    after: Decimal | None = None
    change: Decimal | None = None
    period: Mention | None = None
    part_of: str | None = None
    doubted: bool = False
    title: bool = False

    @property
    def key(self) -> tuple[Decimal, str]:
        """What makes two numbers one: the value multiplied out, and the unit."""
        return self.read.scaled, _SAME_PEOPLE.get(self.read.base, self.read.base)


@cache
def _done_verbs() -> tuple[str, ...]:
    return *words.words("计数动词"), *words.words("进度实")


def _plain(before: str) -> str:
    """What stands before a number without adverbs at its edges (累计, 共, 先后), 共 in 共建 kept."""
    while word := words.ending("累计", before):
        before = before.removesuffix(word)
    while (hit := words.any_of("累计").match(before)) and not before.startswith(words.words("共建")):
        before = before[hit.end() :]
    return before


class Measures:
    """Reads the measures of one page."""

    def __init__(self, context: Context, found: Sequence[Match]) -> None:
        self._context = context
        self._text = context.text
        self._matched = {m.start: match for match in found if match.fact == "measure" for r in match.roles.values() for m in r}

    def all(self) -> tuple[Figure, ...]:
        """Every measure once, in order; a headline only says what the story says again."""
        figures = list(self._figures())
        told = {figure.key for figure in figures if not figure.title}
        kept: list[Figure] = []
        for figure in figures:
            if figure.title and figure.key in told:
                continue
            if not any(_same(figure, other) for other in kept):
                kept.append(figure)
        return tuple(kept)

    def _united(self, mention: Mention, read: Count) -> Count:
        """18万贫困人口, 总额1.92亿: a scale without a unit counts people or money, as the words around it say."""
        if read.base or read.kind is UnitKind.SHARE:
            return read
        start, _ = clause(self._text, mention.start, mention.end)
        if words.any_of("人众").search(self._text, mention.end, mention.end + 8):
            return msgspec.structs.replace(read, unit=read.unit + "人", base="人", kind=UnitKind.PEOPLE)
        if words.any_of("钱款").search(self._text, start, mention.start):
            return msgspec.structs.replace(read, unit=read.unit + "元", base="元", kind=UnitKind.MONEY)
        return read

    def _figures(self) -> Iterator[Figure]:
        last: Figure | None = None
        for mention in self._context.matters:
            if mention.type not in ("amount", "quantity") or self._context.kind_at(mention.start) not in _TOLD:
                continue
            read = count(mention.text)
            match = self._matched.get(mention.start)
            read = self._united(mention, read) if read else None
            if read is None or (match and match.roles.get("after", (mention,))[0] != mention):
                continue
            figure = self._changed(mention, read, match) if match else self._figure(mention, read, last)
            if figure is not None:
                yield figure
                last = figure

    def _changed(self, mention: Mention, read: Count, match: Match) -> Figure:
        """由4.5小时压缩至2.7小时, 降低50%: the number before, the number after, or the change."""
        before = next((c for m in match.roles.get("before", ()) if (c := count(m.text))), None)
        after, change = (read if role in match.roles else None for role in ("after", "change"))
        return Figure(
            mention=mention,
            read=read,
            subject=self._subject(match.roles.get("before", (mention,))[0]),
            rule=match.rule,
            status=self._status(mention),
            before=before.value if before else None,
            after=after.value if after else None,
            change=change.value if change else None,
            period=self._period(mention),
        )

    def _figure(self, mention: Mention, read: Count, last: Figure | None) -> Figure | None:
        start, end = clause(self._text, mention.start, mention.end)
        said = self._text[start:end]
        if not self._counts(mention, read, said):
            return None
        before = self._text[start : mention.start]
        title = self._context.kind_at(mention.start) is BlockKind.TITLE
        return Figure(
            mention=mention,
            read=read,
            subject=self._subject(mention),
            status=self._status(mention),
            period=self._period(mention),
            part_of=last.subject if last and "其中" in before else None,
            doubted=read.spelled or title or self._context.kind_at(mention.start) is BlockKind.TABLE,
            title=title,
        )

    def _counts(self, mention: Mention, read: Count, said: str) -> bool:
        """Whether a number counts something of the cooperation."""
        following = self._text[mention.end : mention.end + 4]
        if following.startswith(words.words("省级")):
            return False
        if following[:1] in ("+", "＋") or read.value == 0 or self._in_quotes(mention):
            return False
        if read.kind is UnitKind.TIME or (read.kind is UnitKind.LENGTH and not words.any_of("修筑").search(said)):
            return False
        if words.any_of("非指标").search(said) or (read.kind is UnitKind.MONEY and following.startswith(words.words("价后"))):
            return False
        if not read.spelled:
            return True
        if read.kind is UnitKind.SHARE and read.unit != "%":
            return False
        if read.kind not in (UnitKind.COUNT, UnitKind.PEOPLE) or read.scaled >= _LARGE:
            return True
        begin, end = sentence(self._text, mention.start, mention.end)
        if read.scaled >= _SMALL:
            return words.any_of("计数动词").search(self._text, begin, end) is not None
        return read.value > 1 and bool(words.any_of("所计").search(self._noun(mention)) and words.any_of("计数动词").search(said))

    def _in_quotes(self, mention: Mention) -> bool:
        """“4个+”, “三个一”: a number inside a short quotation is part of a name."""
        opening = self._text.rfind("“", mention.start - 8, mention.start)
        return opening >= 0 and "”" in self._text[mention.end : mention.end + 6] and "”" not in self._text[opening : mention.start]

    def _noun(self, mention: Mention) -> str:
        hit = _FOLLOWING.match(self._text, mention.end)
        return hit[0] if hit and not _NO_NOUN.match(hit[0]) else ""

    def _subject(self, mention: Mention) -> str:
        """What is counted: the noun behind the number, with the verb before it, or what stands before it."""
        start, _ = clause(self._text, mention.start, mention.end)
        inside = [
            m.end
            for m in self._context.matters_in(start, mention.start)
            if m.end <= mention.start and m.type in ("date", "amount", "quantity")
        ]
        before = self._text[max([start, *inside]) : mention.start].strip("“”‘’ 　")
        before = _plain(before)
        noun = self._noun(mention) if count(mention.text).kind in (UnitKind.COUNT, UnitKind.PEOPLE) else ""  # type: ignore[union-attr]
        verb = words.ending("计数动词", before)
        verb = f"未{verb}" if verb and before.endswith(f"未{verb}") else verb
        told = verb + noun if noun else self._short(before, mention.start)
        return told or self._noun(mention) or self._text[start : mention.end]

    def _short(self, before: str, end: int) -> str:
        """The end of a long subject, cut between words."""
        if len(before) <= _LONGEST_SUBJECT:
            return before
        first = next((i for i in range(end - _LONGEST_SUBJECT, end) if i in self._context.borders), end - _LONGEST_SUBJECT)
        return before[first - end :]

    def _status(self, mention: Mention) -> MeasureStatus:
        start, end = clause(self._text, mention.start, mention.end)
        begin, _ = sentence(self._text, mention.start, mention.end)
        said, before = self._text[start:end], self._ahead(max(begin, start - 40), start, mention)
        if _DONE.search(self._text, start, mention.start) or _ON_THE_SPOT.search(said):
            return MeasureStatus.DONE
        if words.any_of("定额").search(said):
            return MeasureStatus.QUOTA
        if words.any_of("预期").search(said) or words.any_of("预期").search(before):
            return MeasureStatus.EXPECTED
        if words.any_of("计划").search(before):
            return MeasureStatus.PLANNED
        return MeasureStatus.DONE

    def _ahead(self, begin: int, start: int, mention: Mention) -> str:
        """The words before a number that may say it is planned: of 计划总投资5亿元，|已开工项目3个 those behind what is done."""
        earlier, own = (_NO_PLAN.sub("", said) for said in (self._text[begin:start], self._text[start : mention.start]))
        planned = list(_OF_PLAN.finditer(earlier))
        if not planned:
            return earlier + own
        _, end = clause(self._text, mention.start, mention.end)
        counted = mention.type == "quantity"
        done = counted or any(w in self._text[begin + planned[-1].end() : end] for w in _done_verbs())
        return (_OF_PLAN.sub("", earlier) if done else earlier) + own

    def _period(self, mention: Mention) -> Mention | None:
        """The last date before the number in its sentence; before a semicolon only one that begins the sentence."""
        begin, _ = sentence(self._text, mention.start, mention.end)
        dates = (m for m in self._context.before(mention.start, begin) if m.type == "date")
        return next((m for m in dates if m.start - begin <= _OPENS or "；" not in self._text[m.end : mention.start]), None)


def _same(a: Figure, b: Figure) -> bool:
    """Whether two numbers of a page are one told twice: equal, and large, or of the same thing."""
    if a.key != b.key:
        return False
    large = a.read.kind is not UnitKind.COUNT and a.read.kind is not UnitKind.PEOPLE
    return large or a.read.scaled >= _LARGE or bool(set(a.subject) & set(b.subject))


def measure(figure: Figure, context: Context, grounding: Grounding) -> Measure:
    """A figure as a fact."""
    mention, read = figure.mention, figure.read
    start, end = clause(context.text, mention.start, mention.end)
    claims = [
        Claim(field="", start=start, end=max(end, mention.end), rule=figure.rule),
        Claim(field="value", start=mention.start, end=mention.end, rule=figure.rule),
    ]
    if figure.period is not None:
        claims.append(Claim(field="period", start=figure.period.start, end=figure.period.end, rule=figure.rule))
    planned = figure.status in (MeasureStatus.PLANNED, MeasureStatus.EXPECTED, MeasureStatus.QUOTA)
    keys = {"value": mention.text, "subject": figure.subject}
    period: When | None = context.dates.get(figure.period.start) if figure.period else None
    cumulative = "累计" in context.text[start : mention.start]
    return Measure(
        **grounding.of("measure", keys, claims, modality=Modality.PLANNED if planned else Modality.HAPPENED, doubted=figure.doubted),
        subject=figure.subject,
        value=read.value if figure.change is None else None,
        unit=read.unit,
        amount=amount(mention.text, bare=read.kind is UnitKind.MONEY),
        qualifier=read.qualifier or (Qualifier.CUMULATIVE if cumulative else None),
        category=category(figure.subject) or category(context.text[start:end]),
        status=figure.status,
        before=figure.before,
        after=figure.after,
        change=figure.change,
        period=period,
        part_of=figure.part_of,
    )
