"""Who goes where: a narrow row for each visit that happened, so that the network of all of them is soon put together.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; opening it fills the new table from the entries that there are."""
    op.create_table('journeys',
    sa.Column('start', WORD, nullable=False, comment='date_start of the entry; empty: none'),
    sa.Column('anchor', WORD, nullable=False, comment='of the entry'),
    sa.Column('entry', WORD, nullable=False),
    sa.Column('background', sa.Boolean(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('themes', WORD, nullable=False, comment='fields of what its pages promise, do, need or offer; sorted, a space between'),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_journeys_entry'),
    sa.PrimaryKeyConstraint('start', 'anchor', name='pk_journeys'),
    sa.UniqueConstraint('entry', name='uq_journeys_entry'),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_table('journeys')
