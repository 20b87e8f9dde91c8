"""Agreements (协议): what was signed, by whom, for how much and how many projects; one signing told twice is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from shanhai.knowledge import words
from shanhai.mentions.amount import amount
from shanhai.mentions.quantity import count
from shanhai.model import Agreement, Amount, BlockKind, Mention, Modality, PlaceRef, When
from shanhai.model.struct import Value

from .breakdown import parts
from .chain import chains
from .clause import any_of
from .context import Context
from .evidence import Claim, claim
from .grounds import Grounding
from .location import flatten, related
from .occasion import Occasion
from .organizations import full_name
from .rulebook import Match
from .stretch import clause, sentence

_EACH, _EACH_OF, _AMONG, _PROJECT = "各", "分别", "其中", "项目"
_LONGEST_LIST = 60  # characters of a list of sums
_LEVELS = ("市", "县", "区", "州", "旗", "镇", "乡")  # 县教育局 is the page's own
_PREFECTURE = 4  # digits of a code that name the prefecture
_VERB = 2  # characters of the verb with which a match may begin (拟签)
_GIFT, PART, _PAPER = "agreement.paper-with-gift", "agreement.part", "agreement.paper"
_PARTIES = ("organization", "place", "zone", "deixis", "delegation", "site")
_CLOSE = re.compile(r"(?:现场|正式|共同|分别|双方|共|当场|当天|成功|联合){0,2}")
_JOINT = re.compile(r"[也还]?(?:[与和同跟、]|以及)")
_OF_PROJECTS = re.compile(r"[^，。；、\d]{0,10}?项目")
_PURPOSE = re.compile(r"(?:用于|旨在)(?P<purpose>[^，。；\n]{2,30})")
_TRAILING = re.compile(r"^(?:了|下|首批|一批|一系列|的|共计|共(?=\d)|(?:\d+|[一二两三四五六七八九十]+)[个份项笔])+")


class Signing(Value, frozen=True, kw_only=True):
    """An agreement as a sentence tells it."""

    start: int
    end: int
    name: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    amount: Amount | None = None
    project_count: int | None = None
    date: When | None = None
    modality: Modality = Modality.HAPPENED
    purpose: str | None = None
    purpose_span: tuple[int, int] | None = None
    of_project: bool = False
    doubted: bool = False
    title: bool = False
    claims: tuple[Claim, ...] = ()


class Agreements:
    """Builds the agreements of one page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._occasion = Occasion(context)
        self._found: list[Signing] = []

    def take(self, match: Match) -> None:
        """Takes in a match that tells of a signing; years summed up are none."""
        begin, _ = sentence(self._context.text, match.start, match.end)
        said = self._context.text[begin : match.end].rpartition(_AMONG)[2]
        start, _ = clause(self._context.text, match.start, match.end)
        summed = any(w in said for w in words.words("以来")) and not self._of_one_paper(match)
        if summed or any(w in self._context.text[start : match.end] for w in words.words("历次")):
            return
        for signing in self._signings(match):
            self._unite(signing)

    def _of_one_paper(self, match: Match) -> bool:
        """Whether a paper by its title was signed, however long the time is of which the sentence speaks."""
        return match.rule == _PAPER and any(m.type == "document" for m in match.roles.get("name", ()))

    def _signings(self, match: Match) -> tuple[Signing, ...]:
        """签订300万元、200万元的采购合同: one for each sum of a list."""
        sums = [(m, a) for m in self._stated(match) or self._sums(match) if (a := amount(m.text))]
        signing = self._signing(match, sums)
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

    def _unite(self, signing: Signing) -> None:
        index = next((i for i, known in enumerate(self._found) if _same(known, signing)), None)
        if index is None:
            self._found.append(signing)
        else:
            self._found[index] = _united(self._found[index], signing)

    def all(self) -> Iterator[Signing]:
        """The signings in order; of those that a headline tells only what the story does not tell better."""
        told = [s for s in self._found if not s.title and (s.amount or s.project_count)]
        for signing in sorted(self._found, key=lambda s: s.start):
            empty = not (signing.name or signing.parties or signing.amount or signing.project_count)
            again = signing.title and any(not s.title and s.name == signing.name for s in self._found)
            if not empty and not again and not (signing.title and told):
                yield from self._apart(signing)

    def _apart(self, signing: Signing) -> Iterator[Signing]:
        """与甲村、乙村分别签订…，各捐赠5万元: one for each."""
        said = self._context.text[signing.start : signing.end]
        partners = self._partners(signing) if signing.amount and _EACH in said else ()
        for partner in partners or (None,):
            yield msgspec.structs.replace(signing, parties=(*signing.parties, partner) if partner else signing.parties)

    def _partners(self, signing: Signing) -> tuple[str, ...]:
        """The items of the list after 与 that ends before the signing."""
        begin, _ = sentence(self._context.text, signing.start, signing.end)
        said = self._context.text[begin : signing.start]
        joint = max(said.rfind(j) for j in "与和")
        listed = said[joint + 1 :].removesuffix("分别").split("、") if joint >= 0 else []
        return tuple(listed) if len(listed) > 1 else ()

    def _stated(self, match: Match) -> list[Mention]:
        """The sums that the rule names; what stands behind a colon is a part."""
        return [m for m in match.roles.get("amount", ()) if "：" not in self._context.text[match.start : m.start]]

    def _signing(self, match: Match, sums: Sequence[tuple[Mention, Amount]]) -> Signing:
        stated = match.roles.get("project_count", ()) or self._projects(match)
        counted = [(m, c) for m in stated if (c := count(m.text)) and c.unit in words.words("项目单位")]
        name = next(iter(match.roles.get("name", ())), None)
        parties = match.roles.get("parties", ()) or self._before(match.start)
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
            kind=_kind(self._context.text[match.start : match.end], counted=bool(counted)),
            purpose=next((m.text for m in match.roles.get("purpose", ())), None) or self._purpose(match),
            parties=tuple(n for m in parties for n in self._called(m)),
            amount=sums[0][1] if sums else None,
            project_count=int(counted[0][1].scaled) if counted else None,
            date=date,
            modality=self._modality(match),
            doubted=match.rule == _GIFT or len(sums) > 1,
            title=self._context.kind_at(match.start) is BlockKind.TITLE,
            claims=tuple(claims),
        )

    def _modality(self, match: Match) -> Modality:
        start, _ = clause(self._context.text, match.start, match.end)
        before = self._context.text[start : match.start + _VERB]
        told = self._occasion.modality(match)
        return Modality.PLANNED if told is Modality.HAPPENED and any(w in before for w in words.words("拟")) else told

    def _before(self, offset: int) -> tuple[Mention, ...]:
        """甲公司和乙政府|签订…: those who stand joined right before the signing."""
        found: list[Mention] = []
        begin, _ = sentence(self._context.text, offset, offset)
        for mention in self._context.before(offset, begin):
            if mention.type not in _PARTIES:
                continue
            gap = self._context.text[mention.end : found[-1].start if found else offset]
            if not (_JOINT if found else _CLOSE).fullmatch(gap):
                break
            found.append(mention)
        return tuple(reversed(found)) if len(found) > 1 or (found and found[0].type == "deixis") else ()

    def _said(self, match: Match) -> tuple[int, int]:
        """The part of a sentence, between semicolons, in which a match stands."""
        begin, end = sentence(self._context.text, match.start, match.end)
        last = self._context.text.find("；", match.end, end)
        return max(begin, self._context.text.rfind("；", begin, match.start) + 1), end if last < 0 else last

    def _sums(self, match: Match) -> list[Mention]:
        """The sum of a signing where the rule does not name it: the first behind it whose clause speaks of a contract or an investment.

        Behind a paper it is also what somebody will give for it (签订协议，三年投入200万元).
        """
        _, end = self._said(match)
        end = min(end, next((hit.start() for hit in any_of("签署").finditer(self._context.text, match.end, end)), end))
        listed = self._context.text.find("：", match.end, end)
        end = listed if listed >= 0 else end
        paper = match.rule == _PAPER
        for mention in self._context.matters_in(match.start, end):
            if mention.type != "amount":
                continue
            start, stop = clause(self._context.text, mention.start, mention.end)
            said = self._context.text[start:stop]
            contract = any(w in said for w in words.words("签约款")) and not any(w in said for w in words.words("非签约款"))
            given = paper and any(w in said for w in words.words("协议款")) and not any(w in said for w in words.words("非协议款"))
            if contract or given:
                return [mention, *self._listed_after(mention)] if _EACH_OF in said else [mention]
        return []

    def _listed_after(self, first: Mention) -> Iterator[Mention]:
        """分别为3亿元|和8000万元: the sums that go on a list."""
        end = first.end
        for mention in self._context.matters_in(end, end + _LONGEST_LIST):
            if mention.type != "amount" or self._context.text[end : mention.start] not in ("、", "和", "及", "以及"):
                return
            yield mention
            end = mention.end

    def _projects(self, match: Match) -> list[Mention]:
        """The number of projects where the rule does not name it: of the same part of the sentence, not of those among them."""
        text, (begin, end) = self._context.text, self._said(match)
        for mention in self._context.matters_in(begin, end):
            if mention.type == "quantity" and "其中" not in text[max(begin, mention.start - 12) : mention.start]:
                behind = _OF_PROJECTS.match(text, mention.end, end)
                if behind or text.endswith(("项目", "项目共", "项目达", "项目总数"), begin, mention.start):
                    return [mention]
        return []

    def _purpose(self, match: Match) -> str | None:
        """签订500万元协议，用于|山茶产业园建设: what the sentence says that it is for."""
        _, end = sentence(self._context.text, match.start, match.end)
        hit = _PURPOSE.search(self._context.text, match.end, end)
        return hit["purpose"] if hit else None

    def _called(self, party: Mention) -> Iterator[str]:
        """A party by its name; a place by the name of the division, 双方 by those whom it stands for."""
        refs = self._context.places_of(party)
        own = full_name(self._context, party) if party.type == "organization" and party.text.startswith(_LEVELS) else None
        yield from (ref.name for ref in refs) if refs else (own or party.text,)

    def _name(self, mention: Mention) -> str:
        """The name of the paper, with its head noun."""
        if mention.type == "document":
            return mention.text.strip("《》")
        head = next((w for w in words.words("协议") if self._context.text.startswith(w, mention.end)), "")
        inside = [m.end for m in self._context.matters_in(mention.start, mention.end) if m.type == "amount" and m.end <= mention.end]
        said = self._context.text[max([mention.start, *inside]) : mention.end]
        return _TRAILING.sub("", said) + head


