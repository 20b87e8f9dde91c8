"""Takes names out of a page: wherever they stand, damaged or not, squares of the same number stand in the published text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shanhai.model import RestoredText
from shanhai.restore import Alignment

from .reading import PageReading
from .tombstone import normalised

SQUARE = "■"


def redacted_text(restored: RestoredText, published: str, names: Iterable[str]) -> str:
    """The published text without the names; no other offset moves.

    >>> from shanhai.restore import restore_text
    >>> published = "縣委書記李(lǐ)四、县长 李 四"
    >>> redacted_text(restore_text(published), published, ["李四"])
    '縣委書記■■■■■■、县长 ■■■'
    """
    alignment = Alignment(restored)
    characters = list(published)
    for pattern in map(_pattern, names):
        spans = [alignment.to_published(*found.span())[:2] for found in pattern.finditer(restored.text)]
        for start, end in (*spans, *(found.span() for found in pattern.finditer(published))):
            characters[start:end] = SQUARE * (end - start)
    return "".join(characters)


def redacted(reading: PageReading, names: Iterable[str]) -> str:
    """The published text of a reading without the names."""
    return redacted_text(reading.restored, reading.page.text, names)


def _pattern(name: str) -> re.Pattern[str]:
    """A name, spaced out or not."""
    return re.compile(r"\s*".join(map(re.escape, normalised(name))))
