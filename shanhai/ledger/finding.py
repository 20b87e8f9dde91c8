"""Entries in the full-text index: each is found by its name and by the sentences that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, select

from shanhai.model import Evidence, Fact

from . import fulltext, schema
from .caption import caption
from .chunks import chunks

MOST_SAID = 12
"""Sentences that an entry is found by: one a page, by the pages' ids; 70 groups of copies have no more than 8 wordings."""


def index_entries(connection: Connection, documents: Sequence[fulltext.Document]) -> None:
    """Puts the documents of entries in the index, those that are not there as they are."""
    for chunk in chunks(documents):
        keys, kinds = [each.key for each in chunk], sorted({each.kind for each in chunk})
        there = {each.key: each for kind in kinds for each in fulltext.indexed(connection, kind, keys)}
        fulltext.put(connection, [each for each in chunk if there.get(each.key) != each])


def document(entry: str, fact: Fact, date: str | None, told: Iterable[Fact]) -> fulltext.Document:
    """What an entry is found by: its preferred values, and what tells it, by the pages' ids and their order.

    >>> from shanhai.model import Meeting
    >>> made = Meeting(id="f", page="p", name="联席会议")
    >>> document("meeting-1", made, "2024-05", [made]).title
    '联席会议'
    """
    said = dict.fromkeys(words for fact in told if (words := sentence(fact)))
    text = "\n".join(islice(said, MOST_SAID))
    return fulltext.Document(kind=str(type(fact).__struct_config__.tag), key=entry, date=date, title=caption(fact), text=text)


def drop_entry(connection: Connection, entry: str) -> None:
    """Takes an entry out of the index; the kind of its document is its type, with which its id begins."""
    fulltext.drop(connection, entry.rpartition("-")[0], [entry])


def refill_entries(connection: Connection) -> None:
    """Indexes the entries that are not indexed: those of a ledger of an earlier version."""
    e, s = schema.entries.c, schema.search.c
    indexed = select(s.key).where(s.kind != fulltext.PAGE)
    for chunk in chunks(connection.execute(select(e.id).where(e.id.not_in(indexed)).order_by(e.id)).scalars().all()):
        index_entries(connection, _documents(connection, chunk))


def _documents(connection: Connection, ids: Sequence[str]) -> list[fulltext.Document]:
    e, s, f, r = schema.entries.c, schema.statements.c, schema.facts.c, schema.readings.c
    told: dict[str, list[Fact]] = defaultdict(list)
    telling = select(s.entry, f.body).join(schema.facts, f.number == s.fact).join(schema.readings, r.id == f.reading)
    for row in connection.execute(telling.where(s.entry.in_(ids)).order_by(s.entry, r.page, f.position)):
        told[row.entry].append(row.body)
    chosen = connection.execute(select(e.id, e.date_start, e.body).where(e.id.in_(ids)))
    return [document(row.id, row.body, row.date_start, told[row.id]) for row in chosen]


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
