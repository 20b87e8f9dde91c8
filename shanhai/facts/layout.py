"""Pairs that a page lays out: the rows of a table, and lines of a list (甲区——乙县)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shanhai.knowledge import words
from shanhai.model import Mention, Page, PartKind
from shanhai.restore import Alignment

from .context import Context

_SIDES = ("place", "zone", "organization", "site")
_DASH = re.compile(r"\s*(?:[—－–─\-]{1,4}|→|↔|⇌|结对(?:帮扶)?|对口(?:支援|帮扶|协作|合作)|帮扶|[与和]|[:：])\s*")
_LISTED = re.compile(r"[\s\d、.．；;。，（）()①-⑳▲●·一二三四五六七八九十]*")


def listed(context: Context) -> Iterator[tuple[Mention, Mention]]:
    """甲区——乙县 on lines of their own, on a page that speaks of pairs: each line is a pair."""
    if not any(w in context.text for w in words.words("结对表头")):
        return
    sides = [m for m in context.story if m.type in _SIDES]
    for left, right in pairwise(sides):
        if not _DASH.fullmatch(context.text, left.end, right.start):
            continue
        start, end = context.paragraph(left.start)
        before, after = _LISTED.fullmatch(context.text, start, left.start), _LISTED.fullmatch(context.text, right.end, end)
        if right.end <= end and before and after:
            yield left, right


def tabled(context: Context, page: Page, alignment: Alignment) -> Iterator[tuple[Mention, Mention]]:
    """A table with a place heading each column and a place in each cell pairs the cells of a row."""
    for rows in _tables(page):
        cells = [[_cell(context, alignment, span) for span in row] for row in rows]
        width = min(map(len, cells), default=0)
        full = [c for c in range(width) if sum(row[c] is not None for row in cells[1:]) * 2 > len(cells) - 1]
        if len(full) < 2 or not _pairs_rows(context, rows[0], alignment, cells[0]):
            continue
        for row in cells[1:]:
            left, right = row[full[0]], row[full[-1]]
            if left and right:
                yield left, right


def _pairs_rows(context: Context, head: Sequence[tuple[int, int]], alignment: Alignment, sides: Sequence[Mention | None]) -> bool:
    """Whether a table's head says that its rows are pairs: it says so in words (结对县), or two columns are headed by places."""
    start, end = alignment.restored_span(head[0][0], head[-1][1])
    told = any(w in context.text[start:end] for w in words.words("结对表头"))
    return told or sum(p is not None for p in sides) >= 2


def _cell(context: Context, alignment: Alignment, span: tuple[int, int]) -> Mention | None:
    """The side that fills a cell."""
    start, end = alignment.restored_span(*span)
    inside = [m for m in context.mentions if start <= m.start and m.end <= end and m.type in _SIDES]
    return inside[0] if len(inside) == 1 and inside[0].end - inside[0].start == len(context.text[start:end].strip()) else None


def _tables(page: Page) -> list[list[list[tuple[int, int]]]]:
    """The cells of each table by row and column, as spans of the published text."""
    tables: dict[int, dict[int, dict[int, tuple[int, int]]]] = {}
    for part in page.parts:
        if part.kind is PartKind.CELL and part.table is not None and part.row is not None and part.column is not None:
            tables.setdefault(part.table, {}).setdefault(part.row, {})[part.column] = (part.start, part.end)
    return [[[row[c] for c in sorted(row)] for _, row in sorted(rows.items())] for _, rows in sorted(tables.items())]
