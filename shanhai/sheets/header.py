"""Where the header of a sheet stands: below its titles, in one row or in two, and what its columns are called."""

from __future__ import annotations

from functools import cache

from shanhai.knowledge.sheets import sheet_words
from shanhai.model.struct import Value

from .cells import unit_in
from .grid import Grid, across
from .plan import plain

WINDOW = 30
"""Rows within which a header begins: forms have up to twelve lines of titles and notes above."""
PART = 0.6
"""How well a header must fit a known word to count; set by judgement: 投资总额 fits 投资 with .65."""
FEWEST = 2
"""Known columns from which a row can be a header."""


class Header(Value, frozen=True, kw_only=True):
    """The rows of a header (from 1), what its columns are called (empty: nothing), and the lines above it."""

    first: int
    last: int
    labels: tuple[str, ...]
    titles: tuple[str, ...]


def header_of(grid: Grid) -> Header | None:
    """The header of a sheet; null where none is found.

    >>> found = header_of(Grid(name="a", rows=(("2024年互访台账", None), ("序号", "带队领导"), (1, "李四"))))
    >>> found.first, found.last, found.labels, found.titles
    (2, 2, ('序号', '带队领导'), ('2024年互访台账',))
    """
    rows = range(1, min(len(grid.rows), WINDOW) + 1)
    known = {row: _known(grid.texts(row)) for row in rows if not across(grid, row)}
    best = max(known, key=lambda row: (known[row], -row), default=0)
    if not best or known[best] < FEWEST:
        return None
    return header_at(grid, *_reach(grid, best))


def header_at(grid: Grid, first: int, last: int) -> Header:
    """The header that stands in these rows."""
    width = max((len(grid.rows[row - 1]) for row in range(first, min(last, len(grid.rows)) + 1)), default=0)
    labels = []
    for column in range(width):
        parts = [texts[column] for row in range(first, last + 1) if column < len(texts := grid.texts(row))]
        labels.append(" ".join(dict.fromkeys(part for part in parts if part)))
    titles = [" ".join(dict.fromkeys(text for text in grid.texts(row) if text)) for row in range(1, first)]
    return Header(first=first, last=last, labels=tuple(labels), titles=tuple(each for each in titles if each))


def _reach(grid: Grid, row: int) -> tuple[int, int]:
    """The first and last row of the header that a row is of: cells that were made one over several rows or columns hold it together."""
    first = last = row
    for top, left, bottom, right in grid.merged:
        if right - left + 1 >= len(grid.rows[row - 1]) > 1:
            continue  # a title
        if top <= row <= bottom and bottom - top < FEWEST + 1 and bottom > top:
            first, last = min(first, top), max(last, bottom)
        elif top == bottom == row and right > left and _all_words(grid, row + 1, left, right):
            last = max(last, row + 1)
        elif top == bottom == row - 1 and right > left:
            first = min(first, row - 1)
    return first, last


def _all_words(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether the cells below a wide one are parts of a header: known words, or units."""
    below = [text for text in grid.texts(row)[left - 1 : right] if text]
    return len(set(below)) > 1 and sum(fit_of(text) >= PART or bool(unit_in(f"({text})")) for text in below) * 2 >= len(below)


def _known(texts: tuple[str, ...]) -> int:
    """How many of the words of a row are known as names of columns."""
    return len({plain(text) for text in texts if text and len(text) <= _LONGEST and fit_of(text) >= PART})


_LONGEST = 40


@cache
def fit_of(text: str) -> float:
    """How well words fit the best of all names of columns."""
    return fit(text, _all())


@cache
def _all() -> tuple[str, ...]:
    words = sheet_words()
    every = [word for kind in words.kinds.values() for field in kind.fields.values() for word in field.words]
    return tuple(dict.fromkeys([*words.besides, *every]))


def fit(label: str, words: tuple[str, ...]) -> float:
    """How well the words above a column fit its names, 0 to 1: the whole, its last part, or as much of it as a name fills.

    >>> fit("金额（万元）", ("金额",)), fit("来访方 单位", ("来访方单位",)), round(fit("项目总投资", ("投资",)), 2), fit("电话", ("投资",))
    (1.0, 1.0, 0.6, 0.0)
    """
    whole = plain(label)
    if not whole:
        return 0.0
    parts = [plain(part) for part in label.split(" ")]
    last = next((part for part in reversed(parts) if part), "")
    best = 0.0
    for word in words:
        if word == whole:
            return 1.0
        if word == last:
            best = max(best, 0.95 if len(word) > 1 else 0.0)
        elif len(word) > 1 and word in whole:
            best = max(best, 0.4 + 0.5 * len(word) / len(whole))
    return best
