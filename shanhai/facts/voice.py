"""Who speaks where: frames of reported speech before, after and around what is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef, Role
from shanhai.model.struct import Value

from .addressee import addressee
from .clause import modal
from .context import Context
from .holding import Holding
from .stretch import start_of

_REACH = 24  # characters between a speaker and the verb (何莉平对甲市给予乙区的关心表示); the longest among the labelled pages has 22
_QUOTE = re.compile(r"“[^“”\n]{8,600}”")
_AFTER_QUOTE = 30  # characters behind a quotation within which its speaker stands
_LABEL = 16  # characters before 负责人 that say whose
_HOPING = re.compile("希望")
_ELIDED = re.compile(
    rf"(?<=[，；])(?:并|还|同时|也)?(?P<verb>{words.alternation('叮嘱')})(?=[，：]?(?:要|必须|各))"
    rf"|(?<=，)(?:并|还|同时|也)?(?P<vow>{words.alternation('许诺')})(?=，?(?:{words.alternation('谓首')}|{words.alternation('自觉')}))"
    rf"|(?<=。)(?:并|还|同时|也)?(?P<opening>{words.alternation('叮嘱')})(?=[，：])"
)
_TOLD_ON = re.compile(rf"(?<=[，；])(?:并|还|同时|也)?(?P<verb>{words.alternation('勉励')})")
_SAID = re.compile(
    r"[，：:,“]|将|要|希望|愿|会|[\u4e00-\u9fff]{1,2}[：:]|[^，。；：\n]{1,10}(?:将|要|会|愿|一定)(?!来的|求|议)|$"
)  # what stands behind a verb of speech that is none of its other uses
_END = re.compile(r"[。！？；\n“”：]")
_STOP, _MARKS = re.compile(r"[，。；：！？“”\n]"), "，。；：、“”（）！？\n"
# 甲对代表团表示欢迎, 根据会议要求: the delegation and the meeting do not speak.
_GONE_BY = re.compile(rf"符合|对照|{words.alternation('贯彻')}|{words.alternation('根据')}")
_OBJECT = re.compile(rf"[对向给让请]|{_GONE_BY.pattern}")
# A paragraph that begins so goes on with what was said in the one before.
_GOES_ON = re.compile(
    r"\s*[“（(]?(?:[一二三四五六七八]要|[一二三四五六七八]是|要|希望|[他她](?:还|也)?(?:说|表示|指出|强调|要求)|在[^，。：\n]{2,20}(?:方面|领域|上)，)"
)
_TO = ("对", "向")
_THEM = ("他", "她", "大家")
_PRONOUN = re.compile(r"(?<![^，。；！？\n”])[他她](?:们)?")


_SPEAKING = ("place", "zone", "deixis", "organization", "post")
_MEANWHILE = re.compile(r"(?:在[^，。；：\n]{1,8}[上中时]|当场|当即|随后|还|也|则)?")  # 副县长|在会上|请求…


class Voice(Value, frozen=True, kw_only=True):
    """Who speaks: a name, or a description where the page gives none; the place for which he speaks."""

    name: str | None = None
    label: str = ""
    place: PlaceRef | None = None
    mention: Mention | None = None
    verb: str = ""
    several: tuple[str, ...] = ()


class Frame(Value, frozen=True, kw_only=True):
    """A speaker with a verb of speech; `start` is where the speaker begins, `end` where the verb ends."""

    start: int
    end: int
    verb: str
    voice: Voice


@cache
def _verb() -> re.Pattern[str]:
    verbs = words.alternation("言说")
    return re.compile(rf"(?<!新)(?<!的)(?<!响应)(?P<verb>{verbs})(?![明法起服号赞职和、的])")


@cache
def _nameless() -> re.Pattern[str]:
    who = words.alternation("无名说者")
    papers = f"(?:{words.alternation('所提文件')})(?={words.alternation('载明')}|提出|要求|强调|指出)"
    said = f"会(?=提出|强调|要求|明确|{words.alternation('约定')})"
    return re.compile(f"(?={words.initials('无名说者', '所提文件')}|会)(?:{who}|{papers}|{said})")


@cache
def _unknown() -> re.Pattern[str]:
    verbs = "(?P<verb>" + words.alternation("直陈") + ")"
    return re.compile(
        rf"(?<![^。\n，；”])(?P<who>(?![他她这据并还也则又])[\u4e00-\u9fff·]{{2,5}}?)(?:还|则|也|同时|在[^，。]{{2,12}}[时中])?{verbs}(?=[，：,:“])",
        re.MULTILINE,
    )


class Voices:
    """The speakers of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._text = context.text
        self._places = {h.person: h.place for h in reversed(holdings) if h.place is not None}
        spoken_of = {h.person for h in holdings if h.role is Role.REFERENCE}
        self._people = [m for m in context.story if m.type in ("official", "person") and (m.value or m.text) not in spoken_of]
        self._person_starts = [m.start for m in self._people]
        self._nameless = list(_nameless().finditer(self._text))
        self.frames = self._all_frames()
        self._ends = [f.end for f in self.frames]
        self._quotations = [q.span() for q in _QUOTE.finditer(self._text)]
        self._quoted = list(self._with_speakers())

    def _all_frames(self) -> list[Frame]:
        found = [*self._of_people(), *self._of_places(), *self._of_nameless(), *self._of_unknown(), *self._of_praise()]
        found += [*self._of_elided(sorted(found, key=lambda f: f.end)), *self._of_told_on()]
        found.sort(key=lambda f: (f.end, -f.start))
        kept: list[Frame] = []
        for frame in found:
            if not kept or frame.end > kept[-1].end:
                kept.append(frame)
        return sorted([*kept, *self._of_pronouns(kept)], key=lambda f: f.end)

    def _voice(self, mention: Mention, verb: str = "") -> Voice:
        name = mention.value or mention.text
        return Voice(name=name, label=mention.text, place=self._places.get(name), mention=mention, verb=verb)

    def _of_people(self) -> Iterator[Frame]:
        for mention in self._people:
            if self._addressed(mention):
                continue
            stop = _END.search(self._text, mention.end, mention.end + _REACH + 8)
            reach = stop.start() if stop else mention.end + _REACH + 8
            if stop and stop[0] == "：" and stop.start() == mention.end:
                yield Frame(start=mention.start, end=mention.end + 1, verb="说", voice=self._voice(mention))
                continue
            if (swallowed := _HOPING.match(self._text, mention.end - 1)) and len(
                mention.value or ""
            ) > 2:  # 县长陈华|希望 read as 陈华希|望
                voice = msgspec.structs.replace(self._voice(mention, "希望"), name=(mention.value or "")[:-1])
                yield Frame(start=mention.start, end=swallowed.end(), verb="希望", voice=voice)
                continue
            verb = _verb().search(self._text, mention.end, reach)
            if verb and verb.start() - mention.end <= _REACH and not self._other_between(mention, verb.start()):
                host = self._receiving(mention) or mention
                yield Frame(start=host.start, end=verb.end(), verb=verb["verb"], voice=self._voice(host, verb["verb"]))

    def _addressed(self, mention: Mention) -> bool:
        """甲对|乙一行来考察表示欢迎，希望…: whether somebody before speaks to a person, who then says nothing."""
        before = self._near_people(mention.start - 1)
        to = self._text[mention.start - 1 : mention.start] in _TO
        return bool(to and before and not _STOP.search(self._text, before[-1].end, mention.start))

    def _receiving(self, guest: Mention) -> Mention | None:
        """甲会见了|乙，表示…: who receives or calls on the one named last, and goes on to speak."""
        if self._text[guest.end : guest.end + 1] != "，":
            return None
        begin = start_of(self._text, guest.start)
        index = bisect_right(self._person_starts, begin - 1)
        first = next(iter(self._people[index : index + 1]), None)
        met = first is not None and first.end < guest.start and words.any_of("会见").search(self._text, first.end, guest.start)
        return first if met and first is not None and first.start - begin <= _LABEL else None

    def _other_between(self, mention: Mention, verb: int) -> bool:
        """Whether another official stands between a person and a verb, and is the one who speaks."""
        index = bisect_right(self._person_starts, mention.start)
        return any(other.start < verb and other.type == "official" for other in self._people[index : index + 2])

    def _of_places(self) -> Iterator[Frame]:
        """甲县、乙县提出，浙江新春会议要求: a place or an organisation right before the verb."""
        for mention in self._context.story:
            meanwhile = _MEANWHILE.match(self._text, mention.end) if mention.type == "post" else None
            begins = meanwhile.end() if meanwhile else mention.end
            if mention.type in _SPEAKING and (verb := _verb().match(self._text, begins)):
                if verb["verb"] in words.words("带宾") and not _SAID.match(self._text, verb.end()):
                    continue  # 两地介绍了情况: told about, nothing is said
                begin = start_of(self._text, mention.start, "，。；！？\n")
                if verb["verb"] in words.words("责成") and _GONE_BY.search(self._text, begin, mention.start):
                    continue  # 全面贯彻落实国务院|要求: what one goes by
                refs = self._context.places_of(mention)
                several = tuple(dict.fromkeys(ref.name for ref in refs)) if mention.text in words.words("各方") else ()
                voice = Voice(label=mention.text, place=next(iter(refs), None), verb=verb["verb"], several=several)
                yield Frame(start=mention.start, end=verb.end(), verb=verb["verb"], voice=voice)

    def _of_nameless(self) -> Iterator[Frame]:
        """甲局相关负责人表示, 会议要求: speakers without a name, with the words before them in their clause."""
        for hit in self._nameless:
            stop = _STOP.search(self._text, hit.end(), hit.end() + _REACH)
            verb = _verb().search(self._text, hit.end(), stop.start() if stop else hit.end() + _REACH)
            if (
                verb is None
                or not (_SAID.match(self._text, verb.end()) or self._tells(verb["verb"], verb.end()))
                or any(m.start <= hit.end() <= m.end for m in self._near_people(hit.end()))
            ):
                continue
            start = hit.start()
            while start > hit.start() - _LABEL and start > 0 and self._text[start - 1] not in _MARKS:
                start -= 1
            label = self._text[start : hit.end()]
            if not _OBJECT.search(label):
                yield Frame(start=start, end=verb.end(), verb=verb["verb"], voice=Voice(label=label.strip("。”“ "), verb=verb["verb"]))

    def _tells(self, verb: str, end: int) -> bool:
        """代表团希望|双方…, 会议要求|各单位…: whether a verb wishes, or tells somebody who is called behind it to act."""
        if verb in words.words("希望") or verb in words.words("呼吁"):
            return True
        return verb in words.words("责成") and (
            self._text.startswith(words.words("行事者"), end) or addressee(self._text, end, end + _REACH) is not None
        )

    def _of_praise(self) -> Iterator[Frame]:
        """调研组肯定了…。希望…: who praises or thanks at the head of a sentence speaks the wishes behind it."""
        speakers = [*((m.start, m.end, self._voice(m)) for m in self._people)]
        speakers += [(hit.start(), hit.end(), Voice(label=hit[0])) for hit in self._nameless]
        for start, end, voice in speakers:
            stop = _END.search(self._text, end, end + 2 * _REACH)
            praise = words.any_of("肯定").search(self._text, end, stop.start() if stop else end + 2 * _REACH)
            if praise and self._text[start - 1 : start] in ("", "\n", "。", "，", "　", " ") and not self._other_at(end, praise.start()):
                yield Frame(start=start, end=praise.end(), verb=praise[0], voice=msgspec.structs.replace(voice, verb=praise[0]))

    def _other_at(self, start: int, end: int) -> bool:
        """Whether another person is named between two offsets."""
        index = bisect_right(self._person_starts, start - 1)
        return any(other.start < end for other in self._people[index : index + 1])

    def _of_unknown(self) -> Iterator[Frame]:
        """甲某强调，…: a clause that is nothing but a short name and a verb, though no finder knows the name."""
        for hit in _unknown().finditer(self._text):
            yield Frame(start=hit.start("who"), end=hit.end("verb"), verb=hit["verb"], voice=Voice(label=hit["who"], verb=hit["verb"]))

    def _of_elided(self, known: Sequence[Frame]) -> Iterator[Frame]:
        """…，强调要加强协作: the one who spoke last in the paragraph, or whoever the sentence is about."""
        for hit in _ELIDED.finditer(self._text):
            verb = hit["verb"] or hit["vow"] or hit["opening"]
            start, _ = self._context.paragraph(hit.start())
            before = [f for f in known if start <= f.start and f.end <= hit.start()]
            voice = msgspec.structs.replace(before[-1].voice, verb=verb) if before else Voice(verb=verb)
            yield Frame(start=hit.start(), end=hit.end(), verb=verb, voice=voice)

    def _of_told_on(self) -> Iterator[Frame]:
        """甲走访了企业，|勉励|企业做大做强: where no modal governs before, the sentence goes on to tell what others were told."""
        for hit in _TOLD_ON.finditer(self._text):
            begin = start_of(self._text, hit.start(), "。！？\n“")
            told = self._text.startswith((*words.words("行事者"), *_THEM), hit.end())
            if not (told or addressee(self._text, hit.end(), hit.end() + _REACH)) or modal(self._text[begin : hit.start()]):
                continue
            index = bisect_right(self._person_starts, begin - 1)
            first = next((m for m in self._people[index : index + 1] if m.start < hit.start()), None)
            voice = self._voice(first, hit["verb"]) if first else Voice(verb=hit["verb"])
            yield Frame(start=hit.start(), end=hit.end("verb"), verb=hit["verb"], voice=voice)

    def _near_people(self, offset: int) -> Sequence[Mention]:
        index = bisect_right(self._person_starts, offset)
        return self._people[max(0, index - 1) : index]

    def _of_pronouns(self, known: Sequence[Frame]) -> Iterator[Frame]:
        """他说, 她表示: the one who spoke last in the paragraph, or was named last."""
        for hit in _PRONOUN.finditer(self._text):
            stop = _END.search(self._text, hit.end(), hit.end() + _REACH)
            verb = _verb().search(self._text, hit.end(), stop.start() if stop else hit.end() + _REACH)
            if verb is None:
                continue
            before = [f for f in known if f.end <= hit.start()]
            named = [m for m in self._near_people(hit.start()) if m.end <= hit.start()]
            start, _ = self._context.paragraph(hit.start())
            spoke = before[-1] if before and before[-1].start >= start else None
            if spoke is not None and named and spoke.start <= named[-1].start < spoke.end:  # 甲会见乙，表示…。他希望: who spoke goes on
                yield Frame(start=hit.start(), end=verb.end(), verb=verb["verb"], voice=spoke.voice)
            elif named and named[-1].start >= start:
                yield Frame(start=hit.start(), end=verb.end(), verb=verb["verb"], voice=self._voice(named[-1], verb["verb"]))
            elif before:
                yield Frame(start=hit.start(), end=verb.end(), verb=verb["verb"], voice=before[-1].voice)

    def _with_speakers(self) -> Iterator[tuple[int, int, Voice]]:
        """“…”甲说: a quotation whose speaker comes after it; where none does and none spoke before, the person named before it."""
        for start, end in self._quotations:
            if self._text[start - 1 : start] in ("：", ":"):
                continue
            after = (f for f in self.frames if end <= f.start <= end + 2 and f.end <= end + _AFTER_QUOTE + _REACH)
            if (frame := next(after, None)) is not None:
                yield start, end, frame.voice
            elif self._before(start) is None and (named := self._near_people(start)):
                paragraph, _ = self._context.paragraph(start)
                if named[0].start >= paragraph:
                    yield start, end, self._voice(named[0])

    def quotation(self, offset: int) -> int | None:
        """Where the quotation around an offset begins; None outside quotations."""
        return next((start for start, end in self._quotations if start < offset < end), None)

    def _before(self, offset: int) -> Frame | None:
        start, _ = self._context.paragraph(offset)
        index = bisect_right(self._ends, offset) - 1
        if index >= 0 and self.frames[index].start < start and _GOES_ON.match(self._text, start):
            start, _ = self._context.paragraph(max(0, start - 1))
        return self.frames[index] if index >= 0 and self.frames[index].start >= start else None

    def at(self, offset: int) -> Voice | None:
        """Who speaks at an offset: the speaker behind the quotation around it, else the last one before it in its paragraph."""
        for start, end, voice in self._quoted:
            if start <= offset < end:
                return voice
        frame = self._before(offset)
        return frame.voice if frame else None

    def frame_in(self, start: int, end: int) -> Frame | None:
        """The last frame that ends within a span."""
        index = bisect_right(self._ends, end) - 1
        return self.frames[index] if index >= 0 and self.frames[index].end > start else None
