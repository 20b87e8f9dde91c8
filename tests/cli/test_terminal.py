"""Lines for people: page text as it is, one line for an error."""

from __future__ import annotations

import pytest

from shanhai.cli.terminal import complain, console
from shanhai.model import PageError


def test_an_error_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    complain(PageError("a\n[b].txt", "不读 [red]\n" + "长" * 500, "改名"))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("shanhai: a [b].txt: 不读 [red] 长")
    assert said.err.count("\n") == 1


def test_page_text_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    console().print("[bold]:smile: [甲]")
    assert capsys.readouterr().out == "[bold]:smile: [甲]\n"
