"""The full-text index: documents of every kind go in and out by (kind, key), in the transaction of what they are about.

SQLite keeps the tokens in an FTS5 table without content, PostgreSQL as tsvectors under a GIN index, both made of `shanhai.ledger.tokens`
and asked by `shanhai.ledger.matching`; no parser, dictionary or locale of the database has a say in either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from shanhai.model.struct import Value

from .schema import readings, search, search_texts, texts
from .tokens import LONGEST_PHRASE, VERSION, tokens
from .word_tables import WORDS

PAGE = "page"
"""The kind of a page's document; its key is the page's id."""

# PostgreSQL keeps 256 places of a lexeme and none beyond 16,383: a text is kept in parts, which overlap by the longest phrase.
_PART = 4000
_MANY = 200


class Document(Value, frozen=True, kw_only=True):
    """What is found by its words: `date` is an ISO 8601 prefix, `text` what offsets count in."""

    kind: str
    key: str
    date: str | None = None
    title: str = ""
    text: str = ""


def put(connection: Connection, documents: Sequence[Document]) -> None:
    """Indexes documents; one of the same kind and key as another takes its place."""
    for kind in dict.fromkeys(document.kind for document in documents):
        drop(connection, kind, [document.key for document in documents if document.kind == kind])
    if not documents:
        return
    rows = [{"kind": document.kind, "key": document.key, "date": document.date, "tokens": VERSION} for document in documents]
    numbers = connection.execute(insert(search).returning(search.c.id, sort_by_parameter_order=True), rows).scalars().all()
    numbered = dict(zip(numbers, documents, strict=True))
    texts_ = [{"id": number, "title": each.title, "text": each.text.encode()} for number, each in numbered.items()]
    connection.execute(insert(search_texts), texts_)
    _index(connection, numbered)


def _index(connection: Connection, numbered: Mapping[int, Document]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(_INSERT, [{"id": number} | _columns(each.title, each.text) for number, each in numbered.items()])
    else:
        rows = [
            {"id": number, "part": part, "kind": each.kind, "key": each.key, "words": vector}
            for number, each in numbered.items()
            for part, vector in enumerate(vectors(each))
        ]
        connection.execute(_INSERT_VECTOR, rows)


def drop(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Takes documents out of the index; keys that are not in it are passed over."""
    these = (search.c.kind == kind, search.c.key.in_(list(keys)))
    if connection.dialect.name == "sqlite":
        found = connection.execute(select(search_texts).join(search, search.c.id == search_texts.c.id).where(*these)).all()
        if found:
            connection.execute(_DELETE, [{"id": row.id} | _columns(row.title, row.text.decode()) for row in found])
    connection.execute(delete(search).where(*these))


def refill(connection: Connection) -> None:
    """Indexes the shown pages that are not indexed, and everything anew where it was indexed under another version of the tokens."""
    if connection.execute(select(search.c.id).where(search.c.tokens != VERSION).limit(1)).first():
        remake(connection)
    known = select(search.c.key).where(search.c.kind == PAGE)
    missing = connection.execute(select(readings.c.page).where(readings.c.shown, readings.c.page.not_in(known))).scalars().all()
    for start in range(0, len(missing), _MANY):
        put(connection, pages(connection, missing[start : start + _MANY]))


def remake(connection: Connection) -> None:
    """Makes the index of all documents anew, from the texts that are kept for it."""
    connection.execute(_CLEAR if connection.dialect.name == "sqlite" else text(f"DELETE FROM {WORDS}"))
    numbers = connection.execute(select(search_texts.c.id).order_by(search_texts.c.id)).scalars().all()
    for start in range(0, len(numbers), _MANY):
        chosen = select(search, search_texts.c.title, search_texts.c.text).join(search_texts, search_texts.c.id == search.c.id)
        rows = connection.execute(chosen.where(search.c.id.in_(numbers[start : start + _MANY]))).all()
        _index(connection, {row.id: _indexed(row) for row in rows})
    connection.execute(update(search).values(tokens=VERSION))


