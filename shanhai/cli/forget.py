"""`shanhai forget`: erases what somebody asks to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shanhai.model import LedgerError

from .ledger import LedgerPlace

if TYPE_CHECKING:
    from shanhai.ledger import Ledger

_DIGITS = 64


def forget_command(
    name: Annotated[
        str, typer.Argument(metavar="PAGE|PERSON", help="页号或来源；或姓名，加 --person。A page's id or source; a name with --person.")
    ],
    person: Annotated[bool, typer.Option("--person", help="是人名：从每一页抹去。A person: out of every page.")] = False,
    place: Annotated[str | None, typer.Option("--place", help="只是这个地方的那个人。Only the one of this place.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。Do not ask.")] = False,
    ledger: LedgerPlace = "./shanhai.ledger",
) -> None:
    """应要求删去一页或一个人，以后不再收；找不回来。Erase a page or a person for good; they are not added again."""
    from shanhai.ledger import Ledger

    if place and not person:
        raise typer.BadParameter("--place 与 --person 一起用 (--place goes with --person)")
    with Ledger.open(ledger, create=False) as book:
        if not yes:
            typer.confirm(f"从台账里永久删去{'这个人' if person else '这一页'}：{name}？", abort=True)
        typer.echo(_person(book, name, place) if person else _page(book, name))


def _page(book: Ledger, name: str) -> str:
    """An id that is written out is forgotten whether it is there or not."""
    from shanhai.ledger.forget import forget_page
    from shanhai.views import page

    found = page(book, name)
    written_out = len(name) == _DIGITS and set(name) <= set("0123456789abcdef")
    if found is None and not written_out:
        raise LedgerError(name, "台账里没有这一页 (no such page)", "给出完整的页号，可以预先拒收 (its whole id keeps it out in advance)")
    erased = forget_page(book, found.page.id if found else name)
    return "已删去，不再收" if erased.pages else "台账里没有；以后也不收"


def _person(book: Ledger, name: str, place: str | None) -> str:
    from shanhai.ledger.forget import forget_person
    from shanhai.ledger.reader import read_kept
    from shanhai.ledger.tombstone import Forgotten
    from shanhai.views.place import keys_within

    key, inside = keys_within(book, place) if place else (None, ())
    erased = forget_person(book, Forgotten(name=name, place=key), inside, read_kept)
    return f"已从 {erased.redacted} 页抹去，不再收"
