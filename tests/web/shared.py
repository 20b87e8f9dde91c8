"""A ledger that several share: four accounts, one of each role, and browsers of theirs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from shanhai.accounts import Role, key, user
from shanhai.ledger import Ledger

from .near import HOST, doubtful, near

PASSWORD = "甲县乙市丙区丁镇一二三四"
NAMES = {Role.READER: "钱读", Role.EDITOR: "赵编", Role.REVIEWER: "王审", Role.ADMIN: "林晓"}


def shared(path: Path, pages: int = 3) -> Path:
    """A ledger with something to ask, and the four accounts."""
    doubtful(path, pages)
    return with_accounts(path)


def with_accounts(path: Path) -> Path:
    with Ledger.open(str(path)) as ledger, ledger.aside() as connection:
        for role, name in NAMES.items():
            user.make(connection, name, role, PASSWORD)
    return path


def sign_in(client: TestClient[Any], name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/session", data={"name": name, "password": password} | more, follow_redirects=False)


def mark_on(text: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="mark" value="([0-9a-f]{64})"', text)
    assert found, text[:2000]
    return found[1]


class Desk:
    """A browser that sends forms as its pages hold them: with the mark first."""

    def __init__(self, client: TestClient[Any]) -> None:
        self.client = client
        self.mark = ""

    def sign_in(self, name: str) -> Desk:
        assert sign_in(self.client, name).status_code == 303
        self.mark = mark_on(self.client.get("/").text)
        return self

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(address, **({"follow_redirects": False} | more))

    def post(self, address: str, given: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(address, data={"mark": self.mark} | (given or {}), **({"follow_redirects": False} | more))


def desk_of(path: Path, role: Role | None, client: str = "10.0.0.3") -> Desk:
    """The browser of an account somewhere on the network; of a stranger where no role is given."""
    opened = Desk(near(path, who=None, client=client))
    opened.client.__enter__()
    return opened.sign_in(NAMES[role]) if role else opened


def key_of(path: Path, role: Role) -> dict[str, str]:
    """The header by which a program of an account asks."""
    with Ledger.open(str(path)) as ledger, ledger.aside() as connection:
        held = user.named(connection, NAMES[role])
        assert held
        return {"Authorization": f"Bearer {key.new_key(connection, held[0], 'test', 1)}"}


__all__ = ["HOST", "NAMES", "PASSWORD", "Desk", "desk_of", "key_of", "mark_on", "shared", "sign_in", "with_accounts"]
