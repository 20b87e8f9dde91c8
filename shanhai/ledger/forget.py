"""Erases what somebody asks to be erased, and sees to it that it does not come back.

A page goes with everything that was read from it, and with what people judged of it. A person goes out of every page that names them:
squares stand for the name in the text, the bytes as fetched go, and the page is read again without it. What stays is a hash, by which
adding and rebuilding know what to leave out. Cut short, it is done by asking again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Text, cast, delete, exists, or_, select

from shanhai.model.struct import Value

from . import fulltext, schema, tombstone, writer
from .chunks import chunks
from .rebuild import Reader, kept
from .redaction import without
from .sheet_forgetting import forget_in_sheets
from .store import Ledger
from .tombstone import Forgotten
from .waiting import release


class Erased(Value, frozen=True, kw_only=True):
    """How many pages went altogether, and out of how many a name was taken."""

    pages: int = 0
    redacted: int = 0


def forget_page(ledger: Ledger, page: str) -> Erased:
    """Erases the page of this id; it cannot be added again, also where the ledger never had it."""
    with ledger.writing() as connection:
        tombstone.lay_page(connection, page)
        release(connection, page)
        fulltext.drop(connection, fulltext.PAGE, [page])
        gone = connection.execute(delete(schema.pages).where(schema.pages.c.id == page)).rowcount
        _drop_judgements(connection, [page])
    _finish(ledger)
    return Erased(pages=gone)


def forget_person(ledger: Ledger, person: Forgotten, inside: Iterable[str], read: Reader) -> Erased:
    """Takes a person out of every page that names them and, where `inside` gives places, one of these places; they do not come back.

    `inside` are keys of places: that of the person and of all that lies in it. `read` reads a page whose bytes are kept as they came.
    """
    forget_in_sheets(ledger, person.name)
    with ledger.writing() as connection:
        tombstone.lay_person(connection, person)
        pages = _naming(connection, person, list(inside))
    for page in pages:
        _take_out(ledger, page, person.name, read)
    with ledger.writing() as connection:
        _drop_judgements(connection, pages, naming=person.name)
        r = schema.redirects.c
        connection.execute(delete(schema.redirects).where(or_(*(key.startswith(person.name, autoescape=True) for key in (r.old, r.new)))))
    _finish(ledger)
    return Erased(redacted=len(pages))


def _naming(connection: Connection, person: Forgotten, inside: list[str]) -> list[str]:
    """The pages whose shown reading names them, as its account has the name."""
    p, r = schema.reading_people.c, schema.readings.c
    names = [name for name in connection.execute(select(p.name).distinct()).scalars() if _same(name, person.name)]
    chosen = select(r.page).join(schema.reading_people, p.reading == r.id).where(r.shown, p.name.in_(names)).distinct()
    if person.place is not None:
        near = schema.reading_places.c
        chosen = chosen.where(exists().where(near.reading == r.id, near.place.in_(inside)))
    return list(connection.execute(chosen.order_by(r.page)).scalars())


def _same(one: str, other: str) -> bool:
    return tombstone.normalised(one) == tombstone.normalised(other)


def _take_out(ledger: Ledger, page: str, name: str, read: Reader) -> None:
    with ledger.looking() as connection:
        found = kept(connection, page)
    if found is None:
        return
    reading = without(read(found), [name])
    with ledger.writing() as connection:
        writer.redact(connection, reading)


def _drop_judgements(connection: Connection, pages: Iterable[str], naming: str = "") -> None:
    """What people judged of these pages quotes them; all of it goes, or what has the name in it."""
    connection.execute(delete(schema.effects))  # what answers changed names what it was; the judgements themselves say the rest
    j = schema.judgements.c
    body = cast(schema.judgements.c.body, Text)
    for chunk in chunks(list(pages)):
        quoting = or_(j.page.in_(chunk), j.other_page.in_(chunk))
        connection.execute(delete(schema.judgements).where(quoting, body.contains(naming, autoescape=True)))


def _finish(ledger: Ledger) -> None:
    """Makes anew the entries that what went took part in, drops the names that nothing names any more, and leaves no byte of it all."""
    ledger.reconcile()
    with ledger.writing() as connection:
        _drop_unnamed(connection)
        fulltext.merge(connection)
    ledger.scrub()


def _drop_unnamed(connection: Connection) -> None:
    for table, column, ties in (
        (schema.people, "person", (schema.fact_people, schema.reading_people, schema.personas)),
        (schema.organizations, "organization", (schema.fact_organizations, schema.reading_organizations)),
    ):
        named = (exists().where(tie.c[column] == table.c.key) for tie in ties)
        connection.execute(delete(table).where(~or_(*named)))
