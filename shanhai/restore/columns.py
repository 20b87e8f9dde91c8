"""Exact edits of one repair kept as columns: a damaged page has hundreds, which are made, applied and united with others in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat, zip_longest
from operator import le

from shanhai.model import Edit, Repair, RestoredText
from shanhai.model.struct import Value

from .edit import START, RawEdit, compose


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


def puts_something(batch: Batch) -> bool:
    """Whether any of the edits does more than delete."""
    return any(batch.replacements if isinstance(batch, Edits) else [edit.replacement for edit in batch])


def applied(text: str, batches: Sequence[Batch]) -> str:
    """The text that the edits of a round make of a text. AlignmentError where they overlap or leave it.

    >>> applied("書(shū)記", [deletions(Repair.PINYIN, [1], [6], ["(shū)"])])
    '書記'
    """
    columns = [batch for batch in batches if isinstance(batch, Edits)]
    made = _applied(text, columns) if len(columns) == len(batches) else None
    return compose(RestoredText(page="", text=text), chain.from_iterable(batches)).text if made is None else made


def united(restored: RestoredText, batches: Sequence[Batch], text: str) -> RestoredText:
    """The restored text after one more round, which made `text` of it: what `compose` gives, in less time where no edit touches another.

    >>> page = RestoredText(page="", text="書(shū)記")
    >>> first = united(page, [deletions(Repair.PINYIN, [1], [6], ["(shū)"])], "書記")
    >>> second = united(first, [substitutions(Repair.SCRIPT, [0, 1], ["書", "記"], ["书", "记"])], "书记")
    >>> second.text, [(edit.start, edit.end, edit.original, edit.replacement) for edit in second.edits]
    ('书记', [(0, 1, '書', '书'), (1, 6, '(shū)', ''), (6, 7, '記', '记')])
    """
    columns = [batch for batch in batches if isinstance(batch, Edits)]
    edits = _beside(restored, columns) if len(columns) == len(batches) else None
    if edits is None:
        return compose(restored, chain.from_iterable(batches))
    return RestoredText(page=restored.page, text=text, edits=tuple(edits))


def _beside(restored: RestoredText, columns: Sequence[Edits]) -> list[Edit] | None:
    """The edits of all rounds, nothing where a new one touches an earlier one."""
    if not restored.edits:
        edits = [edit for batch in columns for edit in _published(batch, batch.starts)]
    else:
        edits = [*restored.edits]
        offsets = _offsets(restored)
        for batch in columns:
            places = [offsets[start] for start in batch.starts]
            if not _untouched(batch, places, offsets):
                return None
            edits += _published(batch, places)
    if restored.edits or len(columns) > 1:
        edits.sort(key=START)
    return edits


def _applied(text: str, columns: Sequence[Edits]) -> str | None:
    """The text that the columns make, nothing where those of several repairs overlap or leave it."""
    made = next((batch for batch in columns if batch.text is not None), None)
    if made is not None and made.text is not None and (len(columns) == 1 or len(made.text) == len(text)):
        return _written(made.text, [batch for batch in columns if batch is not made])
    if any(map(puts_something, columns)):
        return _written(text, columns)
    starts, ends = columns[0].starts, columns[0].ends
    if len(columns) > 1:
        starts = sorted(chain.from_iterable([batch.starts for batch in columns]))
        ends = sorted(chain.from_iterable([batch.ends for batch in columns]))
    if ends[-1] > len(text) or not all(map(le, ends, islice(starts, 1, None))):
        return None
    return "".join([text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)])


def _written(text: str, columns: Sequence[Edits]) -> str | None:
    """The text with replacements, nothing where they overlap or leave it."""
    rows = [row for batch in columns for row in zip(batch.starts, batch.ends, batch.replacements, strict=True)]
    if len(columns) > 1:
        rows.sort()
    pieces: list[str] = []
    add = pieces.append
    here = 0
    for start, end, replacement in rows:
        if start < here:
            return None
        add(text[here:start])
        add(replacement)
        here = end
    add(text[here:])
    return "".join(pieces) if here <= len(text) else None


def _offsets(restored: RestoredText) -> Sequence[int]:
    """The published offset of each character of the restored text, -1 for those that an edit put there."""
    edits = restored.edits
    starts, ends = [edit.start for edit in edits], [edit.end for edit in edits]
    put = sum([len(edit.replacement) for edit in edits])
    kept: Iterable[Iterable[int]] = map(range, [0, *ends], [*starts, len(restored.text) + sum(ends) - sum(starts) - put])
    if put:
        kept = chain.from_iterable(zip_longest(kept, [repeat(-1, len(edit.replacement)) for edit in edits], fillvalue=()))
    return list(chain.from_iterable(kept))


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
