"""Pledges (承诺): what somebody says will or shall be done, one verb clause each, in the page's words without the modal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention, Modality, Pledge, PledgeKind, When

from .actor import Actors
from .addressee import addressee
from .chain import chains
from .clause import Clause, bare, clauses, modal
from .context import Context
from .evidence import Claim
from .field import field_of
from .governing import ASK, EVERY, WISHES, Governing, Governors
from .grounds import Grounding
from .holding import Holding
from .laying import dated, opens_paper, to_come
from .listing import Lists, promised
from .notice import Notice
from .promise import ENUMERATED, OURSELVES, SHORTEST, Promise, heading, idle, past, sets_scene, vowed, worded
from .time import lying_ahead
from .voice import Frame, Voice, Voices

_TOLD = (BlockKind.BODY,)
_POINTS = re.compile(rf"^(?:了|出)?[一二两三四五六七八九十几\d]+[点个条项]?方?面?的?(?:具体|明确|工作)?(?:{words.alternation('倡议')})$")
_IN_FIELD = re.compile(r"\s*(?:同时，)?在[^，。：\n]{2,20}(?:方面|领域|上)，")


class Promises:
    """Walks the clauses of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._text = context.text
        self._voices = Voices(context, holdings)
        self._actors = Actors(context)
        self._notice = Notice(context)
        self._governors = Governors(context, self._voices, self._actors, self._notice)
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
        governing: Governing | None = self._numbered(start) or self._going_on(start)
        number = 0
        pieces = [*clauses(self._text, start, end), None]
        for clause, following in pairwise(pieces):
            if clause is None or (following and self._aside(clause, following, governing)):
                continue
            number += clause.first
            voice = self._voices.at(clause.end)
            frame = self._frame(clause)
            body = self._behind(clause, frame)
            said = (modal(body.text) or self._governors.foretold(body)) if body else None
            before = governing
            if governing is not None and not self._goes_on(governing, clause, number, voice, frame):
                governing, self._lists.open = None, False
            if opened := self._opened(clause, following, frame, end, number if governing is None else None):
                governing = opened
                continue
            if body is None or _POINTS.match(body.text):
                governing = self._governors.told_to(frame, number, following) or self._resumed(before, frame, number, following)
                continue
            if said is not None and (new := self._governors.governed(body, said, number, voice, going_on=governing is not None)):
                governs, begin = new
                governing = governs if governs.goes_on else governing
                yield from self._promise(body, governs, self._text[begin : body.end])
            elif frame is not None and self._commanded(body, frame, following) and (told := self._governors.told_to(frame, number)):
                acting, begin = self._told(body)
                governing = msgspec.structs.replace(told, actors=acting)
                yield from self._promise(body, governing, self._text[begin : body.end])
            elif governing is None and frame is None and (by_paper := self._governors.paper_says(clause)):
                governing = Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
                yield from self._promise(body, governing, self._text[by_paper : body.end])
            elif governing is None and frame is None and (vow := self._vowed(body, voice, number)):
                governing, begin = vow
                yield from self._promise(body, governing, self._text[begin : body.end])
            elif governing is not None and frame is None:
                if governing.sentence != EVERY:
                    governing = msgspec.structs.replace(governing, sentence=number)
                yield from self._promise(body, governing, self._carried(body, governing))
        self._left = governing

    def _aside(self, clause: Clause, following: Clause, governing: Governing | None) -> bool:
        """Whether a clause only names what is told of: 确保…，是…的责任; the heading of a numbered paragraph (（一）互访对接。)."""
        listed = governing is not None and governing.sentence == EVERY
        return following.text.startswith("是") or (listed and following.first and heading(clause.text))

    def _resumed(self, governing: Governing | None, frame: Frame | None, number: int, following: Clause | None) -> Governing | None:
        """“我们将…。”甲说，“|推进…”: what governed a quotation governs its second half too."""
        if frame is None or governing is None or following is None or governing.quotation is None:
            return governing if frame is None else None
        quotation = self._voices.quotation(following.end)
        resumed = quotation is not None and frame.start - governing.quotation > 0 and bare(following.text)
        return msgspec.structs.replace(governing, quotation=quotation, sentence=number, voice=frame.voice) if resumed else None

    def _vowed(self, body: Clause, voice: Voice | None, number: int) -> tuple[Governing, int] | None:
        """“决不让企业吃亏”, 乙县|一如既往支持甲县: a vow without a modal, in quoted speech or of a place that is named."""
        quotation = self._voices.quotation(body.end)
        named = self._actors.ends(body.start)
        begin = named if named is not None and named < body.end else body.start
        told = self._text[begin : body.end]
        if (
            voice is None
            or (quotation is None and begin == body.start)
            or not (vowed(told) or (quotation and to_come(told) and not past(told) and not told.startswith("每")))
        ):
            return None
        acting = self._actors.named(body.start) if begin > body.start else ()
        begin = body.end - len(OURSELVES.sub("", told))
        return Governing(kind=PledgeKind.COMMITMENT, actors=acting, sentence=number, voice=voice, quotation=quotation), begin

    def _going_on(self, start: int) -> Governing | None:
        """What governs a paragraph from the one before: 在甲方面，|推进…; an item of a list that was opened there."""
        left = self._left
        if left is not None and left.sentence == EVERY and self._lists.open:
            return left if self._lists.goes_on(start) else None
        if self._lists.headed(start):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=EVERY, voice=None)
        if left is not None and left.kind is PledgeKind.COMMITMENT and left.quotation is None and _IN_FIELD.match(self._text, start):
            return msgspec.structs.replace(left, sentence=1)
        return None

    def _opened(self, clause: Clause, following: Clause | None, frame: Frame | None, end: int, number: int | None) -> Governing | None:
        """What governs behind a clause that opens a list, or that names the paper which lays down what follows."""
        if self._lists.opened(clause, following, frame.verb if frame else None, end):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=EVERY, voice=frame.voice if frame else None)
        if number and following is not None and opens_paper(clause, following):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        return self._governors.laid_down(clause, number) if number is not None and frame is None else None

    def _numbered(self, start: int) -> Governing | None:
        """What governs a numbered paragraph of a notice."""
        return Governing(kind=PledgeKind.INSTRUCTION, actors=(), sentence=EVERY, voice=None) if self._notice.numbered(start) else None

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
        if body.start == frame.end and frame.verb in words.words("约定"):
            return bare(body.text) or (dated(body.text) and not past(body.text))  # 双方商定|今年由甲公司出资500万元
        ordered = following is not None and following.text.startswith(("要", "务必", "必须"))
        if ordered and body.text.endswith(words.words("受话")) and not bare(body.text):
            return False
        if body.start == frame.end and frame.verb in words.words("责成") and frame.verb not in ("强调", "提出", "明确"):
            called = body.text.startswith((*words.words("行事者"), "他", "她"))
            return (
                called
                or bare(body.text)
                or self._actors.ends(body.start) is not None
                or addressee(self._text, body.start, body.end) is not None
            )
        return bare(body.text)

    def _told(self, body: Clause) -> tuple[tuple[str, ...], int]:
        """甲要求|各单位|选派专人: who is told, and where what he shall do begins; one who is named by a name of his own stays in it."""
        named = self._actors.ends(body.start)
        if named is not None and addressee(self._text, body.start, body.end) in (None, named, body.end):
            return (), body.start
        return self._actors.wished(body.start, body.end)

    def _carried(self, body: Clause, governing: Governing) -> str:
        """What a clause under a hope or an order says shall be done, without who shall: …，双方能够|加强联系, …；教师|用好机会."""
        if governing.kind is PledgeKind.PLAN and (said := modal(body.text)) and said.word.startswith("将"):
            return body.text[said.end :]  # 按照协议，甲市的7个镇（街道）将|每年安排资金50万元
        if governing.kind not in (*WISHES, PledgeKind.INSTRUCTION):
            return body.text
        wished = governing.kind in WISHES and body.text.startswith(words.words("行事者"))
        if not wished and addressee(self._text, body.start, body.end) in (None, body.end):
            return body.text
        return self._text[self._actors.wished(body.start, body.end)[1] : body.end]

    def _goes_on(self, governing: Governing, clause: Clause, number: int, voice: Voice | None, frame: Frame | None) -> bool:
        """Whether a modal still governs: clauses of its sentence, and sentences after it that begin with a verb."""
        if frame is not None or idle(clause.text) or past(clause.text):
            return False
        if clause.text.startswith(words.words("另起")) or self._voices.quotation(clause.end) != governing.quotation:
            return False
        if number == governing.sentence or governing.sentence == EVERY:
            return True
        if number > governing.sentence + 1 or not clause.first:
            return number == governing.sentence
        return voice == governing.voice and ((bare(clause.text) and not sets_scene(clause.text)) or bool(ENUMERATED.match(clause.text)))

    def _own(self, voice: Voice) -> tuple[str, ...]:
        """For whom a voice speaks: its place, or both sides."""
        return (
            (voice.several if len(voice.several) > 1 else (voice.label,)) if voice.several else (voice.place.name,) if voice.place else ()
        )

    def _promise(self, body: Clause, governing: Governing, text: str) -> Iterator[Promise]:
        """The pledge of a clause, where its words promise something."""
        if self._lists.open and governing.sentence == EVERY:
            item = promised(text, first=body.first)
            if item is None:
                return
            text = item
        if self._lists.open and text.startswith(ASK):
            acting, begin = self._actors.wished(body.end - len(text) + 1, body.end)
            governing = msgspec.structs.replace(governing, actors=acting, kind=PledgeKind.INSTRUCTION)
            text = self._text[begin : body.end]
        told = worded(text, alone=text == body.text, listed=governing.sentence == EVERY and not self._lists.open)
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
            actors=governing.actors or (self._own(voice) if voice and governing.kind not in WISHES else ()),
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
    modality = Modality.WISHED if promise.kind in WISHES else Modality.PLANNED
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
