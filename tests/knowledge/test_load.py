"""Tables are read when asked for, whole or not at all."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys

import pytest

from shanhai.knowledge.load import parse, table
from shanhai.model import KnowledgeError

IMPORT_SECONDS = 0.3  # issue 2: package import ≤ 0.3 s
LOOKUP_SECONDS = 0.5  # issue 2: first lookup ≤ 0.5 s
SLACK = 3  # a busy machine; on an idle core both stay below a fifth of the limit

MEASURE = """
import sys, time
opened = []
def watch(event, about):
    if event == "open" and str(about[0]).endswith((".csv", ".gz", ".txt")):
        opened.append(about[0])
sys.addaudithook(watch)
begun = time.perf_counter()
import shanhai.knowledge
from shanhai.knowledge import adjacency, names, organizations, pairings, places, posts, programmes, words, zones
imported = time.perf_counter()
before = len(opened)
places.named("洞头")
print(imported - begun, time.perf_counter() - imported, before, len(opened))
"""


@pytest.fixture(scope="module")
def measured() -> list[float]:
    run = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    return [float(figure) for figure in run.stdout.split()]


def test_import_reads_no_table(measured: list[float]) -> None:
    seconds, _, before, after = measured
    assert before == 0 < after
    assert seconds < IMPORT_SECONDS * SLACK


def test_the_first_lookup_is_quick(measured: list[float]) -> None:
    assert measured[1] < LOOKUP_SECONDS * SLACK


def test_a_table_is_read_once() -> None:
    assert table("places") is table("places")


@pytest.mark.parametrize(
    "content,message",
    [
        (b"", "made-up.csv: it has no header, or the header repeats a column; write each column's name once in the first line"),
        (b"a,a\n1,2\n", "made-up.csv: it has no header, or the header repeats a column; write each column's name once in the first line"),
        (b"a,b\n1,2\n3\n", "made-up.csv:3: 1 cells where the header has 2; mend the line"),
        (b"a,b\n\xff\xfe\n", "made-up.csv: it cannot be read"),
    ],
)
def test_malformed_tables(content: bytes, message: str) -> None:
    with pytest.raises(KnowledgeError, match=f"^{re.escape(message)}"):
        parse("made-up.csv", content)


def test_a_broken_archive_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"made-up\.csv\.gz: it cannot be read"):
        parse("made-up.csv.gz", gzip.compress(b"a,b\n1,2\n")[:-9])


def test_a_missing_table_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"tables/rivers.csv: there is no such table; there are adjacency, "):
        table("rivers")
