"""What in a letter looks like a patient's, a payer's or a practice's data, and the field that would print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from priorauth.authoring.known_values import DOCTOR, SIGNED, TITLED, Known, looks_like_name
from priorauth.authoring.labels import labelled_in
from priorauth.codes import PROCEDURES
from priorauth.exhibits.chart_dates import dates_in

Zone = Literal["top", "recipient", "body", "criteria", "closing"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a template prints: an expression, and the facts that have to be there for it."""

    name: str
    expression: str
    guard: str = ""


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


def _printed(path: str, guard: bool = False, needs: str = "") -> Field:
    return Field(path, f"{{{{ {path} }}}}", " and ".join(part for part in (needs, path if guard else "") if part))


def _included(name: str, guard: str = "") -> Field:
    return Field(f"partials/{name}.md", f'{{% include "partials/{name}.md" %}}', guard)


PATIENT = _printed("patient.name")
BIRTH_DATE = _printed("patient.birth_date")
PAYER = _printed("coverage.payer_name")
CLINICIAN = _printed("clinician.name")
SIGNATURE = _printed("clinician.signature")
PRACTICE = _printed("practice.name")
FACILITY = _printed("facility.name")
AS_OF = _printed("as_of")
PLANNED = _printed("request.planned_date", guard=True)
ONSET = _printed("pain.onset", guard=True)
DURATION = _printed("pain.duration", guard=True)
STUDY = _printed("studies[0].date", needs="studies")
RADIOLOGIST = _printed("studies[0].radiologist", guard=True, needs="studies")
READ_BY = Field(
    "studies[0].radiologist",
    "{% if studies[0].radiologist %}, read by {{ studies[0].radiologist }}{% endif %}",
    "studies",
)
_READ_BY = re.compile(r",?\s*(?:as\s+)?(?:read|interpreted|reported)\s+by\s+(?:Dr\.?\s+)?\Z")
LEVELS = _printed("request.disc_levels", guard=True)
BODIES = _printed("request.bodies")
CODES = _included("codes")
DIAGNOSES = _included("diagnoses")
FINDINGS = _included("modic_findings", "studies")
SCORES = _included("scores", "pain.scores")
CARE = _included("care")
GENERATORS = _included("generators")
IMAGING = _included("imaging")
QUOTES = _included("radiologist_quotes")

_BY_LABEL: Mapping[str, tuple[str, Field | None]] = {
    "patient": ("the patient's name", PATIENT),
    "regarding": ("the patient's name", PATIENT),
    "birth_date": ("the date of birth", BIRTH_DATE),
    "member_id": ("a member id", _printed("coverage.member_id")),
    "group_id": ("a group number", _printed("coverage.group_id", guard=True)),
    "record_number": ("a record number", _printed("patient.record_number", guard=True)),
    "reference": ("a claim or reference number", None),
    "payer": ("the payer's name", PAYER),
    "plan": ("the plan's name", _printed("coverage.plan_name", guard=True)),
    "letter_date": ("the date of the letter", AS_OF),
    "planned_date": ("the planned date", PLANNED),
    "npi": ("an NPI", _printed("clinician.npi")),
    "tax_id": ("a tax id", None),
    "social_security": ("a social-security number", None),
    "email": ("an e-mail address", None),
    "clinician": ("the physician's name", CLINICIAN),
    "facility": ("the facility's name", FACILITY),
    "practice": ("the practice's name", PRACTICE),
}

