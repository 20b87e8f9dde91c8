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
from math import inf
from pathlib import Path
from time import perf_counter, process_time

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
# Clean pages; damaged ones without the lines in which a shifted run is searched for; mirrored ones with them.
SPEEDS = ("clean", "damaged", "mirror")
# The best of many rounds counts: other work on the machine only slows a text down.
LEAST_SECONDS = 10.0
TICK = 1e-9  # to do nothing takes no time that the clock shows


class Machine(Value, frozen=True, kw_only=True):
    """Where and with what a comparison was run."""

    system: str
    processor: str
    python: str
    commit: str
    libraries: dict[str, str]


class Row(Value, frozen=True, kw_only=True):
    """One method: percent wrong per kind of damage (strict: widths count; folded: they do not), harm on clean text.

    `characters_per_second` of processor time, and `speed` as a multiple of OpenCC's, by kind of text: see `SPEEDS`.
    """

    method: str
    strict: dict[str, float]
    folded: dict[str, float]
    harm: float
    characters_per_second: dict[str, float]
    speed: dict[str, float]


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
    mirrored = [text for _, text in damaged["mirror"]]
    unsearched = [in_step(text) for pairs in damaged.values() for _, text in pairs]
    paces = {kind: pace(work, some) for kind, some in zip(SPEEDS, (texts, unsearched, mirrored), strict=True)}
    rates = {kind: ours for kind, (ours, _) in paces.items()}
    speed = {kind: round(ours / yard, 3) for kind, (ours, yard) in paces.items()}
    return Row(method=method, strict=strict, folded=folded, harm=harm, characters_per_second=rates, speed=speed)


def in_step(text: str) -> str:
    r"""The text without the lines that have a question mark.

    >>> in_step("天津?yàn)I海\n甲縣(xiàn)")
    '甲縣(xiàn)'
    """
    return "\n".join(line for line in text.split("\n") if "?" not in line)


def pace(work: Callable[[str], str], texts: list[str]) -> tuple[float, float]:
    """Characters that a method and the yardstick take in a second of processor time: rounds over all texts in turn, each text at its best.

    A text comes again only after all others, so that no method profits from what it remembers of the last one.
    """
    methods = (work, METHODS[YARDSTICK])
    best = [[inf] * len(texts) for _ in methods]
    begin = perf_counter()
    while inf in best[0] or perf_counter() - begin < LEAST_SECONDS:
        for seconds, one in zip(best, methods, strict=True):
            for number, text in enumerate(texts):
                before = process_time()
                one(text)
                seconds[number] = min(seconds[number], process_time() - before)
    characters = sum(map(len, texts))
    ours, yard = (characters / max(sum(seconds), TICK) for seconds in best)
    return ours, yard


def compare() -> Comparison:
    """Run every method over the corpus."""
    texts = list(clean_texts())
    damaged = damaged_texts(texts)
    rows = tuple(measure(method, work, texts, damaged) for method, work in METHODS.items())
    return Comparison(machine=machine(), corpus=digest(), characters=sum(map(len, texts)), seeds=SEEDS, rows=rows)


def table(comparison: Comparison) -> str:
    """The comparison as a table: characters wrong in percent, widths counted."""
    head = f"{'% wrong':14}" + "".join(f"{kind:>18}" for kind in KINDS) + f"{'clean text':>12}" + "".join(f"{kind:>9}" for kind in SPEEDS)
    lines = [head]
    for row in comparison.rows:
        cells = "".join(f"{row.strict[kind]:>18.3f}" for kind in KINDS)
        lines.append(f"{row.method:14}{cells}{row.harm:>12.3f}" + "".join(f"{row.speed[kind]:>8.2f}×" for kind in SPEEDS))
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
