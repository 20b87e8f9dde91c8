"""Tables of projects (项目清单): a column of names, and what stands beside each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanhai.knowledge import words
from shanhai.knowledge.stages import stages
from shanhai.mentions.amount import amount
from shanhai.model import Amount, Page
from shanhai.model.struct import Value

from .context import Context
from .grid import Span, grids

_UNITS = ("亿元", "万元", "元")


class Entry(Value, frozen=True, kw_only=True):
    """A row of a table of projects; spans are of the restored text."""

    name: Span
    amount: Amount | None = None
    amount_span: Span | None = None
    stage_text: str | None = None
    stage_span: Span | None = None


def entries(context: Context, page: Page) -> Iterator[Entry]:
    """The rows of every table that has a column of projects."""
    if not any(word in context.text for word in words.words("项目表头")):
        return
    for grid in grids(page, context.restored):
        heads = {column: _text(context, span) for column, span in grid.rows[0].items()}
        named = _column(heads, "项目表头")
        if named is None:
            continue
        for row in grid.rows[1:]:
            cells = {column: _tight(context.text, *span) for column, span in row.items()}
            if named in cells and cells[named][0] < cells[named][1]:
                yield _entry(context, heads, cells, named)


def _column(heads: Mapping[int, str], word_class: str) -> int | None:
    """The first column whose head is a word of a class, or begins or ends with one, but for its unit in brackets."""
    known = words.words(word_class)
    bare = {column: head.partition("（")[0] for column, head in heads.items()}
    exact = (column for column, head in bare.items() if head in known)
    ended = (column for column, head in bare.items() if head.endswith(known))
    return next(exact, None) if word_class == "项目表头" else next((c for found in (exact, ended) for c in found), None)


def _entry(context: Context, heads: Mapping[int, str], cells: Mapping[int, Span], named: int) -> Entry:
    paid, told = _column(heads, "投资表头"), _column(heads, "进度表头")
    sum_, stage_text = None, None
    if paid in cells and paid is not None:
        said = _text(context, cells[paid])
        sum_ = amount(said) or amount(said + next((unit for unit in _UNITS if unit in heads[paid]), ""))
    if told in cells and told is not None:
        said = _text(context, cells[told])
        stage_text = next((word for word in sorted(stages(), key=len, reverse=True) if word in said), None)
    return Entry(
        name=cells[named],
        amount=sum_,
        amount_span=cells[paid] if sum_ and paid is not None else None,
        stage_text=stage_text,
        stage_span=cells[told] if stage_text and told is not None else None,
    )


def _text(context: Context, span: Span) -> str:
    return context.text[slice(*span)].strip()


def _tight(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
