"""Pledges (承诺): what somebody says will or shall be done, one verb clause each, in the page's words without the modal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise

import msgspec

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention, Modality, Pledge, PledgeKind
from shanhai.model.struct import Value

from .chain import chains
from .clause import Clause, Modal, bare, clauses, modal
from .context import Context
from .evidence import Claim
from .field import field_of
from .grounds import Grounding
from .tenure import Holding
from .voice import Frame, Voice, Voices

_TOLD = (BlockKind.BODY,)
_POINTS = re.compile(r"^(?:了|出)?[一二两三四五六七八九十几\d]+[点个条项]?方?面?的?(?:具体|明确|工作)?(?:要求|意见|建议|希望|倡议|期望)$")
_ASKING = re.compile(r"[哪谁]|什么|多少|怎么|如何")
_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、．.]?|\d{1,2}[、．.])")
_EVERY = 0  # a modal of this sentence governs every sentence of its paragraph
_LONGEST_ACTOR = 10  # characters of a subject without a known name (联科科技, 第二批干部)
_SHORTEST = 4  # characters of a promise (轻车简从)
_ACTING = ("place", "zone", "deixis", "organization", "delegation")
_WISHES = (PledgeKind.HOPE, PledgeKind.APPEAL)
_JOINED = re.compile(
    r"^(?:并且?|同时|也|还|以及|从而|进而|此外|另外|其中|一是|二是|三是|四是|五是|六是|首先|其次|再次|最后|第[一二三四五六]|[一二三四五六]要)+[，、]?"
)
_ENUMERATED = re.compile(r"^(?:[一二三四五六七八]是要?|[一二三四五六七八]要|首先|其次|再次|第[一二三四五六])")
_PAST = re.compile(r"了(?![解如])|(?<![超通经路])过(?![程硬关去上年来剩境冬渡])|已")
_COPULA = re.compile(r"(?<![还总于若但可凡或而只要就])是(?![否非])")
_UNKNOWN_PLACE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|镇|乡|街道|州|旗|村|集团|公司))(?=在|能|进一步|继续|一如既往|立足|充分|持续|加大|多|也|要|把|与|可)"
)
_PLACE_PHRASE = re.compile(
    r"^(?:在|从|就|针对|关于|围绕)(?!.*(?:方面|过程中|基础上|工作中).)[^，]{2,30}(?:方面|领域|过程中|基础上|工作中|层面|上|下)$"
)
_HELPING = re.compile(r"^(?:能够?|可以|要|将|们|各方|进一步要|今后|继续要)")
_BEFORE_ACTOR = re.compile(
    r"^(?:下一步|下步|接下来|今后|未来|往后|同时|此外|今年|明年|下半年|也|还|并|而|但|则|根据[^，]{2,8}|按照[^，]{2,8}|[上下]一?阶段|回去后|会后|下来后|接下来的日子里|与此同时|在此基础上|所以|因此|“|‘|希望|答：|问：)+"
)


class Promise(Value, frozen=True, kw_only=True):
    """A pledge as the page words it."""

    start: int
    end: int
    text: str
    kind: PledgeKind
    voice: Voice | None
    actors: tuple[str, ...] = ()
    sure: bool = True


class Governing(Value, frozen=True, kw_only=True):
    """The modal that governs the clauses after it."""

    kind: PledgeKind
    actors: tuple[str, ...]
    sentence: int
    voice: Voice | None
    quotation: int | None = None


@cache
def _class(word_class: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.words(word_class))))


class Promises:
    """Walks the clauses of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._text = context.text
        self._voices = Voices(context, holdings)
        self._actors = {m.start: m for m in context.story if m.type in _ACTING}

    def all(self) -> Iterator[Promise]:
        """Every pledge of the story in order, none twice."""
        seen: set[str] = set()
        for block in self._context.blocks:
            if block.kind not in _TOLD:
                continue
            start = block.start
            while start < block.end:
                _, end = self._context.paragraph(start)
                for promise in self._paragraph(start, min(end, block.end)):
                    if promise.text not in seen:
                        seen.add(promise.text)
                        yield promise
                start = end + 1

    def _paragraph(self, start: int, end: int) -> Iterator[Promise]:
        governing: Governing | None = self._notice(start)
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
            if governing is None and frame is None:
                governing = self._laid_down(clause, number)
                if governing is not None:
                    continue
            if governing is not None and not self._goes_on(governing, clause, number, voice, frame):
                governing = None
            if body is None or _POINTS.match(body.text):
                governing = self._told_to(frame, number, voice) or (governing if frame is None else None)
                continue
            if said is not None and (new := self._governed(body, said, number, voice, going_on=governing is not None)):
                governing, promise = new
                if promise is not None:
                    yield promise
            elif frame is not None and self._commanded(body, frame) and (told := self._told_to(frame, number, voice)):
                governing = told
                begin = self._wished(body.start, body.end)[1] if body.text.startswith(words.words("行事者")) else body.start
                yield from self._promise(body, governing, self._text[begin : body.end])
            elif governing is not None and frame is None:
                if governing.sentence != _EVERY:
                    governing = msgspec.structs.replace(governing, sentence=number)
                yield from self._promise(body, governing, self._carried(body, governing))

    def _laid_down(self, clause: Clause, number: int) -> Governing | None:
        """按照协议，…: what a paper lays down is planned."""
        if clause.first and clause.text.startswith(("按照", "根据", "依据")) and clause.text.endswith(words.words("照办")):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        return None

    @cached_property
    def _listed_from(self) -> int:
        """Where a notice begins to list what is to be done; the end of the text in other pages."""
        title = self._context.source.title or ""
        if not title.endswith(words.words("通知")):
            return len(self._text)
        found = [hit.end() for hit in _class("有关事项").finditer(self._text)]
        return min(found, default=len(self._text))

    def _notice(self, start: int) -> Governing | None:
        """A numbered paragraph of a notice."""
        if start < self._listed_from or not _NUMBERED.match(self._text, start):
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
        if len(text) < _SHORTEST:
            return None
        return Clause(start=clause.end - len(text), end=clause.end, text=text, first=clause.first, after=clause.after)

    def _commanded(self, body: Clause, frame: Frame) -> bool:
        """甲要求|驻乙工作队…, 甲强调|加强…: what stands right behind a verb of telling."""
        if body.start == frame.end and frame.verb in words.words("责成") and frame.verb not in ("强调", "提出", "明确"):
            return bare(body.text) or body.start in self._actors or body.text.startswith(words.words("行事者"))
        return bare(body.text)

    def _carried(self, body: Clause, governing: Governing) -> str:
        """What a clause under a hope wishes: …，双方能够|加强联系."""
        if governing.kind not in _WISHES or not body.text.startswith(words.words("行事者")):
            return body.text
        return self._text[self._wished(body.start, body.end)[1] : body.end]

    def _told_to(self, frame: Frame | None, number: int, voice: Voice | None) -> Governing | None:
        """甲要求，加强…: a verb that tells others to act governs the bare clauses after it."""
        if frame is None:
            return None
        if (hoped := modal(frame.verb)) and hoped.kind is PledgeKind.HOPE:
            return Governing(kind=hoped.kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))
        if frame.verb not in words.words("责成"):
            return None
        kind = PledgeKind.APPEAL if frame.verb in words.words("呼吁") else PledgeKind.INSTRUCTION
        if frame.verb in ("约定", "商定", "议定"):
            kind = PledgeKind.PLAN
        return Governing(kind=kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))

    def _goes_on(self, governing: Governing, clause: Clause, number: int, voice: Voice | None, frame: Frame | None) -> bool:
        """Whether a modal still governs: clauses of its sentence, and sentences after it that begin with a verb."""
        if frame is not None or _class("非承诺").search(clause.text) or _PAST.search(clause.text):
            return False
        if clause.text.startswith(words.words("另起")) or self._voices.quotation(clause.end) != governing.quotation:
            return False
        if number == governing.sentence or governing.sentence == _EVERY:
            return True
        if number > governing.sentence + 1 or not clause.first:
            return number == governing.sentence
        return voice == governing.voice and (bare(clause.text) or bool(_ENUMERATED.match(clause.text)))

    def _governed(
        self, body: Clause, said: Modal, number: int, voice: Voice | None, *, going_on: bool
    ) -> tuple[Governing | None, Promise | None] | None:
        """The modal of a clause at work: what it governs, and the pledge of its own clause; None where it is no modal here."""
        if _class("非承诺").search(body.text) or _PAST.search(body.text[said.end :]):
            return None
        subject = _BEFORE_ACTOR.sub("", body.text[: said.start])
        told = subject.endswith(("表示", "承诺", "表态"))
        subject = "" if told else subject
        rest_start = body.start + said.end
        acting = self._acting(body.start + said.start - len(subject), body.start + said.start)
        if _ASKING.search(subject) or (
            voice is None and not told and not (going_on and not subject) and not self._credible(body, said, subject, acting)
        ):
            return None
        if said.kind is PledgeKind.HOPE or said.word in words.words("呼吁"):
            acting, rest_start = self._wished(rest_start, body.end)
        elif subject and not acting and not self._impersonal(subject, said):
            if said.kind is not PledgeKind.INSTRUCTION:
                if subject.endswith(words.words("事物")) or len(subject) > _LONGEST_ACTOR:
                    return None
                acting = (subject,)
            elif not _class("事务").search(subject):
                return None
            else:
                rest_start = body.start + said.start - len(subject)
        governing = Governing(
            kind=self._kind(said, acting, voice), actors=acting, sentence=number, voice=voice, quotation=self._voices.quotation(body.end)
        )
        return governing, next(self._promise(body, governing, self._text[rest_start : body.end]), None)

    def _credible(self, body: Clause, said: Modal, subject: str, acting: tuple[str, ...]) -> bool:
        """Without a speaker only a place, an office or 我们 promises, or a sentence about what comes next."""
        if said.kind is PledgeKind.HOPE or said.word.endswith("会"):
            return False
        if said.kind is PledgeKind.INSTRUCTION and subject.endswith("的" + (acting or ("",))[0]):
            return False
        if acting and (said.kind is not PledgeKind.INSTRUCTION or subject.strip("“”也还") in words.words("行事者") or len(acting[0]) > 2):
            return True
        return not subject and bool(_class("往后").search(self._text[max(0, body.start - 20) : body.start + said.start]))

    def _impersonal(self, subject: str, said: Modal) -> bool:
        """Whether the words before a modal are no subject but adverbs and places (也, 既, 在产业合作领域)."""
        return subject.startswith(("在", "以", "为", "按", "根据", "从", "对", "就")) or bare(subject) or len(subject) < 2

    def _acting(self, start: int, end: int) -> tuple[str, ...]:
        """Who acts: the place or organisation before the modal, or whom 双方, 我们 mean."""
        text = self._text[start:end].strip("“‘也还都更将 ")
        for mention in self._context.before(end, start):
            if mention.type in _ACTING and end - mention.end <= 4:
                return tuple(dict.fromkeys(self._names(mention)))
        word = next((w for w in words.words("行事者") if text.endswith(w)), None)
        return (word,) if word else ()

    def _names(self, mention: Mention) -> Iterator[str]:
        refs = self._context.places_of(mention)
        yield from (ref.name for ref in refs) if refs else (mention.text,)

    def _wished(self, start: int, end: int) -> tuple[tuple[str, ...], int]:
        """希望双方|加强…: who is wished to act, and where the wish begins."""
        acting: tuple[str, ...] = ()
        while True:
            mention = self._actors.get(start)
            word = next((w for w in words.words("行事者") if self._text.startswith(w, start, end)), None)
            helping = _HELPING.match(self._text[start:end])
            if mention is not None and mention.end < end:
                acting, start = (*acting, *self._names(mention)), mention.end
            elif word is not None and not acting:
                acting, start = (word,), start + len(word)
            elif acting and self._text[start : start + 1] in ("、", "和", "与") and (start + 1 in self._actors):
                start += 1
            elif helping:
                start += helping.end()
            elif not acting and (unknown := _UNKNOWN_PLACE.match(self._text, start, end)):
                acting, start = (unknown["name"],), unknown.end("name")
            else:
                return tuple(dict.fromkeys(acting)), start

    def _kind(self, said: Modal, acting: tuple[str, ...], voice: Voice | None) -> PledgeKind:
        """要 about oneself is a commitment, about others an instruction."""
        if said.kind is not PledgeKind.INSTRUCTION:
            return said.kind
        own = voice.place.name if voice and voice.place else None
        if not acting and voice and voice.verb in words.words("吩咐"):
            return PledgeKind.INSTRUCTION
        if not acting or own in acting or set(acting) & {"我们", "双方", "两地", "我"}:
            return PledgeKind.COMMITMENT
        return PledgeKind.INSTRUCTION

    def _promise(self, body: Clause, governing: Governing, text: str) -> Iterator[Promise]:
        """The pledge of a clause, where its words promise something."""
        end = body.end
        told = _whole(text)
        told = told if text == body.text and _ENUMERATED.match(told) is None and not _JOINED.match(told) else _JOINED.sub("", told)
        told = told.removesuffix("等")
        if governing.sentence == _EVERY and _NUMBERED.match(told):  # 一、明确专人: the heading of the paragraph
            return
        if (
            len(told) < _SHORTEST
            or (text == body.text and _PLACE_PHRASE.match(told))
            or _COPULA.search(told)
            or _class("非承诺").search(told)
        ):
            return
        if told in words.words("空话") or told.startswith("请"):
            return
        start = self._text.rfind(told, body.start, end)
        voice = governing.voice
        yield Promise(
            start=start,
            end=start + len(told),
            text=told,
            kind=governing.kind,
            voice=voice,
            actors=governing.actors or ((voice.place.name,) if voice and voice.place and governing.kind not in _WISHES else ()),
            sure=voice is not None or bool(governing.actors),
        )


def _whole(text: str) -> str:
    """A text without blanks and single quotation marks at its edges.

    >>> _whole("唱好“双城记”"), _whole("加强协作”")
    ('唱好“双城记”', '加强协作')
    """
    text = text.strip(" \u3000")
    for opening, closing in ("“”", "‘’"):
        if text.count(opening) != text.count(closing):
            text = text.removeprefix(opening).removesuffix(closing).removeprefix(closing).removesuffix(opening)
    return text


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
        deadline=context.dates.get(deadline.start) if deadline else None,
        quantity=number.text if number else None,
        chains=chains(promise.text),
    )
