"""`shanhai export`: the ledger as files for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .ledger import LedgerPlace


def export_command(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl：每种一个文件，一行一条。One file for each type.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹。The folder to write to.")],
    ledger: LedgerPlace = "./shanhai.ledger",
) -> None:
    """把台账写成文件；同样的网页和判断，写出的一字不差。The same pages and judgements give the same bytes."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.export import export_jsonl

    if form != "jsonl":
        raise typer.BadParameter("现在只有 jsonl (only jsonl yet)", param_hint="FORMAT")
    with Ledger.open(ledger, create=False) as book:
        files = export_jsonl(book, out)
    typer.echo(f"写出 {len(files)} 个文件：{'、'.join(path.name for path in files)}")
