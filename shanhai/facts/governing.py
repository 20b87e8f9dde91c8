"""What governs the clauses of a page: a modal (要, 将, 希望), a verb that tells others to act, a paper that lays something down."""

from __future__ import annotations

import re

from shanhai.knowledge import words
from shanhai.model import PledgeKind
from shanhai.model.struct import Value

from .actor import Actors
from .addressee import addressee
from .clause import Clause, Modal, bare, modal
from .context import Context
from .laying import by_year, by_years, lays_down, to_come, yearly
from .notice import Notice
from .promise import ENUMERATED, comes_of, idle, past, stage_by, talked_of, vowed, worded
from .stretch import end_of, start_of
from .voice import Frame, Voice, Voices

EVERY = 0  # a modal of this sentence governs every sentence of its paragraph
WISHES = (PledgeKind.HOPE, PledgeKind.APPEAL)
ASK = "请"
_STAGES = 2  # more years than these, each with what is reached by it, are a plan
_ASKING = words.any_of("什么")
_OCCASION = words.words("此次")
_LONGEST_BODY = 28  # characters of who is told to act, by the last word of it (甲市各级教育系统)
_LONGEST_OFFICIAL = 24  # characters of an official with his posts
_LONGEST_ACTOR = 10  # characters of a subject without a known name (甲业科技, 第二批干部)
# 加快推进拟|在甲县建设的乙项目: a modal that belongs to what is told of a work.
_ATTRIBUTE = re.compile(rf"[^，]{{0,16}}(?:{words.alternation('引进')})的[^，]{{2,}}(?:项目|工程|产业园|基地)$")
_LEAD = re.compile(rf"{words.alternation('此次')}|(?:{words.alternation('其中')}|{words.alternation('据悉')}|在[^，。；：\n]{{2,16}})，")
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
    goes_on: bool = True  # 计划|10月竣工 governs no clause but its own


