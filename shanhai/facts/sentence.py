"""A text cut into sentences, each with its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shanhai.model import Mention
from shanhai.model.struct import Value

# A final mark and what closes with it. ASCII dots are left alone, they stand in numbers and addresses.
# A class stands first, which is looked for faster than an alternative.
END = re.compile(r"[。！？；!?…\n](?:(?<=\n)\s*|(?:(?<=…)…*|(?<=[。！？；!?])[。！？；!?]*)[”’」』）)]*[ \u3000\t]*)")
LONGEST = 1_000  # characters; the longest sentence of our labelled pages has 203; much longer ones are tables that lost their breaks


class Sentence(Value, frozen=True, kw_only=True):
    """A sentence of the restored text; `start` and the mentions' offsets are code points into the whole text."""

    text: str
    start: int
    mentions: tuple[Mention, ...] = ()

    @property
    def end(self) -> int:
        """Where the sentence ends in the whole text; the next one of its paragraph begins there."""
        return self.start + len(self.text)


def sentences(text: str, mentions: Iterable[Mention] = (), start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    r"""The sentences of text[start:end]; two that touch are of one paragraph, line breaks stand in none, no mention is cut.

    >>> [s.text for s in sentences("甲县代表团来乙市考察。随后座谈。\n乙市")]
    ['甲县代表团来乙市考察。', '随后座谈。', '乙市']
    """
    stop = len(text) if end is None else end
    inside = sorted((m for m in mentions if start <= m.start and m.end <= stop), key=lambda m: m.start)
    covered: set[int] = set().union(*(range(m.start + 1, m.end) for m in inside))
    found: list[Sentence] = []
    at = 0
    for first, last in (piece for span in _spans(text, covered, start, stop) for piece in _pieces(text, covered, *span)):
        begin = at
        while at < len(inside) and inside[at].start < last:
            at += 1
        mine = tuple([m for m in inside[begin:at] if m.end <= last])
        found.append(Sentence(text=text[first:last], start=first, mentions=mine))
    return tuple(found)


def _spans(text: str, covered: set[int], start: int, stop: int) -> Iterator[tuple[int, int]]:
    first = start
    for hit in END.finditer(text, start, stop):
        broken = hit.group()[0] == "\n"
        last = hit.start() if broken else hit.end()
        if last in covered:
            continue
        if text[first:last].strip():
            yield first, last
        first = hit.end()
    if text[first:stop].strip():
        yield first, stop


def _pieces(text: str, covered: set[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence that is too long in pieces, cut after commas where there are any, outside mentions."""
    while last - first > LONGEST:
        reach = range(first + LONGEST, first, -1)
        cut = next((i for i in reach if text[i - 1] in "，、" and i not in covered), None)
        cut = cut or next((i for i in reach if i not in covered), first + LONGEST)
        yield first, cut
        first = cut
    yield first, last
