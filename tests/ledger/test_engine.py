"""Where a ledger lies, and that a writer holds the lock from its first moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from shanhai.ledger import Ledger
from shanhai.ledger.engine import engine_of, file_of, url_of
from shanhai.model import LedgerError


@pytest.mark.parametrize(
    ("place", "backend", "file"),
    [
        ("office.ledger", "sqlite", Path("office.ledger")),
        ("./shanhai.ledger", "sqlite", Path("shanhai.ledger")),
        ("sqlite:///office.ledger", "sqlite", Path("office.ledger")),
        ("sqlite:////srv/office.ledger", "sqlite", Path("/srv/office.ledger")),
        ("sqlite:///file:office.ledger?mode=ro&uri=true", "sqlite", None),
        ("台账.ledger", "sqlite", Path("台账.ledger")),
        ("postgresql://office/ledger", "postgresql", None),
    ],
)
def test_a_place_is_a_path_or_a_url(place: str, backend: str, file: Path | None) -> None:
    url = url_of(place)
    assert (url.get_backend_name(), file_of(url)) == (backend, file)


def test_other_databases_are_refused() -> None:
    with pytest.raises(LedgerError, match="mysql"):
        engine_of(url_of("mysql://office/ledger"))


def test_foreign_keys_hold_and_wal_is_on(file: str) -> None:
    with Ledger.open(file) as ledger, ledger.looking() as connection:
        settings = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("foreign_keys", "journal_mode", "synchronous")]
    assert settings == [1, "wal", 1]


def test_a_reader_sees_one_moment(ledger: Ledger) -> None:
    count = text("SELECT count(*) FROM people")
    with ledger.looking() as looking:
        before = looking.execute(count).scalar()
        with ledger.writing() as writing:
            writing.execute(text("INSERT INTO people VALUES ('甲', '甲')"))
        assert looking.execute(count).scalar() == before == 0
    with ledger.looking() as looking:
        assert looking.execute(count).scalar() == 1
