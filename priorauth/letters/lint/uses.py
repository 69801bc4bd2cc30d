"""Where a template uses which field of its context, and whether it is sure that the field holds something."""

from __future__ import annotations

from dataclasses import dataclass

from priorauth.letters.lint.types import Kind
from priorauth.problems import Where


@dataclass(frozen=True, slots=True)
class Use:
    """One use of one field."""

    path: str
    """Dotted, with ``[]`` for each list that is looped over: ``studies[].findings[].place``."""
    kind: Kind
    where: Where
    is_sure: bool
    """Whether the field always holds something, or a guard makes sure that it does."""
    is_guard: bool
    """Whether it is only asked whether the field holds something."""
