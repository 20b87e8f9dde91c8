"""Projects (项目): what is built or set up once, and the stage that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from shanhai.knowledge import words
from shanhai.knowledge.stages import stages
from shanhai.mentions.amount import amount
from shanhai.mentions.project import names_one
from shanhai.model import Mention, Modality, Page, Project, Stage

from .agreement import PART
from .candidate import Candidates, counts_them, of_works
from .chain import chains
from .context import STORY, Context
from .evidence import Claim, claim
from .grounds import Grounding
from .location import flatten
from .occasion import Occasion
from .register import Entry, entries
from .rulebook import Match
from .sharing import apart
from .signature import Signing
from .standing import beside, event_told, has_ceremony
from .stretch import clause, sentence
from .telling import unite
from .toured import seen, toured
from .undertaking import (
    HEADS,
    OPENS_CLAUSE,
    Undertaking,
    counted_among,
    head_of,
    lies_ahead,
    listed_under,
    one_work,
    qualifies,
    stands_as_own,
)
from .work import built_together, cleaned, counted, described, in_place, named, own_words, owned, places_in, several, without_company
from .worth import later_sums

_TOLD = STORY
_BUILT, _LISTED, _FOR, _ENTRY = "project.built", "project.listed-stage", "project.for", "project.table-row"
_WORTH, _STILL = "project.worth", re.compile(rf"(?:{words.alternation('有望')})(?!总?投资|投入)[^，。；]{{0,12}}\Z")
_NAMED, _NOT_YET = "project.name", "project.not-yet"
_PLANNED = "project.planned"
_NEEDS_OWNER = (_FOR, _PLANNED, "project.work-done")
_BEING_BUILT = re.compile(r"(?:投资|引进)(?:建设|兴建|新建)?的")  # 投资建设的|甲项目: by whom, not that it stands
_SIGNED_ARE = re.compile(r"签约的?[^，。；]{0,12}项目(?:包括|有|为|分别[是为]|：)")
_BESIDE = re.compile(r"的|(?:[（，]|总?投资|计划投资)*(?:约|达)?")
_PUSHED = 4
_NEAR = 20  # characters between a name and its sum
_MEANING = 30  # 计划援建|甲厂; 计划投资300万元，新建|甲厂
_MEANT = re.compile(r"(?<!行动)(?:计划|打算|准备|用于|(?<![模虚])拟)(?!生育|》)[^，。；]{0,16}(?:，(?:[新改扩兴援捐修]建|建设))?\Z")
_EACH = re.compile(r"[^，。；]{0,6}各[\d一二三四五六七八九十]")
_AND = "、和"
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{2,5}(?:[镇乡村]|街道|社区)(?=[\u4e00-\u9fff]{2})")
_GOES_ON = "，、：（("
# A name without any stage is a project's own where so much stands before 项目 and a place, a company or a quotation is in it.
_OWN_NAME = 4


class Projects:
    """Builds the projects of one page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._occasion = Occasion(context)
        self._candidates = Candidates(context)
        self._found: dict[str, Undertaking] = {}

    def take(self, match: Match) -> None:
        """Takes in a match that tells of a project's stage or worth."""
        if self._context.kind_at(match.start) not in _TOLD:
            return
        names = match.roles.get("name", ())
        for mention in names:
            if len(names) > 1 and described(self._context, mention.start):
                continue  # 全省首个飞地强村项目，|甲产业园动工
            if not self._candidates.holds(match, mention) or self._context.text.startswith("——", mention.end):
                continue  # 合作标杆项目|——甲科技城: the name proper follows
            told = in_place(mention, owned(self._context, mention))
            name = self._meant(mention) or cleaned(without_company(cleaned(built_together(told))))
            if named(name) and (mention.type == "platform" or self._says_which(name, mention)) and self._single(match, mention):
                self._add(self._undertaking(name, mention, match))

    def _how_many(self, mention: Mention) -> bool:
        """支援乙镇发展生态产业项目|6个: whether a number right behind a name counts works."""
        return mention.text.endswith(HEADS) and any(
            m.start == mention.end and of_works(several(m)) for m in self._context.matters_in(mention.end, mention.end + 1)
        )

    def _meant(self, mention: Mention) -> str | None:
        """该|产业园: the longer name told before that ends so."""
        if self._context.text[mention.start - 1 : mention.start] not in ("该", "此", "本"):
            return None
        before = (m for m in (*self._context.named.platforms, *self._context.named.projects) if m.end <= mention.start)
        longer = [m for m in before if m.text.endswith(mention.text) and len(m.text) > len(mention.text)]
        return cleaned(max(longer, key=lambda m: m.start).text) if longer else None

    def _says_which(self, name: str, mention: Mention) -> bool:
        """Whether a name says which work it is: beside the places in it no project is called by words of any project (甲乙产业协作项目)."""
        head = head_of(name, mention)
        return names_one(own_words(self._context, mention, head) if head in HEADS else name, head)

    def take_part(self, signing: Signing) -> None:
        """Takes in what a part of a signing is for."""
        if signing.purpose and signing.purpose_span:
            start, end = signing.purpose_span
            inside = [m for m in self._context.matters_in(start, end) if m.type == "place"]
            claims = [
                Claim(field=field, start=a, end=b, rule=PART) for field, a, b in (("", signing.start, signing.end), ("name", start, end))
            ]
            claims += [c for c in signing.claims if c.field == "amount"]
            self._add(
                Undertaking(
                    name=signing.purpose,
                    place=next((ref for m in inside for ref in self._context.places_of(m)), None),
                    stage=Stage.SIGNED,
                    amount=signing.amount,
                    date=signing.date,
                    start=start,
                    end=end,
                    doubted=True,
                    claims=tuple(claims),
                )
            )

    def take_entry(self, entry: Entry) -> None:
        """Takes in a row of a table of projects."""
        name = cleaned(self._context.text[slice(*entry.name)].replace("\n", ""))
        if not named(name):
            return
        spans = {"": entry.name, "name": entry.name, "amount": entry.amount_span, "stage_text": entry.stage_span}
        claims = tuple(Claim(field=field, start=span[0], end=span[1], rule=_ENTRY) for field, span in spans.items() if span)
        inside = (m for m in self._context.mentions if entry.name[0] <= m.start < entry.name[1] and m.type == "place")
        self._add(
            Undertaking(
                name=name,
                place=next((ref for m in inside for ref in self._context.places_of(m)), None),
                stage=stages().get(entry.stage_text) if entry.stage_text else None,
                stage_text=entry.stage_text,
                amount=entry.amount,
                start=entry.name[0],
                end=entry.name[1],
                claims=claims,
            )
        )

    def from_names(self) -> None:
        """Projects that the page only names: long names with a place or a company in them."""
        for mention in self._context.named.projects:
            listed = counted_among(self._context.text, mention.end)
            if mention.value is None or not (mention.value.endswith(HEADS) or listed) or self._context.kind_at(mention.start) not in _TOLD:
                continue
            name = cleaned(built_together(in_place(mention, mention.text)))
            own = own_words(self._context, mention, mention.value)
            if (
                (described(self._context, mention.start) and not listed)
                or self._candidates.to_meet(mention)
                or self._is_platform(mention, name)
                or of_works(counted(self._context, mention))
                or self._how_many(mention)
                or seen(self._context.text, mention)
                or qualifies(self._context.text, mention.end)
            ):
                continue
            owned = listed or self._owned(mention) or self._listed(mention) or stands_as_own(self._context.text, mention, own)
            owned = owned or toured(self._context.text, mention)
            long = len(name.removesuffix(mention.value)) >= _OWN_NAME
            if named(name) and names_one(own, "") and long and owned:
                self._add(self._by_name(cleaned(without_company(name)), mention))

    def from_later_stages(self) -> None:
        """；|“沪宁”咖啡加工中心，是…的结晶，8月正式投用: names that begin a clause and whose stage a later one tells."""
        for mention in (*self._context.named.projects, *self._context.named.platforms):
            name = cleaned(in_place(mention, mention.text))
            known = any(told.start <= mention.start < told.end or told.name == name for told in self._found.values())
            ceremony = has_ceremony(self._context, mention.end, shared=mention.type == "platform")
            opens = self._context.text[mention.start - 1 : mention.start].strip("“") in OPENS_CLAUSE and mention.type == "project"
            told = ceremony or (opens and self._owned(mention))
            if known or not told or not named(name) or not self._says_which(name, mention) or self._candidates.to_meet(mention):
                continue
            if self._context.kind_at(mention.start) in _TOLD and event_told(self._context, mention.end, "进度实"):
                self._add(self._by_name(name, mention))

    def _listed(self, mention: Mention) -> bool:
        """签约的项目包括甲项目、|乙项目|、丙项目: whether a name stands in a list of projects of a sentence that tells of a signing."""
        text = self._context.text
        begin, end = sentence(text, mention.start, mention.end)
        if not any(word in text[begin:end] for word in words.words("签署")):
            return False
        others = [m for m in self._context.named.projects if m.value in HEADS]
        before = any(m.end + 1 == mention.start and text[m.end] in _AND for m in others)
        return before or any(mention.end + 1 == m.start and text[mention.end] in _AND for m in others)

    def _is_platform(self, mention: Mention, name: str) -> bool:
        """甲—乙科创飞地|项目, 标杆项目|——甲科技城: whether a name without 项目 is a platform's, or a platform's is told behind it."""
        if self._context.text.startswith("——", mention.end):
            return True
        whole = name.removesuffix(mention.value or "")
        spelled = sum(p.type in ("place", "zone") and len(p.text) > 1 for p in flatten(mention.parts))
        return whole.endswith(words.words("平台名")) and spelled > 1 and apart(places_in(self._context, mention))

    def _by_name(self, name: str, mention: Mention) -> Undertaking:
        """A project that the page names beside a sum (甲4亿元, 4亿元的甲) or alone; signed where its sentence tells of a signing."""
        text = self._context.text
        near = self._context.matters_in(mention.start - _NEAR, mention.end + _NEAR)
        beside = (m for m in near if m.type == "amount" and _BESIDE.fullmatch(text, min(m.end, mention.end), max(m.start, mention.start)))
        total = next(beside, None)
        begin, end = sentence(text, mention.start, mention.end)
        signed = (total is not None and any(word in text[begin:end] for word in words.words("签署"))) or bool(
            _SIGNED_ARE.search(text, begin, mention.start)
        )
        return Undertaking(
            name=name,
            place=next(iter(places_in(self._context, mention)), None),
            stage=Stage.SIGNED if signed else None,
            amount=amount(total.text) if total else None,
            start=mention.start,
            end=mention.end,
            doubted=True,
            claims=(
                Claim(field="", start=mention.start, end=mention.end, rule=_NAMED),
                *((claim("amount", total, _NAMED),) if total else ()),
            ),
        )

    def _single(self, match: Match, mention: Mention) -> bool:
        """Whether a name stands for one work: 示范村160个, 幼儿园、卫生室各3所 are kinds; 实施强基工程 is a programme of its own."""
        end = mention.end
        counted = _EACH.match(self._context.text, end) or next(iter(self._context.matters_in(end, end + 1)), None)
        if isinstance(counted, Mention) and self._context.text.startswith(words.words("楼宇"), counted.end):
            counted = None  # 甲园一期|26栋|建筑
        if counted and (isinstance(counted, re.Match) or counts_them(counted)) and match.rule != _LISTED:
            return False
        if match.rule in (_BUILT, _FOR) and mention.text.endswith(words.words("平台名")) and apart(places_in(self._context, mention)):
            return False  # 建设甲（乙）劳务协作服务中心 sets up a platform
        if match.rule not in _NEEDS_OWNER or self._owned(mention) or mention.text.endswith(HEADS):
            return True
        return match.rule == _PLANNED and bool(match.roles.get("place") and match.roles.get("amount"))

    def _owned(self, mention: Mention) -> bool:
        """Whether a name says whose project it is, or a list says that it is one."""
        whose = any(p.type in ("place", "zone", "organization", "site") for p in flatten(mention.parts)) or "“" in mention.text
        return whose or bool(_TOWNSHIP.match(mention.text)) or (mention.value in HEADS and not mention.text.endswith(HEADS))

    def _undertaking(self, name: str, mention: Mention, match: Match) -> Undertaking:
        word = next((m for m in match.roles.get("stage_text", ()) if not self._to_come(match, m)), None)
        stated = next((ref for m in match.roles.get("place", ()) for ref in self._context.places_of(m)), None)
        date_mention, date = self._occasion.date_of_work(match)
        listed = len(match.roles.get("name", ())) > 1 or "、" in self._context.text[match.start : mention.start]
        of_all = listed or any(of_works(several(m)) for m in self._context.matters_in(mention.end, match.end))
        worth = () if of_all else self._worth(match)  # of several works a sum is that of all
        sums = [(m, a) for m in self._own_sums((*match.roles.get("amount", ()), *worth), mention) if (a := amount(m.text))]
        claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule), claim("name", mention, match.rule)]
        claims += [claim("stage_text", word, match.rule)] if word else []
        claims += [claim("place", m, match.rule) for m in match.roles.get("place", ())]
        claims += [claim("amount", m, match.rule) for m, _ in sums[:1]]
        claims += [claim("date", date_mention, match.rule)] if date_mention else []
        built = Stage.COMPLETE if match.rule == _BUILT and not _BEING_BUILT.match(self._context.text, match.start) else None
        built = listed_under(self._context.text, *sentence(self._context.text, match.start, match.start)) or built
        modality = self._modality(match, mention)
        built = built if modality is Modality.HAPPENED else None  # 计划援建|甲厂
        return Undertaking(
            name=name,
            place=stated or next(iter(places_in(self._context, mention)), None),
            stage=stages().get(word.text, Stage.OTHER) if word else built,
            stage_text=word.text if word else None,
            amount=sums[0][1] if sums else None,
            date=date,
            start=mention.start,
            end=mention.end,
            modality=modality,
            doubted=match.rule == _NOT_YET,
            claims=tuple(claims),
        )

    def _own_sums(self, sums: Sequence[Mention], mention: Mention) -> Sequence[Mention]:
        """投资1.6亿元实施了|甲|、乙等项目: the sums told of a work, but for one before the first of a list, which is of all."""
        text = self._context.text
        of_all = text.startswith("、", mention.end) and any(m.end <= mention.start and text[m.end] not in "的、" for m in sums)
        return () if of_all else sums

    def _to_come(self, match: Match, word: Mention) -> bool:
        """总投资680万元，计划8月底前|完工: whether a stage that a rule reads behind a sum is still to come."""
        return match.rule == _WORTH and bool(_STILL.search(self._context.text, match.start, word.start))

    def _modality(self, match: Match, mention: Mention) -> Modality:
        """Whether it came to this stage; 加快|甲项目开工建设 is what shall be done."""
        told = Modality(match.sets["modality"]) if "modality" in match.sets else self._occasion.modality(match)
        word = next(iter(match.roles.get("stage_text", ())), None)
        _, stop = sentence(self._context.text, match.start, match.end)
        if told is Modality.HAPPENED and word is not None and lies_ahead(self._context.text, word.end, stop):
            return Modality.PLANNED
        if (
            told is Modality.HAPPENED
            and word is None
            and _MEANT.search(self._context.text, max(0, mention.start - _MEANING), mention.start)
        ):
            return Modality.PLANNED
        before = self._context.text[max(0, mention.start - _PUSHED) : mention.start] + mention.text[:_PUSHED]
        return Modality.PLANNED if told is Modality.HAPPENED and words.any_of("抓好").search(before) else told

    def _of_next(self, total: Mention, match: Match) -> bool:  # 甲项目开工，总投资11亿元的|乙项目
        """Whether a sum behind a work is that of the next."""
        return total.start >= match.end and self._context.text[total.end : total.end + 1] == "的"

    def _worth(self, match: Match) -> list[Mention]:
        """A sum with 投资 in the clause of the match or right after it."""
        start, _ = clause(self._context.text, match.start, match.end)
        _, end = clause(self._context.text, match.end, match.end)
        if self._context.text[end : end + 1] in _GOES_ON:
            _, end = clause(self._context.text, *[min(end + 1, len(self._context.text))] * 2)
        text, found = self._context.text, self._context.matters_in(start, end)
        sums = (m for m in found if m.end <= end and m.type == "amount" and not self._of_next(m, match))
        spent = words.any_of("斥资")
        return [m for m in sums if spent.search(text, max(start, m.start - 6), m.start) or "资金" in text[start : m.start]][:1]

    def _add(self, more: Undertaking) -> None:
        """One project told twice is one; the latest stage told stays with the first telling's name when that is longer."""
        fields = ("stage", "stage_text", "amount")
        known = next((u for u in self._found.values() if one_work(u, more)), None)
        if known is not None and more.stage is None and more.stage_text is None:  # a name alone does not say that it stands
            more = msgspec.structs.replace(more, modality=known.modality)
        if known is not None and more.stage_text and not known.stage_text:  # 援建的甲项目落户乙县: the stage in words stands
            self._found[known.name] = msgspec.structs.replace(known, stage=None)
        elif known is not None and known.stage_text and not more.stage_text:
            more = msgspec.structs.replace(more, stage=None)
        unite(self._found, more, one_work, *fields)

    def from_sums(self) -> None:
        """甲项目落户乙县。项目总投资3亿元: the sum of the project that was told last in the paragraph, where it has none."""
        for last, worth, total in later_sums(self._context, self._found):
            claims = (*last.claims, claim("amount", total, _NAMED))
            self._found[last.name] = msgspec.structs.replace(last, amount=worth, claims=claims)

    def all(self) -> tuple[Undertaking, ...]:
        """The projects in order, with what their sentences tell apart from their names."""
        return tuple(sorted(map(self._completed, self._found.values()), key=lambda u: u.start))

    def _completed(self, told: Undertaking) -> Undertaking:
        """A project with the stage and the place that stand elsewhere in its sentence."""
        open_ = told.stage_text is None and told.modality is Modality.HAPPENED  # what 新建的 says gives way to a stage in words
        found = beside(self._context, told, "进度实" if open_ else None, "stage_text", _NAMED)
        return msgspec.structs.replace(
            told,
            stage=stages().get(found.event, Stage.OTHER) if found.event else told.stage,
            stage_text=found.event or told.stage_text,
            place=found.place or told.place,
            claims=(*told.claims, *found.claims),
        )


def undertaken(context: Context, page: Page, found: Sequence[Match], signings: Sequence[Signing] = ()) -> Iterator[Undertaking]:
    """The projects of a page, those named as parts of a signing among them."""
    projects = Projects(context)
    for match in found:
        if match.fact == "project":
            projects.take(match)
    for signing in signings:
        projects.take_part(signing)
    for entry in entries(context, page):
        projects.take_entry(entry)
    projects.from_names()
    projects.from_later_stages()
    projects.from_sums()
    yield from projects.all()


def project(told: Undertaking, context: Context, grounding: Grounding) -> Project:
    """A project as a fact."""
    begin, end = sentence(context.text, told.start, told.end)
    keys = {"name": told.name, "stage": told.stage_text}
    return Project(
        **grounding.of("project", keys, told.claims, modality=told.modality, doubted=told.doubted),
        name=told.name,
        place=told.place,
        stage=told.stage,
        stage_text=told.stage_text,
        amount=told.amount,
        date=told.date,
        chains=chains(context.text[begin:end]),
    )
