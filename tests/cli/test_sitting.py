"""Page after page: one at a time, errors of one page passed, errors of the installation not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from shanhai.cli.sitting import attempt, for_each_page
from shanhai.model import AlignmentError, Capture, KnowledgeError, Page, PageError

PAGE = Page(id="0", format="text", encoding="utf-8", text="甲")


def test_a_page_is_done_before_the_next_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []

    def opening(paths: list[str], **_: object) -> Iterator[tuple[Page, Capture]]:
        for path in paths:
            log.append(f"opened {path}")
            yield PAGE, Capture(page="0", source=path)

    monkeypatch.setattr("shanhai.pages.open_pages", opening)
    for_each_page(["1", "2"], lambda _, capture: log.append(f"done {capture.source}"))
    assert log == ["opened 1", "done 1", "opened 2", "done 2"]


@pytest.mark.parametrize("error", [PageError("a", "b", "c"), AlignmentError("a", "b"), ValueError("odd"), RecursionError("deep")])
def test_an_error_of_one_page_is_said_and_passed(
    error: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHANHAI_DEBUG", raising=False)

    def act() -> None:
        raise error

    assert attempt("a.txt", act) is False
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_error_of_the_installation_is_not(tmp_path: Path) -> None:
    def act(*_: object) -> None:
        raise KnowledgeError("words", "missing")

    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        for_each_page([str(tmp_path)], act)


def test_a_defect_shows_itself_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        attempt("a.txt", lambda: 1 // 0)


def test_the_status_says_that_some_were_not_read() -> None:
    with pytest.raises(typer.Exit) as left:
        for_each_page(["missing.txt"], lambda *_: None)
    assert left.value.exit_code == 1
