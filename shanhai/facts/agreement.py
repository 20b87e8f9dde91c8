"""Agreements (协议): what was signed, by whom, for how much and how many projects; one signing told twice is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from shanhai.knowledge import words
from shanhai.knowledge.organizations import organs, suffixes
from shanhai.model import Agreement, Amount, BlockKind, Mention, Modality, PlaceRef

from .breakdown import parts
from .chain import chains
from .context import Context
from .evidence import Claim, claim
from .grounds import Grounding
from .location import flatten, related
from .naming import balanced
from .occasion import Occasion
from .organizations import COMMITTEES
from .papers import further_papers, kind_of, listed_papers, split_papers
from .party import Parties
from .rulebook import Match
from .signature import Signing, same, told_again, united
from .spoken import agreed, many_sign, of_single_people, talked_of, told_before
from .stretch import clause, sentence
from .tally import PAPER, Tally

_BRACKET = re.compile(r"（[^（）]*）")
_EACH, _AMONG, _PROJECT = "各", "其中", "项目"
_OF_SIZE = re.compile(
    r"(?:[\d.]+|其中|超|过)[亿万](?:元)?(?:(?:至|到|—|－|-|~)[\d.]+[亿万]元?)?(?:人民币)?(?:以上|级|以下)?的?(?:[^，。；、\d]{0,6})项目\d"
)
_BESIDES = re.compile(r"除了?[^外，]*\Z")
_SIGNED_PROJECTS, _PAPER_BETWEEN = "agreement.signed-projects", re.compile(rf"(?:{words.alternation('文书')})书?，[^，]*等")
_OF_THOSE = re.compile(r"中，?(?:仅|只|有|已|尚|还)")
_FURTHER, _ONE_OF_TWO, _BOTH = "agreement.further-count", "agreement.one-of-two", 2
_FOR_EXAMPLE = words.words("比如")
_PREFECTURE = 4  # digits of a code that name the prefecture
_SPECIFIC = tuple(word for word in words.words("协议") if len(word) >= 4)  # words for a paper that say of which kind it is (购销合同)
_VERB = 2  # characters of the verb with which a match may begin (拟签)
_GIFT, PART, _OF_PROJECT = "agreement.paper-with-gift", "agreement.part", "agreement.project-signed"
_BEFORE_NUMBER = re.compile(r"^.*\d+[个项份](?=[^、，])")
_PURPOSE = re.compile(r"(?:用于|旨在)(?P<purpose>[^，。；\n]{2,30})")
_TRAILING = re.compile(rf"^(?:{words.alternation('一批')}|共(?=\d)|(?:\d+|[一二两三四五六七八九十多数]+)[个份项笔])+")
# Two or three pairs of one sentence are labelled one by one (4 pages of 4 that may be looked at), longer lists as a batch (1 of 2).
_ONE_BY_ONE = 3
_TITLED = re.compile(r"《(?P<title>[^《》]+)》")
_SEVERAL_PAPERS = re.compile(r"^[^《]*[、和等][^《]*?[\d两三四五六七八九十]+[个项份](?=[\u4e00-\u9fff])")
_NUMBERED = re.compile(r"\d+[个项份][、，]")
_SUM, _COUNTED = "agreement.signed-sum", re.compile(r"\d+[个项份](?:[^，。；、\d]{0,6}项目)?[、，]\Z")
_EACH_GIVES = re.compile(r"分别(?:捐|资助|赠)")
_RESPECTIVELY = re.compile(r"分别[为是达]?\Z")
_LONG_NAME = 6  # characters of what a paper is about
_TO_SIGN = "签"  # the verb in words of what is not signed yet (拟签, 将签)
_SIGNED = tuple(word for word in words.words("签署") if word.endswith("了"))
_WILL = re.compile(rf"将(?:还|也|再)?(?:[与和同签]|集中|{words.alternation('当场')})")  # 我们|将与|当地企业签订
_FOR_BOTH, _OF_CEREMONY = "agreement.for-both", "agreement.of-ceremony"
_PLURAL = re.compile(rf"^(?:了|下)?(?:{words.alternation('若干')})")


class Agreements:
    """Builds the agreements of one page."""

    def __init__(self, context: Context, sides: tuple[PlaceRef, ...]) -> None:
        self._context = context
        self._occasion = Occasion(context)
        self._parties = Parties(context, sides)
        self._tally = Tally(context)
        self._found: list[Signing] = []

    def take(self, match: Match) -> None:
        """Takes in a match that tells of a signing; years summed up are none."""
        if self._of_part_or_size(match) or self._summed(match) or talked_of(self._context, match) or agreed(self._context.text, match):
            return
        for signing in self._signings(match):
            alone = match.rule == _ONE_OF_TWO and len(signing.parties) < _BOTH
            again = self._found and (told_before(self._context, signing) or self._for_it(match, signing))
            if not (alone or again or of_single_people(self._context, match, signing)):
                self._unite(signing)

    def _of_part_or_size(self, match: Match) -> bool:
        """Whether a number or a sum is of some of those signed, or of those told before."""
        begin, _ = sentence(self._context.text, match.start, match.end)
        counted = match.rule == _SUM and _AMONG in self._context.text[begin : match.start]
        if counted and _COUNTED.search(self._context.text, begin, match.start):
            return True  # 其中…项目3个、|签约金额1050万元: a part of the batch told before
        if _OF_SIZE.search(_BRACKET.sub("", self._context.text[match.start : match.end])) and counted_out(match):
            return True  # 签约10亿至50亿元项目36个: those of a size
        if counted_out(match) and any(w in self._context.text[begin : match.start] for w in _FOR_EXAMPLE):
            return True  # 比如，投资超百亿元项目4个: some of those told before
        if _BESIDES.search(self._context.text, begin, match.start) and "外" in self._context.text[match.start : match.end]:
            return True  # 除昨日|签约的33个项目外
        if match.rule == _SIGNED_PROJECTS and _PAPER_BETWEEN.search(self._context.text, match.start, match.end):
            return True  # 签署共建协议，|甲、乙等5个项目签约: the projects were signed behind the paper
        # 去年签约的3个项目|中仅1个开工, 签订劳动合同
        return bool(_OF_THOSE.match(self._context.text, match.end)) or self._context.text.endswith(words.words("非协议"), 0, match.end)

    def _summed(self, match: Match) -> bool:
        """Whether signings of years are summed up, or nothing was signed before in the sentence that goes on to number them."""
        begin, _ = sentence(self._context.text, match.start, match.end)
        said = self._context.text[begin : match.end].rpartition(_AMONG)[2]
        start, _ = clause(self._context.text, match.start, match.end)
        if match.rule == _FURTHER and not any(w in said for w in words.words("签署")):
            return True  # 合同88个，总额…
        if any(w in said for w in words.words("以来")) and not self._of_one_paper(match):
            return True
        return any(w in self._context.text[start : match.end] for w in words.words("历次")) and not self._by_title(match)

    def _by_title(self, match: Match) -> bool:
        """先后签订了《甲协议》《乙协议》: whether papers are told one by one by their titles."""
        names = match.roles.get("name", ()) if match.rule == PAPER else ()
        return bool(names) and all(m.type == "document" for m in names) and not self._tally.counts(match)

    def _for_it(self, match: Match, signing: Signing) -> bool:
        """甲县与乙县签订协议。…副县长李四、王五代表双方签约: whether officials of those who signed are said to sign for them."""
        known = self._found[-1]
        if match.rule != _FOR_BOTH or len(known.parties) < _BOTH or signing.amount or signing.project_count:
            return False
        here = self._context.paragraph(signing.start)
        near = any(self._context.paragraph(at) == here for at in (known.start, *(c.start for c in known.claims)))
        begun = tuple(party[:_BOTH] for party in known.parties)
        return near and all(party.startswith(begun) or party in organs() or party in suffixes() for party in signing.parties)

    def _of_one_paper(self, match: Match) -> bool:
        """Whether a paper by its title, or by two sides and what it is about, was signed, however long the time of which is spoken."""
        names = match.roles.get("name", ()) if match.rule == PAPER else ()
        sides = self._parties.of(match, substance=True) if names else ()
        about = len(names) == 1 and len(names[0].text) >= _LONG_NAME and (len(sides) > 1 or any(m.type == "deixis" for m in sides))
        return any(m.type == "document" for m in names) or (about and not self._tally.counts(match) and not _PLURAL.match(names[0].text))

    def _signings(self, match: Match) -> tuple[Signing, ...]:
        """签订300万元、200万元的采购合同, 签署《甲协议》《乙协议》: one for each sum or each paper of a list."""
        sums = self._tally.sums(match)
        if sums and self._of_each(sums[0][0]) and self._tally.counts(match):
            sums = []  # 签约甲、乙两个项目，金额分别为1亿元和2亿元
        signing = self._signing(match, sums)
        names = match.roles.get("name", ())
        text = self._context.text
        if match.rule == PAPER and (listed := listed_papers(text, signing, match) or split_papers(text, signing, match)):
            return listed
        if len(names) > 1 and not sums and not signing.project_count:
            return tuple(
                msgspec.structs.replace(
                    signing,
                    start=m.start,
                    end=m.end,
                    name=self._name(m),
                    parties=self._parties.called(self._parties.titled(m)) or signing.parties,
                    kind=kind_of(m.text, counted=False),
                    claims=(*(c for c in signing.claims if c.field != "name"), claim("name", m, match.rule)),
                )
                for m in names
            )
        if not sums and match.rule == PAPER and names and names[0].type != "document":
            return signing, *further_papers(self._context.text, signing, match)
        others = [
            msgspec.structs.replace(
                signing,
                start=m.start,
                end=m.end,
                amount=a,
                claims=(*(c for c in signing.claims if c.field != "amount"), claim("amount", m, match.rule)),
            )
            for m, a in sums[1:]
        ]
        return signing, *others

    def _of_each(self, first: Mention) -> bool:
        """Whether a sum is the first of several that are each one project's."""
        return bool(_RESPECTIVELY.search(self._context.text, max(0, first.start - _VERB * 2), first.start)) and any(
            self._context.text.startswith(joint, first.end) for joint in "、和及"
        )

    def _unite(self, signing: Signing) -> None:
        alike = [i for i, known in enumerate(self._found) if same(known, signing) or self._one_act(known, signing)]
        if not alike:
            self._found.append(signing)
        else:
            index = alike[-1 if signing.again else 0]  # 双方签订协议 is the paper told last, not the headline's
            self._found[index] = united(self._found[index], signing)

    def _one_act(self, a: Signing, b: Signing) -> bool:
        """甲与乙现场签约，|签署协议: whether one telling says no more than that they sign what the other names, in one sentence."""
        bare, paper = (a, b) if not (a.name or a.kind) else (b, a)
        if bare.name or bare.kind or bare.amount or bare.project_count or not (paper.name or paper.kind):
            return False
        between = self._context.text[min(a.end, b.end) : max(a.start, b.start)]
        return not any(mark in between for mark in "。；\n") and set(paper.parties) <= set(bare.parties)

    def all(self) -> Iterator[Signing]:
        """The signings in order; of those that a headline tells only what the story does not tell better."""
        told = [s for s in self._found if not s.title and (s.amount or s.project_count)]
        for signing in sorted(self._found, key=lambda s: s.start):
            empty = not (signing.name or signing.parties or signing.amount or signing.project_count or signing.many)
            again = signing.title and any(not s.title and told_again(signing, s) for s in self._found)
            vague = signing.vague and any(not s.vague and not s.title for s in self._found)
            if not empty and not again and not vague and not (signing.title and told):
                yield from self._apart(signing)

    def _apart(self, signing: Signing) -> Iterator[Signing]:
        """与甲村、乙村分别签订…，各捐赠5万元: one for each."""
        said = self._context.text[signing.start : signing.end]
        partners = self._partners(signing) if signing.amount and (_EACH in said or _EACH_GIVES.search(said)) else ()
        if 1 < len(signing.groups) <= _ONE_BY_ONE and not (signing.amount or signing.project_count):
            yield from (msgspec.structs.replace(signing, parties=group) for group in signing.groups)
            return
        for partner in partners or (None,):
            others = tuple(name for name in signing.parties if not any(name.endswith(other) for other in partners))
            yield msgspec.structs.replace(signing, parties=(*others, partner) if partner else signing.parties)

    def _partners(self, signing: Signing) -> tuple[str, ...]:
        """The items of the list after 与 that ends before the signing."""
        begin, _ = sentence(self._context.text, signing.start, signing.end)
        said = self._context.text[begin : signing.start]
        joint = max(said.rfind(j) for j in "与和")
        listed = said[joint + 1 :].removesuffix("分别").split("、") if joint >= 0 else []
        return tuple(listed) if len(listed) > 1 else ()

    def _signing(self, match: Match, sums: Sequence[tuple[Mention, Amount]]) -> Signing:
        counted = self._tally.counts(match)
        name = next(iter(match.roles.get("name", ())), None)
        paper = self._context.text[match.start : match.end].removesuffix("书")
        specific = paper.endswith(_SPECIFIC)
        parties = self._parties.of(match, substance=bool(name or sums or counted or specific))
        names = self._parties.called(parties)
        date_mention, date = self._occasion.date(match)
        claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule)]
        claims += [claim("amount", m, match.rule) for m, _ in sums[:1]]
        claims += [claim("project_count", m, match.rule) for m, _ in counted[:1]]
        claims += [claim("name", m, match.rule) for m in (name,) if m]
        claims += [claim("parties", m, match.rule) for m in parties]
        if date_mention is not None:
            claims.append(claim("date", date_mention, match.rule))
        return Signing(
            start=match.start,
            end=match.end,
            name=self._name(name) if name else None,
            kind=kind_of(self._context.text[match.start : match.end], counted=bool(counted) or match.rule == _OF_PROJECT),
            purpose=next((m.text for m in match.roles.get("purpose", ())), None) or self._purpose(match),
            parties=names,
            groups=tuple(self._parties.groups(parties)),
            amount=sums[0][1] if sums else None,
            project_count=int(counted[0][1].scaled) if counted else None,
            date=date,
            modality=self._modality(match),
            doubted=match.rule in (_GIFT, _OF_PROJECT) or len(sums) > 1 or not (sums or counted or len(names) > 1),
            title=self._context.kind_at(match.start) is BlockKind.TITLE,
            again=all(m.type == "deixis" for m in parties),
            many=many_sign(self._context, match),
            vague=match.rule == _OF_CEREMONY or (not (sums or counted) and name is not None and bool(_PLURAL.match(name.text))),
            claims=tuple(claims),
        )

    def _modality(self, match: Match) -> Modality:
        start, _ = clause(self._context.text, match.start, match.end)
        before, said = self._context.text[start : match.start + _VERB], self._context.text[start : match.end]
        signed = next((at for w in _SIGNED if (at := said.find(w)) >= 0), -1)
        if signed >= 0 and not any(w in said[:signed] for w in (*words.words("拟"), *words.words("将来"), *words.words("愿望"))):
            return Modality.HAPPENED  # 签订了|预计总投资2亿元的甲小镇合作协议
        told = self._occasion.modality(match)
        ahead = bool(_WILL.search(before)) or any(w in before or (w.endswith(_TO_SIGN) and w in said) for w in words.words("拟"))
        return Modality.PLANNED if told is Modality.HAPPENED and ahead else told

    def _purpose(self, match: Match) -> str | None:
        """签订500万元协议，用于|山茶产业园建设: what the sentence says that it is for."""
        _, end = sentence(self._context.text, match.start, match.end)
        hit = _PURPOSE.search(self._context.text, match.end, end)
        return hit["purpose"] if hit else None

    def _name(self, mention: Mention) -> str | None:
        """The name of the paper, with its head noun; what is counted before it is none."""
        if mention.type == "document":
            return mention.text.strip("《》")
        head = next((w for w in words.words("协议") if self._context.text.startswith(w, mention.end)), "")
        inside = [m.end for m in self._context.matters_in(mention.start, mention.end) if m.type == "amount" and m.end <= mention.end]
        said = _BEFORE_NUMBER.sub("", _TRAILING.sub("", self._context.text[max([mention.start, *inside]) : mention.end])) + head
        if (counted := _SEVERAL_PAPERS.search(said)) is not None:  # 旅游、劳务、交通三项合作协议
            said = said[counted.end() :]
        if _NUMBERED.search(said):  # 签约产业类项目16个、意向…
            return None
        titled = _TITLED.search(said)  # 签订《甲协议》达成意向
        return titled["title"] if titled else balanced(said)


