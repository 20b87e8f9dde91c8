"""`shanhai show`: what the ledger has of a place, of two places, of a person, of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
import typer
from rich.text import Text

from shanhai.model import LedgerError

from .ledger import LedgerPlace
from .narration import in_a_line, narrate
from .quotation import Quoter
from .terminal import console

if TYPE_CHECKING:
    from shanhai.ledger import Ledger
    from shanhai.views import AsOf, Listing, PageHead, PairView, PersonView, PlaceView, Statement

app = typer.Typer(help="看台账里的一个地方、两地之间、一个人、一页。A place, a pair, a person, a page of the ledger.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="一个 JSON 对象。One JSON object.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="每样最多列出几条。How many of each to list.")]
_DAYS = ["%Y-%m-%d"]
On = Annotated[datetime | None, typer.Option("--on", formats=_DAYS, help="那一天为止的情形。What was true on that day.")]
Known = Annotated[datetime | None, typer.Option("--known", formats=_DAYS, help="台账那一天知道的。What the ledger knew on that day.")]
_SHOWN = 20
_View = TypeVar("_View")


@app.command("place")
def place_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="代码或名称。Code or name.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    limit: Limit = _SHOWN,
    on: On = None,
    known: Known = None,
    json: Json = False,
) -> None:
    """谁来、去哪儿、与谁结对、谁在任（含下辖）。Visits both ways, pairings, people in post; all in it included."""
    from shanhai.views import place

    _show(ledger, name, lambda book: place(book, name, limit=limit, at=_at(on, known)), _place, json=json)


@app.command("pair")
def pair_command(
    one: Annotated[str, typer.Argument(metavar="ONE", help="一个地方。One place.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="另一个地方。The other.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    limit: Limit = _SHOWN,
    on: On = None,
    known: Known = None,
    json: Json = False,
) -> None:
    """两地之间的往来、结对、会议、协议。What two places have to do with each other."""
    from shanhai.views import pair

    _show(ledger, f"{one}、{other}", lambda book: pair(book, one, other, limit=limit, at=_at(on, known)), _pair, json=json)


@app.command("person")
def person_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="姓名；同名的另一位是 NAME-2。The name; NAME-2 for another.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    limit: Limit = _SHOWN,
    on: On = None,
    known: Known = None,
    json: Json = False,
) -> None:
    """任过什么职、去过哪儿、接待过谁、承诺过什么。Posts, visits and pledges of a person."""
    from shanhai.views import person

    _show(ledger, name, lambda book: person(book, name, limit=limit, at=_at(on, known)), _person, json=json)


@app.command("page")
def page_command(
    name: Annotated[str, typer.Argument(metavar="PAGE", help="页号（至少 8 位）或来源。Id (8 digits or more) or source.")],
    ledger: LedgerPlace = "./shanhai.ledger",
    json: Json = False,
) -> None:
    """台账里的一页说了什么，句句有据。What a page of the ledger says, each fact with its sentence."""
    from shanhai.ledger import Ledger
    from shanhai.views import page

    with Ledger.open(ledger, create=False) as book:
        found = page(book, name)
    if found is None:
        raise _lacking(name)
    if json:
        typer.echo(msgspec.json.encode(found))
    else:
        narrate(found.account, Quoter(found.restored), console())


def _at(on: datetime | None, known: datetime | None) -> AsOf:
    from shanhai.views import AsOf

    return AsOf(on=on.date() if on else None, known=known.date() if known else None)


def _show(place: str, name: str, look: Callable[[Ledger], _View | None], tell: Callable[[_View], Iterable[Text]], *, json: bool) -> None:
    from shanhai.ledger import Ledger

    with Ledger.open(place, create=False) as book:
        found = look(book)
    if found is None:
        raise _lacking(name)
    if json:
        typer.echo(msgspec.json.encode(found))
    else:
        for line in tell(found):
            console().print(line)


def _lacking(name: str) -> LedgerError:
    return LedgerError(name, "台账里没有 (not in the ledger)", "用 shanhai find 查一查 (look it up with shanhai find)")


def _place(found: PlaceView) -> Iterator[Text]:
    here = found.here
    yield Text("　".join((*(ref.name for ref in reversed(found.above)), here.place.name)) + f"  {here.place.code or ''}", "bold")
    if found.below:
        yield Text("  下辖 " + "、".join(f"{line.place.name} {line.facts}" for line in found.below), "dim")
    for title, listing in (
        ("去访", found.visits_out),
        ("来访", found.visits_in),
        ("结对", found.pairings),
        ("会议", found.meetings),
        ("在任", found.tenures),
    ):
        yield from _listed(title, listing)
    yield from _pages(found.pages_total, found.pages)


def _pair(found: PairView) -> Iterator[Text]:
    one, other = found.one.place.name, found.other.place.name
    yield Text(f"{one} ⇄ {other}", "bold")
    for title, listing in (
        (f"{one}到{other}", found.visits_there),
        (f"{other}到{one}", found.visits_back),
        ("结对", found.pairings),
        ("会议", found.meetings),
        ("协议", found.agreements),
    ):
        yield from _listed(title, listing)


def _person(found: PersonView) -> Iterator[Text]:
    yield Text(found.name if found.key == found.name else f"{found.name}  ({found.key})", "bold")
    for title, listing in (("任职", found.tenures), ("往来", found.visits), ("承诺", found.pledges)):
        yield from _listed(title, listing)
    yield from _pages(found.pages_total, found.pages)


def _listed(title: str, listing: Listing) -> Iterator[Text]:
    if not listing.total:
        return
    more = f"，列出 {len(listing.statements)}" if len(listing.statements) < listing.total else ""
    yield Text()
    yield Text(f"{title} {listing.total}{more}", "bold")
    for statement in listing.statements:
        yield Text(f"  {in_a_line(statement.fact)}")
        yield Text(f"    {_told_by(statement)}", "dim")


def _told_by(statement: Statement) -> str:
    return f"{_head(statement.page)}{f'　等 {statement.pages} 页' if statement.pages > 1 else ''}"


def _head(page: PageHead) -> str:
    told = (page.title or page.source, page.publisher, page.published, page.id[:12])
    return "　".join(part for part in told if part)


def _pages(total: int, heads: Iterable[PageHead]) -> Iterator[Text]:
    listed = list(heads)
    yield Text()
    yield Text(f"网页 {total}{f'，列出 {len(listed)}' if len(listed) < total else ''}", "bold")
    for page in listed:
        yield Text(f"  {_head(page)}", "dim")