def _kind(said: str, *, counted: bool) -> str | None:
    """The kind of paper: 框架协议, 购销合同; a batch of projects is a signing of projects."""
    found = [w for w in words.words("协议") if w in said]
    return max(found, key=len) if found else "项目签约" if counted else None


def _same(a: Signing, b: Signing) -> bool:
    """Whether two tellings are of one signing: they overlap, or sum and number are the same where both give them and one is shared."""
    sums = (a.amount.yuan if a.amount else None, b.amount.yuan if b.amount else None)
    counts = (a.project_count, b.project_count)
    differ = any(None not in pair and pair[0] != pair[1] for pair in (sums, counts))
    if a.start < b.end and b.start < a.end:
        return not differ or not _own_sums(a, b)
    if a.name and b.name and _same_paper(a, b):
        return not differ
    return not differ and any(None not in pair for pair in (sums, counts))


def _own_sums(a: Signing, b: Signing) -> bool:
    """Whether two tellings take their sums from different words of the page."""
    spans = [{(c.start, c.end) for c in signing.claims if c.field == "amount"} for signing in (a, b)]
    return all(spans) and spans[0].isdisjoint(spans[1])


def _same_paper(a: Signing, b: Signing) -> bool:
    """Whether two papers are one: one name is the other's end or the same, and the parties are not others."""
    short, long = sorted((a.name or "", b.name or ""), key=len)
    return long.endswith(short) and not (a.parties and b.parties and set(a.parties).isdisjoint(b.parties))


