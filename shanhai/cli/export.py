"""`shanhai export`: the ledger as files for others; an office's workbook with what was found beside its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .ledger import LedgerPlace
from .sheets import write_back_command

_FORM = "jsonl：每种一个文件，一行一条；xlsx：导入过的单位台账，加上出处写回。A file for each type; or a workbook written back."


def export_command(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORM)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR|FILE", help="写到哪个文件夹或文件。The folder or file to write to.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    workbook: Annotated[str, typer.Option("--workbook", metavar="NAME", help="哪个单位台账：文件名或编号。Which workbook.")] = "",
    site: Annotated[
        str, typer.Option("--site", metavar="URL", help="山海的网址，写进链接。The address for links.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """把台账写成文件；同样的网页和判断，写出的一字不差。The same pages and judgements give the same bytes."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.export import export_jsonl

    if form == "xlsx":
        if not workbook:
            raise typer.BadParameter("说明是哪个台账 (say which workbook)", param_hint="--workbook")
        write_back_command(ledger, workbook, out, site)
        return
    if form != "jsonl":
        raise typer.BadParameter("有 jsonl 和 xlsx (jsonl or xlsx)", param_hint="FORMAT")
    with Ledger.open(ledger, create=False) as book:
        files = export_jsonl(book, out)
    typer.echo(f"写出 {len(files)} 个文件：{'、'.join(path.name for path in files)}")
