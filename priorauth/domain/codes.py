"""Billing codes: the NPI check digit, procedure units, and the days on which a code is valid.

Procedure descriptors belong to the American Medical Association and are not printed; the short names here are
our own. Facts about codes carry their effective dates. A code not listed here is unknown, not invalid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from priorauth.domain.spine import VertebralBody, in_order

_NPI = re.compile(r"[12]\d{9}\Z", re.ASCII)
_NPI_PREFIX = "80840"


def is_npi(text: str) -> bool:
    """Whether this is a well-formed NPI: ten digits, 1 or 2 first, Luhn check digit over 80840 and the NPI."""
    if not _NPI.match(text):
        return False
    total = 0
    for place, digit in enumerate(reversed(_NPI_PREFIX + text)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


class Validity(StrEnum):
    """Whether a code can be billed on a day."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of one code. ``first`` and ``last`` are the days it can be billed; ``None`` is open."""

    code: str
    name: str
    first: date | None = None
    last: date | None = None
    asserts_leg_pain: bool = False

    def on(self, day: date) -> Validity:
        """Whether it can be billed on ``day``."""
        too_early = self.first is not None and day < self.first
        too_late = self.last is not None and day > self.last
        return Validity.NOT_VALID if too_early or too_late else Validity.VALID


FIRST_TWO_BODIES = "64628"
EACH_FURTHER_BODY = "64629"

_BVNA_SINCE = date(2022, 1, 1)
_BEFORE_BVNA = date(2021, 12, 31)
_DISC_CODES_SINCE = date(2024, 10, 1)
_DISC_PARENTS_UNTIL = date(2024, 9, 30)

PROCEDURES = {
    entry.code: entry
    for entry in (
        Code(FIRST_TWO_BODIES, "Basivertebral nerve ablation, first two vertebral bodies", _BVNA_SINCE),
        Code(EACH_FURTHER_BODY, "Basivertebral nerve ablation, each further vertebral body", _BVNA_SINCE),
        Code("C9752", "Basivertebral nerve ablation (facility code before 2022)", None, _BEFORE_BVNA),
        Code(
            "C9753",
            "Basivertebral nerve ablation, further body (facility code before 2022)",
            None,
            _BEFORE_BVNA,
        ),
        Code("72148", "Lumbar MRI without contrast"),
        Code("72149", "Lumbar MRI with contrast"),
        Code("72158", "Lumbar MRI without and with contrast"),
    )
}

DIAGNOSES = {
    entry.code: entry
    for entry in (
        Code("M54.51", "Vertebrogenic low back pain", date(2021, 10, 1)),
        Code("M54.5", "Low back pain (parent code)", None, date(2021, 9, 30)),
        Code("M51.36", "Lumbar disc degeneration (parent code)", None, _DISC_PARENTS_UNTIL),
        Code("M51.37", "Lumbosacral disc degeneration (parent code)", None, _DISC_PARENTS_UNTIL),
        Code("M51.360", "Lumbar disc degeneration, back pain only", _DISC_CODES_SINCE),
        Code("M51.361", "Lumbar disc degeneration, leg pain only", _DISC_CODES_SINCE, asserts_leg_pain=True),
        Code("M51.362", "Lumbar disc degeneration, back and leg pain", _DISC_CODES_SINCE, asserts_leg_pain=True),
        Code("M51.369", "Lumbar disc degeneration, pain not stated", _DISC_CODES_SINCE),
        Code("M51.370", "Lumbosacral disc degeneration, back pain only", _DISC_CODES_SINCE),
        Code(
            "M51.371",
            "Lumbosacral disc degeneration, leg pain only",
            _DISC_CODES_SINCE,
            asserts_leg_pain=True,
        ),
        Code(
            "M51.372",
            "Lumbosacral disc degeneration, back and leg pain",
            _DISC_CODES_SINCE,
            asserts_leg_pain=True,
        ),
        Code("M51.379", "Lumbosacral disc degeneration, pain not stated", _DISC_CODES_SINCE),
    )
}


def validity(code: str, day: date) -> Validity:
    """Whether a procedure or diagnosis code can be billed on ``day``; unknown for a code not listed here."""
    entry = PROCEDURES.get(code) or DIAGNOSES.get(code)
    return Validity.UNKNOWN if entry is None else entry.on(day)


@dataclass(frozen=True, slots=True)
class CodeUnits:
    """A procedure code and how many units of it are asked for."""

    code: str
    units: int

    def __str__(self) -> str:
        return f"{self.code} × {self.units}"


def units_for(bodies: Iterable[VertebralBody]) -> tuple[CodeUnits, ...]:
    """Count the units for treated bodies: 64628 once for the first two, 64629 for each further body.

    Two bodies are 64628 × 1; L3, L4, L5 and S1 are 64628 × 1 and 64629 × 2. Empty without bodies.
    """
    count = len(in_order(bodies))
    if not count:
        return ()
    first = CodeUnits(FIRST_TWO_BODIES, 1)
    return (first,) if count <= 2 else (first, CodeUnits(EACH_FURTHER_BODY, count - 2))
