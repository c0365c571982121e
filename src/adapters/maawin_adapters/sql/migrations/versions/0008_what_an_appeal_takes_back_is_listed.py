"""What an appeal takes back of a refund is listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("list_refund", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_return", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("return_due", TEXT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("list_refund", schema=None) as batch_op:
        batch_op.drop_column("return_due")
        batch_op.drop_column("to_return")
