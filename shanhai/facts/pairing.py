"""Pairings (结对): sides named by a sentence, by the name of a joint meeting, or by the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from shanhai.knowledge import words
from shanhai.model import Basis, BlockKind, Family, Mention, Page, PlaceRef, Precision, Programme, When

from .alike import of_a_kind, of_both
from .auspices import Auspices
from .context import Context
from .draft import Draft
from .evidence import Claim, unruled
from .grid import grids
from .helping import RULE as DEED
from .helping import helped
from .holding import Holding
from .house import own_body
from .inference import BODY, RECORD, signed, signs
from .layout import columns, listed, rows, tabled
from .likely import likely_pairs
from .location import flatten
from .masking import Stage
from .organizations import COMMITTEES, full_name, in_full
from .pair import Pair, Side, compatible, dealt, joined, outdone, relation_in, side_name
from .rulebook import Match
from .series import dealt_out, in_rows
from .side import Sides, as_stated
from .sign import provinces
from .stretch import end_of, start_of
from .turns import in_turn
from .unnamed import cut_short, named_only, of_level, one_side, tail_of_a_side, two_bodies, unnamed_side
from .visiting import TIE

_ACCORDING_REACH, _LEADING = 10, 12  # characters before a programme, and of a date
_TWO = "两校"
_SINCE = ("早在", "自", "从")
_TABLED = "pairing.table-row"


class Pairings:
    """Builds the pairings of one page."""

    def __init__(self, context: Context, programme: Programme | None, holdings: Sequence[Holding] = ()) -> None:
        self._context = context
        self._auspices = Auspices(context, programme)
        self._sides = Sides(context, holdings)
        self._holdings = holdings
        self.found: list[Pair] = []

    def take(self, match: Match) -> None:
        """Takes in a match: every a with every b; a side that the sentence leaves out is the page's own place."""
        if self._only_implied(match) or tail_of_a_side(self._context, match):
            return
        if turns := in_turn(self._context, match):
            for left, right in turns:
                self._pairs(match, [(s, left) for s in self._sides.of(left)], [(s, right) for s in self._sides.of(right)], Basis.STATED)
            return
        if self._within_names(match):
            return
        lefts: list[Side] = [(s, m) for m in self._subjects(named_only(match.roles.get("a", ()))) for s in self._sides.of(m)]
        objects = [m for m in self._objects(self._helped(match)) if not self._outer(m, match)]
        rights: list[Side] = [(s, m) for m in objects for s in self._sides.of(m)]
        if "b" not in match.roles:
            if self._of_bodies(match) or any(one_side(self._context, m) for m in match.roles.get("a", ())):
                return
            if len(lefts) == 2:
                lefts, rights = lefts[:1], lefts[1:]
        if "a" in match.sets:
            self._pairs(match, self._spoken_of(match), rights, Basis.STATED)
        elif lefts or match.roles.get("a"):
            self._pairs(match, lefts, rights, Basis.STATED)
        elif own := unnamed_side(self._context, match, {side_name(side) for side, _ in rights}):
            rights = [(side, m) for side, m in rights if of_level(own, side) and not self._within(own, m)]
            self._pairs(match, [(own, None)], rights, Basis.INFERRED)

    def _only_implied(self, match: Match) -> bool:
        """Whether a name implies what the page does not state (甲市对口支援乙州特色产业园), or two sign what is no tie of theirs."""
        if match.opened and self._context.within_name(match.start, match.end, ("site", "organization", "document")):
            return True
        return "paper" in match.roles and not any(signed(m.text) for m in match.roles["paper"]) and not self._of_their_programme(match)

    def _of_their_programme(self, match: Match) -> bool:
        """甲县与乙县签订《深化合作协议》，推动闽宁协作: whether the paragraph names a programme of the provinces of both who sign."""
        sides = [frozenset(provinces(s) for m in match.roles.get(role, ()) for s in self._sides.of(m)) for role in ("a", "b")]
        if any(len(side) != 1 for side in sides):
            return False
        start, end = self._context.paragraph(match.start)
        return any(self._auspices.provinces_of(m) == sides[0] | sides[1] for m in self._context.of_type("programme", start, end))

    def _within_names(self, match: Match) -> bool:
        """Whether the sides are only parts of names: 京鄂|对口协作 is a programme, 对口帮扶的甲县|乙学校 a school."""
        sides = [m for r in ("a", "b") for m in match.roles.get(r, ())]
        if match.opened and all(self._context.within_name(m.start, m.end, ("programme",)) for m in sides):
            return True
        return match.opened and "b" in match.roles and all(self._of_a_name(m) for m in match.roles["b"])

    def _spoken_of(self, match: Match) -> list[Side]:
        """Who is meant by 我校, the school that publishes the page, or by 两校."""
        if match.sets["a"] == _TWO:
            return [(s, m) for m in two_bodies(self._context, match.start) for s in self._sides.of(m)]
        return [(name, None)] if (name := own_body(self._context)) else []

    def _of_bodies(self, match: Match) -> bool:
        """Whether 两地 or 双方 speaks of two bodies or towns that its paragraph has told to be a pair: 甲校与乙校结对，两地…."""
        start, _ = self._context.paragraph(match.start)
        told = (p for p in self.found if any(start <= c.start < match.start for c in p.claims if c.field == ""))
        return any(all(isinstance(s, str) or not s.code for s in (p.a, p.b)) for p in told)

    def _within(self, own: PlaceRef, mention: Mention | None) -> bool:
        """Whether what is helped is a township or village of the page's own county: it is not helped by that."""
        return any(own == self._context.locations.county(m) for m in flatten((mention,) if mention else ()) if m.type == "place")

    def _outer(self, mention: Mention, match: Match) -> bool:
        """Whether a place only says where the side behind it lies, which the match does not take: 与甲市的|乙县、丙县结对."""
        named = {m.start for role in ("a", "b") for m in match.roles.get(role, ())}
        told = self._context.text.startswith("的", mention.end)
        if mention.type == "deixis":  # 我县|石壁镇
            return any(self._context.of_type(kind, mention.end, mention.end + 1) for kind in ("place", "organization"))
        inner = self._context.of_type("place", mention.end + 1, mention.end + 2) if told else ()
        return mention.type == "place" and any(m.start not in named for m in inner)

    def _of_a_name(self, mention: Mention) -> bool:
        """Whether a place is only part of a name, which is not that of its own committee or government (小金县|党委政府)."""
        if mention.type != "place" or not self._context.within_name(mention.start, mention.end, ("site", "organization")):
            return False
        own = (m for m in self._context.of_type("organization", mention.start, mention.start + 1) if mention.end <= m.end)
        return not any(m.value in COMMITTEES for m in own)

    def _subjects(self, listed: Sequence[Mention]) -> Sequence[Mention]:
        """Those of a list who help: 甲镇结对乙镇，丙镇结对丁镇 begins anew after its comma, without one after its last mark."""
        text = self._context.text
        if not listed or not text.endswith(words.words("帮扶动词"), 0, listed[0].start):
            return listed
        gaps = [text[a.end : b.start] for a, b in pairwise(listed)]
        anew = [i for i, gap in enumerate(gaps, 1) if gap.startswith("，")] or [i for i, gap in enumerate(gaps, 1) if gap == "、"]
        return listed[anew[-1] :] if anew else listed

    def _helped(self, match: Match) -> Sequence[Mention]:
        """Those told to be helped; 甲帮扶乙，|丙则由丁帮扶 begins anew where they stand before who helps them."""
        helped, helpers = named_only(match.roles.get("b", ())), match.roles.get("a", ())
        return self._subjects(helped) if helped and helpers and helped[0].start < helpers[0].start else helped

    def _objects(self, listed: Sequence[Mention]) -> Sequence[Mention]:
        """Those of a list who are helped: 甲帮扶乙、丙，丁、戊帮扶己 begins anew after its comma."""
        text = self._context.text
        for i, (before, side) in enumerate(pairwise(listed), 1):
            if text[before.end : side.start].startswith("，"):
                clause = end_of(text, side.end, "，。；\n")
                if any(w in text[listed[-1].end : clause] for w in words.words("帮扶动词")):
                    return listed[:i]
        return listed

    def _pairs(self, match: Match, lefts: Sequence[Side], rights: Sequence[Side], basis: Basis) -> None:
        stated = self._auspices.told_in(match)
        said = self._context.text[match.start : match.end]
        severally = any(w in said for w in words.words("各自"))
        if severally and cut_short(self._context.text, [m for _, m in lefts], [m for _, m in rights]):
            return
        for (a, left), (b, right) in map(self._of_place, dealt(lefts, rights, severally=severally)):
            if side_name(a) != side_name(b) and self._plausible(a, b) and not _within_province(a, b, stated):
                claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule)]
                claims += [_side_claim("a", left, match, basis), _side_claim("b", right, match, Basis.STATED)]
                pair = Pair(
                    a=a,
                    b=b,
                    programme=stated or self._auspices.around(said, match.start),
                    claims=tuple(claims),
                    background=self._aside(match.start),
                    relation=relation_in(said),
                    since=self._since(match),
                    until=self._until(match),
                )
                self._add(pair)

    def _of_place(self, both: tuple[Side, Side]) -> tuple[Side, Side]:
        """The sides, of an office that helps a whole county or city the place in which it is: 甲市|妇联对口援助乙县."""
        (a, left), (b, right) = both
        return ((self._seat(a, left, b), left), (self._seat(b, right, a), right))

    def _seat(self, side: PlaceRef | str, mention: Mention | None, other: PlaceRef | str) -> PlaceRef | str:
        if not isinstance(side, str) or mention is None or isinstance(other, str) or not other.code:
            return side
        if mention.type not in ("organization", "official"):
            return side
        if not (mention.value in COMMITTEES or side.endswith(words.words("群团"))):
            return side
        first = next((p for p in flatten(mention.parts) if p.type == "place" and p.start == mention.start), None)
        return next(iter(self._context.places_of(first)), side) if first else side

    def infer(self, drafts: Sequence[Draft], held: Mapping[int, Sequence[PlaceRef]]) -> None:
        """Takes in the pairs that the page implies; `held` says who is told to hold the meeting that is named at an offset."""
        stated = tuple(self.found)
        for sign in (*signs(self._context, drafts, held), *helped(self._context)):
            rule = sign.claims[0].rule
            if rule == RECORD and any({sign.a, sign.b} == {p.a, p.b} for p in self.found):
                continue  # the public record adds nothing to what the page states
            if rule in (DEED, TIE) and any({sign.a, sign.b} & {p.a, p.b} for p in stated):
                continue  # nor does a deed, or a visit, to what it states of one of the two
            claims = tuple(replace(c, basis=Basis.INFERRED) if c.field == "" else c for c in sign.claims)
            own, programme = self._auspices.own, sign.programme
            if rule == BODY and own and programme and programme.family is None and programme.stated in own.stated:
                programme = own  # 甲市对口帮扶乙县指挥部 on a page of 省内对口帮扶
            if self._plausible(sign.a, sign.b):
                when = self._opening(sign.start) if rule == DEED else None
                since, aside = when.start if when else None, self._aside(sign.start)
                self._add(Pair(a=sign.a, b=sign.b, programme=programme, claims=claims, background=aside, since=since))

    def laid_out(self, page: Page) -> None:
        """Takes in the pairs of lists and tables."""
        for rule, found in (
            ("pairing.listed", listed(self._context)),
            ("pairing.row", rows(self._context)),
            ("pairing.column", columns(self._context)),
            ("pairing.series", in_rows(self._context)),
            ("pairing.dealt-out", dealt_out(self._context)),
            (_TABLED, tabled(self._context, grids(page, self._context.restored))),
        ):
            sides = self._sides.in_cell if rule == _TABLED else self._sides.of
            for left, right in found:
                for a in sides(left):
                    for b in sides(right):
                        if side_name(a) != side_name(b) and self._plausible(a, b):
                            spans = (("", left.start, right.end), ("a", left.start, left.end), ("b", right.start, right.end))
                            claims = tuple(Claim(field=f, start=x, end=y, rule=rule) for f, x, y in spans)
                            self._add(Pair(a=a, b=b, programme=self._auspices.own, claims=claims, background=self._aside(left.start)))

    def take_likely(self, stage: Stage) -> None:
        """Takes in the pairs of two of a kind, and those that only the model finds."""
        known = {frozenset((side_name(p.a), side_name(p.b))) for p in self.found}
        partnered = {side for p in self.found for side in (p.a, p.b)}
        for sign in (*of_a_kind(self._context, stage), *of_both(self._context, self._holdings), *likely_pairs(self._context, stage, known)):
            if unruled(sign.claims) and (not self._auspices.told or {sign.a, sign.b} <= partnered):
                continue  # on a page that speaks of no tie at all, or each of whom it pairs with somebody else
            if self._plausible(sign.a, sign.b):
                said = self._context.text[sign.start : sign.claims[0].end]
                programme, aside = self._auspices.around(said, sign.start), self._aside(sign.start)
                self._add(Pair(a=sign.a, b=sign.b, programme=programme, claims=sign.claims, background=aside))

    def all(self) -> tuple[Pair, ...]:
        """The pairs in order, each under the programme that the page names after both its provinces (苏陕协作) where it names one.

        A pair without a programme is under the one that the page speaks of most.
        """
        self._join_bodies()
        self.found = [pair for pair in self.found if not any(outdone(pair, other) for other in self.found)]
        told, self.found = [self._auspices.completed(pair) for pair in self.found], []
        for pair in told:
            self._add(pair)
        return tuple(self.found)

    def _join_bodies(self) -> None:
        """Makes one pair of those whose schools, hospitals or firms the page calls once in full and once in short."""
        named = ((m, full_name(self._context, m)) for m in self._context.story if m.type == "organization")
        told = {as_stated(mention, name) for mention, name in named if name}
        sides = {side for pair in self.found for side in (pair.a, pair.b) if isinstance(side, str)}
        found, self.found = self.found, []
        for pair in found:
            a, b = (self._in_full(side, sides, told) if isinstance(side, str) else side for side in (pair.a, pair.b))
            self._add(replace(pair, a=a, b=b) if side_name(a) != side_name(b) else pair)

    def _in_full(self, side: str, sides: set[str], told: set[str]) -> str:
        """The name of a body in full; one behind its county needs no more places than other pairs give (乙省丙市|甲县医院)."""
        placed = any(m.type == "organization" and m.parts and m.parts[0].type == "place" for m in self._context.told if m.text == side)
        return in_full(side, sides | {name for name in told if not (placed and name.endswith(side))})

    def _plausible(self, a: PlaceRef | str, b: PlaceRef | str) -> bool:
        """Whether two sides can be a pair: no place is one with what it lies in, a town with its own county neither."""
        if isinstance(a, str) or isinstance(b, str):
            return True
        return not (self._lies_in(a, b) or self._lies_in(b, a))

    def _lies_in(self, place: PlaceRef, other: PlaceRef) -> bool:
        county = place if place.code else self._context.locations.county_named(place.name)
        if county is None or other.code is None:
            return False
        return other.code in self._context.ancestors(county) or (county is not place and county.code == other.code)

    def _since(self, match: Match) -> str | None:
        mention = next(iter(match.roles.get("date", ())), None) or self._since_before(match)
        when = self._context.dates.get(mention.start) if mention else self._opening(match.start)
        return when.start if when else None

    def _since_before(self, match: Match) -> Mention | None:
        """The date right before a match, led by 自 or 从: 据悉，自|2002年|甲区与乙县建立结对关系以来."""
        before = next(iter(self._context.before(match.start, match.start - _LEADING)), None)
        dated = before is not None and before.type == "date" and before.end == match.start
        return before if before and dated and self._context.text.endswith(("自", "从"), 0, before.start) else None

    def _opening(self, at: int) -> When | None:
        """The year with which the sentence of an offset begins: 1996年，…甲与乙确立对口协作关系."""
        start = start_of(self._context.text, at)
        led = next((len(w) for w in _SINCE if self._context.text.startswith(w, start)), 0)  # 自|1992年…以来，甲市对口支援乙县
        first = next(iter(self._context.of_type("date", start, start + 1 + led)), None)
        when = self._context.dates.get(first.start) if first else None
        return when if when and when.precision is Precision.YEAR else None

    def _until(self, match: Match) -> str | None:
        """When the page says that a tie is over: its own day where the sentence names none."""
        if "until" not in match.sets:
            return None
        when = self._opening(match.start)
        return when.start if when else self._context.source.published

    def _add(self, pair: Pair) -> None:
        """Takes in a pair, or adds what it says to one of the same two sides that is known."""
        names = frozenset((side_name(pair.a), side_name(pair.b)))
        inferred = any(c.field == "" and c.basis is Basis.INFERRED for c in pair.claims)
        for index, known in enumerate(self.found):
            if frozenset((side_name(known.a), side_name(known.b))) == names and (
                compatible(known.programme, pair.programme) or self._auspices.own in (known.programme, pair.programme) or inferred
            ):
                self.found[index] = joined(known, pair, None if self._auspices.names_own(known) else self._auspices.own)
                return
        self.found.append(pair)

    def _aside(self, start: int) -> bool:
        return self._context.kind_at(start) is BlockKind.BACKGROUND


def _within_province(a: PlaceRef | str, b: PlaceRef | str, stated: Programme | None) -> bool:
    """Whether a sentence names a programme between provinces beside two of one: 甲、乙两县拿出东西部协作资金 they had from another."""
    between = stated is not None and stated.family is Family.EAST_WEST
    return between and provinces(a) == provinces(b) and provinces(a) != ""


def _side_claim(field: str, mention: Mention | None, match: Match, basis: Basis) -> Claim:
    start, end = (mention.start, mention.end) if mention else (match.start, match.end)
    return Claim(field=field, start=start, end=end, rule=match.rule, basis=basis)
