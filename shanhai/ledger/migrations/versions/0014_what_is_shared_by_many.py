"""Visits and promises find each other by keys of which the first tell: what promises had is taken away.

Revision 0014, after 0013.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes a ledger to this revision; opening it follows all promises anew."""
    for table in ("answers", "promise_states", "promise_keys", "outcome_keys", "promises", "outcomes"):
        op.execute(f"DELETE FROM {table}")


def downgrade() -> None:
    """The rows are made again by whichever version opens the ledger."""
