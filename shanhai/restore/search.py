"""Runs of GBK shifted by one byte that several texts could have left: the likeliest is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from math import inf
from operator import attrgetter

from msgspec.structs import replace

from shanhai.model import Certainty, Repair

from .annotation import LETTERS
from .brackets import FULL
from .characters import HAN
from .converter import simplify
from .edit import RawEdit
from .hypothesis import MARKS, Hypothesis, Page, Rival, Sign, as_counted, begun, extended, united, with_dropped
from .language import Language
from .pairs import pairs
from .readings import spelling
from .script import leaning

# Some decoders drop a pair that is no character where others write ?: of 。縣 nothing is left but the mark in its midst and the last byte.
BARE = re.compile(rf"[{MARKS}](?=[{HAN}]{{0,4}}[@-Za-z^|~][{HAN}])|(?<=“)[{MARKS}](?=[{HAN}])")
SIGNAL = re.compile(rf",?\?(?:[{LETTERS}]{{1,6}}\)|[{MARKS}])|{BARE.pattern}")
SIGN = re.compile(rf"\?(?P<first>[{LETTERS}]{{1,6}})\)|(?P<half>[@-~€])\((?P<reading>[{LETTERS}]{{1,6}})\)|.")
# Question marks that stand for spaces lost from an indent, a line's end or a gap: three, or two at white space.
LOST_SPACES = re.compile(rf",?(?:\?{{3,}}|(?:^|(?<=\s))\?{{2}}|\?{{2}}(?=\s|$))(?![{LETTERS}]{{1,6}}\))", re.MULTILINE)
# A mark that was left and a letter, on a page in traditional characters that shows nothing else; a stop before them is the mark.
STRAY = re.compile(rf"(?<=[{HAN}。])\?[?？](?=[@-Za-z^|~][{HAN}])")
STOP = "。"
# What stands behind a signal is left out of the page's own language: counted, the damage would vouch for itself.
BEHIND_SIGNAL = re.compile(rf"(?:{SIGNAL.pattern}).{{0,20}}")
BEAM = 24
WINDOW = 14.0  # nats behind the likeliest hypothesis
DROP_FROM = 12  # hypotheses in which a dropped pair is thought of; 6 found two runs less in 266
SETTLED = 3  # signs behind a run that every hypothesis must have read
LONGEST = 40  # signs of a run at most; not yet swept
ALTERNATIVES = 3
# Nats between the best and the next text: below, the next is named.
CLEAR = 6.0
# Chances asked for on a page: some 8 microseconds each, with all that hangs on them.
BUDGET = 120_000
# Nats a character, and a reading in the run: on 198 damaged pages (bench's open ones, by a mirror with three seeds) -9.0 left 262 wrong
# characters of 199,000, -10.0 to -15.0 left 245; 370 were left where readings did not count. At -12.0 a writer's ?! was taken for a run.
HOPELESS = -10.0
# Nats a character; -3.5 found two runs less in 266, -2.5 and -2.0 none more in 411 (2,500 pages of 2012-2021 that measure nothing).
CONVINCING = -3.0

Best = dict[tuple[str, str, int | None], Hypothesis]


def search(text: str, readings: Mapping[str, str]) -> tuple[RawEdit, ...]:
    """Edits for the runs of a page that is known to be damaged, whose characters have these readings.

    The certainty says how a run was found: searched where all its bytes are there, guessed where characters were lost or another text is
    nearly as likely; then the alternatives are named. A run that nothing fits, or that comes after the bound on effort, stays as it is.
    """
    if not SIGNAL.search(text):
        return ()
    return tuple(_edits(text, page_of(text, readings)))


def strayed(text: str) -> bool:
    """Whether what is left of a shifted run stands on a page in traditional characters.

    >>> strayed("會議。??h委書記講話"), strayed("会议??h委书记讲话")
    (True, False)
    """
    return "?" in text and bool(STRAY.search(text)) and leaning(text) > 0


def page_of(text: str, readings: Mapping[str, str]) -> Page:
    """What the search knows of a page."""
    return Page(
        language=Language("".join(map(as_counted, BEHIND_SIGNAL.sub("", text)))),
        readings={character: spelling(reading) for character, reading in readings.items()},
        traditional=leaning(text) > 0,
        before="",
    )


def _edits(text: str, page: Page) -> Iterator[RawEdit]:
    here = 0
    while (match := SIGNAL.search(text, here)) and page.language.asked() < BUDGET:
        if spaces := LOST_SPACES.match(text, match.start()):
            here = spaces.end()
            continue
        here = match.end()
        start = match.start()
        twice = STRAY.match(text, start) is not None and text[start - 1] == STOP  # the stop that the mark gives stands there already
        signs = _signs(text, start)
        before = text[text.rfind("\n", 0, start) + 1 : start - twice]
        ranked, stop = _read_run(replace(page, before=before[-1:]), before, signs)
        told = sum(1 for sign in signs if sign.reading and sign.end <= stop)
        edit = _edit(text, page, (start - twice, stop), ranked, told) if ranked else None
        if edit:
            yield edit
            here = max(here, edit.end)


def _signs(text: str, start: int) -> list[Sign]:
    """The signs from a place on, as many as a run may have, to the end of the line."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    signs: list[Sign] = []
    for match in SIGN.finditer(text, start, end):
        character = "?" if match["first"] else match["half"] or match[0]
        following = text[match.end()] if match.end() < end else ""
        reading = spelling(match["first"] or match["reading"] or "")
        pair = pairs().get(FULL.get(character, character))
        signs.append(
            Sign(match.start(), match.end(), character, reading, following, pair, not signs and BARE.match(text, start) is not None)
        )
        if len(signs) == LONGEST:
            break
    return signs


