"""What one page says, and where it came from."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import captures, facts, pages, readings, texts
from shanhai.model import Account, Block, Capture, Page, RestoredText
from shanhai.model.struct import Value

SHORTEST = 8
"""Digits that a shortened page id must have at least: 32 bits, so that a million pages seldom share them."""


class PageView(Value, frozen=True, kw_only=True):
    """A page with its restored text and account, its captures, the rules that read it, and when the ledger first got it (ISO 8601, UTC)."""

    page: Page
    restored: RestoredText
    blocks: tuple[Block, ...]
    account: Account
    captures: tuple[Capture, ...]
    rules: str
    added: str


def page(ledger: Ledger, name: str) -> PageView | None:
    """The page of this id, of an id that begins so, or of this source (its latest capture); null where the ledger has none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     page(ledger, "a.html") is None
    True
    """
    with ledger.looking() as connection:
        found = _id(connection, name)
        return None if found is None else _view(connection, found)


def _id(connection: Connection, name: str) -> str | None:
    if connection.execute(select(pages.c.id).where(pages.c.id == name)).first():
        return name
    latest = select(captures.c.page).where(captures.c.source == name).join(pages, pages.c.id == captures.c.page)
    caught = connection.execute(latest.order_by(captures.c.fetched.desc(), pages.c.added.desc(), pages.c.id)).first()
    if caught:
        return str(caught.page)
    beginning = select(pages.c.id).where(pages.c.id >= name, pages.c.id < name + "g").limit(2)  # "g" follows the last hexadecimal digit
    starting = connection.execute(beginning).scalars().all() if len(name) >= SHORTEST else []
    return starting[0] if len(starting) == 1 else None


def _view(connection: Connection, page_id: str) -> PageView | None:
    same_text = (texts.c.page == readings.c.page) & (texts.c.linearisation == readings.c.linearisation)
    statement = select(readings, texts, pages.c.added).join(texts, same_text).join(pages, pages.c.id == readings.c.page)
    row = connection.execute(statement.where(readings.c.page == page_id, readings.c.shown)).first()
    if row is None:
        return None
    laid = _page(row)
    return PageView(
        page=laid,
        restored=RestoredText(page=laid.id, text=laid.text if row.restored is None else row.restored, edits=row.edits),
        blocks=row.blocks,
        account=_account(connection, row),
        captures=_captures(connection, laid.id),
        rules=row.rules,
        added=row.added,
    )


def _page(row: Row[Any]) -> Page:
    return Page(
        id=row.page,
        format=row.format,
        encoding=row.encoding,
        text=row.text,
        parts=row.parts,
        encoding_reason=row.encoding_reason,
        linearisation=row.linearisation,
        hidden=row.hidden,
    )


def _account(connection: Connection, row: Row[Any]) -> Account:
    stated = connection.execute(select(facts.c.body).where(facts.c.reading == row.id).order_by(facts.c.position)).scalars()
    account: Account = row.account
    return msgspec.structs.replace(account, facts=tuple(stated))


def _captures(connection: Connection, page_id: str) -> tuple[Capture, ...]:
    found = connection.execute(select(captures).where(captures.c.page == page_id).order_by(captures.c.fetched, captures.c.source))
    return tuple(Capture(page=page_id, source=row.source, fetched=row.fetched or None, headers=row.headers) for row in found)
