"""`python -m bench.shifted FILE`: how many lines with shifted runs come back, by what the damage left of them.

FILE is clean text in simplified characters, a paragraph a line, that the language model has not seen: scripts/train_model.py --held-out
writes such a file. Digits and letters should be half width, as pages of today have them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from bench.damage import damage, gbk
from bench.damage.script import traditional
from bench.damage.width import narrow
from shanhai.model import Certainty, RestoredText
from shanhai.restore import restore_text
from shanhai.restore.converter import simplify

PAGE = 3000  # characters; the five seeds have 1,000 to 2,900
LINE = 80  # characters at least, so that most lines have one run at most
DROPPED, LOST, UNDEFINED = "\ue000", "\ue001", "\ue002"
KINDS = ("mirror", "pinyin-characters", "doubled-marks")


def sign(unit: bytes) -> str:
    """What a pair leaves, with a private mark for what the mirror's decoder loses."""
    left = gbk_sign(unit)
    if len(unit) == 2 and not left:
        return DROPPED
    if left == "?" and len(unit) == 2:
        return left + (UNDEFINED if unit[1] >= gbk.ASCII_END else "" if unit[1:] in b"(," else LOST)
    return left


gbk_sign = gbk._sign


def pages(path: Path) -> Iterator[str]:
    """The text in pages, a few sentences a line."""
    lines: list[str] = []
    for paragraph in path.read_text("utf-8").splitlines():
        for sentence in re.findall(f".{{{LINE},}}?。|.+", paragraph):
            lines.append(sentence)
            if sum(map(len, lines)) > PAGE:
                yield "\n".join(lines)
                lines = []


def kind_of(marked: str) -> str:
    if LOST in marked:
        return "ASCII lost"
    if DROPPED in marked or UNDEFINED in marked:
        return "pair dropped"
    return "nothing dropped"


def certainties(restored: RestoredText, damaged: str) -> list[set[Certainty]]:
    """The certainties of the shifted edits of each line."""
    found: list[set[Certainty]] = [set() for _ in damaged.split("\n")]
    for edit in restored.edits:
        if edit.repair == "shifted":
            found[damaged.count("\n", 0, edit.start)].add(edit.certainty)
    return found


def measure(path: Path, kind: str, seed: int, *, show: bool = False) -> tuple[Counter[tuple[str, str]], float]:
    """How many lines of each kind there are, are right, and are called guesses; and the seconds of the slowest page."""
    counts: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    for number, text in enumerate(pages(path)):
        damaged = damage(text, kind, seed=1000 * seed + number)
        with patch.object(gbk, "_sign", sign):
            marked = damage(text, kind, seed=1000 * seed + number).text
        begin = perf_counter()
        restored = restore_text(damaged.text)
        slowest = max(slowest, perf_counter() - begin)
        lines = (text.split("\n"), damaged.text.split("\n"), marked.split("\n"), restored.text.split("\n"))
        for truth, line, mark, mended, certain in zip(*lines, certainties(restored, damaged.text), strict=True):
            group = kind_of(mark) if "?" in line and "?" not in narrow(truth) else "no run"
            wanted = narrow(simplify(traditional(truth))) if kind != "doubled-marks" else narrow(truth)
            right, guessed = narrow(mended) == wanted, Certainty.GUESSED in certain
            counts.update(
                {(group, "lines"): 1, (group, "right"): right, (group, "guessed"): guessed, (group, "sure"): right and not guessed}
            )
            if group != "no run" and not certain:
                counts[group, "left"] += 1
            if not right and not guessed:
                counts[group, "wrong and not flagged"] += 1
            if show and not right:
                print(group, sorted(certain), line, narrow(mended), wanted, sep="\n  ")
    return counts, slowest


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.shifted", description="Shifted runs of generated damage that come back.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the lines that are wrong")
    options = parser.parse_args()
    total: Counter[tuple[str, str]] = Counter()
    for seed in range(options.seeds):
        counts, slowest = measure(options.file, options.kind, seed, show=options.show)
        total += counts
    for group in ("nothing dropped", "pair dropped", "ASCII lost", "no run"):
        lines = max(1, total[group, "lines"])
        shares = "  ".join(
            f"{name} {100 * total[group, name] / lines:.1f} %" for name in ("right", "guessed", "left", "wrong and not flagged")
        )
        print(f"{group:16}{total[group, 'lines']:6} lines  {shares}")
    print(f"slowest page {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
