"""The facts of a case in a text, each with its kind and its place: dates, ids, codes, levels, numbers and names.

This is the one place that knows how each kind is written. What a fact means is for its caller to decide: `verify`
compares the facts of two letters, the linter reports those typed into a template, and an import of a Word letter
proposes fields for them. A fact is known by its kind and its value in one spelling, so that ``L4/5`` and ``L4-L5``
are one; words between the facts are wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from priorauth.case.model import Case
from priorauth.domain.codes import PROCEDURES
from priorauth.domain.written_dates import dates_in


class FactKind(StrEnum):
    """What a fact is, in words a message can use."""

    NAME = "a name"
    IDENTIFIER = "a member, group or record number"
    NPI = "an NPI"
    PHONE = "a phone or fax number"
    DATE = "a date"
    PAGE = "an exhibit page"
    MODIC = "a Modic type"
    LEVEL = "a disc level"
    BODY = "a vertebral body"
    DIAGNOSIS = "a diagnosis code"
    PROCEDURE = "a procedure code"
    PERCENT = "a percentage"
    MEASURE = "a number with its unit"
    NUMBER = "a number"
    SIDE = "a side or an endplate"
    STATUS = "a status"
    DETAIL = "a detail of the chart"
    DENIAL = "a word that denies"
    SOCIAL_SECURITY = "a social-security number"
    EMAIL = "an e-mail address"
    WEB = "a web address"
    STREET = "a street address"
    TOWN = "a town with its postal code"
    LONG_NUMBER = "a number of seven digits or more"
    REFERENCE = "a number of somebody or something"
    MODIC_AT_LEVEL = "a Modic type with its level"
    LEVELS = "disc levels"
    BODIES = "vertebral bodies"
    PROCEDURES = "procedure codes"
    DIAGNOSES = "diagnosis codes"
    SCORE = "a score"
    AGE = "an age"
    SESSIONS = "a number of visits"
    SPAN = "a span of time"


@dataclass(frozen=True, slots=True)
class TextFact:
    """One fact of a text, ``text[start:end]``, and its value in one spelling."""

    kind: FactKind
    value: str
    start: int
    end: int


_DASH = "[-\u2010\u2011\u2012\u2013\u2014]"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "once": 1, "twice": 2,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|\b(?:{'|'.join(_WORDS)}|one)\b"
_COUNT = rf"(?:{_NUMBER}|\bseveral\b)"
_UNIT = (
    r"(?:calendar\s+)?(?:months?|weeks?|days?|years?|hours?|minutes?|mins?|sessions?|visits?|points?|units?|pages?|"
    r"levels?|bodies|body|endplates?|discs?|mg|mcg|ml|cc|mm|cm|times|injections?|blocks?|patients)"
)
_STATUSES = (
    "not met|met|not documented|excluded|suspected|present|absent|completed|ongoing|ordered|declined|stopped|"
    "contraindicated|temporary relief|inadequate relief|no relief|lasting relief|worse|axial|radicular|mixed|"
    "stated|hedged|suggestive|unremitting|edema|sclerosis|acute|chronic"
)
_DENIALS = (
    r"no|not|nor|never|none|neither|without|denies|denied|absence|negative|cannot|lacks?|fails?|failed|"
    r"\w+n['\u2019]t"
)
_STREETS = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Way|Lane|Ln|"
    "Highway|Hwy|Parkway|Pkwy|Court|Ct|Place|Pl|Circle"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _listed(item: str, *, least: int = 1) -> str:
    """Return a pattern for so many items or more, with commas, semicolons or ``and`` between them."""
    return rf"{item}(?:\s*(?:[,;&+]\s*(?:and\s+)?|\s+and\s+|and\s+){item}){{{least - 1},}}"


_BODY = r"(?:L\s?[1-6]|S\s?1)"
_LEVEL = rf"{_BODY}(?:\s?(?:{_DASH}|/|to)\s?(?:{_BODY}|[1-6]\b)|{_BODY})"
_TYPES = r"(?:[1-3]|I{1,3})(?!\d|\.\d|\s*(?:mg|mm|cm|%|months?|weeks?))\b"
_TYPE_LIST = rf"{_TYPES}(?:\s*(?:/|,|&|and|or|to|{_DASH})\s*(?:type\s*)?{_TYPES})*"
_PLAIN_TYPE = "(?:[1-3]|I{1,3})"
_MODIC_AT_LEVEL = (
    rf"(?:mixed\s+)?(?:Modic\s*(?:types?\s*)?|types?\s+){_PLAIN_TYPE}(?:\s*(?:/|,|and|&)\s*{_PLAIN_TYPE})*\s*"
    rf"(?:Modic\s+)?(?:(?:endplate|vertebral|degenerative)\s+)*(?:changes?|signals?|findings?)?\s*(?:at|in|of|on|involving)\s+"
    rf"(?:the\s+)?(?:{_listed(_LEVEL)}|{_listed(_BODY)})"
)
_CODE = rf"(?:{'|'.join(sorted(PROCEDURES))}|646\d\d)"
_CODE_WITH_UNITS = rf"\+?{_CODE}(?:\s*(?:[x×]\s*\d+|\(\s*[x×]?\s*\d+\s*units?\s*\)))?"
_ICD = r"[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}"

_PATTERNS: Mapping[FactKind, re.Pattern[str]] = {
    FactKind.PHONE: _pattern(
        rf"(?<![\d-])(?:\+?1[\s.-]?)?\(?\d{{3}}\)?(?:[\s.]|{_DASH}){{0,3}}\d{{3}}(?:[\s.]|{_DASH})\d{{4}}"
        r"(?:\s*(?:x|ext\.?)\s*\d+)?(?!\d)"
    ),
    FactKind.NPI: re.compile(r"(?<![\w.])(?:NPI\s*(?:#|no\.?|number)?\s*)?(?P<found>[12]\d{9})(?!\w)"),
    FactKind.PAGE: _pattern(rf"\bexhibit\s+[A-Z]{{1,2}}(?:\s?{_DASH}\s?\d+)?\b"),
    FactKind.MODIC: _pattern(rf"\bmodic(?:\s*[-/,]?\s*types?)?\s*{_TYPE_LIST}|\btypes?\s+{_TYPE_LIST}"),
    FactKind.LEVEL: _pattern(rf"\b{_LEVEL}(?!\d)"),
    FactKind.BODY: _pattern(rf"\b{_BODY}\b"),
    FactKind.DIAGNOSIS: re.compile(rf"\b{_ICD}\b"),
    FactKind.PROCEDURE: re.compile(rf"\b(?:{_CODE}|[A-V]\d{{4}})\b"),
    FactKind.PERCENT: _pattern(rf"(?:{_NUMBER})\s*(?:%|percent\b|per cent\b)"),
    FactKind.MEASURE: _pattern(rf"(?:{_NUMBER})[\s-]*{_UNIT}\b"),
    FactKind.IDENTIFIER: re.compile(r"\b(?=[A-Za-z-]*\d)(?=[\dA-Z-]*[A-Z])[A-Z0-9][A-Z0-9-]{4,}\b|\b0\d{5,}\b"),
    FactKind.NUMBER: _pattern(rf"{_NUMBER.replace('|one', '')}"),
    FactKind.SIDE: _pattern(r"\b(?:superior|inferior|upper|lower|left|right|bilateral)\b"),
    FactKind.STATUS: _pattern(rf"\b(?:{_STATUSES})\b"),
    FactKind.DENIAL: _pattern(rf"\b(?:{_DENIALS})\b"),
    FactKind.SOCIAL_SECURITY: re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
    FactKind.EMAIL: re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    FactKind.WEB: re.compile(r"(?:https?://|www\.)[^\s)>\x1f\]]+"),
    FactKind.STREET: re.compile(
        rf"(?<!\w)\d{{1,6}}\s+(?:[\w.'’-]+\s+){{1,4}}(?:{_STREETS})\b\.?"
        r"(?:,?\s+(?:Suite|Ste|Unit|Floor|#)\.?\s*[\w-]+)?|P\.?\s?O\.?\s+Box\s+\d+"
    ),
    FactKind.TOWN: re.compile(r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2},\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?"),
    FactKind.LONG_NUMBER: re.compile(r"(?<![\w.])(?![12]\d{9}(?!\d))\d{7,}(?!\w)"),
    FactKind.REFERENCE: re.compile(r"(?<![\w-])(?=(?:[A-Z-]*\d){4})[A-Z0-9][A-Z0-9-]{6,}(?![\w-])"),
    FactKind.MODIC_AT_LEVEL: _pattern(
        rf"{_MODIC_AT_LEVEL}(?:\s*(?:,\s*and|,|and|as\s+well\s+as|with)\s+{_MODIC_AT_LEVEL})*"
    ),
    FactKind.LEVELS: _pattern(rf"(?<!\w){_listed(_LEVEL)}(?!\d)"),
    FactKind.BODIES: _pattern(rf"(?<![\w-]){_listed(_BODY, least=2)}(?![\w-])"),
    FactKind.PROCEDURES: re.compile(rf"(?<![\d.]){_listed(_CODE_WITH_UNITS)}(?!\d)"),
    FactKind.DIAGNOSES: re.compile(rf"(?<!\w){_listed(_ICD)}"),
    FactKind.SCORE: _pattern(
        r"(?:\bODI\b|\bOswestry\b|\bVAS\b|\bNRS\b|\bPHQ-?9\b|\bGAD-?7\b|\bpain\s+(?:score|rating|level)s?\b)[^.;]*?\d|"
        r"(?<!\d)(?:10|\d)\s*(?:/|out\s+of)\s*10(?!\d)"
    ),
    FactKind.AGE: _pattern(
        rf"\b(?:\d{{1,3}}|(?:{'|'.join(_WORDS)})(?:[\s-](?:{'|'.join(_WORDS)}|one))?)[\s-]*(?:years?[\s-]*old|y\.?\s?/?\s?o)\b\.?|"
        r"\bage(?:d|\s+of)?\s+\d{1,3}\b"
    ),
    FactKind.SESSIONS: _pattern(rf"(?<![\w.]){_COUNT}\s+(?:sessions?|visits?|injections?|treatments?|blocks?)\b"),
    FactKind.SPAN: _pattern(
        rf"(?<![\w-])(?:(?:over|more\s+than|about|approximately|nearly|the\s+past|at\s+least)\s+)?"
        rf"{_COUNT}\s*(?:\(\d+\)\s*)?\+?[\s-]*(?:years?|months?|weeks?|days?)\b"
    ),
}
"""How each kind of fact but a date is written; a group ``found`` is the fact where more is looked at."""

_COMPARED = (
    FactKind.PHONE, FactKind.NPI, FactKind.PAGE, FactKind.MODIC, FactKind.LEVEL, FactKind.BODY, FactKind.DIAGNOSIS,
    FactKind.PROCEDURE, FactKind.PERCENT, FactKind.MEASURE, FactKind.IDENTIFIER, FactKind.NUMBER, FactKind.SIDE,
    FactKind.STATUS, FactKind.DENIAL,
)  # fmt: skip
"""What two letters are compared by, in order of weight: of two that overlap, the earlier in the list is taken."""


def find(text: str, *kinds: FactKind) -> Iterator[TextFact]:
    """Find every fact of some kinds, those of the first kind first; facts of different kinds may overlap."""
    for kind in kinds:
        if kind is FactKind.DATE:
            yield from (TextFact(kind, str(date.date), date.start, date.end) for date in dates_in(text))
            continue
        for match in _PATTERNS[kind].finditer(text):
            group = "found" if "found" in match.re.groupindex else 0
            yield TextFact(kind, _SPELLING.get(kind, _plain)(match[group]), *match.span(group))


def has(text: str, *kinds: FactKind) -> bool:
    """Whether a text has a fact of any of some kinds."""
    return any(find(text, *kinds))


def facts_in(text: str, named: Mapping[str, FactKind] | None = None) -> tuple[TextFact, ...]:
    """Find the facts of a text in reading order.

    ``named`` are a case's own values, such as names and drugs, that no pattern could know; they are found first,
    whatever their letters' case and white space, then dates, then what has a pattern.
    """
    taken = [*without_overlap(_named(text, named or {}))]
    taken += without_overlap(find(blanked(text, taken), FactKind.DATE))
    taken += without_overlap(find(blanked(text, taken), *_COMPARED))
    return tuple(sorted(taken, key=lambda fact: fact.start))


def named_values(case: Case) -> dict[str, FactKind]:
    """Return the values of a case that no pattern could know, with their kinds; a short one is left out."""
    return {value: kind for kind, value in _named_values(case) if value is not None and len(value) > 1}


def _named_values(case: Case) -> Iterator[tuple[FactKind, str | None]]:
    patient, coverage, clinician = case.patient, case.coverage, case.ordering_clinician
    for name in (patient.name.full, patient.name.given, patient.name.family, clinician.name):
        yield FactKind.NAME, name
    for place in (case.practice.name, case.facility.name, coverage.payer_name, coverage.plan_name):
        yield FactKind.NAME, place
    for number in (coverage.member_id, coverage.group_id, patient.record_number):
        yield FactKind.IDENTIFIER, number
    for npi in (clinician.npi, case.practice.npi, case.facility.npi):
        yield FactKind.NPI, npi
    for phone in (clinician.phone, clinician.fax, case.practice.phone, case.practice.fax):
        yield FactKind.PHONE, phone
    yield FactKind.DETAIL, case.practice.address.street
    yield FactKind.DETAIL, case.practice.address.city
    yield FactKind.DETAIL, case.request.device
    yield from ((FactKind.NAME, study.radiologist) for study in case.imaging)
    yield from ((FactKind.DETAIL, care.detail) for care in case.conservative_care)
    yield from ((FactKind.DETAIL, work_up.method) for work_up in case.other_generators)


class HasPlace(Protocol):
    """A part of a text, from ``start`` up to ``end``."""

    @property
    def start(self) -> int:
        """The place of its first character."""

    @property
    def end(self) -> int:
        """The place after its last."""


def blanked(text: str, taken: Iterable[HasPlace]) -> str:
    """Put a mark that no pattern takes where facts are found already, keeping every place."""
    characters = list(text)
    for fact in taken:
        characters[fact.start : fact.end] = "\x1f" * (fact.end - fact.start)
    return "".join(characters)


_Span = TypeVar("_Span", bound=HasPlace)


def without_overlap(found: Iterable[_Span]) -> Iterator[_Span]:
    """Return the parts of a text of which no character belongs to one before; empty ones are left out."""
    taken: set[int] = set()
    for span in found:
        places = range(span.start, span.end)
        if places and taken.isdisjoint(places):
            taken.update(places)
            yield span


def _named(text: str, named: Mapping[str, FactKind]) -> Iterator[TextFact]:
    for phrase in sorted(named, key=len, reverse=True):
        flexible = r"\s+".join(re.escape(word) for word in phrase.split())
        for match in re.finditer(rf"(?<!\w){flexible}(?!\w)", text, re.IGNORECASE):
            yield TextFact(named[phrase], " ".join(phrase.casefold().split()), match.start(), match.end())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _level(text: str) -> str:
    upper, lower = re.findall(r"[LS]?\s?\d", text.upper())
    lower = lower if lower[0] in "LS" else ("S" if lower.strip() == "1" else "L") + lower.strip()
    return f"{upper}-{lower}".replace(" ", "")


def _types(text: str) -> str:
    roman = {"I": "1", "II": "2", "III": "3"}
    found = re.findall(r"\b(?:[1-3]|I{1,3})\b", text, re.IGNORECASE)
    return "/".join(sorted({roman.get(item.upper(), item) for item in found}))


def _number(text: str) -> str:
    """Return a number with what follows it in one way: digits, no thousands' commas, singular units."""
    words = re.sub(r"(?<=[0-9a-z])-(?=[a-z])", " ", text.casefold().replace(",", "")).split()
    if len(words) == 1 and (split := re.fullmatch(r"([\d.]+)([a-z%]+)", words[0])):
        words = list(split.groups())
    digits = {**{word: str(value) for word, value in _WORDS.items()}, "one": "1"}
    first = digits.get(words[0], words[0])
    if "." in first:
        first = first.rstrip("0").rstrip(".")
    rest = " ".join(words[1:]).replace("per cent", "%").replace("percent", "%").replace("bodies", "body")
    return f"{first} {rest.removesuffix('s')}".strip()


_SPELLING: Mapping[FactKind, Callable[[str], str]] = {
    FactKind.PHONE: _digits,
    FactKind.PAGE: lambda text: re.sub(r"\W+", " ", text.casefold()),
    FactKind.LEVEL: _level,
    FactKind.BODY: lambda text: text.upper().replace(" ", ""),
    FactKind.MODIC: _types,
    FactKind.PERCENT: _number,
    FactKind.MEASURE: _number,
    FactKind.NUMBER: _number,
}
