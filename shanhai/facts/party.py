"""The parties of a signing: who the sentence says signs, and where it says only 双方, whom that means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef

from . import brand
from .context import Context
from .home import fits, means_both, wanted_level
from .initials import both_called
from .location import flatten, related
from .nameless import LEVELS
from .organizations import COMMITTEES, full_name
from .rulebook import Match
from .stretch import clause, sentence

_PARTIES = brand.PARTIES
_PEOPLE = ("official", "person", "post")
_GOVERNMENT = words.words("政府")  # 双方政府, 两地企业: both sides'
_CLOSE = re.compile(
    rf"(?:{words.alternation('县市')}|(?:相关|有关)(?:部门|单位)(?:主要)?(?:负责人|负责同志|领导)?)?"
    rf"(?:等[两三四五六七八九十多各]方|等(?:[\d一二两三四五六七八九十百余多]*[个家所][\u4e00-\u9fff]{{0,4}}?(?:和[\u4e00-\u9fff]{{2,4}}?)?)?)?"
    rf"(?:(?:还|又|也)?在[^，。；]{{2,24}}(?:方面|领域))?(?:双方|共|代表|{words.alternation('当场')}){{0,2}}"
)
_FOR_SIDES = re.compile(r"等?(?:分别)?(?:代表)?\Z")  # 甲、乙、丙|三方, 甲镇镇长和乙镇镇长代表|双方
_SIDES = "方"
_FOR_BOTH, _SIGN_ON = "agreement.for-both", "agreement.sign-on"
_JOINT = re.compile(r"[也还]?(?:[与和同跟、]|以及)")
_EACH_WITH = re.compile(r"分别(?:与|和|同|跟)\Z")
_WITH, _NEXT = re.compile(r"[与和同跟]"), re.compile(r"[、，；]")  # 甲|与|乙|、|丙|与|丁
_OBJECT = re.compile(r"[来赴到至抵往在]\Z")  # 来甲县，与乙县签订…, 在甲县签订…: where they came or sit, not who signs
_SEVERALLY_ENDS = re.compile(rf"，?(?:{words.alternation('双双')})\Z")
_SEVERALLY = re.compile(rf"，?(?:{words.alternation('双双')})")
_SIDE = 8  # characters of a place and the mark before the other
_SHORTLY = 160  # characters before a sentence in which those are told to meet who sign in it
_MEET_HERE = re.compile(rf"(?:在[^，。；]{{2,24}}?)?(?:隆重|{words.alternation('当场')})?(?:{words.alternation('举办')})")
_TWO_LEVELS = 3  # characters of 两省区
_BOTH = 2  # characters of 双方, 两地
_MEETS = re.compile(r"[就在于双座会进开召举签结缔，]")  # behind a whole name, and not inside a longer one
_GOES_ON_WITH = ("，与", "，和", "；与", "，同", "，并与", "，还与", "，并和")
# 甲局|就劳务工作与|乙局签订
_ABOUT_JOINT = re.compile(rf"(?:{words.alternation('围绕')})[^，。；]{{2,24}}?(?:{words.alternation('当场')})?[与和同]")
_ABOUT = words.any_of("围绕")
_EACH_JOINT = re.compile(r"(?:分别|双双|先后)[与和同跟]")
_SCENE = re.compile(r"[上后中]，")  # 仪式上，|甲局与乙公司
_SCENE_ENDS = re.compile(r"[还又也]?在[^，。；：与和同跟在]{0,24}\Z")  # 甲县、乙区|在丙镇|签署
_OPENS = ("", "，", "。", "；", "：", "！", "\n", "“", "　")  # what stands before a subject
_BETWEEN = re.compile(r"[·•—－\-–与和同、？?]{1,2}[\u4e00-\u9fff]{0,4}")  # 《甲市与乙市…协议》


class Parties:
    """Reads who signs on one page."""

    def __init__(self, context: Context, sides: tuple[PlaceRef, ...] = ()) -> None:
        self._context = context
        self._sides = sides

    def of(self, match: Match, *, substance: bool) -> tuple[Mention, ...]:
        """Who signs what a match tells: named beside the verb, else in the title of the paper, else both sides of whom the sentence speaks.

        `substance`: the match says what is signed, not only that it is.
        """
        told = match.roles.get("parties", ())
        acting = self._office if match.rule == _FOR_BOTH else self._acting
        stated = tuple(m for party in told if not self._reached(party) for m in self._bodies(party) or acting(party))
        if len(stated) == 1 and (other := self._alone(match.start)):
            return tuple(dict.fromkeys((*other, *stated)))
        first = self._with_others(stated[0]) or (self._elided(stated[0]) if len(stated) == 1 else None) if stated else None
        if first is None and len(stated) == 1 and stated[0].type != "deixis":
            first = brand.before(self._context, stated[0])
        if first is not None and first not in stated:
            stated = (first, *stated)
        if len(stated) > _BOTH and match.rule != _SIGN_ON and self._cut(stated[0]):
            return ()
        people = any(party.type in _PEOPLE for party in told)
        if people and (bodies := self._entitled(match)):
            return bodies
        if len(stated) > 1 or (stated and not people):
            return stated
        both = self._both(match) if substance else ()
        before = tuple(m for standing in self._before(match.start) for m in self._bodies(standing) or (standing,))
        if (said := _SEVERALLY_ENDS.search(self._context.text, max(0, match.start - 4), match.start)) and (
            rounds := self._rounds(said.start())
        ):
            return tuple(m for each in rounds for m in each)
        found = (
            (before if any(self.called((party,)) for party in before) else ())
            or self._titled(match)
            or stated
            or both
            or self._alone(match.start)
            or (self._subject(match) if substance else ())
        )
        behind = brand.behind(self._context, found[0], match) if len(found) == 1 else None
        return (*found, behind) if behind is not None else found

    def called(self, parties: Sequence[Mention]) -> tuple[str, ...]:
        """The names of parties, none twice."""
        return tuple(dict.fromkeys(name for mention in parties for name in self._names(mention)))

    def groups(self, parties: Sequence[Mention]) -> Iterator[tuple[str, ...]]:
        """甲、乙分别与丙, 甲与乙、丙与丁: those who sign each paper, where the page says that there are several."""
        if parties and (rounds := self._rounds(parties[-1].end)):
            yield from (self.called(each) for each in rounds)
            return
        text, names = self._context.text, [tuple(self._names(m)) for m in parties]
        gaps = [text[a.end : b.start] for a, b in pairwise(parties)]
        each = next((i for i, gap in enumerate(gaps) if _EACH_WITH.search(gap)), None)
        if each is not None:
            before, after = names[: each + 1], names[each + 1 :]
            if len(before) == len(after) or 1 in (len(before), len(after)):
                wide = max(len(before), len(after))
                pairs = zip(before * (wide // len(before)), after * (wide // len(after)), strict=True)
                yield from ((*a, *b) for a, b in pairs) if wide > 1 else ()
        elif (
            len(gaps) > 1 and _WITH.fullmatch(gaps[0]) and all(gap == "、" for gap in gaps[1:]) and _SEVERALLY.match(text, parties[-1].end)
        ):
            yield from ((*names[0], *name) for name in names[1:])  # 甲与乙、丙|分别
        elif len(gaps) > 1 and all((_WITH if i % 2 == 0 else _NEXT).fullmatch(gap) for i, gap in enumerate(gaps)) and len(gaps) % 2:
            yield from ((*names[i], *names[i + 1]) for i in range(0, len(names), 2))

    def _rounds(self, end: int) -> list[tuple[Mention, ...]]:
        """甲区与乙乡、丙乡，丁镇与戊镇|，分别签订…: those of each clause, where several clauses name nothing but two sides."""
        begin, _ = sentence(self._context.text, end, end)
        if not _SEVERALLY.match(self._context.text, end):
            return []
        found: list[tuple[Mention, ...]] = []
        while begin < end:
            first = max(self._context.text.rfind(mark, begin, end) for mark in "，；：") + 1 or begin
            sides = [m for m in self._context.before(end, first) if m.type in _PARTIES and m.end <= end][::-1]
            gaps = [self._context.text[a.end : b.start] for a, b in pairwise(sides)]
            whole = bool(sides) and sides[0].start == first and sides[-1].end == end and all(_JOINT.fullmatch(gap) for gap in gaps)
            if not whole or not any(_WITH.fullmatch(gap) for gap in gaps):
                break
            found.append(tuple(sides))
            end = first - 1
        return found[::-1] if len(found) > 1 else []

    def _with_others(self, party: Mention) -> Mention | None:
        """甲市政府分别与|乙公司、丙公司签订…: who signs with those that stand right before the verb."""
        begin, _ = sentence(self._context.text, party.start, party.end)
        for number, before in enumerate(m for m in self._context.before(party.start, begin) if m.type in _PARTIES):
            joint = self._context.text[before.end : party.start]
            near = number == 0 and (_EACH_JOINT.fullmatch(joint) or joint in words.words("携手"))
            if near or _ABOUT_JOINT.fullmatch(joint):
                return before
        return None

    def _standing(self, sides: Mention) -> tuple[Mention, ...]:
        """甲、乙、丙|三方, 甲镇镇长李四和乙镇镇长王五代表|双方: those joined right before the word for sides."""
        found: list[Mention] = []
        begin, _ = sentence(self._context.text, sides.start, sides.end)
        for mention in self._context.before(sides.start, begin):
            gap = self._context.text[mention.end : found[-1].start if found else sides.start]
            if mention.type not in (*_PARTIES, "official") or not (_JOINT if found else _FOR_SIDES).fullmatch(gap):
                break
            found.append(mention)
        acting = [m for mention in reversed(found) for m in self._office(mention)]
        return tuple(acting) if len(acting) > 1 else ()

    def _office(self, mention: Mention) -> tuple[Mention, ...]:
        """The last body or place for which an official stands (甲区乙镇|党委书记); of a committee or a government its place."""
        if mention.type != "official":
            return (mention,) if mention.type != "deixis" else ()
        held = next((p for p in reversed(mention.parts) if p.type in _PARTIES), None)
        seat = held is not None and held.value in COMMITTEES
        places = [p for p in flatten((held,)) if p.type == "place"] if held is not None and seat else []
        return (places[-1] if places else held,) if held is not None else ()

    def _at(self, body: Mention, begin: int) -> bool:
        return self._context.text[body.start - 1 : body.start] == "在" and body.start - 1 == begin

    def _elided(self, party: Mention) -> Mention | None:
        """甲县与乙公司签订…，与|丙公司签订…: who signed with another before in the sentence."""
        if not self._context.text.endswith(_GOES_ON_WITH, 0, party.start):
            return None
        begin, _ = sentence(self._context.text, party.start, party.end)
        found = [m for m in self._context.before(party.start, begin) if m.type in _PARTIES][::-1]
        pairs = ((a, b) for a, b in pairwise(found) if _WITH.fullmatch(self._context.text, a.end, b.start))
        return next((a for a, _ in pairs), None) or self._led(begin, party.start)

    def _led(self, begin: int, end: int) -> Mention | None:
        """甲局副局长李四带队到乙市，并与|丙局签订…: the office of the one who leads them."""
        first = next((m for m in [*self._context.before(end, begin)][::-1] if m.type != "date"), None)
        if first is not None and first.start == begin and first.type in ("place", "zone", "organization"):
            return first  # 甲市将…纳入储备，|与乙市签订
        held = first.parts if first is not None and first.type == "official" else ()
        return next((p for p in held if p.type == "organization"), None)

    def _bodies(self, party: Mention) -> tuple[Mention, ...]:
        """甲农庄与乙集团牵手，|双方签订…: two bodies of the sentence stand for 双方, and not the two places of the page."""
        if party.type != "deixis" or not (means_both(party.text) or party.text.endswith(_SIDES)):
            return ()
        if standing := self._standing(party):
            return standing
        if not means_both(party.text):
            return ()
        begin, _ = sentence(self._context.text, party.start, party.end)
        found = [m for m in self._context.before(party.start, begin) if m.type in ("organization", "site")][::-1]
        if found and self._context.text.startswith("，", found[-1].end) and found[-1].end + 1 == party.start and self._at(found[-1], begin):
            return (found[-1],)  # 在甲大学，双方签订…: one of the two
        pairs = ((a, b) for a, b in pairwise(found) if _WITH.fullmatch(self._context.text, a.end, b.start))
        return next(pairs, None) or self._hosts(begin)

    def _hosts(self, offset: int) -> tuple[Mention, ...]:
        """甲局与乙局共同举行签约仪式。…|双方代表签署: two bodies of places that lie apart, who were told shortly before to meet."""
        found = [m for m in self._context.before(offset, max(0, offset - _SHORTLY)) if m.type in ("organization", "site")][::-1]
        for a, b in pairwise(found):
            joined = _WITH.fullmatch(self._context.text, a.end, b.start) and _MEET_HERE.match(self._context.text, b.end)
            if joined and self._lie_apart(a, b) and self._context.text[offset - 1 : offset] != "”":
                return a, b
        return ()

    def _lie_apart(self, a: Mention, b: Mention) -> bool:
        """Whether two bodies are of places that lie apart."""
        left, right = (next((ref for p in flatten((m,)) for ref in self._context.places_of(p)), None) for m in (a, b))
        return left is not None and right is not None and not related(left, right)

    def _acting(self, party: Mention) -> Iterator[Mention]:
        """For whom somebody signs: an official for his place or office, 双方代表 for both; 双方政府 are both sides."""
        if party.type in _PEOPLE:
            yield from (p for p in party.parts if p.type in _PARTIES)
        elif (
            party.type == "organization"
            and any(p.type == "deixis" and means_both(p.text) for p in party.parts)
            and party.parts[0].type == "place"
        ):
            named = [m for m in self._context.before(party.start, party.start - _SIDE) if m.type == "place"][:1]  # 甲、|乙两地政府
            yield from (*named, party.parts[0])
        elif party.type == "organization":
            both = [m for m in self._context.before(party.start, party.start - _TWO_LEVELS) if m.type == "deixis" and m.end == party.start]
            yield from both or (() if party.text in _GOVERNMENT else (party,))
        else:
            yield party

    def _before(self, offset: int) -> tuple[Mention, ...]:
        """甲公司和乙政府|签订…: those who stand joined right before the signing."""
        found: list[Mention] = []
        begin, _ = sentence(self._context.text, offset, offset)
        scene = _SCENE_ENDS.search(self._context.text, begin, offset)
        offset = scene.start() if scene else offset
        for standing in self._context.before(offset, begin):
            mention = self._sent(standing) if standing.type == "post" else standing
            if mention.type not in _PARTIES:
                continue
            gap = self._context.text[standing.end : found[-1].start if found else offset]
            if not ((_JOINT.fullmatch(gap) or _EACH_JOINT.fullmatch(gap)) if found else _CLOSE.fullmatch(gap)):
                break
            found.append(mention)
        return tuple(reversed(found)) if len(found) > 1 or (found and found[0].type == "deixis") else ()

    def _sent(self, post: Mention) -> Mention:
        """双方|代表, 甲局|负责人: for whom somebody without a name signs."""
        both = next((p for p in post.parts if p.type == "deixis"), None)
        return both or next((p for p in post.parts if p.type in _PARTIES), post)

    def _subject(self, match: Match) -> tuple[Mention, ...]:
        """甲局与乙公司|就…座谈，签订了…; 甲、乙分别与丙签订…: those with whom the sentence begins, where it names no others behind."""
        begin, _ = sentence(self._context.text, match.start, match.start)
        begin = max((hit.end() for hit in _SCENE.finditer(self._context.text, begin, match.start)), default=begin)
        found = [m for m in self._context.before(match.start, begin) if m.type in _PARTIES and not self._scene_of(m)][::-1]
        if found and found[0].start == begin and (named := brand.met(self._context, found[0], found[1:2])) is not None:
            found[1:2] = [named]
        if len(found) < 2 or not all(self._joined(a, b) for a, b in pairwise(found)):
            return ()
        leads = found[0].start == begin
        meets = found[-1].end == match.start or _MEETS.match(self._context.text, found[-1].end)
        both = any(_WITH.search(self._context.text, a.end, b.start) for a, b in pairwise(found)) or self._apart(found)
        return tuple(found) if leads and meets and both else ()

    def _scene_of(self, mention: Mention) -> bool:
        """甲县、乙县在|丙镇|召开会议，签署…: whether a place is only where they meet."""
        return mention.type in ("place", "zone") and self._context.text[mention.start - 1 : mention.start] == "在"

    def _apart(self, sides: Sequence[Mention]) -> bool:
        """甲县、乙区|在丙召开协作会，签署…: whether two, and no more, are places that lie apart."""
        refs = [ref for m in sides if m.type in ("place", "zone") for ref in self._context.places_of(m)[:1]]
        return len(sides) == len(refs) == _BOTH and not related(*refs)

    def _joined(self, a: Mention, b: Mention) -> bool:
        return bool(_JOINT.fullmatch(self._context.text, a.end, b.start) or _EACH_JOINT.fullmatch(self._context.text, a.end, b.start))

    def _titled(self, match: Match) -> tuple[Mention, ...]:
        """The two places in the title of the paper."""
        return next(filter(None, map(self.titled, match.roles.get("name", ()))), ())

    def _entitled(self, match: Match) -> tuple[Mention, ...]:
        """李四和王五签订|甲县政府和乙市卫健委|合作协议: two bodies, joined, with which the name of a paper begins."""
        for paper in match.roles.get("name", ()):
            bodies = [m for m in self._context.of_type("organization", paper.start, paper.end) if m.end <= paper.end][:_BOTH]
            joined = len(bodies) == _BOTH and _WITH.fullmatch(self._context.text, bodies[0].end, bodies[1].start)
            if joined and bodies[0].start == paper.start:
                return tuple(bodies)
        return ()

    def titled(self, paper: Mention) -> tuple[Mention, ...]:
        """《甲市与乙市深化合作协议》, 《鲁甘劳务协作协议》: two places that lie apart, joined in a paper's title."""
        inside = [p for p in flatten(paper.parts) if p.type in ("place", "zone") and self._context.places_of(p)]
        for a, b in pairwise(inside):
            apart = not related(self._context.places_of(a)[0], self._context.places_of(b)[0])
            if apart and (a.end == b.start or _BETWEEN.fullmatch(self._context.text, a.end, b.start)):
                return a, b
        return ()

    def _alone(self, offset: int) -> tuple[Mention, ...]:
        """甲公司|与11个受援地签订…: who signs with others of whom only the number or the kind is told."""
        start, _ = clause(self._context.text, offset, offset)
        first = next((m for type_ in ("organization", "site") for m in self._context.of_type(type_, start, start + 1)), None)
        joint = _JOINT.match(self._context.text, first.end, offset) if first is not None and first.start == start else None
        if first is None or joint is None:
            return ()
        other = next((m for type_ in _PARTIES for m in self._context.of_type(type_, joint.end(), joint.end() + 1)), None)
        meets = other is not None and other.end < offset and _ABOUT.match(self._context.text, other.end)
        return (first, other) if other is not None and meets else (first,)

    def _both(self, match: Match) -> tuple[Mention, ...]:
        """双方就…交流并签订…: the two sides that the sentence begins with or speaks of last."""
        begin, _ = sentence(self._context.text, match.start, match.start)
        for mention in self._context.before(match.end, begin):
            if mention.type in ("organization", "official", "person", "site") and mention.end <= match.start:
                return ()  # others are told of between
            subject = mention.start >= match.start or self._context.text[mention.start - 1 : mention.start] in _OPENS
            meant = mention.type == "deixis" and means_both(mention.text) and (self._meeting(mention) or self._context.places_of(mention))
            if meant and subject:
                return self._bodies(mention) or (mention,)
        return ()

    def _cut(self, first: Mention) -> bool:
        """某园与|丙、丁与戊分别签署: whether a list of parties begins behind a joint and one that nobody knows."""
        before = next(self._context.before(first.start), None)
        known = before is not None and before.end == first.start - 1
        return self._context.text[first.start - 1 : first.start] in tuple("与和同") and not known

    def _reached(self, party: Mention) -> bool:
        """来|甲县，与乙县签订…: whether a place is where somebody came to sign."""
        return party.type in ("place", "zone", "deixis") and bool(_OBJECT.search(self._context.text, max(0, party.start - 1), party.start))

    def _meeting(self, party: Mention) -> tuple[PlaceRef, ...]:
        """鲁渝双方 by their characters; 两地部门: on a page of one visit its two sides, where the sentence names no two others before."""
        if party.type != "deixis" or not means_both(party.text):
            return ()
        if called := both_called(self._context, self._context.text[max(0, party.start - 2) : party.start]):
            return called
        level = wanted_level(party.text)
        begin, _ = sentence(self._context.text, party.start, party.end)
        named = [ref for m in self._context.before(party.start, begin) for p in flatten((m,)) for ref in self._context.places_of(p)]
        others = any(not related(a, b) for a, b in combinations(dict.fromkeys(named), 2))
        return () if others or not all(fits(side, level) for side in self._sides) else self._sides

    def _that(self, party: Mention) -> str | None:
        """甲市人社局获悉，|该局与…签署: the body told last of which that is said."""
        kind = party.text.removeprefix("该")
        if kind == party.text or party.type != "organization":
            return None
        told = (m for m in self._context.before(party.start, self._context.paragraph(party.start)[0]) if m.type == "organization")
        return next((full_name(self._context, m) or m.text for m in told if m.text.endswith(kind) and len(m.text) > len(kind) + 1), None)

    def _names(self, party: Mention) -> Iterator[str]:
        """A party by its name; a place by the name of the division, 双方 by those whom it stands for."""
        refs = self._meeting(party) or self._context.places_of(party)
        own = full_name(self._context, party) if party.type == "organization" and party.text.startswith(LEVELS) else None
        own = own or self._that(party)
        nobody = not refs and party.type == "deixis" and (means_both(party.text) or party.text.endswith(_SIDES))
        yield from (ref.name for ref in refs) if refs else () if nobody else (own or party.text,)
