"""What a sentence that was typed into a letter says of one patient, payer or day: what no fixed sentence may say.

A fixed sentence is sent for every patient. It may tell of the procedure, of the practice and of the request; what
it tells of this patient has to come from a field. Where that is in doubt the sentence is taken to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from priorauth.letters.checks.facts_in_text import FactKind, find
from priorauth.letters.checks.forbidden import find_forbidden
from priorauth.letters.checks.names_in_text import NameSign, names_in
from priorauth.letters.checks.statement_subjects import SUBJECTS, is_below

VALUE = "\ue000"
"""Stands for a value that a field prints."""
PATIENT_NAME = "\ue001"
"""Stands for the patient's name, where a field prints it."""

_I = re.IGNORECASE
_DATA = (
    FactKind.SOCIAL_SECURITY, FactKind.EMAIL, FactKind.WEB, FactKind.PHONE, FactKind.NPI, FactKind.DATE,
    FactKind.STREET, FactKind.TOWN, FactKind.AGE, FactKind.MODIC, FactKind.LEVEL, FactKind.BODY, FactKind.DIAGNOSIS,
    FactKind.PROCEDURE, FactKind.PERCENT, FactKind.MEASURE, FactKind.IDENTIFIER, FactKind.LONG_NUMBER,
    FactKind.NUMBER, FactKind.SPAN,
)  # fmt: skip
_TIMES = re.compile(
    r"\b(?:last|past|this|next|recent)\s+(?:year|month|week|spring|summer|fall|autumn|winter|night)s?\b|\byesterday\b|"
    r"\b(?:many|several|a\s+few|full|half\s+an?)\s+(?:years?|months?|weeks?|days?)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:first|second|third|fourth|fifth)\b|\bx\s*(?:many\s+)?yrs?\b",
    _I,
)
_PAYERS = re.compile(
    r"\b(?:aetna|cigna|evicore|anthem|elevance|humana|united\s*health\s*care|uhc|optum|kaiser|molina|centene|premera|regence|"
    r"highmark|hcsc|blue\s*(?:cross|shield)|bcbs\w*|tricare|medicaid|wellcare|ambetter|carelon|aim\s+specialty|"
    r"moda|pacificsource|selecthealth|wellmark|carefirst|florida\s+blue|horizon|independence|geisinger|upmc|emblem\s*health|"
    r"oscar\s+health|health\s+net|fidelis|medical\s+mutual|novitas|noridian|palmetto|wps|ngs|fcso|first\s+coast)\b",
    _I,
)
_DEVICES = re.compile(r"\b(?:intracept|optablate|relievant|boston\s+scientific|stryker|merit\s+medical)\b", _I)
_SEX = re.compile(r"\b(?:he|she|his|hers?|him|himself|herself|mrs?|ms|miss)\b(?!/)", _I)
_NAMED = (
    (_PAYERS, "the name of a payer", ("coverage.payer_name", "policy.carrier")),
    (_DEVICES, "the name of a device or a company", ("request.device",)),
    (_TIMES, "a time", ("pain.onset", "as_of")),
    (_SEX, "he, she or the like", ()),
)
_ONE_PATIENT = (
    r"(?:(?:(?:the|this|that|my|our|your)\s+(?:own\s+)?(?:patient|member|insured|beneficiary|claimant)(?!\s*s?['\u2019])"
    rf"|\bpt\b|{PATIENT_NAME}))"
)
_AS_SUBJECT = re.compile(
    rf"{_ONE_PATIENT}(?:\s*,[^,]*,)?\s+(?!(?:and|or|to|with|by|at|in|on|before|after|for|from|named|described|above|below|listed|"
    r"himself|herself|file|records?|portal|who\s+is\s+named)\b)[\w\u2019']+",
    _I,
)
_POSSESSIVE = re.compile(
    rf"(?:(?:the|this|my|our|your)\s+(?:patient|member)['\u2019]s?|{PATIENT_NAME}['\u2019]s)\s+(?!(?:own\s+|medical\s+|health\s+)*"
    r"(?:records?|charts?|rights?|file|benefits?|plan|coverage|insurer|insurance|name|behalf|consent|privacy)\b)\w+",
    _I,
)
_ANY_PATIENT = re.compile(rf"{_ONE_PATIENT}|\b(?:the|this|my|our|your)\s+(?:patient|member)['\u2019]s?", _I)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|has\s+been|have\s+been|having|underwent|took|gave|found|saw|began|became|went|came|got|(?<!is\s)(?<!are\s)made|"
    r"showed|told|felt|(?<!is\s)kept|left\s+(?:work|her|his))\b",
    _I,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|these|those)\s+(?:\w+\s+){0,2}(?:pain|symptoms?|condition|complaints?|findings?|mri|radiologist|films?|"
    r"scans?|examination|diagnosis)\b",
    _I,
)
_GENERAL_SUBJECT = re.compile(
    r"\A\W*(?:as\s+with\s+any\s+\w+,\s*|in\s+general,\s*|in\s+my\s+(?:judgment|opinion|view),?\s*|after\s+the\s+procedure,?\s*)?"
    r"(?:(?:the|this|a|an|any|each|every|most|many|such|these|no|its?|basivertebral|intraosseous|radiofrequency|image|light|"
    r"thermal|lumbar|published|other|percutaneous)\s+)*"
    r"(?:procedures?|ablations?|nerves?|probe|energy|device|system|technique|approach|interventions?|vertebra[el]?|vertebral\s+bod(?:y|ies)|"
    r"bvna|anesthesia|sedation|recovery|risks?|complications?|patients|people|physicians|surgeons|we|our\s+(?:practice|staff|team|"
    r"office|clinic)|studies|research|literature|treatment|it|that\s+nerve)\b",
    _I,
)
_GENERAL_VERB = re.compile(
    r"\b(?:acts?|carr(?:y|ies)|arises?|comes?\s+from|come\s+from|targets?|reach(?:es)?|travels?|transmits?|suppl(?:y|ies)|innervates?|"
    r"(?:is|are)\s+(?:thought|known|considered|believed|designed|intended|meant))\b",
    _I,
)
_NEEDED = re.compile(
    r"\b(?:because|since|due\s+to|indicated|needed|required|necessary\s+for|right\s+for|best\s+for|only)\b", _I
)
_CAPITAL = re.compile(r"(?<![\w.\u2019'-])(?!I\b|I['\u2019])[A-Z][A-Za-z\u00c0-\u017f'\u2019-]*[a-z][\w'\u2019-]*")
_NO_NAME = frozenset({
    "administration", "american", "appeal", "appeals", "authorization", "dear", "department", "director",
    "directors", "drug", "enclosure", "enclosures", "english", "fax", "food", "internet", "letter", "madam",
    "management", "medical", "modic", "necessity", "officer", "physician", "physicians", "prior", "re",
    "regards", "request", "respectfully", "review", "reviewer", "reviewers", "schmorl", "sincerely", "sir",
    "sirs", "utilization",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What a sentence tells, in words, from ``start`` on, and the fields that could print it."""

    what: str
    start: int
    fields: tuple[str, ...] = ()


Known = Callable[[int], frozenset[str]]
"""Tells of a place in a sentence which fields the sentence prints, or a condition around the place asks for."""


def stated_in(sentence: str, known: Known | None = None, *, is_heading: bool = False) -> StatedFact | None:
    """Return the first thing that a sentence tells of one patient, payer or day; ``None`` for a fixed sentence.

    What is told of the subject of a known field comes from the case. A heading has capitals without being a name.
    """
    return next(_stated(sentence, known or _nothing, is_heading=is_heading), None)


def _nothing(_: int) -> frozenset[str]:
    return frozenset()


def _stated(sentence: str, known: Known, *, is_heading: bool) -> Iterator[StatedFact]:
    for phrase in find_forbidden(sentence):
        yield StatedFact(f"what no source supports ({phrase.says})", phrase.start)
    for pattern, what, fields in _NAMED:
        yield from (StatedFact(what, match.start(), fields) for match in pattern.finditer(sentence))
    for name in names_in(sentence, *NameSign):
        if not name.is_role:
            yield StatedFact("a person's name", name.start, ("patient.name", "clinician.signature"))
    for fact in find(sentence, *_DATA):
        yield StatedFact(str(fact.kind), fact.start)
    for match in _CAPITAL.finditer(sentence):
        is_word = _begins(sentence, match.start()) or match[0].casefold() in _NO_NAME
        if not is_heading and not is_word:
            yield StatedFact("a name", match.start(), ("practice.name", "facility.name", "clinician.signature"))
    yield from _told_of_the_patient(sentence, known)


def _told_of_the_patient(sentence: str, known: Known) -> Iterator[StatedFact]:
    if not _is_general(sentence):
        for subject in SUBJECTS:
            for match in subject.words.finditer(sentence):
                if not subject.is_known(known(match.start())):
                    yield StatedFact(subject.what, match.start(), subject.fields)
    for pattern in (_AS_SUBJECT, _POSSESSIVE):
        for match in pattern.finditer(sentence):
            if not is_borne_out(known(match.start())):
                yield StatedFact("something of this patient", match.start())
    patient = _ANY_PATIENT.search(sentence)
    if patient and _PAST.search(sentence) and not is_borne_out(known(patient.start())):
        yield StatedFact("something that happened to this patient", patient.start())


def _is_general(sentence: str) -> bool:
    """Whether a sentence with clinical words tells of the procedure or of anybody, and not of this patient."""
    if any(words.search(sentence) for words in (_PAST, _ANY_PATIENT, _DEFINITE, _NEEDED)):
        return False
    return bool(_GENERAL_SUBJECT.match(sentence) or _GENERAL_VERB.search(sentence))


_OF_NOBODY = (
    "patient.name", "clinician", "practice", "facility", "coverage", "as_of", "policy", "packet", "exhibits",
    "evidence",
)  # fmt: skip
"""Fields that say who or what is meant, and nothing that is true or false of a patient."""


def is_borne_out(known: frozenset[str]) -> bool:
    """Whether any of the known fields tells something that is true or false of a patient."""
    return any(not is_below(_OF_NOBODY, frozenset({path})) for path in known)


def _begins(sentence: str, start: int) -> bool:
    before = sentence[:start].rstrip(' "\u201c(*')
    return not before or before[-1] in ".!?:;|\n" or before[-1] == VALUE
