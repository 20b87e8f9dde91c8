"""From the tree of a pattern to a regular expression over an encoded sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from math import prod

from shanhai.model import KnowledgeError, PatternError
from shanhai.model.struct import Value

from .grammar import FIRST_CODE, Closers, Grammar, ranges, suggest
from .pattern import Anchor, Choice, Element, Gap, Guard, Hole, Maybe, Node, Sequence, Text, Words, parse

OPEN, CLOSE = "\uf8f0", "\uf8f1"  # around the parts of an opened mention, after its own code
SENTENCE_STOPS = "。！？；\n"
CLAUSE_STOPS = SENTENCE_STOPS + "，：,:;"
SHORT_GAP, LONG_GAP = 20, 40  # DESIGN §5; mentions count as one character
LIST_LENGTH = 40  # further items of a list; the fullest sentence of our labelled pages has 16 mentions
BY_THE_WAY = 16  # characters of a parenthesis after an item of a list (李四（副主任、党组成员）)
COMRADE = "同志"  # 李四同志、王五同志
USUAL_LIST = 20  # how many items a list is reckoned to have when the cost of a pattern is estimated
# What backtracking may cost. On a hostile sentence of 100 mentions in one list, a pattern of 640,000 tries (two lists, two long gaps)
# took 0.3 s and one of 6,400,000 took 93 s; the costliest rule of the package makes 8,000.
MOST_TRIES = 400_000
JOINING = "[、和及与跟同暨]"
INSIDE = 4  # items before a place that is then inside a list, where no pattern that begins with a list is tried
CONJUNCTION = "(?:[、，](?:以及|[和及与跟同暨并])?|以及|[和及与跟同暨])"
ENTER = f"(?:.{OPEN})??"  # only codes stand before it; a class of them all would cost most of the compiling
LEAVE = f"{CLOSE}?+"
BODY = f"(?:{OPEN}[^{CLOSE}]*+{CLOSE})?+"
CONTENT = re.compile(r"[^\W_]")
_SAID_AGAIN = "deixis"
_ENTERED = "meeting"  # whose name a gap may end in


class Group(Value, frozen=True, kw_only=True):
    """Which role a group of the expression fills, by which types (none for words); the group after a list's holds its closer."""

    role: str
    types: tuple[str, ...] = ()
    closer: int | None = None


class Pattern:
    """A pattern ready to run: `plain` over whole mentions, `opened` over mentions with their parts laid open."""

    def __init__(self, source: str, grammar: Grammar, roles: frozenset[str] = frozenset(), place: str = "pattern") -> None:
        self.source = source
        self.grammar = grammar
        self.place = place
        self.tree = parse(source, place)
        self._check(roles)
        self.triggers = tuple(dict.fromkeys(_triggers(self.tree, grammar)))
        self.needs = tuple(dict.fromkeys(_needs(self.tree, grammar)))

    @cached_property
    def plain(self) -> tuple[re.Pattern[str], tuple[tuple[int, Group], ...]]:
        """The expression over whole mentions, and its groups."""
        return self._compiled(opened=False)

    @cached_property
    def opened(self) -> tuple[re.Pattern[str], tuple[tuple[int, Group], ...]]:
        """The expression that also takes the parts of opened mentions."""
        return self._compiled(opened=True)

    def _compiled(self, *, opened: bool) -> tuple[re.Pattern[str], tuple[tuple[int, Group], ...]]:
        writer = Writer(self.grammar, opened=opened)
        expression = re.compile(writer.whole(self.tree))
        return expression, tuple(writer.groups)

    def _check(self, roles: frozenset[str]) -> None:
        for element in self.tree.walk():
            node = element.node
            if isinstance(node, Guard) and any(isinstance(e.node, Hole) and e.node.role for side in node.sides for e in side.walk()):
                problem = f"a role inside (! … ) at character {element.column} of {self.source!r}"
                raise PatternError(self.place, problem, "what must not stand there fills nothing: write {type} or ‹词›")
            self._known(element, roles)
        if prod(_tries(element.node) for element in self.tree.walk()) > MOST_TRIES:
            raise PatternError(self.place, f"too many gaps and lists in {self.source!r}", "name what stands in a gap, or make two rules")

    def _known(self, element: Element, roles: frozenset[str]) -> None:
        node = element.node
        try:
            if isinstance(node, Words) or (isinstance(node, Hole) and node.kind == "words"):
                self.grammar.words(node.name)
            elif isinstance(node, Hole) and node.kind == "type":
                self.grammar.members(node.name)
            elif isinstance(node, Gap) and node.without:
                self.grammar.members(node.without)
        except KnowledgeError as error:
            raise PatternError(self.place, f"{error.problem} at character {element.column} of {self.source!r}", error.remedy) from error
        if isinstance(node, Hole) and node.role is not None and node.role not in roles:
            problem = f"unknown role {node.role!r} at character {element.column} of {self.source!r}"
            raise PatternError(self.place, problem, suggest(node.role, roles))


