"""`shanhai add`: pages into the ledger, each wholly or not at all; run again, it goes on where it stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shanhai.model import PageError

from .ledger import LedgerPlace
from .sitting import Column, Pages, attempt, finish, undivided
from .terminal import complain, console, note

if TYPE_CHECKING:
    from shanhai.ledger import Ledger
    from shanhai.pages import Fetched

# What became of a page, as Ledger.add says it, for people.
OUTCOMES = {"new": "新收", "known": "已有", "recaptured": "又见", "reread": "重读", "forgotten": "不收"}


def add_command(pages: Pages, ledger: LedgerPlace = "./shanhai.ledger", column: Column = None) -> None:
    """把网页读进台账；重复收不会重复记，中断后再来接着收。Read pages into the ledger; idempotent and resumable."""
    from shanhai.ledger import Ledger
    from shanhai.pages import fetch_all, page_sources

    sources = list(page_sources(pages))
    counts: Counter[str] = Counter()
    unread = 0
    with Ledger.open(ledger) as book:
        try:
            for source in _with_progress(sources):
                for fetched in [source] if isinstance(source, PageError) else fetch_all([source], column=column):
                    if isinstance(fetched, PageError):
                        complain(fetched)
                        unread += 1
                    else:
                        unread += not attempt(fetched.capture.source, partial(_keep, book, fetched, counts))
            book.reconcile()
        except KeyboardInterrupt:
            note(f"已停下：{_summary(counts, unread)}。再运行一次同样的命令，会接着收。")
            raise typer.Exit(130) from None
    typer.echo(_summary(counts, unread))
    finish(unread)


def _keep(book: Ledger, fetched: Fetched, counts: Counter[str]) -> None:
    """Read one page into the ledger and count what became of it; a page that was read under the same rules is only looked up."""
    from shanhai.ledger.intake import take_in

    with undivided():
        outcome, _ = take_in(book, fetched)
        counts[outcome] += 1


def _with_progress(sources: list[str | PageError]) -> Iterator[str | PageError]:
    """The sources, with a bar on stderr when that is a terminal."""
    columns = TextColumn("收入"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    err = console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        yield from progress.track(sources)


def _summary(counts: Counter[str], unread: int) -> str:
    told = [f"{words} {counts[outcome]}" for outcome, words in OUTCOMES.items() if counts[outcome]]
    return "，".join([*(told or ["没有收入网页"]), *([f"读不了 {unread}"] if unread else [])])
