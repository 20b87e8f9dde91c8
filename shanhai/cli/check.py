"""`shanhai check`: whether the ledger is what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .ledger import LedgerPlace
from .terminal import bar, complain, console

if TYPE_CHECKING:
    from shanhai.ledger import Ledger
    from shanhai.ledger.check import Trouble


def check_command(
    ledger: LedgerPlace = "./shanhai.ledger",
    repair: Annotated[
        bool, typer.Option("--repair", help="能从存下的字节重做的，重做。Make again what can be made from the kept bytes.")
    ] = False,
) -> None:
    """查台账：字节、引文、修改、索引对不对得上。Hashes, quotations, edits, index; exit status 1 if wrong."""
    from shanhai.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        found = _checked(book)
        if repair and found:
            found = _repaired(book, found)
        for trouble in found:
            console().print(str(trouble))
        typer.echo(f"有 {len(found)} 处不对" if found else "没有不对的地方")
    if found:
        raise typer.Exit(1)


def _checked(book: Ledger) -> list[Trouble]:
    from shanhai.ledger.check import Progress, check

    found: list[Trouble] = []
    with bar("查") as advance:
        for step in check(book):
            if isinstance(step, Progress):
                advance(step.done, step.total)
            else:
                found.append(step)
    return found


def _repaired(book: Ledger, found: list[Trouble]) -> list[Trouble]:
    """Mends what can be mended; what is left is wrong still."""
    from shanhai.ledger.reader import read_kept
    from shanhai.ledger.repair import repair

    for error in repair(book, found, read_kept):
        complain(error)
    left = _checked(book)
    typer.echo(f"修好 {len(found) - len(left)} 处")
    return left
