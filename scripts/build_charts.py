"""The chart bundle of the application, built from Apache ECharts: shanhai/web/static/vendor/echarts.js.

    python scripts/build_charts.py

Needs Node.js and npm; installs into out/charts what scripts/charts/package.json names, and nothing anywhere else.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE, WORK = ROOT / "scripts" / "charts", ROOT / "out" / "charts"
BUNDLE = ROOT / "shanhai" / "web" / "static" / "vendor" / "echarts.js"
MOST = 250_000  # bytes, compressed
NOTICE = """/*! Apache ECharts 5.6.0 and zrender 5.6.1, custom build by scripts/build_charts.py.
ECharts: Copyright 2017-2024 The Apache Software Foundation, Apache License 2.0. zrender: Copyright Baidu Inc., BSD 3-Clause License.
tslib: Copyright Microsoft Corporation, 0BSD. The licences are in NOTICE. */
"""


def main() -> None:
    """Install, bundle, say how large it is."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "charts.js"):
        shutil.copy(SOURCE / name, WORK / name)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=WORK, check=True)
    asked = ["--bundle", "--minify", "--legal-comments=none", "--format=iife", "--target=es2020", "--charset=utf8", "--outfile=bundle.js"]
    subprocess.run(["node_modules/.bin/esbuild", "charts.js", *asked], cwd=WORK, check=True)
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    BUNDLE.write_text(NOTICE + (WORK / "bundle.js").read_text(encoding="utf-8"), encoding="utf-8")
    size = len(gzip.compress(BUNDLE.read_bytes(), mtime=0))
    if size > MOST:
        raise SystemExit(f"{size:,} bytes compressed, more than {MOST:,}")
    print(f"{BUNDLE.relative_to(ROOT)}: {size:,} bytes compressed")


if __name__ == "__main__":
    main()
