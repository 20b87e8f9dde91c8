"""Patterns run on one sentence: over whole mentions, over their parts, over other readings; the best of what overlaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec

from shanhai.knowledge import words
from shanhai.model import Mention
from shanhai.model.struct import Value

from .encoding import Encoded, encode, openable, reread
from .grammar import Grammar
from .lean import left_out
from .regular import CLAUSE_STOPS, CLOSE, OPEN, Group, Pattern
from .sentence import Sentence

MOST_OPENED = 30  # mentions of a sentence that is also tried with its mentions opened; at 60 a hostile one took 1.9 s, at 30 0.2 s
_BLANK = "□"  # no rule speaks of it
OPENING, CLOSING = "（" + OPEN, "）" + CLOSE
Lean = tuple[Encoded, Encoded | None]
CLAUSE_START = re.compile(f"[{CLAUSE_STOPS}]")


class Finding(Value, frozen=True, kw_only=True):
    """A match of one pattern: a span of the sentence, and the roles that it fills."""

    start: int
    end: int
    roles: dict[str, tuple[Mention, ...]]
    closers: dict[str, str]
    level: int = 0


class Views:
    """A sentence in its encodings."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        self.sentence = sentence
        self.grammar = grammar
        self.whole = encode(sentence, grammar)
        few = len(sentence.mentions) <= MOST_OPENED
        self.opened = encode(sentence, grammar, opened=True) if few and openable(sentence, grammar) else None
        other = reread(sentence)
        self.reread = encode(other, grammar) if other else None

    @cached_property
    def lean(self) -> Lean | None:
        """The sentence without what may be left out of it; None where nothing may."""
        without = left_out(self.sentence)
        if not without:
            return None
        opened = encode(self.sentence, self.grammar, opened=True, without=without) if self.opened is not None else None
        return encode(self.sentence, self.grammar, without=without), opened

    def blocked(self, finding: Finding, unless: Sequence[Pattern]) -> bool:
        """Whether a guard stands outside mentions, between the start of the clause where the finding begins and the end of the finding."""
        end = self.whole.index(finding.end)
        begins = (hit.end() for hit in CLAUSE_START.finditer(self.whole.text, 0, self.whole.index(finding.start)))
        start = max(begins, default=0)
        return any(pattern.plain[0].search(self._denying, start, end) for pattern in unless)

    @cached_property
    def _denying(self) -> str:
        """The whole with words blanked that deny nothing although one that denies stands in them: 不断, 非公企业."""
        return words.any_of("非否定").sub(lambda hit: _BLANK * len(hit[0]), self.whole.text)

    def best(self, patterns: Sequence[Pattern], unless: Sequence[Pattern], *, lean: bool = False) -> list[Finding]:
        """What the patterns of one rule find, without what is blocked and what overlaps something better.

        Each looks at whole mentions, then at their parts, then at other readings; `lean` at the sentence without what may be left out.
        """
        views = self.lean if lean else (self.whole, self.opened)
        if views is None:
            return []
        (whole, opened), reread = views, None if lean else self.reread
        found: list[Finding] = []
        for pattern in patterns:
            expression, groups = pattern.plain
            found += [_finding(hit, groups, whole, self.sentence, 0) for hit in expression.finditer(whole.text)]
            if opened is not None:
                within, parts = pattern.opened
                found += [_finding(hit, parts, opened, self.sentence, 1) for hit in within.finditer(opened.text)]
            if reread is not None:
                found += [_finding(hit, groups, reread, self.sentence, 2) for hit in expression.finditer(reread.text)]
        found = [one for one in found if not self.blocked(one, unless)] if unless else found
        return best(found) if len(found) > 1 else found


def _finding(hit: re.Match[str], groups: Sequence[tuple[int, Group]], encoded: Encoded, sentence: Sentence, level: int) -> Finding:
    roles: dict[str, tuple[Mention, ...]] = {}
    closers: dict[str, str] = {}
    for index, group in groups:
        start, end = hit.span(index)
        if start < 0:
            continue
        roles[group.role] = roles.get(group.role, ()) + _fillers(start, end, group.types, encoded, sentence)
        if group.closer is not None and hit.span(group.closer)[0] >= 0:
            a, b = (encoded.offsets[i] for i in hit.span(group.closer))
            closers[group.role] = sentence.text[a:b]
    first, last = encoded.offsets[hit.start()], encoded.offsets[hit.end()]
    for role, mentions in roles.items():
        if len(mentions) > 1:
            roles[role] = tuple(dict.fromkeys(sorted(mentions, key=lambda m: m.start)))
    return Finding(start=first, end=last, roles=roles, closers=closers, level=level)


def _fillers(start: int, end: int, types: tuple[str, ...], encoded: Encoded, sentence: Sentence) -> tuple[Mention, ...]:
    """The mentions that stand in a stretch of the encoding, or its words; not what stands in brackets or inside an opened mention."""
    if not types:
        first, last = encoded.offsets[start], encoded.offsets[end]
        text = sentence.text[first:last]
        return (Mention(type="word", start=sentence.start + first, end=sentence.start + last, text=text),) if text else ()
    found: list[Mention] = []
    depth = 0
    for index in range(start, end):
        sign = encoded.text[index]
        depth += (sign in OPENING) - (sign in CLOSING)
        if not depth and index in encoded.mentions:
            found.append(_as_type(encoded.mentions[index], types))
    return tuple(found)


def _as_type(mention: Mention, types: tuple[str, ...]) -> Mention:
    """The mention under the type for which it was taken."""
    if mention.type in types:
        return mention
    same = (r.type for r in mention.readings if (r.start, r.end) == (mention.start, mention.end) and r.type in types)
    return msgspec.structs.replace(mention, type=next(same, mention.type))


def best(found: Sequence[Finding]) -> list[Finding]:
    """Of matches that overlap: whole mentions before parts, then the leftmost, the longest, the one with most roles."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda r: (r.level, r.start, -r.end, -len(r.roles))):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda r: r.start)
