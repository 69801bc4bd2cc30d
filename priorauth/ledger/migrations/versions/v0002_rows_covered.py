"""From here on each event covers the rows it adds; rows that stand already are taken over with their own events."""

from __future__ import annotations

from alembic import op

from priorauth.ledger.adoption import adopt_rows

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the rows over; the tables stay as they are."""
    adopt_rows(op.get_bind())
