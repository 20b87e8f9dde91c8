"""A sentence as a typed sequence: every mention one private-use character, everything else as it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from shanhai.model import Mention
from shanhai.model.struct import Value

from .grammar import Grammar
from .regular import CLOSE, OPEN
from .sentence import Sentence

PRIVATE = re.compile("[\ue000-\uf8ff]")  # on a page they are damage that was not undone, and must not look like mentions
_NUMBERED = frozenset({"quantity", "amount", "date"})


class Encoded(Value, frozen=True, kw_only=True):
    """An encoded sentence; `offsets` leads from each of its characters (and its end) into the sentence."""

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, Mention]

    def index(self, offset: int) -> int:
        """The first encoded character at or after an offset into the sentence."""
        return bisect_left(self.offsets, offset)

    def show(self, start: int = 0, end: int | None = None) -> str:
        """The typed sequence for people: ⟨place 乙市⟩."""
        signs = {OPEN: "⟦", CLOSE: "⟧"}
        stretch = range(start, len(self.text) if end is None else min(end, len(self.text)))
        return "".join(
            f"⟨{held.type} {held.text}⟩" if (held := self.mentions.get(i)) else signs.get(self.text[i], self.text[i]) for i in stretch
        )


def encode(sentence: Sentence, grammar: Grammar, *, opened: bool = False, without: frozenset[int] = frozenset()) -> Encoded:
    """The sentence with its outermost mentions as characters; `opened` lays the parts or words of a mention after it.

    What stands at the offsets `without` is left out.

    >>> from shanhai.facts.grammar import grammar
    >>> place = Mention(type="place", start=1, end=3, text="乙市")
    >>> encode(Sentence(text="来乙市考察", start=0, mentions=(place,)), grammar()).show()
    '来⟨place 乙市⟩考察'
    """
    text = PRIVATE.sub("\ufffd", sentence.text)
    shift = sentence.start
    blank = (_blanks(sentence) if " " in text else frozenset()) | without
    out: list[str] = []
    offsets: list[int] = []
    held: dict[int, Mention] = {}
    here = 0
    for mention in outermost(sentence.mentions):
        start, end = mention.start - shift, mention.end - shift
        if start < here or end > len(text):
            continue  # it crosses the edge of the sentence
        _write(text, range(here, start), blank, out, offsets)
        here = end
        if start in without:
            continue
        held[len(offsets)] = mention
        out.append(grammar.code(mention))
        offsets.append(start)
        if opened and (parts := laid_open(mention, sentence.mentions, grammar)) is not None:
            _lay_open(mention, text, shift, grammar, (out, offsets, held), parts)
    _write(text, range(here, len(text)), blank, out, offsets)
    offsets.append(len(text))
    return Encoded(text="".join(out), offsets=tuple(offsets), mentions=held)


def _blanks(sentence: Sentence) -> frozenset[int]:
    """Blanks beside a number (共签约 7 个项目), which office programs put there and which say nothing."""
    text, shift = sentence.text, sentence.start
    edges = {edge - shift for m in sentence.mentions if m.type in _NUMBERED for edge in (m.start - 1, m.end)}
    return frozenset(at for at in edges if 0 < at < len(text) - 1 and text[at] == " " and " " not in (text[at - 1], text[at + 1]))


def _write(text: str, stretch: range, blank: frozenset[int], out: list[str], offsets: list[int]) -> None:
    """Write a stretch of the text without its blanks."""
    kept = [at for at in stretch if at not in blank] if blank else stretch
    out.append("".join(text[at] for at in kept) if blank else text[stretch.start : stretch.stop])
    offsets.extend(kept)


def _lay_open(
    mention: Mention,
    text: str,
    shift: int,
    grammar: Grammar,
    written: tuple[list[str], list[int], dict[int, Mention]],
    parts: Sequence[Mention],
) -> None:
    out, offsets, held = written
    here, last = mention.start - shift, mention.end - shift
    out.append(OPEN)
    offsets.append(here)
    for part in parts:
        out.append(text[here : part.start - shift])
        offsets.extend(range(here, part.start - shift))
        held[len(offsets)] = part
        out.append(grammar.code(part))
        offsets.append(part.start - shift)
        here = part.end - shift
    out.append(text[here:last] + CLOSE)
    offsets.extend(range(here, last + 1))


def within(mention: Mention, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The parts of a mention, or the mentions that were found inside it when it names none."""
    inside = mention.parts or tuple(m for m in mentions if mention.start <= m.start and m.end <= mention.end and m is not mention)
    return outermost(tuple(m for m in inside if (m.start, m.end) != (mention.start, mention.end)))


def outermost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions in order of start, without those that overlap a longer one (the earlier one when equally long).

    >>> place, site = Mention(type="place", start=0, end=2, text="甲县"), Mention(type="site", start=0, end=4, text="甲县码头")
    >>> [m.text for m in outermost((place, site))]
    ['甲县码头']
    """
    in_order = sorted(mentions, key=lambda m: m.start)
    if all(a.end <= b.start for a, b in pairwise(in_order)):
        return tuple(in_order)
    chosen: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in chosen):
            chosen.append(mention)
    return tuple(sorted(chosen, key=lambda m: m.start))


def laid_open(mention: Mention, mentions: Sequence[Mention], grammar: Grammar) -> tuple[Mention, ...] | None:
    """The parts that a mention shows when it is opened (none where only its words show); None when it stays closed."""
    parts = within(mention, mentions) if mention.type in grammar.opens else ()
    return parts if parts or mention.type in grammar.spelled else None


def openable(sentence: Sentence, grammar: Grammar) -> bool:
    """Whether the sentence has a mention that can be opened."""
    return any(laid_open(m, sentence.mentions, grammar) is not None for m in sentence.mentions)


def reread(sentence: Sentence) -> Sentence | None:
    """The sentence with every mention that has a reading on another span read that other way; None when there is none."""
    changed: list[Mention] = []
    found = False
    for mention in sentence.mentions:
        other = next((r for r in mention.readings if (r.start, r.end) != (mention.start, mention.end)), None)
        if other is not None:
            found = True
            mention = Mention(type=other.type, start=other.start, end=other.end, text=other.text, parts=mention.parts)
        changed.append(mention)
    return msgspec.structs.replace(sentence, mentions=tuple(changed)) if found else None


def mention_types(sentence: Sentence) -> frozenset[str]:
    """Every type that a mention of the sentence, a part or a reading of it can have."""
    found: set[str] = set()
    for mention in sentence.mentions:
        for held in (mention, *mention.parts) if mention.parts else (mention,):
            found.add(held.type)
            if held.readings:
                found.update([reading.type for reading in held.readings])
    return frozenset(found)
