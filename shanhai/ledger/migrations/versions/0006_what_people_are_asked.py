"""What people are asked: pairs just under the joining weight, questions by their gain, who holds one, what an answer changed.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; every page that it has waits to be joined anew, which finds what is to be asked."""
    op.create_table('near',
    sa.Column('one', sa.Integer(), nullable=False, comment='the smaller number'),
    sa.Column('other', sa.Integer(), nullable=False),
    sa.Column('score', sa.Float(), nullable=False, comment='just under what joins two statements'),
    sa.Column('features', sa.Text(), nullable=False, comment='what the two have alike'),
    sa.ForeignKeyConstraint(['one'], ['facts.number'], name='fk_near_one', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other'], ['facts.number'], name='fk_near_other', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one', 'other', name='pk_near'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_near_other', 'near', ['other'], unique=False)
    op.create_table('questions',
    sa.Column('key', WORD, nullable=False, comment='of what is asked: the same in every ledger'),
    sa.Column('kind', WORD, nullable=False, comment='fact, conflict, guess, join or part'),
    sa.Column('entry', WORD, nullable=False),
    sa.Column('other', WORD, nullable=True, comment='the other entry, where it is asked whether two are one'),
    sa.Column('gain', sa.Float(), nullable=False, comment='what an answer is worth'),
    sa.Column('body', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('key', name='pk_questions')
    )
    op.create_index('ix_questions_gain_key', 'questions', ['gain', 'key'], unique=False)
    op.create_index('ix_questions_kind_gain', 'questions', ['kind', 'gain'], unique=False)
    op.create_index('ix_questions_entry', 'questions', ['entry'], unique=False)
    op.create_index('ix_questions_other', 'questions', ['other'], unique=False)
    op.create_table('leases',
    sa.Column('question', WORD, nullable=False, comment='outlives the question: its key comes back when it is asked anew'),
    sa.Column('who', WORD, nullable=False),
    sa.Column('until', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('later', sa.Boolean(), nullable=False, comment='put off by this person, free for others'),
    sa.PrimaryKeyConstraint('question', 'who', name='pk_leases'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_leases_until', 'leases', ['until'], unique=False)
    op.create_table('effects',
    sa.Column('judgement', WORD, nullable=False, comment='id of the first of those that were made together'),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('body', sa.Text(), nullable=False, comment='what changed in the entries'),
    sa.PrimaryKeyConstraint('judgement', name='pk_effects')
    )
    # Over `waiting`, not at once: a ledger of a million facts is open again before all of it is joined anew.
    op.execute("INSERT INTO waiting (kind, key) SELECT 'page', page FROM readings WHERE shown ON CONFLICT DO NOTHING")


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    for table in ('effects', 'leases', 'questions', 'near'):
        op.drop_table(table)