def merge(connection: Connection) -> None:
    """Makes one of the pieces of the index: only then do words that were taken out leave FTS5's file."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"INSERT INTO {WORDS}({WORDS}) VALUES ('optimize')"))


def clear(connection: Connection) -> None:
    """Empties the index."""
    if connection.dialect.name == "sqlite":
        connection.execute(_CLEAR)
    connection.execute(delete(search))


def pages(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """The documents of these pages, of their shown readings."""
    same_text = (texts.c.page == readings.c.page) & (texts.c.linearisation == readings.c.linearisation)
    chosen = select(*(readings.c[name] for name in ("page", "title", "published", "restored")), texts.c.text).join(texts, same_text)
    return [_page(row) for row in connection.execute(chosen.where(readings.c.shown, readings.c.page.in_(ids)))]


def indexed(connection: Connection, kind: str, keys: Sequence[str]) -> list[Document]:
    """The documents that the index has of these keys."""
    chosen = select(search, search_texts.c.title, search_texts.c.text).join(search_texts, search_texts.c.id == search.c.id)
    rows = connection.execute(chosen.where(search.c.kind == kind, search.c.key.in_(list(keys))))
    return [_indexed(row) for row in rows]


def _indexed(row: Any) -> Document:
    return Document(kind=row.kind, key=row.key, date=row.date, title=row.title, text=row.text.decode())


def _page(row: Any) -> Document:
    restored = row.text if row.restored is None else row.restored
    return Document(kind=PAGE, key=row.page, date=row.published, title=row.title or "", text=restored)


# --- SQLite -------------------------------------------------------------------------------------------------------------------------------

_CLEAR = text(f"INSERT INTO {WORDS}({WORDS}) VALUES ('delete-all')")
_INSERT = text(f"INSERT INTO {WORDS}(rowid, title, body) VALUES (:id, :title, :body)")
_DELETE = text(f"INSERT INTO {WORDS}({WORDS}, rowid, title, body) VALUES ('delete', :id, :title, :body)")


def _columns(title: str, body: str) -> dict[str, str]:
    return {"title": " ".join(tokens(title)), "body": " ".join(tokens(body))}


def sizes(document: Document) -> bytes:
    """What FTS5 notes about a row: how many tokens each column has, as its variable-length integers.

    >>> sizes(Document(kind="page", key="1", title="山海", text="山" * 300)).hex()
    '02822c'
    """
    return b"".join(_varint(sum(1 for _ in tokens(column))) for column in (document.title, document.text))


def _varint(number: int) -> bytes:
    """SQLite's variable-length integer (sqlite.org/fileformat2.html), of the sizes that a text can have."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


# --- PostgreSQL ---------------------------------------------------------------------------------------------------------------------------

_INSERT_VECTOR = text(f"INSERT INTO {WORDS}(id, part, kind, key, words) VALUES (:id, :part, :kind, :key, CAST(:words AS tsvector))")

# No token begins so: these say that a word stands in the title, and of which kind the document is.
TITLED, OF_KIND = "^", "="


def vectors(document: Document) -> Iterator[str]:
    """The document in parts, as tsvectors with places: its title with the beginning of its text, then the rest.

    What stands in the title stands there a second time, marked, and each part says the document's kind: a GIN index finds all of that at
    once. A place is left free between title and text, so that no phrase runs from one into the other.

    >>> next(vectors(Document(kind="page", key="1", title="山海", text="甲")))
    "'山海':1A '海':2A '^山海':1 '^海':2 '甲':4 '=page'"
    """
    title, body = list(tokens(document.title)), list(tokens(document.text))
    kind = f"'{OF_KIND}{document.kind}'"
    first = [
        _vector(title, "A"),
        _vector([TITLED + token for token in title]),
        _vector(body[: _PART + LONGEST_PHRASE], after=len(title) + 1),
    ]
    yield " ".join(filter(None, [*first, kind]))
    for start in range(_PART, len(body), _PART):
        yield f"{_vector(body[start : start + _PART + LONGEST_PHRASE])} {kind}"


def _vector(found: Iterable[str], weight: str = "", *, after: int = 0) -> str:
    places: dict[str, list[int]] = {}
    for place, token in enumerate(found, after + 1):
        places.setdefault(token, []).append(place)
    return " ".join(f"'{token}':{','.join(f'{place}{weight}' for place in where)}" for token, where in places.items())
