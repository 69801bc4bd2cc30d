"""Whose a document is, by the names and birth dates its pages print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from priorauth.case.parties import Name
from priorauth.parsing.model import Record
from priorauth.reading.model import Patient
from priorauth.screening.birth_dates import is_birth_date
from priorauth.screening.identity_reading import read_identity
from priorauth.screening.person_names import Likeness, likeness


class Person(Record):
    """Whose chart is read."""

    name: Name
    birth_date: date


def patient_of(texts: Iterable[str], person: Person | None) -> Patient:
    """Return whose document it is. Another's birth date or name, said for certain, makes it another's."""
    if person is None:
        return Patient.NOT_NAMED
    is_same = is_other = False
    for text in texts:
        identity = read_identity(text)
        for born in identity.birth_dates:
            own = is_birth_date(person.birth_date, born.date)
            is_same, is_other = is_same or own, is_other or (born.is_certain and not own)
        for name in identity.names:
            like = max(likeness(person.name, text[name.start : end]) for end in (name.end, name.wide_end))
            is_same = is_same or like is Likeness.SAME
            is_other = is_other or (name.is_certain and like is Likeness.OTHER)
    if is_other:
        return Patient.OTHER
    return Patient.SAME if is_same else Patient.NOT_NAMED
