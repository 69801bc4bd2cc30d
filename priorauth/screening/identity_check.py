"""Whose pages an exhibit has: every name, birth date and number on them is held against the case.

Another person's page in a packet discloses that person's chart and sinks the request, so it blocks. What a machine
read from a picture (OCR) may be misread and is only a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from priorauth.case.model import Case
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.problems import Where, problem
from priorauth.screening.birth_dates import is_birth_date
from priorauth.screening.identity_reading import Identity, PrintedName, read_identity
from priorauth.screening.person_names import Likeness, likeness
from priorauth.screening.screening_findings import PageFinding, Screening, gathered
from priorauth.screening.text_spans import Span

OTHER_NAME, SIMILAR_NAME = "PA750", "PA751"
OTHER_BIRTH_DATE, SAME_NAME_OTHER_BIRTH_DATE = "PA752", "PA753"
OTHER_RECORD, OTHER_MEMBER = "PA754", "PA755"
NOBODY_NAMED, MISREAD, VOUCHED_NUMBER = "PA756", "PA757", "PA767"

_FIELDS = {
    OTHER_NAME: "patient.name",
    SIMILAR_NAME: "patient.name",
    OTHER_BIRTH_DATE: "patient.birth_date",
    SAME_NAME_OTHER_BIRTH_DATE: "patient.birth_date",
    OTHER_RECORD: "patient.record_number",
    OTHER_MEMBER: "coverage.member_id",
}


def check_whose(case: Case, opened: OpenedExhibit) -> Screening:
    """Check that each page of an exhibit that says whose it is says that it is the patient's.

    Where name and birth date are the patient's, a named person may answer for another facility's number.
    """
    pages_shown = [_compare(case, page) for page in opened.pages if page.text.strip()]
    found = gathered(opened.exhibit.id, (finding for shown in pages_shown for finding in shown.findings()))
    if pages_shown and not any(shown.is_shown for shown in pages_shown):
        nobody = problem(NOBODY_NAMED, Where(exhibit=opened.exhibit.id))
        return Screening((*found.problems, nobody), found.doubts)
    return found


@dataclass(slots=True)
class _PageIdentity:
    """What one page's identity comes to."""

    page: Page
    is_shown: bool = False
    is_named: bool = False
    """Whether the patient's own name stands on it."""
    is_born: bool = False
    """Whether the patient's own birth date stands on it."""
    wrong: list[str] = field(default_factory=list)

    def findings(self) -> Iterator[PageFinding]:
        """Return what is wrong with the page, each code once."""
        is_known = self.is_named and self.is_born and len(set(self.wrong) - {OTHER_RECORD, OTHER_MEMBER}) == 0
        for code in dict.fromkeys(self.wrong):
            if self.page.origin is TextOrigin.OCR:
                yield PageFinding(MISREAD, self.page.number, _FIELDS[code])
            else:
                yield PageFinding(code, self.page.number, _FIELDS[code], VOUCHED_NUMBER if is_known else "")


def _compare(case: Case, page: Page) -> _PageIdentity:
    identity = read_identity(page.text)
    shown = _PageIdentity(page)
    _birth_dates(case, identity, shown)
    has_number = _numbers(case, page.text, identity, shown)
    _names(case, identity, shown, is_known=shown.is_born or has_number)
    if shown.is_named and OTHER_NAME not in shown.wrong:
        shown.wrong = [SAME_NAME_OTHER_BIRTH_DATE if code == OTHER_BIRTH_DATE else code for code in shown.wrong]
    return shown


def _birth_dates(case: Case, identity: Identity, shown: _PageIdentity) -> None:
    for printed in identity.birth_dates:
        if is_birth_date(case.patient.birth_date, printed.date):
            shown.is_born = shown.is_shown = True
        elif printed.is_certain:
            shown.is_shown = True
            shown.wrong.append(OTHER_BIRTH_DATE)


def _names(case: Case, identity: Identity, shown: _PageIdentity, *, is_known: bool) -> None:
    """Compare names; half a name is the patient's if another mark of the page is, as ``is_known`` says."""
    for printed in identity.names:
        like = _likeness(case, shown.page.text, printed)
        if like is Likeness.SAME or (like is Likeness.PARTIAL and is_known):
            shown.is_named = shown.is_shown = True
        elif printed.is_certain:
            shown.is_shown = True
            shown.wrong.append(OTHER_NAME if like is Likeness.OTHER else SIMILAR_NAME)


def _likeness(case: Case, text: str, printed: PrintedName) -> Likeness:
    ends = dict.fromkeys((printed.end, printed.wide_end))
    return max(likeness(case.patient.name, text[printed.start : end]) for end in ends)


def _numbers(case: Case, text: str, identity: Identity, shown: _PageIdentity) -> bool:
    """Compare chart and plan numbers; return whether one of them is the patient's.

    A page may carry the ids of a second plan, so one that is right is enough there.
    """
    record, member = case.patient.record_number, case.coverage.member_id
    records = [record is not None and _is_number(record, text, span) for span in identity.record_numbers]
    members = [_is_member_id(member, text, span) for span in identity.member_ids]
    if record is not None and not all(records):
        shown.wrong.append(OTHER_RECORD)
    if members and not any(members):
        shown.wrong.append(OTHER_MEMBER)
    shown.is_shown = shown.is_shown or bool(records or members)
    return any(records) or any(members)


def _is_number(stated: str, text: str, span: Span) -> bool:
    """Whether two numbers are one: signs, leading zeros and a label's own letters before it do not count."""
    shown = span.of(text)
    return _bare_number(stated) in (_bare_number(shown), _bare_number(shown.partition(" ")[0]))


def _bare_number(text: str) -> str:
    plain = re.sub(r"[\W_]", "", text).upper()
    return re.sub(r"^(?:MRN|MR)?0*(?=[0-9A-Z])", "", plain)


def _is_member_id(stated: str, text: str, span: Span) -> bool:
    """Likewise for a member id; the plan's letters before it and a dependent's digits after it may be left out.

    Source: the Blue Cross Blue Shield card has a three-character prefix and many cards a two-digit person code.
    """
    one, two = _bare_number(stated), _bare_number(span.of(text))
    short, long = sorted((one, two), key=len)
    return bool(short) and (
        one == two
        or re.fullmatch(rf"{re.escape(short)}\d{{2}}|[A-Z0-9]{{3}}0*{re.escape(short)}", long) is not None
    )
