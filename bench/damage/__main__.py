"""`python -m bench.damage KIND FILE [--seed N] [--strength S]` prints FILE damaged."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.damage import KINDS, damage, damage_markup
from shanhai.model.errors import ShanhaiError

MARKUP = {".html", ".htm"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.damage", description="Print a UTF-8 file with one kind of damage.")
    parser.add_argument("kind", help=f"one of {', '.join(KINDS)}, or several joined by +")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--strength", type=float, help="share of places that it befalls, 0 to 1; each kind has its usual one")
    options = parser.parse_args()
    work = damage_markup if options.file.suffix.lower() in MARKUP else damage
    try:
        result = work(options.file.read_text("utf-8"), options.kind, options.strength, options.seed)
    except (ShanhaiError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.write(result.text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