def _read_run(page: Page, context: str, signs: Sequence[Sign]) -> tuple[list[Hypothesis], int]:
    """The ways to read the run that begins with the first sign, and where it ends; pairs may be dropped where none is convincing."""
    ranked, stop = _ranked(page, context, signs, dropping=False)
    if ranked and ranked[0].score > CONVINCING * len(ranked[0].text):
        return ranked, stop
    return _ranked(page, context, signs, dropping=True)


def _ranked(page: Page, context: str, signs: Sequence[Sign], *, dropping: bool) -> tuple[list[Hypothesis], int]:
    beam = [begun(context)]
    for place, sign in enumerate(signs, 1):
        beam = _step(page, beam, sign, place, dropping=dropping)
        if not beam:
            return [], 0
        if place > SETTLED and all(one.half is None and one.settled <= place - SETTLED for one in beam):
            return beam, sign.end
    ended = [one for one in beam if one.half is None]
    if not signs[-1].next_character:
        ended = [replace(one, score=one.score + page.language.log_chance(one.first, one.second, "\n")) for one in ended]
    return sorted(ended, key=attrgetter("score"), reverse=True), signs[-1].end


def _step(page: Page, beam: Sequence[Hypothesis], sign: Sign, place: int, *, dropping: bool) -> list[Hypothesis]:
    best: Best = {}
    top = -inf
    for before in beam:
        for one in extended(page, before, sign, place, top - WINDOW):
            top = max(top, one.score)
            _keep(best, one)
    kept = _pruned(best)
    if not dropping:
        return kept
    least = kept[-1].score if len(kept) == BEAM else kept[0].score - WINDOW if kept else beam[0].score - 2 * WINDOW
    shifted = [one for one in beam if one.half is not None and one.score > least]
    for one in with_dropped(page, shifted[:DROP_FROM], sign, place, least):
        _keep(best, one)
    return _pruned(best)


def _keep(best: Best, one: Hypothesis) -> None:
    """The likeliest of those that go on alike from here."""
    key = (one.first, one.second, one.half)
    earlier = best.get(key)
    best[key] = united(one, earlier) if earlier else one


def _pruned(best: Best) -> list[Hypothesis]:
    if not best:
        return []
    ranked = sorted(best.values(), key=attrgetter("score"), reverse=True)[:BEAM]
    return [one for one in ranked if one.score > ranked[0].score - WINDOW]


def _edit(text: str, page: Page, span: tuple[int, int], ranked: Sequence[Hypothesis], told: int) -> RawEdit | None:
    """The edit of the likeliest reading, cut down to what differs from the text in any of the readings that are named.

    `told` counts the readings in the run: each of them speaks for a text into which it fits.
    """
    best = ranked[0]
    start, end = span
    original = text[start:end]
    others = [*best.rivals, *(Rival(best.score - one.score, one.text, len(best.text)) for one in ranked[1:])]
    others.sort()
    certain = not best.lost and all(one.gap > CLEAR for one in others)
    named = [best.text] if certain else [best.text, *(one.text + best.text[one.length :] for one in others[:ALTERNATIVES])]
    if named[0] == original or best.score < HOPELESS * max(1, len(best.text) + told):
        return None
    if page.traditional:
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        named = [simplify(before + one + after)[len(before) : len(before) + len(one)] for one in named]
        ending = simplify(before + original + after)[len(before) : len(before) + len(original)]
    else:
        ending = original
    tail = sum(1 for _ in takewhile(lambda ends: len(set(ends)) == 1, zip(*(reversed(one) for one in (ending, *named)), strict=False)))
    return RawEdit(
        start=start,
        end=end - tail,
        replacement=named[0][: len(named[0]) - tail],
        repair=Repair.SHIFTED,
        certainty=Certainty.SEARCHED if certain else Certainty.GUESSED,
        alternatives=() if certain else tuple(dict.fromkeys(one[: len(one) - tail] for one in named[1:])),
    )
