"""What a place lists: its entries and its pages in their order, when an entry was seen, and keys that hold their year.

Revision 0004, after 0003. `shanhai.ledger.listing` fills the tables when all migrations are done.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ADDED = (
    ("key", "settled", "that alone makes it (a pairing's sides); null: its statements are weighed, or somebody joined them"),
    ("seen_first", "key", "ISO 8601 prefix: publication of the first page that says so; null where none has a year"),
    ("seen_last", "seen_first", "the same of the last page"),
)


def upgrade() -> None:
    """Takes a ledger to this revision; every page waits to be laid under the new keys, and every entry keeps its id."""
    op.create_table(
        "place_pages",
        sa.Column("place", WORD, nullable=False, comment="that the page names, and every place in which that lies"),
        sa.Column("published", WORD, nullable=False, comment="of the reading that is shown, as it is sorted; empty: not known"),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=True, comment="of this reading that name the place itself; null: it names only what lies in it"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_place_pages_reading", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place", "published", "reading", name="pk_place_pages"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_pages_reading", "place_pages", ["reading"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("entries", recreate="always" if sqlite else "never") as batch:
        for name, after, comment in ADDED:
            batch.add_column(sa.Column(name, WORD, nullable=True, comment=comment), insert_after=after if sqlite else None)
    op.create_index("ix_entries_key", "entries", ["key"], unique=False)
    one_key = "(SELECT min(key) FROM statements s WHERE s.entry = entries.id HAVING count(DISTINCT key) = 1 AND count(key) = count(*))"
    dated = "SELECT {}(substr(r.published, 1, 10)) FROM statements s JOIN facts f ON f.number = s.fact JOIN readings r ON r.id = f.reading"
    first, last = (f"({dated.format(each)} WHERE s.entry = entries.id AND r.published NOT LIKE '-%')" for each in ("min", "max"))
    op.execute(f"UPDATE entries SET key = {one_key}, seen_first = {first}, seen_last = {last}")
    op.create_table(
        "entry_places",
        sa.Column("place", WORD, nullable=False, comment="that the entry names, and every place in which that lies"),
        sa.Column("part", WORD, nullable=False, comment="under which the place lists it: its type, or the slot of a visit"),
        sa.Column("date", WORD, nullable=False, comment="date_start, or when an entry of a type without date was last seen; empty: none"),
        sa.Column("entry", WORD, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_entry_places_entry"),
        sa.PrimaryKeyConstraint("place", "part", "date", "entry", name="pk_entry_places"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_places_entry_part_place", "entry_places", ["entry", "part", "place"], unique=False)
    op.create_index("ix_facts_reading_type", "facts", ["reading", "type"], unique=False)
    op.execute("DELETE FROM fact_keys")
    op.execute(
        "INSERT INTO waiting (kind, key) SELECT 'page', page FROM readings WHERE shown "
        "AND page NOT IN (SELECT key FROM waiting WHERE kind = 'page')"
    )


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_index("ix_facts_reading_type", "facts")
    op.drop_table("entry_places")
    op.drop_index("ix_entries_key", "entries")
    with op.batch_alter_table("entries", recreate="never") as batch:
        for name, _, _ in reversed(ADDED):
            batch.drop_column(name)
    op.drop_table("place_pages")
