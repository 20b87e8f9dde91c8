"""PostgreSQL finds words by title and kind, too: one vector holds a document's title and the beginning of its text.

Revision 0015, after 0014.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_BEFORE = "id INTEGER NOT NULL REFERENCES search (id) ON DELETE CASCADE, part INTEGER NOT NULL"
_AFTER = "words TSVECTOR NOT NULL, CONSTRAINT pk_search_words PRIMARY KEY (id, part)"


def upgrade() -> None:
    """Takes a ledger to this revision; opening it makes the index anew."""
    _made_anew(f'{_BEFORE}, kind VARCHAR COLLATE "C" NOT NULL, key VARCHAR COLLATE "C" NOT NULL, {_AFTER}')


def downgrade() -> None:
    """Takes a ledger back to the revision before; the version that opens it makes the index anew."""
    _made_anew(f"{_BEFORE}, {_AFTER}")


def _made_anew(columns: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE search_words")
        op.execute(f"CREATE TABLE search_words ({columns})")
        op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")
        op.execute("UPDATE search SET tokens = 0")
