"""Reads sources within limits that the system enforces, in a process of its own, and says what came of each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000
PROGRAM = """
import json, resource, sys
from shanhai.model import PageError
from shanhai.pages import open_pages
# Libraries loaded, the address space may grow by a gigabyte and no more.
list(open_pages(["/dev/null"]))
for line in open("/proc/self/status"):
    if line.startswith("VmSize"):
        size = int(line.split()[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (size + 1_000_000_000, size + 1_000_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
for result in open_pages(sys.argv[1:]):
    bad = isinstance(result, PageError)
    print(json.dumps([result.place, result.problem] if bad else [result[1].source, None]), flush=True)
# Not ru_maxrss: that keeps what the process held before exec, which is the test run's own memory.
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(json.dumps(["peak", int(line.split()[1]) * 1024]))
"""


def read_bounded(*paths: Path) -> tuple[dict[str, str | None], int]:
    """The problem of each source, null when it was read, and the most memory in bytes that was resident."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM, *map(str, paths)], capture_output=True, timeout=110, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    told: list[Any] = [json.loads(line) for line in ran.stdout.splitlines()]
    return {place.rpartition("/")[2]: said for place, said in told[:-1]}, told[-1][1]