def _united(a: Signing, b: Signing) -> Signing:
    """Two tellings as one; what the first leaves open the second fills."""
    return msgspec.structs.replace(
        a,
        start=min(a.start, b.start),
        end=max(a.end, b.end) if a.start < b.end and b.start < a.end else a.end,
        name=max((a.name, b.name), key=len) if a.name and b.name and _same_paper(a, b) else a.name or b.name,
        kind=max((a.kind or "", b.kind or ""), key=len) or None,
        purpose=a.purpose or b.purpose,
        parties=a.parties or b.parties,
        amount=a.amount or b.amount,
        project_count=a.project_count or b.project_count,
        date=a.date or b.date,
        doubted=a.doubted and (b.doubted or not b.amount),
        title=a.title and b.title,
        claims=tuple(dict.fromkeys((*a.claims, *b.claims))),
    )


def regional(context: Context, signing: Signing) -> bool:
    """Whether two places sign, by the names of the parties, or on a page that names a programme or two prefectures more than once."""
    spans = [(c.start, c.end) for c in signing.claims if c.field == "parties"]
    places = {ref for m in context.story if m.type != "document" and any(a <= m.start < b for a, b in spans) for ref in _places(context, m)}
    if any(not related(a, b) for a, b in combinations(places, 2)):
        return True
    if any(m.type == "programme" for m in flatten(context.story)):
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


def signed(context: Context, found: Sequence[Match]) -> tuple[Signing, ...]:
    """The agreements of a page; of a batch signed together its parts behind it."""
    agreements = Agreements(context)
    for match in found:
        if match.fact == "agreement":
            agreements.take(match)
    return tuple(one for signing in agreements.all() for one in (signing, *_components(context, signing)))


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
