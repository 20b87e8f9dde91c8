"""One way to read a damaged stretch so far, and the ways in which it can go on over the next sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from .brackets import BRACKETS, CLOSES, FULL, OPENING, left_open
from .converter import simplified
from .language import Language, counted, frequency
from .pairs import LEADS, beginning, characters, dropped, ending, pairs, read_so
from .script import in_big5

# States of a hypothesis that knows neither half of a pair: behind the ? of a byte inserted before a mark; at a comma that was inserted
# before a mark which then lost its first byte so; and behind the ? of that mark.
# Or else the last byte of a character and the first of a mark are another mark, and a byte stands before each: both bytes come out as ?.
INSERTED, DOUBLED, OF_A_MARK, TWICE = -1, -2, -3, -4
TRAIL_BEFORE = {0xA3: 0xA1, 0xA1: 0xA3}  # by first byte of the second mark: 。 is A1 A3, ！ is A3 A1
RIVALS = 3
# How many characters are tried: before a dropped pair, for a lost second byte, for one behind a pair (16 found 254 of 411 lines, 8 251).
DROP_WIDTH, LIKELIEST, LIKELIEST_BEHIND = 20, 80, 16
WIDE = frozenset("，、；：。！？")
MARKS_WITHIN = "，、；：。！？“”（）《》"
LEADS_OF_MARKS = frozenset((0xA1, 0xA3))
MARKS = ",;:!?，、；：。！？"
EURO = "€"  # decoders of code page 936 read the byte 0x80 so, the second half of 個 among others
LOST = "□"  # the sign of Chinese typesetting for a character that cannot be read (GB/T 15834: 虚缺号)
HALVED = 0x80  # from here on a byte is the first half of a character

# Costs in nats, set by judgement. On 210 pages of January to August 2022 with 266 lines in which pairs were dropped, which the model has
# not counted and which measure nothing, others did no better: 0, -1.5 for a dropped pair found 142 and 138 of these lines, not 144;
# half the cost of a mark found 144.
NOT_A_KEY = 3.0  # a reading of a character that the page annotates nowhere
LITERAL = 8.0  # a question mark before another mark, as a writer has it
UNANNOTATED = 6.0  # a character of the page's table without its reading
CONVERTED = 6.0  # a character that the converter would have changed
DROPPED = 1.0  # a pair without a trace
WITHIN = 2.0  # a mark that was lost with both its halves
MARKED = 1.0  # a mark behind an inserted byte
UNREAD = 4.0  # an ASCII character that was lost with a half
FOLDED = 2.0  # a half-width mark that was a shifted pair before the crawler folded it
UNPAIRED = 4.0  # a quotation mark or bracket that closes another kind, or opens within its own


class Sign(NamedTuple):
    """What stands in the damaged text: a character, an ASCII letter with a reading, or ? with a reading."""

    start: int
    end: int
    character: str
    reading: str = ""
    next_character: str = ""
    pair: tuple[int, int] | None = None  # of the character, made full width
    left: bool = False  # whether this is a mark before which, by what follows, both bytes may have been dropped

    @property
    def marked(self) -> bool:
        """Whether a mark stands behind."""
        return self.next_character != "" and self.next_character in MARKS

    @property
    def bare(self) -> bool:
        """Whether this is a mark and a letter stands behind: of the two bytes before them nothing may be left."""
        return self.left or (self.character in MARKS and self.next_character.isascii() and self.next_character.isalpha())


class Rival(NamedTuple):
    """Another text for the first `length` characters of a hypothesis, and by how many nats it is less likely."""

    gap: float
    text: str
    length: int


class Hypothesis(msgspec.Struct, frozen=True, gc=False):
    """Text read so far. `half` is the first byte of a character whose second is still to come, or one of the states without it.

    `hidden` counts the bytes that were chosen because nothing shows them, `lost` the dropped pairs and lost characters.
    """

    score: float
    first: str
    second: str
    half: int | None
    text: str
    hidden: int
    lost: int
    settled: int
    rivals: tuple[Rival, ...] = ()
    dropped_at: int = 0  # number of the sign before which a pair was dropped last
    opened: str = ""  # the bracket or quotation mark that is open
    split: bool = False  # a key was spliced into the next character, which therefore cannot have been annotated itself


class Weight(NamedTuple):
    """What a character is counted as, what it costs on a page, and what it costs more where it should have its reading."""

    counted: str
    cost: float
    unannotated: float


class Page(msgspec.Struct, frozen=True, gc=False):
    """What the search knows of the page: its language, the readings of its table, and whether its text was made traditional."""

    language: Language
    readings: Mapping[str, str]
    traditional: bool
    before: str  # the character before the run
    weights: dict[str, Weight] = msgspec.field(default_factory=dict)

    def weight(self, character: str) -> Weight:
        """How a character weighs; each is looked up once a page."""
        known = self.weights.get(character)
        if known is None:
            converted = CONVERTED if self.traditional and not _traditional(character) else 0.0
            known = Weight(as_counted(character), converted, UNANNOTATED if character in self.readings else 0.0)
            self.weights[character] = known
        return known


def begun(line: str) -> Hypothesis:
    """The hypothesis that knows only what stands before in the line."""
    before = "\n\n" + "".join(map(as_counted, line[-2:]))
    return Hypothesis(0.0, before[-2], before[-1], None, "", 0, 0, 0, opened=left_open(line))


@cache
def as_counted(character: str) -> str:
    """A character as the language model counts it."""
    return "着" if character == "著" else counted(simplified().get(character, character))


def united(one: Hypothesis, other: Hypothesis) -> Hypothesis:
    """The likelier of two hypotheses that go on alike, which remembers the other as its rival."""
    if other.score > one.score:
        one, other = other, one
    gap = one.score - other.score
    if one.text == other.text or (len(one.rivals) == RIVALS and gap > one.rivals[-1].gap):
        return one
    rivals = (*one.rivals, Rival(gap, other.text, len(one.text)))
    return replace(one, rivals=tuple(sorted(rivals)[:RIVALS]))


def extended(page: Page, hypothesis: Hypothesis, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The hypotheses that a sign allows and that score more than `least`, `place` being the number of the sign."""
    if hypothesis.half is None:
        yield from _aligned(page, hypothesis, sign, place, least)
    elif hypothesis.half < 0:
        yield from _behind_inserted(page, hypothesis, sign, place, least)
    else:
        yield from _shifted(page, hypothesis, hypothesis.half, sign, place, least)


