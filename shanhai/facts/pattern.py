r"""The language of rules: a Chinese sentence with holes in it, read into a tree.

- {role:type}: a mention of that type, or of a type of that group, fills the role; {type} fills nothing
- {role:type+}: a list of them joined by 、和及以及 …, optionally closed by 等 (+ head noun)
- {role:‹词›}: a word of that class fills the role; also as a list with +
- {role:“文字”}: just these characters fill the role; alternatives by |
- {role:…}: what stands in the gap fills the role
- ‹词›: any word of the class named by its most typical word
- [ x ]: x or nothing
- ( x | y ): one of these; an empty side is nothing
- (! x | y ): none of these stands here
- …: up to 20 characters without a comma
- ……: up to 40 characters, commas allowed, within the sentence
- …{!type}, ……{!type}: the same, and no mention of that type or group stands in between
- ^: the sentence begins here (before quotes and spaces); only as the first sign
- \x: the sign x itself; white space in a pattern means nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal as OneOf

from shanhai.model import PatternError
from shanhai.model.struct import Value

TOKEN = re.compile(
    r"(?P<hole>\{[^{}]*\})|(?P<word>‹[^‹›]*›)|(?P<gap>…{1,2}(?:\{!\w+\})?)|(?P<sign>\(!|[\[\]()|^])"
    r"|(?P<text>(?:\\.|[^\[\]{}()‹›<>?*+|…^\s\\])+)|(?P<stray>\S)"
)
HOLE = re.compile(
    r"\{\s*(?:(?P<role>\w+)\s*:)?\s*(?:‹(?P<word>[^‹›]+)›|“(?P<text>[^“”]+)”|(?P<gap>…{1,2})|(?P<type>\w+))\s*(?P<many>\+)?\s*\}"
)
CLOSING = {"[": "]", "(": ")", "(!": ")"}


class Text(Value, frozen=True, kw_only=True):
    """Characters that stand as they are."""

    text: str


class Words(Value, frozen=True, kw_only=True):
    """Any word of a class."""

    name: str


class Gap(Value, frozen=True, kw_only=True):
    """Up to 20 characters of one clause, or up to 40 of one sentence when `long`; no mention `without` stands there."""

    long: bool = False
    without: str | None = None


class Anchor(Value, frozen=True, kw_only=True):
    """The beginning of the sentence."""


class Hole(Value, frozen=True, kw_only=True):
    """What fills a role: a mention of a type, a word of a class, one of given texts, or the text of a gap."""

    role: str | None
    kind: OneOf["type", "words", "text", "gap"]
    name: str
    many: bool = False


class Choice(Value, frozen=True, kw_only=True):
    """One of several sequences."""

    sides: tuple[Sequence, ...]


class Maybe(Value, frozen=True, kw_only=True):
    """One of several sequences, or nothing."""

    sides: tuple[Sequence, ...]


class Guard(Value, frozen=True, kw_only=True):
    """None of these stands here."""

    sides: tuple[Sequence, ...]


Node = Text | Words | Gap | Anchor | Hole | Choice | Maybe | Guard


class Element(Value, frozen=True, kw_only=True):
    """A node with its own source and the character of the pattern where it begins, counted from 1."""

    node: Node
    source: str
    column: int


class Sequence(Value, frozen=True, kw_only=True):
    """Elements one after another."""

    elements: tuple[Element, ...]

    def walk(self) -> Iterator[Element]:
        """Every element, also inside brackets, in order."""
        for element in self.elements:
            yield element
            if isinstance(element.node, Choice | Maybe | Guard):
                for side in element.node.sides:
                    yield from side.walk()


class Cursor:
    """Where the reading of one pattern has come to."""

    def __init__(self, source: str, place: str) -> None:
        self.source = source
        self.place = place
        self.tokens = list(TOKEN.finditer(source))
        self.at = 0

    def peek(self) -> str:
        """The next token, "" at the end."""
        return self.tokens[self.at].group() if self.at < len(self.tokens) else ""

    def column(self) -> int:
        """The character of the next token, counted from 1."""
        return self.tokens[self.at].start() + 1 if self.at < len(self.tokens) else len(self.source) + 1

    def error(self, problem: str, remedy: str, column: int | None = None) -> PatternError:
        """An error at the next token, or at a column."""
        return PatternError(self.place, f"{problem} at character {column or self.column()} of {self.source!r}", remedy)


def parse(source: str, place: str = "pattern") -> Sequence:
    """The tree of a pattern. PatternError names the character where it goes wrong.

    >>> [element.source for element in parse("{head:official}‹带领›[一行]").elements]
    ['{head:official}', '‹带领›', '[一行]']
    """
    cursor = Cursor(source, place)
    sides = _sides(cursor)
    if cursor.peek():
        raise cursor.error(f"{cursor.peek()!r} closes nothing", "remove it, or write \\ before it if the sentence has this sign")
    if len(sides) > 1:
        raise PatternError(place, f"'|' outside brackets in {source!r}", "put the alternatives into ( … | … )")
    if not sides[0].elements:
        raise PatternError(place, "the pattern is empty", "write a sentence with holes")
    return sides[0]


def _sides(cursor: Cursor) -> tuple[Sequence, ...]:
    """The sequences up to a closing bracket or the end, parted by |."""
    sides: list[Sequence] = []
    elements: list[Element] = []
    while (token := cursor.peek()) not in ("", "]", ")"):
        if token == "|":
            cursor.at += 1
            sides.append(Sequence(elements=tuple(elements)))
            elements = []
            continue
        begin = cursor.tokens[cursor.at].start()
        node = _node(cursor)
        source = cursor.source[begin : cursor.tokens[cursor.at - 1].end()]
        elements.append(Element(node=node, source=source, column=begin + 1))
    return (*sides, Sequence(elements=tuple(elements)))


def _node(cursor: Cursor) -> Node:
    token = cursor.peek()
    kind = cursor.tokens[cursor.at].lastgroup
    if kind == "stray":
        remedy = "holes are {role:type}, word classes ‹词›, what may be left out [ ]; write \\ before a sign of the sentence itself"
        raise cursor.error(f"unexpected {token!r}", remedy)
    if kind == "hole":
        node: Node = _hole(cursor, token)
    elif kind == "word":
        node = Words(name=_named(cursor, token))
    elif kind == "gap":
        dots, _, without = token.rstrip("}").partition("{!")
        node = Gap(long=len(dots) > 1, without=without or None)
    elif kind == "text":
        node = Text(text=re.sub(r"\\(.)", r"\1", token))
    elif token == "^":
        if cursor.at:
            raise cursor.error("'^' after the beginning", "it can only be the first sign of a pattern")
        node = Anchor()
    else:
        return _bracket(cursor, token)
    cursor.at += 1
    return node


def _bracket(cursor: Cursor, opening: str) -> Node:
    column = cursor.column()
    cursor.at += 1
    sides = _sides(cursor)
    if cursor.peek() != CLOSING[opening]:
        raise cursor.error(f"{opening!r} is not closed by {CLOSING[opening]!r}", "brackets must balance", column)
    cursor.at += 1
    if not any(side.elements for side in sides):
        raise cursor.error("nothing between the brackets", "remove them or fill them", column)
    if opening == "[":
        return Maybe(sides=sides)
    return Guard(sides=sides) if opening == "(!" else Choice(sides=sides)


def _named(cursor: Cursor, token: str) -> str:
    name = token[1:-1].strip()
    if not name:
        raise cursor.error("a word class without a name", "name it by its most typical word: ‹前往›")
    return name


def _hole(cursor: Cursor, token: str) -> Hole:
    hit = HOLE.fullmatch(token)
    if hit is None:
        raise cursor.error(f"{token} is no hole", "holes are {role:type}, {role:type+}, {role:‹词›}, {role:“文字”}, {role:…} or {type}")
    role, many = hit["role"], hit["many"] is not None
    if hit["gap"]:
        if role is None or many:
            raise cursor.error(f"{token} is no hole", "a gap that fills a role is {role:…}; one that fills nothing is …")
        return Hole(role=role, kind="gap", name=hit["gap"])
    if hit["text"] and many:
        raise cursor.error(f"{token} is no hole", "a list is of mentions or words: {role:type+} or {role:‹词›+}")
    if hit["word"]:
        return Hole(role=role, kind="words", name=hit["word"].strip(), many=many)
    return Hole(role=role, kind="text", name=hit["text"]) if hit["text"] else Hole(role=role, kind="type", name=hit["type"], many=many)
