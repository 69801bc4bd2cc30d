"""What a page prints of a person's identity, each with its place in the page's text."""

from __future__ import annotations

from dataclasses import dataclass

from priorauth.screening.birth_dates import PrintedDate
from priorauth.screening.text_spans import Span


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name a page prints: ``text[start:end]``.

    ``wide_end`` is where the next value begins: words of a name that look like a label stand before it.
    ``is_certain`` is whether the page says by label and form that this is its patient; a name that may be
    somebody else's can agree with the patient's but never contradict it.
    """

    start: int
    end: int
    wide_end: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class PrintedBirthDate:
    """A birth date a page prints: ``text[start:end]``. One that may be a child's is not certain."""

    date: PrintedDate
    start: int
    end: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything a page prints that says whose it is."""

    names: tuple[PrintedName, ...] = ()
    birth_dates: tuple[PrintedBirthDate, ...] = ()
    record_numbers: tuple[Span, ...] = ()
    member_ids: tuple[Span, ...] = ()
    some_ids: tuple[Span, ...] = ()
    """Numbers whose label does not say what they count."""
    social_security_numbers: tuple[Span, ...] = ()
