"""Where a text names a measure of pain, function or mood, so that a number can be told to belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from priorauth.case.model import Instrument

_NAMES: dict[Instrument, re.Pattern[str]] = {
    name: re.compile(words)
    for name, words in {
        Instrument.ODI: (
            r"oswestry(?:\s+(?:low\s+back\s+pain\s+)?disability\s+(?:index|questionnaire|score))?|\bodi\b"
        ),
        Instrument.NRS: (
            r"numeric(?:al)?\s+(?:pain\s+)?rating(?:\s+scale)?|\bnp?rs(?:-11)?\b"
            r"|\bpain(?:\s+(?:score|level|rating|scale|intensity|severity))?\b"
        ),
        Instrument.VAS: r"visual\s+analog(?:ue)?\s+(?:pain\s+)?scale|\bvas\b",
        Instrument.PHQ9: r"\bphq\s*-?\s*9\b|patient\s+health\s+questionnaire(?:\s*-?\s*9)?",
        Instrument.GAD7: r"\bgad\s*-?\s*7\b|generali[sz]ed\s+anxiety\s+disorder(?:\s*-?\s*7)?",
    }.items()
}
_BESIDE = 30
"""How far, in characters, "pain" may stand from the name of an instrument and still be part of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument named at ``text[start:end]``; ``is_pain`` for the bare word "pain", taken for a rating."""

    start: int
    end: int
    instrument: Instrument
    is_pain: bool


@lru_cache(maxsize=64)
def instruments_in(text: str) -> tuple[Named, ...]:
    """Find the instruments a text names, in order; "pain" beside the name of one is not another."""
    found = sorted(
        (
            Named(m.start(), m.end(), name, text.startswith("pain", m.start()))
            for name, pattern in _NAMES.items()
            for m in pattern.finditer(text)
        ),
        key=lambda item: (item.start, -item.end),
    )
    real = [item for item in found if not item.is_pain]
    return tuple(item for item in found if not item.is_pain or not _is_part(item, real, text))


def _is_part(pain: Named, real: Sequence[Named], text: str) -> bool:
    place = bisect_left(real, pain.start, key=lambda item: item.start)
    for other in real[max(0, place - 1) : place + 1]:
        between = text[min(pain.end, other.end) : max(pain.start, other.start)]
        if len(between) <= _BESIDE and not re.search(r"[\d.;\n]", between):
            return True
    return False


def last_before(names: Sequence[Named], start: int) -> Named | None:
    """Return the instrument named last before a place."""
    place = bisect_left(names, start, key=lambda item: item.start)
    return names[place - 1] if place and names[place - 1].end <= start else None


def first_after(names: Sequence[Named], end: int) -> Named | None:
    """Return the instrument named first behind a place."""
    place = bisect_left(names, end, key=lambda item: item.start)
    return names[place] if place < len(names) else None


@lru_cache(maxsize=64)
def is_form_of(text: str, wanted: Instrument) -> bool:
    """Whether a text names this instrument and no other; that it also asks for pain makes it no other."""
    return {item.instrument for item in instruments_in(text) if not item.is_pain} == {wanted}
