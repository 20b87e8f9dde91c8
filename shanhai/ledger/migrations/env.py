"""Alembic runs this file for every command; the connection comes from `shanhai.ledger.migrate`, never from a settings file."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from shanhai.ledger.migrate import VERSIONS, modelled
from shanhai.ledger.schema import metadata


def plain(kind: str, thing: Any, drafting: AutogenContext) -> str | Literal[False]:
    """How a column type is written in a migration: our own types as what they are in the database, so that old files stay true."""
    return f"sa.{thing.impl!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


def run() -> None:
    """Runs what the command asks for on the connection that it was given."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table=VERSIONS,
        render_as_batch=True,
        render_item=plain,
        include_object=modelled,
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads it; anybody else merely imports it
    run()
