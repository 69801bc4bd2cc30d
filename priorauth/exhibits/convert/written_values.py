"""Values as people and programs write them: one date or number in several ways."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?\Z")
_US_DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})\Z")


def same_value(stored: str, shown: str) -> bool:
    """Whether a field's format shows the number or the date that it stores; a dollar sign is part of the format."""
    return as_compared(stored) == as_compared(shown.strip().removeprefix("$"))


def as_compared(text: str) -> str:
    """Return a value as it can be compared: its spaces single, a date and a number in one way each."""
    said = " ".join(text.split())
    if found := _ISO_DATE.match(said):
        return "-".join(found.groups())
    if found := _US_DATE.match(said):
        month, day, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    try:
        return f"{Decimal(said.replace(',', '')).normalize():f}" if re.fullmatch(r"-?[\d,]*\.?\d+", said) else said
    except InvalidOperation:
        return said
