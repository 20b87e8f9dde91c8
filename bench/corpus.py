"""The labelled pages of bench/pages and their clean twins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from shanhai.evaluate import labelled_pages
from shanhai.model.struct import Value
from shanhai.pages import read_path

# Pages that judge the rules: of those that no rule had read when they were labelled, the ones whose name begins its SHA-256 with a byte
# below this (40 of 60). Their scores are printed as totals only, and nobody who writes rules opens them.
TEST_BELOW = 168
_SEEN = re.compile(r"\d\d|[EY]\d\d|N(?:\d|10)")

PAGES = Path(__file__).resolve().parent / "pages"
LAYOUTS = Path(__file__).resolve().parent / "layouts"
HEADS = Path(__file__).resolve().parent / "heads"


class Twin(Value, frozen=True, kw_only=True):
    """A damaged page and the text that it had before."""

    name: str
    page: Path
    clean: str


def in_test_half(name: str) -> bool:
    """Whether a page of this name belongs to the test half.

    >>> in_test_half("W02"), in_test_half("W01"), in_test_half("E01")
    (True, False, False)
    """
    return not _SEEN.fullmatch(name) and sha256(name.encode()).digest()[0] < TEST_BELOW


def in_first_part(name: str) -> bool:
    """Whether a page belongs to the nineteen that the benchmark began with.

    >>> in_first_part("01"), in_first_part("N4"), in_first_part("N5")
    (True, True, False)
    """
    return bool(re.fullmatch(r"\d\d|N[1-4]", name))


def digest(*folders: Path) -> str:
    """The SHA-256 over the names and bytes of all files of the corpus, labels and clean texts included."""
    total = sha256()
    for path in (path for folder in folders or (PAGES, LAYOUTS, HEADS) for path in sorted(folder.iterdir()) if path.is_file()):
        total.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def clean_text(path: Path) -> str | None:
    """The text before damage of the page at `path`: NAME.clean.txt, or the published text of NAME.clean.html; null without a twin."""
    twin = next((path.with_suffix(f".clean{suffix}") for suffix in (".txt", ".html") if path.with_suffix(f".clean{suffix}").exists()), None)
    return read_path(twin)[0].text if twin else None


def twins(folder: Path = PAGES) -> Iterator[Twin]:
    """Every damaged page whose clean text is known, line for line; a page that gained menus or titles has no such twin."""
    for path in labelled_pages(folder):
        if (clean := clean_text(path)) is not None and clean.count("\n") == read_path(path)[0].text.count("\n"):
            yield Twin(name=path.stem, page=path, clean=clean)


def clean_texts(folder: Path = PAGES) -> Iterator[str]:
    """The clean text of every page: its twin's where there is one, its own elsewhere."""
    for path in labelled_pages(folder):
        yield clean_text(path) or read_path(path)[0].text
