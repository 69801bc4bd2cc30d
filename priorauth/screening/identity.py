"""Who a page says it is about: names, birth dates and numbers, each as printed behind its label."""

from __future__ import annotations

from priorauth.screening.identity_labels import Kind
from priorauth.screening.identity_reading import Reading
from priorauth.screening.printed_identity import Identity
from priorauth.screening.social_security import social_security_numbers


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
