"""Bringing a ledger's tables up to date, forward only."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from priorauth.problems import Refused, problem

_MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations a ledger lacks.

    Raises `Refused` (PA1105) for a ledger that a newer version of the tool has written: it is left as it is.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise Refused([problem("PA1105")])
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
