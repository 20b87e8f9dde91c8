"""The same page reads the same in any order, in any process and with any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench.corpus import PAGES
from shanhai.pages import read_path
from shanhai.read import read

SOME = [PAGES / name for name in ("01.html", "05.txt", "E05.html", "E13.txt")]
_CODE = """
import sys, msgspec
from pathlib import Path
from shanhai.pages import read_path
from shanhai.read import read
for path in sys.argv[1:]:
    sys.stdout.buffer.write(msgspec.json.encode(read(read_path(Path(path))[0])) + b"\\n")
"""


def told(paths: list[Path]) -> list[bytes]:
    return [msgspec.json.encode(read(read_path(path)[0])) for path in paths]


def test_order_makes_no_difference() -> None:
    assert told(SOME[::-1]) == told(SOME)[::-1]


@pytest.mark.parametrize("seed", ["0", "7"])
def test_processes_and_hash_seeds_make_none(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", _CODE, *map(str, SOME)]
    output = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    assert output.splitlines() == told(SOME)