def counted_out(match: Match) -> bool:
    """Whether a match tells how many projects were signed."""
    return bool(match.roles.get("project_count"))


def apart_parties(context: Context, signing: Signing, *, governing: bool = False) -> bool:
    """Whether two places that lie apart sign, by the names of the parties; `governing`: no firms, only places and their offices."""
    spans = [(c.start, c.end) for c in signing.claims if c.field == "parties"]
    named = [m for m in context.story if m.type != "document" and any(a <= m.start < b for a, b in spans)]
    official = [m for m in named if m.type in ("place", "zone", "deixis") or m.value in COMMITTEES] if governing else named
    places = {ref for m in official for ref in _places(context, m)}
    return any(not related(a, b) for a, b in combinations(places, 2))


def regional(context: Context, signing: Signing) -> bool:
    """Whether two places sign, or on a page that names a programme or two prefectures more than once."""
    if apart_parties(context, signing) or any(m.type == "programme" for m in context.told):
        return True
    if sum(context.text.count(tie) for tie in words.words("联席")) > 1:
        return True
    often = {code[:_PREFECTURE] for code, times in context.locations.counted().items() if times > 1 and code[2:_PREFECTURE] != "00"}
    return len(often) > 1


def _places(context: Context, mention: Mention) -> Iterator[PlaceRef]:
    """The places in a party's name, the last link of a chain."""
    for part in flatten((mention,)):
        if part.type in ("place", "zone"):
            yield from context.places_of(part)


