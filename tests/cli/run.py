"""Runs commands, in this process or as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from shanhai.cli import app

# Tests that run behind a shell's & inherit that the interruption by hand is ignored; a user's command does not.
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
ENTRY = [sys.executable, "-c", f"import sys; {HEARS}; from shanhai.cli import main; sys.argv[0] = 'shanhai'; main()"]


class Ran:
    """What a command left: its exit status and what it said."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


def shanhai(*words: str | Path, given: bytes | None = None) -> Ran:
    """Run a command in this process; an exception that would reach the user fails the test."""
    result = CliRunner().invoke(app, [str(word) for word in words], input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    """Start a command as a user does."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*ENTRY, *map(str, words)], stdin=pipe, stdout=pipe, stderr=pipe, env=os.environ | {"PYTHONIOENCODING": "utf-8"}
    )


def ran(*words: str | Path, given: bytes = b"") -> Ran:
    """Run a command as a user does."""
    with started(*words) as running:
        out, err = running.communicate(given, timeout=60)
    return Ran(running.returncode, out.decode("utf-8"), err.decode("utf-8"))
