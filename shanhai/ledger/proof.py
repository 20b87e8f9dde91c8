"""Whether a reading fits its page: edits that make the round trip, quotations that stand where they say, facts in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shanhai.model import Edit, Evidence, Fact

from .by_hand import FIRST


def faults(reading: Any, stated: Sequence[Any]) -> Iterator[str]:
    """What is wrong with a row of `readings`, joined to its text, and with its rows of `facts`, in the order of their positions."""
    published: str = reading.text
    restored = published if reading.restored is None else reading.restored
    if mended(published, reading.edits) != restored:
        yield "修改对不上原文 (its edits do not lead from the published text to the restored one)"
    if reading.damage != len(reading.edits):
        yield f"修改记作 {reading.damage} 处，存了 {len(reading.edits)} 处 (its number of edits is wrong)"
    yield from misplaced("账目 (the account)", reading.account.page.evidence, published)
    if any(block.end > len(restored) for block in reading.blocks) or any(part.end > len(published) for part in reading.parts):
        yield "分块超出文字 (a block or part reaches beyond the text)"
    read = [row.position for row in stated if row.position < FIRST]
    if read != list(range(len(read))):
        yield "事实不连号 (its facts are not numbered from 0)"
    for row in stated:
        yield from _fact(row, reading.page, published)


def mended(published: str, edits: Sequence[Edit]) -> str | None:
    """The published text with its edits made; null where they do not fit it.

    >>> from shanhai.model import Repair
    >>> mended("書(shū)記", [Edit(start=1, end=6, original="(shū)", replacement="", repair=Repair.PINYIN)])
    '書記'
    """
    pieces: list[str] = []
    here = 0
    for edit in edits:
        if edit.start < here or published[edit.start : edit.end] != edit.original:
            return None
        pieces += (published[here : edit.start], edit.replacement)
        here = edit.end
    return "".join((*pieces, published[here:]))


def misplaced(name: str, evidence: dict[str, tuple[Evidence, ...]] | Iterable[Any], published: str) -> Iterator[str]:
    """The quotations that do not stand in the published text where they say."""
    quoted = evidence.items() if isinstance(evidence, dict) else ()
    for field, quotations in quoted:
        for found in quotations:
            if published[found.start : found.end] != found.exact:
                yield f"{name} {field} 的引文不在 {found.start}–{found.end} (a quotation is not where it says)"


def _fact(row: Any, page: str, published: str) -> Iterator[str]:
    fact: Fact = row.body
    name = f"事实 (fact) {row.id}"
    if (fact.id, fact.page, type(fact).__struct_config__.tag) != (row.id, page, row.type):
        yield f"{name} 与它的内容不符 (its columns are not those of its content)"
    yield from misplaced(name, fact.evidence, published)
