"""What became of promises and how far projects have come, from which day on: states are looked up, not worked out.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; opening it fills the new tables from the entries that there are."""
    op.create_table('promises',
    sa.Column('entry', WORD, nullable=False, comment='a pledge'),
    sa.Column('body', sa.Text(), nullable=False, comment='when it was made, between which prefectures, when a page took it back'),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_promises_entry'),
    sa.PrimaryKeyConstraint('entry', name='pk_promises'),
    sqlite_with_rowid=False
    )
    op.create_table('outcomes',
    sa.Column('entry', WORD, nullable=False, comment='something dated that came about'),
    sa.Column('body', sa.Text(), nullable=False, comment="what of it may answer a promise; without the entry's id"),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_outcomes_entry'),
    sa.PrimaryKeyConstraint('entry', name='pk_outcomes'),
    sqlite_with_rowid=False
    )
    op.create_table('promise_keys',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False, comment='a place, and a field, person, chain or pair of characters'),
    sa.Column('said', WORD, nullable=False, comment='last day on which it can have been made'),
    sa.Column('entry', WORD, nullable=False),
    sa.Column('need', sa.Integer(), nullable=False, comment='how many such keys an outcome must have; 0: it must be among the first with this one'),
    sa.PrimaryKeyConstraint('key', 'said', 'entry', name='pk_promise_keys'),
    sqlite_with_rowid=False
    )
    op.create_table('outcome_keys',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('day', WORD, nullable=False, comment='first day on which it can have been; a letter after it puts what is dated coarsely first'),
    sa.Column('entry', WORD, nullable=False),
    sa.PrimaryKeyConstraint('key', 'day', 'entry', name='pk_outcome_keys'),
    sqlite_with_rowid=False
    )
    op.create_table('answers',
    sa.Column('promise', WORD, nullable=False),
    sa.Column('outcome', WORD, nullable=False, comment='one that is among its best on some day'),
    sa.Column('type', WORD, nullable=False),
    sa.Column('date', WORD, nullable=False, comment='ISO 8601 prefix'),
    sa.Column('score', sa.Float(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['outcome'], ['entries.id'], name='fk_answers_outcome'),
    sa.ForeignKeyConstraint(['promise'], ['entries.id'], name='fk_answers_promise'),
    sa.PrimaryKeyConstraint('promise', 'outcome', name='pk_answers'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_answers_outcome', 'answers', ['outcome'], unique=False)
    op.create_table('promise_states',
    sa.Column('entry', WORD, nullable=False),
    sa.Column('start', WORD, nullable=False, comment='first day of the state; empty: from ever'),
    sa.Column('until', WORD, nullable=False, comment='first day of the next; ~: for ever'),
    sa.Column('state', WORD, nullable=False),
    sa.Column('since', WORD, nullable=True, comment='the date that the state rests on'),
    sa.Column('month', sa.Integer(), nullable=True, comment='since when a silent one is silent: months since the year 0'),
    sa.Column('day', sa.Integer(), nullable=True, comment='and the day of that month'),
    sa.Column('turned', WORD, nullable=False, comment='when it was made, turned so that the latest comes first'),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_promise_states_entry'),
    sa.PrimaryKeyConstraint('entry', 'start', name='pk_promise_states'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_promise_states_until_state_start', 'promise_states', ['until', 'state', 'start'], unique=False)
    op.create_table('project_stages',
    sa.Column('entry', WORD, nullable=False),
    sa.Column('start', WORD, nullable=False, comment='first day on which it is known to be there; empty: from ever'),
    sa.Column('until', WORD, nullable=False, comment='first day of the next; ~: for ever'),
    sa.Column('stage', WORD, nullable=True, comment='null: no page states one'),
    sa.Column('last', WORD, nullable=True, comment='last day on which it can have got there; null: no page dates it'),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_project_stages_entry'),
    sa.PrimaryKeyConstraint('entry', 'start', name='pk_project_stages'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_project_stages_until_stage_last', 'project_stages', ['until', 'stage', 'last'], unique=False)


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    for table in ('project_stages', 'promise_states', 'answers', 'outcome_keys', 'promise_keys', 'outcomes', 'promises'):
        op.drop_table(table)
