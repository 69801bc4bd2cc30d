"""The JSON Schema of a case, for editors that check a file while it is typed."""

from __future__ import annotations

from priorauth.case.model import Case


def case_schema() -> dict[str, object]:
    """Return the schema; every scalar may be written plainly, it is read as text."""
    schema: dict[str, object] = Case.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
