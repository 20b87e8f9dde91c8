"""Which of its visits a page is telling of at a place in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef, Precision, When
from shanhai.model.struct import Value

from .context import Context
from .draft import Draft
from .location import near
from .stretch import start_of

_STOPS = "。！？\n"
# A day told within so many days after a visit's last day, or its only one, may still be of it (10月30日…考察。31日上午，座谈会召开).
_AFTER_RANGE, _AFTER_DAY = 1, 3
_MONTH = 31
_NEWS = re.compile(rf"(?:^|\n)[ \u3000]*(?:{words.alternation('又讯')}|[●◆◇■★☆▲◎○][ \u3000]*(?=\d{{1,2}}月\d{{1,2}}日))")


class Telling(Value, frozen=True, kw_only=True):
    """A place where a page tells of a visit; what it only calls to mind (去年曾到乙县) is told until `until`."""

    start: int
    visit: int
    until: int | None


class Strand:
    """The tellings of one page's visits, in order."""

    def __init__(self, context: Context, drafts: Sequence[Draft]) -> None:
        self._context = context
        self._drafts = tuple(drafts)
        self._tellings = sorted(self._told(), key=lambda t: t.start)
        self._news = [hit.start() for hit in _NEWS.finditer(context.text)]  # where other pieces of news begin

    def _told(self) -> Iterator[Telling]:
        first = min((d.start for d in self._drafts), default=0)
        for index, draft in enumerate(self._drafts):
            for start in dict.fromkeys((draft.start, *draft.tellings)):
                yield Telling(start=start, visit=index, until=self._until(start, draft) if start != first else None)

    def _until(self, start: int, draft: Draft) -> int | None:
        """Where an aside about an earlier visit ends: with its sentence, or the paragraph that it begins; null for no aside."""
        begin = self.sentence(start)
        end = max(start, draft.end) if start == draft.start else start
        stop = self.end(end)
        if not self._recalled(begin, stop):
            return None
        paragraph, last = self._context.paragraph(start)
        return last if begin == paragraph else stop

    def _recalled(self, start: int, end: int) -> bool:
        """Whether a sentence calls something to mind (曾, 去年); the 曾 of a name does not."""
        named = [(m.start, m.end) for kind in ("official", "person") for m in self._context.of_type(kind, start, end)]
        found = (i for w in words.words("曾") if (i := self._context.text.find(w, start, end)) >= 0)
        return any(not any(a <= i < b for a, b in named) for i in found)

    def sentence(self, offset: int) -> int:
        """Where the sentence of an offset begins."""
        return start_of(self._context.text, offset, _STOPS)

    def end(self, offset: int) -> int:
        """Where the sentence of an offset ends."""
        text = self._context.text
        return next((i for i in range(offset, len(text)) if text[i] in _STOPS), len(text))

    def at(self, offset: int, *, ahead: bool = False) -> list[int]:
        """The visits told last at an offset, all of one trip; before the first telling of all, that of the same paragraph.

        `ahead` also sees the only journey of a page from the paragraphs before it.
        """
        since = self._piece(offset)
        going = [t for t in self._tellings if since < t.start <= offset and (t.until is None or offset < t.until)]
        going = [t for t in going if not self._apart(t.visit, t.start, offset)]
        if going:
            last = going[-1].start
            return list(dict.fromkeys(t.visit for t in going if t.start == last))
        first = next(iter(self._tellings), None)
        if first is None or first.start <= offset or any(offset < news <= first.start for news in self._news):
            return []
        elsewhere = first.start >= self._context.paragraph(offset)[1]
        another = any(t.start != first.start and t.visit != first.visit for t in self._tellings)
        if elsewhere and (not ahead or another or self._apart(first.visit, 0, offset)):
            return []
        return list(dict.fromkeys(t.visit for t in self._tellings if t.start == first.start))

    def only_recalled(self, visit: int) -> bool:
        """Whether a page only calls a visit to mind."""
        return all(t.until is not None for t in self._tellings if t.visit == visit)

    def another_news(self, visit: int, offset: int) -> bool:
        """Whether an offset lies in another piece of news than every telling of a visit."""
        return all(self._piece(t.start) != self._piece(offset) for t in self._tellings if t.visit == visit)

    def _piece(self, offset: int) -> int:
        """Where the piece of news begins in which an offset lies."""
        return max((news for news in self._news if news <= offset), default=-1)

    def fitting(self, visits: Sequence[int], offset: int) -> list[int]:
        """Those of some visits that no day or delegation sets apart which is told between their last telling and an offset."""
        told = {t.visit: t.start for t in self._tellings if t.start <= offset}
        return [i for i in visits if not self._apart(i, told.get(i, 0), offset)]

    def _apart(self, visit: int, since: int, offset: int) -> bool:
        """Whether a day or a delegation told between a telling and an offset, in the paragraph of that, says it is another visit."""
        draft, start = self._drafts[visit], max(since, self._context.paragraph(offset)[0])
        (day, dated), (party, named) = self._day(start, offset), self._party(start, offset)
        if draft.date is not None and day is not None and not _within(draft.date, day):
            again = party is not None and near(party, draft.visitor_place) and named > dated
            if not (again and self._of_another(draft, day)):
                return True
        return party is not None and not near(party, draft.visitor_place) and not near(party, draft.host_place)

    def _of_another(self, draft: Draft, day: When) -> bool:
        """Whether a day is that of another visit of the page; it says nothing of a delegation that is named again behind it."""
        return any(other.date is not None and _within(other.date, day) for other in self._drafts if other is not draft)

    def _day(self, start: int, end: int) -> tuple[When | None, int]:
        """The day told last in a stretch, and where."""
        told = ((self._context.dates.get(m.start), m.start) for m in reversed(self._context.of_type("date", start, end)))
        return next(((d, at) for d, at in told if d is not None and d.precision is Precision.DAY and d.start), (None, start))

    def _party(self, start: int, end: int) -> tuple[PlaceRef | None, int]:
        """Whence the delegation comes that is named last in a stretch, and where it is named."""
        named = (m for m in reversed(self._context.of_type("delegation", start, end)) if m.parts)
        return next(((ref, m.start) for m in named for ref in self._places(m.parts[:1])), (None, start))

    def _places(self, mentions: Sequence[Mention]) -> Iterator[PlaceRef]:
        for mention in mentions:
            yield from self._context.places_of(mention)


def _within(visit: When, day: When) -> bool:
    """Whether a day lies within a visit or closely after it; true where either is not told to the day.

    >>> visit, day = When(text="", start="--05-07", end="--05-09"), When(text="", start="2025-05-08")
    >>> _within(visit, day), _within(visit, When(text="", start="--06-01"))
    (True, False)
    """
    first, other = _number(visit.start), _number(day.start)
    if first is None or other is None:
        return True
    last = (_number(visit.end) or first) + (_AFTER_RANGE if visit.end else _AFTER_DAY)
    return first <= other <= last


def _number(day: str | None) -> int | None:
    """A day of the year as a number; null for what is no day."""
    if day is None or len(day) < len("--05-07") or day.count("-") < 2:
        return None
    month, date = day.split("-")[-2:]
    return int(month) * _MONTH + int(date) if month and date else None
