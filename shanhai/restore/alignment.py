"""Offsets of the restored text and of the published text, each from the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Literal

from shanhai.model import AlignmentError, Certainty, Edit, RestoredText

from .edit import CERTAINTIES

Side = Literal["start", "end"]


class Alignment:
    """Both maps between a restored text and the published text, in O(log n) of the number of edits.

    Spans map tightly: a start maps right of deleted text, an end left of it. A span that touches a repaired run (an edit of or to several
    characters) maps to the whole run. AlignmentError where the edits are out of order, overlap, or give a false length.

    >>> from shanhai.restore import restore_text
    >>> restored = restore_text("洞頭區(qū)委書(shū)記(jì)李四、區(qū)長(zhǎng)王五")
    >>> restored.text
    '洞头区委书记李四、区长王五'
    >>> start, end, certainty = Alignment(restored).to_published(2, 6)
    >>> start, end, certainty.value
    (2, 15, 'exact')
    """

    __slots__ = ("_doubts", "_ends", "_published_ends", "_published_starts", "_starts")

    def __init__(self, restored: RestoredText) -> None:
        check(restored)
        edits = restored.edits
        self._published_starts = [edit.start for edit in edits]
        self._published_ends = [edit.end for edit in edits]
        self._starts: list[int] = []
        self._ends: list[int] = []
        shift = 0
        for edit in edits:
            start = edit.start - shift
            end = start + len(edit.replacement)
            self._starts.append(start)
            self._ends.append(end)
            shift = edit.end - end
        self._doubts = {
            certainty: [number for number, edit in enumerate(edits) if edit.certainty is certainty]
            for certainty in reversed(CERTAINTIES[1:])
        }

    def to_published(self, start: int, end: int) -> tuple[int, int, Certainty]:
        """The published span of restored [start, end) and the worst certainty of the edits in it; an empty span stays empty.

        >>> from shanhai.restore import restore_text
        >>> Alignment(restore_text("山海协作")).to_published(1, 3)
        (1, 3, <Certainty.EXACT: 'exact'>)
        """
        if not self._starts:
            return start, max(start, end), Certainty.EXACT
        left = self._published_start(start)
        right = self._published_end(end - 1) if end > start else left
        return left, right, self._certainty(left, right)

    def restored_span(self, start: int, end: int) -> tuple[int, int]:
        """The restored span of published [start, end); what lies in deleted text is an empty span.

        >>> from shanhai.restore import restore_text
        >>> Alignment(restore_text("書(shū)記(jì)、區(qū)長(zhǎng)")).restored_span(1, 7)
        (1, 2)
        """
        left = self.to_restored(start, "start")
        return left, max(left, self.to_restored(end, "end"))

    def to_restored(self, published_index: int, side: Side) -> int:
        """The restored offset of a published one; inside a repaired run that of its start or end, as the offset is a span's.

        >>> from shanhai.restore import restore_text
        >>> alignment = Alignment(restore_text("書(shū)記(jì)、區(qū)長(zhǎng)"))
        >>> [alignment.to_restored(index, "start") for index in (0, 1, 3, 6, 7)]
        [0, 1, 1, 1, 2]
        """
        if side == "start":
            number = bisect_right(self._published_starts, published_index) - 1
            if number < 0:
                return published_index
            if published_index < self._published_ends[number]:
                return self._starts[number]
        else:
            number = bisect_left(self._published_ends, published_index)
            if number < len(self._published_ends) and self._published_starts[number] < published_index:
                return self._ends[number]
            number -= 1
            if number < 0:
                return published_index
        return self._ends[number] + published_index - self._published_ends[number]

    def _published_start(self, index: int) -> int:
        """Where the restored character at `index` begins in the published text."""
        number = bisect_right(self._starts, index) - 1
        if number < 0:
            return index
        inside = index < self._ends[number]
        return self._published_starts[number] if inside else self._published_ends[number] + index - self._ends[number]

    def _published_end(self, index: int) -> int:
        """Where the restored character at `index` ends in the published text."""
        number = bisect_right(self._starts, index) - 1
        if number < 0:
            return index + 1
        inside = index < self._ends[number]
        return self._published_ends[number] + (0 if inside else index + 1 - self._ends[number])

    def _certainty(self, start: int, end: int) -> Certainty:
        """The worst certainty of the edits that lie in published [start, end)."""
        first = bisect_left(self._published_starts, start)
        last = bisect_right(self._published_ends, end)
        for certainty, numbers in self._doubts.items():
            if bisect_left(numbers, first) < bisect_left(numbers, last):
                return certainty
        return Certainty.EXACT


def check(restored: RestoredText) -> None:
    """Nothing, or AlignmentError when edits are out of order, overlap, or their lengths are false."""
    for edit in restored.edits:
        if edit.end - edit.start != len(edit.original):
            raise _error(restored, edit, f"[{edit.start}, {edit.end}) is not as long as {edit.original!r}")
    for edit, following in pairwise(restored.edits):
        if following.start < edit.end or (following.start, following.end) == (edit.start, edit.end):
            raise _error(restored, following, f"it overlaps or stands before the edit of [{edit.start}, {edit.end})")


def rebuild(restored: RestoredText) -> str:
    """The published text, from the restored text and its edits. AlignmentError names page and offset of an edit that does not fit.

    >>> from shanhai.restore import restore_text
    >>> rebuild(restore_text("關(guān)鍵詞:「甲縣」,協(xié)作(xiéjù)"))
    '關(guān)鍵詞:「甲縣」,協(xié)作(xiéjù)'
    """
    check(restored)
    pieces: list[str] = []
    here = there = 0  # passed so far of the published and of the restored text
    for edit in restored.edits:
        start = there + edit.start - here
        end = start + len(edit.replacement)
        if end > len(restored.text) or restored.text[start:end] != edit.replacement:
            raise _error(restored, edit, f"the restored text has {restored.text[start:end]!r} where the edit put {edit.replacement!r}")
        pieces += (restored.text[there:start], edit.original)
        here, there = edit.end, end
    pieces.append(restored.text[there:])
    return "".join(pieces)


def _error(restored: RestoredText, edit: Edit, problem: str) -> AlignmentError:
    return AlignmentError(f"{restored.page}:{edit.start}", problem, "restore the page again; edits are never changed by hand")
