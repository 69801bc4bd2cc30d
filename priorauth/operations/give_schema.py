"""The JSON Schemas by which an editor checks a file while it is typed."""

from __future__ import annotations

from typing import Any, Literal

from priorauth.case.model import Case
from priorauth.payers.model import Profile


def give_schema(kind: Literal["case", "payer"]) -> dict[str, Any]:
    """Return the JSON Schema of a case file or of a payer profile."""
    return (Case if kind == "case" else Profile).model_json_schema()
