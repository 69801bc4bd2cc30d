"""The ledger's tables: steps and events, written once and never changed, and an index of where each case stands."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, DateTime, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

STEPS = Table(
    "steps",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("recorded_by", String(200), nullable=False),
    Column("step", JSON, nullable=False),
    UniqueConstraint("case_id", "number"),
)
"""What happened to each case, in order. ``step`` is the step as plain data, without anything of the chart."""

CASES = Table(
    "cases",
    METADATA,
    Column("case_id", String(40), primary_key=True),
    Column("state", String(30), nullable=False, index=True),
    Column("profile_id", String(40), nullable=False, index=True),
    Column("planned_date", Date, nullable=True),
    Column("steps", Integer, nullable=False),
    Column("entry", JSON, nullable=False),
)
"""Where each case stands: its steps folded, so that a list does not replay them all."""

EVENTS = Table(
    "events",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The audit chain. ``body`` is an event as canonical JSON; ``hash`` covers it and the hash before it."""
