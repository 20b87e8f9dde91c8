"""An application that is asked from this machine, and ledgers that have something to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send

from shanhai.ledger import Ledger
from shanhai.web import create_app
from tests.ledger.synthetic import page_reading

HOST = "http://127.0.0.1:8000"


def doubtful(path: Path, pages: int = 12) -> Path:
    """A ledger of made pages of which every fact is to be reviewed."""
    with Ledger.open(str(path)) as ledger:
        for number in range(pages):
            reading = page_reading(number)
            facts = [msgspec.structs.replace(fact, needs_review=True, confidence=0.5 + number / 100) for fact in reading.account.facts]
            ledger.add(msgspec.structs.replace(reading, account=msgspec.structs.replace(reading.account, facts=tuple(facts))))
        ledger.reconcile()
    return path


def near(path: Path, who: str | None = "甲", client: str = "127.0.0.1") -> TestClient[Any]:
    """A browser on this machine whose user has said their name."""
    app = create_app(str(path))

    class Near:
        """The application, for one who comes from an address; everything else of it is its own."""

        def __getattr__(self, name: str) -> Any:
            return getattr(app, name)

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                scope["client"] = (client, 50000)
            inner: ASGIApp = app
            await inner(scope, receive, send)

    asking = TestClient(Near(), base_url=HOST, raise_server_exceptions=False)  # type: ignore[type-var]
    asking.headers["Origin"] = HOST
    if who:
        asking.cookies.set("who", quote(who))
    return asking
