"""What belongs to one case and stands typed into a template: names, dates, numbers, levels, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from priorauth.letters.checks.facts_in_text import FactKind, facts_in
from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.lint_report import LintFinding, SourceText


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    what: str
    field: str = ""


_NAME = _Rule("PA529", "a person's name", "patient.name, clinician.signature")
_OF_FACT: Mapping[FactKind, _Rule] = {
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
_BIRTH = _Rule("PA528", "a date of birth", "patient.birth_date")
_PATIENT = _Rule("PA528", "a patient's name", "patient.name")
_NUMBER = _Rule("PA528", "what may be a member or record number", "coverage.member_id, patient.record_number")
_SSN = _Rule("PA528", "a social-security number", "coverage.member_id")
_MAIL = _Rule("PA530", "an e-mail address")
_WEB = _Rule("PA530", "a web address")

_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}[\w'’.-]*"
_WITH_CREDENTIALS = re.compile(
    rf"(?P<found>\b{_WORD}(?:[ \t]+{_WORD}){{1,3}}),[ \t]*(?:MD|DO|NP|PA-C|PA|DPT|PT|DC|RN|M\.D\.)(?!\w)"
)
_PATTERNS: tuple[tuple[_Rule, re.Pattern[str]], ...] = (
    (_SSN, re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (_MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (_WEB, re.compile(r"(?:https?://|www\.)[^\s)>\x1f\]]+")),
    (
        _PATIENT,
        re.compile(
            rf"\b(?:patient(?:'s name)?|member|insured|subscriber|beneficiary|re)\b[ \t]*[:|][ \t]*\**"
            rf"(?P<found>{_WORD}(?:[ \t]*,)?(?:[ \t]+{_WORD}){{1,3}})",
            re.IGNORECASE,
        ),
    ),
    (_NAME, re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b\.?[ \t]+(?P<found>{_WORD}(?:[ \t]+{_WORD})?)")),
    (_NAME, _WITH_CREDENTIALS),
    (_NUMBER, re.compile(r"(?<![\w.])(?![12]\d{9}(?!\d))\d{7,}(?!\w)")),
)
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
    taken: set[int] = set()
    for rule, start, end in (*_by_pattern(text), *_by_fact(text)):
        places = range(start, end)
        if taken.isdisjoint(places):
            taken.update(places)
            names = {"what": rule.what, **({"field": rule.field} if rule.field else {})}
            yield LintFinding(offset + start, rule.code, names, hidden=end - start)


def _by_pattern(text: str) -> Iterator[tuple[_Rule, int, int]]:
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if "found" not in pattern.groupindex:
                yield rule, match.start(), match.end()
            elif name := _name_in(match["found"], is_last=pattern is _WITH_CREDENTIALS, is_whole=rule is _PATIENT):
                start = match.start("found") + name[0]
                yield rule, start, match.start("found") + name[1]


def _name_in(words: str, *, is_last: bool, is_whole: bool) -> tuple[int, int] | None:
    """Find the name among some words: those at their beginning, or end, that are capitalized and name no role."""
    found = list(re.finditer(_WORD, words))
    run = list(takewhile(lambda word: word[0][:1].isupper(), reversed(found) if is_last else found))
    least = 2 if is_last or is_whole else 1
    if len(run) < least or any(word[0].casefold().strip(".") in _NO_NAMES for word in run):
        return None
    return min(word.start() for word in run), max(word.end() for word in run)


_ROLES = """
medical director physician surgeon department management utilization review services team sir madam doctor name born
member records radiology plan number id authorization request letter appeal prior
"""
_NO_NAMES = frozenset(_ROLES.split())


def _is_public(number: str) -> bool:
    """Tell the number of a policy, a rule or a clearance (K and six digits, as the FDA's are) from a person's."""
    digits = sum(character.isdigit() for character in number)
    return digits < _LEAST_DIGITS or re.fullmatch(r"(?:K|DEN)\d{6}", number) is not None


def _by_fact(text: str) -> Iterator[tuple[_Rule, int, int]]:
    for fact in facts_in(text):
        rule = _OF_FACT.get(fact.kind)
        if rule is None or (fact.kind is FactKind.IDENTIFIER and _is_public(text[fact.start : fact.end])):
            continue
        if fact.kind is FactKind.DATE and _BORN.search(text[max(0, fact.start - 30) : fact.start]):
            rule = _BIRTH
        yield rule, fact.start, fact.end
