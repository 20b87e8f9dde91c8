"""Exact edits of one repair kept as columns: a damaged page has hundreds, which are made, applied and united with others in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from operator import le

from shanhai.model import Edit, Repair, RestoredText
from shanhai.model.struct import Value

from .edit import START, RawEdit


class Edits(Value, frozen=True, kw_only=True):
    """Exact edits of one repair, in order, each of one character or more: one after another they are `RawEdit`s.

    `originals` are the stretches; `text` is what these edits make of the text, where the repair has it.

    >>> [(edit.start, edit.replacement) for edit in substitutions(Repair.WIDTH, [2, 5], [",", "."], ["，", "。"])]
    [(2, '，'), (5, '。')]
    """

    repair: Repair
    starts: Sequence[int]
    ends: Sequence[int]
    originals: Sequence[str]
    replacements: Sequence[str]
    text: str | None = None

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[RawEdit]:
        for start, end, replacement in zip(self.starts, self.ends, self.replacements, strict=True):
            yield RawEdit(start=start, end=end, replacement=replacement, repair=self.repair)


Batch = Edits | tuple[RawEdit, ...]


def deletions(repair: Repair, starts: Sequence[int], ends: Sequence[int], originals: Sequence[str]) -> Edits:
    """Edits that delete stretches."""
    return Edits(repair=repair, starts=starts, ends=ends, originals=originals, replacements=[""] * len(starts))


def substitutions(
    repair: Repair, places: Sequence[int], originals: Sequence[str], replacements: Sequence[str], text: str | None = None
) -> Edits:
    """Edits that put something for one character each."""
    ends = [place + 1 for place in places]
    return Edits(repair=repair, starts=places, ends=ends, originals=originals, replacements=replacements, text=text)


def beside(restored: RestoredText, batches: Sequence[Batch]) -> RestoredText | None:
    """The restored text after one more round of columns, where none touches what an earlier round did; else nothing, see `compose`.

    >>> page = RestoredText(page="", text="書(shū)記")
    >>> first = beside(page, [deletions(Repair.PINYIN, [1], [6], ["(shū)"])])
    >>> second = beside(first, [substitutions(Repair.SCRIPT, [0, 1], ["書", "記"], ["书", "记"])])
    >>> second.text, [(edit.start, edit.end, edit.original, edit.replacement) for edit in second.edits]
    ('书记', [(0, 1, '書', '书'), (1, 6, '(shū)', ''), (6, 7, '記', '记')])
    """
    columns = [batch for batch in batches if isinstance(batch, Edits)]
    text = _applied(restored.text, columns) if len(columns) == len(batches) else None
    if text is None:
        return None
    edits: list[Edit] = []
    if restored.edits:
        offsets = _offsets(restored)
        for batch in columns:
            places = [offsets[start] for start in batch.starts]
            if not _untouched(batch, places, offsets):
                return None
            edits += _published(batch, places)
        edits += restored.edits
    else:
        for batch in columns:
            edits += _published(batch, batch.starts)
    if restored.edits or len(columns) > 1:
        edits.sort(key=START)
    return RestoredText(page=restored.page, text=text, edits=tuple(edits))


def _applied(text: str, columns: Sequence[Edits]) -> str | None:
    """The text that the columns make, nothing where edits overlap or leave it."""
    starts = sorted(chain.from_iterable([batch.starts for batch in columns]))
    ends = sorted(chain.from_iterable([batch.ends for batch in columns]))
    if ends[-1] > len(text) or not all(map(le, ends, islice(starts, 1, None))):
        return None
    made = next((batch for batch in columns if batch.text is not None), None)
    if made is not None and made.text is not None and (len(columns) == 1 or len(made.text) == len(text)):
        return _written(made.text, [batch for batch in columns if batch is not made])
    if any(any(batch.replacements) for batch in columns):
        return _written(text, columns)
    return "".join([text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)])


def _written(text: str, columns: Sequence[Edits]) -> str:
    """The text with the replacements of columns that do not overlap."""
    if not columns:
        return text
    rows: Iterable[tuple[int, int, str]] = chain.from_iterable(zip(one.starts, one.ends, one.replacements, strict=True) for one in columns)
    pieces: list[str] = []
    here = 0
    for start, end, replacement in sorted(rows) if len(columns) > 1 else rows:
        pieces += (text[here:start], replacement)
        here = end
    return "".join((*pieces, text[here:]))


def _offsets(restored: RestoredText) -> Sequence[int]:
    """The published offset of each character of the restored text, -1 for those that an edit put there."""
    stretches: list[Iterable[int]] = []
    add = stretches.append
    here = 0
    for edit in restored.edits:
        start = edit.start
        if start > here:
            add(range(here, start))
        if replacement := edit.replacement:
            add(repeat(-1, len(replacement)))
        here = edit.end
    offsets = list(chain.from_iterable(stretches))
    offsets.extend(range(here, here + len(restored.text) - len(offsets)))
    return offsets


def _untouched(batch: Edits, places: Sequence[int], offsets: Sequence[int]) -> bool:
    """Whether the edits, at these published places, are of published characters that still stand together."""
    if min(places) < 0:
        return False
    if sum(batch.ends) - sum(batch.starts) == len(places):  # of single characters
        return True
    stretches = zip(batch.starts, batch.ends, places, strict=True)
    return all(offsets[start:end] == list(range(place, place + end - start)) for start, end, place in stretches)


def _published(batch: Edits, places: Sequence[int]) -> list[Edit]:
    repair = batch.repair  # a member is looked up in some 90 ns, longer than an edit is made in
    return [
        Edit(start=place, end=place + len(original), original=original, replacement=replacement, repair=repair)
        for place, original, replacement in zip(places, batch.originals, batch.replacements, strict=True)
    ]
