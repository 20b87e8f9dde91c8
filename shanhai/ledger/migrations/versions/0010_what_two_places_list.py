"""What two places list: the entries between them and about them, and the pages that tell of both; lists of pages counted by an index.

Revision 0009, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; opening it fills the new tables from the entries and readings that there are."""
    op.create_table('pair_entries',
    sa.Column('one', WORD, nullable=False, comment='the smaller key of the two; both stand for all that lies in them'),
    sa.Column('other', WORD, nullable=False),
    sa.Column('part', WORD, nullable=False, comment='there: visits from the one to the other, back: the other way; else the type'),
    sa.Column('date', WORD, nullable=False, comment='as entry_places has it; empty: none'),
    sa.Column('entry', WORD, nullable=False),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_pair_entries_entry'),
    sa.PrimaryKeyConstraint('one', 'other', 'part', 'date', 'entry', name='pk_pair_entries'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_pair_entries_entry', 'pair_entries', ['entry'], unique=False)
    op.create_table('pair_pages',
    sa.Column('one', WORD, nullable=False, comment='the smaller key of two places of which the page tells'),
    sa.Column('other', WORD, nullable=False),
    sa.Column('published', WORD, nullable=False, comment='of the reading that is shown, as it is sorted; empty: not known'),
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['reading'], ['readings.id'], name='fk_pair_pages_reading', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one', 'other', 'published', 'reading', name='pk_pair_pages'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_pair_pages_reading', 'pair_pages', ['reading'], unique=False)
    op.create_index('ix_readings_listed', 'readings', ['published', 'publisher'], unique=False,
    sqlite_where=sa.text('shown = 1'), postgresql_where=sa.text('shown'))


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_index('ix_readings_listed', table_name='readings')
    op.drop_table('pair_pages')
    op.drop_table('pair_entries')
