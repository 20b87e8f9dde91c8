"""Rules over the story of a page: block by block, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from shanhai.model import Mention

from .context import STORY, Context
from .rulebook import Match, RuleBook
from .sentence import sentences


def read_story(context: Context, book: RuleBook, mentions: Sequence[Mention]) -> tuple[Match, ...]:
    """What the rules of a book find in the story, seen over some mentions, in order."""
    found: list[Match] = []
    speaking = [m for m in mentions if m.type != "credit"]
    starts = [m.start for m in speaking]
    for block in context.blocks:
        if block.kind in STORY:
            inside = speaking[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            parts = sentences(context.text, inside, block.start, block.end)
            for index in range(len(parts)):
                found += book.matches(parts, index)
    return tuple(found)
