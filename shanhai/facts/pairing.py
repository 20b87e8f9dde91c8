"""Pairings (结对): sides named by a sentence, by the name of a joint meeting, or by the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from shanhai.knowledge import programmes, words
from shanhai.model import Basis, BlockKind, Mention, Page, PartKind, PlaceRef, Programme, Relation
from shanhai.model.struct import Value
from shanhai.restore import Alignment

from .context import Context
from .draft import Draft
from .evidence import Claim
from .location import flatten
from .rulebook import Match

_JOINT = re.compile(r"[—－\-–·]+|、|与|和")
_DASH = re.compile(r"\s*(?:—{1,2}|－{1,2}|-{1,2})\s*")
_LISTED = re.compile(r"[\s\d、.．；。，（）()①-⑳▲●·]*")
_RELATIONS = (
    (re.compile("对口支援"), Relation.SUPPORT),
    (re.compile("对口合作"), Relation.COOPERATION),
    (re.compile("帮扶"), Relation.ASSISTANCE),
    (re.compile("协作"), Relation.COLLABORATION),
)


class Pair(Value, frozen=True, kw_only=True):
    """Two sides with what the page says of their tie."""

    a: PlaceRef | str
    b: PlaceRef | str
    programme: Programme | None
    relation: Relation | None
    since: str | None
    background: bool
    claims: tuple[Claim, ...]


class Pairings:
    """Builds the pairings of one page."""

    def __init__(self, context: Context, programme: Programme | None) -> None:
        self._context = context
        self._programme = programme
        self.found: list[Pair] = []

    def take(self, match: Match) -> None:
        """Takes in a match: every a with every b; a side that the sentence leaves out is the page's own place."""
        if match.opened and self._context.within_name(match.start, match.end):
            return  # 甲市对口支援乙州特色产业园: what a name implies, the page does not state
        lefts: list[tuple[PlaceRef | str, Mention | None]] = [(s, m) for m in match.roles.get("a", ()) for s in self._sides(m)]
        rights: list[tuple[PlaceRef | str, Mention | None]] = [(s, m) for m in match.roles.get("b", ()) for s in self._sides(m)]
        basis = Basis.STATED
        if not rights and len(lefts) == 2:
            lefts, rights = lefts[:1], lefts[1:]
        if not lefts:
            own = self._context.home.main()
            lefts, basis = ([(own, None)] if own else []), Basis.INFERRED
        stated = self._programme_in(match)
        said = self._context.text[match.start : match.end]
        for (a, left), (b, right) in _dealt(lefts, rights, severally="分别" in said):
            if side_name(a) != side_name(b) and self._plausible(a, b):
                claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule)]
                claims += [_side_claim("a", left, match, basis), _side_claim("b", right, match, Basis.STATED)]
                self._add(a, b, stated or self._by_words(said), _relation(said), self._since(match), claims, match.start)

    def from_meetings(self) -> None:
        """甲区—乙县山海协作联席会议: a joint meeting under a programme is held by a pair."""
        for mention in self._context.story:
            if mention.type != "meeting":
                continue
            places = [m for m in flatten(mention.parts) if m.type in ("place", "zone")]
            for left, right in pairwise(places):
                if not _JOINT.fullmatch(self._context.text[left.end : right.start]):
                    continue
                for stated in _programmes_in(mention):
                    self._pair(left, right, Programme(stated=stated, family=programmes.family(stated)), mention, "pairing.from-meeting")

    def from_programmes(self, drafts: Sequence[Draft]) -> None:
        """闽宁协作 with a visit between 福建 and 宁夏: the programme's own sides are a pair."""
        sides = {frozenset((d.visitor_place.code, d.host_place.code)) for d in drafts if d.visitor_place and d.host_place}
        provincial = {frozenset(c[:2] for c in pair if c) for pair in sides}
        for mention in self._context.story:
            if mention.type != "programme" or len(mention.parts) != 2:
                continue
            refs = [ref for p in mention.parts for ref in self._context.places_of(p)]
            if len(refs) != 2:
                continue
            ends = frozenset(ref.code for ref in refs)
            provinces = frozenset((ref.code or "")[:2] for ref in refs)
            if ends in sides or (provinces in provincial and self._provincial(drafts)):
                self._pair(
                    *mention.parts,
                    Programme(stated=mention.text, family=programmes.family(mention.text)),
                    mention,
                    "pairing.from-programme",
                )

    def _provincial(self, drafts: Sequence[Draft]) -> bool:
        return any(d.visitor_place and d.visitor_place.code and d.visitor_place.code.endswith("0000") for d in drafts)

    def from_tables(self, page: Page, restored_alignment: Alignment) -> None:
        """A table with a place heading each column and a place in each cell pairs the cells of a row."""
        for rows in _tables(page):
            cells = [[self._cell(restored_alignment, span) for span in row] for row in rows]
            width = min(map(len, cells), default=0)
            full = [c for c in range(width) if sum(row[c] is not None for row in cells[1:]) * 2 > len(cells) - 1]
            if len(full) < 2 or not self._pairs_rows(rows[0], restored_alignment, cells[0]):
                continue
            for row in cells[1:]:
                left, right = row[full[0]], row[full[-1]]
                if left and right:
                    self._pair(left, right, self._programme, None, "pairing.table-row")

    def from_lists(self) -> None:
        """甲区——乙县；on lines of their own, on a page that speaks of pairs: each line is a pair."""
        text = self._context.text
        if not any(w in text for w in words.words("结对表头")):
            return
        places = [m for m in self._context.story if m.type in ("place", "zone")]
        for left, right in pairwise(places):
            if not _DASH.fullmatch(text, left.end, right.start):
                continue
            start, end = self._context.paragraph(left.start)
            if right.end <= end and _LISTED.fullmatch(text, start, left.start) and _LISTED.fullmatch(text, right.end, end):
                self._pair(left, right, self._programme, None, "pairing.listed")

    def _pairs_rows(self, head: Sequence[tuple[int, int]], alignment: Alignment, places: Sequence[Mention | None]) -> bool:
        """Whether a table's head says that its rows are pairs: it says so in words (结对县), or two columns are headed by places."""
        start, end = alignment.restored_span(head[0][0], head[-1][1])
        told = any(w in self._context.text[start:end] for w in words.words("结对表头"))
        return told or sum(p is not None for p in places) >= 2

    # ---------------------------------------------------------------------------------------------------------------------

    def _cell(self, alignment: Alignment, span: tuple[int, int]) -> Mention | None:
        start, end = alignment.restored_span(*span)
        inside = [m for m in self._context.mentions if start <= m.start and m.end <= end and m.type in ("place", "zone")]
        return inside[0] if len(inside) == 1 and inside[0].end - inside[0].start == len(self._context.text[start:end].strip()) else None

    def _pair(self, left: Mention, right: Mention, programme: Programme | None, whole: Mention | None, rule: str) -> None:
        for a in self._context.places_of(left):
            for b in self._context.places_of(right):
                if a.name != b.name:
                    start, end = (whole.start, whole.end) if whole else (left.start, right.end)
                    basis = Basis.INFERRED if whole else Basis.STATED
                    claims = [
                        Claim(field="", start=start, end=end, rule=rule, basis=basis),
                        Claim(field="a", start=left.start, end=left.end, rule=rule),
                        Claim(field="b", start=right.start, end=right.end, rule=rule),
                    ]
                    self._add(a, b, programme, None, None, claims, start)

    def _sides(self, mention: Mention) -> Iterator[PlaceRef | str]:
        if mention.type in ("place", "zone", "deixis"):
            yield from self._context.places_of(mention)
        elif mention.type in ("region", "organization", "site"):
            last = max((p.end for p in mention.parts if p.type == "place"), default=mention.start)
            yield mention.text[last - mention.start :] if mention.text.endswith("村") and last < mention.end else mention.text

    def _plausible(self, a: PlaceRef | str, b: PlaceRef | str) -> bool:
        if isinstance(a, str) or isinstance(b, str):
            return True
        return not (a.code and b.code and (a.code in self._context.ancestors(b) or b.code in self._context.ancestors(a)))

    def _programme_in(self, match: Match) -> Programme | None:
        mention = next(iter(match.roles.get("programme", ())), None)
        text = mention.text if mention else match.sets.get("programme")
        return Programme(stated=text, family=programmes.family(text)) if text and programmes.family(text) else None

    def _by_words(self, said: str) -> Programme | None:
        """对口支援甲州 names its programme itself; otherwise it is the page's."""
        for word in words.words("对口"):
            if word in said and programmes.family(word):
                return Programme(stated=word, family=programmes.family(word))
        return self._programme

    def _since(self, match: Match) -> str | None:
        mention = next(iter(match.roles.get("date", ())), None)
        when = self._context.dates.get(mention.start) if mention else None
        return when.start if when else None

    def _add(
        self,
        a: PlaceRef | str,
        b: PlaceRef | str,
        programme: Programme | None,
        relation: Relation | None,
        since: str | None,
        claims: Iterable[Claim],
        start: int,
    ) -> None:
        names = frozenset((side_name(a), side_name(b)))
        claims = tuple(claims)
        inferred = any(c.field == "" and c.basis is Basis.INFERRED for c in claims)
        background = self._context.kind_at(start) is BlockKind.BACKGROUND
        for index, known in enumerate(self.found):
            if frozenset((side_name(known.a), side_name(known.b))) == names and (
                _compatible(known.programme, programme) or self._programme in (known.programme, programme) or inferred
            ):
                told = programme if known.programme in (None, self._programme) and programme else known.programme
                self.found[index] = Pair(
                    a=known.a,
                    b=known.b,
                    programme=told,
                    relation=known.relation or relation,
                    since=known.since or since,
                    background=known.background and background,
                    claims=(*known.claims, *claims),
                )
                return
        self.found.append(Pair(a=a, b=b, programme=programme, relation=relation, since=since, background=background, claims=tuple(claims)))


