"""Two hundred kills at random moments while adding and rebuilding (`make soak`): each time the ledger opens and is without trouble.

At the end it must export what an undisturbed one does. Writes bench/results/kills.json with machine and commit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path

from tests.ledger.killing import killed

ROOT = Path(__file__).resolve().parents[1]


def commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="shanhai-kills-") as work:
        caught = killed(Path(work), options.pages, options.kills, options.seed)
    result = {
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "pages": options.pages,
        "kills": options.kills,
        "caught_at_work": caught,
        "seed": options.seed,
        "seconds": round(time.monotonic() - begun, 1),
    }
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "kills.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
