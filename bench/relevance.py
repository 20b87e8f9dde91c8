"""`python -m bench.relevance [NEWS …]`: the first decision, whether a page is on the subject, on labelled pages and on general news.

NEWS are files of a corpus as `python -m bench.corpora xwlb CLONE NEWS` writes them: pages parted by form feeds, none of them on the subject
but by chance. What is kept of them counts as false.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corpora import PAGE_BREAK
from bench.corpus import PAGES
from shanhai.evaluate import labelled_pages, read_label
from shanhai.facts.relevance import Look, first_look
from shanhai.model.struct import Value
from shanhai.pages import read_bytes, read_path
from shanhai.read import read

ROUNDS = 20
LENGTH = 1_500  # characters of a page in the rate, as in bench.speed


class Relevance(Value, frozen=True, kw_only=True):
    """Relevant pages, those kept; other pages, those kept; how many were decided before restoration; pages of 1,500 characters a second."""

    relevant: int
    found: int
    others: int
    alarms: int
    early: int
    rate: float


def measure(folder: Path = PAGES) -> Relevance:
    """The decision on the labelled pages of a folder, and the speed of the first look at them as published."""
    kept: list[tuple[bool, bool, Look]] = []
    texts: list[str] = []
    for path in labelled_pages(folder):
        page, _ = read_path(path)
        kept.append((read_label(path.with_suffix(".json")).relevant, read(page).page.relevant, first_look(page.text)))
        texts.append(page.text)
    return Relevance(
        relevant=sum(wanted for wanted, _, _ in kept),
        found=sum(wanted and found for wanted, found, _ in kept),
        others=sum(not wanted for wanted, _, _ in kept),
        alarms=sum(found and not wanted for wanted, found, _ in kept),
        early=sum(look is not Look.UNDECIDED for _, _, look in kept),
        rate=rate(texts),
    )


def rate(texts: Sequence[str]) -> float:
    """Pages of 1,500 characters that are looked at in a second of processor time."""
    first_look(texts[0])
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            first_look(text)
    return ROUNDS * sum(map(len, texts)) / LENGTH / (time.process_time() - start)


def kept(pages: Iterable[str]) -> tuple[int, int]:
    """How many of some pages are called relevant, and how many there are.

    >>> kept(["明天多云转晴，气温回升。", "桐庐县党政代表团赴衡水市考察，对接对口合作。"])
    (1, 2)
    """
    found = [read(read_bytes(page.encode(), name="news.txt")).page.relevant for page in pages if page.strip()]
    return sum(found), len(found)


def relevance_text(found: Relevance) -> str:
    """The decision in three lines."""
    return "\n".join(
        [
            f"切题：{found.relevant} 页留下 {found.found} 页；不切题的 {found.others} 页误留 {found.alarms} 页",
            f"复原之前就能断定的 {found.early} / {found.relevant + found.others} 页",
            f"初看一页（1500 字）每核每秒 {found.rate:,.0f} 页",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("news", nargs="*", type=Path)
    print(relevance_text(measure()))
    for path in parser.parse_args().news:
        alarms, every = kept(path.read_text("utf-8").split(PAGE_BREAK))
        print(f"{path.name}：{every} 条新闻误留 {alarms} 条（{alarms / every:.2%}）")


if __name__ == "__main__":
    main()
