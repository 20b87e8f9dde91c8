"""Takes names out of a page: wherever they stand, damaged or not, squares of the same number stand in the published text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs
from sqlalchemy import Connection

from shanhai.model import RestoredText
from shanhai.restore import Alignment

from .reading import Kept, PageReading
from .tombstone import normalised, people_forgotten

SQUARE = "■"


def respecting(connection: Connection, reading: PageReading) -> PageReading | None:
    """The reading without those whom the ledger is to forget, read again without their names; null where it names none of them."""
    names = people_forgotten(connection, reading.account)
    return without(reading, names) if names else None


def without(reading: PageReading, names: Iterable[str]) -> PageReading:
    """What is read of a page from which names were taken; its bytes are its published text, and no longer what was fetched."""
    from .reader import read_kept  # the whole reader: loaded where somebody is to be forgotten, and not for every ledger that is opened

    others = frozenset(person.name for person in reading.account.people)
    text = redacted_text(reading.restored, reading.page.text, names, others)
    kept = Kept(page=reading.page.id, raw=text.encode(), capture=reading.capture, format="text", redacted=True)
    return structs.replace(read_kept(kept), rules=reading.rules)


def redacted_text(restored: RestoredText, published: str, names: Iterable[str], others: frozenset[str] = frozenset()) -> str:
    """The published text without the names; no other offset moves, and the longer names of `others`, that begin or end so, stay.

    >>> from shanhai.restore import restore_text
    >>> published = "縣(xiàn)委書(shū)記(jì)李(lǐ)四、县长 李 四、李四光"
    >>> redacted_text(restore_text(published), published, ["李四"], frozenset(["李四光"]))
    '縣(xiàn)委書(shū)記(jì)■■■■■■、县长 ■■■、李四光'
    """
    alignment = Alignment(restored)
    characters = list(published)
    for name in names:
        longer = [_pattern(other) for other in others if normalised(name) in normalised(other) != normalised(name)]
        spans = [alignment.to_published(*span)[:2] for span in _spans(name, longer, restored.text)]
        for start, end in (*spans, *_spans(name, longer, published)):
            characters[start:end] = SQUARE * (end - start)
    return "".join(characters)


def _spans(name: str, longer: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    kept = [found.span() for pattern in longer for found in pattern.finditer(text)]
    for found in _pattern(name).finditer(text):
        start, end = found.span()
        if not any(first <= start and end <= last for first, last in kept):
            yield start, end


def _pattern(name: str) -> re.Pattern[str]:
    """A name, spaced out or not."""
    return re.compile(r"[^\S\n]*".join(map(re.escape, normalised(name))))