def _tries(node: Node) -> int:
    """In how many ways a node can stand at one place."""
    if isinstance(node, Gap):
        return LONG_GAP if node.long else SHORT_GAP
    if isinstance(node, Hole) and node.kind == "gap":
        return LONG_GAP if len(node.name) > 1 else SHORT_GAP
    return USUAL_LIST if isinstance(node, Hole) and node.many else 1


class Writer:
    """Writes one expression; `groups` collects which group of it fills which role."""

    def __init__(self, grammar: Grammar, *, opened: bool) -> None:
        self.grammar = grammar
        self.opened = opened
        self.groups: list[tuple[int, Group]] = []
        self.count = 0

    def whole(self, tree: Sequence) -> str:
        """The expression of a pattern, which begins with a plain sign where it can, as that is looked for without trying the rest.

        A part of an opened mention that begins a match need not be entered: it begins where the mention does.
        """
        first, *others = tree.elements
        node = first.node
        if isinstance(node, Hole) and node.many and node.kind == "type":
            written = self._list(node.role, self.grammar.members(node.name), self._typed(node.name), self._not_within(node.name))
        else:
            written = self.node(node)
        signs = self._signs(node) if isinstance(node, Choice) else None
        ahead = f"(?={'(?:.' + OPEN + ')?' if self.opened else ''}[{signs}])" if signs else ""
        return ahead + written.removeprefix(ENTER) + "".join(self.node(element.node) for element in others)

    def _signs(self, node: Node) -> str | None:
        """The signs with which a node can begin, as in a class; None where any may."""
        if isinstance(node, Choice):
            sides = [self._signs(side.elements[0].node) if side.elements else None for side in node.sides]
            return None if None in sides else "".join(side or "" for side in sides)
        if isinstance(node, Hole) and node.kind == "type":
            return self.grammar.classes[node.name]
        return "".join(sorted({re.escape(text[0]) for text in _texts(node, self.grammar)})) or None

    def _not_within(self, name: str) -> str:
        """Behind the first item of a list: it stands in the midst of none. Tried at each item, a long list would cost its square."""
        return f"(?<!(?:[{self.grammar.classes[name]}]{JOINING}){{{INSIDE}}}.)"

    def sequence(self, sequence: Sequence) -> str:
        """The expression of elements one after another."""
        return "".join(self.node(element.node) for element in sequence.elements)

    def node(self, node: Node) -> str:
        """The expression of one node."""
        if isinstance(node, Choice):
            return f"(?:{self._sides(node.sides)})"
        if isinstance(node, Maybe):
            return f"(?:{self._sides(node.sides)})?"
        if isinstance(node, Guard):
            return f"(?!{self._sides(node.sides)})"
        if isinstance(node, Gap):
            return self._gap(long=node.long, without=node.without)
        if isinstance(node, Anchor):
            return '\\A[“”"‘’（(\\s]*'
        if isinstance(node, Hole):
            return self._hole(node)
        if isinstance(node, Words):
            return self._between(alternation(self.grammar.words(node.name)))
        border = f"{LEAVE}{ENTER}" if self.opened else ""  # 的结对帮扶 begins before the programme 结对帮扶
        return self._between(border.join(re.escape(sign) for sign in node.text))

    def _sides(self, sides: tuple[Sequence, ...]) -> str:
        return "|".join(self.sequence(side) for side in sides)

    def _between(self, expression: str) -> str:
        return f"{ENTER}{expression}{LEAVE}" if self.opened else expression

    def _gap(self, *, long: bool, without: str | None = None) -> str:
        stops, length = (SENTENCE_STOPS, LONG_GAP) if long else (CLAUSE_STOPS, SHORT_GAP)
        stops += self.grammar.classes[without] if without else ""
        if not self.opened:
            return f"[^{stops}]{{0,{length}}}?"
        inside = f"(?:[{self.grammar.classes[_ENTERED]}]{OPEN}[^{OPEN}{CLOSE}]{{0,{SHORT_GAP}}}?)??"  # 举行“同行”|结对签约仪式
        return f"(?:[^{stops}{OPEN}{CLOSE}]{BODY}{LEAVE}){{0,{length}}}?{inside}"

    def _hole(self, hole: Hole) -> str:
        if hole.kind == "gap":
            return self._captured(hole.role, (), self._gap(long=len(hole.name) > 1))
        if hole.kind == "type":
            types = self.grammar.members(hole.name)
            one = self._typed(hole.name)
        else:
            types = ()
            one = alternation(hole.name.split("|") if hole.kind == "text" else self.grammar.words(hole.name))
        if not hole.many:
            return self._between(self._captured(hole.role, types, one))
        return self._list(hole.role, types, one)

    def _typed(self, name: str) -> str:
        return f"[{self.grammar.classes[name]}]{BODY if self.opened else ''}"

    def _list(self, role: str | None, types: tuple[str, ...], one: str, begun: str = "") -> str:
        aside = f"(?:（[^（）]{{1,{BY_THE_WAY}}}）|{COMRADE}(?=[、，]|[和及与]))?"
        first, item = _behind_sign(one, begun) + aside, one + aside
        joined = f"{first}(?:{CONJUNCTION}{self._between(item)}){{0,{LIST_LENGTH}}}"
        listed = self._captured(role, types, joined)
        both = f"[{self.grammar.classes[_SAID_AGAIN]}]{BODY if self.opened else ''}"  # 甲县、乙县|两县
        number = f"[{self.grammar.classes['quantity']}]{BODY if self.opened else ''}"
        closer = f"(?:{closing(self.grammar.closers, number)}|{both})"
        if role is None:
            return self._between(f"{listed}(?:{closer})?")
        self.count += 1
        index, group = self.groups[-1]
        self.groups[-1] = (index, Group(role=group.role, types=group.types, closer=self.count))
        return self._between(f"{listed}{LEAVE if self.opened else ''}({closer})?")

    def _captured(self, role: str | None, types: tuple[str, ...], expression: str) -> str:
        if role is None:
            return f"(?:{expression})"
        self.count += 1
        self.groups.append((self.count, Group(role=role, types=types)))
        return f"({expression})"


