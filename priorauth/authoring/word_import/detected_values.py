"""What in a letter looks like a patient's, a payer's or a practice's data, and the field that would print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from priorauth.authoring.word_import import proposed_fields as fields
from priorauth.authoring.word_import.known_values import DOCTOR, SIGNED, TITLED, Known, looks_like_name
from priorauth.authoring.word_import.letter_labels import labelled_in
from priorauth.authoring.word_import.letter_patterns import (
    BORN_WORDS,
    CALL_WORDS,
    CARE_WORDS,
    GENERAL_WORDS,
    GENERATOR_WORDS,
    IMAGING_WORDS,
    ONSET_WORDS,
    PAIN_WORDS,
    PATTERNS,
    PLANNED_WORDS,
    READ_BY_WORDS,
    RELIEF_WORDS,
)  # fmt: skip
from priorauth.authoring.word_import.proposed_fields import BY_LABEL, Field, printed
from priorauth.domain.written_dates import dates_in

Zone = Literal["top", "recipient", "body", "criteria", "closing"]
"""The parts of a letter; see `priorauth.authoring.word_import.zones`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value, ``text[start:end]``; without a field it can only be marked as a place to fill in."""

    start: int
    end: int
    what: str
    why: str
    field: Field | None
    label_start: int | None = None
    """Where the label before it begins, if it has one."""


def sightings_in(text: str, zone: Zone, known: Known, label: str | None = None) -> tuple[Sighting, ...]:
    """Find what looks like data in a text, without overlap, in reading order.

    ``label`` is what the cell before it, or above it, asks for. In ``criteria``, spans of time, types and levels
    are the payer's own and stay; names, dates and numbers of a patient do not.
    """
    taken: list[Sighting] = []
    for find in _FINDERS:
        for sighting in find(_Place(text, zone, known, label)):
            if sighting.start < sighting.end and all(
                sighting.end <= other.start or other.end <= sighting.start for other in taken
            ):
                taken.append(sighting)
    return tuple(sorted(taken, key=lambda sighting: sighting.start))


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    zone: Zone
    known: Known
    label: str | None

    def sentence(self, start: int, end: int) -> tuple[str, str]:
        """Return the sentence around a place up to it, and the whole of it."""
        first = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", self.text[:start])), default=0)
        last = re.compile(r"[.!?](?:\s|\Z)").search(self.text, end)
        return self.text[first:start], self.text[first : last.start() if last else len(self.text)]


def _labelled(place: _Place) -> Iterator[Sighting]:
    text = place.text
    if place.label is not None and place.label in BY_LABEL:
        what, field = BY_LABEL[place.label]
        value = text.strip()
        if place.label != "regarding" or looks_like_name(value):
            start = text.index(value)
            yield Sighting(start, start + len(value), what, "the cell before it says so", field)
    for found in labelled_in(text):
        if found.kind not in BY_LABEL:
            continue
        what, field = BY_LABEL[found.kind]
        value = text[found.start : found.end]
        if found.kind == "regarding" and not (looks_like_name(value) or value in place.known.patient):
            continue
        if field is fields.CLINICIAN and (signed := SIGNED.match(value)):
            yield Sighting(found.start, found.start + signed.end(), what, "the label before it", fields.SIGNATURE)
        elif field is not fields.AS_OF or dates_in(value):
            yield Sighting(found.start, found.end, what, "the label before it", field, found.label_start)


def _names(place: _Place) -> Iterator[Sighting]:
    known = place.known
    groups = (
        (known.patient, "the patient's name", fields.PATIENT),
        (known.payer, "the payer's name", fields.PAYER),
        (known.practice, "the practice's name", fields.PRACTICE),
        (known.facility, "the facility's name", fields.FACILITY),
    )
    for match in SIGNED.finditer(place.text):
        if match["name"] in known.clinician:
            yield Sighting(
                match.start(), match.end(), "the physician's name", "it signs the letter", fields.SIGNATURE
            )
    named = [(name, what, field) for names, what, field in groups for name in names]
    for name, what, field in sorted(named, key=lambda item: len(item[0]), reverse=True):
        yield from _everywhere(place, name, what, field)
    for name in known.clinician:
        for match in re.finditer(
            rf"(?<!\w)(?:{re.escape(name)}|(?<=Dr\. ){re.escape(name.split()[-1])})(?!\w)", place.text
        ):
            yield Sighting(
                match.start(), match.end(), "the physician's name", "it signs the letter", fields.CLINICIAN
            )


def _everywhere(place: _Place, name: str, what: str, field: Field) -> Iterator[Sighting]:
    """Find a name wherever it stands; a patient's with the title before it, which fits one patient only."""
    title = r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+)?" if field is fields.PATIENT else ""
    # Capitals alone tell a name of one word from a word: May, Will.
    written = rf"(?i:{re.escape(name)})" if " " in name else rf"(?:{re.escape(name)}|{re.escape(name.upper())})"
    for match in re.finditer(rf"(?<!\w){title}{written}(?!\w)", place.text):
        yield Sighting(match.start(), match.end(), what, "it stands elsewhere in the letter as such", field)


