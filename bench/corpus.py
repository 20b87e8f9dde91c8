"""The labelled pages of bench/pages and their clean twins."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from shanhai.evaluate import labelled_pages
from shanhai.model.struct import Value
from shanhai.pages import read_path

PAGES = Path(__file__).resolve().parent / "pages"


class Twin(Value, frozen=True, kw_only=True):
    """A damaged page and the text that it had before."""

    name: str
    page: Path
    clean: str


def digest(folder: Path = PAGES) -> str:
    """The SHA-256 over the names and bytes of all files of the corpus, labels and clean texts included."""
    total = sha256()
    for path in sorted(folder.iterdir()):
        total.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def clean_text(path: Path) -> str | None:
    """The text before damage of the page at `path`: NAME.clean.txt, or the published text of NAME.clean.html; null without a twin."""
    twin = next((path.with_suffix(f".clean{suffix}") for suffix in (".txt", ".html") if path.with_suffix(f".clean{suffix}").exists()), None)
    return read_path(twin)[0].text if twin else None


def twins(folder: Path = PAGES) -> Iterator[Twin]:
    """Every damaged page whose clean text is known."""
    for path in labelled_pages(folder):
        if (clean := clean_text(path)) is not None:
            yield Twin(name=path.stem, page=path, clean=clean)


def clean_texts(folder: Path = PAGES) -> Iterator[str]:
    """The clean text of every page: its twin's where there is one, its own elsewhere."""
    for path in labelled_pages(folder):
        yield clean_text(path) or read_path(path)[0].text
