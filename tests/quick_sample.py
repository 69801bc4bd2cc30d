"""One case in so many for the quick loop; the others are marked slow and run with every test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(many: int, cases: Iterable[Any]) -> list[Any]:
    """Return the cases of a table, of which ``make test`` runs the first and each ``many``-th after it."""
    return [case if number % many == 0 else _slow(case) for number, case in enumerate(cases)]


def _slow(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
