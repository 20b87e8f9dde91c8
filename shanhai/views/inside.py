"""Values inside the JSON of a fact or an entry, as the database sees them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Text, cast, func, type_coerce
from sqlalchemy.dialects.postgresql import JSON


def inside(connection: Connection, body: ColumnElement[Any], *path: str) -> ColumnElement[str | None]:
    """The value at a path in a JSON column as text, null where there is none.

    >>> from shanhai.ledger import Ledger
    >>> from shanhai.ledger.schema import entries
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger, ledger.looking() as connection:
    ...     str(inside(connection, entries.c.body, "programme", "family"))
    'json_extract(entries.body, :json_extract_1)'
    """
    whole = type_coerce(body, Text)
    if connection.dialect.name == "sqlite":
        return func.json_extract(whole, "$." + ".".join(path), type_=String)
    return func.json_extract_path_text(cast(whole, JSON), *path, type_=String)