def signed(context: Context, found: Sequence[Match], sides: tuple[PlaceRef, ...] = ()) -> tuple[Signing, ...]:
    """The agreements of a page; of a batch signed together its parts behind it. `sides`: those of the one visit of the page."""
    agreements = Agreements(context, sides)
    for match in found:
        if match.fact == "agreement":
            agreements.take(match)
    told = _summed_up(tuple(agreements.all()), context)
    return tuple(one for signing in told for one in (signing, *(p for p in _components(context, signing) if not _told(p, told))))


def _summed_up(told: tuple[Signing, ...], context: Context) -> tuple[Signing, ...]:
    """线上签约项目2个，线下签约项目8个，共计10个签约项目: numbers that their sentence adds up are no signings."""
    parts: set[int] = set()
    for whole in told:
        begin, _ = sentence(context.text, whole.start, whole.end)
        before = [s for s in told if begin <= s.start < whole.start and s.project_count and not s.amount]
        if len(before) > 1 and sum(s.project_count or 0 for s in before) == whole.project_count:
            parts.update(s.start for s in before)
    return tuple(s for s in told if s.start not in parts)


def _told(part: Signing, told: Sequence[Signing]) -> bool:
    """Whether a part of a batch is told as a signing of its own."""
    same = (s for s in told if s.amount and part.amount and s.amount.yuan == part.amount.yuan)
    return any(part.project_count in (None, s.project_count) or (s.start < part.end and part.start < s.end) for s in same)


