"""`python -m bench.restoration FILE`: what comes back of generated damage on clean text, and what restoring does to the clean text itself.

FILE holds clean text in simplified characters that the language model has not counted, pages parted by form feeds: `python -m
bench.corpora` makes such files of public corpora. Writes bench/results/restoration.json.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from unittest.mock import patch

import msgspec

from bench.characters import errors, fold
from bench.compare import RESULTS, Machine, machine
from bench.corpora import read_pages
from bench.damage import damage, gbk
from bench.damage.script import traditional
from bench.damage.width import narrow
from shanhai.model import FLAGS, Certainty, Repair, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import rebuild, restore_text
from shanhai.restore.annotation import ANNOTATED
from shanhai.restore.converter import simplify
from shanhai.restore.marks import DOUBLED

LINE = 40  # characters at least, so that most lines have one shifted run at most
DROPPED, LOST, UNDEFINED = "\ue000", "\ue001", "\ue002"
SHIFTING = ("mirror", "pinyin-characters", "doubled-marks")
OTHERS = ("width", "invisible", "entities", "lost-spaces", "spaced", "line-breaks", "watermarks", "advertisements", "spam", "taiwan")
POINTED = ("masks", "years")
STRENGTHS = (0.5, 1.0)
PARENTHESIS = re.compile("[(（]")

gbk_sign = gbk._sign


class Result(Value, frozen=True, kw_only=True):
    """One run: how many pages and characters, and the counts and shares of each test."""

    machine: Machine
    corpus: str
    pages: int
    characters: int
    slowest_cpu_seconds: float
    counts: dict[str, dict[str, int]]
    percent: dict[str, float]


def sign(unit: bytes) -> str:
    """What a pair leaves, with a private mark for what the mirror's decoder loses."""
    left = gbk_sign(unit)
    if len(unit) == 2 and not left:
        return DROPPED
    if left == "?" and len(unit) == 2:
        return left + (UNDEFINED if unit[1] >= gbk.ASCII_END else "" if unit[1:] in b"(," else LOST)
    return left


def in_lines(page: str) -> str:
    """The page with a sentence or a few a line."""
    return "\n".join(piece for line in page.split("\n") for piece in re.findall(f".{{{LINE},}}?。[”’]?|.+", line))


def has_run(damaged: str, marked: str, truth: str) -> bool:
    """Whether a shifted run stands in a line: something was lost, or there is a question mark more than the line had."""
    return damaged != marked or damaged.count("?") > narrow(truth).count("?")


def kind_of(marked: str) -> str:
    if LOST in marked:
        return "ASCII lost"
    if DROPPED in marked or UNDEFINED in marked:
        return "pair dropped"
    return "nothing dropped"


