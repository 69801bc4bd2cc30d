"""The reader of conservative care: courses, visits, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from priorauth.case.care import CareStatus, Modality, Response
from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.care_courses import (
    BACK,
    JOINTS,
    NEAR,
    OF_BACK,
    PURPOSES,
    STOPS,
    TIES,
    NamedCare,
    named_care,
)
from priorauth.readers.treatment.care_values import CareValue, Part, care_values
from priorauth.readers.treatment.clinic_names import clinic_names
from priorauth.readers.treatment.therapy_records import (
    KINDS_OF_VISIT,
    RECORDS,
    helps,
    log_drafts,
    response_side,
    under_no_plan,
)
from priorauth.readers.treatment.visit_totals import (
    OF_OTHER_CARE,
    TOTAL_OF_VISITS,
    VisitCount,
    all_counts,
    is_kept_day,
    tells_days,
)
from priorauth.reading.assertion import Assessment, assess, without_exception
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, Text, When
from priorauth.reading.frame import Frame, Mention, Nature, read_frame
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import Draft, ReadDocument
from priorauth.reading.statements import LONGEST
from priorauth.reading.vocabulary import Category

_TAKEN_AWAY = frozenset(
    {
        Standing.DENIED, Standing.GENERIC, Standing.CONDITIONAL, Standing.UNFILLED, Standing.ASKED,
        Standing.RETRACTED,
    }
)  # fmt: skip
_DONE = frozenset({CareStatus.COMPLETED, CareStatus.ONGOING})


_OF_ONE_DAY = frozenset(
    {
        Modality.EPIDURAL_INJECTION, Modality.FACET_INJECTION, Modality.SACROILIAC_INJECTION,
        Modality.FACET_ABLATION,
    }
)  # fmt: skip
"""Care that begins and ends on the day it is given."""

_OF_CARE = re.compile(
    r"\s*(?:of|for|in|with)?\s*(?:(?:formal|outpatient|supervised|skilled|his|her|the)\s+)?", re.IGNORECASE
)
"""What may stand between a count and the care it is of."""


Told = tuple[Course, str]  # care that was named, and the block of what is said of it
_GOES_ON = frozenset({Part.RESPONSE, Part.START, Part.END})
_SHORT = 20  # words of a statement that may go on about the care named before it


class TreatmentReader:
    """Reads courses of care line by line; every part of a course shares its block."""

    @property
    def frame(self) -> Frame:
        """The words of conservative care."""
        return read_frame(Path(__file__).parent)

    def read(self, document: ReadDocument) -> Iterator[Draft]:
        """Return the parts of every course a document names, and the visits it counts."""
        kept = [item for item in document.statements if is_kept_day(item)]
        if kept and document.document.kind in RECORDS:
            yield from log_drafts(document, kept, self.frame)
        told: Told | None = None
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                told = None
                continue
            read = _StatementRead(document, index, self.frame, told)
            yield from read.drafts()
            told = read.goes_before(told)


class _StatementRead:
    """One statement with its triggers, values and counts."""

    def __init__(self, document: ReadDocument, index: int, frame: Frame, told_of: Told | None) -> None:
        self.document, self.frame, self.told_of = document, frame, told_of
        self.statement = under_no_plan(document.statements[index])
        self.before = document.statements[index - 1] if index else None
        self.after = document.statements[index + 1] if index + 1 < len(document.statements) else None
        self.mentions = list(frame.mentions(self.statement.tokens))
        care = [item for item in self.mentions if _is_care(item) and not self._is_person(item)]
        self.labels = [item for item in self.mentions if _is_care(item) and self._is_person(item)]
        taken = frozenset(
            i for item in self.mentions if not _is_attendance(item) for i in range(item.first, item.last + 1)
        )
        self.values = care_values(self.statement, taken)
        self.counts = all_counts(self.statement)
        care = [item for place, item in enumerate(care) if not (place and self._directs(care[place - 1], item))]
        self.care = named_care(self.statement, care, self.values, frame.vocabulary)

    def _is_person(self, mention: Mention) -> bool:
        """Whether "Pt:" is the label of the patient's name and no therapy."""
        start, end = self._place(mention)
        return self.statement.text[start:end] == "Pt" and self.statement.text[end : end + 1] == ":"

    def drafts(self) -> Iterator[Draft]:
        """Return what the statement says of care, visits and attendance."""
        for care in self.care:
            yield from self._course(care)
        for label in self.labels:
            value = Course(modality=Modality.OTHER, detail="pt")
            said = Assessment(Standing.GENERIC)
            yield self._draft(Fact.CARE, value, said, said.standing, Side.NEUTRAL, "", self._place(label))
        own = RECORDS.get(self.document.document.kind)
        modalities = {care.modality for care in self.care}
        if own is not None and modalities <= {Modality.HOME_EXERCISE}:  # "9 visits, no change. HEP given"
            modalities = {own}
            yield from self._of_record(Course(modality=own), self._record_block)
        elif self.told_of is not None and self._goes_on():
            yield from self._of_record(*self.told_of)
        only = next(iter(modalities)) if len(modalities) == 1 else None
        for count in self.counts:
            named = None if modalities == {own} else self._care_of(count)
            modality = only or (named.modality if named is not None else None)
            if modality is None and not self.care and not count.is_bare:
                modality = Modality.OTHER  # "attended 5 of 12", of whatever care
            if modality is not None:
                yield self._visits(count, named, modality)
        yield from self._attendance(only or (own if not self.care else None))

    def _care_of(self, count: VisitCount) -> NamedCare | None:
        """Return the care whose visits are counted: named right behind ("12 visits of PT"), or last before."""
        behind = [care for care in self.care if self._place(care.mention)[0] >= count.end]
        before = [care for care in self.care if self._place(care.mention)[0] < count.end]
        if behind and _OF_CARE.fullmatch(self.statement.text[count.end : self._place(behind[0].mention)[0]]):
            return behind[0]
        return before[-1] if before else behind[0] if len(behind) == 1 else None

    def _assess(self, mention: Mention, leaving: Sequence[CareValue] = ()) -> Assessment:
        own = {i for value in self.values if value not in leaving for i in range(value.first, value.last + 1)}
        own |= {
            i
            for count in self.counts
            for i, token in enumerate(self.statement.tokens)
            if token.start < count.end and count.start < token.end
        }
        own |= clinic_names(self.statement, self.frame.vocabulary)
        if not self.care and self.document.document.kind in RECORDS:
            own |= {i for i, token in enumerate(self.statement.tokens) if token.text in KINDS_OF_VISIT}
        own -= set(range(mention.first, mention.last + 1))
        found = assess(self.statement, mention, self.frame, self.before, self.after, values=own)
        return without_exception(found)

    def _place(self, mention: Mention) -> tuple[int, int]:
        return self.statement.tokens[mention.first].start, self.statement.tokens[mention.last].end

    def _course(self, care: NamedCare) -> Iterator[Draft]:
        found = self._of_part(care, self._assess(care.mention))
        standing = found.standing
        if standing is Standing.STATED and any(
            value.part is Part.UNCLEAR or care.differs(value.part) for value in care.values
        ):
            standing = Standing.NOT_UNDERSTOOD
        place = self._place(care.mention)
        block = f"{self.document.document.id}:{place[0]}"
        yield self._draft(Fact.CARE, care.course, found, standing, helps(standing, found.about), block, place)
        yield from self._kept_from(care, found, standing, block, place)
        yield from self._parts(care, found, standing, block, place)

    def _of_part(self, care: NamedCare, found: Assessment) -> Assessment:
        """Return care said to be for another joint alone as care of that: "naproxen helped her shoulder"."""
        tokens = self.statement.tokens
        end = next((i for i in range(care.mention.last + 1, len(tokens)) if tokens[i].text in STOPS), len(tokens))
        texts = {token.text for token in tokens[care.mention.first : end]}
        elsewhere = texts & JOINTS or self._is_for_another_illness(care.mention.last + 1, end)
        elsewhere = elsewhere or any(
            self._names_illness(value.last + 2) for value in care.values
            if value.part is Part.RESPONSE and value.last + 1 < end and tokens[value.last + 1].text in TIES
        )  # fmt: skip
        if found.about is About.PATIENT and elsewhere and not texts & BACK:
            return replace(found, about=About.OTHER_PART)
        if found.standing is Standing.STATED and self._is_for_something_else(care.mention.last + 1, end):
            return replace(found, standing=Standing.NOT_UNDERSTOOD)
        return found

    def _is_for_something_else(self, first: int, end: int) -> bool:
        """Whether care is said to be for what is neither the back nor a length of time: "for pelvic floor"."""
        told = {
            i for value in self.values if value.part is not Part.FILLER for i in range(value.first, value.last + 1)
        }
        ends = {value.last + 1 for value in self.values if value.part is Part.STATUS}  # "stopped for stomach upset"
        tokens = self.statement.tokens
        for index in range(first, end):
            near = tokens[index + 1 : min(index + 1 + NEAR, end)]
            if tokens[index].text != "for" or index in told or index in ends or not near:
                continue
            if not any(token.text in PURPOSES or token.text[0].isdigit() for token in near):
                return True
        return False

    def _is_for_another_illness(self, first: int, end: int) -> bool:
        """Whether care is for an illness that is none of the back: "prednisone for asthma"."""
        tokens = self.statement.tokens[first:end]
        behind = next((i + 1 for i, token in enumerate(tokens) if token.text == "for"), len(tokens))
        return self._names_illness(first + behind)

    def _names_illness(self, first: int) -> bool:
        """Whether an illness that is none of the back stands at a token or right behind it."""
        known = self.frame.vocabulary
        return any(
            Category.SUBJECT in known.categories(token) and token.text not in OF_BACK
            for token in self.statement.tokens[first : first + NEAR]
        )

    def _kept_from(
        self, care: NamedCare, found: Assessment, standing: Standing, block: str, place: tuple[int, int]
    ) -> Iterator[Draft]:
        """Return the status that the engine's own words give: ordered, refused, not allowed."""
        status = {Standing.PLANNED: CareStatus.ORDERED, Standing.REFUSED: CareStatus.DECLINED}.get(standing)
        if status is None:
            return
        if any("contraind" in word.lower() for word in found.cues):
            status = CareStatus.CONTRAINDICATED
        side = Side.NEUTRAL if found.about is not About.PATIENT else Side.HARMS
        value = Course(modality=care.modality, detail=care.detail, status=status)
        yield self._draft(Fact.CARE_STATUS, value, found, Standing.STATED, side, block, place)

    def _parts(
        self, care: NamedCare, found: Assessment, standing: Standing, block: str, place: tuple[int, int]
    ) -> Iterator[Draft]:
        course = care.course
        who = {"modality": care.modality, "detail": care.detail}
        side = helps(standing, found.about)
        if course.start is not None:
            yield self._draft(Fact.CARE_START, When(since=course.start), found, standing, side, block, place)
        if course.end is not None:
            yield self._draft(Fact.CARE_END, When(until=course.end), found, standing, side, block, place)
        if (day := self._only_day(care)) is not None:
            for fact, when in ((Fact.CARE_START, When(since=day)), (Fact.CARE_END, When(until=day))):
                yield self._draft(fact, when, found, standing, side, block, place)
        if course.status is not None:
            done = side if course.status in _DONE else Side.NEUTRAL
            value = Course(status=course.status, **who)
            yield self._draft(Fact.CARE_STATUS, value, found, standing, done, block, place)
        if course.supervisor is not None:
            value = Course(supervisor=course.supervisor, **who)
            yield self._draft(Fact.CARE_SUPERVISOR, value, found, standing, Side.NEUTRAL, block, place)
        for response in dict.fromkeys(item.value for item in care.values if item.part is Part.RESPONSE):
            value = Course(response=Response(response), **who)
            side = response_side(Response(response), standing, found.about)
            yield self._draft(Fact.CARE_RESPONSE, value, found, standing, side, block, place)
        yield from self._reason(care, found, standing, block, place)

    def _only_day(self, care: NamedCare) -> PartialDate | None:
        """Return the day of care that is given on one: the one beside it, or that of its procedure note."""
        if care.modality not in _OF_ONE_DAY or any(v.part in (Part.START, Part.END) for v in care.values):
            return None
        days = {value.date for value in care.values if value.part is Part.DATE}
        of = self.document.document
        if not days and of.kind is DocumentKind.PROCEDURE_NOTE:
            days = {of.day}
        return next(iter(days)) if len(days) == 1 else None

    def _reason(
        self, care: NamedCare, found: Assessment, standing: Standing, block: str, place: tuple[int, int]
    ) -> Iterator[Draft]:
        """Return the words behind "stopped" up to the next care, a reason as printed."""
        stop = care.of(Part.STATUS)
        if stop is None or stop.value != CareStatus.STOPPED or stop.last < care.mention.first:
            return
        later = [item.first for item in self.mentions if item.first > stop.last]
        end = self.statement.tokens[min(later)].start if later else self.statement.end
        words = self.statement.text[self.statement.tokens[stop.last].end : end].strip(" ,.;:-()")
        if words and not words[0].isdigit():
            yield self._draft(Fact.CARE_REASON, Text(text=words), found, standing, Side.NEUTRAL, block, place)

    def _directs(self, care: Mention, who: Mention) -> bool:
        """Whether "PT" behind the days of home exercise is the table's column of who directed it."""
        start, end = self._place(who)
        first, last = self._place(care)
        is_home = "exercise" in self.statement.text[first:last].casefold()
        ends = {value.last + 1 for value in self.values if value.part is Part.END and value.first > care.last}
        return is_home and who.first in ends and self.statement.text[start:end].casefold() == "pt"

    def goes_before(self, last: Told | None) -> Told | None:
        """Return the care that a statement right behind may go on about: named here alone, or gone on about.

        Care that was refused or denied has no result: "PT, denied by the clinic. No relief."
        """
        if self.care:
            named = self.care[-1]
            if self._of_part(named, self._assess(named.mention)).standing in (Standing.REFUSED, Standing.DENIED):
                return None
            course = named.course.model_copy(update={"response": None, "status": None, "supervisor": None})
            is_alone = len({care.modality for care in self.care}) == 1
            return (course, f"{self.document.document.id}:{self._place(named.mention)[0]}") if is_alone else None
        is_wrapped = len(self.statement.tokens) <= (4 if self.statement.is_row else 1)  # "daily", of the cell above
        return last if self.values or is_wrapped else None

    def _goes_on(self) -> bool:
        """Whether a short statement that names no care begins with a result or with days: "No relief."."""
        is_near = self.before is not None and self.before.paragraph == self.statement.paragraph
        is_short = len(self.statement.tokens) <= _SHORT
        first = min((value.first for value in self.values if value.part in _GOES_ON), default=_SHORT)
        return is_near and is_short and first <= 1 and not self.care and not self.counts

    def _of_record(self, of: Course, block: str) -> Iterator[Draft]:
        """Return what is said of care without naming it: a result and days, of a record's own or of that before."""
        is_unclear = any(item.part is Part.UNCLEAR for item in self.values) or any(
            map(_is_attendance, self.mentions)
        )
        named = [(care.mention.last, care.values) for care in self.care]
        for value in self.values:
            mention = Mention(value.first, value.last, Nature.ACT)
            place = self._place(mention)
            if any(last < value.first and value in values for last, values in named):
                continue  # "the home program has not helped" is no result of the visits
            if value.part is Part.RESPONSE:
                found = self._assess(mention, leaving=(value,))
                course = Course(modality=of.modality, detail=of.detail, response=Response(value.value))
                side = response_side(Response(value.value), found.standing, found.about)
                if not (is_unclear and side is Side.HELPS):
                    yield self._draft(Fact.CARE_RESPONSE, course, found, found.standing, side, block, place)
            elif value.part in (Part.START, Part.END) and not is_unclear and (of.start or of.end) is None:
                if not tells_days(self.statement) and block == self._record_block:
                    continue
                yield self._record_day(value, mention, block)

    def _record_day(self, value: CareValue, mention: Mention, block: str) -> Draft:
        """Return the first or the last day of care that is not named; a last day to come is one of a plan."""
        found = self._assess(mention, leaving=(value,))
        is_start = value.part is Part.START
        fact = Fact.CARE_START if is_start else Fact.CARE_END
        when = When(since=value.date) if is_start else When(until=value.date)
        standing = found.standing
        if standing is Standing.STATED and not self._has_passed():
            standing = Standing.NOT_UNDERSTOOD
        side = helps(standing, found.about)
        return self._draft(fact, when, found, standing, side, block, self._place(mention))

    def _has_passed(self) -> bool:
        """Whether the statement gives a first or last day, and none after the document's own."""
        day = self.document.document.day
        parts = {value.part for value in self.values}
        dates = [value.date for value in self.values if value.date is not None]
        is_span = bool(parts & {Part.START, Part.END})
        return day is not None and is_span and all(item.earliest <= day.latest for item in dates)

    def _is_total(self, count: VisitCount) -> bool:
        """Whether a discharge record gives its number of visits behind a label."""
        is_end = self.document.document.kind is DocumentKind.THERAPY_DISCHARGE
        return (
            is_end
            and TOTAL_OF_VISITS.match(self.statement.words) is not None
            and count.start == self.statement.start
        )

    @property
    def _record_block(self) -> str:
        return f"{self.document.document.id}:record"

    def _visits(self, count: VisitCount, care: NamedCare | None, modality: Modality) -> Draft:
        """Return the visits attended: stated only if their course is, word by word."""
        is_done = any(value.part is Part.RESPONSE or value.value == "completed" for value in self.values)
        is_own = modality is RECORDS.get(self.document.document.kind)
        is_done = is_done or (is_own and (self._has_passed() or self._is_total(count)))
        found = self._assess(self._mention_at(count))
        standing = found.standing
        for named in self.care:
            if named.modality is not modality:
                continue
            own = self._of_part(named, self._assess(named.mention))
            if found.about is About.PATIENT and (
                own.about is not About.PATIENT
                or (own.standing is not Standing.STATED and standing is Standing.STATED)
            ):
                standing, found = own.standing, own
        if count.is_planned:
            standing = Standing.PLANNED
        is_whole = modality is RECORDS.get(self.document.document.kind) and count.count.of == count.count.number
        if standing is Standing.STATED and (
            OF_OTHER_CARE.match(self.statement.text, count.end, self.statement.end)
            or (count.is_bare and not is_done and not is_whole)
            or any(value.part is Part.UNCLEAR for value in self.values)
        ):
            standing = Standing.NOT_UNDERSTOOD
        block = self._record_block
        if care is not None:
            block = f"{self.document.document.id}:{self._place(care.mention)[0]}"
        side = helps(standing, found.about)
        return self._draft(
            Fact.CARE_SESSIONS, count.count, found, standing, side, block, self._with_triggers(count)
        )

    def _with_triggers(self, count: VisitCount) -> tuple[int, int]:
        """Return the place of a count with the triggers it overlaps."""
        start, end = count.start, count.end
        for first, last in map(self._place, self.mentions):
            if first < count.end and count.start < last:
                start, end = min(start, first), max(end, last)
        return start, end

    def _mention_at(self, count: VisitCount) -> Mention:
        tokens = self.statement.tokens
        inside = [i for i, token in enumerate(tokens) if token.start < count.end and count.start < token.end]
        return Mention(inside[0], inside[-1], Nature.ACT)

    def _attendance(self, modality: Modality | None) -> Iterator[Draft]:
        """Return that care was not attended or broke off: it harms where it is there, unless it is taken away."""
        for mention in self.mentions:
            if not _is_attendance(mention):
                continue
            if any(v.part is Part.MISSED and v.first <= mention.first <= v.last for v in self.values):
                continue
            found = self._assess(mention)
            place = self._place(mention)
            printed = self.statement.text[slice(*place)].casefold()
            value = Course(modality=modality or Modality.OTHER, status=CareStatus.STOPPED, reason=printed)
            harms = found.about is About.PATIENT and found.standing not in _TAKEN_AWAY
            side = Side.HARMS if harms else Side.NEUTRAL
            yield self._draft(Fact.CARE_STATUS, value, found, found.standing, side, self._record_block, place)

    def _draft(
        self, fact: Fact, value: Course | Count | When | Text, found: Assessment, standing: Standing, side: Side,
        block: str, place: tuple[int, int],
    ) -> Draft:  # fmt: skip
        start, end = self.statement.start, self.statement.end
        return Draft(fact, value, found, start, end, standing=standing, side=side, read=place, block=block)


def _is_care(mention: Mention) -> bool:
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE


def _is_attendance(mention: Mention) -> bool:
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE_STATUS
