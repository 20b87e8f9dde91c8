"""Readers who come at a steady rate, whether or not those before them have been answered: an open loop, on one core."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from .readers import Readers

RATE = 10
CORE = 0


@contextmanager
def served(ledger: str) -> Iterator[tuple[str, int, float]]:
    """The application over a ledger, as `shanhai serve` starts it, on one core: its address, its process, seconds until it was there."""
    command = [sys.executable, "-c", "from shanhai.cli import main; main()", "serve", "--ledger", ledger, "--port", "0"]
    begin = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        os.sched_setaffinity(process.pid, {CORE})
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://[\d.:]+", line)
            assert found, line
            yield found[0], process.pid, time.perf_counter() - begin
        finally:
            process.terminate()


def cpu(*pids: int) -> float:
    """Seconds of processor time that these processes have used."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(task.read_text().split()[0])
    return total / 1e9


def postgres_pids(postmaster: int) -> list[int]:
    """The server of the database and its present children."""
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return [postmaster, *map(int, children)]


class Spent:
    """Processor time of the application and of the database beside it, also of children of the latter that came and went."""

    def __init__(self, pid: int, postmaster: int | None) -> None:
        self.pid, self.postmaster = pid, postmaster

    def now(self) -> float:
        """Seconds."""
        return cpu(self.pid, *(postgres_pids(self.postmaster) if self.postmaster else []))


async def one_by_one(base: str, readers: Readers, spent: Spent, number: int) -> dict[str, object]:
    """The same readers one after the other: processor time of each request, and what the open loop would be on a core of its own.

    `queue` puts the requests at `RATE` into one queue, each taking the processor time that it took: no other program has a part in it.
    """
    cpus: dict[str, list[float]] = defaultdict(list)
    spells: list[float] = []
    async with httpx.AsyncClient(base_url=base, timeout=600) as client:
        for _ in range(number):
            name, address = readers.draw()
            before = spent.now()
            answer = await client.get(address)
            spells.append((spent.now() - before) * 1000)
            cpus[name].append(spells[-1])
            assert answer.status_code in (200, 301, 404), (answer.status_code, address)
    waits, free = [], 0.0
    for at, spell in enumerate(spells):
        free = max(free, at * 1000 / RATE) + spell
        waits.append(free - at * 1000 / RATE)
    views = {name: _quantiles(cpus[name]) for name in readers.views if cpus[name]}
    return {"mean": _ms(statistics.mean(spells)), "all": _quantiles(spells), "queue": _quantiles(waits), "views": views}


async def first_time(base: str, spent: Spent) -> dict[str, float]:
    """What looks through the whole ledger, asked for the first time: seconds of processor time."""
    found = {}
    async with httpx.AsyncClient(base_url=base, timeout=1800) as client:
        for address in (
            "/",
            "/network",
            "/network?level=county",
            "/network?level=province",
            "/calendar",
            "/board",
            "/pledges/state",
            "/visits",
            "/places",
        ):
            before = spent.now()
            answer = await client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            found[address] = round(spent.now() - before, 2)
            print(address, found[address], flush=True)
    return found


async def open_loop(base: str, readers: Readers, spent: Spent, seconds: int) -> dict[str, object]:
    """Requests at `RATE` a second; every one starts at its time."""
    walls: dict[str, list[float]] = defaultdict(list)
    slowest: list[tuple[float, str]] = []
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=limits) as client:

        async def ask(name: str, address: str) -> None:
            begin = time.perf_counter()
            answer = await client.get(address)
            wall = (time.perf_counter() - begin) * 1000
            walls[name].append(wall)
            slowest.append((round(wall), address))
            assert answer.status_code in (200, 301, 404), (answer.status_code, address)

        before, begin = spent.now(), time.perf_counter()
        asked = []
        for number in range(seconds * RATE):
            await asyncio.sleep(max(0.0, begin + number / RATE - time.perf_counter()))
            asked.append(asyncio.create_task(ask(*readers.draw())))
        await asyncio.gather(*asked)
        used = spent.now() - before
    every = [wall for held in walls.values() for wall in held]
    return {
        "requests": len(every),
        "rate": RATE,
        "all": _quantiles(every),
        "cpu_ms_per_request": _ms(used * 1000 / len(every)),
        "views": {name: _quantiles(walls[name]) for name in readers.views if walls[name]},
        "slowest": sorted(slowest, reverse=True)[:12],
    }


def _quantiles(walls: list[float]) -> dict[str, float]:
    ordered = sorted(walls)
    at = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return {"n": len(ordered), **{name: _ms(value) for name, value in at.items()}, "max": _ms(ordered[-1])}


def _ms(value: float) -> float:
    return round(value, 1)
