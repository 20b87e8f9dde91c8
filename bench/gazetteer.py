"""How well the places of the place set are read: the share of right codes, and of the undecidable ones left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bench.placeset import Marked, sentences
from shanhai.facts.blocks import blocks
from shanhai.facts.context import Context
from shanhai.facts.location import flatten
from shanhai.model import Mention, Page
from shanhai.model.struct import Value
from shanhai.restore import restore

OPEN, NONE, ZONE = "?", "-", "zone"
_LISTED = 40


class Reading(Value, frozen=True, kw_only=True):
    """One marked name of the set, what it means, and what was read there ("" for no place)."""

    sentence: str
    name: str
    wanted: str
    found: str

    @property
    def right(self) -> bool:
        """Whether the reading is what the mark says."""
        return self.found == ("" if self.wanted == NONE else self.wanted)


class Places(Value, frozen=True, kw_only=True):
    """The readings of the whole set."""

    readings: tuple[Reading, ...]

    def _share(self, readings: Iterable[Reading]) -> float:
        count = Counter(r.right for r in readings)
        return count[True] / (count.total() or 1)

    @property
    def decided(self) -> float:
        """The share of names with one meaning, words that are no place among them, that are read so."""
        return self._share(r for r in self.readings if r.wanted != OPEN)

    @property
    def left_open(self) -> float:
        """The share of names that context does not decide that are left open, with candidates."""
        return self._share(r for r in self.readings if r.wanted == OPEN)


def read_set() -> Places:
    """Read every sentence of the set as a page of its own."""
    return Places(readings=tuple(reading for sentence in sentences() for reading in _readings(sentence)))


def _readings(sentence: Marked) -> Iterable[Reading]:
    page = Page(id="0" * 64, format="text", encoding="utf-8", text=sentence.text)
    restored = restore(page)
    context = Context(restored, blocks(restored, page))
    mentions = [m for m in flatten(context.mentions) if m.type in ("place", "zone")]
    for start, end, wanted in sentence.marks:
        name = sentence.text[start:end]
        yield Reading(sentence=sentence.text, name=name, wanted=wanted, found=_found(context, mentions, start, end, wanted))


def _found(context: Context, mentions: Iterable[Mention], start: int, end: int, wanted: str) -> str:
    """The code of the place read at a span; of a chain the link that is there."""
    if wanted == NONE:
        return next((m.text for m in mentions if m.start < end and start < m.end), "")
    exact = [m for m in mentions if m.end == end and (m.start == start or (m.parts and m.parts[-1].start == start))]
    for mention in exact:
        if mention.type == "zone":
            return ZONE
        ref = context.locations.ref(mention)
        if ref is not None:
            return ref.code or OPEN
    return ""


def places_text(places: Places) -> str:
    """The two shares, and the names that were read wrongly, a few of them."""
    wrong = [r for r in places.readings if not r.right]
    asked = sum(r.wanted == OPEN for r in places.readings)
    lines = [f"  {r.name} 应为 {r.wanted}，读作 {r.found or '无'}：{r.sentence}" for r in wrong[:_LISTED]]
    shares = f"代码对 {places.decided:.2%}；{asked} 处定不下来的，留空 {places.left_open:.2%}"
    head = f"地名集：{len(places.readings)} 处；{shares}；错 {len(wrong)} 处"
    return "\n".join([head, *lines])


if __name__ == "__main__":
    print(places_text(read_set()))
