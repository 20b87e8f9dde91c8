"""One way to read a damaged stretch so far, and the ways in which it can go on over the next sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from .converter import simplified
from .language import Language, counted, frequency
from .pairs import beginning, characters, dropped, ending, pairs, read_so
from .script import in_big5

# States of a hypothesis that knows neither half of a pair: behind the ? of a byte inserted before a mark; at a comma that was inserted
# before a mark which then lost its first byte so; and behind the ? of that mark.
# Or else the last byte of a character and the first of a mark are another mark, and a byte stands before each: both bytes come out as ?.
INSERTED, DOUBLED, OF_A_MARK, TWICE = -1, -2, -3, -4
TRAIL_BEFORE = {0xA3: 0xA1, 0xA1: 0xA3}  # by first byte of the second mark: 。 is A1 A3, ！ is A3 A1
RIVALS = 3
# How many characters are tried: before a dropped pair, for a lost second byte, and for one behind a dropped pair.
DROP_WIDTH, LIKELIEST, LIKELIEST_BEHIND = 10, 80, 8
WIDE = frozenset("，、；：。！？")
MARKS = ",;:!?，、；：。！？"
FULL = {**dict(zip(",;:!?()", "，；：！？（）", strict=True)), **{str(digit): chr(0xFF10 + digit) for digit in range(10)}}
LOST = "□"  # the sign of Chinese typesetting for a character that cannot be read (GB/T 15834: 虚缺号)
HALVED = 0x80  # from here on a byte is the first half of a character

# Costs in nats, set by judgement and not yet swept.
NOT_A_KEY = 3.0  # a reading of a character that the page annotates nowhere
LITERAL = 8.0  # a question mark before another mark, as a writer has it
UNANNOTATED = 6.0  # a character of the page's table without its reading
CONVERTED = 6.0  # a character that the converter would have changed
DROPPED = 1.0  # a pair without a trace
MARKED = 1.0  # a mark behind an inserted byte
UNREAD = 4.0  # an ASCII character that was lost with a half
FOLDED = 2.0  # a half-width mark that was a shifted pair before the crawler folded it


class Sign(NamedTuple):
    """What stands in the damaged text: a character, an ASCII letter with a reading, or ? with a reading."""

    start: int
    end: int
    character: str
    reading: str = ""
    next_character: str = ""


class Rival(NamedTuple):
    """Another text for the first `length` characters of a hypothesis, and by how many nats it is less likely."""

    gap: float
    text: str
    length: int


class Hypothesis(NamedTuple):
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
    split: bool = False  # a key was spliced into the next character, which therefore cannot have been annotated itself


class Page(NamedTuple):
    """What the search knows of the page: its language, the readings of its table, and whether its text was made traditional."""

    language: Language
    readings: Mapping[str, str]
    traditional: bool
    before: str  # the character before the run


def begun(context: str) -> Hypothesis:
    """The hypothesis that knows only what stands before."""
    before = "\n\n" + "".join(map(as_counted, context))
    return Hypothesis(0.0, before[-2], before[-1], None, "", 0, 0, 0)


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
    return one._replace(rivals=tuple(sorted(rivals)[:RIVALS]))


def extended(page: Page, hypothesis: Hypothesis, sign: Sign, place: int) -> Iterator[Hypothesis]:
    """The hypotheses that a sign allows, `place` being its number."""
    if hypothesis.half is None:
        yield from _aligned(page, hypothesis, sign)
    elif hypothesis.half < 0:
        yield from _behind_inserted(page, hypothesis, sign, place)
    else:
        yield from _shifted(page, hypothesis, hypothesis.half, sign, place)


def with_dropped(page: Page, hypothesis: Hypothesis, sign: Sign, place: int, least: float) -> Iterator[Hypothesis]:
    """The hypotheses in which a pair was dropped before the sign: the likeliest characters that score more than `least`."""
    half, every = hypothesis.half, characters()
    if half is None or half < 0:
        return
    found = [
        (_read(page, hypothesis, every[half, trail], None, DROPPED, lost=1), following)
        for trail, following in dropped().items()
        if (half, trail) in every
    ]
    found = sorted((one for one in found if one[0].score > least), key=lambda one: -one[0].score)[
        : DROP_WIDTH if sign.character != "?" else DROP_WIDTH // 2
    ]
    possible = leads_of(sign.character)
    for one, following in found:
        for lead in following:
            if possible is None or lead in possible:
                yield one._replace(half=lead, dropped_at=place)


@cache
def likeliest(lead: int) -> tuple[str, ...]:
    """The characters that begin with a byte and end with one that is no ASCII, the most frequent first."""
    listed = [character for trail, character in beginning(lead) if trail > HALVED]
    return tuple(sorted(listed, key=lambda character: -frequency(as_counted(character))))


@cache
def leads_of(character: str) -> frozenset[int] | None:
    """The first bytes of the characters whose second is the first of this one; None where it may be something else."""
    pair = pairs().get(character)
    return frozenset(pairs()[one][0] for one in ending(pair[0])) if pair and not character.isascii() else None


def _read(
    page: Page,
    before: Hypothesis,
    character: str,
    half: int | None,
    cost: float = 0.0,
    *,
    literal: bool = False,
    hidden: int = 0,
    lost: int = 0,
    settled: int = 0,
) -> Hypothesis:
    """The hypothesis after one more character."""
    plain = as_counted(character)
    if page.traditional and not _traditional(character):
        cost += CONVERTED
    if not literal and not before.split and character in page.readings:
        cost += UNANNOTATED
    score = before.score + page.language.log_chance(before.first, before.second, plain) - cost
    text = before.text + character
    return Hypothesis(
        score,
        before.second,
        plain,
        half,
        text,
        before.hidden + hidden,
        before.lost + lost,
        settled or before.settled,
        before.rivals,
        before.dropped_at,
    )


@cache
def _traditional(character: str) -> bool:
    return not "\u4e00" <= character <= "\u9fff" or in_big5(character)


def _aligned(page: Page, before: Hypothesis, sign: Sign) -> Iterator[Hypothesis]:
    if sign.character == "?" and sign.reading:
        lead = pairs().get(before.text[-1:] or page.before, (0, 0))[1]
        for trail, character in read_so(lead, sign.reading):
            if trail > HALVED:
                yield before._replace(score=before.score - _cost(page, character, sign.reading), half=trail, split=True)
        return
    if sign.reading:
        yield _literal(page, before, f"{sign.character}({sign.reading})")
        return
    marked = sign.character == "?" and sign.next_character in MARKS and sign.next_character
    yield _literal(page, before, sign.character, LITERAL if marked else 0.0)
    if marked:
        yield before._replace(half=INSERTED)
    if sign.character == "," and sign.next_character == "?":
        yield before._replace(half=DOUBLED)


def _literal(page: Page, before: Hypothesis, text: str, cost: float = 0.0) -> Hypothesis:
    for character in text:
        before = _read(page, before, character, None, cost, literal=True)
    return before


def _behind_inserted(page: Page, before: Hypothesis, sign: Sign, place: int) -> Iterator[Hypothesis]:
    """The mark whose bytes stood across two characters; the first byte of the first is gone with the byte that was inserted."""
    if before.half == DOUBLED:
        if sign.character == "?" and not sign.reading:
            yield before._replace(half=OF_A_MARK)
        return
    pair = pairs().get(FULL.get(sign.character, sign.character))
    if before.half == INSERTED and sign.character == "?" and sign.next_character in MARKS and sign.next_character:
        yield before._replace(half=TWICE)
    if before.half == TWICE:
        for character in ending(TRAIL_BEFORE.get(pair[0], 0)) if pair else ():
            after = _read(page, before._replace(split=True), character, None, 2 * MARKED, hidden=1)
            yield _read(page, after, sign.character, None, literal=True, settled=place)
        return
    if pair and pair[1] > HALVED:
        for character in ending(pair[0]):
            if before.half == OF_A_MARK and character not in WIDE:
                continue
            yield _read(page, before._replace(split=True), character, pair[1], MARKED, hidden=1)


def _shifted(page: Page, before: Hypothesis, half: int, sign: Sign, place: int) -> Iterator[Hypothesis]:
    every = characters()
    if sign.reading:
        for trail, character in read_so(half, sign.reading):
            if sign.character == "?" or trail == ord(sign.character):
                cost = _cost(page, character, sign.reading)
                yield _read(page, before, character, None, cost, literal=True, settled=place)
        return
    if sign.character == "?":
        yield from _second_half_gone(page, before, half, sign, place)
    if sign.character.isascii():
        point = ord(sign.character)
        if (half, point) in every:
            yield _read(page, before, every[half, point], None, settled=place)
    pair = pairs().get(FULL.get(sign.character, sign.character))
    if pair and (half, pair[0]) in every:
        cost = FOLDED if sign.character.isascii() else 0.0
        if pair[1] > HALVED:
            yield _read(page, before, every[half, pair[0]], pair[1], cost)
        elif pair[1] < HALVED:
            after = _read(page, before, every[half, pair[0]], None, cost)
            yield _read(page, after, chr(pair[1]), None, literal=True, settled=place)


def _second_half_gone(page: Page, before: Hypothesis, half: int, sign: Sign, place: int) -> Iterator[Hypothesis]:
    """The second half is lost: before an inserted byte, at the end of a line, or together with an ASCII character."""
    marked = sign.next_character in MARKS  # also true at the end of a line
    for character in likeliest(half)[: LIKELIEST if place - before.dropped_at else LIKELIEST_BEHIND]:
        if marked:
            yield _read(page, before, character, None, MARKED, hidden=1, settled=place)
        else:
            after = _read(page, before, character, None, UNREAD, hidden=1, lost=1, settled=place)
            # A digit, or a letter, or a space: half of what a digit would cost.
            cost = page.language.log_chance(after.first, after.second, "0") / 2
            yield after._replace(text=after.text + LOST, first=after.second, second="0", score=after.score + cost)
            if not sign.next_character.isdigit():
                yield after._replace(text=after.text + " ", score=after.score - UNREAD / 2)


def _cost(page: Page, character: str, reading: str) -> float:
    return 0.0 if page.readings.get(character) == reading else NOT_A_KEY