class Tally:
    """Counts by test, and the seconds of the slowest page."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.slowest = 0.0

    def add(self, test: str, **numbers: int) -> None:
        self.counts.setdefault(test, Counter()).update(numbers)

    def restored(self, text: str) -> RestoredText:
        """The restored text; that it rebuilds its page and stays as it is are tests of their own."""
        begin = process_time()
        restored = restore_text(text)
        self.slowest = max(self.slowest, process_time() - begin)
        self.add("every page", pages=1, rebuilt=rebuild(restored) == text, settled=restore_text(restored.text).text == restored.text)
        return restored


def guessed_lines(restored: RestoredText, damaged: str) -> tuple[set[int], set[int]]:
    """The lines of the damaged text that hold a guess or a flag, and those in which a shifted run was searched for at all."""
    guessed, searched = set(), set()
    for edit in restored.edits:
        line = damaged.count("\n", 0, edit.start)
        if edit.certainty is Certainty.GUESSED:
            guessed.add(line)
        if edit.repair is Repair.SHIFTED:
            searched.add(line)
    return guessed, searched


def shifted(tally: Tally, page: str, kind: str, seed: int) -> None:
    """Lines with shifted runs: right, called guesses, neither."""
    text = in_lines(page)
    damaged = damage(text, kind, seed=seed).text
    with patch.object(gbk, "_sign", sign):
        marked = damage(text, kind, seed=seed).text
    restored = tally.restored(damaged)
    guessed, _ = guessed_lines(restored, damaged)
    if restored.text.count("\n") != text.count("\n"):  # lines of one width, taken for a broken paragraph
        tally.add("every page", lines_joined=1)
        return
    lines = zip(text.split("\n"), damaged.split("\n"), marked.split("\n"), restored.text.split("\n"), strict=True)
    for number, (truth, line, mark, mended) in enumerate(lines):
        group = kind_of(mark) if has_run(line, mark, truth) else "no run"
        if kind == "doubled-marks":  # what the page had before, a traditional character or a doubled mark of its own, is no part of this
            right = narrow(simplify(mended)) == DOUBLED.sub("", narrow(simplify(truth)))
        else:
            right = narrow(mended) == narrow(simplify(traditional(truth)))
        flagged = number in guessed
        tally.add(f"{kind}, {group}", lines=1, right=right, flagged=flagged, right_or_flagged=right or flagged)


def spliced(tally: Tally, page: str, kind: str, strength: float, seed: int) -> None:
    """Readings taken out, and real parentheses that went with them."""
    damaged = damage(page, kind, strength, seed).text
    mended = tally.restored(damaged).text
    lines = [(a, b) for a, b in zip(damaged.split("\n"), mended.split("\n"), strict=False) if "?" not in a]
    put = sum(len(ANNOTATED.findall(line)) for line, _ in lines) - len(ANNOTATED.findall(page))
    left = sum(len(ANNOTATED.findall(line)) for _, line in lines) - len(ANNOTATED.findall(page))
    real = len(PARENTHESIS.findall(page))
    tally.add("readings", put=max(0, put), left=max(0, left))
    if "?" not in damaged:
        tally.add("parentheses", real=real, deleted=max(0, real - len(PARENTHESIS.findall(mended))))


def script(tally: Tally, page: str, seed: int) -> None:
    damaged = damage(page, "script", seed=seed).text
    mended = tally.restored(damaged).text
    wrong = sum(a != b for a, b in zip(page, mended, strict=False)) + abs(len(page) - len(mended))
    tally.add("script", characters=len(page), wrong=wrong)


def other(tally: Tally, page: str, kind: str, strength: float, seed: int) -> None:
    damaged = damage(page, kind, strength, seed).text
    mended = tally.restored(damaged).text
    before, after = errors(page, damaged), errors(page, mended)
    tally.add(f"{kind} {strength}", characters=len(fold(page)), before=before.edits, after=after.edits)
    if kind in {"spaced", "line-breaks"}:  # white space does not count above
        tally.add(f"{kind} {strength}", places=abs(len(damaged) - len(page)), wrong=abs(len(mended) - len(page)))


def pointed(tally: Tally, page: str, kind: str, seed: int) -> None:
    """Damage that cannot be undone: as many flags as places, none guessed."""
    done = damage(page, kind, 1.0, seed).text
    places = done.count("*") - page.count("*") if kind == "masks" else (len(done) - len(page)) // 2
    edits = tally.restored(done).edits
    flags = sum(edit.repair in FLAGS for edit in edits)
    tally.add(kind, places=places, flagged=min(flags, places), changed=sum(edit.repair not in FLAGS for edit in edits))


def clean(tally: Tally, page: str) -> Iterator[str]:
    """The clean page restored: each edit is harm, or damage that it had."""
    restored = tally.restored(page)
    tally.add("clean", characters=len(page))
    for edit in restored.edits:
        changed = edit.repair not in FLAGS
        tally.add("clean", changed=max(len(edit.original), len(edit.replacement)) if changed else 0, flags=not changed)
        around = page[max(0, edit.start - 10) : edit.end + 10].replace("\n", "↵")
        yield f"{edit.repair}\t{edit.original}\t{edit.replacement}\t{around}"


def measure(pages: Sequence[str], tally: Tally, tests: Sequence[str]) -> None:
    for seed, page in enumerate(pages):
        if "shifted" in tests:
            shifted(tally, page, SHIFTING[0] if seed % 4 < 2 else SHIFTING[seed % 4 - 1], seed)
        if "others" in tests:
            spliced(tally, page, "pinyin-words", 0.1 + 0.1 * (seed % 3), seed)
            script(tally, page, seed)
            other(tally, page, OTHERS[seed % len(OTHERS)], STRENGTHS[seed // len(OTHERS) % len(STRENGTHS)], seed)
            pointed(tally, page, POINTED[seed % len(POINTED)], seed)


def percentages(counts: dict[str, dict[str, int]]) -> dict[str, float]:
    """The shares that the figures of a run give."""

    def share(test: str, part: str, whole: str) -> float:
        numbers = counts.get(test, {})
        return round(100 * numbers.get(part, 0) / max(1, numbers.get(whole, 0)), 4)

    found = {}
    for test, numbers in counts.items():
        for part in ("right", "flagged", "right_or_flagged"):
            if "lines" in numbers:
                found[f"{test}: {part}"] = share(test, part, "lines")
        if "after" in numbers:
            found[f"{test}: wrong before"], found[f"{test}: wrong after"] = (
                share(test, "before", "characters"),
                share(test, "after", "characters"),
            )
        if "places" in numbers and "flagged" in numbers:
            found[f"{test}: flagged"] = share(test, "flagged", "places")
    found["readings left"] = share("readings", "left", "put")
    found["real parentheses deleted"] = share("parentheses", "deleted", "real")
    found["script right"] = round(100 - share("script", "wrong", "characters"), 4)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.restoration", description="What comes back of generated damage.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=5000, help="as many pages as this, evenly from the file")
    parser.add_argument("--tests", nargs="+", choices=("clean", "shifted", "others"), default=("clean", "shifted", "others"))
    parser.add_argument("--corpus", default="xwlb", help="the name under which the results say what was measured")
    parser.add_argument("--changes", type=Path, help="write the changes to clean text here")
    parser.add_argument("--name", default="restoration", help="the results go to bench/results/NAME.json")
    options = parser.parse_args()
    every = read_pages(options.file)
    pages = every[:: max(1, len(every) // options.pages)][: options.pages]
    tally = Tally()
    if "clean" in options.tests:
        changes = [change for page in every for change in clean(tally, page)]
        if options.changes:
            options.changes.write_text("\n".join(changes) + "\n", "utf-8")
    measure(pages, tally, options.tests)
    counts = {test: dict(numbers) for test, numbers in tally.counts.items()}
    result = Result(
        machine=machine(),
        corpus=options.corpus,
        pages=len(pages),
        characters=sum(map(len, pages)),
        slowest_cpu_seconds=round(tally.slowest, 2),
        counts=counts,
        percent=percentages(counts),
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{options.name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
    print("\n".join(f"{name:50} {value:9.3f} %" for name, value in result.percent.items()))
    print(f"slowest page {result.slowest_cpu_seconds} s of its own; {counts['every page']}; {counts.get('clean')}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
