"""The restored sentence around a piece of evidence."""

from __future__ import annotations

from bisect import bisect_right

from shanhai.model import Evidence, RestoredText
from shanhai.model.struct import Value

# Characters shown on each side of the words themselves: the longest sentence of our labelled pages has 203, and is shown whole.
REACH = 200


class Quotation(Value, frozen=True, kw_only=True):
    """The words that say it, with the rest of their sentence on both sides."""

    before: str
    words: str
    after: str


class Quoter:
    """Finds the sentences of one page.

    >>> from shanhai.restore import restore_text
    >>> quoter = Quoter(restore_text("甲縣代表團來訪。雙方座談，簽署協議。"))
    >>> quoter.quote(Evidence(start=10, end=12, exact="座談", text="座谈", rule="r"))
    Quotation(before='双方', words='座谈', after='，签署协议。')
    """

    def __init__(self, restored: RestoredText) -> None:
        from shanhai.facts.sentence import sentences
        from shanhai.restore import Alignment

        self._text = restored.text
        self._alignment = Alignment(restored)
        self._spans = [(sentence.start, sentence.end) for sentence in sentences(restored.text)]

    def quote(self, evidence: Evidence) -> Quotation:
        """The sentence that holds the evidence, or all those that it touches."""
        start, end = self._alignment.restored_span(evidence.start, evidence.end)
        first, last = self._sentence(start)[0], self._sentence(max(start, end - 1))[1]
        return Quotation(
            before=_clipped(self._text[min(first, start) : start], left=True),
            words=self._text[start:end],
            after=_clipped(self._text[end : max(last, end)], left=False),
        )

    def _sentence(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self._spans, (offset, len(self._text))) - 1
        return self._spans[number] if number >= 0 else (offset, offset)


def _clipped(text: str, *, left: bool) -> str:
    """A side of a sentence, cut where it is endless (a page that lost its marks)."""
    if len(text) <= REACH:
        return text
    return "…" + text[-REACH:] if left else text[:REACH] + "…"
