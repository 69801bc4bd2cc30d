"""What a document is: what its title says and its body bears out, or without a title what its body can be."""

from __future__ import annotations

from dataclasses import dataclass

from priorauth.reading.letter_form import is_letter, kind_of_letter
from priorauth.reading.model import DocumentKind
from priorauth.reading.structure import (
    excerpt_of,
    is_chiropractors,
    is_filled_note,
    is_refuted,
    is_template,
    kind_by_structure,
    plain_record_in,
)
from priorauth.reading.titles import SURE, Title

_MAY_BE_LETTERS = frozenset({DocumentKind.LETTER, DocumentKind.UNKNOWN})
_MAY_BE_OVERRULED = frozenset(
    {
        DocumentKind.CONSENT,
        DocumentKind.FACE_SHEET,
        DocumentKind.FAX_COVER,
        DocumentKind.INSTRUMENT,
        DocumentKind.MEDICATION_LIST,
        DocumentKind.UNKNOWN,
    }
)
"""Kinds whose names a record also prints over a part of itself: ``Consent: signed``, ``Medications``."""

_OF_CHIROPRACTORS = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_NOTE})
_FORMS_OF_NOTES = ("macro", "template")


@dataclass(frozen=True, slots=True)
class KindFound:
    """A document's kind, and whether its title told it."""

    kind: DocumentKind
    is_titled: bool = False


def kind_of(title: Title | None, text: str, settings: frozenset[str], *, is_patients: bool) -> KindFound:
    """Return what a document is.

    ``settings`` is whose paper it is on; ``is_patients`` whether it names the chart's patient, as no template does.
    """
    if is_template(text):
        return KindFound(DocumentKind.GUIDE)
    if title is None or title.weight < SURE:
        return KindFound(_of_its_signer(_by_body(title, text, settings), text))
    words = excerpt_of(text)
    is_form = title.kind is DocumentKind.GUIDE and title.name.casefold() in _FORMS_OF_NOTES
    if is_form and is_patients and is_filled_note(words):
        return KindFound(_of_its_signer(_by_body(None, text, settings), text))
    if title.kind in _MAY_BE_OVERRULED and (record := plain_record_in(words, settings)) is not None:
        return KindFound(record)
    if is_refuted(title.kind, text, title.name):
        return KindFound(DocumentKind.UNKNOWN)
    if title.kind in _MAY_BE_LETTERS and is_letter(words):
        return KindFound(kind_of_letter(words, settings), is_titled=True)
    return KindFound(_of_its_signer(title.kind, text), is_titled=True)


def _by_body(title: Title | None, text: str, settings: frozenset[str]) -> DocumentKind:
    weak = title.kind if title is not None else None
    found = kind_by_structure(text, settings, weak)
    return found or (weak if weak is DocumentKind.FACE_SHEET else DocumentKind.UNKNOWN)


def _of_its_signer(kind: DocumentKind, text: str) -> DocumentKind:
    """Return whose note one is that is merely a visit's: a chiropractor's where nobody else signs it."""
    if kind in _OF_CHIROPRACTORS and is_chiropractors(text):
        return DocumentKind.CHIROPRACTIC_NOTE
    return kind
