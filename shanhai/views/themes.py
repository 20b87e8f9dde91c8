"""What visits are about: the fields of what was promised, done, needed or offered on the pages that tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, String, select, type_coerce

from shanhai.ledger.schema import facts, readings, statements
from shanhai.model import Field

_TELLING = ("pledge", "action", "trait")


class _Body(msgspec.Struct):
    """Of a stored fact only its field."""

    field: Field | None = None


_DECODER = msgspec.json.Decoder(_Body)


def themes(connection: Connection) -> Mapping[str, frozenset[str]]:
    """The themes of every visit that has any, by its entry; `other` is none.

    >>> from tempfile import TemporaryDirectory
    >>> from shanhai.ledger import Ledger
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger, ledger.looking() as connection:
    ...     themes(connection)
    {}
    """
    told, about = facts.alias("told"), facts.alias("about")
    beside = (
        select(statements.c.entry, type_coerce(about.c.body, String).label("body"))
        .join(told, (told.c.number == statements.c.fact) & (told.c.type == "visit"))
        .join(readings, (readings.c.id == told.c.reading) & readings.c.shown)
        .join(about, (about.c.reading == told.c.reading) & about.c.type.in_(_TELLING))
        .where(statements.c.entry.is_not(None))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(beside):
        field = _DECODER.decode(row.body).field
        if field and field is not Field.OTHER:
            found[row.entry].add(field.value)
    return {entry: frozenset(fields) for entry, fields in found.items()}
