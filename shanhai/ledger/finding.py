"""Entries in the full-text index: each is found by its name and by the sentences that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from shanhai.model import Evidence, Fact

from . import fulltext, schema
from .caption import caption
from .chunks import chunks

MOST_SAID = 12
"""Sentences that an entry is found by: one a page, by the pages' ids; 70 groups of copies have no more than 8 wordings."""


def index_entries(connection: Connection, ids: Iterable[str]) -> None:
    """Indexes these entries anew, of those that are there."""
    for chunk in chunks(sorted(set(ids))):
        documents = _documents(connection, chunk)
        there = {each.key: each for kind in {each.kind for each in documents} for each in fulltext.indexed(connection, kind, chunk)}
        fulltext.put(connection, [each for each in documents if there.get(each.key) != each])


def drop_entry(connection: Connection, entry: str) -> None:
    """Takes an entry out of the index; the kind of its document is its type, with which its id begins."""
    fulltext.drop(connection, entry.rpartition("-")[0], [entry])


def refill_entries(connection: Connection) -> None:
    """Indexes the entries that are not indexed: those of a ledger of an earlier version."""
    e, s = schema.entries.c, schema.search.c
    indexed = select(s.key).where(s.kind != fulltext.PAGE)
    index_entries(connection, connection.execute(select(e.id).where(e.id.not_in(indexed))).scalars().all())


def _documents(connection: Connection, ids: Sequence[str]) -> list[fulltext.Document]:
    e, s, f, r = schema.entries.c, schema.statements.c, schema.facts.c, schema.readings.c
    said: dict[str, list[str]] = defaultdict(list)
    telling = select(s.entry, f.body).join(schema.facts, f.number == s.fact).join(schema.readings, r.id == f.reading)
    for row in connection.execute(telling.where(s.entry.in_(ids)).order_by(s.entry, r.page, f.position)):
        words = sentence(row.body)
        if words and words not in said[row.entry] and len(said[row.entry]) < MOST_SAID:
            said[row.entry].append(words)
    chosen = connection.execute(select(e.id, e.type, e.date_start, e.body).where(e.id.in_(ids)))
    return [
        fulltext.Document(kind=row.type, key=row.id, date=row.date_start, title=caption(row.body), text="\n".join(said[row.id]))
        for row in chosen
    ]


def saying(fact: Fact) -> Evidence | None:
    """The longest quotation that says a fact; where only its values are quoted, the longest of them; null where nothing is.

    >>> from shanhai.model import Meeting
    >>> def words(text):
    ...     return (Evidence(start=0, end=len(text), exact=text, text=text, rule="r"),)
    >>> saying(Meeting(id="f", page="p", name="联席会议", evidence={"": words("开联席会议"), "date": words("4月14日至15日")})).text
    '开联席会议'
    """
    said = fact.evidence.get("") or tuple(words for found in fact.evidence.values() for words in found)
    return max(said, key=lambda words: len(words.text), default=None)


def sentence(fact: Fact) -> str:
    """What says a fact, as restored; empty where nothing does.

    >>> from shanhai.model import Meeting
    >>> sentence(Meeting(id="f", page="p", name="联席会议"))
    ''
    """
    said = saying(fact)
    return said.text if said else ""
