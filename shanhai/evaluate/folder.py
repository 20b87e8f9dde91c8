"""A folder of labelled pages, read and scored: NAME.json beside NAME.html or NAME.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from shanhai.model.account import Account
from shanhai.model.errors import PageError
from shanhai.model.struct import Value
from shanhai.pages import read_path
from shanhai.read import read

from .answer import page_name
from .evidence import EvidenceCheck, check_evidence
from .label import LabelError, read_label
from .score import Scores, score
from .source import SourceCount, source_counts, source_findings


class Report(Value, frozen=True, kw_only=True):
    """What came of a folder: scores, source facts by field, the check of quotations, and the pages that could not be read, with reasons."""

    folder: str
    scores: Scores
    evidence: EvidenceCheck
    unread: tuple[str, ...] = ()
    sources: dict[str, SourceCount] = {}  # noqa: RUF012 (msgspec gives every value its own)
    source_faults: tuple[str, ...] = ()


def labelled_pages(folder: Path) -> Iterator[Path]:
    """The page of every label, in the order of the labels: the one other file of the same name, whatever its suffix.

    LabelError where the folder holds no label; a label whose page is missing is passed over (the scores list it).
    """
    if not any(folder.glob("*.json")):
        raise LabelError(str(folder), "it holds no labels", "put NAME.json beside each page NAME.html; see docs/codebook.md")
    pages = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix != ".json" and path.is_file()}
    yield from (pages[path.stem] for path in sorted(folder.glob("*.json")) if path.stem in pages)


class Reading(Value, frozen=True, kw_only=True):
    """A labelled page as it was read: its label's file, what was read, and whether the quotations stand where they say."""

    label: Path
    account: Account
    evidence: EvidenceCheck


def evaluate_folder(folder: str | Path) -> Report:
    """Read every labelled page of a folder and score what was read against its labels."""
    readings, unread = read_folder(folder)
    return report(folder, sorted(Path(folder).glob("*.json")), readings, unread)


def read_folder(folder: str | Path) -> tuple[list[Reading], tuple[str, ...]]:
    """Every labelled page of a folder as it was read, and the reasons of those that could not be."""
    readings, unread = [], []
    for path in labelled_pages(Path(folder)):
        try:
            page, capture = read_path(path)
        except PageError as error:
            unread.append(str(error))
            continue
        account = read(page, capture.source)
        readings.append(Reading(label=path.with_suffix(".json"), account=account, evidence=check_evidence(account, page.text)))
    return readings, tuple(unread)


def report(folder: str | Path, labels: Sequence[Path], readings: Sequence[Reading], unread: tuple[str, ...] = ()) -> Report:
    """The report of some labels; readings of other pages are passed over."""
    wanted = set(labels)
    chosen = [reading for reading in readings if reading.label in wanted]
    sources: dict[str, SourceCount] = {}
    faults: list[str] = []
    for reading in chosen:
        entry = msgspec.json.decode(reading.label.read_bytes(), type=dict[str, Any])
        for field, count in source_counts(entry, reading.account.page).items():
            sources[field] = sources.get(field, SourceCount()) + count
        faults += source_findings(reading.label.stem, entry, reading.account.page)
    return Report(
        folder=str(folder),
        scores=score(map(read_label, labels), {page_name(reading.account): reading.account for reading in chosen}),
        evidence=sum((reading.evidence for reading in chosen), EvidenceCheck()),
        unread=unread,
        sources=sources,
        source_faults=tuple(faults),
    )
