"""What was probably meant by a name that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest_name(written: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the known name most like a written one, capitals aside; ``likeness`` is the least, from 0 to 1."""
    by_folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(written.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[close[0]] if close else None


def did_you_mean(written: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Ask whether the nearest known name was meant; ``None`` where none is near."""
    near = nearest_name(written, known, likeness=likeness)
    return f"did you mean '{near}'?" if near else None
