"""What lists of entries are narrowed and sorted by, and how often the ledger was written to.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; opening it fills the new table from the entries that there are."""
    op.create_table('changes',
    sa.Column('one', sa.Integer(), autoincrement=False, nullable=False, comment='always 1: there is one row'),
    sa.Column('number', sa.Integer(), nullable=False, comment='transactions that have written, of no meaning outside this ledger'),
    sa.PrimaryKeyConstraint('one', name='pk_changes')
    )
    op.create_table('listed',
    sa.Column('type', WORD, nullable=False),
    sa.Column('day', WORD, nullable=False, comment='date_start of the entry; empty: none'),
    sa.Column('entry', WORD, nullable=False),
    sa.Column('anchor', WORD, nullable=False),
    sa.Column('modality', WORD, nullable=False),
    sa.Column('review', sa.Boolean(), nullable=False),
    sa.Column('background', sa.Boolean(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('provinces', WORD, nullable=False, comment='first two digits of codes, sorted, a space between'),
    sa.Column('programme', WORD, nullable=True, comment='its family'),
    sa.Column('kind', WORD, nullable=True),
    sa.Column('stage', WORD, nullable=True),
    sa.Column('event', WORD, nullable=True),
    sa.Column('field', WORD, nullable=True),
    sa.Column('category', WORD, nullable=True),
    sa.Column('status', WORD, nullable=True),
    sa.Column('level', WORD, nullable=True),
    sa.Column('relation', WORD, nullable=True),
    sa.Column('role', WORD, nullable=True),
    sa.Column('yuan', sa.Float(), nullable=True),
    sa.Column('name', WORD, nullable=False, comment='what it is called, its first 60 characters'),
    sa.Column('places', WORD, nullable=False, comment="keys of its places and of all they lie in, with v the visitor's, with h the host's"),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_listed_entry'),
    sa.PrimaryKeyConstraint('type', 'day', 'entry', name='pk_listed'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_listed_entry', 'listed', ['entry'], unique=True)
    op.create_index('ix_listed_type_pages_day', 'listed', ['type', 'pages', 'day'], unique=False)


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_table('listed')
    op.drop_table('changes')
