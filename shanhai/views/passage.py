"""The sentence that says a fact, as restored, with the words of its values and what was repaired in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from shanhai.model import Edit, Fact, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

AROUND = 60
"""Characters before and after the words of a fact that are shown with them: the sentence of nearly every fact ends sooner."""


class Piece(Value, frozen=True, kw_only=True):
    """A stretch of restored text: the fields whose values it gives, and the repair under it (published characters, certainty)."""

    text: str
    fields: tuple[str, ...] = ()
    edit: Edit | None = None


class Passage(Value, frozen=True, kw_only=True):
    """The words around a fact; `before` and `after` where the line goes on."""

    pieces: tuple[Piece, ...]
    before: bool = False
    after: bool = False
    repairs: int = 0


def passage(restored: RestoredText, fact: Fact) -> Passage:
    """The line, or as much of it as speaks for the fact.

    >>> from shanhai.model import Evidence, Policy
    >>> said = {"name": (Evidence(start=2, end=5, exact="甲规划", text="甲规划", rule="r"),)}
    >>> text = RestoredText(page="p", text="公布甲规划。")
    >>> [(each.text, each.fields) for each in passage(text, Policy(id="1", page="p", name="甲规划", evidence=said)).pieces]
    [('公布', ()), ('甲规划', ('name',)), ('。', ())]
    """
    alignment = Alignment(restored)
    spans = [
        (*alignment.restored_span(said.start, said.end), field) for field, evidence in sorted(fact.evidence.items()) for said in evidence
    ]
    if not spans:
        return Passage(pieces=())
    whole = [span for span in spans if not span[2]] or spans
    start, end = whole[0][0], whole[0][1]
    line = restored.text.rfind("\n", 0, start) + 1, _line_end(restored.text, end)
    first, last = max(line[0], start - AROUND), min(line[1], end + AROUND)
    edits = _edits(restored, alignment, first, last)
    return Passage(
        pieces=tuple(_pieces(restored.text, first, last, [span for span in spans if span[2]], edits)),
        before=first > line[0],
        after=last < line[1],
        repairs=len(edits),
    )


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _edits(restored: RestoredText, alignment: Alignment, first: int, last: int) -> list[tuple[int, int, Edit]]:
    found = []
    left, right, _ = alignment.to_published(first, last)
    for edit in restored.edits:
        if edit.start >= right:
            break
        if edit.end > left:
            start, end = alignment.restored_span(edit.start, edit.end)
            found.append((start, end, edit))
    return found


def _pieces(
    text: str, first: int, last: int, spans: Sequence[tuple[int, int, str]], edits: Sequence[tuple[int, int, Edit]]
) -> Iterable[Piece]:
    inside = [(max(first, start), min(last, end), field) for start, end, field in spans if start < last and end > first]
    changed = [each for each in edits if each[1] > each[0]]
    starts = [each[0] for each in changed]
    cuts = {first, last, *(at for start, end, _ in inside for at in (start, end))}
    cuts |= {at for start, end, _ in changed for at in (start, end) if first <= at <= last}
    for start, end in pairwise(sorted(cuts)):
        at = bisect_right(starts, start) - 1
        under = changed[at][2] if at >= 0 and changed[at][1] >= end else None
        yield Piece(
            text=text[start:end],
            fields=tuple(sorted({field for left, right, field in inside if left <= start and right >= end})),
            edit=under,
        )
