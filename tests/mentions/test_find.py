"""All mentions of a text: outermost, in order, each within its text and its parts within it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.mentions import find
from shanhai.model import Mention

from .cases import CASES, Case, KnownFailure, cases, check, every_case, known_failures

FILES = sorted(path.stem for path in CASES.glob("*.yaml") if path.stem != "known-failures")
SENTENCES = [case.text for name in FILES for case in cases(name)]
bounded = settings(max_examples=60, deadline=None)


def every_mention(mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        yield mention
        yield from every_mention(mention.parts)


def check_spans(text: str) -> None:
    mentions = find(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in every_mention(mentions))
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for outer in every_mention(mentions):
        assert all(outer.start <= part.start and part.end <= outer.end for part in outer.parts)


@pytest.mark.xfail(strict=True, reason="not read rightly yet")
@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in known_failures()])
def test_known_failure(case: KnownFailure) -> None:
    check(case, case.types)


@pytest.mark.parametrize("name", FILES)
def test_each_finder_has_cases_of_both_kinds(name: str) -> None:
    every = cases(name)
    assert len({case.label for case in every}) == len(every) >= 8
    assert any(case.expect for case in every)
    assert any(not case.expect for case in every)


@every_case("place")
def test_spans_of_one_sentence(case: Case) -> None:
    check_spans(case.text)


@bounded
@given(st.lists(st.sampled_from(SENTENCES), max_size=8).map("".join))
def test_spans_of_sentences_in_any_order(text: str) -> None:
    check_spans(text)


@bounded
@given(st.text(alphabet="桐庐县市委书记柳岸率党政代表团来访赴黔、，。我区《》（记者 ）·年月日1235—\n", max_size=80))
def test_spans_of_any_text(text: str) -> None:
    check_spans(text)


@bounded
@given(st.text(max_size=40))
def test_any_characters_are_read(text: str) -> None:
    check_spans(text)


def test_finding_twice_gives_the_same() -> None:
    text = "".join(SENTENCES)
    assert find(text) == find(text)


def test_nothing_in_nothing() -> None:
    assert find("") == ()


def test_a_repeated_name_without_a_post_is_a_person() -> None:
    people = [m for m in find("县长柳岸到会。会后柳岸返程。") if m.type == "person"]
    assert [m.start for m in people] == [9]


def test_a_second_meaning_of_the_same_span_is_a_reading() -> None:
    mentions = find("代表团走访了桐庐县快递产业园。")
    site = next(m for m in mentions if m.text == "桐庐县快递产业园")
    assert site.type == "site"
    assert all((r.start, r.end) == (site.start, site.end) for r in site.readings)
