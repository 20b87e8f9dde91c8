"""Edits of one repair, and their composition with the edits of earlier repairs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from shanhai.model import FLAGS, AlignmentError, Certainty, Edit, Repair, RestoredText
from shanhai.model.struct import Value

CERTAINTIES = tuple(Certainty)
# Where repairs touch the same stretch, the edit is called by what befell the page rather than by how the outcome was normalised.
SPECIFICITY = (
    Repair.WIDTH,
    Repair.SCRIPT,
    Repair.VOCABULARY,
    Repair.INVISIBLE,
    Repair.SPACING,
    Repair.LINE_BREAK,
    Repair.LOST_SPACE,
    Repair.ENTITY,
    Repair.DOUBLED_MARK,
    Repair.WORD_PINYIN,
    Repair.PINYIN,
    Repair.INSERTED,
    Repair.SHIFTED,
    Repair.REWRITTEN,
    Repair.REPLACED,
    Repair.MASKED,
    Repair.LOST,
)


NOWHERE = (sys.maxsize, sys.maxsize)
START, END = attrgetter("start"), attrgetter("end")


class RawEdit(Value, frozen=True, kw_only=True, gc=False):
    """One repair in the coordinates of the text that the repair was given."""

    start: int
    end: int
    replacement: str
    repair: Repair
    certainty: Certainty = Certainty.EXACT
    alternatives: tuple[str, ...] = ()


class _Stretch(NamedTuple):
    """The stretch of the text between the two rounds that an earlier edit made, or that a new one takes."""

    start: int
    end: int
    old: Edit | None
    new: RawEdit | None


def worst(certainties: Iterable[Certainty]) -> Certainty:
    """The least certain of some certainties, exact when there is none.

    >>> worst([Certainty.EXACT, Certainty.SEARCHED]).value
    'searched'
    """
    return max(certainties, key=CERTAINTIES.index, default=Certainty.EXACT)


def compose(restored: RestoredText, edits: Iterable[RawEdit]) -> RestoredText:
    """The restored text after one more round of edits, which are given in the coordinates of `restored.text`.

    Edits of the two rounds that touch the same stretch become one: original of the first, replacement of the second, the worse certainty,
    the more specific repair. AlignmentError where the edits of the round overlap or leave the text.

    >>> page = RestoredText(page="", text="書(shū)記")
    >>> first = compose(page, [RawEdit(start=1, end=6, replacement="", repair=Repair.PINYIN)])
    >>> second = compose(first, [RawEdit(start=1, end=2, replacement="记", repair=Repair.SCRIPT)])
    >>> second.text, [(edit.start, edit.end, edit.original, edit.replacement) for edit in second.edits]
    ('書记', [(1, 6, '(shū)', ''), (6, 7, '記', '记')])
    """
    # Repairs return their edits in order, so two sorts by numbers cost less than one by pairs of them.
    after = sorted(sorted(edits, key=END), key=START)
    if not after:
        return restored
    text = _applied(restored, after)
    composed = _composed(restored, after) if restored.edits else _first(restored.text, after)
    return RestoredText(page=restored.page, text=text, edits=tuple(composed))


def _applied(restored: RestoredText, edits: Sequence[RawEdit]) -> str:
    text = restored.text
    pieces: list[str] = []
    here = 0
    inserted = -1
    for edit in edits:
        start, end = edit.start, edit.end
        if start < here or end <= inserted or end < start:
            raise _misplaced(restored, edit)
        if start > here:
            pieces.append(text[here:start])
        pieces.append(edit.replacement)
        here = end
        inserted = end if start == end else -1
    if here > len(text):
        raise _misplaced(restored, edits[-1])
    pieces.append(text[here:])
    return "".join(pieces)


def _misplaced(restored: RestoredText, edit: RawEdit) -> AlignmentError:
    return AlignmentError(
        f"{restored.page}:{edit.start}",
        f"the {edit.repair} edit of [{edit.start}, {edit.end}) overlaps another or leaves the {len(restored.text)} characters",
        "let the repairs of one round return edits that do not overlap",
    )


def _composed(restored: RestoredText, after: Sequence[RawEdit]) -> list[Edit]:
    """Edits of either round that touch none of the other go through as they are; the others are looked at together."""
    text, earlier = restored.text, restored.edits
    places = [*_places(earlier), NOWHERE]
    composed: list[Edit] = []
    add = composed.append
    passed = done = shift = 0  # shift: published offset less offset in `text`, behind every earlier edit that has been passed
    here, there = places[0]
    for number, new in enumerate(after):
        if number < done:
            continue
        start, end = new.start, new.end
        before, behind = (start, end) if start < end else (start - 1, end + 1)  # an insertion touches what it only abuts
        while there <= before:
            passing = earlier[passed]
            add(passing)
            shift = passing.end - there
            passed += 1
            here, there = places[passed]
        if here >= behind:
            original = text[start:end]
            if original != new.replacement or new.repair in FLAGS:
                add(_published(new, original, shift))
            continue
        last, done = _reach(places, passed, after, number)
        olds = (_Stretch(*place, edit, None) for place, edit in zip(places[passed:last], earlier[passed:last], strict=True))
        news = (_Stretch(new.start, new.end, None, new) for new in after[number:done])
        composed += _together(text, [*olds, *news], shift)
        passed = last
        shift = earlier[passed - 1].end - places[passed - 1][1]
        here, there = places[passed]
    composed += earlier[passed:]
    return composed


def _first(text: str, edits: Sequence[RawEdit]) -> list[Edit]:
    """The edits of the first round that changes anything: offsets are the published ones, and there is nothing to unite them with."""
    return [
        Edit(
            start=new.start,
            end=new.end,
            original=original,
            replacement=new.replacement,
            repair=new.repair,
            certainty=new.certainty,
            alternatives=new.alternatives,
        )
        for new in edits
        if (original := text[new.start : new.end]) != new.replacement or new.repair in FLAGS
    ]


def _places(edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Where the edits stand in the text that they made."""
    shift = 0
    for edit in edits:
        start = end = edit.start - shift
        if replacement := edit.replacement:
            end += len(replacement)
        shift = edit.end - end
        yield start, end


