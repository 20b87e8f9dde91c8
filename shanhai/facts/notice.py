"""Notices (通知, 工作要点): papers whose numbered paragraphs say what others shall do, and whose wishes are addressed to nobody."""

from __future__ import annotations

from functools import cached_property

from shanhai.knowledge import words

from .context import Context
from .promise import NUMBERED


class Notice:
    """What of one page is a notice; of most pages nothing is."""

    def __init__(self, context: Context) -> None:
        self._text = context.text
        self._title = context.source.title or ""

    @cached_property
    def sheet(self) -> bool:
        """Whether the page is a notice, by its headline."""
        return self._title.endswith(words.words("通知"))

    @cached_property
    def plan(self) -> bool:
        """Whether the page is a paper that lays down what its own side will do (甲县东西部协作工作要点)."""
        return self._title.endswith(words.words("照办"))

    @cached_property
    def _listed_from(self) -> int:
        """Where a notice begins to list what is to be done; the end of the text in other pages."""
        if not self.sheet:
            return len(self._text)
        found = [hit.end() for hit in words.any_of("有关事项").finditer(self._text)]
        return min(found, default=len(self._text))

    def numbered(self, start: int) -> bool:
        """Whether a paragraph is a numbered one of a notice."""
        return start >= self._listed_from and NUMBERED.match(self._text, start) is not None
