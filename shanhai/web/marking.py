"""Two texts of one page, divided into passages and spans that can be marked: published beside restored."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from shanhai.model import Block, BlockKind, Certainty, Edit, Fact, Part, PartKind, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

# What a reader of the article does not want between its lines; struck through in the published text.
BOILERPLATE = frozenset(
    {BlockKind.DISCLAIMER, BlockKind.RELATED, BlockKind.ADVERTISEMENT, BlockKind.REPEATED, BlockKind.NAVIGATION, BlockKind.PROPERTY},
)


class Span(Value, frozen=True, kw_only=True):
    """A stretch of one text with the same edit and the same facts throughout.

    `edit` is the repair that the stretch belongs to, `facts` the ordinals of the facts whose evidence covers it, `values` those of
    which it gives a value, `control` the code point of an invisible or direction-changing character (then `text` is that character).
    """

    text: str
    edit: Edit | None = None
    facts: tuple[int, ...] = ()
    values: tuple[int, ...] = ()
    control: str | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """The kinds of damage that the stretch shows."""
        return kinds_of(self.edit) if self.edit else ()


class Passage(Value, frozen=True, kw_only=True):
    """A line of the page in both texts, where it begins in each, and what it is to its reader."""

    at: int = 0
    restored_at: int = 0
    kind: BlockKind | None = None
    heading: bool = False
    published: tuple[Span, ...] = ()
    restored: tuple[Span, ...] = ()

    @property
    def boilerplate(self) -> bool:
        """Whether the passage is no part of the article."""
        return self.kind in BOILERPLATE

    @property
    def quiet(self) -> bool:
        """Whether the passage can be passed over: boilerplate in which no fact stands."""
        return self.boilerplate and not any(span.facts for span in (*self.published, *self.restored))

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in either text."""
        return not any(span.text.strip() or span.control for span in (*self.published, *self.restored))


class Stretch(NamedTuple):
    """A piece of both texts: either unchanged or one edit."""

    published: int
    published_end: int
    restored: int
    restored_end: int
    edit: Edit | None


class Claim(NamedTuple):
    """Words of one text that speak for a fact; `value` when they give one of its values."""

    start: int
    end: int
    fact: int
    value: bool


def passages(
    published: str,
    restored: RestoredText,
    blocks: Sequence[Block] = (),
    facts: Sequence[Fact] = (),
    parts: Sequence[Part] = (),
) -> tuple[Passage, ...]:
    r"""Divide both texts line by line and mark them; the spans of a side, joined, are that side's text.

    >>> text = RestoredText(page="p", text="甲县\n乙市\n")
    >>> [passage.restored[0].text for passage in passages("甲县\n乙市\n", text)]
    ['甲县\n', '乙市\n']
    """
    stretches = tuple(_stretches(published, restored))
    cuts = _cuts(restored.text, stretches, blocks)
    alignment = Alignment(restored)
    left = _spans(
        published,
        [cut[0] for cut in cuts],
        [(stretch.published, stretch.published_end, stretch.edit) for stretch in stretches],
        _published_claims(facts),
    )
    right = _spans(
        restored.text,
        [cut[1] for cut in cuts],
        [(stretch.restored, stretch.restored_end, stretch.edit) for stretch in stretches],
        _restored_claims(facts, alignment),
    )
    kinds = _kinds([cut[1] for cut in cuts], blocks)
    headings = sorted(part.start for part in parts if part.kind is PartKind.HEADING)
    headed = [bisect_left(headings, start[0]) < bisect_left(headings, end[0]) for start, end in pairwise(cuts)]
    return tuple(
        Passage(at=at, restored_at=restored_at, kind=kind, heading=heading, published=published_spans, restored=restored_spans)
        for (at, restored_at), kind, heading, published_spans, restored_spans in zip(cuts[:-1], kinds, headed, left, right, strict=True)
    )


def runs(marked: Iterable[Passage]) -> list[tuple[bool, tuple[Passage, ...]]]:
    """Visible passages in runs: (True, …) for boilerplate that can be passed over, (False, …) for the article.

    >>> runs([Passage(kind=BlockKind.BODY, restored=(Span(text="甲县"),)), Passage()])[0][0]
    False
    """
    seen = (passage for passage in marked if not passage.blank)
    return [(quiet, tuple(run)) for quiet, run in groupby(seen, key=lambda passage: passage.quiet)]


def kinds_of(edit: Edit) -> tuple[str, ...]:
    """Return the names under which an edit's mark is switched on and off: its repair, and whether it was guessed.

    >>> from shanhai.model import Repair
    >>> kinds_of(Edit(start=0, end=1, original="產", replacement="产", repair=Repair.SCRIPT))
    ('script',)
    """
    return (edit.repair.value, *(("guess",) if edit.certainty is Certainty.GUESSED else ()))


def damage(edits: Iterable[Edit]) -> dict[str, int]:
    """Count the edits of each kind, the most frequent first.

    >>> damage(())
    {}
    """
    return dict(Counter(kind for edit in edits for kind in kinds_of(edit)).most_common())