def _reach(places: Sequence[tuple[int, int]], passed: int, after: Sequence[RawEdit], number: int) -> tuple[int, int]:
    """Up to which earlier edit and which new one they follow each other without a gap, from these two on."""
    end = after[number].end
    while True:
        if places[passed][0] <= end:
            end = max(end, places[passed][1])
            passed += 1
        elif number < len(after) and after[number].start <= end:
            end = max(end, after[number].end)
            number += 1
        else:
            return passed, number


def _together(text: str, stretches: list[_Stretch], shift: int) -> Iterator[Edit]:
    for cluster in _clusters(stretches):
        start, end, old, new = cluster[0]
        if len(cluster) > 1:
            end = max(stretch.end for stretch in cluster)
            edit = _united(text, start, end, cluster, shift)
        elif old is not None:
            edit = old
        elif new is not None:
            edit = _published(new, text[start:end], shift)
        shift = edit.end - end
        if edit.original != edit.replacement or edit.repair in FLAGS:
            yield edit


def _clusters(stretches: list[_Stretch]) -> Iterator[list[_Stretch]]:
    """Runs of stretches that touch; stretches that only abut stay apart, so that spans map tightly."""
    stretches.sort(key=itemgetter(0, 1))  # earlier edits stand first in the list: at equal places they come first
    cluster = stretches[:1]
    start, end = (cluster[0].start, cluster[0].end) if cluster else (0, 0)
    for stretch in stretches[1:]:
        if (stretch.start < end and stretch.end > start) or _meets_insertion(cluster, stretch):
            cluster.append(stretch)
            end = max(end, stretch.end)
        else:
            yield cluster
            cluster = [stretch]
            start, end, _, _ = stretch
    yield cluster


def _meets_insertion(cluster: list[_Stretch], stretch: _Stretch) -> bool:
    """Whether a new insertion abuts an earlier edit: their order would be lost, or both stand at one published offset."""
    here = stretch.start
    if stretch.old:
        return any(new.start == new.end == here for new in cluster if new.new)
    return stretch.end == here and any(earlier.end == here for earlier in cluster if earlier.old)


def _published(new: RawEdit, original: str, shift: int) -> Edit:
    return Edit(
        start=new.start + shift,
        end=new.end + shift,
        original=original,
        replacement=new.replacement,
        repair=new.repair,
        certainty=new.certainty,
        alternatives=new.alternatives,
    )


def _united(text: str, start: int, end: int, cluster: list[_Stretch], shift: int) -> Edit:
    """The one edit that does what a cluster of edits does to [start, end) of the text between the rounds."""
    original: list[str] = []
    replacement: list[str] = []
    before = after = start
    for stretch in cluster:
        if stretch.old:
            original += (text[before : stretch.start], stretch.old.original)
            before = stretch.end
        elif stretch.new:
            replacement += (text[after : stretch.start], stretch.new.replacement)
            after = stretch.end
    edits = [stretch.old or stretch.new for stretch in cluster]
    originally = "".join((*original, text[before:end]))
    return Edit(
        start=start + shift,
        end=start + shift + len(originally),
        original=originally,
        replacement="".join((*replacement, text[after:end])),
        repair=max((edit.repair for edit in edits if edit), key=SPECIFICITY.index),
        certainty=worst(edit.certainty for edit in edits if edit),
    )
