"""`shanhai backup`: a copy of the ledger, while others look and add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .ledger import LedgerPlace


def backup_command(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪个文件，须还没有。Where to; must not be there yet.")],
    ledger: LedgerPlace = "./shanhai.ledger",
) -> None:
    """备份台账；别人同时读写也不要紧。A copy as of one moment, whoever adds meanwhile."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.backup import back_up

    with Ledger.open(ledger, create=False) as book:
        size = back_up(book, out)
    typer.echo(f"已备份到 {out}，{size / 1e6:.1f} MB")
