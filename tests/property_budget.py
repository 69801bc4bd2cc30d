"""How many examples a property is tried with: all of them in ``make test-all``, a share in ``make test``."""

from __future__ import annotations

is_quick = False
"""Whether this is the quick loop. Set before any test is collected."""

_SHARE, _LEAST = 12, 8


def tried(most: int) -> int:
    """Return how many of ``most`` examples are tried in this session."""
    return max(_LEAST, most // _SHARE) if is_quick else most
