"""A folder of labelled pages, read and scored: NAME.json beside NAME.html or NAME.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from shanhai.model.account import Account
from shanhai.model.errors import PageError
from shanhai.model.struct import Value
from shanhai.pages import read_path
from shanhai.read import read

from .evidence import EvidenceCheck, check_evidence
from .label import LabelError
from .score import Scores, evaluate
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


def evaluate_folder(folder: str | Path) -> Report:
    """Read every labelled page of a folder and score what was read against its labels."""
    accounts: list[Account] = []
    evidence = EvidenceCheck()
    unread: list[str] = []
    faults: list[str] = []
    sources: dict[str, SourceCount] = {}
    for path in labelled_pages(Path(folder)):
        try:
            page, capture = read_path(path)
        except PageError as error:
            unread.append(str(error))
            continue
        account = read(page, capture.source)
        accounts.append(account)
        evidence += check_evidence(account, page.text)
        entry = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=dict[str, Any])
        for field, count in source_counts(entry, account.page).items():
            sources[field] = sources.get(field, SourceCount()) + count
        faults += source_findings(path.stem, entry, account.page)
    return Report(
        folder=str(folder),
        scores=evaluate(Path(folder), accounts),
        evidence=evidence,
        unread=tuple(unread),
        sources=sources,
        source_faults=tuple(faults),
    )
