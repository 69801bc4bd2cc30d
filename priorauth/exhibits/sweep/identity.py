"""Who a page says it is about: names, birth dates and numbers, each as printed behind its label."""

from __future__ import annotations

from priorauth.exhibits.sweep.labels import Kind
from priorauth.exhibits.sweep.printed import Identity
from priorauth.exhibits.sweep.reading import Reading
from priorauth.exhibits.sweep.social_security import social_security_numbers


def read_identity(text: str) -> Identity:
    """Read what a page prints of a patient's name, birth date, chart and plan numbers.

    Values stand behind their label, on the line below it, or in a row of values under a row of labels. What a
    label or a heading gives to somebody else (a physician, a guarantor, a contact) is left out.
    """
    reading = Reading(text)
    reading.read()
    return Identity(
        tuple(reading.names),
        tuple(reading.birth_dates),
        tuple(reading.numbers[Kind.RECORD]),
        tuple(reading.numbers[Kind.MEMBER]),
        tuple(reading.numbers[Kind.SOME_ID]),
        social_security_numbers(text),
    )