def control_name(character: str) -> str | None:
    r"""Return the code point of a character that hides, joins or turns text around, None for all others.

    >>> control_name("\u202e"), control_name("县"), control_name("\n")
    ('U+202E', None, None)
    """
    if character in "\t\n\r":
        return None
    # Cc, Cf: controls and formats (bidi overrides, zero-width); Co, Cs: private use and lone surrogates, which have no glyph.
    return f"U+{ord(character):04X}" if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} else None


def _stretches(published: str, restored: RestoredText) -> Iterator[Stretch]:
    at = out = 0
    for edit in restored.edits:
        if edit.start > at:
            yield Stretch(at, edit.start, out, out + edit.start - at, None)
            out += edit.start - at
        yield Stretch(edit.start, edit.end, out, out + len(edit.replacement), edit)
        at, out = edit.end, out + len(edit.replacement)
    if at < len(published):
        yield Stretch(at, len(published), out, len(restored.text), None)


def _cuts(text: str, stretches: Sequence[Stretch], blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where both texts can be cut at once: (published, restored) after each line and at the edges of blocks, first and last included."""
    # A block's last line keeps its line end, whether the block counts it or not.
    edges = {edge for block in blocks for edge in (block.start, block.end) if text[edge : edge + 1] != "\n"}
    edges |= {at + 1 for at, character in enumerate(text) if character == "\n"}
    starts = [stretch.restored for stretch in stretches]
    cuts = {(0, 0)}
    for edge in edges:
        stretch = stretches[bisect_right(starts, edge) - 1] if stretches else None
        if stretch and (stretch.edit is None or stretch.restored == edge < stretch.restored_end):
            cuts.add((stretch.published + edge - stretch.restored, edge))
    if stretches:
        cuts.add((stretches[-1].published_end, stretches[-1].restored_end))
    return sorted(cuts)


def _kinds(cuts: Sequence[int], blocks: Sequence[Block]) -> list[BlockKind | None]:
    """The block that holds the middle of each piece between two cuts."""
    ordered = sorted(blocks, key=lambda block: block.start)
    starts = [block.start for block in ordered]
    kinds: list[BlockKind | None] = []
    for start, end in pairwise(cuts):
        at = bisect_right(starts, (start + max(start, end - 1)) // 2) - 1
        kinds.append(ordered[at].kind if at >= 0 and ordered[at].end > start else None)
    return kinds


def _published_claims(facts: Sequence[Fact]) -> list[Claim]:
    return [
        Claim(words.start, words.end, ordinal, field != "")
        for ordinal, fact in enumerate(facts)
        for field, evidence in fact.evidence.items()
        for words in evidence
    ]


def _restored_claims(facts: Sequence[Fact], alignment: Alignment) -> list[Claim]:
    return [Claim(*alignment.restored_span(claim.start, claim.end), claim.fact, claim.value) for claim in _published_claims(facts)]


def _spans(
    text: str, cuts: Sequence[int], stretches: Sequence[tuple[int, int, Edit | None]], claims: Sequence[Claim]
) -> list[tuple[Span, ...]]:
    """Divide one text at every edge of a passage, an edit, a claim or a control character."""
    hiding = {character for character in set(text) if control_name(character)}
    controls = [at for at, character in enumerate(text) if character in hiding] if hiding else []
    edges = {*cuts, *(at for start, end, _ in stretches for at in (start, end))}
    edges |= {at for claim in claims for at in (claim.start, claim.end)} | {at for start in controls for at in (start, start + 1)}
    filled = [stretch for stretch in stretches if stretch[1] > stretch[0]]
    starts = [stretch[0] for stretch in filled]
    covering = _covering(sorted(edges), claims)
    pieces: list[list[Span]] = [[] for _ in cuts[1:]]
    for start, end in pairwise(sorted(edges)):
        held = covering[start]
        pieces[bisect_right(cuts, start) - 1].append(
            Span(
                text=text[start:end],
                edit=filled[bisect_right(starts, start) - 1][2],
                facts=tuple(sorted({claim.fact for claim in held})),
                values=tuple(sorted({claim.fact for claim in held if claim.value})),
                control=control_name(text[start:end]) if end - start == 1 else None,
            ),
        )
    return [tuple(piece) for piece in pieces]


def _covering(edges: Sequence[int], claims: Sequence[Claim]) -> dict[int, tuple[Claim, ...]]:
    """For each edge, the claims that hold from there to the next edge."""
    opening: dict[int, list[Claim]] = {}
    closing: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.end > claim.start:
            opening.setdefault(claim.start, []).append(claim)
            closing.setdefault(claim.end, []).append(claim)
    held: list[Claim] = []
    covering: dict[int, tuple[Claim, ...]] = {}
    for edge in edges:
        for claim in closing.get(edge, ()):
            held.remove(claim)
        held.extend(opening.get(edge, ()))
        covering[edge] = tuple(held)
    return covering
