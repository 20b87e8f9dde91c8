"""The tables of what can be found by words, and the full-text index beside them, of one shape on each database."""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint, event

from .columns import Compressed, Word

WORDS = "search_words"
"""The full-text index itself, beside the metadata: SQLite's FTS5 and PostgreSQL's tsvector have no table in common."""

WORDS_DDL: dict[str, tuple[str, ...]] = {
    # Contentless: what was indexed is in `search_texts`, and taking it out repeats its tokens. ASCII: all that is not ASCII is a letter.
    "sqlite": (f"CREATE VIRTUAL TABLE {WORDS} USING fts5(title, body, content='', tokenize=\"ascii tokenchars '.'\")",),
    # Kind and key of the document stand in each row, so that what has a word is counted and listed without looking into another table.
    "postgresql": (
        f"CREATE TABLE {WORDS} (id INTEGER NOT NULL REFERENCES search (id) ON DELETE CASCADE, part INTEGER NOT NULL, "
        'kind VARCHAR COLLATE "C" NOT NULL, key VARCHAR COLLATE "C" NOT NULL, words TSVECTOR NOT NULL, '
        f"CONSTRAINT pk_{WORDS} PRIMARY KEY (id, part))",
        f"CREATE INDEX ix_{WORDS}_words ON {WORDS} USING gin (words)",
    ),
}


def worded(metadata: MetaData) -> tuple[Table, Table]:
    """The documents that are found, and what they say; the index is made with the first."""
    search = Table(
        "search",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("kind", Word, nullable=False, comment="page; later visit, project …"),
        Column("key", Word, nullable=False, comment="of the page or entry"),
        Column("date", Word, comment="ISO 8601 prefix: of publication, or when it happened"),
        Column("tokens", Integer, nullable=False, comment="version of the tokens that it is found by"),
        UniqueConstraint("kind", "key"),
    )

    # Apart, so that looking through many documents does not read their texts.
    search_texts = Table(
        "search_texts",
        metadata,
        Column("id", Integer, ForeignKey("search.id", ondelete="CASCADE"), primary_key=True),
        Column("title", Text, nullable=False),
        Column("text", Compressed, nullable=False, comment="what is indexed and quoted; UTF-8, zstd"),
    )

    for dialect, statements in WORDS_DDL.items():
        for statement in statements:
            event.listen(search, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
    return search, search_texts
