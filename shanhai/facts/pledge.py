"""Pledges (承诺): what somebody says will or shall be done, one verb clause each, in the page's words without the modal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention, Modality, Pledge, PledgeKind, When
from shanhai.model.struct import Value

from .actor import Actors
from .chain import chains
from .clause import Clause, Modal, bare, clauses, modal
from .context import Context
from .evidence import Claim
from .field import field_of
from .grounds import Grounding
from .holding import Holding
from .laying import by_year, lays_down, opens_paper, yearly
from .listing import Lists, promised
from .promise import ENUMERATED, NUMBERED, PAST, SHORTEST, Promise, comes_of, stage_by, worded
from .time import lying_ahead
from .voice import Frame, Voice, Voices

_TOLD = (BlockKind.BODY,)
_POINTS = re.compile(rf"^(?:了|出)?[一二两三四五六七八九十几\d]+[点个条项]?方?面?的?(?:具体|明确|工作)?(?:{words.alternation('倡议')})$")
_ASKING = re.compile(r"[哪谁]|什么|多少|怎么|如何")
_EVERY = 0  # a modal of this sentence governs every sentence of its paragraph
_LONGEST_BODY = 16  # characters of who is told to act, by the last word of it (甲市各级教育系统)
_LONGEST_ACTOR = 10  # characters of a subject without a known name (甲业科技, 第二批干部)
_ASK = "请"
_IN_FIELD = re.compile(r"\s*(?:同时，)?在[^，。：\n]{2,20}(?:方面|领域|上)，")
# 加快推进拟|在甲县建设的乙项目: a modal that belongs to what is told of a work.
_ATTRIBUTE = re.compile(r"[^，]{0,16}(?:建设|实施|开展|引进|投资|落户)的[^，]{2,}(?:项目|工程|产业园|基地)$")
_LEAD = re.compile(rf"[此这本]次|(?:其中|目前|未来|{words.alternation('据悉')}|在[^，。；：\n]{{2,16}})，")
_WISHES = (PledgeKind.HOPE, PledgeKind.APPEAL)
_BEFORE_ACTOR = re.compile(
    rf"^(?:{words.alternation('与此同时')}|{words.alternation('往后')}|也|还|并|而|但|则|(?:{words.alternation('根据')})[^，]{{2,8}}|[上下]一?阶段|“|‘|希望|答：|问：)+"
)


class Governing(Value, frozen=True, kw_only=True):
    """The modal that governs the clauses after it."""

    kind: PledgeKind
    actors: tuple[str, ...]
    sentence: int
    voice: Voice | None
    quotation: int | None = None


class Promises:
    """Walks the clauses of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._text = context.text
        self._voices = Voices(context, holdings)
        self._actors = Actors(context)
        self._left: Governing | None = None  # what governed where the last paragraph ended
        self._lists = Lists(context.text)

    def all(self) -> Iterator[Promise]:
        """Every pledge of the story in order, none twice."""
        seen: set[str] = set()
        for block in self._context.blocks:
            if block.kind not in _TOLD:
                continue
            start = block.start
            while start < block.end:
                _, end = self._context.paragraph(start)
                told = bool(self._text[start:end].strip())  # a blank line between two items ends no list
                for promise in self._paragraph(start, min(end, block.end)) if told else ():
                    if promise.text not in seen:
                        seen.add(promise.text)
                        yield promise
                start = end + 1

    def _paragraph(self, start: int, end: int) -> Iterator[Promise]:
        governing: Governing | None = self._notice(start) or self._going_on(start)
        number = 0
        pieces = [*clauses(self._text, start, end), None]
        for clause, following in pairwise(pieces):
            if clause is None or (following and following.text.startswith("是")):  # 确保…，是…的责任: told about, not promised
                continue
            number += clause.first
            voice = self._voices.at(clause.end)
            frame = self._frame(clause)
            body = self._behind(clause, frame)
            said = modal(body.text) if body else None
            if opened := self._opened(clause, following, frame, end, number if governing is None else None):
                governing = opened
                continue
            if governing is not None and not self._goes_on(governing, clause, number, voice, frame):
                governing, self._lists.open = None, False
            if body is None or _POINTS.match(body.text):
                governing = self._told_to(frame, number, voice) or (governing if frame is None else None)
                continue
            if said is not None and (new := self._governed(body, said, number, voice, going_on=governing is not None)):
                governs, promise = new
                governing = governs or governing
                if promise is not None:
                    yield promise
            elif frame is not None and self._commanded(body, frame, following) and (told := self._told_to(frame, number, voice)):
                governing = told
                begin = self._actors.wished(body.start, body.end)[1] if body.text.startswith(words.words("行事者")) else body.start
                yield from self._promise(body, governing, self._text[begin : body.end])
            elif governing is None and frame is None and (by_paper := self._paper_says(clause)):
                governing = Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
                yield from self._promise(body, governing, self._text[by_paper : body.end])
            elif governing is not None and frame is None:
                if governing.sentence != _EVERY:
                    governing = msgspec.structs.replace(governing, sentence=number)
                yield from self._promise(body, governing, self._carried(body, governing))
        self._left = governing

    def _going_on(self, start: int) -> Governing | None:
        """What governs a paragraph from the one before: 在甲方面，|推进…; an item of a list that was opened there."""
        left = self._left
        if left is not None and left.sentence == _EVERY and self._lists.open:
            return left if self._lists.goes_on(start) else None
        if self._lists.headed(start):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=_EVERY, voice=None)
        if left is not None and left.kind is PledgeKind.COMMITMENT and left.quotation is None and _IN_FIELD.match(self._text, start):
            return msgspec.structs.replace(left, sentence=1)
        return None

    def _opened(self, clause: Clause, following: Clause | None, frame: Frame | None, end: int, number: int | None) -> Governing | None:
        """What governs behind a clause that opens a list, or that names the paper which lays down what follows."""
        if number and following is not None and opens_paper(clause, following):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        if self._lists.opened(clause, following, frame.verb if frame else None, end):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=_EVERY, voice=frame.voice if frame else None)
        return self._laid_down(clause, number) if number is not None and frame is None else None

    def _laid_down(self, clause: Clause, number: int) -> Governing | None:
        """按照协议，…: what a paper lays down is planned; so is what shall be reached by a year that lies ahead."""
        if clause.first and (year := by_year(clause)) and self._ahead(year):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        if lays_down(clause):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        if clause.first and clause.text.startswith(words.words("根据")) and clause.text.endswith(words.words("照办")):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        return None

    def _ahead(self, year: int) -> bool:
        """Whether a year comes after that of the page."""
        stamp = self._context.source.stamp
        return stamp.year is not None and stamp.year < year

    @cached_property
    def _sheet(self) -> bool:
        """Whether the page is a notice, whose wishes are addressed to nobody."""
        return (self._context.source.title or "").endswith(words.words("通知"))

    @cached_property
    def _listed_from(self) -> int:
        """Where a notice begins to list what is to be done; the end of the text in other pages."""
        title = self._context.source.title or ""
        if not title.endswith(words.words("通知")):
            return len(self._text)
        found = [hit.end() for hit in words.any_of("有关事项").finditer(self._text)]
        return min(found, default=len(self._text))

    def _notice(self, start: int) -> Governing | None:
        """A numbered paragraph of a notice."""
        if start < self._listed_from or not NUMBERED.match(self._text, start):
            return None
        return Governing(kind=PledgeKind.INSTRUCTION, actors=(), sentence=_EVERY, voice=None)

    def _frame(self, clause: Clause) -> Frame | None:
        frame = self._voices.frame_in(clause.start, clause.end)
        return frame if frame is not None and frame.end <= clause.end else None

    def _behind(self, clause: Clause, frame: Frame | None) -> Clause | None:
        """What a clause says behind its frame of speech; the modal verb of the frame itself belongs to what is said."""
        if frame is None:
            return clause
        begin = frame.end - (len(frame.verb) if modal(frame.verb) else 0)
        text = self._text[begin : clause.end].lstrip("，：“‘ ")
        if len(text) < SHORTEST:
            return None
        return Clause(start=clause.end - len(text), end=clause.end, text=text, first=clause.first, after=clause.after)

    def _commanded(self, body: Clause, frame: Frame, following: Clause | None) -> bool:
        """甲要求|驻乙工作队…, 甲强调|加强…: what stands right behind a verb of telling; 勉励|挂职干部 alone is whom he tells."""
        ordered = following is not None and following.text.startswith(("要", "务必", "必须"))
        if ordered and body.text.endswith(words.words("受话")) and not bare(body.text):
            return False
        if body.start == frame.end and frame.verb in words.words("责成") and frame.verb not in ("强调", "提出", "明确"):
            return bare(body.text) or self._actors.at(body.start) or body.text.startswith(words.words("行事者"))
        return bare(body.text)

    def _carried(self, body: Clause, governing: Governing) -> str:
        """What a clause under a hope wishes: …，双方能够|加强联系."""
        if governing.kind not in _WISHES or not body.text.startswith(words.words("行事者")):
            return body.text
        return self._text[self._actors.wished(body.start, body.end)[1] : body.end]

    def _told_to(self, frame: Frame | None, number: int, voice: Voice | None) -> Governing | None:
        """甲要求，加强…: a verb that tells others to act governs the bare clauses after it."""
        if frame is None:
            return None
        if (hoped := modal(frame.verb)) and hoped.kind is PledgeKind.HOPE:
            return Governing(kind=hoped.kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))
        if frame.verb not in words.words("责成"):
            return None
        kind = PledgeKind.APPEAL if frame.verb in words.words("呼吁") else PledgeKind.INSTRUCTION
        if frame.verb in words.words("约定"):
            kind = PledgeKind.PLAN
        return Governing(kind=kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))

    def _goes_on(self, governing: Governing, clause: Clause, number: int, voice: Voice | None, frame: Frame | None) -> bool:
        """Whether a modal still governs: clauses of its sentence, and sentences after it that begin with a verb."""
        if frame is not None or words.any_of("非承诺").search(clause.text) or PAST.search(clause.text):
            return False
        if clause.text.startswith(words.words("另起")) or self._voices.quotation(clause.end) != governing.quotation:
            return False
        if number == governing.sentence or governing.sentence == _EVERY:
            return True
        if number > governing.sentence + 1 or not clause.first:
            return number == governing.sentence
        return voice == governing.voice and (bare(clause.text) or bool(ENUMERATED.match(clause.text)))

    def _governed(
        self, body: Clause, said: Modal, number: int, voice: Voice | None, *, going_on: bool
    ) -> tuple[Governing | None, Promise | None] | None:
        """The modal of a clause at work: what it governs, and the pledge of its own clause; None where it is no modal here."""
        if words.any_of("非承诺").search(body.text) or PAST.search(body.text[said.end :]) or comes_of(body.text[: said.start]):
            return None
        if said.kind is PledgeKind.PLAN and _ATTRIBUTE.match(body.text, said.end):
            return None
        subject = _BEFORE_ACTOR.sub("", body.text[: said.start])
        told = subject.endswith(("表示", "承诺", "表态"))
        subject = "" if told else subject
        rest_start = body.start + said.end
        acting = self._actors.before(body.start + said.start - len(subject), body.start + said.start)
        if said.word == _ASK and not self._actors.wished(rest_start, body.end)[0]:
            return None
        ahead = said.word.startswith("将") or said.kind is PledgeKind.PLAN
        if voice is None and not subject and not acting and ahead and not body.first:
            acting = self._topic(body.start)
        if _ASKING.search(subject) or (
            voice is None and not told and not (going_on and not subject) and not self._credible(body, said, subject, acting)
        ):
            return None
        if said.kind is PledgeKind.HOPE or said.word in words.words("呼吁"):
            acting, rest_start = self._actors.wished(rest_start, body.end)
        elif subject and not acting and not self._impersonal(subject, said):
            if said.kind is not PledgeKind.INSTRUCTION:
                if subject.endswith(words.words("事物")) or len(subject) > _LONGEST_ACTOR:
                    return None
                acting = (subject,)
            elif (voice is not None or self._sheet) and len(subject) <= _LONGEST_BODY and subject.endswith(words.words("行事尾")):
                acting = (subject,)
            elif not words.any_of("事务").search(subject):
                return None
            else:
                rest_start = body.start + said.start - len(subject)
        reached = said.kind is PledgeKind.PLAN and stage_by(self._text[rest_start : body.end])  # 主体完工，计划|10月竣工
        governing = Governing(
            kind=self._kind(said, acting, voice), actors=acting, sentence=number, voice=voice, quotation=self._voices.quotation(body.end)
        )
        return None if reached else governing, next(self._promise(body, governing, self._text[rest_start : body.end]), None)

    def _credible(self, body: Clause, said: Modal, subject: str, acting: tuple[str, ...]) -> bool:
        """Without a speaker only a place, an office or 我们 promises, or a sentence about what comes next."""
        if said.kind is PledgeKind.HOPE:
            return body.first and said.start == 0 and said.word != _ASK and not self._sheet
        if said.word.endswith("会"):
            return bool(acting)
        if said.kind is PledgeKind.PLAN and body.first and (self._context.source.title or "").endswith(words.words("照办")):
            return True  # 甲县东西部协作工作要点：全年计划引进企业10家
        if said.kind is PledgeKind.PLAN and said.word in words.words("约定"):
            return not subject and self._of_paper(body.start)  # 签订协议，|约定三年内引进企业10家
        if self._sheet and said.kind is PledgeKind.INSTRUCTION and subject.endswith(words.words("行事尾")):
            return True
        if said.kind is PledgeKind.INSTRUCTION and subject.endswith("的" + (acting or ("",))[0]):
            return False
        if acting and (said.kind is not PledgeKind.INSTRUCTION or subject.strip("“”也还") in words.words("行事者") or len(acting[0]) > 2):
            return True
        return not subject and bool(words.any_of("往后").search(self._text[max(0, body.start - 20) : body.start + said.start]))

    def _impersonal(self, subject: str, said: Modal) -> bool:
        """Whether the words before a modal are no subject but adverbs and places (也, 既, 在产业合作领域)."""
        adverbial = subject.startswith(("在", "以", "为", "按", "根据", "从", "对", "就")) or (
            subject.endswith("后") and len(subject) <= _LONGEST_ACTOR
        )
        return adverbial or bare(subject) or len(subject) < 2

    def _kind(self, said: Modal, acting: tuple[str, ...], voice: Voice | None) -> PledgeKind:
        """要 about oneself is a commitment, about others an instruction."""
        if said.kind is not PledgeKind.INSTRUCTION:
            return said.kind
        own = voice.place.name if voice and voice.place else None
        if not acting and ((voice and voice.verb in words.words("吩咐")) or (voice is None and self._sheet)):
            return PledgeKind.INSTRUCTION
        if not acting or own in acting or set(acting) & {"我们", "双方", "两地", "我"}:
            return PledgeKind.COMMITMENT
        return PledgeKind.INSTRUCTION

    def _own(self, voice: Voice) -> tuple[str, ...]:
        """For whom a voice speaks: its place, or both sides."""
        return (
            (voice.several if len(voice.several) > 1 else (voice.label,)) if voice.several else (voice.place.name,) if voice.place else ()
        )

    def _paper_says(self, clause: Clause) -> int:
        """签订收购协议，|每年收购竹笋3000吨: where a clause behind a paper says what it lays down for years to come, or 0."""
        begin = None if clause.first else yearly(clause)
        return clause.start + begin if begin is not None and self._of_paper(clause.start) else 0

    def _of_paper(self, offset: int) -> bool:
        """Whether the sentence told of a paper before."""
        begin = max(self._text.rfind(mark, 0, offset) for mark in "。！？\n") + 1
        return words.any_of("协议").search(self._text, begin, offset) is not None

    def _topic(self, offset: int) -> tuple[str, ...]:
        """甲站由乙局筹办，|将…: who the sentence begins with, or the clause before (…召开，两地签署协议，|将…)."""
        begin = max(self._text.rfind(mark, 0, offset) for mark in "。！？\n；") + 1
        begin = lead.end() if (lead := _LEAD.match(self._text, begin)) else begin
        last = self._text.rfind("，", begin, max(begin, offset - 1)) + 1
        return self._actors.named(begin) or (self._actors.named(last) if last > begin else ())

    def _promise(self, body: Clause, governing: Governing, text: str) -> Iterator[Promise]:
        """The pledge of a clause, where its words promise something."""
        if self._lists.open and governing.sentence == _EVERY:
            item = promised(text, first=body.first)
            if item is None:
                return
            text = item
        if self._lists.open and text.startswith(_ASK):
            acting, begin = self._actors.wished(body.end - len(text) + 1, body.end)
            governing = msgspec.structs.replace(governing, actors=acting, kind=PledgeKind.INSTRUCTION)
            text = self._text[begin : body.end]
        told = worded(text, alone=text == body.text, listed=governing.sentence == _EVERY and not self._lists.open)
        if told is None:
            return
        start = self._text.rfind(told, body.start, body.end)
        voice = governing.voice
        yield Promise(
            start=start,
            end=start + len(told),
            text=told,
            kind=governing.kind,
            voice=voice,
            actors=governing.actors or (self._own(voice) if voice and governing.kind not in _WISHES else ()),
            sure=voice is not None or bool(governing.actors),
        )


