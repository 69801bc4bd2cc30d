"""Run migrations over the connection that `priorauth.ledger.database` hands in; nothing is read from a file."""

from alembic import context

from priorauth.ledger.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
