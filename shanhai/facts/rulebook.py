"""All rules, ready to run: which of them speak on a sentence, and who fills which role."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import msgspec

from shanhai.model import Mention, PatternError
from shanhai.model.struct import Value

from .encoding import mention_types
from .grammar import Grammar, grammar
from .matching import Finding, Views
from .regular import Pattern
from .rulefile import Rule, Then, read_rules, rule_files
from .sentence import LONGEST, Sentence
from .triggers import Triggers

LOG = logging.getLogger(__name__)
MOST_MENTIONS = 60  # of a sentence; the rest are words to the rules. The fullest sentence of our labelled pages has 16
# An emergency brake only, in processor time: what a page says must not depend on the machine. The slowest sentence of our labelled pages
# took 0.0003 s, the worst that could be made within these bounds 0.5 s.
SENTENCE_SECONDS = 2.0


class Match(Value, frozen=True, kw_only=True):
    """A rule that speaks: offsets are code points into the restored text; words in roles are mentions of type `word`.

    `closers` holds what closed a list (等4个县), `follow` the span that the rule's `then` found; `opened` says that a part of a
    larger mention, or another reading, served.
    """

    rule: str
    fact: str
    start: int
    end: int
    roles: dict[str, tuple[Mention, ...]]
    sets: dict[str, str] = msgspec.field(default_factory=dict)
    closers: dict[str, str] = msgspec.field(default_factory=dict)
    follow: tuple[int, int] | None = None
    opened: bool = False


class Ready:
    """A rule with its patterns compiled, and what a sentence must have for it to be tried."""

    def __init__(self, rule: Rule, grammar: Grammar) -> None:
        roles = grammar.fields(rule.fact, rule.roles)
        self.rule = rule
        self.group = rule.group
        self.says = tuple(Pattern(source, grammar, roles, rule.place_of(source)) for source in rule.says)
        self.unless = tuple(Pattern(source, grammar, frozenset(), rule.place_of(source)) for source in rule.unless)
        then = rule.then or Then(says=())
        self.then = tuple(Pattern(source, grammar, roles, rule.place_of(source)) for source in then.says)
        self.then_unless = tuple(Pattern(source, grammar, frozenset(), rule.place_of(source)) for source in then.unless)
        for pattern in self.says:
            if not pattern.triggers:
                remedy = "every pattern needs a word or ‹class› outside [ ], so that it can be looked for"
                raise PatternError(pattern.place, f"no trigger in {pattern.source!r}", remedy)


class Brake:
    """Says when a sentence has taken too long.

    The processor is asked only once the clock says so: asked after every rule, 130 times a page, it took a
    twelfth of all reading on a busy machine.
    """

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._deadline: float | None = None

    def pulled(self) -> bool:
        """Whether the sentence has had its time: so many seconds by the clock, and then as many of the processor's."""
        if time.perf_counter() - self._since < SENTENCE_SECONDS:
            return False
        if self._deadline is None:
            self._deadline = time.thread_time() + SENTENCE_SECONDS
        return time.thread_time() > self._deadline


