"""Who and what a letter is about, gathered from its head and its signature before anything is proposed.

A name is known as a patient's by where it stands, behind ``Patient:`` or ``RE:`` or a title; once known, it is
found again wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from priorauth.authoring.word_import.letter_labels import fits, labelled_in
from priorauth.letters.checks.names_in_text import FULL_NAME, NAME_WORD, ROLES, NameSign, names_in

_OUR_PATIENT = re.compile(
    rf"(?:(?:my|our)\s+patient|patient\s+named|on\s+behalf\s+of(?:\s+(?:my|our)\s+patient)?),?\s+"
    rf"(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{FULL_NAME})"
)
_FULL_STOP = re.compile(r"(?<=\w{3})\.\s")
"""Behind a word of three letters or more: one that is shorter may be an initial or a title."""
_MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
})  # fmt: skip
"""Given names among them stand for the month where they stand alone."""
CLOSING = re.compile(
    r"\A\s*(?:sincerely|respectfully|(?:kind|best|warm)?\s*regards|yours|cordially|thank\s+you(?:\s+for\b.*)?)\b[\w\s]*,?\s*\Z",
    re.IGNORECASE,
)
SALUTATION = re.compile(r"\A\s*(?:dear\b|to\s+whom)", re.IGNORECASE)
_PAYER = re.compile(
    r"(blue\s*cross|blue\s*shield|bcbs|aetna|cigna|united\s*health\s*care|humana|medicare|medicaid|anthem|highmark|"
    r"health\s+plans?\b|health\s*care\s+plan|insurance|assurance|benefit|kaiser|tricare|molina|centene)",
    re.IGNORECASE,
)
_PRACTICE = re.compile(
    r"\b(clinic|spine|pain|orthop\w*|neurosurg\w*|associates|institute|medical\s+(?:group|center)|surgery\s+center|"
    r"hospital|physicians|consultants|centers?)\b",
    re.IGNORECASE,
)
_FACILITY = re.compile(rf"\bat\s+(?:the\s+)?(?P<name>(?:{NAME_WORD}\s+){{1,4}}(?:Center|Hospital|Clinic|ASC))\b")
_NOT_A_NAME = ROLES | {
    "requests", "authorisation", "of", "necessity", "claim", "policy", "denial", "for", "the", "and", "nerve",
    "basivertebral", "ablation", "intracept", "procedure", "coverage", "determination", "expedited", "exception",
    "notice", "whom", "it", "concern", "patient", "dear", "lumbar", "spine", "vertebrogenic", "low", "back",
    "pain", "health", "insurance", "company", "surgery", "center", "reviewer", "appeals", "radiofrequency",
    "bvna", "mri",
}  # fmt: skip
"""Words that stand behind ``RE:`` or before a colon and are no part of anyone's name."""

_ADDRESSED = re.compile(r"\A\s*(?:to|from|attn|attention)\s*:\s*", re.IGNORECASE)
_MOST_WORDS_OF_A_LINE = 9


@dataclass(slots=True)
class KnownNames:
    """What a letter's own values are, each as often as it is written differently."""

    patient: dict[str, None] = field(default_factory=dict)
    patient_parts: dict[str, None] = field(default_factory=dict)
    """The patient's family name alone, the given name alone, and the two turned round."""
    clinician: dict[str, None] = field(default_factory=dict)
    payer: dict[str, None] = field(default_factory=dict)
    practice: dict[str, None] = field(default_factory=dict)
    facility: dict[str, None] = field(default_factory=dict)


def gather(texts: Sequence[str]) -> KnownNames:
    """Find the names in a letter's paragraphs, given in reading order."""
    known = KnownNames()
    head = next((place for place, text in enumerate(texts) if SALUTATION.match(text)), min(len(texts), 12))
    closing = next((place for place in range(len(texts) - 1, -1, -1) if CLOSING.match(texts[place])), len(texts))
    for text in texts:
        _add_labelled(text, known)
    for text in texts:
        ours = (_FULL_STOP.split(match["name"])[0] for match in _OUR_PATIENT.finditer(text))
        known.patient |= dict.fromkeys(name for name in ours if looks_like_name(name))
        known.facility |= dict.fromkeys(m["name"] for m in _FACILITY.finditer(text) if m["name"][0].isupper())
    for text in (*texts[:head], *texts[closing + 1 :]):
        _add_organization(text, known)
    for text in texts[closing + 1 :]:
        known.clinician |= dict.fromkeys(people_in(text, NameSign.CREDENTIALS))
    if not known.patient:
        titled = (name for text in texts[head:] for name in people_in(text, NameSign.TITLE))
        known.patient |= dict.fromkeys(islice(titled, 1))
    for name in list(known.patient):
        known.patient_parts |= dict.fromkeys(parts_of_name(name))
    return known


def _add_labelled(text: str, known: KnownNames) -> None:
    for found in labelled_in(text):
        value = text[found.start : found.end].strip()
        if not fits(found.kind, value):
            continue
        if found.kind == "patient" or (found.kind == "regarding" and looks_like_name(value)):
            known.patient.setdefault(value)
        elif found.kind in ("payer", "facility", "practice"):
            getattr(known, found.kind).setdefault(value)
        elif found.kind == "clinician":
            signed = next(names_in(value, NameSign.CREDENTIALS), None)
            name = signed.name if signed else value
            if looks_like_name(name):
                known.clinician.setdefault(name)


def _add_organization(text: str, known: KnownNames) -> None:
    for part in re.split(r"[\n\t|]", text):
        line = _ADDRESSED.sub("", part).strip(" ,;")
        # A labelled line is not an organization's name, and a sentence is not one either.
        if not line or ":" in line or len(line.split()) > _MOST_WORDS_OF_A_LINE or not line[0].isupper():
            continue
        if line.endswith(".") or re.search(r"\d{3}|\bdepartment\b|\bmedical director\b", line, re.IGNORECASE):
            continue
        if _PAYER.search(line):
            known.payer.setdefault(line)
            continue
        is_other = any(names_in(line, NameSign.CREDENTIALS)) or re.fullmatch(r"(?i)[\w ]*medicine", line)
        if _PRACTICE.search(line) and not is_other:
            known.practice.setdefault(line)


def people_in(text: str, told_by: NameSign) -> Iterator[str]:
    """Return the names of people that are told by a title, or by credentials."""
    return (found.name for found in names_in(text, told_by) if looks_like_name(found.name))


def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's name: a few capitalized words, none of a letter's usual ones."""
    words = text.replace(",", " ").split()
    return (
        1 <= len(words) <= 5
        and all(
            word[0].isupper() or word.casefold() in ("de", "van", "von", "la", "der", "el", "bin") for word in words
        )
        and not any(word.casefold().strip(".") in _NOT_A_NAME for word in words)
        and not any(character.isdigit() for character in text)
    )


def parts_of_name(name: str) -> Iterator[str]:
    """Return the ways a letter repeats a full name: without its middle, turned round, each word alone."""
    family_first = [part.strip() for part in name.split(",")]
    if len(family_first) == 2 and all(family_first):
        family, given = family_first[0], family_first[1].split()
    else:
        *given, family = name.split() or [name]
    first = given[0] if given else ""
    whole = " ".join(given)
    yield from (
        way
        for way in (
            f"{family}, {whole}",
            f"{family}, {first}",
            f"{whole} {family}",
            f"{first} {family}",
            family,
            *given,
        )
        if len(way.strip(" ,.")) > 1 and way[0].isupper() and way.casefold() not in _MONTHS
    )
