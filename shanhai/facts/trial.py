"""Rules on trial: their examples as tests, one sentence explained, and the nearest miss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from shanhai.mentions.matter import find_matters
from shanhai.model import Mention
from shanhai.model.struct import Value

from .encoding import Encoded, encode, openable
from .pattern import Element
from .pattern import Sequence as Tree
from .regular import Pattern, Writer
from .rulebook import Match, RuleBook
from .rulefile import NOTHING, Example, Rule
from .sentence import Sentence, sentences

Finder = Callable[[str], Sequence[Mention]]
LOOK_AHEAD = 8  # characters of what stood where something else was expected


class Miss(Value, frozen=True, kw_only=True):
    """How far a pattern got: the elements that stood, the one expected next, and what stood instead; or the guard that blocked it."""

    rule: str
    pattern: str
    reached: int
    of: int
    stood: str = ""
    expected: str = ""
    instead: str = ""
    blocked: str | None = None


class Failure(Value, frozen=True, kw_only=True):
    """An example that does not come out as it says, with its typed sequence and what the rule missed; the place is FILE:LINE."""

    rule: str
    place: str
    text: str
    expected: str
    got: str
    sequence: str = ""
    miss: Miss | None = None


class Trial(Value, frozen=True, kw_only=True):
    """What the rules make of one text: its typed sequence, what fired, what nearly did."""

    sequence: str
    matches: tuple[Match, ...]
    misses: tuple[Miss, ...]


def fired(book: RuleBook, text: str, find: Finder) -> tuple[Match, ...]:
    """Everything that the rules find in a text, sentence by sentence."""
    return tuple(match for own, parts in _views(book, text, find) for index in range(len(parts)) for match in own.matches(parts, index))


def _views(book: RuleBook, text: str, find: Finder) -> Iterator[tuple[RuleBook, tuple[Sentence, ...]]]:
    """The rules with the sentences that they see: over mentions, and over matters."""
    mentions = find(text)
    if book.events.ready:
        yield book.events, sentences(text, mentions)
    if book.matters.ready:
        yield book.matters, sentences(text, find_matters(text, mentions))


def told(match: Match) -> dict[str, str]:
    """The roles of a match as examples write them: mentions joined by 、."""
    return {role: "、".join(m.text for m in mentions) for role, mentions in match.roles.items()}


def prove(book: RuleBook, rule: Rule, example: Example, find: Finder) -> Failure | None:
    """What is wrong with an example; None when its rule gives exactly what it says."""
    matches = [match for match in fired(book, example.text, find) if match.rule == rule.name]
    got = [told(match) for match in matches]
    wanted = list(example.gives)
    if all(_agrees(want, have, rule.sets) for want, have in zip(wanted, got, strict=False)) and len(wanted) == len(got):
        return None
    trial = attempt(book, example.text, find)
    return Failure(
        rule=rule.name,
        place=f"{rule.file}:{example.line}",
        text=example.text,
        expected=_written(wanted),
        got=_written(got),
        sequence=trial.sequence,
        miss=next((miss for miss in trial.misses if miss.rule == rule.name), None),
    )


def _agrees(want: dict[str, str], have: dict[str, str], sets: dict[str, str]) -> bool:
    """An example may also state what the rule sets."""
    stated = {role: value for role, value in want.items() if sets.get(role) != value or role in have}
    return stated == have


def _written(results: Sequence[dict[str, str]]) -> str:
    return "; ".join("{" + ", ".join(f"{role}: {text}" for role, text in sorted(one.items())) + "}" for one in results) or NOTHING


def check(book: RuleBook, find: Finder) -> tuple[Failure, ...]:
    """Every example that fails, in order of file, and every rule that speaks on a `nothing` of its own fact type."""
    failures = [failure for rule in book.rules for example in rule.examples if (failure := prove(book, rule, example, find))]
    return (*failures, *trespasses(book, find))


def trespasses(book: RuleBook, find: Finder) -> Iterator[Failure]:
    """The rules that speak on an example where another rule of the same fact type says that there is nothing."""
    for rule in book.rules:
        for example in rule.examples:
            if not example.gives and not example.other:
                yield from _trespass(book, rule, example, find)


def _trespass(book: RuleBook, rule: Rule, example: Example, find: Finder) -> Iterator[Failure]:
    for match in fired(book, example.text, find):
        if match.fact == rule.fact and match.rule != rule.name:
            place = f"{rule.file}:{example.line}"
            yield Failure(rule=match.rule, place=place, text=example.text, expected=NOTHING, got=_written([told(match)]))


def attempt(book: RuleBook, text: str, find: Finder) -> Trial:
    """One text explained: the typed sequence, the rules that fired, and for rules whose words are there the nearest miss.

    >>> from shanhai.facts.rulebook import RuleBook
    >>> attempt(RuleBook.load([]), "甲县来客", lambda text: ()).sequence
    '甲县来客'
    """
    matches = fired(book, text, find)
    done = {match.rule for match in matches}
    views = list(_views(book, text, find))
    misses = [miss for own, parts in views for part in parts for miss in _misses(own, part, done)]
    misses.sort(key=lambda miss: (miss.blocked is None, -miss.reached / miss.of, miss.rule))
    shown = ("\n".join(encode(part, book.grammar).show() for part in parts) for _, parts in views)
    sequence = "\n".join(dict.fromkeys(shown)) if views else "\n".join(encode(p, book.grammar).show() for p in sentences(text, find(text)))
    return Trial(sequence=sequence, matches=matches, misses=tuple(misses))


def _misses(book: RuleBook, sentence: Sentence, done: set[str]) -> Iterator[Miss]:
    slots = book.triggers.slots(sentence.text)
    views = [encode(sentence, book.grammar)]
    if openable(sentence, book.grammar):
        views.append(encode(sentence, book.grammar, opened=True))
    for ready in book.ready:
        if ready.rule.name in done:
            continue
        patterns = [pattern for pattern in ready.says if book.triggers.ready(pattern, slots)]
        tried = [nearest_miss(ready.rule, pattern, view, opened=index > 0) for pattern in patterns for index, view in enumerate(views)]
        if tried:
            yield max(tried, key=lambda miss: (miss.reached / miss.of, miss.blocked is not None))


def nearest_miss(rule: Rule, pattern: Pattern, encoded: Encoded, *, opened: bool = False) -> Miss:
    """How many leading elements of a pattern stand somewhere in a sentence, and what stands where the next one should.

    A pattern that stands as a whole was kept from speaking by one of the rule's guards.
    """
    elements = pattern.tree.elements
    for reached in range(len(elements), 0, -1):
        hits = [hit for hit in _prefix(pattern, elements[:reached], opened).finditer(encoded.text) if hit.group()]
        if not hits:
            continue
        hit = min(hits, key=partial(_distance, _prefix(pattern, elements[reached : reached + 1], opened)))
        stood = encoded.show(hit.start(), hit.end())
        if reached == len(elements):
            blocked = "、".join(rule.unless) or "another match"
            return Miss(rule=rule.name, pattern=pattern.source, reached=reached, of=len(elements), stood=stood, blocked=blocked)
        return Miss(
            rule=rule.name,
            pattern=pattern.source,
            reached=reached,
            of=len(elements),
            stood=stood,
            expected=elements[reached].source,
            instead=encoded.show(hit.end(), hit.end() + LOOK_AHEAD),
        )
    start = encoded.show(0, LOOK_AHEAD)
    return Miss(rule=rule.name, pattern=pattern.source, reached=0, of=len(elements), expected=_first(elements), instead=start)


def _prefix(pattern: Pattern, elements: tuple[Element, ...], opened: bool) -> re.Pattern[str]:
    return re.compile(Writer(pattern.grammar, opened=opened).sequence(Tree(elements=elements)))


def _distance(expected: re.Pattern[str], hit: re.Match[str]) -> int:
    """How far behind a hit the next element stands; the length of the sentence when it does not."""
    found = expected.search(hit.string, hit.end())
    return found.start() - hit.end() if found else len(hit.string)


def _first(elements: tuple[Element, ...]) -> str:
    """The first element that a sentence cannot do without."""
    return next((e.source for e in elements if not e.source.startswith("[")), elements[0].source)
