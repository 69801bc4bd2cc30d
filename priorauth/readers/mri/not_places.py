"""Names of levels and bodies that say where nothing is: those of nerves, of slips, or only set off against."""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind

PLACES = (Kind.LEVEL, Kind.BODY, Kind.FOREIGN)


def is_nerve(tokens: Sequence[ReportToken], index: int) -> bool:
    """Whether a body's name is that of a nerve root, a facet or a slip of one body on another."""
    after = tokens[index + 1 : index + 3]
    if after and (after[0].kind is Kind.NERVE or after[0].text in _TOUCHES):
        return True
    return tokens[index].kind is Kind.BODY and index > 0 and _is_slip(tokens, index)


_TOUCHES = frozenset(
    {"contact", "contacted", "abutment", "abutted", "impingement", "impinged", "displacement", "irritation"}
)
"""What is said of a root that is named by its number alone: "protrusion, left S1 contact"."""


def _is_slip(tokens: Sequence[ReportToken], index: int) -> bool:
    """``L4 on L5``: neither of the two is a place of its own."""
    bodies = {Kind.BODY}
    before = index >= 2 and tokens[index - 1].text in ("on", "over") and tokens[index - 2].kind in bodies
    after = (
        index + 2 < len(tokens) and tokens[index + 1].text in ("on", "over") and tokens[index + 2].kind in bodies
    )
    return before or after


def end_of_foil(tokens: Sequence[ReportToken], index: int) -> int:
    """Find the last token of the places a sentence only sets off against: ``Unlike L3-4 and L4-5, ...``."""
    passing = (
        *PLACES,
        Kind.AND,
        Kind.OR,
        Kind.SLASH,
        Kind.ARTICLE,
        Kind.PREPOSITION,
        Kind.LEVEL_WORD,
        Kind.DISC_WORD,
    )
    while index + 1 < len(tokens) and tokens[index + 1].kind in passing:
        index += 1
    return index