def _patient_again(place: _Place) -> Iterator[Sighting]:
    for name in sorted(place.known.patient_parts, key=len, reverse=True):
        yield from _everywhere(place, name, "the patient's name", fields.PATIENT)


def _other_people(place: _Place) -> Iterator[Sighting]:
    for pattern in (SIGNED, DOCTOR, TITLED):
        for match in pattern.finditer(place.text):
            name = _capitalized(match["name"])
            if not name or not looks_like_name(name):
                continue
            start = match.start("name")
            end = match.end() if pattern is SIGNED else start + len(name)
            _, sentence = place.sentence(start, end)
            reads = pattern is not TITLED and bool(IMAGING_WORDS.search(sentence))
            if reads and (clause := READ_BY_WORDS.search(place.text, 0, start)):
                yield Sighting(clause.start(), end, "who read the MRI", "the words around it", fields.READ_BY)
                continue
            field = fields.RADIOLOGIST if reads else None
            yield Sighting(start, end, "the radiologist's name" if reads else "a person's name", "its title", field)


def _capitalized(name: str) -> str:
    """Keep the capitalized words a name begins with."""
    kept = []
    for word in name.split(" "):
        if not word[:1].isupper():
            break
        kept.append(word)
    return " ".join(kept).rstrip(".,")


def _numbers(place: _Place) -> Iterator[Sighting]:
    text = place.text
    for kind, what in (("social", "a social-security number"), ("email", "an e-mail address")):
        for match in PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), what, "its form", None)
    labels = {found.start: found for found in labelled_in(text)}
    for match in PATTERNS["phone"].finditer(text):
        label = labels.get(match.start())
        yield _phone(place, match, label.kind if label else place.label, label.label_start if label else None)
    for match in PATTERNS["npi"].finditer(text):
        yield Sighting(*match.span("value"), "an NPI", "its form", BY_LABEL["npi"][1])
    ours = place.zone in ("top", "closing")
    for kind, path in (("street", "practice.street"), ("town", "practice.town")):
        for match in PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), "an address", "its form", printed(path) if ours else None)


def _phone(place: _Place, match: re.Match[str], label: str | None, label_start: int | None) -> Sighting:
    before, _ = place.sentence(*match.span())
    is_fax = label == "fax" or (
        label is None and re.search(r"\bfax\b[^.\d]{0,15}\Z", before, re.IGNORECASE) is not None
    )
    what = "a fax number" if is_fax else "a phone number"
    if place.zone == "recipient":
        return Sighting(*match.span(), what, "its form, in the payer's address", None, label_start)
    if is_fax:
        return Sighting(*match.span(), what, "its label", printed("practice.fax", guard=True), label_start)
    if place.zone in ("body", "criteria") and label is None:
        # A number in running text is the physician's where the sentence offers a call; else it may be anybody's.
        field = printed("clinician.phone", guard=True) if CALL_WORDS.search(before) else None
        return Sighting(*match.span(), what, "the words around it" if field else "its form", field, label_start)
    return Sighting(*match.span(), what, "its form", printed("practice.phone"), label_start)


