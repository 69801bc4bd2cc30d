"""Settling the reasons of a denial: typed or chosen, else those of the denial letter, else the ledger's."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from priorauth.appeals.denial import Reason
from priorauth.appeals.denial_reading import LetterReading
from priorauth.appeals.denial_reasons import ReasonKind, kinds_in
from priorauth.ledger.entry import Entry
from priorauth.operations.appeal.appeal_flags import Asked
from priorauth.parsing.model import Prose
from priorauth.problems import Refused, problem

_MOST_CHARACTERS = 2_000


def settled_reasons(asked: Asked, reading: LetterReading | None, recorded: Entry | None) -> tuple[Reason, ...]:
    """Return the reasons, each with its kinds.

    Raises `Refused`: PA1201 when none is known, PA1204 when kinds and reasons do not go together, PA1208 for a
    reason whose words name no kind and for which none was named, PA1218 for one that no letter can print.
    """
    if asked.reasons:
        return _as_printed(asked.reasons, asked.kinds)
    if reading is not None and reading.reasons:
        if asked.kinds:
            return _chosen_of_letter(reading, asked.kinds)
        return tuple(Reason(kinds=found.kinds, text=found.text, page=found.page) for found in reading.reasons)
    known = recorded.denial_reason if recorded else None
    if known is not None and len(asked.kinds) <= 1:
        return _as_printed((known,), asked.kinds)
    if asked.kinds:
        return _chosen(asked.kinds)
    raise Refused([problem("PA1201")])


def _chosen(kinds: Sequence[ReasonKind]) -> tuple[Reason, ...]:
    return tuple(Reason(kinds=(kind,)) for kind in dict.fromkeys(kinds))


def _chosen_of_letter(reading: LetterReading, kinds: Sequence[ReasonKind]) -> tuple[Reason, ...]:
    """Quote for each kind that was chosen the sentence that names it; a kind that none names stands alone."""
    reasons = []
    for kind in dict.fromkeys(kinds):
        found = next((reason for reason in reading.reasons if kind in reason.kinds), None)
        text, page = (found.text, found.page) if found else (None, None)
        reasons.append(Reason(kinds=(kind,), text=text, page=page))
    return tuple(reasons)


def _as_printed(texts: Sequence[str], kinds: Sequence[ReasonKind]) -> tuple[Reason, ...]:
    """Pair reasons as printed with the kinds named for them, or with those their own words name."""
    if kinds and len(kinds) != len(texts):
        raise Refused([problem("PA1204", reasons=len(texts), kinds=len(kinds))])
    named = [(kind,) for kind in kinds] if kinds else [kinds_in(text) for text in texts]
    unknown = [problem("PA1208", number=number) for number, found in enumerate(named, 1) if not found]
    if unknown:
        raise Refused(unknown)
    return tuple(Reason(kinds=found, text=_printable(text)) for text, found in zip(texts, named, strict=True))


def _printable(text: str) -> str:
    try:
        return TypeAdapter[str](Prose).validate_python(text.strip())
    except ValidationError:
        raise Refused([problem("PA1218", flag="--reason", limit=_MOST_CHARACTERS)]) from None