_BODY = r"(?:L\s?[1-6]|S\s?1)"
_LEVEL = rf"{_BODY}\s?[-–/]\s?(?:{_BODY}|[1-6]\b)"
_LEVEL_LIST = rf"{_LEVEL}(?:\s*(?:,|and|&|,\s*and)\s*{_LEVEL})*"
_BODY_LIST = rf"{_BODY}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_BODY})+"
_TYPE = r"(?:[1-3]|I{1,3})(?:\s*(?:/|,|and|&)\s*(?:[1-3]|I{1,3}))*"
_MODIC = (
    rf"(?:mixed\s+)?(?:Modic\s*(?:type\s*)?|type\s+){_TYPE}\s*(?:Modic\s+)?(?:(?:endplate|vertebral|degenerative)\s+)*"
    rf"(?:changes?|signals?|findings?)?\s*(?:at|in|of|on|involving)\s+(?:the\s+)?(?:{_LEVEL_LIST}|{_BODY_LIST}|{_BODY})"
)
_CODE = rf"(?:{'|'.join(sorted(PROCEDURES))}|646\d\d)"
_UNITS = r"(?:\s*(?:[x×]\s*\d+|\(\s*[x×]?\s*\d+\s*units?\s*\)))?"
_CODE_LIST = rf"(?<![\d.])\+?{_CODE}{_UNITS}(?:\s*(?:,|;|and|&|\+|,\s*and)\s*\+?{_CODE}{_UNITS})*(?!\d)"
_ICD = r"[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}"
_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|several)"
_SPAN = (
    rf"(?:over|more\s+than|about|approximately|nearly|the\s+past|at\s+least)?\s*"
    rf"{_NUMBER}\s*(?:\(\d+\)\s*)?\+?[\s-]*(?:years?|months?|weeks?|days?)"
)
_I = re.IGNORECASE

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "social": re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(
        r"(?<![\d-])(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?(?!\d)"
    ),
    "npi": re.compile(r"(?<![\w.])(?:NPI\s*(?:#|no\.?|number)?\s*)?(?P<value>[12]\d{9})(?!\w)"),
    "street": re.compile(
        r"(?<!\w)\d{1,6}\s+(?:[\w.'’-]+\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Way|Lane|Ln|"
        r"Highway|Hwy|Parkway|Pkwy|Court|Ct|Place|Pl|Circle)\b\.?(?:,?\s+(?:Suite|Ste|Unit|Floor|#)\.?\s*[\w-]+)?|P\.?\s?O\.?\s+Box\s+\d+"
    ),
    "town": re.compile(r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2},\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?"),
    "score": re.compile(
        r"(?:\bODI\b|\bOswestry\b|\bVAS\b|\bNRS\b|\bPHQ-?9\b|\bGAD-?7\b|\bpain\s+(?:score|rating|level)s?\b)[^.;]*?\d|"
        r"(?<!\d)(?:10|\d)\s*(?:/|out\s+of)\s*10(?!\d)", _I),
    "modic": re.compile(rf"{_MODIC}(?:\s*(?:,|and|,\s*and|as\s+well\s+as|with)\s+{_MODIC})*", _I),
    "levels": re.compile(rf"(?<!\w){_LEVEL_LIST}(?!\d)"),
    "bodies": re.compile(rf"(?<![\w-]){_BODY_LIST}(?![\w-])"),
    "type": re.compile(rf"\bModic\s*(?:type\s*)?{_TYPE}(?!\w)", _I),
    "codes": re.compile(_CODE_LIST),
    "diagnoses": re.compile(rf"(?<!\w){_ICD}(?:\s*(?:,|;|and|&|,\s*and)\s*{_ICD})*"),
    "age": re.compile(r"\b\d{1,3}[\s-]*(?:years?[\s-]*old|y/?o|yo)\b|\bage(?:d|\s+of)?\s+\d{1,3}\b", _I),
    "sessions": re.compile(rf"\b{_NUMBER}\s+(?:sessions?|visits?|injections?|treatments?|blocks?)\b", _I),
    "span": re.compile(rf"(?<![\w-]){_SPAN}\b", _I),
    "percent": re.compile(r"\b\d{1,3}\s*(?:%|percent\b)", _I),
    "long_number": re.compile(r"(?<![\w-])(?=[\w-]*\d)[A-Z0-9][A-Z0-9-]{6,}(?![\w-])"),
}  # fmt: skip
_CARE_WORDS = re.compile(
    r"\b(physical\s+therapy|PT|chiropract\w*|NSAIDs?|naproxen|ibuprofen|meloxicam|celecoxib|gabapentin|duloxetine|"
    r"home\s+exercise|exercise\s+program|acupuncture|massage|epidural\w*|steroids?|injections?|activity\s+modification|"
    r"cognitive\s+behaviou?ral|brace|muscle\s+relaxants?|medications?|conservative\s+(?:care|treatment|management))\b",
    _I,
)
_GENERATOR_WORDS = re.compile(
    r"\b(facet|medial\s+branch|sacroiliac|SI\s+joint|radicul\w*|stenosis|spondylolisthesis|straight\s+leg|discogenic)\b",
    _I,
)
_RELIEF_WORDS = re.compile(r"\b(relief|better|improve\w*|blocks?)\b", _I)
_IMAGING_WORDS = re.compile(r"\b(MRI|magnetic\s+resonance|imaging|radiolog\w*|scan)\b", _I)
_PAIN_WORDS = re.compile(r"\b(back\s+pain|pain|symptoms?)\b", _I)
_ONSET_WORDS = re.compile(r"\b(since|began|began\s+in|onset|started)\b[^.]{0,30}\Z", _I)
_PLANNED_WORDS = re.compile(r"\b(scheduled|planned|plan\s+to|date\s+of\s+service|perform\w*)\b[^.]{0,60}\Z", _I)
_BORN_WORDS = re.compile(r"\b(born|birth|DOB)\b[^.]{0,20}\Z", _I)