def with_dropped(page: Page, beam: Sequence[Hypothesis], sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The hypotheses that a sign allows behind a dropped pair, or behind two around a mark, and that score more than `least`."""
    possible = leads_of(sign.character, sign.reading)
    plain = None if sign.reading or sign.character.isascii() or not sign.pair else _counted_before(sign.pair[0])
    found = _dropping(page, beam, least, possible)
    # A comma that was shifted lost both its halves where the characters beside it allow it: 圍，求 is 87FA A3AC C7F3.
    within = [replace(one, half=lead, score=one.score - WITHIN) for one, following in found for lead in LEADS_OF_MARKS if lead in following]
    for one, following in (*found, *_dropping(page, within, least, possible, only=MARKS_WITHIN)):
        before = replace(one, dropped_at=place)
        may_follow = page.language.likelier(one.first, one.second, exp(least - one.score))
        for lead in following:
            if plain is None:
                if possible is None or lead in possible:
                    yield from _shifted(page, before, lead, sign, place, least)
            elif lead in plain and may_follow(plain[lead]):
                yield from _shifted(page, before, lead, sign, place, least)


def _dropping(
    page: Page, beam: Sequence[Hypothesis], least: float, possible: frozenset[int] | None, only: str = ""
) -> Sequence[tuple[Hypothesis, tuple[int, ...]]]:
    """The likeliest that end with the first byte of a dropped pair, each with what may be its second."""
    every = characters()
    found = []
    for before in beam:
        half = before.half
        if half is None or half < 0 or before.score - DROPPED <= least:
            continue
        for trail, following in dropped().items():
            character = every.get((half, trail))
            if character is None or (only and character not in only):
                continue
            if possible is not None and possible.isdisjoint(following) and (only or not LEADS_OF_MARKS.intersection(following)):
                continue
            one = _read(page, before, character, None, least, DROPPED, lost=1)
            if one:
                found.append((one, following))
    found.sort(key=lambda one: -one[0].score)
    return found[:DROP_WIDTH]


@cache
def _counted_before(trail: int) -> Mapping[int, str]:
    """The characters that end with a byte, as the language model counts them, by their first bytes."""
    return {pairs()[character][0]: as_counted(character) for character in ending(trail)}


def byte_of(character: str) -> int:
    """The one byte of a sign that is no pair."""
    return HALVED if character == EURO else ord(character)


@cache
def likeliest(lead: int) -> tuple[str, ...]:
    """The characters that begin with a byte and end with one that is no ASCII, the most frequent first."""
    listed = [character for trail, character in beginning(lead) if trail > HALVED]
    return tuple(sorted(listed, key=lambda character: -frequency(as_counted(character))))


@cache
def leads_of(character: str, reading: str = "") -> frozenset[int] | None:
    """The first bytes of the characters whose second is the first of this one, or that are read so; None where it may be something else."""
    if reading:
        return frozenset(
            lead for lead in LEADS if any(character == "?" or trail == byte_of(character) for trail, _ in read_so(lead, reading))
        )
    if character == EURO:
        return frozenset(lead for lead in LEADS if (lead, HALVED) in characters())
    pair = pairs().get(character)
    return frozenset(pairs()[one][0] for one in ending(pair[0])) if pair and not character.isascii() else None


def _read(
    page: Page,
    before: Hypothesis,
    character: str,
    half: int | None,
    least: float,
    cost: float = 0.0,
    *,
    literal: bool = False,
    hidden: int = 0,
    lost: int = 0,
    settled: int = 0,
) -> Hypothesis | None:
    """The hypothesis after one more character; None where it scores no more than `least`."""
    plain, converted, unannotated = page.weight(character)
    cost += converted
    if not literal and not before.split:
        cost += unannotated
    opened = before.opened
    if plain in BRACKETS:
        if plain in OPENING:
            cost += UNPAIRED if plain == opened else 0.0
            opened = plain
        else:
            cost += UNPAIRED if opened and opened != CLOSES[plain] else 0.0
            opened = ""
    score = before.score + page.language.log_chance(before.first, before.second, plain) - cost
    if score <= least:
        return None
    return Hypothesis(
        score,
        before.second,
        plain,
        half,
        before.text + character,
        before.hidden + hidden,
        before.lost + lost,
        settled or before.settled,
        before.rivals,
        before.dropped_at,
        opened,
    )


@cache
def _traditional(character: str) -> bool:
    return not "\u4e00" <= character <= "\u9fff" or in_big5(character)


def _aligned(page: Page, before: Hypothesis, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    if sign.character == "?" and sign.reading:
        last = before.text[-1:] or page.before
        lead = pairs().get(FULL.get(last, last), (0, 0))[1]
        for trail, character in read_so(lead, sign.reading):
            if trail > HALVED:
                yield replace(before, score=before.score - _cost(page, character, sign.reading), half=trail, split=True)
        return
    if sign.reading:
        yield from _literal(page, before, f"{sign.character}({sign.reading})", least)
        return
    marked = sign.character == "?" and sign.marked
    yield from _literal(page, before, sign.character, least, LITERAL if marked else 0.0)
    if marked:
        yield replace(before, half=INSERTED)
    elif sign.bare:
        yield from _behind_inserted(page, replace(before, half=INSERTED), sign, place, least)
    if sign.character == "," and sign.next_character == "?":
        yield replace(before, half=DOUBLED)


def _literal(page: Page, before: Hypothesis, text: str, least: float, cost: float = 0.0) -> Iterator[Hypothesis]:
    after: Hypothesis | None = before
    for character in text:
        after = after and _read(page, after, character, None, least, cost, literal=True)
    if after:
        yield after


def _behind_inserted(page: Page, before: Hypothesis, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The mark whose bytes stood across two characters; the first byte of the first is gone with the byte that was inserted."""
    if before.half == DOUBLED:
        if sign.character == "?" and not sign.reading:
            yield replace(before, half=OF_A_MARK)
        return
    pair = sign.pair
    if before.half == INSERTED and sign.character == "?" and sign.marked:
        yield replace(before, half=TWICE)
    split = replace(before, split=True)
    if before.half == TWICE:
        for character in ending(TRAIL_BEFORE.get(pair[0], 0)) if pair else ():
            after = _read(page, split, character, None, least, 2 * MARKED, hidden=1)
            after = after and _read(page, after, sign.character, None, least, literal=True, settled=place)
            if after:
                yield after
        return
    if pair and pair[1] > HALVED:
        for character in ending(pair[0]):
            if before.half == OF_A_MARK and character not in WIDE:
                continue
            if after := _read(page, split, character, pair[1], least, MARKED, hidden=1):
                yield after


def _shifted(page: Page, before: Hypothesis, half: int, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """Behind the first byte of a character: `half`."""
    every, single = characters(), sign.character
    pair = sign.pair
    if sign.reading:
        for trail, character in read_so(half, sign.reading):
            if single == "?" or trail == byte_of(single):
                cost = _cost(page, character, sign.reading)
                if after := _read(page, before, character, None, least, cost, literal=True, settled=place):
                    yield after
        return
    folded = single.isascii()
    if folded or single == EURO:
        yield from _at_single(page, before, half, sign, place, least)
    if not pair or (half, pair[0]) not in every or pair[1] == HALVED:
        return
    after = _read(page, before, every[half, pair[0]], pair[1] if pair[1] > HALVED else None, least, FOLDED if folded else 0.0)
    if after and pair[1] < HALVED:
        after = _read(page, after, chr(pair[1]), None, least, literal=True, settled=place)
    if after:
        yield after


def _at_single(page: Page, before: Hypothesis, half: int, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The same where the sign is one byte."""
    single = sign.character
    if single == "?":
        yield from _second_half_gone(page, before, half, sign, place, least)
    if single == "," and sign.marked:  # inserted before the bytes of a mark, like any other
        yield replace(before, half=half, score=before.score - MARKED)
    character = characters().get((half, byte_of(single)))
    after = character and _read(page, before, character, None, least, settled=place)
    if after:
        yield after


def _second_half_gone(page: Page, before: Hypothesis, half: int, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The second half is lost: before an inserted byte, at the end of a line, or together with an ASCII character."""
    marked = sign.next_character in MARKS  # also true at the end of a line
    for character in likeliest(half)[: LIKELIEST if place - before.dropped_at else LIKELIEST_BEHIND]:
        if marked:
            if after := _read(page, before, character, None, least, MARKED, hidden=1, settled=place):
                yield after
        elif after := _read(page, before, character, None, least, UNREAD, hidden=1, lost=1, settled=place):
            # A digit, or a letter, or a space: half of what a digit would cost.
            cost = page.language.log_chance(after.first, after.second, "0") / 2
            yield replace(after, text=after.text + LOST, first=after.second, second="0", score=after.score + cost)
            if not sign.next_character.isdigit():
                yield replace(after, text=after.text + " ", score=after.score - UNREAD / 2)


def _cost(page: Page, character: str, reading: str) -> float:
    return 0.0 if page.readings.get(character) == reading else NOT_A_KEY
