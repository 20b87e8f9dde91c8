"""Why a fact is on the list: the rule that made it, the words that say it, the repairs beneath, and what makes it doubtful."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shanhai.knowledge.confidence import counts, expected
from shanhai.knowledge.derivations import derivations
from shanhai.model import AnyFact, Block, Certainty, Edit, Evidence, Modality, Page, PlaceRef, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

from .confidence import LEAST, Beside, rule_of, standing, sureness
from .context import Context
from .rulebook import rulebook
from .sentence import sentences


class RuleText(Value, frozen=True, kw_only=True):
    """A rule with its wording: the patterns of a rule of the book, or what a finder does."""

    name: str
    place: str = ""
    says: tuple[str, ...] = ()
    does: str = ""


class Span(Value, frozen=True, kw_only=True):
    """Words of a quotation: what they are (a field of the fact, a type of mention), and where they stand in the quoted sentence."""

    what: str
    start: int
    end: int
    text: str


class Quotation(Value, frozen=True, kw_only=True):
    """A sentence of the restored text in which evidence stands; `start` is its offset, spans count from it."""

    start: int
    text: str
    marked: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()
    edits: tuple[Edit, ...] = ()


class Explanation(Value, frozen=True, kw_only=True):
    """Everything beneath one fact; `judged` and `right` count labelled facts like it."""

    number: int
    fact: AnyFact
    rules: tuple[RuleText, ...]
    quotations: tuple[Quotation, ...]
    modality: Modality
    confidence: float
    sureness: str
    right: int
    judged: int
    needs_review: bool
    reasons: tuple[str, ...] = ()


def explain(page: Page, restored: RestoredText, blocks: Sequence[Block], facts: Sequence[AnyFact], number: int) -> Explanation:
    """The explanation of a fact of a page that was read, by its number among the facts of the page."""
    fact = facts[number - 1]
    found = _before(fact, Beside.of(facts))
    right, judged = counts().get((type(fact).__name__.lower(), found, rule_of(fact)), (0, 0))
    return Explanation(
        number=number,
        fact=fact,
        rules=tuple(rule_text(name) for name in dict.fromkeys(quote.rule for quotes in fact.evidence.values() for quote in quotes)),
        quotations=quotations(Context(restored, blocks, page), fact),
        modality=fact.modality,
        confidence=fact.confidence,
        sureness=found.partition("+")[0],
        right=right,
        judged=judged,
        needs_review=fact.needs_review,
        reasons=reasons(fact),
    )


def _before(fact: AnyFact, beside: Beside) -> str:
    """How sure a fact was before its confidence asked for review."""
    undoubted = standing(msgspec.structs.replace(fact, needs_review=False), beside)
    return undoubted if expected(type(fact).__name__.lower(), undoubted, rule_of(fact)) == fact.confidence else standing(fact, beside)


def rule_text(name: str) -> RuleText:
    """The wording of a rule.

    >>> rule_text("visit.delegation-goes").place.split(":")[0], bool(rule_text("tenure.post-name").does)
    ('facts/rules/visit.yaml', True)
    """
    try:
        rule = rulebook().rule(name)
    except KeyError:
        return RuleText(name=name, does=derivations().get(name, ""))
    return RuleText(name=name, place=rule.place, says=rule.says)


def reasons(fact: AnyFact) -> tuple[str, ...]:
    """Why a person should look at a fact: guesses, undecided places, a doubt of its rule, a low measured confidence.

    >>> from shanhai.model import Platform
    >>> reasons(Platform(id="1", page="2", name="甲乙产业园"))
    ()
    """
    if not fact.needs_review:
        return ()
    quotes = [quote for found in fact.evidence.values() for quote in found]
    told = ["guessed"] if any(quote.certainty is Certainty.GUESSED for quote in quotes) else []
    told += ["undecided"] if any(isinstance(value, PlaceRef) and value.candidates for value in _values(fact)) else []
    told += ["low"] if fact.confidence < LEAST else []
    told += ["doubted"] if sureness(fact) == "doubted" and fact.confidence >= LEAST else []
    return tuple(told or ["doubted"])


def _values(fact: AnyFact) -> list[object]:
    return [getattr(fact, field) for field in fact.__struct_fields__]


def quotations(context: Context, fact: AnyFact) -> tuple[Quotation, ...]:
    """The sentences in which the evidence of a fact stands, each once, in order of the page."""
    alignment = Alignment(context.restored)
    told = [(field, quote) for field, quotes in fact.evidence.items() for quote in quotes]
    placed = [(field, *alignment.restored_span(quote.start, quote.end), quote) for field, quote in told]
    found: list[Quotation] = []
    for sentence in sentences(context.text):
        here = [(field, a, b, quote) for field, a, b, quote in placed if a < sentence.end and sentence.start < max(b, a + 1)]
        if here:
            found.append(_quotation(context, alignment, sentence.start, sentence.text, here))
    return tuple(found)


def _quotation(context: Context, alignment: Alignment, start: int, text: str, here: Sequence[tuple[str, int, int, Evidence]]) -> Quotation:
    end = start + len(text)
    marked = tuple(_span(context.text, field, max(a, start), min(b, end), start) for field, a, b, _ in here)
    inside = (m for m in context.named.view if start <= m.start and m.end <= end)
    first, last, _ = alignment.to_published(start, end)
    return Quotation(
        start=start,
        text=text,
        marked=marked,
        mentions=tuple(_span(context.text, m.type, m.start, m.end, start) for m in inside),
        edits=tuple(edit for edit in context.restored.edits if edit.start < last and first <= edit.end),
    )


def _span(text: str, what: str, start: int, end: int, shift: int) -> Span:
    return Span(what=what, start=start - shift, end=end - shift, text=text[start:end])
