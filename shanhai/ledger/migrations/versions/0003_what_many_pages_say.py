"""What many pages say together: judgements, copies, entries, people told apart.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision; every page that it has waits to be joined with the others."""
    op.create_table('entries',
    sa.Column('id', WORD, nullable=False, comment='permanent: minted from the first statement'),
    sa.Column('anchor', WORD, nullable=False, comment='PAGE/FACT of the smallest statement: the same in every ledger'),
    sa.Column('type', WORD, nullable=False),
    sa.Column('modality', WORD, nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('needs_review', sa.Boolean(), nullable=False),
    sa.Column('background', sa.Boolean(), nullable=False),
    sa.Column('date_start', WORD, nullable=True, comment='of the preferred values, as facts have them'),
    sa.Column('date_end', WORD, nullable=True),
    sa.Column('statements', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('sources', sa.Integer(), nullable=False, comment='pages, copies counted once'),
    sa.Column('settled', sa.Integer(), nullable=False, comment='statements when the preferred values were last chosen'),
    sa.Column('body', sa.Text(), nullable=False, comment='the preferred values, without evidence'),
    sa.Column('conflicts', sa.Text(), nullable=False, comment='per field the values that differ'),
    sa.PrimaryKeyConstraint('id', name='pk_entries')
    )
    op.create_index('ix_entries_review', 'entries', ['type'], unique=False, sqlite_where=sa.text('needs_review = 1'), postgresql_where=sa.text('needs_review'))
    op.create_index('ix_entries_type', 'entries', ['type', 'date_start', 'modality'], unique=False)
    op.create_table('judgements',
    sa.Column('id', WORD, nullable=False, comment='SHA-256 of its content, 24 digits'),
    sa.Column('sitting', WORD, nullable=False),
    sa.Column('who', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('verdict', WORD, nullable=False),
    sa.Column('page', WORD, nullable=False, comment='of its anchor; no foreign key: a judgement outlives its page'),
    sa.Column('other_page', WORD, nullable=True, comment='of its other anchor'),
    sa.Column('undone', WORD, nullable=True, comment='ISO 8601, UTC; null: in force'),
    sa.Column('body', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_judgements')
    )
    op.create_index('ix_judgements_other_page', 'judgements', ['other_page'], unique=False)
    op.create_index('ix_judgements_page', 'judgements', ['page'], unique=False)
    op.create_index('ix_judgements_sitting', 'judgements', ['sitting'], unique=False)
    op.create_table('redirects',
    sa.Column('old', WORD, nullable=False, comment='id of an entry, or key of a person, that is no more'),
    sa.Column('new', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.PrimaryKeyConstraint('old', name='pk_redirects')
    )
    op.create_table('waiting',
    sa.Column('kind', WORD, nullable=False, comment='page, entry or person: what has changed since entries were last made'),
    sa.Column('key', WORD, nullable=False),
    sa.PrimaryKeyConstraint('kind', 'key', name='pk_waiting'),
    sqlite_with_rowid=False
    )
    op.create_table('personas',
    sa.Column('name', WORD, nullable=False),
    sa.Column('signature', WORD, nullable=False, comment='of what pages say of whose name it is: alike for many pages'),
    sa.Column('person', WORD, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['people.key'], name='fk_personas_person'),
    sa.PrimaryKeyConstraint('name', 'signature', name='pk_personas'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_personas_person', 'personas', ['person'], unique=False)
    op.create_table('bands',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False, comment='copies share at least one'),
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['reading'], ['readings.id'], name='fk_bands_reading', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'reading', name='pk_bands'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_bands_reading', 'bands', ['reading'], unique=False)
    op.create_table('fingerprints',
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False, comment='128 minima of 4 bytes; empty: too short to compare'),
    sa.Column('length', sa.Integer(), nullable=False, comment='shingles'),
    sa.Column('source', WORD, nullable=False, comment='the smallest page id among its copies: copies count as one source'),
    sa.ForeignKeyConstraint(['reading'], ['readings.id'], name='fk_fingerprints_reading', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('reading', name='pk_fingerprints')
    )
    op.create_index('ix_fingerprints_source', 'fingerprints', ['source'], unique=False)
    op.create_table('reading_personas',
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.Column('name', WORD, nullable=False),
    sa.Column('signature', WORD, nullable=False),
    sa.ForeignKeyConstraint(['reading'], ['readings.id'], name='fk_reading_personas_reading', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('reading', 'name', name='pk_reading_personas'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_reading_personas_name_signature', 'reading_personas', ['name', 'signature'], unique=False)
    op.create_table('bonds',
    sa.Column('one', sa.Integer(), nullable=False, comment='the smaller number'),
    sa.Column('other', sa.Integer(), nullable=False),
    sa.Column('score', sa.Float(), nullable=False),
    sa.Column('features', sa.Text(), nullable=False, comment='what the two have alike'),
    sa.ForeignKeyConstraint(['one'], ['facts.number'], name='fk_bonds_one', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other'], ['facts.number'], name='fk_bonds_other', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one', 'other', name='pk_bonds'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_bonds_other', 'bonds', ['other'], unique=False)
    op.create_table('fact_keys',
    sa.Column('key', WORD, nullable=False, comment='statements that share none are never weighed against each other'),
    sa.Column('fact', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['fact'], ['facts.number'], name='fk_fact_keys_fact', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'fact', name='pk_fact_keys'),
    sqlite_with_rowid=False
    )
    op.create_index('ix_fact_keys_fact', 'fact_keys', ['fact'], unique=False)
    op.create_table('statements',
    sa.Column('fact', sa.Integer(), nullable=False),
    sa.Column('entry', WORD, nullable=True, comment='null: rejected'),
    sa.Column('key', WORD, nullable=True, comment="that alone makes its entry (a pairing's sides); null: weighed against others"),
    sa.ForeignKeyConstraint(['entry'], ['entries.id'], name='fk_statements_entry'),
    sa.ForeignKeyConstraint(['fact'], ['facts.number'], name='fk_statements_fact', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fact', name='pk_statements')
    )
    op.create_index('ix_statements_entry', 'statements', ['entry'], unique=False)
    op.create_index('ix_statements_key', 'statements', ['key'], unique=False)
    op.execute("INSERT INTO waiting (kind, key) SELECT 'page', page FROM readings WHERE shown")