class Governors:
    """Decides for the clauses of one page what governs them, and of whom it is said."""

    def __init__(self, context: Context, voices: Voices, actors: Actors, notice: Notice) -> None:
        self._context = context
        self._text = context.text
        self._voices = voices
        self._actors = actors
        self._notice = notice

    def governed(self, body: Clause, said: Modal, number: int, voice: Voice | None, *, going_on: bool) -> tuple[Governing, int] | None:
        """The modal of a clause at work: what it governs, and where what it governs begins; None where it is no modal here."""
        if _told(body.text, said):
            return None
        subject = _BEFORE_ACTOR.sub("", body.text[: said.start])
        told = subject.endswith(words.words("声明"))
        subject = "" if told else subject
        rest_start = body.start + said.end
        acting = self._actors.before(body.start + said.start - len(subject), body.start + said.start)
        if not acting and subject and said.word.startswith("将"):
            acting = self._official(body.start + said.start)
        if said.word == ASK and not self._actors.wished(rest_start, body.end)[0]:
            return None
        ahead = said.word.startswith("将") or said.kind is PledgeKind.PLAN
        if voice is None and not subject and not acting and ahead and not body.first:
            acting = self._topic(body.start)
        if _ASKING.search(subject) or (
            voice is None and not told and not (going_on and not subject) and not self._credible(body, said, subject, acting)
        ):
            return None
        if said.kind is PledgeKind.HOPE or said.word in words.words("呼吁") or said.word.endswith((*words.words("勉励"), "需要")):
            acting, rest_start = self._actors.wished(rest_start, body.end)
        elif subject and not acting and not self._impersonal(subject, said):
            if said.kind is not PledgeKind.INSTRUCTION:
                if subject.endswith(words.words("事物")) or subject.startswith(_OCCASION) or len(subject) > _LONGEST_ACTOR:
                    return None
                acting = (subject,)
            elif (voice is not None or self._notice.sheet) and len(subject) <= _LONGEST_BODY and subject.endswith(words.words("行事尾")):
                acting = (subject,)
            elif not words.any_of("事务").search(subject):
                return None
            else:
                rest_start = body.start + said.start - len(subject)
        reached = said.kind is PledgeKind.PLAN and stage_by(self._text[rest_start : body.end])  # 主体完工，计划|10月竣工
        kind, quotation = self._kind(said, acting, voice), self._voices.quotation(body.end)
        return Governing(kind=kind, actors=acting, sentence=number, voice=voice, quotation=quotation, goes_on=not reached), rest_start

    def _credible(self, body: Clause, said: Modal, subject: str, acting: tuple[str, ...]) -> bool:
        """Without a speaker only a place, an office or 我们 promises, or a sentence about what comes next."""
        if said.kind is PledgeKind.HOPE:
            wished, _ = self._actors.wished(body.start + said.end, body.end)
            opened = body.first or bool(wished) or self._to_come(body.start) or self._thanked(body.start)
            return opened and not subject and said.word != ASK and not self._notice.sheet
        if said.word.endswith("会"):
            return bool(acting) or (said.word.startswith("我") and self._voices.quotation(body.end) is not None)
        if said.kind is PledgeKind.PLAN and body.first and self._notice.plan:
            return True  # 甲县东西部协作工作要点：全年计划引进企业10家
        if said.kind is PledgeKind.PLAN and not subject and self._of_paper(body.start, before=body.first):
            return True  # 签订协议，|约定三年内引进企业10家; 甲、乙签署协议。|拟在丙区加强合作
        if said.kind is PledgeKind.PLAN and said.word in words.words("约定"):
            return False
        if said.word.startswith("将") and self._at_work(subject, first=body.first):
            return True
        if said.kind is PledgeKind.INSTRUCTION and said.word.endswith(words.words("勉励")):
            return bool(acting)  # 我盟已要求|相关部门精准对接
        if self._notice.sheet and said.kind is PledgeKind.INSTRUCTION and subject.endswith(words.words("行事尾")):
            return True
        if said.kind is PledgeKind.INSTRUCTION and (subject.endswith("的" + (acting or ("",))[0]) or subject in words.words("第三者")):
            return False
        if acting and (said.kind is not PledgeKind.INSTRUCTION or subject.strip("“”也还") in words.words("行事者") or len(acting[0]) > 2):
            return True
        if said.word.startswith("将") and not subject and not body.first and self._occasion(body.start) and bare(body.text[said.end :]):
            return True  # 此次结好，将|深化两地合作
        counted = said.start > 0 and said.word.startswith("将") and any(c.isdigit() for c in body.text[said.end :])  # 今年将新增3000亩
        return not subject and (counted or self._to_come(body.start, said.start))

    def _at_work(self, subject: str, *, first: bool) -> bool:
        """Whether a subject without a known name can promise: 甲地对口支援工作将|转入新阶段; first in a sentence 工作站将|对接企业."""
        if subject.endswith("工作"):
            return words.any_of("对口帮扶").search(subject) is not None
        return first and subject.endswith(words.words("行事尾")) and len(subject) <= _LONGEST_ACTOR

    def _to_come(self, start: int, length: int = 0) -> bool:
        """下一步，|希望双方…: whether the words before an offset, or a little behind it, speak of what is to come."""
        return words.any_of("往后").search(self._text, max(0, start - 20), start + length) is not None

    def _occasion(self, offset: int) -> bool:
        """Whether a sentence begins with an occasion that is told of (此次签约，|将…)."""
        begin = start_of(self._text, offset)
        return self._text.startswith(_OCCASION, begin) and self._text.find("，", begin) == offset - 1

    def _thanked(self, offset: int) -> bool:
        """甲镇书记乙就…作了汇报，并对…表示感谢，|希望…: whether the sentence thanked or praised before."""
        begin = start_of(self._text, offset)
        return words.any_of("肯定").search(self._text, begin, offset) is not None

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
        if not acting and ((voice and voice.verb in words.words("吩咐")) or (voice is None and self._notice.sheet)):
            return PledgeKind.INSTRUCTION
        if not acting or own in acting or not set(acting).isdisjoint(words.words("我们")):
            return PledgeKind.COMMITMENT
        return PledgeKind.INSTRUCTION

    def foretold(self, body: Clause) -> Modal | None:
        """下一步，甲县将|一张清单抓到底: behind a word of what is to come 将 is a modal whatever stands behind it."""
        at = body.text.find("将")
        if at < 0 or past(body.text):
            return None
        begin = start_of(self._text, body.start)
        if words.any_of("往后").search(self._text, begin, body.start) is None:
            return None
        acting = at == 0 or self._actors.before(body.start, body.start + at) or body.text[:at].endswith("工作")
        return Modal(kind=PledgeKind.COMMITMENT, start=at, end=at + 1, word="将") if acting else None

    def _official(self, end: int) -> tuple[str, ...]:
        """州长甲|将率团…: the official who is named right before a modal."""
        before = next(iter(self._context.before(end, end - _LONGEST_OFFICIAL)), None)
        return (before.value or before.text,) if before is not None and before.type == "official" and before.end == end else ()

    def _topic(self, offset: int) -> tuple[str, ...]:
        """甲站由乙局筹办，|将…: who the sentence begins with, or the clause before (…召开，两地签署协议，|将…)."""
        begin = start_of(self._text, offset, "。！？\n；")
        begin = lead.end() if (lead := _LEAD.match(self._text, begin)) else begin
        last = self._text.rfind("，", begin, max(begin, offset - 1)) + 1
        named = self._actors.named(begin) or (self._actors.named(last) if last > begin else ())
        return named or self._person(begin) or (self._person(last) if last > begin else ())

    def _person(self, start: int) -> tuple[str, ...]:
        """甲此次率团考察，还将|走访企业: the one who is named where a clause begins."""
        found = (m for m in self._context.matters_in(start, start + _LONGEST_OFFICIAL) if m.start == start)
        return next(((m.value or m.text,) for m in found if m.type in ("person", "official")), ())

    def told_to(self, frame: Frame | None, number: int, following: Clause | None = None) -> Governing | None:
        """甲要求，加强…: a verb that tells others to act governs the bare clauses after it; so does what both sides say together."""
        if frame is None or (following is not None and frame.verb in words.words("责成") and not self._to_do(following)):
            return None
        if (hoped := modal(frame.verb)) and hoped.kind is PledgeKind.HOPE:
            return Governing(kind=hoped.kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))
        if frame.verb not in words.words("责成"):
            if following is None or not self._together(frame, following):
                return None
            return Governing(kind=PledgeKind.COMMITMENT, actors=(), sentence=number, voice=frame.voice)
        kind = PledgeKind.APPEAL if frame.verb in words.words("呼吁") else PledgeKind.INSTRUCTION
        if frame.verb in words.words("约定"):
            kind = PledgeKind.PLAN
        if frame.verb in words.words("许诺"):
            kind = PledgeKind.COMMITMENT
        return Governing(kind=kind, actors=(), sentence=number, voice=frame.voice, quotation=self._voices.quotation(frame.end))

    def _to_do(self, following: Clause) -> bool:
        """Whether a clause behind a verb of telling can be what shall be done, not what is so (要求，|援藏干部责任重大，…)."""
        called = addressee(self._text, following.start, following.end)
        who = following.text.startswith(words.words("行事者")) or (called is not None and called < following.end)
        begun = bare(following.text) or following.text.startswith(words.words("起因")) or to_come(following.text)
        return begun or modal(following.text) is not None or who

    def _together(self, frame: Frame, following: Clause) -> bool:
        """双方表示，|建立互访机制: whether several say together what they will do, or one tells it by number."""
        several = frame.voice.label.endswith(words.words("同声")) or ENUMERATED.match(following.text) is not None
        if not several and frame.verb.endswith(words.words("声明")):
            return vowed(following.text)
        joint = several and frame.verb.endswith("表示")
        told = bare(following.text) and not following.text.startswith(words.words("起因"))
        return joint and told and worded(following.text, alone=True, listed=False) is not None and not past(following.text)

    def laid_down(self, clause: Clause, number: int) -> Governing | None:
        """按照协议，…: what a paper lays down is planned; so is what shall be reached by a year that lies ahead."""
        if (year := by_year(clause)) and (self._ahead(year) or self._by_stages(clause.start)):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        if lays_down(clause):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        if clause.first and clause.text.startswith(words.words("根据")) and clause.text.endswith(words.words("照办")):
            return Governing(kind=PledgeKind.PLAN, actors=(), sentence=number, voice=None)
        return None

    def _by_stages(self, offset: int) -> bool:
        """到2031年底，建成甲；|到2033年底，…: whether a sentence lays down what shall be reached by several years."""
        begin = start_of(self._text, offset)
        stop = end_of(self._text, offset)
        stages = len(set(by_years(self._text[begin:stop])))
        return stages > _STAGES or (stages > 1 and words.any_of("目标").search(self._text, begin, stop) is not None)

    def _ahead(self, year: int) -> bool:
        """Whether a year comes after that of the page."""
        stamp = self._context.source.stamp
        return stamp.year is not None and stamp.year < year

    def paper_says(self, clause: Clause) -> int:
        """签订收购协议，|每年收购竹笋3000吨: where a clause behind a paper says what it lays down for years to come, or 0."""
        begin = None if clause.first else yearly(clause)
        return clause.start + begin if begin is not None and self._of_paper(clause.start) else 0

    def _of_paper(self, offset: int, *, before: bool = False) -> bool:
        """Whether the sentence told of a paper before, or the one before it in the paragraph."""
        begin = start_of(self._text, offset)
        if before:
            begin = start_of(self._text, max(0, begin - 1))
        named = self._text.find("》", begin, offset) >= 0 and words.any_of("根据").search(self._text, begin, offset) is not None
        return named or words.any_of("协议").search(self._text, begin, offset) is not None


def _told(text: str, said: Modal) -> bool:
    """Whether a clause with a modal praises, looks back, or tells of a work and of talks (就|将|开展的工作作了探讨)."""
    if idle(text) or past(text[said.end :]) or comes_of(text[: said.start]) or talked_of(text, said.start):
        return True
    return said.kind is PledgeKind.PLAN and _ATTRIBUTE.match(text, said.end) is not None
