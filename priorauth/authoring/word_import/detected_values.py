"""What in a letter looks like a patient's, a payer's or a practice's data, and the field that would print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from priorauth.authoring.word_import import proposed_fields as fields
from priorauth.authoring.word_import.known_values import KnownNames, looks_like_name
from priorauth.authoring.word_import.letter_blocks import Zone
from priorauth.authoring.word_import.letter_cues import (
    BORN_WORDS,
    CALL_WORDS,
    CARE_WORDS,
    GENERAL_WORDS,
    GENERATOR_WORDS,
    IMAGING_WORDS,
    ONSET_WORDS,
    PAIN_WORDS,
    PLANNED_WORDS,
    READ_BY_WORDS,
    RELIEF_WORDS,
)
from priorauth.authoring.word_import.letter_labels import Labelled, fits, is_blank, labelled_in
from priorauth.authoring.word_import.proposed_fields import BY_LABEL, ProposedField, merged_field, printed
from priorauth.letters.checks.facts_in_text import FactKind, TextFact, blanked, find, has, without_overlap
from priorauth.letters.checks.names_in_text import NameSign, names_in
from priorauth.letters.checks.placeholder_forms import placeholders_in


@dataclass(frozen=True, slots=True)
class DetectedValue:
    """A value, ``text[start:end]``; without a field it can only be marked as a place to fill in."""

    start: int
    end: int
    what: str
    why: str
    field: ProposedField | None
    label_start: int | None = None
    """Where the label before it begins, if it has one."""


def detect_values(text: str, zone: Zone, known: KnownNames, label: str | None = None) -> tuple[DetectedValue, ...]:
    """Find what looks like data in a text, without overlap, in reading order.

    ``label`` is what the cell before it, or above it, asks for. In ``criteria``, spans of time, types and levels
    are the payer's own and stay; names, dates and numbers of a patient do not.
    """
    paragraph = _Paragraph(text, zone, known, label)
    found = without_overlap(item for finder in _FINDERS for item in finder(paragraph))
    return tuple(sorted(found, key=lambda item: item.start))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    zone: Zone
    known: KnownNames
    label: str | None

    def without(self, fact: TextFact) -> str:
        """Return what the paragraph has besides a fact."""
        return (self.text[: fact.start] + self.text[fact.end :]).strip()

    def sentence(self, start: int, end: int) -> tuple[str, str]:
        """Return the sentence around a place up to it, and the whole of it."""
        first = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", self.text[:start])), default=0)
        last = re.compile(r"[.!?](?:\s|\Z)").search(self.text, end)
        return self.text[first:start], self.text[first : last.start() if last else len(self.text)]


def _labelled(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    text = paragraph.text
    if paragraph.label is not None and paragraph.label in BY_LABEL:
        what, field = BY_LABEL[paragraph.label]
        value = text.strip()
        if paragraph.label != "regarding" or looks_like_name(value):
            start = text.index(value)
            yield DetectedValue(start, start + len(value), what, "the cell before it says so", field)
    for found in labelled_in(text):
        what, field = BY_LABEL.get(found.kind, ("a phone or fax number", None))
        value = text[found.start : found.end]
        if found.kind == "regarding" and not (looks_like_name(value) or value in paragraph.known.patient):
            continue
        if not is_blank(value) and not fits(found.kind, value):
            # What the label promises is not there: nobody knows whose value this is.
            if not placeholders_in(value):
                told = f"something else than {what}"
                yield DetectedValue(found.start, found.end, told, "its label and its form differ", None)
            continue
        if found.kind not in BY_LABEL:
            continue
        signed = next(names_in(value, NameSign.CREDENTIALS), None) if field is fields.CLINICIAN else None
        if signed and signed.start == 0:
            end = found.start + signed.credentials_end
            yield DetectedValue(found.start, end, what, "the label before it", fields.SIGNATURE)
        elif field is not fields.AS_OF or is_blank(value) or has(value, FactKind.DATE):
            yield DetectedValue(found.start, found.end, what, "the label before it", field, found.label_start)


def _names(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    known = paragraph.known
    groups = (
        (known.patient, "the patient's name", fields.PATIENT),
        (known.payer, "the payer's name", fields.PAYER),
        (known.practice, "the practice's name", fields.PRACTICE),
        (known.facility, "the facility's name", fields.FACILITY),
    )
    what, why = "the physician's name", "it signs the letter"
    for signed in names_in(paragraph.text, NameSign.CREDENTIALS):
        if signed.name in known.clinician:
            yield DetectedValue(signed.start, signed.credentials_end, what, why, fields.SIGNATURE)
    named = [(name, called, field) for names, called, field in groups for name in names]
    for name, called, field in sorted(named, key=lambda item: len(item[0]), reverse=True):
        yield from _everywhere(paragraph, name, called, field)
    for name in known.clinician:
        written = rf"(?<!\w)(?:{re.escape(name)}|(?<=Dr\. ){re.escape(name.split()[-1])})(?!\w)"
        for match in re.finditer(written, paragraph.text):
            yield DetectedValue(*match.span(), what, why, fields.CLINICIAN)


def _everywhere(paragraph: _Paragraph, name: str, what: str, field: ProposedField) -> Iterator[DetectedValue]:
    """Find a name wherever it stands; a patient's with the title before it, which fits one patient only."""
    title = r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+)?" if field is fields.PATIENT else ""
    # Capitals alone tell a name of one word from a word: May, Will.
    written = rf"(?i:{re.escape(name)})" if " " in name else rf"(?:{re.escape(name)}|{re.escape(name.upper())})"
    for match in re.finditer(rf"(?<!\w){title}{written}(?!\w)", paragraph.text):
        yield DetectedValue(match.start(), match.end(), what, "it stands elsewhere in the letter as such", field)


