"""Whether the full-text index is in step with the pages, and putting it in step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from shanhai.model import LedgerError

from . import fulltext
from .fulltext import PAGE, Document
from .schema import readings, search, search_texts
from .store import Ledger
from .tokens import VERSION
from .word_tables import WORDS

_MANY = 200


def out_of_step(connection: Connection) -> Iterator[tuple[str, str]]:
    """The keys of pages whose document is missing, superfluous, or not of their shown reading, each with what is wrong."""
    if (problem := _other_rows(connection)) is not None:
        yield WORDS, problem
    shown = set(connection.execute(select(readings.c.page).where(readings.c.shown)).scalars())
    indexed = set(connection.execute(select(search.c.key).where(search.c.kind == PAGE)).scalars())
    for key in sorted(indexed - shown):
        yield key, "索引里有，台账里没有 (indexed, but not in the ledger)"
    for key in sorted(shown - indexed):
        yield key, "没有编入索引 (not indexed)"
    both = sorted(shown & indexed)
    for start in range(0, len(both), _MANY):
        yield from _differing(connection, both[start : start + _MANY])


def put_in_step(connection: Connection, keys: list[str]) -> None:
    """Indexes these pages anew; what is to go out of the index must first be in it as its document says, so the index is made anew, too."""
    fulltext.remake(connection)
    fulltext.drop(connection, PAGE, keys)
    fulltext.put(connection, fulltext.pages(connection, keys))


def damage(ledger: Ledger) -> str | None:
    """What FTS5 finds wrong with its own tables; it asks as a writer, and is not asked of a ledger that cannot be written."""
    try:
        with ledger.writing() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"INSERT INTO {WORDS}({WORDS}) VALUES ('integrity-check')"))
    except LedgerError as error:
        cause = getattr(error.__cause__, "orig", None)
        if getattr(cause, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return f"索引已损坏 (the index is damaged: {cause})"
    return None


def _other_rows(connection: Connection) -> str | None:
    """Rows of the index without their document, or the other way round."""
    rows = text(f"SELECT id FROM {WORDS}{'_docsize' if connection.dialect.name == 'sqlite' else ''}")
    same = set(connection.execute(rows).scalars()) == set(connection.execute(select(search.c.id)).scalars())
    return None if same else "索引与目录不符 (the index has other rows than its table)"


def _differing(connection: Connection, keys: list[str]) -> Iterator[tuple[str, str]]:
    wanted = {document.key: document for document in fulltext.pages(connection, keys)}
    chosen = select(search, search_texts.c.title, search_texts.c.text).outerjoin(search_texts, search_texts.c.id == search.c.id)
    for row in connection.execute(chosen.where(search.c.kind == PAGE, search.c.key.in_(keys)).order_by(search.c.key)).all():
        if row.tokens != VERSION or row.text is None or _document(row) != wanted[row.key]:
            yield row.key, "索引不是它的文字 (indexed with another text)"
        elif not _as_indexed(connection, row.id, wanted[row.key]):
            yield row.key, "索引缺了字词 (the index lacks some of its words)"


def _document(row: Any) -> Document:
    return Document(kind=row.kind, key=row.key, date=row.date, title=row.title, text=row.text.decode())


_SIZE = text(f"SELECT sz FROM {WORDS}_docsize WHERE id = :id")
_PARTS = text(f"SELECT words = CAST(:words AS tsvector) FROM {WORDS} WHERE id = :id AND part = :part").bindparams(bindparam("words"))


def _as_indexed(connection: Connection, number: int, document: Document) -> bool:
    """Whether the index holds the document's words; of FTS5, which keeps no content, whether it counts as many."""
    if connection.dialect.name == "sqlite":
        kept = connection.execute(_SIZE, {"id": number}).scalar()
        return bool(kept == fulltext.sizes(document))
    vectors = list(fulltext.vectors(document))
    same = [connection.execute(_PARTS, {"id": number, "part": part, "words": vector}).scalar() for part, vector in enumerate(vectors)]
    return all(same)
