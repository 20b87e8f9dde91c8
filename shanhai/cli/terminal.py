"""What the commands say to people: consoles without surprises, and one line for an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from shanhai.model import ShanhaiError


def console(*, stderr: bool = False) -> Console:
    """A console that takes page text as it is: no markup, no emoji, no highlighting, lines broken by the terminal alone."""
    return Console(file=sys.stderr if stderr else sys.stdout, markup=False, emoji=False, highlight=False, soft_wrap=True)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr when that is a terminal: what it gives is told how much is done, of how much."""
    columns = TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    err = console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def complain(error: ShanhaiError) -> None:
    """Name an error on stderr in one line: where, what, and the way out."""
    console(stderr=True).print(Text.assemble(("shanhai: ", "bold red"), " ".join(str(error).splitlines())))


def note(sentence: str) -> None:
    """Say something on stderr that is not a result."""
    console(stderr=True).print(sentence)
