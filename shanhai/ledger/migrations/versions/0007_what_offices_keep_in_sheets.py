"""What offices keep in sheets: workbooks, their rows, what was confirmed for sheets of one shape, what people decided of rows.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision."""
    op.create_table('workbooks',
    sa.Column('id', WORD, nullable=False, comment='SHA-256 of the bytes, hexadecimal'),
    sa.Column('name', sa.Text(), nullable=False, comment='of the file, as it was given'),
    sa.Column('bytes', sa.LargeBinary(), nullable=False, comment='as it came; zstd'),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('added', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('who', WORD, nullable=False),
    sa.Column('imported', WORD, nullable=True, comment='ISO 8601, UTC: when its rows were last taken in; null: its columns are not confirmed yet'),
    sa.Column('plans', sa.Text(), nullable=False, comment='how each sheet is read'),
    sa.Column('lines', sa.Text(), nullable=False, comment='lines below headers that are no rows'),
    sa.PrimaryKeyConstraint('id', name='pk_workbooks')
    )
    op.create_table('sheet_rows',
    sa.Column('workbook', WORD, nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=False, comment='from 0'),
    sa.Column('number', sa.Integer(), nullable=False, comment='of the row, as Excel counts'),
    sa.Column('key', WORD, nullable=False, comment='made of its key values: the same in another row, or another file'),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['workbook'], ['workbooks.id'], name='fk_sheet_rows_workbook', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workbook', 'sheet', 'number', name='pk_sheet_rows'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_sheet_rows_key', 'sheet_rows', ['key'], unique=False)
    op.create_table('sheet_shapes',
    sa.Column('key', WORD, nullable=False, comment='of the set of words that head the columns'),
    sa.Column('who', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('body', sa.Text(), nullable=False, comment='kind, and field and unit of each column'),
    sa.PrimaryKeyConstraint('key', name='pk_sheet_shapes')
    )
    op.create_table('row_decisions',
    sa.Column('id', WORD, nullable=False, comment='SHA-256 of its content, 24 digits'),
    sa.Column('key', WORD, nullable=False, comment='of the row; no foreign key: a decision outlives its workbook'),
    sa.Column('verdict', WORD, nullable=False, comment='entry, none or made'),
    sa.Column('entry', WORD, nullable=True, comment='as it was called then'),
    sa.Column('statement', WORD, nullable=True, comment='PAGE/FACT of it, by which it is found whatever it is called'),
    sa.Column('judgement', WORD, nullable=True, comment='that made it, where it was made from the row'),
    sa.Column('who', WORD, nullable=False),
    sa.Column('sitting', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('undone', WORD, nullable=True, comment='ISO 8601, UTC; null: in force'),
    sa.Column('why', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_row_decisions')
    )
    op.create_index('ix_row_decisions_key', 'row_decisions', ['key'], unique=False)
    op.create_index('ix_row_decisions_sitting', 'row_decisions', ['sitting'], unique=False)


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    for table in ('row_decisions', 'sheet_shapes', 'sheet_rows', 'workbooks'):
        op.drop_table(table)
