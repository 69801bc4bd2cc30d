"""Opening a denial letter, and making sure that it is this patient's before a word of it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.denial_reading import LetterReading, read_letter
from priorauth.case.model import Case, Exhibit, ExhibitKind, Name
from priorauth.exhibits.opening import open_file, remarked
from priorauth.exhibits.pages import OpenedExhibit, Page
from priorauth.problems import Problem, Refused, Severity, Where, problem
from priorauth.screening.identity_check import NOBODY_NAMED, check_whose
from priorauth.screening.person_names import Likeness, likeness

_MEMBER = re.compile(
    r"(?im)^(?P<space>\s*)(?:(?:name\s+of\s+(?:the\s+)?)?(?:member|enrollee"
    r"|beneficiary)(?:['\u2019]?s)?(?:\s+name)?)(?=\s*:)"
)
"""A plan calls the patient its member, where a chart names another person so."""

_MEMBER_LINE = re.compile(_MEMBER.pattern + r"\s*:[ \t]*(?P<name>[^\W\d_][^\d:\r\n]{2,60})\r?$")


@dataclass(frozen=True, slots=True)
class DenialLetter:
    """A denial letter that is this patient's, as far as it says, and what was read in it."""

    reading: LetterReading
    pages: int
    warnings: tuple[Problem, ...]


def open_letter(path: Path, case: Case, level: AppealLevel) -> DenialLetter:
    """Open a denial letter as any exhibit is opened, compare whom it names with the case, and read it.

    Raises `Refused`: what opening raises, PA1205 for another person's letter, PA1207 for a scan without text.
    """
    opened = open_file(path)
    where = Where(file=str(path))
    if not any(page.is_readable for page in opened.pages):
        raise Refused([problem("PA1207", where)])
    told = tuple(remarked(remark, where) for remark in opened.remarks)
    warnings = _check_whose(case, OpenedExhibit(_exhibit(path), opened.pdf, opened.pages, opened.sha256), where)
    reading = read_letter([page.text for page in opened.pages], level)
    return DenialLetter(reading, len(opened.pages), (*told, *warnings))


def _exhibit(path: Path) -> Exhibit:
    return Exhibit(id="Z", kind=ExhibitKind.DENIAL_LETTER, title="Denial letter", file=path.name)


def _check_whose(case: Case, opened: OpenedExhibit, where: Where) -> tuple[Problem, ...]:
    """Refuse another person's letter; warn of one that names nobody."""
    pages = tuple(_as_chart(page) for page in opened.pages)
    found = check_whose(case, replace(opened, pages=pages)).problems
    wrong = [p.where.page for p in found if p.severity is Severity.ERROR]
    wrong += [page.number for page in opened.pages if _names_another_member(page.text, case.patient.name)]
    if wrong:
        raise Refused([problem("PA1205", where, page=wrong[0] or 1)])
    return (problem("PA1206", where),) if any(p.code == NOBODY_NAMED for p in found) else ()


def _names_another_member(text: str, patient: Name) -> bool:
    """Whether what stands behind a member's label is the name of somebody else, alone on its line."""
    return any(likeness(patient, match["name"]) is Likeness.OTHER for match in _MEMBER_LINE.finditer(text))


def _as_chart(page: Page) -> Page:
    return replace(page, text=_MEMBER.sub(r"\g<space>Patient name", page.text))
