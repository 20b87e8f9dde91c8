"""What people keep an eye on: lists under a name, and when they were last looked at.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision."""
    op.create_table('saved_lists',
    sa.Column('id', WORD, nullable=False, comment='SHA-256 of name and address, 16 digits'),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False, comment='path and query of a list'),
    sa.Column('who', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('looked', WORD, nullable=False, comment='ISO 8601, UTC: what came later is new'),
    sa.PrimaryKeyConstraint('id', name='pk_saved_lists')
    )


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_table('saved_lists')
