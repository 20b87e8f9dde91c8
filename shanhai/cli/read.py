"""`shanhai read`: what each page says."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from shanhai.model import Account, Capture, Page

from .narration import narrate
from .quotation import Quoter
from .sitting import Column, Pages, for_each_page
from .terminal import console


def read_command(
    pages: Pages,
    json: Annotated[bool, typer.Option("--json", help="每页一行 JSON。One JSON object per page and line.")] = False,
    text: Annotated[bool, typer.Option("--text", help="附上网页原文。Add the published text.")] = False,
    column: Column = None,
) -> None:
    """读出每一页说了什么，句句有据；什么也不写入。What each page says, each fact with its sentence."""
    from shanhai.read import read_fully

    def tell(page: Page, capture: Capture) -> None:
        reading = read_fully(page, capture.source)
        account = with_text(reading.account, page.text if text else None)
        if json:
            typer.echo(msgspec.json.encode(account))
        else:
            narrate(account, Quoter(reading.restored), console())

    for_each_page(pages, tell, column=column)


def with_text(account: Account, text: str | None) -> Account:
    """The account with this published text, or with none."""
    return msgspec.structs.replace(account, page=msgspec.structs.replace(account.page, text=text))
