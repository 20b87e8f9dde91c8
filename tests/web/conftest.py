from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from shanhai.ledger import Ledger
from shanhai.web import create_app

from .made_up import hostile, made_up, plain


def client_over(path: Path) -> TestClient:
    """A client of the application that sees errors as a reader does."""
    return TestClient(create_app(str(path)), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the made-up pages."""
    path = tmp_path_factory.mktemp("ledger") / "made-up.ledger"
    with Ledger.open(str(path)) as ledger:
        for reading in made_up():
            ledger.add(reading)
        ledger.reconcile()
    return path


@pytest.fixture(scope="session")
def opened(ledger_path: Path) -> Iterator[TestClient]:
    with client_over(ledger_path) as client:
        yield client


@pytest.fixture
def client(opened: TestClient) -> TestClient:
    """A reader who comes for the first time."""
    opened.cookies.clear()
    return opened


@pytest.fixture(scope="session")
def empty_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_over(tmp_path_factory.mktemp("ledger") / "empty.ledger") as client:
        yield client


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which everything a page can say is a payload."""
    path = tmp_path_factory.mktemp("ledger") / "hostile.ledger"
    given = hostile()
    with Ledger.open(str(path)) as ledger:
        for name, payload in given["payloads"].items():
            ledger.add(plain(payload, f"{name}.html", title=payload, publisher=payload, person=payload, authors=[payload]))
        for number, address in enumerate(given["addresses"]):
            ledger.add(plain(f"第{number}页", address, canonical=address))
        ledger.reconcile()
    return path


@pytest.fixture(scope="session")
def hostile_client(hostile_path: Path) -> Iterator[TestClient]:
    with client_over(hostile_path) as client:
        yield client
