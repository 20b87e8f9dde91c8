"""Tables that a text keeps in lines, their cells parted by tabs, bars or wide blanks, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count

from shanhai.knowledge import words
from shanhai.model.struct import Value

Span = tuple[int, int]
Row = Mapping[int, Span]

_PARTING = re.compile(r"[ \u3000]*[\t|｜][ \t\u3000]*|[ \u3000]{2,}")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_LONGEST_CELL = 40  # characters; the longest in the tables of our labelled pages has 24, a paragraph that holds a bar more
_SENTENCE = "。；！？"
_PART = re.compile(r"[^\s／/、，,；;（）()]+")
_LEAST = 2  # rows under the head
_NUMBERED, _WIDTHS = "序号", range(3, 10)  # the first head of a table whose rows are numbered, and how many columns it may have


class Grid(Value, frozen=True, kw_only=True):
    """A table as spans by column; `above` is the line over it, `headed` says whether its first row is its head."""

    rows: tuple[Row, ...]
    above: str = ""
    headed: bool = True

    @property
    def body(self) -> Sequence[Row]:
        """The rows under the head."""
        return self.rows[1:] if self.headed else self.rows


@lru_cache(maxsize=2)  # names, labels of blocks and tables are looked for in one text
def kept_in_lines(text: str) -> tuple[Grid, ...]:
    r"""The tables that a text keeps in lines, if their first row is a head or the line over them speaks of pairs.

    >>> text = "序号\t甲区\t乙县\n1\t丙镇\t丁乡\n2\t戊镇\t己乡"
    >>> [[text[slice(*span)] for span in row.values()] for grid in kept_in_lines(text) for row in grid.body]
    [['1', '丙镇', '丁乡'], ['2', '戊镇', '己乡']]
    """
    return (*(grid for grid in _runs(text) if _is_told(text, grid)), *_stacked(text))


def _runs(text: str) -> Iterator[Grid]:
    """Lines that follow one another with as many cells each, two at least; the last, for remarks, may be wanting."""
    rows: list[Row] = []
    above = last = ""
    for line in _LINE.finditer(text):
        cells = _cells(text, *line.span())
        if rows and not _goes_on(text, rows[0], cells):
            yield _grid(text, rows, above)
            rows = []
        if len(cells) > 1:
            above = above if rows else last
            rows.append(cells)
        last = line[0].strip()
    if rows:
        yield _grid(text, rows, above)


def _stacked(text: str) -> Iterator[Grid]:
    """Tables of which each cell is a line, as copies of pages keep them: from each number of a row to the next as many as the head has."""
    lines = [line.span() for line in _LINE.finditer(text)] if _NUMBERED in text else []
    said = [text[slice(*span)].strip() for span in lines]
    for at in (i for i, line in enumerate(said) if line == _NUMBERED):
        width = next((w for w in _WIDTHS if said[at + w : at + w + 1] == ["1"]), 0)
        last = next((n for n in count(1) if said[at + n * width : at + n * width + 1] != [str(n)]), 1) if width else 1
        rows = [dict(enumerate(lines[at + n * width : at + (n + 1) * width])) for n in range(last)]
        if len(rows) > _LEAST and all(len(row) == width for row in rows):
            yield _grid(text, rows, said[at - 1] if at else "")


def _goes_on(text: str, head: Row, row: Row) -> bool:
    """Whether a row has as many cells as the head, or only that for remarks, the last, is empty."""
    wanting = len(head) - len(row)
    return wanting == 0 or (wanting == 1 < len(row) and text[slice(*head[len(row)])].startswith(words.words("旁列表头")))


def _cells(text: str, start: int, end: int) -> Row:
    """The cells of a line by their number; none of a line that has a sentence or a long cell."""
    while start < end and text[start] in " \u3000\t|｜":
        start += 1
    while end > start and text[end - 1] in " \u3000\t|｜":
        end -= 1
    spans: list[Span] = []
    for parting in _PARTING.finditer(text, start, end):
        spans.append((start, parting.start()))
        start = parting.end()
    spans.append((start, end))
    whole = all(0 < b - a <= _LONGEST_CELL and not any(mark in text[a:b] for mark in _SENTENCE) for a, b in spans)
    return dict(enumerate(spans)) if whole and len(spans) > 1 else {}


def _grid(text: str, rows: Sequence[Row], above: str) -> Grid:
    heads = [text[slice(*span)] for span in rows[0].values()]
    named = any(head.startswith(words.words("旁列表头")) or head in words.words("项目表头") for head in heads)
    return Grid(rows=tuple(rows), above=above, headed=named or any(w in head for head in heads for w in words.words("结对表头")))


def _is_told(text: str, grid: Grid) -> bool:
    """Whether a table has a head and two rows of its own, or two under a line that speaks of pairs."""
    different = {tuple(text[slice(*span)] for span in row.values()) for row in grid.rows}
    return len(different) >= _LEAST + grid.headed and (grid.headed or any(w in grid.above for w in words.words("结对表头")))


def people(text: str) -> Iterator[Span]:
    """The cells, or their parts, under a head that says that names of people stand there (联络人: 李四／王五)."""
    for grid in kept_in_lines(text):
        heads = {column: text[slice(*span)] for column, span in grid.rows[0].items()} if grid.headed else {}
        named = [column for column, head in heads.items() if head.endswith(words.words("人名表头"))]
        for row in grid.body:
            yield from (part.span() for column in named for part in _PART.finditer(text, *row[column]))
