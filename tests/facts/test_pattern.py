from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.facts.pattern import Anchor, Choice, Gap, Guard, Hole, Maybe, Text, Words, parse
from shanhai.model import PatternError


def test_every_construct_has_its_node() -> None:
    tree = parse("^{date:date}‹前往›一行…[x](a|b)(!c)……{kind:‹考察›+}{purpose:…}{kind:“看|听”}{place}")
    kinds = [Anchor, Hole, Words, Text, Gap, Maybe, Choice, Guard, Gap, Hole, Hole, Hole, Hole]
    assert [type(element.node) for element in tree.elements] == kinds
    assert [node.long for node in (e.node for e in tree.elements) if isinstance(node, Gap)] == [False, True]
    holes = [node for node in (e.node for e in tree.elements) if isinstance(node, Hole)]
    assert [(hole.role, hole.kind, hole.name, hole.many) for hole in holes] == [
        ("date", "type", "date", False),
        ("kind", "words", "考察", True),
        ("purpose", "gap", "…", False),
        ("kind", "text", "看|听", False),
        (None, "type", "place", False),
    ]


def test_elements_keep_their_source_and_column() -> None:
    tree = parse("{date:date}[，‹前往›]一行")
    assert [(e.source, e.column) for e in tree.elements] == [("{date:date}", 1), ("[，‹前往›]", 12), ("一行", 19)]
    assert [e.source for e in tree.walk()] == ["{date:date}", "[，‹前往›]", "，", "‹前往›", "一行"]


def test_brackets_nest() -> None:
    (element,) = parse("[a(b|[c])|d]").elements
    assert isinstance(element.node, Maybe)
    assert len(element.node.sides) == 2


def test_an_empty_side_is_nothing() -> None:
    (element,) = parse("(|曾)").elements
    assert isinstance(element.node, Choice)
    assert [len(side.elements) for side in element.node.sides] == [0, 1]


def test_a_backslash_takes_a_sign_literally() -> None:
    (element,) = parse(r"\(甲\)\|\‹\…\\").elements
    assert element.node == Text(text="(甲)|‹…\\")


@given(st.text(alphabet="甲乙{}[]()|‹›…^!:+\\ a“”<", max_size=20))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        assert parse(source).elements
    except PatternError as error:
        assert error.place == "pattern"


def test_the_place_of_the_caller_is_named() -> None:
    with pytest.raises(PatternError, match=r"^visit\.yaml:7: "):
        parse("(", "visit.yaml:7")
