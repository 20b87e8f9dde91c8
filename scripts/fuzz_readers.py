"""Every reader of pages on spoilt pages, by seed (`make soak`): all is read or refused by an error of ours, in bounded time and memory.

Each reader runs in a process of its own, which may grow by a gigabyte; an input may take LONGEST seconds. A failure is printed with its
seed, READER:NUMBER, and is run again alone by `--only READER:NUMBER`. Writes bench/results/fuzz-readers.json with machine and commit;
readers that are not run keep their results there.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import platform
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from shanhai.model.errors import PageError, ShanhaiError
from tests.pages.readers import READERS

ROOT = Path(__file__).resolve().parents[1]
INPUTS = 200_000
# Seconds of a reader: those who make fewer inputs in that time say how many.
SECONDS = 900.0
# Seconds of one input, of 3 kB at most but for packages: most take some milliseconds.
LONGEST = 10
MEMORY = 1_000_000_000
# Of failures at one place only so many are told.
SHOWN = 3


class TooSlow(BaseException):
    """An input that takes too long; no reader may catch it."""


def _too_slow(*_: object) -> None:
    raise TooSlow


def attempt(name: str, number: int) -> str | None:
    """Read one input; how it failed, null when something was read. Raises ShanhaiError when it was refused."""
    reader, draw = READERS[name], Random(f"{name}:{number}")
    octets = reader.make(draw)
    begun = time.monotonic()
    signal.alarm(LONGEST)
    try:
        if not reader.read(octets, draw):
            raise PageError(name, "nothing in it was read")
    except ShanhaiError as error:
        str(error).encode("utf-8")
        raise
    except (Exception, TooSlow) as error:
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        return f"{type(error).__name__} at {' '.join(places[-2:])}: {str(error)[:200]}"
    finally:
        signal.alarm(0)
    taken = time.monotonic() - begun
    return f"took {taken:.1f} s" if taken > LONGEST else None


def limit_memory() -> None:
    """The address space may grow by MEMORY and no more."""
    status = Path("/proc/self/status").read_text("utf-8")
    size = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmSize"))
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))


def work(name: str, first: int, count: int, seconds: float, mark: Path) -> dict[str, Any]:
    """Inputs FIRST to FIRST + COUNT of a reader, for SECONDS at most; `mark` holds the number of the one in work."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _too_slow)
    for number in range(200):  # libraries are loaded and caches are full before memory is bounded
        try:
            attempt(name, -1 - number)
        except ShanhaiError:
            continue
    gc.collect()
    gc.freeze()  # what the libraries made is not looked through again at every collection
    limit_memory()
    failures: list[tuple[int, str]] = []
    read = done = 0
    slowest = 0.0
    begun = last = time.monotonic()
    with mark.open("wb", buffering=0) as file:
        for number in range(first, first + count):
            os.pwrite(file.fileno(), b"%12d" % number, 0)
            try:
                failed = attempt(name, number)
                read += failed is None
                failures += [(number, failed)] if failed else []
            except ShanhaiError:
                pass
            done += 1
            now = time.monotonic()
            slowest, last = max(slowest, now - last), now
            if now - begun > seconds:
                break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"inputs": done, "read": read, "failures": failures, "seconds": last - begun, "slowest": slowest, "peak_mb": peak}


def run(name: str, first: int, count: int, seconds: float) -> Iterator[dict[str, Any]]:
    """What the processes of one reader tell; one that died tells the input that killed it, and another goes on behind that."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        mark = Path(folder) / "mark"
        at = first
        while at < first + count and (left := until - time.monotonic()) > 0:
            words = [sys.executable, __file__, "--worker", name, str(at), str(first + count - at), str(left), str(mark)]
            mark.write_text(str(at))
            running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            try:
                said, wrong = running.communicate(timeout=left + 20 * LONGEST)
            except subprocess.TimeoutExpired:
                running.kill()
                said, wrong = running.communicate()
            if running.returncode == 0:
                yield json.loads(said)
                return
            killer = int(mark.read_text())
            told = f"died with {running.returncode}: {wrong.decode(errors='replace')[-300:]}"
            yield {"inputs": killer + 1 - at, "read": 0, "failures": [(killer, told)], "seconds": 0.0, "slowest": 0.0, "peak_mb": 0}
            at = killer + 1


def fuzz(name: str, first: int, count: int, seconds: float) -> dict[str, Any]:
    """All inputs of one reader; prints what failed."""
    parts = list(run(name, first, count, seconds))
    failures = [tuple(failure) for part in parts for failure in part["failures"]]
    shown: dict[str, int] = {}
    for number, told in failures:
        place = told.partition(": ")[0]
        shown[place] = shown.get(place, 0) + 1
        if shown[place] <= SHOWN:
            print(f"FAILED {name}:{number}  {told}", flush=True)
    result = {key: sum(part[key] for part in parts) for key in ("inputs", "read")}
    result |= {"failures": len(failures), "seconds": round(sum(part["seconds"] for part in parts), 1)}
    result |= {"slowest_seconds": round(max(part["slowest"] for part in parts), 2), "peak_mb": max(part["peak_mb"] for part in parts)}
    print(f"{name:12} {result}", flush=True)
    return result


def commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def write(path: Path, results: dict[str, dict[str, Any]]) -> None:
    """Results beside those of other readers that the file has already."""
    before = json.loads(path.read_text("utf-8"))["readers"] if path.exists() else {}
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    readers = {name: (before | results)[name] for name in READERS if name in before | results}
    path.write_text(json.dumps({"machine": machine, "readers": readers}, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=INPUTS, help="inputs of each reader")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each reader at most")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--readers", default=",".join(READERS), help="names joined by commas")
    parser.add_argument("--only", metavar="READER:NUMBER", help="run this one input and show how it fails")
    parser.add_argument("--out", type=Path, default=ROOT / "bench/results/fuzz-readers.json")
    parser.add_argument("--worker", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        name, first, count, seconds, mark = options.worker
        print(json.dumps(work(name, int(first), int(count), float(seconds), Path(mark))))
        return 0
    if options.only:
        name, _, number = options.only.partition(":")
        draw = Random(options.only)
        octets = READERS[name].make(draw)
        print(f"{number}: {octets[:3000]!r}", READERS[name].read(octets, draw), sep="\n")
        return 0
    names = options.readers.split(",")
    failures = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        running = pool.map(lambda name: fuzz(name, options.first, options.inputs, options.seconds), names)
        for name, result in zip(names, running, strict=True):  # each is written when it is done: a run may be ended by hand
            write(options.out, {name: result | {"first": options.first, "commit": commit()}})
            failures += result["failures"]
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