def is_care(text: str) -> bool:
    """Whether a text tells of conservative care with a date, a span of time, a number of visits or its result."""
    facts = any(_PATTERNS[kind].search(text) for kind in ("span", "sessions", "percent"))
    return bool(_CARE_WORDS.search(text)) and (facts or bool(dates_in(text)) or bool(re.search(r"\d", text)))


def is_imaging(text: str) -> bool:
    """Whether a text gives a Modic type with its level."""
    places = _PATTERNS["levels"].search(text) or _PATTERNS["bodies"].search(text)
    return bool(places and re.search(rf"\b(?:Modic|type)\s*(?:type\s*)?{_TYPE}\b", text, _I))


def is_work_up(text: str) -> bool:
    """Whether a text tells how another source of pain was looked for, with a date, a level or a result."""
    facts = any(_PATTERNS[kind].search(text) for kind in ("percent", "levels"))
    negative = re.search(r"\b(negative|excluded|ruled\s+out|no\s+evidence|normal)\b", text, _I)
    return bool(_GENERATOR_WORDS.search(text)) and (facts or bool(dates_in(text)) or bool(negative))


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
        """Give the sentence around a place up to it, and the whole of it."""
        first = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", self.text[:start])), default=0)
        last = re.compile(r"[.!?](?:\s|\Z)").search(self.text, end)
        return self.text[first:start], self.text[first : last.start() if last else len(self.text)]


def _labelled(place: _Place) -> Iterator[Sighting]:
    text = place.text
    if place.label is not None and place.label in _BY_LABEL:
        what, field = _BY_LABEL[place.label]
        value = text.strip()
        if place.label != "regarding" or looks_like_name(value):
            start = text.index(value)
            yield Sighting(start, start + len(value), what, "the cell before it says so", field)
    for found in labelled_in(text):
        if found.kind not in _BY_LABEL:
            continue
        what, field = _BY_LABEL[found.kind]
        value = text[found.start : found.end]
        if found.kind == "regarding" and not (looks_like_name(value) or value in place.known.patient):
            continue
        if field is CLINICIAN and (signed := SIGNED.match(value)):
            yield Sighting(found.start, found.start + signed.end(), what, "the label before it", SIGNATURE)
        elif field is not AS_OF or dates_in(value):
            yield Sighting(found.start, found.end, what, "the label before it", field, found.label_start)


