"""What every test shares: a machine without a browser skips what needs one and says so; CI does not get away with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from shanhai.accounts import password

settings.register_profile("shanhai", deadline=None)  # no timed tests: a busy machine is no failure
settings.load_profile("shanhai")
CHROMIUM = Path("/usr/bin/chromium")  # where Debian puts it


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Octets are named by their argument: an archive made in a test holds the clock, and a name must be one in every process."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("CI") or CHROMIUM.exists():
        return
    missing = pytest.mark.skip(reason="no Chromium: `make setup` installs it or says how")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords of tests are worked out with hardly any memory or rounds; what is really asked of them has its own test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(password, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, started when the first test asks for it."""
    from tests.ledger.postgres import server

    with server() as address:
        yield address
