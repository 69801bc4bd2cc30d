"""What the courses of care of a case ask of a chart: that each was given, when, how often, and to what end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from priorauth.case.model import Care, CareStatus, Case, Modality, Response
from priorauth.comparison.claim_dates import differs
from priorauth.comparison.question_model import Agreement, Question, Weighing
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, When
from priorauth.reading.model import ChartDocument, DocumentKind, Finding, Standing

_POOR = frozenset({Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE})
_GIVEN = frozenset({CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING})
_ONCE_MORE = re.compile(
    r"\b(?:again|repeat\w*|another (?:course|round|trial)|more (?:pt|therapy|visits))\b", re.IGNORECASE
)
_SESSIONS = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.THERAPY_EVALUATION, DocumentKind.THERAPY_DISCHARGE})
_APART = timedelta(days=45)
_SHOWS_STATUS = (Fact.CARE_STATUS, Fact.CARE_SESSIONS, Fact.CARE_RESPONSE, Fact.CARE_END)


def care_questions(case: Case, courses: Mapping[str, Course]) -> Iterator[Question]:
    """Return what each course of care that was given asks; ``courses`` tells what a block of findings is of."""
    for number, care in enumerate(case.conservative_care, 1):
        if care.status not in _GIVEN:
            continue  # nothing is claimed to have been done
        field = f"conservative_care.{number}"
        of_it = _CourseOf(care, courses, _others(case, care))
        yield Question(f"{field}.modality", (Fact.CARE,), of_it.named, Weighing.ONE_OF_SEVERAL)
        if care.start is not None:
            yield Question(f"{field}.start", (Fact.CARE_START,), of_it.start, Weighing.ONE_OF_SEVERAL)
        if care.end is not None:
            yield Question(f"{field}.end", (Fact.CARE_END,), of_it.end, Weighing.ONE_OF_SEVERAL)
        if care.sessions is not None:
            yield Question(f"{field}.sessions", (Fact.CARE_SESSIONS,), of_it.sessions)
        yield Question(f"{field}.status", _SHOWS_STATUS, of_it.status, knows=_records_of(care.modality))
        if care.response is not Response.NOT_DOCUMENTED:
            yield Question(f"{field}.response", (Fact.CARE_RESPONSE,), of_it.response)


def _others(case: Case, care: Care) -> tuple[Care, ...]:
    """Return the other courses of the same kind of care that a case claims."""
    return tuple(other for other in case.conservative_care if other is not care and other.modality is care.modality)


def _records_of(modality: Modality) -> frozenset[DocumentKind] | None:
    """Return the kinds of record of a kind of care that keeps its own: a note that tells of it is second hand."""
    return frozenset(kind for kind, care in RECORDS.items() if care is modality) or None


@dataclass(frozen=True, slots=True)
class _CourseOf:
    """What findings say of one course of care; those of another block are of another course."""

    care: Care
    courses: Mapping[str, Course]
    others: tuple[Care, ...] = ()
    """Other courses of the same kind that are claimed, each with days of its own."""

    def named(self, document: ChartDocument, finding: Finding) -> Agreement:
        return Agreement.EQUAL if self._is_own(finding) else Agreement.OTHER

    def start(self, document: ChartDocument, finding: Finding) -> Agreement:
        return self._day(self.care.start, finding, finding.value.since if isinstance(finding.value, When) else None)

    def end(self, document: ChartDocument, finding: Finding) -> Agreement:
        return self._day(self.care.end, finding, finding.value.until if isinstance(finding.value, When) else None)

    def sessions(self, document: ChartDocument, finding: Finding) -> Agreement:
        if (
            not isinstance(finding.value, Count)
            or not self._is_own(finding)
            or self._is_of_other_time(document, finding)
        ):
            return Agreement.OTHER
        is_fewer = finding.value.number < (self.care.sessions or 0)
        if document.kind is DocumentKind.THERAPY_NOTE and is_fewer and not is_total(finding):
            return Agreement.OTHER  # the note of one visit counts those up to it
        return Agreement.EQUAL if finding.value.number == self.care.sessions else Agreement.DIFFERS

    def status(self, document: ChartDocument, finding: Finding) -> Agreement:
        """Take a status that is said; visits that were kept, a result and a last day show that care was given."""
        if not self._is_own(finding) or self._is_of_other_time(document, finding):
            return Agreement.OTHER
        if finding.fact is not Fact.CARE_STATUS:
            is_given = self.care.status in _GIVEN and finding.standing is Standing.STATED and _is_shown(finding)
            return Agreement.EQUAL if is_given else Agreement.OTHER
        said = finding.value.status if isinstance(finding.value, Course) else None
        if said is CareStatus.ORDERED and self.care.status in _GIVEN and self._is_begun_by(document, finding):
            return Agreement.DIFFERS
        if said is None or (said is CareStatus.ORDERED and self.care.status in _GIVEN):
            return Agreement.OTHER  # what was given had been ordered before
        if said is CareStatus.STOPPED and self.care.status is CareStatus.ONGOING and _reason(finding):
            return Agreement.DIFFERS
        if said in _GIVEN and self.care.status in _GIVEN and _STAYED_AWAY.search(_reason(finding)):
            return Agreement.OTHER  # one visit missed, or the whole course: the visits kept tell
        if said is CareStatus.DECLINED and self.care.status in _GIVEN and _ONCE_MORE.search(finding.where.quote):
            return Agreement.OTHER  # more of it was declined
        is_equal = said is self.care.status or {said, self.care.status} <= _GIVEN
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    def _is_begun_by(self, document: ChartDocument, finding: Finding) -> bool:
        """Whether care that a document says was not begun is claimed to have begun by its day."""
        day, start = document.day, self.care.start
        return bool(_reason(finding)) and day is not None and start is not None and start.latest <= day.latest

    def response(self, document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value.response if isinstance(finding.value, Course) else None
        if said is None or not self._is_own(finding) or self._is_of_other_time(document, finding):
            return Agreement.OTHER
        is_equal = said is self.care.response or {said, self.care.response} <= _POOR
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    def _day(self, claimed: PartialDate | None, finding: Finding, said: PartialDate | None) -> Agreement:
        if claimed is None or said is None or not self._is_own(finding):
            return Agreement.OTHER
        if could_be(claimed, said):
            return Agreement.EQUAL
        if self._is_of_another_claim(said):
            return Agreement.OTHER
        return Agreement.DIFFERS if differs(claimed, said) else Agreement.OTHER

    def _is_of_another_claim(self, said: PartialDate) -> bool:
        """Whether a day is the first or the last of another course of the same care that is claimed as well."""
        days = (day for other in self.others for day in (other.start, other.end))
        return any(day is not None and could_be(day, said) for day in days)

    def _is_of_other_time(self, document: ChartDocument, finding: Finding) -> bool:
        """Whether a finding is of another course of the same care, that ended before this one began or began after.

        The days of the course it belongs to tell, and without them the day of a session's record.
        """
        course = self.courses.get(finding.block or "")
        first, last = (course.start, course.end) if course is not None else (None, None)
        if first is None and last is None and document.kind in _SESSIONS:
            first = last = document.day
        start, end = self.care.start, self.care.end
        is_before = last is not None and start is not None and last.latest + _APART < start.earliest
        return is_before or (first is not None and end is not None and first.earliest > end.latest + _APART)

    def _is_own(self, finding: Finding) -> bool:
        course = finding.value if isinstance(finding.value, Course) else self.courses.get(finding.block or "")
        if course is None or course.modality is not self.care.modality:
            return False
        return not _is_named_by_detail(self.care.modality) or _is_same_drug(course.detail, self.care.detail or "")


_TOTAL = re.compile(
    r"\b(?:attended|kept|completed|total|number\s+of|no\.\s+of|all)\b|\A\W*(?:visit\s+)?1\W+\d{1,2}\W",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(r"\b(?:to\s+date|so\s+far|thus\s+far|as\s+of|today|now|up\s+to|yet)\b", re.IGNORECASE)


def is_total(finding: Finding) -> bool:
    """Whether visits are counted as those of a whole course: by a label, a verb, or a log from the first on."""
    quote = finding.where.quote
    return _TOTAL.search(quote) is not None and _UP_TO_NOW.search(quote) is None


_STAYED_AWAY = re.compile(r"\b(?:no[\s-]?shows?|noshows?|never|did\W+not|didn't|failed\s+to)\b", re.IGNORECASE)
"""Why care stopped that was not kept: it was not done, whatever else the record calls it."""


def _reason(finding: Finding) -> str:
    return finding.value.reason if isinstance(finding.value, Course) else ""


def _is_shown(finding: Finding) -> bool:
    if finding.fact is Fact.CARE_END:
        return _DISCHARGED.match(finding.where.quote) is None
    return not isinstance(finding.value, Count) or finding.value.number > 0


_DISCHARGED = re.compile(r"\W*(?:\w+\s+){0,3}?(?:discharged?|final)\b", re.IGNORECASE)
"""The title of a discharge: whoever never came is discharged as well."""


def _is_named_by_detail(modality: Modality) -> bool:
    return modality in (Modality.NSAID, Modality.OTHER_MEDICATION, Modality.ORAL_STEROID, Modality.OTHER)


def _is_same_drug(said: str, claimed: str) -> bool:
    """Whether the first word is the same, or one of the two names none."""
    first = [re.match(r"\W*([^\W\d_]{3,})", text.casefold()) for text in (said, claimed)]
    return not all(first) or first[0][1] == first[1][1]  # type: ignore[index]