def pledge(promise: Promise, context: Context, grounding: Grounding) -> Pledge:
    """A promise as a fact."""
    rule = "pledge.clause"
    voice = promise.voice
    claims = [Claim(field="", start=promise.start, end=promise.end, rule=rule)]
    if voice is not None and voice.mention is not None:
        claims.append(Claim(field="speaker", start=voice.mention.start, end=voice.mention.end, rule=rule))
    deadline = next((m for m in context.of_type("date", promise.start, promise.end)), None)
    number = next((m for m in context.matters_in(promise.start, promise.end) if m.type in ("amount", "quantity")), None)
    if deadline is not None:
        claims.append(Claim(field="deadline", start=deadline.start, end=deadline.end, rule=rule))
    modality = Modality.WISHED if promise.kind in _WISHES else Modality.PLANNED
    keys = {"text": promise.text, "speaker": (voice.name or voice.label) if voice else None}
    return Pledge(
        **grounding.of("pledge", keys, claims, modality=modality, doubted=not promise.sure),
        text=promise.text,
        speaker=(voice.name or voice.label or None) if voice else None,
        actors=promise.actors,
        kind=promise.kind,
        field=field_of(promise.text),
        deadline=_due(context, deadline) if deadline else None,
        quantity=number.text if number else None,
        chains=chains(promise.text),
    )


def _due(context: Context, deadline: Mention) -> When | None:
    when = context.dates.get(deadline.start)
    return lying_ahead(when, context.source.stamp) if when else None