_Side = tuple[PlaceRef | str, Mention | None]


def _dealt(lefts: Sequence[_Side], rights: Sequence[_Side], *, severally: bool) -> Iterator[tuple[_Side, _Side]]:
    """Each a with each b; 甲与乙、丙与丁结对 and 甲、丙分别与乙、丁结对 pair them in turn."""
    ordered = sorted((m.start, side) for side, found in (("a", lefts), ("b", rights)) for _, m in found if m)
    sides = "".join(side for _, side in ordered)
    if len(lefts) == len(rights) > 1 and (sides == "ab" * len(lefts) or severally):
        yield from zip(lefts, rights, strict=True)
        return
    for left in lefts:
        for right in rights:
            yield left, right


def _programmes_in(mention: Mention) -> list[str]:
    """The programmes in the name of a joint meeting, one of each family (东西部协作和对口合作联席会议 is held under two)."""
    named = [m.text for m in flatten(mention.parts) if m.type == "programme"]
    named += [w for w in words.words("联席") if w in mention.text and not any(w in n for n in named)]
    return list({programmes.family(n) or n: n for n in reversed(named)}.values())[::-1]


def _compatible(a: Programme | None, b: Programme | None) -> bool:
    return a is None or b is None or a.stated == b.stated or (a.family is not None and a.family == b.family)


def side_name(side: PlaceRef | str) -> str:
    """The name of one side of a pairing."""
    return side if isinstance(side, str) else side.name


def _relation(words: str) -> Relation:
    return next((relation for expression, relation in _RELATIONS if expression.search(words)), Relation.PAIRED)


def _side_claim(field: str, mention: Mention | None, match: Match, basis: Basis) -> Claim:
    start, end = (mention.start, mention.end) if mention else (match.start, match.end)
    return Claim(field=field, start=start, end=end, rule=match.rule, basis=basis)


def _tables(page: Page) -> list[list[list[tuple[int, int]]]]:
    """The cells of each table by row and column, as spans of the published text."""
    tables: dict[int, dict[int, dict[int, tuple[int, int]]]] = {}
    for part in page.parts:
        if part.kind is PartKind.CELL and part.table is not None and part.row is not None and part.column is not None:
            tables.setdefault(part.table, {}).setdefault(part.row, {})[part.column] = (part.start, part.end)
    return [[[row[c] for c in sorted(row)] for _, row in sorted(rows.items())] for _, rows in sorted(tables.items())]
