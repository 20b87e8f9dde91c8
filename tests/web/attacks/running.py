"""The application as it runs: its own process, a real socket, four accounts; to be attacked, and killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.web.shared import NAMES, PASSWORD, mark_on

ENTRY = [sys.executable, "-c", "import sys; from shanhai.cli import main; sys.argv[0] = 'shanhai'; main()"]


class Running:
    """A server, where it listens, and browsers that come to it."""

    def __init__(self, process: subprocess.Popen[bytes], base: str, path: Path) -> None:
        self.process, self.base, self.path = process, base, path
        self.opened: list[httpx.Client] = []

    def browser(self, **more: Any) -> httpx.Client:
        self.opened.append(httpx.Client(base_url=self.base, headers={"Origin": self.base}, timeout=60, **more))
        return self.opened[-1]

    def signed_in(self, role: Any) -> tuple[httpx.Client, str]:
        """The browser of an account, and the mark of its forms."""
        browser = self.browser()
        came = browser.post("/sign-in/session", data={"name": NAMES[role], "password": PASSWORD})
        assert came.status_code == 303, came.text[:500]
        return browser, mark_on(browser.get("/").text)

    def octets(self) -> int:
        """The memory that the server holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(timeout=30)


@contextmanager
def running(path: Path, *more: str) -> Iterator[Running]:
    """`shanhai serve` over a ledger, until the context ends."""
    command = [*ENTRY, "serve", "--ledger", str(path), "--port", "0", *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"PYTHONIOENCODING": "utf-8"}) as process:
        assert process.stderr is not None
        told = ""
        while "http://" not in told:
            line = process.stderr.readline().decode()
            assert line, "it did not start"
            told = line
        found = re.search(r"http://[\d.]+:\d+", told)
        assert found
        started = Running(process, found[0], path)
        try:
            yield started
        finally:
            for browser in started.opened:
                browser.close()
            if process.poll() is None:
                process.kill()
