"""What is said of care without naming it: in a record of one kind of care, or in the sentence behind its own."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.care import Response
from priorauth.readers.treatment.care_indications import of_part
from priorauth.readers.treatment.care_parts import CarePart, CareSpan, CareValue
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.therapy_records import helps, response_side
from priorauth.readers.treatment.visit_totals import tells_days
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course, When
from priorauth.reading.frame import Mention, Nature
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import FindingDraft

Told = tuple[Course, str]
"""Care that was named, and the block of what is said of it."""

_GOES_ON = frozenset({CarePart.RESPONSE, CarePart.START, CarePart.END})
_SHORT = 20  # words of a statement that may go on about the care named before it


def told_behind(said: CareStatement, last: Told | None) -> Told | None:
    """Return the care that a statement right behind may go on about: named here alone, or gone on about.

    Care that was refused or denied has no result: "PT, denied by the clinic. No relief."
    """
    if said.care:
        named = said.care[-1]
        if of_part(said, named, said.assess(named.mention)).standing in (Standing.REFUSED, Standing.DENIED):
            return None
        course = named.course.model_copy(update={"response": None, "status": None, "supervisor": None})
        is_alone = len({care.modality for care in said.care}) == 1
        return (course, f"{said.document.document.id}:{said.place(named.mention)[0]}") if is_alone else None
    is_wrapped = len(said.statement.tokens) <= (4 if said.statement.is_row else 1)  # "daily", of the cell above
    return last if said.values or is_wrapped else None


def goes_on(said: CareStatement) -> bool:
    """Whether a short statement that names no care begins with a result or with days: "No relief."."""
    is_near = said.before is not None and said.before.paragraph == said.statement.paragraph
    is_short = len(said.statement.tokens) <= _SHORT
    first = min((value.first for value in said.values if value.part in _GOES_ON), default=_SHORT)
    return is_near and is_short and first <= 1 and not said.care and not said.counts


def unnamed_drafts(said: CareStatement, of: Course, block: str) -> Iterator[FindingDraft]:
    """Return what is said of care without naming it: a result and days, of a record's own or of that before."""
    is_unclear = any(item.part is CarePart.UNCLEAR for item in said.values) or any(said.missed())
    named = [(care.mention.last, care.values) for care in said.care]
    for value in said.values:
        mention = Mention(value.first, value.last, Nature.ACT)
        place = said.place(mention)
        if any(last < value.first and value in values for last, values in named):
            continue  # "the home program has not helped" is no result of the visits
        if value.part is CarePart.RESPONSE:
            found = said.assess(mention, leaving=(value,))
            course = Course(modality=of.modality, detail=of.detail, response=Response(value.value))
            side = response_side(Response(value.value), found.standing, found.about)
            if not (is_unclear and side is Side.HELPS):
                yield said.draft(Fact.CARE_RESPONSE, course, found, found.standing, side, CareSpan(block, *place))
        elif value.part in (CarePart.START, CarePart.END) and not is_unclear and (of.start or of.end) is None:
            if not tells_days(said.statement) and block == said.record_block:
                continue
            yield _record_day(said, value, mention, block)


def _record_day(said: CareStatement, value: CareValue, mention: Mention, block: str) -> FindingDraft:
    """Return the first or the last day of care that is not named; a last day to come is one of a plan."""
    found = said.assess(mention, leaving=(value,))
    is_start = value.part is CarePart.START
    fact = Fact.CARE_START if is_start else Fact.CARE_END
    when = When(since=value.date) if is_start else When(until=value.date)
    standing = found.standing
    is_undated = said.document.document.day is None and block == said.record_block
    is_over = said.has_passed() or (is_undated and (is_start or _tells_of_visits_kept(said)))
    if standing is Standing.STATED and not is_over:
        standing = Standing.NOT_UNDERSTOOD
    side = helps(standing, found.about)
    return said.draft(fact, when, found, standing, side, CareSpan(block, *said.place(mention)))


def _tells_of_visits_kept(said: CareStatement) -> bool:
    """Whether a statement counts visits as attended: the days of such are not those of a plan."""
    return any(item.count.number and not item.is_bare and not item.is_planned for item in said.counts)