def _names(place: _Place) -> Iterator[Sighting]:
    known = place.known
    groups = (
        (known.patient, "the patient's name", PATIENT),
        (known.payer, "the payer's name", PAYER),
        (known.practice, "the practice's name", PRACTICE),
        (known.facility, "the facility's name", FACILITY),
    )
    for match in SIGNED.finditer(place.text):
        if match["name"] in known.clinician:
            yield Sighting(match.start(), match.end(), "the physician's name", "it signs the letter", SIGNATURE)
    named = [(name, what, field) for names, what, field in groups for name in names]
    for name, what, field in sorted(named, key=lambda item: len(item[0]), reverse=True):
        yield from _everywhere(place, name, what, field)
    for name in known.clinician:
        for match in re.finditer(
            rf"(?<!\w)(?:{re.escape(name)}|(?<=Dr\. ){re.escape(name.split()[-1])})(?!\w)", place.text
        ):
            yield Sighting(match.start(), match.end(), "the physician's name", "it signs the letter", CLINICIAN)


def _everywhere(place: _Place, name: str, what: str, field: Field) -> Iterator[Sighting]:
    """Find a name wherever it stands; a patient's with the title before it, which fits one patient only."""
    title = r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+)?" if field is PATIENT else ""
    for match in re.finditer(rf"(?<!\w){title}{re.escape(name)}(?!\w)", place.text):
        yield Sighting(match.start(), match.end(), what, "it stands elsewhere in the letter as such", field)


def _patient_again(place: _Place) -> Iterator[Sighting]:
    for name in sorted(place.known.patient_parts, key=len, reverse=True):
        yield from _everywhere(place, name, "the patient's name", PATIENT)


def _other_people(place: _Place) -> Iterator[Sighting]:
    for pattern in (SIGNED, DOCTOR, TITLED):
        for match in pattern.finditer(place.text):
            name = _capitalized(match["name"])
            if not name or not looks_like_name(name):
                continue
            start = match.start("name")
            end = match.end() if pattern is SIGNED else start + len(name)
            _, sentence = place.sentence(start, end)
            reads = pattern is not TITLED and bool(_IMAGING_WORDS.search(sentence))
            if reads and (clause := _READ_BY.search(place.text, 0, start)):
                yield Sighting(clause.start(), end, "who read the MRI", "the words around it", READ_BY)
                continue
            field = RADIOLOGIST if reads else None
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
        for match in _PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), what, "its form", None)
    labels = {found.start: found for found in labelled_in(text)}
    for match in _PATTERNS["phone"].finditer(text):
        label = labels.get(match.start())
        yield _phone(place, match, label.kind if label else place.label, label.label_start if label else None)
    for match in _PATTERNS["npi"].finditer(text):
        yield Sighting(*match.span("value"), "an NPI", "its form", _BY_LABEL["npi"][1])
    ours = place.zone in ("top", "closing")
    for kind, path in (("street", "practice.street"), ("town", "practice.town")):
        for match in _PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), "an address", "its form", _printed(path) if ours else None)


def _phone(place: _Place, match: re.Match[str], label: str | None, label_start: int | None) -> Sighting:
    before, _ = place.sentence(*match.span())
    is_fax = label == "fax" or (label is None and re.search(r"\bfax\b[^.\d]{0,15}\Z", before, _I) is not None)
    what = "a fax number" if is_fax else "a phone number"
    if place.zone == "recipient":
        return Sighting(*match.span(), what, "its form, in the payer's address", None, label_start)
    if is_fax:
        return Sighting(*match.span(), what, "its label", _printed("practice.fax", guard=True), label_start)
    talks = place.zone == "body" and re.search(r"peer|reach|contact|call|discuss", before, _I)
    path, guard = ("clinician.phone", True) if talks else ("practice.phone", False)
    return Sighting(*match.span(), what, "its form", _printed(path, guard=guard), label_start)