class RuleBook:
    """All rules of some files; finding is a pure function of the sentences."""

    def __init__(self, ready: Sequence[Ready], grammar: Grammar) -> None:
        self.rules = tuple(one.rule for one in ready)
        self.grammar = grammar
        self.ready = tuple(ready)
        says = [(one, pattern) for one in self.ready for pattern in one.says]
        self.triggers = Triggers(pattern for _, pattern in says)
        self._types: dict[str, int] = {}  # a bit for each type that a pattern needs
        self._says = tuple((one, pattern, tuple(map(self._bits_of, pattern.needs))) for one, pattern in says)

    @classmethod
    def load(
        cls,
        paths: Sequence[Path] | None = None,
        *,
        types: Grammar | None = None,
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> RuleBook:
        """The rules at the paths (files or folders), or the package's own. PatternError is the first of all that is wrong.

        >>> RuleBook.load([]).rules
        ()
        """
        book, errors = read(paths, types=types, words=words)
        if errors:
            first, more = errors[0], len(errors) - 1
            raise PatternError(first.place, first.problem, f"{first.remedy}" + (f" (and {more} more)" if more else "")) from first
        return book

    @cached_property
    def events(self) -> RuleBook:
        """Its rules of visits, meetings, pairings and tenures, which see the mentions of a page."""
        return RuleBook([one for one in self.ready if one.rule.fact not in self.grammar.matters], self.grammar)

    @cached_property
    def matters(self) -> RuleBook:
        """Its rules of agreements, projects, platforms, measures and pledges, which see the matters of a page."""
        return RuleBook([one for one in self.ready if one.rule.fact in self.grammar.matters], self.grammar)

    def rule(self, name: str) -> Rule:
        """The rule of that name; KeyError when there is none."""
        return {rule.name: rule for rule in self.rules}[name]

    def matches(self, sentences: Sequence[Sentence], index: int) -> tuple[Match, ...]:
        """What every rule finds on one sentence, in order of place and rule; `then` also looks at the sentences after it."""
        sentence = sentences[index]
        if len(sentence.text) > LONGEST:
            LOG.warning("sentence at %d skipped: %d characters", sentence.start, len(sentence.text))
            return ()
        candidates = self.candidates(sentence)
        if not candidates:
            return ()
        views = Views(bounded(sentence), self.grammar)
        brake = Brake()
        told = self._told(candidates, views, sentences, index, brake)
        silent = [(ready, patterns) for ready, patterns in candidates if ready.group not in told]
        if silent and not brake.pulled() and views.lean:  # groups of rules that tell nothing, once more without adverbs and the like
            told |= self._told(silent, views, sentences, index, brake, lean=True)
        return tuple(sorted((m for found in told.values() for m in found), key=lambda m: (m.start, m.end, m.rule)))

    def _told(
        self,
        tried: Sequence[tuple[Ready, tuple[Pattern, ...]]],
        views: Views,
        sentences: Sequence[Sentence],
        index: int,
        brake: Brake,
        *,
        lean: bool = False,
    ) -> dict[str, list[Match]]:
        """What rules find on one sentence, by their groups; nothing is held for groups that find nothing."""
        told: dict[str, list[Match]] = {}
        for ready, patterns in tried:
            if found := [_follow(ready, match, sentences, index, self.grammar) for match in _speak(ready, patterns, views, lean=lean)]:
                told.setdefault(ready.group, []).extend(found)
            if brake.pulled():
                LOG.warning("sentence at %d left after %.1f s, at rule %s", views.sentence.start, SENTENCE_SECONDS, ready.rule.name)
                break
        return told

    def candidates(self, sentence: Sentence) -> list[tuple[Ready, tuple[Pattern, ...]]]:
        """The rules whose words and mention types the sentence has, with the patterns that are worth trying."""
        worded = self.triggers.worded(sentence.text)
        if not worded:
            return []
        types = 0
        for held in mention_types(sentence):
            types |= self._types.get(held, 0)
        tried: dict[Ready, tuple[Pattern, ...]] = {}
        for number in worded:
            ready, pattern, needs = self._says[number]
            for need in needs:
                if not need & types:
                    break
            else:
                tried[ready] = (*tried.get(ready, ()), pattern)
        return list(tried.items())

    def _bits_of(self, types: frozenset[str]) -> int:
        return sum(self._types.setdefault(held, 1 << len(self._types)) for held in types)


def bounded(sentence: Sentence) -> Sentence:
    """The sentence with no more mentions than rules are tried on, said so when some are left out."""
    if len(sentence.mentions) <= MOST_MENTIONS:
        return sentence
    LOG.warning("sentence at %d: only %d of %d mentions are tried", sentence.start, MOST_MENTIONS, len(sentence.mentions))
    return msgspec.structs.replace(sentence, mentions=sentence.mentions[:MOST_MENTIONS])


def _speak(ready: Ready, patterns: Sequence[Pattern], views: Views, *, lean: bool) -> list[Match]:
    """The matches of a rule on a sentence that no `unless` blocks and no better match of the rule overlaps."""
    shift, rule = views.sentence.start, ready.rule
    return [
        Match(
            rule=rule.name,
            fact=rule.fact,
            start=shift + one.start,
            end=shift + one.end,
            roles=one.roles,
            sets=rule.sets,
            closers=one.closers,
            opened=one.level > 0,
        )
        for one in views.best(patterns, ready.unless, lean=lean)
    ]


def _follow(ready: Ready, match: Match, sentences: Sequence[Sentence], index: int, grammar: Grammar) -> Match:
    """The match with the roles that the rule's `then` finds in the following sentences of the paragraph."""
    then = ready.rule.then
    if then is None:
        return match
    for step in range(index + 1, min(index + 1 + then.within, len(sentences))):
        before, here = sentences[step - 1], sentences[step]
        if here.start != before.end:
            break
        found = Views(bounded(here), grammar).best(ready.then, ready.then_unless)
        if found:
            return _joined(match, found[0], then, here)
    return match


def _joined(match: Match, one: Finding, then: Then, here: Sentence) -> Match:
    roles = dict(match.roles)
    for role, mentions in one.roles.items():
        roles[role] = roles.get(role, ()) + mentions
    return msgspec.structs.replace(
        match,
        roles=roles,
        sets=match.sets | then.sets,
        closers=one.closers | match.closers,
        follow=(here.start + one.start, here.start + one.end),
    )


def read(
    paths: Sequence[Path] | None = None,
    *,
    types: Grammar | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> tuple[RuleBook, tuple[PatternError, ...]]:
    """The rules that can be used, and everything that is wrong with the others."""
    base = types or grammar()
    used = msgspec.structs.replace(base, extra_words=base.extra_words | {name: tuple(w) for name, w in (words or {}).items()})
    good: dict[str, Ready] = {}
    errors: list[PatternError] = []
    for path in rule_files(paths):
        rules, wrong = read_rules(path, used)
        errors.extend(wrong)
        for rule in rules:
            try:
                if rule.name in good:
                    raise PatternError(rule.place, f"the name {rule.name} stands twice", f"the other is at {good[rule.name].rule.place}")
                good[rule.name] = Ready(rule, used)
            except PatternError as error:
                errors.append(error)
    return RuleBook(tuple(good.values()), used), tuple(errors)


@cache
def rulebook() -> RuleBook:
    """The package's own rules, read once."""
    return RuleBook.load()
