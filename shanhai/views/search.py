"""What the ledger has with these words in it: the best first, each with the stretch of text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from shanhai.ledger import Ledger, matching
from shanhai.ledger.fulltext import PAGE
from shanhai.ledger.query import Query, query
from shanhai.ledger.schema import facts, reading_places, readings, search, search_texts
from shanhai.ledger.tokens import fold
from shanhai.model import LedgerError
from shanhai.model.struct import Value

from .place import meant, within
from .statement import PageHead, head_columns, head_of

# Characters of a snippet, and those before the first word in it: two lines of a result in the browser.
_LENGTH, _BEFORE = 96, 24
# Places of each word that are looked at for the best stretch: those of a page and a half.
_LOOKED_AT = 60


class Snippet(Value, frozen=True, kw_only=True):
    """A stretch of the text, where it starts in the text, and where in the text the words stand in it: (start, end)."""

    text: str
    start: int
    hits: tuple[tuple[int, int], ...]


class Hit(Value, frozen=True, kw_only=True):
    """A document with the words: a page with its head, or an entry (`kind` is its type, `key` its id).

    The snippet, of the page's restored text or of the sentences that say the entry, is null where the words stand in the title alone.
    """

    kind: str
    key: str
    date: str | None
    title: str
    page: PageHead | None = None
    snippet: Snippet | None = None


class Search(Value, frozen=True, kw_only=True):
    """A stretch of what was found, best first, and how much there is in all; `kinds` counts all that has the words, whatever its kind."""

    words: str
    total: int
    offset: int
    hits: tuple[Hit, ...]
    kinds: dict[str, int] = {}


class Filters(Value, frozen=True, kw_only=True):
    """What a search is narrowed to: pages of this place (code or name; all in it included), of these dates, publisher, type of fact.

    `kind` is page, or a type of entries (visit, project …); null: everything.
    `since` and `until` are ISO 8601 prefixes, both inclusive: 2024 to 2024-06 is half a year. `publisher` is part of a name.
    """

    kind: str | None = PAGE
    place: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    type: str | None = None


def find(ledger: Ledger, words: str, *, filters: Filters | None = None, offset: int = 0, limit: int = 20) -> Search:
    """The documents that have all these words; `shanhai.ledger.query` says what may be typed.

    LedgerError where there is nothing to look for, and where several places go by the name of the filter.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     find(ledger, "山海协作").total
    0
    """
    sought = query(words)
    if not sought.wanted:
        raise LedgerError(
            words or "“”", "没有可查的字词 (no words to look for)", "给出汉字、字母或数字 (give characters, letters or figures)"
        )
    with ledger.looking() as connection:
        asked = filters or Filters()
        kinds, where = matching.kinds(connection, sought), tuple(_conditions(connection, asked))
        having = kinds.get(asked.kind, 0) if asked.kind else sum(kinds.values())
        total = matching.count(connection, sought, *where, kind=asked.kind) if having and where else having
        best = matching.best(connection, sought, *where, kind=asked.kind, offset=offset, limit=limit) if total else ()
        return Search(words=words, total=total, offset=offset, hits=_hits(connection, best, sought), kinds=kinds)


def snippet(text: str, sought: Query, title: str = "") -> Snippet | None:
    """The stretch of a text that has the most different wanted words, the first of those that is not the title; null where it has none.

    >>> found = snippet("甲县与乙市座谈。双方签约。", query("签约"))
    >>> found.text, found.hits, found.text[found.hits[0][0] - found.start :][:2]
    ('甲县与乙市座谈。双方签约。', ((10, 12),), '签约')
    """
    folded = fold(text)
    found = (islice(phrase.spans(folded), _LOOKED_AT) for phrase in sought.wanted)
    spans = sorted((start, end, which) for which, places in enumerate(found) for start, end in places)
    if not spans:
        return None
    heading = range(at, at + len(title)) if title and (at := text.find(title)) >= 0 else range(0)
    best = max(spans, key=lambda span: (_different(spans, span[0]), span[0] not in heading, -span[0]))
    start, end = _stretch(text, best[0])
    return Snippet(
        text=text[start:end], start=start, hits=_apart([(one, other) for one, other, _ in spans if start <= one and other <= end])
    )


def _different(spans: Sequence[tuple[int, int, int]], at: int) -> int:
    """How many different words stand in the stretch that begins there."""
    return len({which for start, _, which in spans if at <= start < at + _LENGTH - _BEFORE})


def _stretch(text: str, at: int) -> tuple[int, int]:
    """From the beginning of the line where it is near, else a few characters before."""
    line = text.rfind("\n", 0, at) + 1
    start = max(line, at - _BEFORE)
    following = text.find("\n", at)
    return start, min(len(text) if following < 0 else following, start + _LENGTH)


def _apart(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans with those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _conditions(connection: Connection, asked: Filters) -> Iterator[ColumnElement[bool]]:
    # `+ 0` keeps SQLite from going through all readings of a place or type for each match: it makes the list once, and looks each match up.
    if asked.since:
        yield search.c.date >= asked.since
    if asked.until:
        yield search.c.date < asked.until + "~"  # which follows every digit and hyphen: 2024-06-30 is in 2024-06
    if asked.publisher:
        yield _shown().where(readings.c.publisher.contains(asked.publisher, autoescape=True)).exists()
    if asked.type:
        yield _shown().where((readings.c.id + 0).in_(select(facts.c.reading).where(facts.c.type == asked.type))).exists()
    if asked.place:
        here = meant(connection, asked.place)
        keys = connection.execute(within(here.place.code or here.place.name)).scalars().all() if here else []
        naming = select(reading_places.c.reading).where(reading_places.c.place.in_(keys))
        yield _shown().where((readings.c.id + 0).in_(naming)).exists()


def _shown() -> Select[Any]:
    """The shown reading of the page that a document is of."""
    return select(readings.c.id).where(search.c.kind == PAGE, readings.c.page == search.c.key, readings.c.shown)


def _hits(connection: Connection, numbers: Sequence[int], sought: Query) -> tuple[Hit, ...]:
    texts = select(search, search_texts.c.title, search_texts.c.text).join(search_texts, search_texts.c.id == search.c.id)
    found = {row.id: row for row in connection.execute(texts.where(search.c.id.in_(numbers)))}
    keys = [row.key for row in found.values() if row.kind == PAGE]
    chosen = select(*head_columns()).where(readings.c.shown, readings.c.page.in_(keys))
    heads = {row.page: head_of(row) for row in connection.execute(chosen)} if keys else {}
    return tuple(_hit(found[number], heads, sought) for number in numbers)


def _hit(row: Row[Any], heads: dict[str, PageHead], sought: Query) -> Hit:
    page = heads.get(row.key) if row.kind == PAGE else None
    return Hit(kind=row.kind, key=row.key, date=row.date, title=row.title, page=page, snippet=snippet(row.text.decode(), sought, row.title))
