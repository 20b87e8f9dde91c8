"""`python -m bench.compare`: restoration by ours and by what people use today, on one core.

Characters wrong in percent per kind of damage, harm done to clean text, and speed as a multiple of OpenCC's;
writes bench/results/compare.json.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import msgspec

from bench.characters import Errors, errors
from bench.corpus import clean_texts, digest
from bench.damage import damage
from bench.methods import METHODS
from shanhai.model.struct import Value

RESULTS = Path(__file__).resolve().parent / "results"
KINDS = ("pinyin-characters", "pinyin-words", "doubled-marks", "mirror", "script", "width", "masks")
SEEDS = (1, 2)
YARDSTICK = "OpenCC"
# A round under 0.2 s is repeated: the clock and the first call would show.
LEAST_SECONDS = 0.2


class Machine(Value, frozen=True, kw_only=True):
    """Where and with what a comparison was run."""

    system: str
    processor: str
    python: str
    commit: str
    libraries: dict[str, str]


class Row(Value, frozen=True, kw_only=True):
    """One method: percent wrong per kind of damage (strict: widths count; folded: they do not), harm on clean text, speed."""

    method: str
    strict: dict[str, float]
    folded: dict[str, float]
    harm: float
    characters_per_second: float
    speed: float = 0.0


class Comparison(Value, frozen=True, kw_only=True):
    """All methods on one corpus and one core."""

    machine: Machine
    corpus: str
    characters: int
    seeds: tuple[int, ...]
    rows: tuple[Row, ...]


def machine(libraries: tuple[str, ...] = ("ftfy", "opencc", "pypinyin", "shanhai")) -> Machine:
    """The machine that runs this, and the commit that is checked out (+ when the tree differs from it)."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=False, cwd=RESULTS.parent)
        return done.stdout.strip()

    return Machine(
        system=platform.platform(),
        processor=_processor(),
        python=platform.python_version(),
        commit=git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain") else ""),
        libraries={name: version(name) for name in libraries},
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def damaged_texts(texts: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Clean and damaged text of every page, kind and seed."""
    return {kind: [(text, damage(text, kind, seed=seed).text) for text in texts for seed in SEEDS] for kind in KINDS}


def measure(method: str, work: Callable[[str], str], texts: list[str], damaged: dict[str, list[tuple[str, str]]]) -> Row:
    """One method on all kinds of damage and on clean text."""
    strict, folded = {}, {}
    for kind, pairs in damaged.items():
        restored = [(clean, work(text)) for clean, text in pairs]
        strict[kind] = sum((errors(clean, text, strict=True) for clean, text in restored), Errors()).percent
        folded[kind] = sum((errors(clean, text) for clean, text in restored), Errors()).percent
    harm = sum((errors(text, work(text), strict=True) for text in texts), Errors()).percent
    return Row(method=method, strict=strict, folded=folded, harm=harm, characters_per_second=speed(work, damaged["mirror"]))


def speed(work: Callable[[str], str], pairs: list[tuple[str, str]]) -> float:
    """Characters of mirrored pages that a method takes in a second, second round (the first warms it up)."""
    characters = sum(len(text) for _, text in pairs)
    rounds, begin = 0, perf_counter()
    while rounds == 0 or perf_counter() - begin < LEAST_SECONDS:
        for _, text in pairs:
            work(text)
        rounds += 1
    return characters * rounds / (perf_counter() - begin)


def compare() -> Comparison:
    """Run every method over the corpus."""
    texts = list(clean_texts())
    damaged = damaged_texts(texts)
    rows = [measure(method, work, texts, damaged) for method, work in METHODS.items()]
    yard = next(row.characters_per_second for row in rows if row.method == YARDSTICK)
    scaled = tuple(msgspec.structs.replace(row, speed=row.characters_per_second / yard) for row in rows)
    return Comparison(machine=machine(), corpus=digest(), characters=sum(map(len, texts)), seeds=SEEDS, rows=scaled)


def table(comparison: Comparison) -> str:
    """The comparison as a table: characters wrong in percent, widths counted."""
    head = f"{'% wrong':14}" + "".join(f"{kind:>18}" for kind in KINDS) + f"{'clean text':>12}{'speed':>9}"
    lines = [head]
    for row in comparison.rows:
        cells = "".join(f"{row.strict[kind]:>18.3f}" for kind in KINDS)
        lines.append(f"{row.method:14}{cells}{row.harm:>12.3f}{row.speed:>8.2f}×")
    return "\n".join(lines)


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    comparison = compare()
    print(table(comparison))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "compare.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(comparison), indent=1) + b"\n")
    print(f"{comparison.characters} characters, seeds {comparison.seeds}; written to {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
