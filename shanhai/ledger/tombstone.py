"""What is to stay forgotten: hashes of pages and people, that say nothing to who does not know whom to ask for."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from shanhai.model import Account
from shanhai.model.struct import Value

from .gazetteer import rows_for
from .schema import tombstones
from .ties import people_in
from .tying import insert_missing

PAGE, PERSON = "page", "person"


class Forgotten(Value, frozen=True, kw_only=True):
    """Somebody who is to be forgotten: a name, and the key of the place that they belong to; without it, whoever bears the name."""

    name: str
    place: str | None = None

    @property
    def hash(self) -> str:
        """The hash that stands for them.

        >>> Forgotten(name="李　四").hash == Forgotten(name="李四").hash != Forgotten(name="李四", place="330122").hash
        True
        """
        return _hash(f"{normalised(self.name)}@{self.place or ''}")


def normalised(name: str) -> str:
    """A name as it is compared: half width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def lay_page(connection: Connection, page: str) -> None:
    """Notes that this page is not to come back."""
    _lay(connection, PAGE, _hash(page))


def lay_person(connection: Connection, person: Forgotten) -> None:
    """Notes that this person is not to come back."""
    _lay(connection, PERSON, person.hash)


def page_forgotten(connection: Connection, page: str) -> bool:
    """Whether this page is not to be kept."""
    found = select(tombstones.c.made).where(tombstones.c.kind == PAGE, tombstones.c.hash == _hash(page))
    return connection.execute(found).first() is not None


def people_forgotten(connection: Connection, account: Account) -> tuple[str, ...]:
    """The names in an account of those who are to be forgotten: everywhere, or in a place that the account names or one in it."""
    if connection.execute(select(tombstones.c.made).where(tombstones.c.kind == PERSON).limit(1)).first() is None:
        return ()
    named = dict.fromkeys(
        (*(person.name for person in account.people), *(tie.name for fact in account.facts for tie in people_in(fact, account)))
    )
    around = dict.fromkeys(row.key for ref in account.places for row in rows_for(ref))
    asked = {Forgotten(name=name, place=place).hash: name for name in named for place in (None, *around)}
    return tuple(dict.fromkeys(asked[found] for found in _there(connection, asked)))


def _there(connection: Connection, hashes: Iterable[str]) -> list[str]:
    found = select(tombstones.c.hash).where(tombstones.c.kind == PERSON, tombstones.c.hash.in_(list(hashes)))
    return list(connection.execute(found.order_by(tombstones.c.hash)).scalars())


def _lay(connection: Connection, kind: str, what: str) -> None:
    insert_missing(connection, tombstones, [{"kind": kind, "hash": what, "made": datetime.now(UTC).isoformat(timespec="seconds")}])


def _hash(what: str) -> str:
    return hashlib.sha256(f"shanhai {what}".encode()).hexdigest()
