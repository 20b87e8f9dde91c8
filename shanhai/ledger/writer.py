"""Writes one page and its reading; the caller's transaction makes it all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from shanhai.model import Account, Capture, Fact, Page, Visit, When

from . import fulltext, schema
from .placing import place_pages
from .reading import Added, PageReading
from .redaction import respecting
from .tombstone import page_forgotten
from .tying import insert_missing, tie
from .waiting import Waiting, release, wait


def add(connection: Connection, reading: PageReading) -> Added:
    """Writes what of the page, the capture and the reading is not there yet; a reading under other rules takes the place of the old one."""
    if page_forgotten(connection, reading.page.id):
        return Added.forgotten
    if cleared := respecting(connection, reading):
        return _add_cleared(connection, cleared)
    fresh = _page(connection, reading)
    elsewhere = capture(connection, reading.capture)
    if read_under(connection, reading.page.id, reading.rules):
        return Added.recaptured if elsewhere else Added.known
    _lay(connection, reading) if fresh else replace(connection, reading)
    return Added.new if fresh else Added.reread


def _add_cleared(connection: Connection, reading: PageReading) -> Added:
    """Writes a page from which names were taken."""
    fresh = _page(connection, reading)
    elsewhere = capture(connection, reading.capture)
    if not fresh and read_under(connection, reading.page.id, reading.rules):
        return Added.recaptured if elsewhere else Added.known
    redact(connection, reading)
    return Added.new if fresh else Added.reread


def redact(connection: Connection, reading: PageReading) -> None:
    """Writes a page that the ledger has without the names that were taken from it, its bytes as well."""
    page = reading.page.id
    without = {"bytes": reading.raw, "size": len(reading.raw)}
    connection.execute(update(schema.pages).where(schema.pages.c.id == page).values(**without))
    insert_missing(connection, schema.redactions, [{"page": page, "made": _now()}])
    replace(connection, reading)


def replace(connection: Connection, reading: PageReading) -> None:
    """Writes the reading of a page that the ledger has, in the place of all readings of it."""
    release(connection, reading.page.id)
    connection.execute(delete(schema.texts).where(schema.texts.c.page == reading.page.id))  # the readings go with it
    _lay(connection, reading)


def _lay(connection: Connection, reading: PageReading) -> None:
    """Writes the reading of a page that has none."""
    _text(connection, reading.page)
    _read(connection, reading, shown=True)
    wait(connection, Waiting.PAGE, [reading.page.id])
    fulltext.put(connection, [document_of(reading)])


def beside(connection: Connection, reading: PageReading) -> bool:
    """Writes a reading that is not shown yet beside the one that is.

    False, and nothing is written, where the ledger has another text under the same version of the layout.
    """
    r, t = schema.readings.c, schema.texts.c
    if connection.execute(select(r.id).where(r.page == reading.page.id, r.rules == reading.rules)).first():
        return True  # somebody added it meanwhile
    laid = select(t.text, t.parts).where(t.page == reading.page.id, t.linearisation == reading.page.linearisation)
    there = connection.execute(laid).first()
    if there is not None and (there.text, there.parts) != (reading.page.text, reading.page.parts):
        return False
    if there is None:
        _text(connection, reading.page)
    _read(connection, reading, shown=False)
    return True


def _read(connection: Connection, reading: PageReading, *, shown: bool) -> None:
    number = _reading(connection, reading, shown=shown)
    tie(connection, number, insert_facts(connection, number, reading.account), reading.account)
    if shown:
        place_pages(connection, [number])


def document_of(reading: PageReading) -> fulltext.Document:
    """What the page is found by: its title and its restored text."""
    source = reading.account.page
    return fulltext.Document(
        kind=fulltext.PAGE, key=reading.page.id, date=source.published, title=source.title or "", text=reading.restored.text
    )


def read_under(connection: Connection, page: str, rules: str) -> bool:
    """Whether the shown reading of a page was made under these rules."""
    r = schema.readings.c
    return connection.execute(select(r.id).where(r.page == page, r.rules == rules, r.shown)).first() is not None


def captured(connection: Connection, found: Capture) -> bool:
    """Whether the ledger has this capture: the same page from the same source, fetched at the same time."""
    c = schema.captures.c
    same = select(c.page).where(c.page == found.page, c.source == found.source, c.fetched == (found.fetched or ""))
    return connection.execute(same).first() is not None


def capture(connection: Connection, found: Capture) -> bool:
    """Records a capture of a page that the ledger has; false where it was recorded before."""
    row = {"page": found.page, "source": found.source, "fetched": found.fetched or "", "headers": found.headers}
    return insert_missing(connection, schema.captures, [row]) > 0


def _page(connection: Connection, reading: PageReading) -> bool:
    if connection.execute(select(schema.pages.c.id).where(schema.pages.c.id == reading.page.id)).first():
        return False
    row = {"id": reading.page.id, "bytes": reading.raw, "size": len(reading.raw), "added": _now()}
    connection.execute(insert(schema.pages), row)
    return True


def _text(connection: Connection, page: Page) -> None:
    connection.execute(insert(schema.texts), {"page": page.id} | {field: getattr(page, field) for field in _TEXT_FIELDS})


_TEXT_FIELDS = ("linearisation", "format", "encoding", "encoding_reason", "hidden", "text", "parts")


def _reading(connection: Connection, reading: PageReading, *, shown: bool) -> int:
    source = reading.account.page
    row = {
        "page": reading.page.id,
        "linearisation": reading.page.linearisation,
        "rules": reading.rules,
        "shown": shown,
        "made": _now(),
        "relevant": source.relevant,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "restored": None if reading.restored.text == reading.page.text else reading.restored.text,
        "damage": len(reading.restored.edits),
        "edits": reading.restored.edits,
        "blocks": reading.blocks,
        "account": msgspec.structs.replace(reading.account, facts=(), page=msgspec.structs.replace(source, text=None)),
    }
    return int(connection.execute(insert(schema.readings).returning(schema.readings.c.id), row).scalar_one())


def insert_facts(connection: Connection, reading: int, account: Account, *, first: int = 0) -> tuple[int, ...]:
    """Writes the facts and gives their numbers, in the account's order; `first` is the position of the first."""
    if not account.facts:
        return ()
    rows = [_fact(reading, position, fact) for position, fact in enumerate(account.facts, start=first)]
    numbered = insert(schema.facts).returning(schema.facts.c.number, sort_by_parameter_order=True)
    return tuple(connection.execute(numbered, rows).scalars())


def _fact(reading: int, position: int, fact: Fact) -> dict[str, Any]:
    when = date_of(fact)
    return {
        "reading": reading,
        "position": position,
        "id": fact.id,
        "type": type(fact).__struct_config__.tag,
        "modality": fact.modality.value,
        "confidence": fact.confidence,
        "needs_review": fact.needs_review,
        "background": isinstance(fact, Visit) and fact.background,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "body": fact,
    }


def date_of(fact: Fact) -> When | None:
    """When a fact happened or is due: its date, a measure's period, a pledge's deadline; a pairing's years are no date.

    >>> from shanhai.model import Pledge
    >>> date_of(Pledge(id="1", page="2", text="甲", deadline=When(text="年底前", start="2025-12"))).start
    '2025-12'
    """
    found = (getattr(fact, field, None) for field in ("date", "period", "deadline"))
    return next((when for when in found if isinstance(when, When)), None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