def _components(context: Context, whole: Signing) -> Iterator[Signing]:
    """The parts of what was signed together as signings of their own, which the page does not say in so many words."""
    batch = whole.project_count and whole.modality is Modality.HAPPENED
    for part in parts(context, whole.start, whole.end, whole.amount) if batch else ():
        claims = [Claim(field="", start=part.start, end=part.end, rule=PART)]
        claims += [
            claim(field, m, PART) for field, m in (("amount", part.sum), ("project_count", part.counted), ("parties", part.party)) if m
        ]
        yield Signing(
            start=part.start,
            end=part.end,
            kind="项目签约",
            parties=(part.party.text,) if part.party else (),
            amount=part.amount,
            project_count=part.project_count,
            purpose=part.name,
            purpose_span=part.name_span,
            of_project=part.name_span is not None and _PROJECT in context.text[part.name_span[0] : part.name_span[1] + len(_PROJECT)],
            date=whole.date,
            doubted=True,
            claims=tuple(claims),
        )


def agreements(signings: Sequence[Signing], context: Context, grounding: Grounding) -> Iterator[Agreement]:
    """The signings as facts; a part that is called a project is told as a project, with its sum, and is no paper of its own.

    Of the labelled pages that may be looked at, parts called projects are agreements in 2 of 6, other parts in 7 of 7.
    """
    return (agreement(signing, context, grounding) for signing in signings if not signing.of_project)


def agreement(signing: Signing, context: Context, grounding: Grounding) -> Agreement:
    """A signing as a fact."""
    keys = {
        "name": signing.name,
        "amount": signing.amount.text if signing.amount else None,
        "project_count": str(signing.project_count) if signing.project_count else None,
        "parties": "、".join(signing.parties) or None,
    }
    begin, end = sentence(context.text, signing.start, signing.end)
    return Agreement(
        **grounding.of("agreement", keys, signing.claims, modality=signing.modality, doubted=signing.doubted),
        name=signing.name,
        kind=signing.kind,
        purpose=signing.purpose,
        parties=signing.parties,
        amount=signing.amount,
        project_count=signing.project_count,
        date=signing.date,
        chains=chains(context.text[begin:end]),
    )
