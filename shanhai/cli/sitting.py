"""A sitting: page after page is worked on, what cannot be read is named, and the exit status tells whether all could."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import current_thread, main_thread
from types import FrameType
from typing import Annotated

import typer

from shanhai.model import AlignmentError, Capture, Page, PageError

from .terminal import complain

Pages = Annotated[
    list[str],
    typer.Argument(metavar="PAGE…", help="文件、文件夹、压缩包、网址或 -（标准输入）。Files, folders, archives, addresses, or -."),
]
Column = Annotated[str | None, typer.Option("--column", help="表格和 JSONL 里网页所在的列。The column that holds the page.")]


def for_each_page(paths: Iterable[str], act: Callable[[Page, Capture], None], *, column: str | None = None) -> None:
    """Do `act` for every page, one in memory at a time; exit status 1 at the end when some could not be read.

    Errors of one page (PageError, AlignmentError) are named and passed; so is a defect of ours, unless SHANHAI_DEBUG is set.
    """
    from shanhai.pages import open_pages

    unread = 0
    for opened in open_pages(paths, column=column):
        if isinstance(opened, PageError):
            complain(opened)
            unread += 1
        else:
            unread += not attempt(opened[1].source, partial(act, *opened))
    finish(unread)


def attempt(source: str, act: Callable[[], object]) -> bool:
    """Whether `act` succeeded on the page of this source; if not, why is said on stderr."""
    try:
        act()
    except (PageError, AlignmentError) as error:
        complain(error)
        return False
    except (RuntimeError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
        if os.environ.get("SHANHAI_DEBUG"):
            raise
        problem = f"读这一页时程序出错 (internal error: {type(error).__name__}: {error})"
        complain(PageError(source, problem, "请把这一页报告给我们；设 SHANHAI_DEBUG=1 可见详情"))
        return False
    return True


@contextmanager
def undivided() -> Iterator[None]:
    """What is done here is ended before Ctrl-C is heard, so that what is said of it is true; a second Ctrl-C is heard at once.

    >>> with undivided():
    ...     done = 1
    >>> done
    1
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    heard = False

    def hear(_number: int, _frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def finish(unread: int) -> None:
    """Leave with exit status 1 when something could not be read."""
    if unread:
        raise typer.Exit(1)
