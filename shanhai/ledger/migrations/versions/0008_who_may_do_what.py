"""Who may do what: accounts, invitations, sessions, keys of programs, attempts to sign in, and the audit.

Revision 0008, after 0006.
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
    """Takes a ledger to this revision; it has no account then, as before."""
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', WORD, nullable=False, comment='as judgements bear it'),
    sa.Column('folded', WORD, nullable=False, comment='the name without regard to case and width'),
    sa.Column('role', WORD, nullable=False, comment='reader, editor, reviewer or admin'),
    sa.Column('password', WORD, nullable=False, comment='argon2id, with its salt and parameters'),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('closed', WORD, nullable=True, comment='ISO 8601, UTC; null while the account is open'),
    sa.PrimaryKeyConstraint('id', name='pk_users'),
    sa.UniqueConstraint('folded', name='uq_users_folded')
    )
    op.create_table('invitations',
    sa.Column('secret', WORD, nullable=False, comment='SHA-256, hexadecimal: what was handed out is kept nowhere'),
    sa.Column('name', WORD, nullable=False, comment='of the account to be made, or whose password is to be set anew'),
    sa.Column('role', WORD, nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('made_by', WORD, nullable=False),
    sa.Column('until', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.PrimaryKeyConstraint('secret', name='pk_invitations')
    )
    op.create_table('sessions',
    sa.Column('secret', WORD, nullable=False, comment='SHA-256, hexadecimal: what was handed out is kept nowhere'),
    sa.Column('user', sa.Integer(), nullable=False),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('seen', WORD, nullable=False, comment='ISO 8601, UTC, to the minute'),
    sa.Column('until', WORD, nullable=False, comment='ISO 8601, UTC: ends then however much it is used'),
    sa.Column('address', WORD, nullable=False),
    sa.ForeignKeyConstraint(['user'], ['users.id'], name='fk_sessions_user'),
    sa.PrimaryKeyConstraint('secret', name='pk_sessions')
    )
    op.create_index('ix_sessions_user', 'sessions', ['user'], unique=False)
    op.create_table('keys',
    sa.Column('secret', WORD, nullable=False, comment='SHA-256, hexadecimal: what was handed out is kept nowhere'),
    sa.Column('user', sa.Integer(), nullable=False),
    sa.Column('label', WORD, nullable=False, comment='what the program is'),
    sa.Column('made', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('until', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.ForeignKeyConstraint(['user'], ['users.id'], name='fk_keys_user'),
    sa.PrimaryKeyConstraint('secret', name='pk_keys')
    )
    op.create_index('ix_keys_user', 'keys', ['user'], unique=False)
    op.create_table('attempts',
    sa.Column('key', WORD, nullable=False, comment='SHA-256 of a name or an address; rows that have run out are swept up'),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('until', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.PrimaryKeyConstraint('key', name='pk_attempts')
    )
    op.create_index('ix_attempts_until', 'attempts', ['until'], unique=False)
    op.create_table('audit',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', WORD, nullable=False, comment='ISO 8601, UTC'),
    sa.Column('who', WORD, nullable=False, comment='name of the account; empty: nobody signed in'),
    sa.Column('act', WORD, nullable=False),
    sa.Column('about', WORD, nullable=False, comment='ids, or the name of another account; never words of a page'),
    sa.Column('address', WORD, nullable=False),
    sa.PrimaryKeyConstraint('number', name='pk_audit')
    )
    op.create_index('ix_audit_at', 'audit', ['at'], unique=False)
    op.create_index('ix_audit_who', 'audit', ['who'], unique=False)


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    for table in ('audit', 'attempts', 'keys', 'sessions', 'invitations', 'users'):
        op.drop_table(table)
