"""what can be found by words, and what is to be forgotten.

Revision 0002, after 0001. `shanhai.ledger.fulltext` fills the tables when all migrations are done.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision."""
    op.create_table(
        "search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False, comment="page; later visit, project …"),
        sa.Column("key", WORD, nullable=False, comment="of the page or entry"),
        sa.Column("date", WORD, nullable=True, comment="ISO 8601 prefix: of publication, or when it happened"),
        sa.Column("tokens", sa.Integer(), nullable=False, comment="version of the tokens that it is found by"),
        sa.PrimaryKeyConstraint("id", name="pk_search"),
        sa.UniqueConstraint("kind", "key", name="uq_search_kind_key"),
    )
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False, comment="what is indexed and quoted; UTF-8, zstd"),
        sa.ForeignKeyConstraint(["id"], ["search.id"], name="fk_search_texts_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_search_texts"),
    )
    op.create_table(
        "tombstones",
        sa.Column("kind", WORD, nullable=False, comment="page or person"),
        sa.Column("hash", WORD, nullable=False, comment="SHA-256 of what is not to come back, hexadecimal"),
        sa.Column("made", WORD, nullable=False, comment="ISO 8601, UTC"),
        sa.PrimaryKeyConstraint("kind", "hash", name="pk_tombstones"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "redactions",
        sa.Column("page", WORD, nullable=False),
        sa.Column("made", WORD, nullable=False, comment="ISO 8601, UTC"),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_redactions_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page", name="pk_redactions"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='', tokenize=\"ascii tokenchars '.'\")")
    else:
        op.execute(
            "CREATE TABLE search_words (id INTEGER NOT NULL REFERENCES search (id) ON DELETE CASCADE, part INTEGER NOT NULL, "
            "words TSVECTOR NOT NULL, CONSTRAINT pk_search_words PRIMARY KEY (id, part))"
        )
        op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_table("redactions")
    op.drop_table("tombstones")
    op.drop_table("search_words")
    op.drop_table("search_texts")
    op.drop_table("search")
