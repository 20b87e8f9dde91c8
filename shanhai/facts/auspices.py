"""Under which programme a pair stands: that of its own words, of its sentence, of its two provinces, else of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec.structs import replace

from shanhai.knowledge import pairings, programmes, words
from shanhai.model import Mention, PlaceRef, Programme

from .context import Context
from .pair import Pair
from .rulebook import Match
from .sign import programme_of, provinces
from .stretch import clause as clause_around
from .stretch import sentence as sentence_around

_ACCORDING_REACH = 10  # characters before a programme


class Auspices:
    """The programmes of the pairs of one page, of which it speaks most of its `own`."""

    def __init__(self, context: Context, own: Programme | None) -> None:
        self._context = context
        self.own = own

    @property
    def told(self) -> bool:
        """Whether the page speaks of any tie at all, by a programme's name or by 对口帮扶 or 友好城市."""
        return self.own is not None or self._told_once is not None

    def told_in(self, match: Match) -> Programme | None:
        """The programme that a rule took from its sentence."""
        mention = next(iter(match.roles.get("programme", ())), None)
        text = mention.text if mention else match.sets.get("programme")
        if not text or not (programmes.family(text) or text in words.words("联席")):
            return None
        return programme_of(text)

    def around(self, said: str, start: int) -> Programme | None:
        """That of the paper that is signed (《携手奔小康行动协议》); else 对口支援甲州 names it itself.

        Otherwise it is that by which its sentence goes (根据南北挂钩部署), else the page's.
        """
        signed = (p for m in self._context.of_type("document", start, start + len(said)) for p in m.parts if p.type == "programme")
        if (named := next(signed, None)) is not None:
            return programme_of(named.text)
        told = [word for word in words.words("对口") if word in said]
        body = self.own is not None and self._context.within_name(start, start + len(said), ("organization",))
        for word in told if not body else ():  # 甲市对口支援乙市工作组 is called so under whatever programme
            if programmes.family(word):
                return programme_of(word)
        sentence, stop = sentence_around(self._context.text, start, start + len(said))
        for mention in self._context.of_type("programme", sentence, start):
            if words.any_of("根据").search(self._context.text, max(sentence, mention.start - _ACCORDING_REACH), mention.start):
                return programme_of(mention.text)
        own = self.own
        around = self._context.text[sentence:stop]
        if own is not None and own.stated in around:
            return own
        told = told or [word for word in words.words("对口") if word in around and word in words.words("联席")]
        if told and told[0] in words.words("对口帮扶") and (own is None or (own.family is None and told[0] not in own.stated)):
            return programme_of(told[0])
        clause = self._context.text[start : clause_around(self._context.text, start, start + len(said))[1]]
        if own is None and (called := max((w for w in words.words("结谊名") if w in clause), key=len, default=None)):
            return programme_of(called)  # 缔结友好城市
        return own

    def completed(self, pair: Pair) -> Pair:
        """A pair under the programme that the page names after both its provinces (苏陕协作), or under the page's where it has none."""
        return self._with_own(self._of_provinces(pair))

    def names_own(self, pair: Pair) -> bool:
        """Whether what is said of a pair names the programme of the page itself: 甲市、乙市山海协作, two lines before 两市对口协作."""
        own = self.own
        told = (self._context.text[c.start : c.end] for c in pair.claims if c.field == "")
        return own is not None and own.family is not None and any(own.stated in said for said in told)

    def provinces_of(self, mention: Mention) -> frozenset[str]:
        """The two provinces after which a programme is called."""
        if mention.type != "programme" or len(mention.parts) != 2 or programmes.family(mention.text) is None:
            return frozenset()
        return frozenset(provinces(ref) for p in mention.parts for ref in self._context.places_of(p))

    @cached_property
    def _named(self) -> Mapping[frozenset[str], str]:
        return {both: m.text for m in self._context.told if (both := self.provinces_of(m))}

    def _of_provinces(self, pair: Pair) -> Pair:
        stated = self._named.get(frozenset((provinces(pair.a), provinces(pair.b))))
        other = pair.programme is None or pair.programme.stated in words.words("对口")
        if not stated and other and self._on_record(pair):
            return replace(pair, programme=self.own)
        return replace(pair, programme=programme_of(stated)) if stated and other else pair

    def _on_record(self, pair: Pair) -> bool:
        """Whether the public record has a pair under the programme of the page and not under the words of its sentence (对口协作)."""
        codes = [side.code for side in (pair.a, pair.b) if isinstance(side, PlaceRef) and side.code]
        official = {programmes.family(p.programme) for p in pairings.paired(*codes)} if len(codes) > 1 else set()
        told = pair.programme.family if pair.programme else None
        return told is not None and told not in official and self.own is not None and self.own.family in official

    def _with_own(self, pair: Pair) -> Pair:
        """The page's programme where none is stated, or only words of no family: part of its name, or not of one province (扶贫协作)."""
        own, stated = self.own, pair.programme
        if stated is None or own is None:
            return replace(pair, programme=stated or own or self._told_once)
        one, other = provinces(pair.a), provinces(pair.b)
        apart = not (one and one == other)
        within = stated.family is None and own.family is not None and (apart or stated.stated in own.stated)
        return replace(pair, programme=own) if within else pair

    @cached_property
    def _told_once(self) -> Programme | None:
        """甲区对口帮扶乙县, or 友好区市, said on a page that names no programme: what its pairs stand under."""
        ties = [word for word in words.words("对口") if word in words.words("联席")]
        for known in (ties, words.words("结谊名")):
            told = {word: times for word in known if (times := self._context.text.count(word))}
            if told:
                return programme_of(max(told, key=lambda word: (told[word], len(word), word)))
        return None
