"""What a document is: what its title says and its body bears out, or without a title what its body can be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from priorauth.reading.kind_evidence import weigh, words_for
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

_MAY_BE_OUTWEIGHED = frozenset(
    {
        DocumentKind.FAX_COVER,
        DocumentKind.GUIDE,
        DocumentKind.OFFICE_NOTE,
        DocumentKind.THERAPY_DISCHARGE,
        DocumentKind.THERAPY_NOTE,
    }
)
"""Kinds that a few words or the paper tell without a title, so that much evidence of another kind tells more."""

_OUTWEIGHS = 4
_OF_THERAPY = frozenset(
    {DocumentKind.THERAPY_DISCHARGE, DocumentKind.THERAPY_EVALUATION, DocumentKind.THERAPY_NOTE}
)
"""Kinds that paper and signer do not part, so that any lead of one tells."""

_MAY_MISTITLE = frozenset(
    {
        DocumentKind.FACE_SHEET,
        DocumentKind.FAX_COVER,
        DocumentKind.INSTRUMENT,
        DocumentKind.MEDICATION_LIST,
        DocumentKind.THERAPY_DISCHARGE,
        DocumentKind.THERAPY_NOTE,
    }
)
"""Kinds that a line of a head names which is no title of the page: a form, a department, a discharge home."""

_OUTWEIGHS_TITLE = 5
_MOST_OWN = 2

_OF_SESSIONS = re.compile(
    r"\b(?:daily|progress|treatment|flow|grid|log|attendance|notes?|records?|sessions?|encounter|exercises?|history|card|sheet|re-?(?:eval|assess|cert)\w*)\b",
    re.IGNORECASE,
)
"""What a therapist's title calls what tells of sessions; another may merely name the practice or count visits."""

_OF_CHIROPRACTORS = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_NOTE})
_FORMS_OF_NOTES = ("macro", "template")


@dataclass(frozen=True, slots=True)
class KindFound:
    """A document's kind, and whether its title told it."""

    kind: DocumentKind
    is_titled: bool = False
    words: tuple[str, ...] = ()
    """Without a title: the words of the body that are evidence of the kind, the weightiest first."""


def kind_of(title: Title | None, text: str, settings: frozenset[str], *, is_patients: bool) -> KindFound:
    """Return what a document is, and what told it.

    ``settings`` is whose paper it is on; ``is_patients`` whether it names the chart's patient, as no template does.
    """
    found = _kind_of(title, text, settings, is_patients=is_patients)
    if found.is_titled:
        return found
    return replace(found, words=words_for(found.kind, excerpt_of(text), settings))


def _kind_of(title: Title | None, text: str, settings: frozenset[str], *, is_patients: bool) -> KindFound:
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
        weighed = weigh(words, settings)
        is_other = weighed is not None and weighed.kind is not title.kind and weighed.lead >= _OUTWEIGHS
        return KindFound(weighed.kind if weighed is not None and is_other else DocumentKind.UNKNOWN)
    if (other := _outweighing(title.kind, title.name, words, settings)) is not None:
        return KindFound(other)
    if title.kind in _MAY_BE_LETTERS and is_letter(words):
        return KindFound(kind_of_letter(words, settings), is_titled=True)
    return KindFound(_of_its_signer(title.kind, text), is_titled=True)


def _outweighing(kind: DocumentKind, name: str, text: str, settings: frozenset[str]) -> DocumentKind | None:
    """Return what a document is whose body tells much more of another kind than of its title's, or none."""
    weighed = weigh(text, settings) if kind in _MAY_MISTITLE else None
    if weighed is None or weighed.kind is kind or weighed.lead < _OUTWEIGHS_TITLE:
        return None
    if (
        kind is DocumentKind.THERAPY_NOTE
        and weighed.kind is DocumentKind.THERAPY_DISCHARGE
        and not _OF_SESSIONS.search(name)
    ):
        return weighed.kind
    own = len(words_for(kind, text, settings))
    is_theirs = kind in _OF_THERAPY and weighed.kind in _OF_THERAPY
    return weighed.kind if own <= _MOST_OWN and not is_theirs else None


def _by_body(title: Title | None, text: str, settings: frozenset[str]) -> DocumentKind:
    weak = title.kind if title is not None else None
    found = kind_by_structure(text, settings, weak)
    weighed = weigh(excerpt_of(text), settings)
    if found is not None and found not in _MAY_BE_OUTWEIGHED:
        return found
    is_alike = weighed is not None and found is DocumentKind.THERAPY_NOTE and weighed.kind in _OF_THERAPY
    if weighed is not None and (found is None or is_alike or weighed.lead >= _OUTWEIGHS):
        return weighed.kind
    return found or (weak if weak is DocumentKind.FACE_SHEET else DocumentKind.UNKNOWN)


def _of_its_signer(kind: DocumentKind, text: str) -> DocumentKind:
    """Return whose note one is that is merely a visit's: a chiropractor's where nobody else signs it."""
    if kind in _OF_CHIROPRACTORS and is_chiropractors(text):
        return DocumentKind.CHIROPRACTIC_NOTE
    return kind
