"""Many pages, killed midway, continued (`make soak`): the ledger must be the one that an undisturbed run makes.

Pages are the clean examples, damaged by every kind with many seeds, each with a line of its own; among them an empty file and a
binary. Writes bench/results/soak.json with machine and commit.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.damage import KINDS, damage
from shanhai.ledger import Ledger
from tests.ledger.contents import contents, sound

ROOT = Path(__file__).resolve().parents[1]
SHANHAI = Path(sys.executable).with_name("shanhai")
BAD = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 40}


def pages(count: int) -> Iterator[tuple[str, bytes]]:
    """That many different pages, in a fixed order."""
    clean = [path.read_text("utf-8") for path in sorted((ROOT / "examples/clean").glob("*.txt"))]
    turns = itertools.cycle(itertools.product(KINDS, clean))
    for number, (kind, text) in zip(range(count), turns, strict=False):
        yield f"{number:06}.txt", f"{damage(text, kind, seed=number).text}\n第{number}页\n".encode()


def lay_out(folder: Path, count: int) -> None:
    folder.mkdir()
    for name, content in itertools.chain(pages(count), BAD.items()):
        (folder / name).write_bytes(content)


def start(folder: Path, ledger: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([SHANHAI, "add", folder, "--ledger", ledger], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(folder: Path, ledger: Path) -> float:
    """Add to the end; seconds taken. The bad pages are named and make the exit status 1."""
    begun = time.monotonic()
    running = start(folder, ledger)
    said = running.communicate()[1].decode()
    assert running.returncode == 1, f"exit status {running.returncode}: {said}"
    assert all(name in said for name in BAD), said
    return time.monotonic() - begun


def killed(folder: Path, ledger: Path, times: int, longest: float) -> int:
    """Begin to add and kill it, so many times; how many were caught alive."""
    draw, caught = Random(0), 0
    for _ in range(times):
        running = start(folder, ledger)
        time.sleep(draw.uniform(0.5, longest))
        caught += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.communicate()
    return caught


def content(place: Path) -> dict[str, list[tuple[str, ...]]]:
    """What a ledger says, once it is found sound."""
    with Ledger.open(str(place), create=False) as ledger:
        assert sound(ledger), f"{place.name} is not sound"
        return contents(ledger)


def commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def soak(work: Path, count: int, kills: int) -> dict[str, object]:
    lay_out(work / "pages", count)
    calm, rough = work / "calm.ledger", work / "rough.ledger"
    seconds = finish(work / "pages", calm)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024  # before this program grows: a fork counts as large as its parent
    caught = killed(work / "pages", rough, kills, longest=max(1.0, seconds / 2))
    finish(work / "pages", rough)
    expected, found = content(calm), content(rough)
    differing = [name for name in expected if expected[name] != found[name]]
    assert not differing, f"the killed ledger differs in {', '.join(differing)}"
    assert len(expected["pages"]) == count, f"{len(expected['pages'])} pages of {count}"
    return {
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "pages": count,
        "facts": len(expected["facts"]),
        "kills": caught,
        "seconds": round(seconds, 1),
        "pages_per_second": round(count / seconds, 1),
        "peak_mb": peak,
        "ledger_mb": round(calm.stat().st_size / 1e6, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=8)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="shanhai-soak-"))
    try:
        result = soak(work, options.pages, options.kills)
    finally:
        shutil.rmtree(work)
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "soak.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
