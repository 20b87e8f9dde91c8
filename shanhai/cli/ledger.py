"""Which ledger a command works on."""

from __future__ import annotations

from typing import Annotated

import typer

LedgerPlace = Annotated[
    str,
    typer.Option("--ledger", envvar="SHANHAI_LEDGER", metavar="FILE|URL", help="台账：文件或数据库地址。A file or database URL."),
]
