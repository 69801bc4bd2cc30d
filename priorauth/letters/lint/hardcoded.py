"""What belongs to one case and stands typed into a template: names, dates, numbers, levels, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from priorauth.letters.checks.facts_in_text import FactKind, TextFact, facts_in, find, without_overlap
from priorauth.letters.checks.names_in_text import NameSign, names_in
from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.lint_report import LintFinding, SourceText


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    what: str
    field: str = ""


_PATIENT = _Rule("PA528", "a patient's name", "patient.name")
_NAME = _Rule("PA529", "a person's name", "patient.name, clinician.signature")
_BIRTH = _Rule("PA528", "a date of birth", "patient.birth_date")
_RULES: Mapping[FactKind, _Rule] = {
    FactKind.SOCIAL_SECURITY: _Rule("PA528", "a social-security number", "coverage.member_id"),
    FactKind.EMAIL: _Rule("PA530", "an e-mail address"),
    FactKind.WEB: _Rule("PA530", "a web address"),
    FactKind.LONG_NUMBER: _Rule(
        "PA528", "what may be a member or record number", "coverage.member_id, patient.record_number"
    ),
    FactKind.PHONE: _Rule("PA528", "a phone or fax number", "practice.phone, practice.fax, clinician.phone"),
    FactKind.NPI: _Rule("PA528", "an NPI", "clinician.npi, facility.npi"),
    FactKind.DATE: _Rule("PA529", "a date", "as_of, patient.birth_date, request.planned_date"),
    FactKind.LEVEL: _Rule("PA531", "a disc level", "request.disc_levels, pain.matching_levels"),
    FactKind.BODY: _Rule("PA531", "a vertebral body", "request.bodies"),
    FactKind.MODIC: _Rule("PA531", "a Modic type", "studies[].findings[].types"),
    FactKind.DIAGNOSIS: _Rule("PA531", "a diagnosis code", "request.diagnoses[].code"),
    FactKind.PROCEDURE: _Rule("PA531", "a procedure code", "request.codes[].code"),
    FactKind.IDENTIFIER: _Rule("PA528", "what may be a member or record number", "coverage.member_id"),
}
_LEAST_DIGITS = 6
"""Of a member or record number that is told from a public one by its length."""

_BORN = re.compile(r"\b(?:born|birth|dob|d\.o\.b\.?)\W*(?:on|is|:|\|)?\W*$", re.IGNORECASE)


def find_hardcoded(file: ReadFile) -> Iterator[LintFinding]:
    """Find what is typed into a file and belongs to a case; it is masked wherever its line is shown."""
    for offset, text in file.passages(comments=True):
        yield from _find(text, offset)


def find_in_title(source: SourceText, title: str) -> Iterator[LintFinding]:
    """Find the same in a template's title, which is seen in bookmarks and by whoever opens the file."""
    place = source.whole.find(title)
    return _find(title, place) if place >= 0 else iter(())


def _find(text: str, offset: int) -> Iterator[LintFinding]:
    for rule, start, end in without_overlap(_detected(text)):
        names = {"what": rule.what, **({"field": rule.field} if rule.field else {})}
        yield LintFinding(offset + start, rule.code, names, hidden=end - start)


class _Detected(NamedTuple):
    rule: _Rule
    start: int
    end: int


def _detected(text: str) -> Iterator[_Detected]:
    """Return what is detected with its rule and its place, what is told most surely first."""
    first = find(text, FactKind.SOCIAL_SECURITY, FactKind.EMAIL, FactKind.WEB)
    yield from (_Detected(_RULES[fact.kind], fact.start, fact.end) for fact in first)
    for told in (NameSign.LABEL, NameSign.TITLE, NameSign.DOCTOR, NameSign.CREDENTIALS):
        rule = _PATIENT if told is NameSign.LABEL else _NAME
        yield from (_Detected(rule, name.start, name.end) for name in names_in(text, told) if not name.is_role)
    for fact in (*find(text, FactKind.LONG_NUMBER), *facts_in(text)):
        is_public = fact.kind is FactKind.IDENTIFIER and _is_public(text[fact.start : fact.end])
        if fact.kind in _RULES and not is_public:
            rule = _BIRTH if _is_birth(fact, text) else _RULES[fact.kind]
            yield _Detected(rule, fact.start, fact.end)


def _is_public(number: str) -> bool:
    """Tell the number of a policy, a rule or a clearance (K and six digits, as the FDA's are) from a person's."""
    digits = sum(character.isdigit() for character in number)
    return digits < _LEAST_DIGITS or re.fullmatch(r"(?:K|DEN)\d{6}", number) is not None


def _is_birth(fact: TextFact, text: str) -> bool:
    return fact.kind is FactKind.DATE and _BORN.search(text[max(0, fact.start - 30) : fact.start]) is not None