def _dates(place: _Place) -> Iterator[Sighting]:
    for found in dates_in(place.text):
        before, sentence = place.sentence(found.start, found.end)
        what, field = "a date", None
        if BORN_WORDS.search(before):
            what, field = "the date of birth", fields.BIRTH_DATE
        elif place.zone in ("top", "recipient") and place.text.strip() == place.text[found.start : found.end]:
            what, field = "the date of the letter", fields.AS_OF
        elif PLANNED_WORDS.search(before) and not CARE_WORDS.search(sentence):
            what, field = "the planned date", fields.PLANNED
        elif IMAGING_WORDS.search(sentence) and not (CARE_WORDS.search(sentence) or GENERATOR_WORDS.search(before)):
            what, field = "the date of the MRI", fields.STUDY
        elif ONSET_WORDS.search(before) and PAIN_WORDS.search(before) and not CARE_WORDS.search(sentence):
            what, field = "the onset of pain", fields.ONSET
        yield Sighting(found.start, found.end, what, "its form" if field is None else "the words around it", field)


def _clinical(place: _Place) -> Iterator[Sighting]:
    text = place.text
    for match in PATTERNS["codes"].finditer(text):
        yield Sighting(*match.span(), "procedure codes", "their form", fields.CODES)
    for match in PATTERNS["diagnoses"].finditer(text):
        yield Sighting(*match.span(), "diagnosis codes", "their form", fields.DIAGNOSES)
    for match in PATTERNS["modic"].finditer(text):
        yield Sighting(*match.span(), "the MRI's findings", "types and levels", fields.FINDINGS)
    if place.zone != "criteria":
        yield from _of_this_patient(place)


def _of_this_patient(place: _Place) -> Iterator[Sighting]:
    text = place.text
    for match in PATTERNS["levels"].finditer(text):
        _, sentence = place.sentence(*match.span())
        about_others = GENERATOR_WORDS.search(sentence) or CARE_WORDS.search(sentence)
        field = None if about_others or IMAGING_WORDS.search(sentence) else fields.LEVELS
        yield Sighting(*match.span(), "disc levels", "their form", field)
    for match in PATTERNS["bodies"].finditer(text):
        yield Sighting(*match.span(), "vertebral bodies", "their form", fields.BODIES)
    for match in PATTERNS["type"].finditer(text):
        if "or" not in match.group().split() and not re.match(r"\s+or\b", text[match.end() :]):
            yield Sighting(*match.span(), "a Modic type", "its form", None)
    for kind, what in (("age", "an age"), ("sessions", "a number of visits")):
        for match in PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), what, "its form", None)
    yield from _spans(place)


def _spans(place: _Place) -> Iterator[Sighting]:
    """Find spans of time and percentages that are this patient's; a study's or a rule's stay."""
    for kind, what in (("span", "a span of time"), ("percent", "a result in percent")):
        for match in PATTERNS[kind].finditer(place.text):
            before, sentence = place.sentence(*match.span())
            if GENERAL_WORDS.search(sentence):
                continue
            if kind == "span" and PAIN_WORDS.search(before) and not CARE_WORDS.search(sentence):
                yield Sighting(
                    *match.span(), "how long the pain has lasted", "the words around it", fields.DURATION
                )
            elif any(words.search(sentence) for words in (CARE_WORDS, GENERATOR_WORDS, RELIEF_WORDS)):
                yield Sighting(*match.span(), what, "the words around it", None)


def _long_numbers(place: _Place) -> Iterator[Sighting]:
    for match in PATTERNS["long_number"].finditer(place.text):
        if sum(character.isdigit() for character in match.group()) > 3:
            yield Sighting(*match.span(), "a number of somebody or something", "its form", None)


_FINDERS: tuple[Callable[[_Place], Iterator[Sighting]], ...] = (
    _labelled, _names, _numbers, _patient_again, _other_people, _clinical, _dates, _long_numbers
)  # fmt: skip
