"""White space between pieces of text, as a reader sees it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanhai.pages.galley import Galley

STEPS = st.lists(
    st.one_of(
        st.text(alphabet="甲乙a1 \n\t\u00a0\u3000", max_size=6),
        st.sampled_from(["line", "row", "cell"]),
    )
)


def set_steps(steps: list[str]) -> Galley:
    galley = Galley()
    for step in steps:
        match step:
            case "line":
                galley.break_line()
            case "row":
                galley.break_row()
            case "cell":
                galley.break_cell(1)
            case words:
                galley.write(words)
    return galley


@given(STEPS)
def test_the_length_is_the_length_of_the_text(steps: list[str]) -> None:
    galley = set_steps(steps)
    assert galley.length == len(galley.text())


@given(STEPS)
def test_lines_are_tight_and_hold_all_words(steps: list[str]) -> None:
    galley = set_steps(steps)
    text = galley.text()
    told = [text[line.start : line.end] for line in galley.lines()]
    assert all(words == words.strip() and words for words in told)
    assert "".join("".join(told).split()) == "".join(text.split())
    assert [line.strip() for line in text.split("\n") if line.strip()] == told


@given(STEPS)
def test_no_separator_stands_at_an_edge(steps: list[str]) -> None:
    text = set_steps(steps).text()
    assert text == text.rstrip()
    assert not text.startswith((" ", "\n"))
    assert "\n\n" not in text and "  " not in text


def test_a_line_break_beats_a_cell_break_and_that_a_space() -> None:
    assert set_steps(["甲 ", "line", "乙 ", "cell", " 丙", "cell", "row", "丁"]).text() == "甲\n乙\t丙\n丁"


def test_in_a_cell_of_data_a_line_break_is_a_space() -> None:
    galley = set_steps(["甲"])
    galley.flat = True
    galley.break_line()
    galley.break_line()
    galley.write("乙")
    assert galley.text() == "甲 乙"


def test_a_span_is_what_was_set_since_a_mark() -> None:
    galley = set_steps(["甲", "line"])
    mark = galley.length
    assert galley.span(mark) is None
    galley.write(" 乙 ")
    assert galley.span(mark) == (2, 3)
    assert galley.span(galley.length) is None


def test_preformatted_lines_are_lines() -> None:
    galley = Galley()
    galley.write("甲  乙\r\n\n\t丙", preformatted=True)
    assert galley.text() == "甲  乙\n丙"
