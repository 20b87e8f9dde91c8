"""The restored sentence around a piece of evidence."""

from __future__ import annotations

from bisect import bisect_right

from shanhai.model import Evidence, RestoredText

# Characters shown on each side of the words themselves: the longest sentence of our labelled pages has 203, and is shown whole.
REACH = 200


class Quoter:
    """Finds the sentences of one page.

    >>> from shanhai.restore import restore_text
    >>> quoter = Quoter(restore_text("甲縣代表團來訪。雙方座談，簽署協議。"))
    >>> quoter.sentence(Evidence(start=10, end=12, exact="座談", text="座谈", rule="r"))
    '双方座谈，签署协议。'
    """

    def __init__(self, restored: RestoredText) -> None:
        from shanhai.facts.sentence import sentences
        from shanhai.restore import Alignment

        self._text = restored.text
        self._alignment = Alignment(restored)
        self._spans = [(sentence.start, sentence.end) for sentence in sentences(restored.text)]

    def sentence(self, evidence: Evidence) -> str:
        """The sentence that holds the evidence, or all those that it touches; an endless one (a page without marks) is cut."""
        start, end = self._alignment.restored_span(evidence.start, evidence.end)
        first, last = min(self._around(start)[0], start), max(self._around(max(start, end - 1))[1], end)
        left, right = max(first, start - REACH), min(last, end + REACH)
        return ("…" if first < left else "") + self._text[left:right] + ("…" if right < last else "")

    def _around(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self._spans, (offset, len(self._text))) - 1
        return self._spans[number] if number >= 0 else (offset, offset)
