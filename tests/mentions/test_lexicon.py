"""One scan of a text for every name and word that the finders look for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.mentions.lexicon import Scan


@pytest.mark.parametrize(
    ("text", "category", "expected"),
    [
        ("桐庐县", "place", "桐庐县"),
        ("赴黔对接", "abbreviation", "黔"),
        ("县委书记", "title", "书记"),
        ("区发改局", "organ", "发改局"),
        ("纺织有限公司", "suffix", "有限公司"),
        ("西咸新区", "zone", "西咸新区"),
        ("东西部协作", "programme", "东西部协作"),
        ("党政代表团", "delegation", "党政代表团"),
        ("座谈会", "meeting", "座谈会"),
        ("我区", "deixis", "我区"),
    ],
)
def test_category_of_a_word(text: str, category: str, expected: str) -> None:
    assert expected in [hit.text for hit in Scan(text).hits(category)]


def test_the_longest_hits_do_not_overlap() -> None:
    assert [hit.text for hit in Scan("党政代表团、考察团").longest("delegation")] == ["党政代表团", "考察团"]


def test_a_single_character_stops_a_name_only_as_a_word_of_its_own() -> None:
    text = "促进产业园"
    assert 2 not in Scan(text).stops("stop")


def test_the_word_in_which_an_offset_lies() -> None:
    scan = Scan("代表团来访")
    assert scan.words_at(1) == ((0, 3),)
    assert scan.words_at(-1) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="桐庐县委书记柳岸率党政代表团来访，。我区1a\n", max_size=60))
def test_hits_stand_where_they_say_in_order(text: str) -> None:
    scan = Scan(text)
    for category in ("place", "title", "delegation", "deixis", "organ"):
        hits = scan.hits(category)
        assert all(text[hit.start : hit.end] == hit.text for hit in hits)
        assert list(hits) == sorted(hits, key=lambda hit: (hit.start, -hit.end))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="桐庐县委书记柳岸率党政代表团来访，。我区1a\n", max_size=60))
def test_words_follow_one_another_without_a_gap(text: str) -> None:
    scan = Scan(text)
    spans = sorted({span for offset in range(len(text)) for span in scan.words_at(offset)})
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert {offset for span in spans for offset in span} | {0} == scan.borders