def _dates(place: _Place) -> Iterator[Sighting]:
    for found in dates_in(place.text):
        before, sentence = place.sentence(found.start, found.end)
        what, field = "a date", None
        if _BORN_WORDS.search(before):
            what, field = "the date of birth", BIRTH_DATE
        elif place.zone in ("top", "recipient") and place.text.strip() == place.text[found.start : found.end]:
            what, field = "the date of the letter", AS_OF
        elif _PLANNED_WORDS.search(before) and not _CARE_WORDS.search(sentence):
            what, field = "the planned date", PLANNED
        elif _IMAGING_WORDS.search(sentence) and not _CARE_WORDS.search(sentence):
            what, field = "the date of the MRI", STUDY
        elif _ONSET_WORDS.search(before) and _PAIN_WORDS.search(before) and not _CARE_WORDS.search(sentence):
            what, field = "the onset of pain", ONSET
        yield Sighting(found.start, found.end, what, "its form" if field is None else "the words around it", field)


def _clinical(place: _Place) -> Iterator[Sighting]:
    text = place.text
    for match in _PATTERNS["codes"].finditer(text):
        yield Sighting(*match.span(), "procedure codes", "their form", CODES)
    for match in _PATTERNS["diagnoses"].finditer(text):
        yield Sighting(*match.span(), "diagnosis codes", "their form", DIAGNOSES)
    for match in _PATTERNS["modic"].finditer(text):
        yield Sighting(*match.span(), "the MRI's findings", "types and levels", FINDINGS)
    if place.zone != "criteria":
        yield from _of_this_patient(place)


def _of_this_patient(place: _Place) -> Iterator[Sighting]:
    text = place.text
    for match in _PATTERNS["levels"].finditer(text):
        _, sentence = place.sentence(*match.span())
        about_others = _GENERATOR_WORDS.search(sentence) or _CARE_WORDS.search(sentence)
        field = None if about_others or _IMAGING_WORDS.search(sentence) else LEVELS
        yield Sighting(*match.span(), "disc levels", "their form", field)
    for match in _PATTERNS["bodies"].finditer(text):
        yield Sighting(*match.span(), "vertebral bodies", "their form", BODIES)
    for match in _PATTERNS["type"].finditer(text):
        if "or" not in match.group().split() and not re.match(r"\s+or\b", text[match.end() :]):
            yield Sighting(*match.span(), "a Modic type", "its form", None)
    for kind, what in (("age", "an age"), ("sessions", "a number of visits")):
        for match in _PATTERNS[kind].finditer(text):
            yield Sighting(*match.span(), what, "its form", None)
    yield from _spans(place)


def _spans(place: _Place) -> Iterator[Sighting]:
    """Find spans of time and percentages that are this patient's; a study's or a rule's stay."""
    for kind, what in (("span", "a span of time"), ("percent", "a result in percent")):
        for match in _PATTERNS[kind].finditer(place.text):
            before, sentence = place.sentence(*match.span())
            if _GENERAL.search(sentence):
                continue
            if kind == "span" and _PAIN_WORDS.search(before) and not _CARE_WORDS.search(sentence):
                yield Sighting(*match.span(), "how long the pain has lasted", "the words around it", DURATION)
            elif any(words.search(sentence) for words in (_CARE_WORDS, _GENERATOR_WORDS, _RELIEF_WORDS)):
                yield Sighting(*match.span(), what, "the words around it", None)


_GENERAL = re.compile(
    r"\b(trials?|stud(?:y|ies)|policy|criteri\w*|require\w*|patients\s+(?:who|with|in)|randomi[sz]ed|literature|published|FDA)\b",
    _I,
)


def _long_numbers(place: _Place) -> Iterator[Sighting]:
    for match in _PATTERNS["long_number"].finditer(place.text):
        if sum(character.isdigit() for character in match.group()) > 3:
            yield Sighting(*match.span(), "a number of somebody or something", "its form", None)


_FINDERS: tuple[Callable[[_Place], Iterator[Sighting]], ...] = (
    _labelled, _names, _numbers, _patient_again, _other_people, _clinical, _dates, _long_numbers
)  # fmt: skip


def scores_in(sentence: str) -> bool:
    """Whether a sentence gives a score of this patient's, such as an ODI in percent."""
    return bool(_PATTERNS["score"].search(sentence)) and not _GENERAL.search(sentence)
