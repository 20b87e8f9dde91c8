"""Reads every kept page again: the new readings are written beside the old ones and take their place together, in one transaction.

Until then nothing that people see has changed; killed at any moment, it goes on where it stopped, and what it had read under rules that
are no longer the present ones it throws away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select, update

from shanhai.model import Capture, LedgerError, ShanhaiError
from shanhai.model.struct import Value

from . import fulltext, schema, writer
from .placing import place_pages
from .reading import Kept, PageReading, checked
from .redaction import respecting
from .store import Ledger
from .waiting import Waiting, release, wait

Reader = Callable[[Kept], PageReading]
"""Reads a kept page under the present rules; raises PageError where they cannot read it."""

_MANY = 200
_readings = schema.readings.c


class Step(Value, frozen=True, kw_only=True):
    """One page was read again, or could not be: then its old reading stays."""

    done: int
    total: int
    error: ShanhaiError | None = None


def rebuild(ledger: Ledger, read: Reader, rules: str) -> Iterator[Step]:
    """Reads the pages whose shown reading is of other rules, one transaction each; when all are done, shows all the new ones at once."""
    with ledger.writing() as connection:
        connection.execute(delete(schema.readings).where(~_readings.shown, _readings.rules != rules))
    with ledger.looking() as connection:
        waiting = connection.execute(_waiting(rules)).scalars().all()
    for done, page in enumerate(waiting, 1):
        error = None
        try:
            again(ledger, page, read)
        except ShanhaiError as failure:
            if isinstance(failure, LedgerError) and failure.place == ledger.place:
                raise  # the ledger itself: every further page would fail, too
            error = failure
        yield Step(done=done, total=len(waiting), error=error)
    with ledger.writing() as connection:
        swap(connection, rules)
    ledger.reconcile()


def again(ledger: Ledger, page: str, read: Reader, *, shown: bool = False) -> None:
    """Reads one kept page and writes the reading beside the old one, or with `shown` in its place."""
    with ledger.looking() as connection:
        found = kept(connection, page)
    if found is None:
        return  # forgotten meanwhile
    reading = checked(read(found), redacted=found.redacted)
    with ledger.writing() as connection:
        if cleared := respecting(connection, reading):
            writer.redact(connection, cleared)  # at once: what is to be forgotten does not wait
        elif shown or not writer.beside(connection, reading):
            # Its text is laid out otherwise under the same version: no second reading can stand beside the old one.
            writer.replace(connection, reading)


def kept(connection: Connection, page: str) -> Kept | None:
    """A page as the ledger keeps it, with its first capture; null where it has none of this id."""
    redacted = exists().where(schema.redactions.c.page == schema.pages.c.id)
    row = connection.execute(select(schema.pages.c.bytes, redacted.label("redacted")).where(schema.pages.c.id == page)).first()
    caught = select(schema.captures).where(schema.captures.c.page == page).order_by(schema.captures.c.fetched, schema.captures.c.source)
    capture = connection.execute(caught).first()
    if row is None or capture is None:
        return None
    form = connection.execute(select(schema.texts.c.format).where(schema.texts.c.page == page)).scalar()
    return Kept(
        page=page,
        raw=row.bytes,
        capture=Capture(page=page, source=capture.source, fetched=capture.fetched or None, headers=capture.headers),
        format=form or "",
        redacted=row.redacted,
    )


def _waiting(rules: str) -> Select[Any]:
    """The pages that no reading is of these rules, neither shown nor waiting to be."""
    done = exists().where(_readings.page == schema.pages.c.id, _readings.rules == rules)
    return select(schema.pages.c.id).where(~done).order_by(schema.pages.c.id)


def swap(connection: Connection, rules: str) -> tuple[str, ...]:
    """Shows the readings that wait, drops those they replace, and puts the index in step; the pages that were swapped."""
    new = schema.readings.alias("new")
    waiting = select(new.c.page).where(~new.c.shown, new.c.rules == rules)
    pages = connection.execute(waiting.order_by(new.c.page)).scalars().all()
    for page in pages:
        release(connection, page)
    connection.execute(delete(schema.readings).where(_readings.shown, _readings.page.in_(waiting)))
    connection.execute(update(schema.readings).where(~_readings.shown, _readings.rules == rules).values(shown=True))
    used = exists().where(_readings.page == schema.texts.c.page, _readings.linearisation == schema.texts.c.linearisation)
    connection.execute(delete(schema.texts).where(~used))
    wait(connection, Waiting.PAGE, pages)
    for start in range(0, len(pages), _MANY):
        some = pages[start : start + _MANY]
        _reindex(connection, some)
        place_pages(connection, connection.execute(select(_readings.id).where(_readings.shown, _readings.page.in_(some))).scalars().all())
    return tuple(pages)


def _reindex(connection: Connection, pages: Sequence[str]) -> None:
    """Indexes those whose title, date or text has changed."""
    before = {document.key: document for document in fulltext.indexed(connection, fulltext.PAGE, pages)}
    fulltext.put(connection, [document for document in fulltext.pages(connection, pages) if before.get(document.key) != document])