def _patient_again(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for name in sorted(paragraph.known.patient_parts, key=len, reverse=True):
        yield from _everywhere(paragraph, name, "the patient's name", fields.PATIENT)


def _other_people(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for told in (NameSign.CREDENTIALS, NameSign.DOCTOR, NameSign.TITLE):
        for found in names_in(paragraph.text, told):
            if not looks_like_name(found.name):
                continue
            end = found.credentials_end if told is NameSign.CREDENTIALS else found.end
            _, sentence = paragraph.sentence(found.start, end)
            if told is NameSign.TITLE or not IMAGING_WORDS.search(sentence):
                yield DetectedValue(found.start, end, "a person's name", "its title", None)
            elif clause := READ_BY_WORDS.search(paragraph.text, 0, found.start):
                yield DetectedValue(clause.start(), end, "who read the MRI", "the words around it", fields.READ_BY)
            else:
                yield DetectedValue(found.start, end, "the radiologist's name", "its title", fields.RADIOLOGIST)


def _numbers(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for fact in find(paragraph.text, FactKind.SOCIAL_SECURITY, FactKind.EMAIL):
        yield DetectedValue(fact.start, fact.end, fact.kind, "its form", None)
    labels = {found.start: found for found in labelled_in(paragraph.text)}
    for fact in find(paragraph.text, FactKind.PHONE):
        yield _phone(paragraph, fact, labels.get(fact.start))
    for fact in find(paragraph.text, FactKind.NPI):
        yield DetectedValue(fact.start, fact.end, fact.kind, "its form", BY_LABEL["npi"][1])
    for fact in find(paragraph.text, FactKind.STREET, FactKind.TOWN):
        ours = printed("practice.street" if fact.kind is FactKind.STREET else "practice.town")
        field = ours if paragraph.zone in ("top", "closing") else None
        yield DetectedValue(fact.start, fact.end, "an address", "its form", field)


def _phone(paragraph: _Paragraph, fact: TextFact, labelled: Labelled | None) -> DetectedValue:
    before, _ = paragraph.sentence(fact.start, fact.end)
    label = labelled.kind if labelled else paragraph.label
    in_sentence = label is None and re.search(r"\bfax\b[^.\d]{0,15}\Z", before, re.IGNORECASE) is not None
    is_fax = label == "fax" or in_sentence
    field, why = _printed_phone(paragraph, before, label, is_fax=is_fax)
    what = "a fax number" if is_fax else "a phone number"
    return DetectedValue(fact.start, fact.end, what, why, field, labelled.label_start if labelled else None)


def _printed_phone(
    paragraph: _Paragraph, before: str, label: str | None, *, is_fax: bool
) -> tuple[ProposedField | None, str]:
    """Return the field that prints a number, and why."""
    if paragraph.zone == "recipient":
        return None, "its form, in the payer's address"
    if is_fax:
        return printed("practice.fax", guard=True), "its label"
    if paragraph.zone in ("top", "closing") or label is not None:
        return printed("practice.phone"), "its form"
    # A number in running text is the physician's where the sentence offers a call; else it may be anybody's.
    if CALL_WORDS.search(before):
        return printed("clinician.phone", guard=True), "the words around it"
    return None, "its form"


def _dates(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for fact in find(paragraph.text, FactKind.DATE):
        before, sentence = paragraph.sentence(fact.start, fact.end)
        is_care = CARE_WORDS.search(sentence) is not None
        is_scan = IMAGING_WORDS.search(sentence) and not is_care and not GENERATOR_WORDS.search(before)
        is_alone = paragraph.zone in ("top", "recipient") and not paragraph.without(fact)
        rows = (
            (BORN_WORDS.search(before), "the date of birth", fields.BIRTH_DATE),
            (is_alone, "the date of the letter", fields.AS_OF),
            (PLANNED_WORDS.search(before) and not is_care, "the planned date", fields.PLANNED),
            (is_scan, "the date of the MRI", fields.STUDY),
            (
                ONSET_WORDS.search(before) and PAIN_WORDS.search(before) and not is_care,
                "the onset of pain",
                fields.ONSET,
            ),
        )
        found = ((what, field) for is_told, what, field in rows if is_told)
        what, field = next(found, ("a date", None))
        yield DetectedValue(fact.start, fact.end, what, "the words around it" if field else "its form", field)


def _clinical(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for kind, what, why, field in (
        (FactKind.PROCEDURES, "procedure codes", "their form", fields.CODES),
        (FactKind.DIAGNOSES, "diagnosis codes", "their form", fields.DIAGNOSES),
        (FactKind.MODIC_AT_LEVEL, "the MRI's findings", "types and levels", fields.FINDINGS),
    ):
        yield from (DetectedValue(fact.start, fact.end, what, why, field) for fact in find(paragraph.text, kind))
    if paragraph.zone != "criteria":
        yield from _of_this_patient(paragraph)


def _of_this_patient(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    text = paragraph.text
    for fact in find(text, FactKind.LEVELS):
        _, sentence = paragraph.sentence(fact.start, fact.end)
        is_other = any(words.search(sentence) for words in (GENERATOR_WORDS, CARE_WORDS, IMAGING_WORDS))
        is_range = re.search(r"\bto\b", text[fact.start : fact.end]) is not None  # of levels, or of bodies
        field = None if is_other or is_range else fields.LEVELS
        yield DetectedValue(fact.start, fact.end, fact.kind, "their form", field)
    for fact in find(text, FactKind.BODIES):
        yield DetectedValue(fact.start, fact.end, fact.kind, "their form", fields.BODIES)
    for fact in find(blanked(text, find(text, FactKind.MODIC_AT_LEVEL)), FactKind.MODIC):
        # "Modic type 1 or 2" is what the procedure is for, not what a patient has.
        if re.match(r"modic(?!.*\bor\b)", text[fact.start : fact.end], re.IGNORECASE):
            yield DetectedValue(fact.start, fact.end, fact.kind, "its form", None)
    for fact in find(text, FactKind.AGE, FactKind.SESSIONS):
        yield DetectedValue(fact.start, fact.end, fact.kind, "its form", None)
    yield from _spans(paragraph)


def _spans(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    """Find spans of time and percentages that are this patient's; a study's or a rule's stay."""
    why = "the words around it"
    for fact in find(paragraph.text, FactKind.SPAN, FactKind.PERCENT):
        before, sentence = paragraph.sentence(fact.start, fact.end)
        if GENERAL_WORDS.search(sentence):
            continue
        is_span = fact.kind is FactKind.SPAN
        if is_span and PAIN_WORDS.search(before) and not CARE_WORDS.search(sentence):
            yield DetectedValue(fact.start, fact.end, "how long the pain has lasted", why, fields.DURATION)
        elif any(words.search(sentence) for words in (CARE_WORDS, GENERATOR_WORDS, RELIEF_WORDS)):
            yield DetectedValue(
                fact.start, fact.end, "a span of time" if is_span else "a result in percent", why, None
            )


def _left_open(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    """Find places that were left to be filled in; a merge field is known by its name."""
    for place in placeholders_in(paragraph.text):
        field = merged_field(paragraph.text[place.start : place.end]) if place.what == "a merge field" else None
        why = "the name of the merge field" if field else "its form"
        yield DetectedValue(place.start, place.end, place.what, why, field)


def _references(paragraph: _Paragraph) -> Iterator[DetectedValue]:
    for fact in find(paragraph.text, FactKind.REFERENCE):
        yield DetectedValue(fact.start, fact.end, fact.kind, "its form", None)


_FINDERS: tuple[Callable[[_Paragraph], Iterator[DetectedValue]], ...] = (
    _labelled, _left_open, _names, _numbers, _patient_again, _other_people, _clinical, _dates, _references
)  # fmt: skip