def _behind_sign(one: str, begun: str) -> str:
    """An expression that begins with a class, and what must hold behind that."""
    sign, bracket, rest = one.partition("]")
    return f"{sign}{bracket}{begun}{rest}" if begun else one


def alternation(listed: tuple[str, ...] | list[str]) -> str:
    """One of several texts, the longest first.

    >>> alternation(["来", "来到"])
    '(?:来到|来)'
    """
    return "(?:" + "|".join(re.escape(text) for text in sorted(listed, key=len, reverse=True)) + ")"


_SEVERAL, _PLACES = (
    "三四五六七八九",
    ["省区", "区县", "县区", "县市", "市县", "省", "市", "县", "区", "州", "镇", "乡", "村", "地", "校", "院"],
)


def closing(closers: Closers, number: str = "(?!)") -> str:
    """等, with the words that may follow it: 等4个县, 等有关部门负责人, 等多家企业和基地; `number` matches a quantity read as one."""
    plain = f"[^{CLAUSE_STOPS}、“”{ranges([FIRST_CODE])}-{CLOSE}]"
    heads = alternation(closers.heads)
    counted = f"[{closers.numerals}]{{1,4}}(?:{alternation(closers.counters)}{plain}{{0,8}}?)?"
    noun = f"(?:{counted}|{number}{plain}{{0,8}}?|{alternation(closers.modifiers)}{{0,2}}){heads}{{1,3}}"
    told = f"[{_SEVERAL}]个?{alternation(_PLACES)}"  # 甲县、乙县、丙县三县
    return f"(?:等(?:{noun}(?:[和及与]{plain}{{0,6}}?{heads}{{1,2}})?)?|{told})"


def _triggers(sequence: Sequence, grammar: Grammar) -> Iterator[frozenset[str]]:
    """Sets of texts of which each must have a member in any sentence that the pattern matches."""
    for element in sequence.elements:
        node = element.node
        if isinstance(node, Choice):
            sides = [list(_triggers(side, grammar)) for side in node.sides]
            if all(sides):
                yield frozenset().union(*(max(side, key=telling) for side in sides))
            continue
        texts = _texts(node, grammar)
        if texts and all(CONTENT.search(text) for text in texts):
            yield frozenset(texts)


def telling(texts: frozenset[str]) -> tuple[int, int]:
    """How much it says of a text that it has one of these: more where they are longer, and where they are fewer.

    >>> telling(frozenset({"联席会议"})) > telling(frozenset({"来", "前往"}))
    True
    """
    return min(map(len, texts)), -len(texts)


def _texts(node: Node, grammar: Grammar) -> tuple[str, ...]:
    if isinstance(node, Text):
        return (node.text,)
    if isinstance(node, Words):
        return grammar.words(node.name)
    if isinstance(node, Hole) and node.kind in ("words", "text"):
        return tuple(node.name.split("|")) if node.kind == "text" else grammar.words(node.name)
    return ()


def _needs(sequence: Sequence, grammar: Grammar) -> Iterator[frozenset[str]]:
    """Sets of mention types of which each must have a member in any sentence that the pattern matches."""
    for element in sequence.elements:
        if isinstance(element.node, Hole) and element.node.kind == "type":
            yield frozenset(grammar.members(element.node.name))
