"""What organisations' names mean where somebody decided, which names may be of one, and whose a question is.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; who bears a name that several bear, and which organisations are alike, is asked by the next joining."""
    op.create_table('assignments',
    sa.Column('question', WORD, nullable=False, comment='outlives the question: its key comes back when it is asked anew'),
    sa.Column('who', WORD, nullable=False, comment='who is to answer; nobody else is asked'),
    sa.Column('by', WORD, nullable=False, comment='who said so'),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.PrimaryKeyConstraint('question', name='pk_assignments'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_assignments_who', 'assignments', ['who'], unique=False)
    op.create_table('organization_folds',
    sa.Column('fold', WORD, nullable=False, comment='names that fold alike may be of one organisation'),
    sa.Column('name', WORD, nullable=False),
    sa.PrimaryKeyConstraint('fold', 'name', name='pk_organization_folds'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_organization_folds_name', 'organization_folds', ['name'], unique=False)
    op.create_table('organization_names',
    sa.Column('name', WORD, nullable=False),
    sa.Column('page', WORD, nullable=False, comment='where the name means this; empty: everywhere else'),
    sa.Column('organization', WORD, nullable=False),
    sa.ForeignKeyConstraint(['organization'], ['organizations.key'], name='fk_organization_names_organization'),
    sa.PrimaryKeyConstraint('name', 'page', name='pk_organization_names'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_organization_names_organization', 'organization_names', ['organization'], unique=False)
    op.create_index('ix_reading_organizations_name', 'reading_organizations', ['name'], unique=False)
    op.execute("INSERT INTO waiting (kind, key) SELECT 'person', name FROM personas GROUP BY name HAVING count(*) > 1 ON CONFLICT DO NOTHING")
    op.execute("INSERT INTO waiting (kind, key) SELECT 'organization', key FROM organizations WHERE key = name ON CONFLICT DO NOTHING")


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.execute("DELETE FROM waiting WHERE kind = 'organization'")
    op.drop_index('ix_reading_organizations_name', table_name='reading_organizations')
    op.drop_table('organization_names')
    op.drop_table('organization_folds')
    op.drop_table('assignments')
