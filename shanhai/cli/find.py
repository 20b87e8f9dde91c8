"""`shanhai find`: pages of the ledger by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.text import Text

from .ledger import LedgerPlace
from .terminal import console

if TYPE_CHECKING:
    from shanhai.views import Hit, Search

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS…", help="都要有的字词；“连在一起”加引号；-不要的。All of them; quoted: together; -not this."),
]


def find_command(
    words: Words,
    ledger: LedgerPlace = "./shanhai.ledger",
    place: Annotated[
        str | None, typer.Option("--place", help="提到这个地方（代码或名称，含下辖）的。Naming this place or one in it.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="此日起发布的，如 2024-06。Published from then on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="至此日发布的，含当天。Published up to then.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="发布者名称里有的字。Part of the publisher's name.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="说到这类事实的：visit、pairing…。Stating facts of this type.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="列出几条。How many to list.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="从第几条之后列起。How many to skip.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="一个 JSON 对象。One JSON object.")] = False,
) -> None:
    """在台账里查字词：哪些网页有，在哪一句。Pages of the ledger with these words, best first."""
    from shanhai.ledger import Ledger
    from shanhai.views import Filters, find

    narrowed = Filters(place=place, since=since, until=until, publisher=publisher, type=type_)
    with Ledger.open(ledger, create=False) as book:
        found = find(book, " ".join(words), filters=narrowed, offset=offset, limit=limit)
    if json:
        typer.echo(msgspec.json.encode(found))
    else:
        for line in _told(found):
            console().print(line)


def _told(found: Search) -> list[Text]:
    first = f"第 {found.offset + 1}–{found.offset + len(found.hits)} 条" if found.hits else ""
    shown = "" if len(found.hits) == found.total else f"，这里是{first}" if first else ""
    return [Text(f"找到 {found.total} 条{shown}", "bold"), *(line for hit in found.hits for line in _hit(hit))]


def _hit(hit: Hit) -> list[Text]:
    page = hit.page
    told = [hit.title or (page.source if page else hit.key)]
    head = Text.assemble((told[0], "bold"), f"  {hit.date or '日期未载'}", f"  {page.publisher}" if page and page.publisher else "")
    source = Text(f"  {hit.key[:12]}  {page.source}" if page else f"  {hit.kind} {hit.key}", "dim")
    return [Text(), head, *([_snippet(hit)] if hit.snippet else []), source]


def _snippet(hit: Hit) -> Text:
    assert hit.snippet is not None
    quoted = Text(f"  {hit.snippet.text}")
    for start, end in hit.snippet.hits:
        quoted.stylize("bold red", start - hit.snippet.start + 2, end - hit.snippet.start + 2)
    return quoted
