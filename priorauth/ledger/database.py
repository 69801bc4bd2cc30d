"""Connecting to the ledger's database: SQLite beside the practice's files by default, PostgreSQL by its URL.

Its tables are brought up to date, forward only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from priorauth.files import make_private_file
from priorauth.problems import Refused, problem

FILE = "ledger.sqlite3"
_BUSY_MILLISECONDS = 30_000


def connect(url: str | None, folder: Path) -> Engine:
    """Return an engine for the ledger at ``url``, or for the SQLite file in ``folder``.

    Raises `Refused`: PA1106 for a URL of another kind, PA1107 when PostgreSQL's driver is not installed, PA204 when
    the file cannot be made.
    """
    target = _parsed(url)
    file = sqlite_file(url, folder)
    if target is None or file is not None:
        return _sqlite(file or folder / FILE)
    if target.get_backend_name() != "postgresql":
        raise Refused([problem("PA1106")])
    try:
        return create_engine(target.set(drivername="postgresql+psycopg"), poolclass=NullPool, hide_parameters=True)
    except ImportError:
        raise Refused([problem("PA1107")]) from None


def sqlite_file(url: str | None, folder: Path) -> Path | None:
    """Name the file of a SQLite ledger; ``None`` for one on a server. Raises `Refused` (PA1106)."""
    target = _parsed(url)
    if target is not None and target.get_backend_name() != "sqlite":
        return None
    return Path(target.database) if target is not None and target.database else folder / FILE


def ledger_name(url: str | None, folder: Path) -> str:
    """Name a ledger without anybody's name or password; a file inside ``folder`` keeps its name when that moves."""
    file = sqlite_file(url, folder)
    if file is not None:
        whole = file.resolve()
        return str(whole.relative_to(folder.resolve()) if whole.is_relative_to(folder.resolve()) else whole)
    server = make_url(url or "")
    return f"{server.host or 'local'}/{server.database}"


def _parsed(url: str | None) -> URL | None:
    if url is None:
        return None
    try:
        return make_url(url)
    except (ArgumentError, SQLAlchemyError, ValueError):
        raise Refused([problem("PA1106")]) from None


def _sqlite(path: Path) -> Engine:
    make_private_file(path)
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401  (the driver's own type)
    """Make each commit last: a write-ahead log, synced in full, and transactions that we begin ourselves."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_MILLISECONDS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:  # noqa: ANN401
    """Take the write lock at once, so that two writers wait for one another instead of failing halfway."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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
