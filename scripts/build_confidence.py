"""Writes shanhai/knowledge/tables/confidence.csv: how often facts of a type, a sureness and a rule are right on the development pages.

    python scripts/build_confidence.py [FOLDER …]
    python scripts/build_confidence.py --first-contact TABLE FOLDER …

Counts come from the pages of bench/pages that do not judge the rules, and from further folders of labelled pages that are given; the table
holds numbers only. Also prints the mean squared error of the confidence for several weights of smoothing, each page left out in turn.
With `--first-contact` the counts of the given folders alone are written to TABLE: what tables/first_contact.csv is summed from, each set of
pages read by a checkout of the commit at which it was new (its README says which).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.corpus import PAGES, in_test_half
from shanhai.evaluate import read_folder, read_label
from shanhai.evaluate.calibration import verdicts
from shanhai.facts import confidence, gather
from shanhai.knowledge.confidence import Cell, smoothed, summed
from shanhai.model import Fact

TABLE = Path(__file__).resolve().parent.parent / "shanhai" / "knowledge" / "tables" / "confidence.csv"
WEIGHTS = (1, 2, 3, 5, 8, 12, 20)
Seen = tuple[Cell, bool]


def judged(folders: Sequence[Path]) -> dict[str, list[Seen]]:
    """By page, the cell of each fact and whether it was right; facts as they are before any confidence is given."""
    gather.appraise = lambda facts: tuple(facts)  # type: ignore[attr-defined, assignment]
    found: dict[str, list[Seen]] = defaultdict(list)
    for folder in folders:
        for reading in read_folder(folder)[0]:
            if folder != PAGES or not in_test_half(reading.label.stem):
                beside = confidence.Beside.of(reading.account.facts)
                for verdict in verdicts(reading.account, read_label(reading.label)):
                    found[f"{folder.name}/{reading.label.stem}"].append((cell(verdict.fact, beside), verdict.right))
    return found


def cell(fact: Fact, beside: confidence.Beside) -> Cell:
    """The finest cell of a fact among those of its page."""
    return type(fact).__name__.lower(), confidence.standing(fact, beside), confidence.rule_of(fact)


def counted(seen: Iterator[Seen]) -> dict[Cell, tuple[int, int]]:
    """Right and judged facts of each cell."""
    right: Counter[Cell] = Counter()
    every: Counter[Cell] = Counter()
    for where, good in seen:
        right[where] += good
        every[where] += 1
    return {where: (right[where], every[where]) for where in sorted(every)}


def error(pages: dict[str, list[Seen]], weight: float) -> float:
    """The mean squared error of the confidence, each page left out in turn."""
    total = number = 0.0
    for left in pages:
        known = summed(counted(one for page, seen in pages.items() if page != left for one in seen))
        for (kind, sure, rule), good in pages[left]:
            total += (smoothed(known, kind, sure, rule, weight) - good) ** 2
            number += 1
    return total / number


def write(cells: dict[Cell, tuple[int, int]], table: Path) -> None:
    """Writes counts as a table."""
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("type", "sureness", "rule", "right", "judged"))
        writer.writerows((*where, *numbers) for where, numbers in cells.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="further folders of labelled pages")
    parser.add_argument("--first-contact", type=Path, metavar="TABLE", help="write the counts of these folders alone to TABLE")
    arguments = parser.parse_args()
    pages = judged(arguments.folders if arguments.first_contact else [PAGES, *arguments.folders])
    cells = counted(one for seen in pages.values() for one in seen)
    write(cells, arguments.first_contact or TABLE)
    print(f"{len(pages)} pages, {sum(seen for _, seen in cells.values())} facts, {len(cells)} cells")
    for weight in WEIGHTS if not arguments.first_contact else ():
        print(f"weight {weight:2}: mean squared error {error(pages, weight):.4f}")


if __name__ == "__main__":
    main()
