"""Pairs that a page lays out: the rows of a table, and lines of a list (甲区——乙县)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from shanhai.knowledge import words
from shanhai.model import Mention

from .context import STORY, Context
from .grid import Grid, Span
from .turns import paired

_SIDES = ("place", "zone", "organization", "site")
Sides = tuple[Mention, ...]
_DASH = re.compile(r"\s*(?:[—－–─\-]{1,4}|·|→|↔|⇌|结对(?:帮扶)?|对口(?:支援|帮扶|协作|合作)|帮扶|[与和]|[:：])\s*")
# A cell in a column of schools, hospitals, villages …: a name by its last word, though nobody else knows it.
_NAME = re.compile(rf"[\u4e00-\u9fff（）·A-Za-z0-9]{{1,20}}(?:{words.alternation('一中')}|镇|乡|苏木|街道|村|嘎查|社区)")
_ITEM = re.compile(r"[^\s、，,；;]+")  # 互助县、民和县 in one cell
_LIES_IN = re.compile(r"[（(][^（）()]{2,12}[）)]$")
_LEAST_OF_ROW = 4  # sides of a line of pairs
# 甲区　乙县, 甲区（乙县） on lines under a heading that speaks of pairs
_COLUMN = re.compile(r"(?P<open>（)|\s*[|｜]\s*|[ \t\u3000]+")
_LEAST_OF_COLUMN = 2
_BEFORE_ITEM, _AFTER_ITEM, _DASHES = ("：", ":", "，", "；", "、"), "，；、。", "—－–─-→↔·"
_HEADING_END = ("。", "】", "：", ":", "|", "丨")
_LISTED = re.compile(r"[\s\d|｜、.．；;。，（）()【●◆■★①-⑳▲·一二三四五六七八九十]*")


def listed(context: Context) -> Iterator[tuple[Mention, Mention]]:
    """甲区——乙县 on lines of their own, on a page that speaks of pairs: each line is a pair."""
    if not any(w in context.text for w in words.words("结对表头")):
        return
    sides = [m for m in context.story if m.type in _SIDES]
    for left, right in pairwise(sides):
        if not _DASH.fullmatch(context.text, left.end, right.start):
            continue
        start, end = context.paragraph(left.start)
        if right.end <= end and (
            _alone(context.text, start, left.start, right.end, end)
            or _enumerated(context.text, start, left, right, end)
            or _heads(context.text, start, left, right)
        ):
            yield left, right


def rows(context: Context) -> Iterator[tuple[Mention, Mention]]:
    """甲区——乙县；丙区——丁县、戊县。 as a whole line, on a page that speaks of pairs: each group of the line gives its pairs."""
    if not any(w in context.text for w in words.words("结对表头")):
        return
    for block in context.blocks:
        sides = [m for m in context.story if block.start <= m.start and m.end <= block.end and m.type in _SIDES]
        if len(sides) < _LEAST_OF_ROW or not _LISTED.fullmatch(context.text, block.start, sides[0].start):
            continue
        if _LISTED.fullmatch(context.text, sides[-1].end, block.end):
            yield from paired(context.text, sides)


def columns(context: Context) -> Iterator[tuple[Mention, Mention]]:
    """甲区　乙县 or 甲区（乙县） on two lines or more that stand right under a heading that speaks of pairs."""
    sides = [m for m in context.mentions if m.type in _SIDES]
    found = [(a, b) for a, b in pairwise(sides) if _in_column(context, a, b)]
    under: list[tuple[Mention, Mention]] = []
    for pair in found:
        if under and context.text.count("\n", under[-1][1].end, pair[0].start) != 1:
            yield from _headed(context, under)
            under = []
        under.append(pair)
    yield from _headed(context, under)


def _in_column(context: Context, left: Mention, right: Mention) -> bool:
    """Whether two sides fill a line as columns do."""
    joint = _COLUMN.fullmatch(context.text, left.end, right.start)
    start, end = context.paragraph(left.start)
    stop = right.end + (joint is not None and joint["open"] is not None)
    return joint is not None and stop <= end and _alone(context.text, start, left.start, stop, end)


def _headed(context: Context, pairs: list[tuple[Mention, Mention]]) -> Iterator[tuple[Mention, Mention]]:
    start = context.paragraph(pairs[0][0].start)[0] if pairs else 0
    above = context.text[slice(*context.paragraph(start - 1))] if start else ""
    least = _LEAST_OF_COLUMN + (context.kind_at(start) not in STORY)  # below the article only a longer list is taken for a table of it
    if len(pairs) >= least and any(w in above for w in words.words("结对表头")):
        yield from pairs


def _alone(text: str, start: int, left: int, right: int, end: int) -> bool:
    """Whether a pair fills its line, but for a number before it and a mark after it."""
    return bool(_LISTED.fullmatch(text, start, left) and _LISTED.fullmatch(text, right, end))


def _heads(text: str, start: int, left: Mention, right: Mention) -> bool:
    """Whether a pair joined by a dash heads its paragraph, or a line of a list of pairs: ●甲县—乙县。, 【甲市·乙区】."""
    joint = text[left.end : right.start].strip()
    if joint[:1] not in _DASHES or not _LISTED.fullmatch(text, start, left.start):
        return False
    return text.startswith(_HEADING_END, right.end) or (text.startswith("，", right.end) and _under_pairs(text, start))


def _under_pairs(text: str, start: int) -> bool:
    """Whether the lines above one, up to that which ends with a colon, lead to pairs: 村企结对签约：, 甲公司——乙村，捐赠3万元；."""
    while start > 0:
        above = text[text.rfind("\n", 0, start - 1) + 1 : start - 1]
        start -= len(above) + 1
        if above.endswith(("：", ":")):
            return any(w in above for w in words.words("结对表头"))
        if not above.endswith(("；", ";", "，")):
            return False
    return False


def _enumerated(text: str, start: int, left: Mention, right: Mention, end: int) -> bool:
    """Whether a pair joined by a dash is an item of a list in a line that speaks of pairs: 镇街结对：甲镇—乙镇，丙镇—丁镇."""
    joint = text[left.end : right.start].strip()
    marked = text[start : left.start].endswith(_BEFORE_ITEM) and (right.end == end or text[right.end] in _AFTER_ITEM)
    return marked and joint[:1] in _DASHES and any(w in text[start : left.start] for w in words.words("结对表头"))


def tabled(context: Context, found: Iterable[Grid]) -> Iterator[tuple[Mention, Mention]]:
    """A table with a place heading each column and sides in each cell pairs the cells of a row."""
    for grid in (_upright(context, grid) for grid in found):
        heads = {column: context.text[slice(*span)] for column, span in grid.rows[0].items()}
        sides = [{column: _cell(context, span) for column, span in row.items()} for row in grid.rows]
        columns = [c for c in heads if not (grid.headed and heads[c].startswith(words.words("旁列表头")))]
        under = sides[1:] if grid.headed else sides
        full = _lowest(context, under, [c for c in columns if sum(bool(row.get(c)) for row in under) * 2 > len(under)])
        if len(full) >= 2 and _pairs_rows(grid, heads, sides[0]):
            for row in under:
                yield from product(row.get(full[0], ()), row.get(full[-1], ()))


def _lowest(context: Context, rows: Sequence[Mapping[int, Sides]], columns: Sequence[int]) -> list[int]:
    """The columns without those that only say where what stands in the next lies (上海市|松江区|昭通市|威信县)."""
    return [c for i, c in enumerate(columns) if not (i + 1 < len(columns) and _holds(context, rows, c, columns[i + 1]))]


def _holds(context: Context, rows: Sequence[Mapping[int, Sides]], outer: int, inner: int) -> bool:
    """Whether the places of one column lie in those of another, in more than half of the rows that have both."""
    both = [(row[outer], row[inner]) for row in rows if outer in row and inner in row]
    return sum(_lie_in(context, high, low) for high, low in both) * 2 > len(both)


def _lie_in(context: Context, high: Sides, low: Sides) -> bool:
    above = {ref.code for m in high for ref in context.places_of(m)}
    return all(any(above & {*context.ancestors(ref)} for ref in context.places_of(m)) for m in low)


def _upright(context: Context, grid: Grid) -> Grid:
    """A table with its heads above: one whose heads stand at the left (支援方|甲区|乙区) is turned."""
    left = [context.text[slice(*row[min(row)])] for row in grid.rows if row]
    if len(left) < 2 or not all(any(w in head for w in words.words("结对表头")) for head in left):
        return grid
    columns = sorted({column for row in grid.rows for column in row})
    return Grid(rows=tuple({index: row[column] for index, row in enumerate(grid.rows) if column in row} for column in columns))


def _pairs_rows(grid: Grid, heads: Mapping[int, str], sides: Mapping[int, Sides]) -> bool:
    """Whether a table's head says that its rows are pairs: in words (结对县), as the line above it may, or as places over two columns."""
    told = any(w in head for head in (*heads.values(), grid.above) for w in words.words("结对表头"))
    return told or sum(map(bool, sides.values())) >= 2


def _cell(context: Context, span: Span) -> Sides:
    """The sides that fill a cell, but for where one lies, in brackets behind it; none where anything else stands in it."""
    found = [_side(context, *part.span()) for part in _ITEM.finditer(context.text, *span)]
    return tuple(side for side in found if side) if all(found) else ()


def _side(context: Context, begin: int, end: int) -> Mention | None:
    """The side that fills an item of a cell."""
    text = _LIES_IN.sub("", context.text[begin:end])
    end = begin + len(text)
    inside = [m for m in context.mentions if begin <= m.start and m.end <= end and m.type in _SIDES]
    if len(inside) == 1 and inside[0].end - inside[0].start == len(text):
        return inside[0]
    return Mention(type="organization", start=begin, end=end, text=text, value="other") if _NAME.fullmatch(text) else None
