"""Choosing among what a denial letter could mean: one value is taken, several are put before a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from priorauth.problems import Refused, problem

T = TypeVar("T")


def chosen(found: Sequence[T], recorded: T | None, *, what: str, flag: str) -> T | None:
    """Return the only value, or among several the one the ledger has already; ``None`` when there is none.

    Raises `Refused` (PA1203) when there are several and nothing tells which is meant.
    """
    distinct = tuple(dict.fromkeys(found))
    if len(distinct) <= 1:
        return distinct[0] if distinct else None
    if recorded in distinct:
        return recorded
    raise Refused([problem("PA1203", count=len(distinct), what=what, flag=flag)])
