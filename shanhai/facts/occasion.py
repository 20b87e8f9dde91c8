"""When a visit took place, under which programme, and whether it did: read from the sentence that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention, Modality, Precision, When

from .context import STORY, Context
from .rulebook import Match
from .stretch import end_of, sentence

_CLAUSE = re.compile(r"[，。；！？：\n]")
# A clause of more characters than this says elsewhere what it is about.
_CLAUSE_LENGTH = 40
# 赴乙市考察，对接东西部协作工作: the programme follows the visit within about one clause.
_CLOSELY = 20
# A line above a paragraph that is no longer than this is its heading (周二至周三（10月17日至18日）has 16 characters).
_LONGEST_HEADING = 24
_STOP = re.compile(r"[，；]")
_ADVERBIAL = 3  # characters before a date that begins its sentence (早在|2016年, 截至|6月底)


@cache
def _carried_out() -> re.Pattern[str]:
    return re.compile(rf"(?:进行|开展)了?(?P<kind>{words.alternation('访')})")


class Occasion:
    """Reads the circumstances of one page's visits."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def date(self, match: Match, *, next_too: bool = False) -> tuple[Mention | None, When | None]:
        """The date in the match, else the last one before it in its sentence, else that of the paragraph's opening.

        `next_too`: else that with which the next sentence begins; travellers go on there, of papers and works another thing is told.
        """
        stated = next(iter(match.roles.get("date", ())), None)
        if stated is not None:
            beside = (
                self._context.of_type("date", stated.end + 1, stated.end + 2) if self._context.text.startswith("（", stated.end) else ()
            )
            stated = next(iter(beside), stated)  # 今天（7日）
            return stated, self._context.dates.get(stated.start)
        start, _ = self._context.paragraph(match.start)
        sentence = max((self._context.text.rfind(c, start, match.start) + 1 for c in "。！？"), default=start)
        inside = self._context.of_type("date", match.start, match.end)
        earlier = self._context.dates_before(match.start, max(sentence, start))
        if earlier and any(w in self._context.text[earlier[0].end : match.start] for w in words.words("之后")):
            earlier = ()
        days = [m for m in inside if self._is_day(m)]  # 4月甲赴乙县；乙县县长5月8日到甲县
        found = [*days[:1], *earlier[:1], *inside[:1], *self._heading_date(start), *(self._next_date(match) if next_too else ())]
        goes_on = self._context.text.startswith(words.words("会前会后"), max(sentence, start))
        if not found and (goes_on or match.sets.get("host_place") == "home"):  # guests are welcomed who were told of before
            told_before = [m for m in self._context.before(match.start) if m.type == "date" and self._context.kind_at(m.start) in STORY]
            found = [*(m for m in told_before if self._is_day(m)), *told_before][:1]
        told = [(mention, self._when(mention)) for mention in found]
        if told and (told[0][1] is None or told[0][1].start is None):  # 前不久，…到乙县，4月10日至13日走了甲校
            told = [*(t for t in self._later(match) if t[1] is not None and t[1].start), *told]
        return told[0] if told else (None, None)

    def date_of_work(self, match: Match) -> tuple[Mention | None, When | None]:
        """The date of what is built: none that belongs to another work told before it (甲厂8月竣工；|乙楼主体完工)."""
        mention, when = self.date(match)
        if mention is None or mention.end > match.start or self._governs(mention, match.start):
            return mention, when
        return None, None

    def _governs(self, mention: Mention, offset: int) -> bool:
        """Whether a date before an offset stands in its clause, by itself (9月3日，…), or begins the sentence."""
        text = self._context.text
        begin, _ = sentence(text, mention.start, mention.end)
        if "；" in text[mention.end : offset]:
            return False
        return not _STOP.search(text, mention.end, offset) or text[mention.end] == "，" or mention.start - begin <= _ADVERBIAL

    def _later(self, match: Match) -> Iterator[tuple[Mention, When | None]]:
        """The first date after a match in its sentence, where it is a clause of its own."""
        end = end_of(self._context.text, match.end)
        for mention in self._context.of_type("date", match.end, end)[:1]:
            if self._context.text[mention.start - 1] in "，；":
                yield mention, self._when(mention)

    def _next_date(self, match: Match) -> Iterator[Mention]:
        """…一行。9月20日至21日，他们…: the date with which the next sentence of the paragraph begins."""
        text, (_, end) = self._context.text, self._context.paragraph(match.end)
        stop = text.find("。", match.end, end)
        if stop >= 0:
            yield from self._context.of_type("date", stop + 1, stop + 2)

    def _heading_date(self, start: int) -> Iterator[Mention]:
        """周一（10月16日）as a line of its own above the paragraph."""
        above, end = self._context.paragraph(max(0, start - 1))
        if end - above <= _LONGEST_HEADING:
            yield from self._context.of_type("date", above, end)

    def _is_day(self, mention: Mention) -> bool:
        """Whether a date is a day, as that of a meeting is."""
        when = self._context.dates.get(mention.start)
        return when is not None and when.precision is Precision.DAY

    def _when(self, mention: Mention) -> When | None:
        """同一时段, 同日: the date told last."""
        when = self._context.dates.get(mention.start)
        if when is not None and when.start is None and mention.text.startswith("同"):
            for other in self._context.before(mention.start):
                told = self._context.dates.get(other.start) if other.type == "date" else None
                if told is not None and told.start:
                    return told
        return when

    def kind(self, match: Match) -> Mention | None:
        """What the visitors come for; 就招商引资等工作开展调研 is no 招商, but what is carried out."""
        kind = next(iter(match.roles.get("kind", ())), None)
        if kind is None or not self._context.text.startswith(words.words("招商后"), kind.end):
            return kind
        done = _carried_out().search(self._context.text, kind.end, self._context.paragraph(kind.end)[1])
        if done is None or "。" in self._context.text[kind.end : done.start()]:
            return kind
        return Mention(type="text", start=done.start("kind"), end=done.end("kind"), text=done["kind"])

    def programme(self, match: Match) -> Mention | None:
        """The programme that a match names, or that follows it closely."""
        end = match.end + _CLOSELY
        return next((m for m in self._context.of_type("programme", match.start, end) if m.end <= end), None)

    def modality(self, match: Match) -> Modality:
        """Whether the clause tells what happened, what is planned, or what is wished."""
        earliest = max(0, match.start - _CLAUSE_LENGTH)
        begin = max((m.end() for m in _CLAUSE.finditer(self._context.text, earliest, match.start)), default=match.start)
        before = words.any_of("非计划").sub("", self._context.text[begin : match.end])
        if words.any_of("已到").search(before):
            return Modality.HAPPENED
        if words.any_of("愿望").search(before):
            return Modality.WISHED
        if words.any_of("将来").search(before):
            return Modality.PLANNED
        return Modality.HAPPENED
