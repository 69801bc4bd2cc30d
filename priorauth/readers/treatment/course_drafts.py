"""What a statement says of care it names: that it was given, its days, status, result, and why it was stopped."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.care import CareStatus, Response
from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.care_courses import NamedCare
from priorauth.readers.treatment.care_indications import of_part
from priorauth.readers.treatment.care_parts import CarePart, CareSpan
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.therapy_records import helps, response_side
from priorauth.readers.treatment.visit_drafts import INJECTIONS
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course, Text, When
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import FindingDraft

_GIVEN = frozenset({CareStatus.STOPPED, CareStatus.COMPLETED})
_HEARD = frozenset(
    {
        Standing.STATED, Standing.DENIED, Standing.HEDGED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC,
        Standing.PLANNED,
    }
)  # fmt: skip
_DONE = frozenset({CareStatus.COMPLETED, CareStatus.ONGOING})


def course_drafts(said: CareStatement, care: NamedCare) -> Iterator[FindingDraft]:
    """Return the parts of one course of care that a statement names, in one block."""
    found = of_part(said, care, said.assess(care.mention))
    standing = found.standing
    is_none_kept = any(count.count.number == 0 for count in said.counts)
    is_unclear = any(
        value.part is CarePart.UNCLEAR or value.value == CareStatus.DECLINED or care.differs(value.part)
        for value in care.values
    )
    is_missed = any(said.missed()) and not said.counts and care.of(CarePart.RESPONSE) is None
    if standing is Standing.STATED and (is_none_kept or is_unclear or is_missed):
        standing = Standing.NOT_UNDERSTOOD
    if standing is Standing.PLANNED and (_has_begun(said, care, found) or _was_kept_up(said, care, found)):
        standing = Standing.STATED  # under "Plan:" a record tells what was begun on its day, too
    place = said.place(care.mention)
    at = CareSpan(f"{said.document.document.id}:{place[0]}", *place)
    yield said.draft(Fact.CARE, care.course, found, standing, helps(standing, found.about), at)
    yield from _kept_from(said, care, found, standing, at)
    yield from _parts(said, care, found, standing, at)


def _has_begun(said: CareStatement, care: NamedCare, found: Assertion) -> bool:
    """Whether care that only its section makes a plan is said in the past to have begun, by the document's day."""
    start, day = care.of(CarePart.START), said.document.document.day
    if found.cues or found.leftover or start is None or start.date is None or day is None:
        return False
    before = {token.text for token in said.statement.tokens[max(0, start.first - _NEAR) : start.first]}
    return start.date.earliest <= day.latest and not _BEGUN.isdisjoint(before)


def _was_kept_up(said: CareStatement, care: NamedCare, found: Assertion) -> bool:
    """Whether care was prescribed and then done to a day that has passed: "prescribed 5/5 and kept up to 9/1"."""
    status = care.of(CarePart.STATUS)
    is_done = status is not None and status.value in _DONE and care.of(CarePart.END) is not None
    is_only_prescribed = bool(found.cues) and all(cue.casefold() in _PRESCRIBED for cue in found.cues)
    return is_done and is_only_prescribed and not found.leftover and said.has_passed()


_PRESCRIBED = frozenset({"prescribed", "ordered", "recommended", "advised", "issued", "given", "taught"})
_BEGUN = frozenset({"started", "began", "begun", "issued", "given", "taught", "since", "instructed", "initiated"})
_NEAR = 4  # words before the first day


def _kept_from(
    said: CareStatement, care: NamedCare, found: Assertion, standing: Standing, at: CareSpan
) -> Iterator[FindingDraft]:
    """Return the status that the engine's own words give: ordered, refused, not allowed."""
    status = {Standing.PLANNED: CareStatus.ORDERED, Standing.REFUSED: CareStatus.DECLINED}.get(standing)
    said_so = care.of(CarePart.STATUS)
    if said_so is not None and said_so.value == CareStatus.DECLINED and standing in _HEARD:
        status = CareStatus.DECLINED  # "admits he never filled it", whatever else is not understood
    if status is CareStatus.DECLINED and said_so is not None and said_so.value in _GIVEN:
        return  # "naproxen not taken that day (stopped 2024)": it had been taken
    if status is None:
        return
    if any("contraind" in word.lower() for word in found.cues):
        status = CareStatus.CONTRAINDICATED
    side = Side.NEUTRAL if found.about is not About.PATIENT else Side.HARMS
    value = Course(modality=care.modality, detail=care.detail, status=status)
    yield said.draft(Fact.CARE_STATUS, value, found, Standing.STATED, side, at)


def _parts(
    said: CareStatement, care: NamedCare, found: Assertion, standing: Standing, at: CareSpan
) -> Iterator[FindingDraft]:
    course = care.course
    who = {"modality": care.modality, "detail": care.detail}
    side = helps(standing, found.about)
    if course.start is not None:
        yield said.draft(Fact.CARE_START, When(since=course.start), found, standing, side, at)
    if course.end is not None:
        yield said.draft(Fact.CARE_END, When(until=course.end), found, standing, side, at)
    if (day := _only_day(said, care)) is not None:
        for fact, when in ((Fact.CARE_START, When(since=day)), (Fact.CARE_END, When(until=day))):
            yield said.draft(fact, when, found, standing, side, at)
    if course.status is not None and course.status is not CareStatus.DECLINED:
        done = side if course.status in _DONE else Side.NEUTRAL
        value = Course(status=course.status, **who)
        yield said.draft(Fact.CARE_STATUS, value, found, standing, done, at)
    if course.supervisor is not None:
        value = Course(supervisor=course.supervisor, **who)
        yield said.draft(Fact.CARE_SUPERVISOR, value, found, standing, Side.NEUTRAL, at)
    for response in dict.fromkeys(item.value for item in care.values if item.part is CarePart.RESPONSE):
        value = Course(response=Response(response), **who)
        side = response_side(Response(response), standing, found.about)
        yield said.draft(Fact.CARE_RESPONSE, value, found, standing, side, at)
    yield from _reason(said, care, found, standing, at)


def _only_day(said: CareStatement, care: NamedCare) -> PartialDate | None:
    """Return the day of care that is given on one: the one beside it, or that of its procedure note."""
    if care.modality not in INJECTIONS or any(v.part in (CarePart.START, CarePart.END) for v in care.values):
        return None
    days = {value.date for value in care.values if value.part is CarePart.DATE}
    of = said.document.document
    if not days and of.kind is DocumentKind.PROCEDURE_NOTE:
        days = {of.day}
    return next(iter(days)) if len(days) == 1 else None


def _reason(
    said: CareStatement, care: NamedCare, found: Assertion, standing: Standing, at: CareSpan
) -> Iterator[FindingDraft]:
    """Return the words behind "stopped" up to the next care, a reason as printed."""
    stop = care.of(CarePart.STATUS)
    if stop is None or stop.value != CareStatus.STOPPED or stop.last < care.mention.first:
        return
    later = [item.first for item in said.mentions if item.first > stop.last]
    end = said.statement.tokens[min(later)].start if later else said.statement.end
    words = said.statement.text[said.statement.tokens[stop.last].end : end].strip(" ,.;:-()")
    if words and not words[0].isdigit():
        yield said.draft(Fact.CARE_REASON, Text(text=words), found, standing, Side.NEUTRAL, at)
