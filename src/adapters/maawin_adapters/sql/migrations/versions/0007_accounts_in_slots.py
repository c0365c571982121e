"""An account that all payments move is kept in several rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ACCOUNT = ["name", "of", "currency"]


def upgrade() -> None:
    with op.batch_alter_table("balances", schema=None, recreate="auto") as batch_op:
        # What stands on an account now is its first slot.
        batch_op.add_column(
            sa.Column("slot", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.drop_constraint("pk_balances", type_="primary")
        batch_op.create_primary_key("pk_balances", [*ACCOUNT, "slot"])


def downgrade() -> None:
    sums = 'SELECT name, "of", currency, SUM(minor) AS minor FROM balances GROUP BY 1, 2, 3'
    op.execute(f"CREATE TEMPORARY TABLE sums AS {sums}")
    op.execute("DELETE FROM balances")
    with op.batch_alter_table("balances", schema=None, recreate="auto") as batch_op:
        batch_op.drop_constraint("pk_balances", type_="primary")
        batch_op.drop_column("slot")
        batch_op.create_primary_key("pk_balances", ACCOUNT)
    columns = '(name, "of", currency, minor)'
    op.execute(f'INSERT INTO balances {columns} SELECT name, "of", currency, minor FROM sums')
    op.execute("DROP TABLE sums")
