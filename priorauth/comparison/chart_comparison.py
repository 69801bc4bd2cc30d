"""Comparing every claim of a case with all findings of its fact in the whole chart.

Which findings count is decided before what they say: whose document it is, whether that kind of document can know
the fact, and how the words stand. What helps must be stated; what harms need only be there. A copy of a document
counts once, with the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from priorauth.case.model import Case, ExhibitKind
from priorauth.comparison.chart_questions import LITTLE, answered, questions_of
from priorauth.comparison.chart_verdicts import ChartComparison, ChartVerdict, ComparedClaim, RaisedFinding
from priorauth.comparison.imaging_questions import with_facing
from priorauth.comparison.model import digest_of
from priorauth.comparison.procedure_levels import levels_in
from priorauth.comparison.question_model import Agreement, Question, Weighing
from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course, Percent, When
from priorauth.reading.knowing import is_first_hand, rules
from priorauth.reading.model import (
    CONTRADICTED,
    About,
    ChartDocument,
    ChartReading,
    DocumentKind,
    Finding,
    Leftover,
    PatientMatch,
    Side,
    Standing,
    Unsettles,
)

_TAKEN_AWAY = frozenset(
    {
        Standing.GENERIC, Standing.UNFILLED, Standing.ASKED, Standing.CONDITIONAL, Standing.PLANNED,
        Standing.REFUSED, Standing.NOT_EXAMINED,
    }
)  # fmt: skip
"""How words stand that say nothing of what is or was."""
DOUBTED = frozenset({Standing.HEDGED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC})
_SOUGHT = frozenset(
    {
        Fact.FACET, Fact.SACROILIAC, Fact.RADICULAR, Fact.ROOT_SIGNS, Fact.DISC, Fact.STENOSIS,
        Fact.SPONDYLOLISTHESIS, Fact.FRACTURE, Fact.INFECTION, Fact.TUMOR,
    }
)  # fmt: skip
"""Facts whose denial is what a claim that they were excluded needs."""
ASKS_NOTHING = frozenset(
    {DocumentKind.CONSENT, DocumentKind.FACE_SHEET, DocumentKind.GUIDE, DocumentKind.FAX_COVER}
)
"""Documents whose clinical words raise no question."""

_DECLARED = {
    ExhibitKind.HISTORY_AND_PHYSICAL: DocumentKind.OFFICE_NOTE,
    ExhibitKind.CONSULT: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PROGRESS_NOTE: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PHYSICAL_THERAPY: DocumentKind.THERAPY_NOTE,
    ExhibitKind.BEHAVIORAL_THERAPY: DocumentKind.BEHAVIORAL_NOTE,
    ExhibitKind.PROCEDURE_NOTE: DocumentKind.PROCEDURE_NOTE,
    ExhibitKind.FUNCTIONAL_ASSESSMENT: DocumentKind.INSTRUMENT,
    ExhibitKind.MEDICATION_LIST: DocumentKind.MEDICATION_LIST,
}
"""What an exhibit is declared to be counts for documents without a title. A report shows itself that it is one."""

_Read = tuple[ChartDocument, Finding]
"""A finding with its document."""


@dataclass(slots=True)
class _Sorted:
    """The findings of a claim by what they do to it."""

    bears_out: list[Finding]
    against: list[Finding]
    unsettled: list[Finding]
    second_hand: list[Finding]
    differing: list[Finding] = field(default_factory=list)
    """Those of the unsettled that say otherwise in plain words, on a page that names nobody."""


def compare_chart(case: Case, chart: ChartReading) -> ChartComparison:
    """Return a verdict for each claim of a case, and what speaks against it that no claim covers.

    Whose a document is that names nobody, is left to a person.
    """
    read = with_facing(tuple(findings_of(chart, declared_kinds(case))))
    leftovers = tuple(_leftovers(chart))
    has_unread = any(not item.document.is_readable for item in chart.documents)
    questions = questions_of(case, _courses(read))
    judged = [_compared(item, read, _asking(item, leftovers), has_unread=has_unread) for item in questions]
    relied = {finding.where.document for item in judged for finding in item.bears_out}
    doubts = [
        (_reach(left, chart, relied), left)
        for left in unsettling_words(chart)
        if not _is_of_another(left, case, chart)
    ]
    documents = {item.document.id: item.document for item in chart.documents}
    compared = tuple(
        _unless_unsettled(item, question, _of_its_course(item, doubts, documents))
        for item, question in zip(judged, questions, strict=True)
    )
    covered = {
        id(finding)
        for item in compared
        for finding in (*item.bears_out, *item.against, *item.unsettled, *item.second_hand)
    }
    raised = [item for item in read if id(item[1]) not in covered]
    return ChartComparison(
        case_digest=digest_of(case), tables=chart.tables, compared=compared, raised=tuple(_raised(case, raised))
    )


def declared_kinds(case: Case) -> Mapping[str, DocumentKind]:
    """Return what the case says its exhibits are, where a document without a title may be taken at that word."""
    return {item.id: _DECLARED[item.kind] for item in case.exhibits if item.kind in _DECLARED}


def findings_of(chart: ChartReading, declared: Mapping[str, DocumentKind]) -> Iterator[_Read]:
    """Return every finding that can count, with its document: no copy, no guide, no page of another person.

    A document whose own words do not tell what it is counts as what its exhibit is ``declared`` to be.
    """
    for item in chart.documents:
        document = item.document
        if document.copy_of is None and not document.states_nothing:
            known = declared.get(document.exhibit) if document.kind is DocumentKind.UNKNOWN else None
            if known is not None:
                document = document.model_copy(update={"kind": known})
            for finding in item.findings:
                yield document, finding if known is None else _known(finding, known)


_COUNTED_ELSEWHERE = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.PROCEDURE_NOTE})
"""Notes that know how often some care was had and not how often other was, which has a record of its own."""


def _known(finding: Finding, kind: DocumentKind) -> Finding:
    is_counted_elsewhere = finding.fact is Fact.CARE_SESSIONS and kind in _COUNTED_ELSEWHERE
    is_known = is_first_hand(finding.fact, kind) and not is_counted_elsewhere
    return finding.model_copy(update={"first_hand": is_known})


def _leftovers(chart: ChartReading) -> Iterator[tuple[ChartDocument, Leftover]]:
    """Return the words nobody understood in documents of the patient that may know something of the complaint."""
    for item in chart.documents:
        document = item.document
        if document.copy_of is None and not document.states_nothing and document.kind not in ASKS_NOTHING:
            yield from ((document, left) for left in item.leftovers if not _is_title(document, left))


_VALUE = re.compile(r"\d\.\d|%")


def _is_title(document: ChartDocument, left: Leftover) -> bool:
    """Whether words nobody understood hold a document's own title and no value: it names a test, and no result."""
    title, where = document.kind_from, left.where
    if title is None or title.page != where.page or _VALUE.search(where.quote):
        return False
    return where.start < title.end and title.start < where.end


def _asking(question: Question, leftovers: Iterable[tuple[ChartDocument, Leftover]]) -> list[Leftover]:
    """Return the words nobody understood that may settle a claim: a value only where it can be known."""
    is_absence = question.weighing is Weighing.ABSENCE
    return [
        left
        for document, left in leftovers
        if left.fact in question.facts
        and left.unsettles is None
        and (is_absence or is_first_hand(left.fact, document.kind))
    ]


def _courses(read: Iterable[_Read]) -> Mapping[str, Course]:
    """Return which care each block of findings is of, and its days; the record of one kind need not name it."""
    courses: dict[str, Course] = {}
    days: dict[str, dict[str, PartialDate]] = {}
    for document, finding in read:
        if finding.fact is Fact.CARE and isinstance(finding.value, Course) and finding.block:
            courses.setdefault(finding.block, finding.value)
        own = RECORDS.get(document.kind)
        if own is not None and finding.block:
            courses.setdefault(finding.block, Course(modality=own))
        if finding.block and isinstance(finding.value, When) and finding.fact in _DAYS:
            name = _DAYS[finding.fact]
            said = finding.value.since if name == "start" else finding.value.until
            if said is not None:
                days.setdefault(finding.block, {}).setdefault(name, said)
    return {
        block: course.model_copy(
            update={k: v for k, v in days.get(block, {}).items() if getattr(course, k) is None}
        )
        for block, course in courses.items()
    }


def unsettling_words(chart: ChartReading) -> Iterator[Leftover]:
    """Return the words nobody understood that leave open what others bear out, from pages of the patient."""
    for item in chart.documents:
        if item.document.copy_of is None and item.document.patient is not PatientMatch.OTHER:
            yield from (left for left in item.leftovers if left.unsettles is not None)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_of_another(left: Leftover, case: Case, chart: ChartReading) -> bool:
    """Whether words are of an earlier episode, study or course, by their days, or of a level not claimed."""
    words = left.where.quote
    years = [int(year) for year in _YEAR.findall(words)]
    if left.fact in (Fact.ONSET, Fact.UNREMITTING) and case.pain.onset is not None:
        return bool(years) and max(years) < case.pain.onset.year
    if left.fact is Fact.MODIC:
        claimed = [finding for study in case.imaging for finding in study.findings]
        levels = {level.place for level in levels_in(words.casefold())}
        types = {int(kind) for kind in _TYPE.findall(words)}
        is_elsewhere = bool(levels) and all(
            found.disc_level and found.disc_level not in levels for found in claimed
        )
        is_earlier = bool(years) and max(years) < max(study.date.year for study in case.imaging)
        return is_elsewhere or (bool(types) and is_earlier and types.isdisjoint(*(f.modic_types for f in claimed)))
    return left.fact in _OF_CARE and _is_of_older_course(left, case, chart)


_TYPE = re.compile(r"\btype\s*([123])\b", re.IGNORECASE)
_OF_CARE = frozenset({Fact.CARE_RESPONSE, Fact.CARE_STATUS, Fact.CARE_SESSIONS})
_APART = timedelta(days=45)


def _is_of_older_course(left: Leftover, case: Case, chart: ChartReading) -> bool:
    """Whether words stand in the record of a kind of care that ended well before any claimed course of it began."""
    own = next(item.document for item in chart.documents if item.document.id == left.where.document)
    starts = [care.start for care in case.conservative_care if care.modality is RECORDS.get(own.kind)]
    if own.day is None or not starts:
        return False
    last = own.day.latest + _APART
    return all(start is not None and last < start.earliest for start in starts)


def _reach(left: Leftover, chart: ChartReading, relied: Collection[str]) -> frozenset[str] | None:
    """Return the documents that words leave open; ``None`` for those of a fact, wherever it is borne out.

    Of a document on which no claim rests, as a sheet of exercises, it is the file that it came in, or the chart.
    """
    own = left.where.document
    if left.unsettles is Unsettles.FACT:
        return None
    if left.unsettles is Unsettles.DOCUMENT and own in relied:
        return frozenset({own})
    documents = {item.document.id: item.document.exhibit for item in chart.documents}
    beside = {name for name, exhibit in documents.items() if exhibit == left.where.exhibit} & set(relied)
    if left.unsettles is Unsettles.DOCUMENT and beside:
        return frozenset(beside)
    return frozenset(documents) - {own}


_Doubt = tuple[frozenset[str] | None, Leftover]


def _of_its_course(
    item: ComparedClaim, doubts: Iterable[_Doubt], documents: Mapping[str, ChartDocument]
) -> Iterator[_Doubt]:
    """Return the doubts that can be of a claim's own course: a discharge tells of the course that it closes.

    What bears the claim out is then of a later course where all of it was written on a later day.
    """
    days = [documents[finding.where.document].day for finding in item.bears_out]
    first = None if not days or None in days else min(day.earliest for day in days if day is not None)
    for reach, left in doubts:
        closing = documents[left.where.document]
        is_earlier = closing.day is not None and first is not None and closing.day.latest < first
        if not (is_earlier and closing.kind is DocumentKind.THERAPY_DISCHARGE and reach is None):
            yield reach, left


def _unless_unsettled(item: ComparedClaim, question: Question, doubts: Iterable[_Doubt]) -> ComparedClaim:
    """Return a claim that is borne out as one for a person where words nobody understood leave it open."""
    if not item.bears_out or item.against:
        return item
    own = {finding.where.document for finding in item.bears_out}
    is_admitted = any(finding.side is Side.HARMS for finding in item.bears_out)
    found = tuple(
        left
        for reach, left in doubts
        if (left.fact in question.facts and not is_admitted if reach is None else not own.isdisjoint(reach))
    )
    if not found:
        return item
    unread = (*found, *(left for left in item.unread if left not in found))
    return item.model_copy(update={"verdict": ChartVerdict.BY_A_PERSON, "unread": unread})


_DAYS = {Fact.CARE_START: "start", Fact.CARE_END: "end"}


def _compared(
    question: Question, read: Sequence[_Read], unread: Sequence[Leftover], *, has_unread: bool
) -> ComparedClaim:
    found = _Sorted([], [], [], [])
    for document, finding in read:
        if finding.fact in question.facts and finding.about is About.PATIENT:
            agreement = question.judge(document, finding)
            if agreement is not Agreement.OTHER:
                place = _absent if question.weighing is Weighing.ABSENCE else _valued
                place(found, document, _as_claimed(question, document, finding, agreement), agreement)
    if question.weighing is Weighing.ONE_OF_SEVERAL and found.bears_out:
        found.against = []
    if question.weighing is Weighing.ABSENCE and found.bears_out:
        doubts = [item for item in found.unsettled if _asks(item) or (not item.first_hand and _denies(item))]
        found.unsettled = [item for item in found.unsettled if item not in doubts]
        found.second_hand += doubts  # doubtful words of somebody who cannot know it, beside a denial of one who can
    return ComparedClaim(
        claim=question.field, fact=question.facts[0],
        verdict=_verdict(found, question.weighing, unread, has_unread=has_unread), bears_out=tuple(found.bears_out),
        against=tuple(found.against), unsettled=tuple(found.unsettled), second_hand=tuple(found.second_hand),
        unread=tuple(unread),
    )  # fmt: skip


def _as_claimed(question: Question, document: ChartDocument, finding: Finding, agreement: Agreement) -> Finding:
    """Take hedged words as they are where the case claims no more, and a note's word for other care as second hand.

    That care was refused or never begun counts from whoever writes it.
    """
    is_helped = agreement is Agreement.EQUAL
    if is_helped and question.knows is not None and document.kind not in question.knows:
        finding = finding.model_copy(update={"first_hand": False})
    if is_helped and finding.leftover == (CONTRADICTED,):
        return finding.model_copy(update={"standing": Standing.STATED})  # beside its denial it makes a dispute
    if question.takes_hedged and finding.standing is Standing.HEDGED:
        return finding.model_copy(update={"standing": Standing.STATED})
    return finding


def _is_marked_relief(finding: Finding) -> bool:
    return isinstance(finding.value, Percent) and finding.value.percent >= LITTLE


_DENIALS = frozenset({"no", "not", "never", "none", "neg", "negative", "denies", "denied", "without", "nor"})


def _denies(finding: Finding) -> bool:
    """Whether words that were not understood are a denial with something unknown in it."""
    words = {word for said in (*finding.reason, *finding.leftover) for word in said.casefold().split()}
    return finding.standing in DOUBTED and not _DENIALS.isdisjoint(words)


def _asks(finding: Finding) -> bool:
    """Whether doubted words are a question: the caller asks "could it be a fracture?", and says nothing."""
    return finding.standing in DOUBTED and finding.where.quote.rstrip("\"') ").endswith("?")


def _is_denied_in_part(finding: Finding) -> bool:
    """Whether a denial reaches a thing, and something else in its words was not understood."""
    cues = {word for said in finding.reason for word in said.casefold().split()}
    return finding.standing is Standing.NOT_UNDERSTOOD and not _DENIALS.isdisjoint(cues)


def _valued(found: _Sorted, document: ChartDocument, finding: Finding, agreement: Agreement) -> None:
    """Place a finding of a value: stated first hand it counts, denied it speaks against what it equals."""
    is_equal = agreement is Agreement.EQUAL
    standing = finding.standing
    if standing in _TAKEN_AWAY:
        return
    if standing is Standing.DENIED and finding.fact in _SOUGHT:
        standing = Standing.STATED  # "no tenderness" and "test negative" are results of a search
    if not finding.first_hand:
        found.second_hand += [finding] if is_equal and standing is Standing.STATED else []
    elif standing in DOUBTED or document.patient is not PatientMatch.SAME:
        if not is_equal and _is_marked_relief(finding):
            found.against.append(finding)  # the highest relief of any block comes up
            return
        found.unsettled += [finding] if is_equal or standing is Standing.STATED else []
        is_plain = standing is Standing.STATED and document.patient is PatientMatch.NOT_NAMED
        found.differing += [finding] if is_plain and not is_equal else []
    elif standing is Standing.STATED:
        (found.bears_out if is_equal else found.against).append(finding)
    elif is_equal:
        found.against.append(finding)


def _absent(found: _Sorted, document: ChartDocument, finding: Finding, agreement: Agreement) -> None:
    """Place a finding of a thing that is claimed not to be there: any that harms stands."""
    if document.kind in ASKS_NOTHING and finding.standing is not Standing.STATED:
        return  # the risks that a consent names, the boxes of a face sheet
    is_neutral = rules()[finding.fact].presence is Side.NEUTRAL
    if finding.side is Side.HARMS or (is_neutral and finding.standing is Standing.STATED):
        is_plain = finding.standing is Standing.STATED and document.patient is PatientMatch.SAME
        (found.against if is_plain else found.unsettled).append(finding)
    elif finding.standing is Standing.DENIED:
        is_known = finding.first_hand and document.patient is PatientMatch.SAME
        (found.bears_out if is_known else found.second_hand).append(finding)


def _verdict(found: _Sorted, weighing: Weighing, unread: Sequence[Leftover], *, has_unread: bool) -> ChartVerdict:
    unread = [left for left in unread if not any(_is_within(left, other) for other in found.bears_out)]
    if found.against:
        return ChartVerdict.DISPUTED if found.bears_out else ChartVerdict.CONTRADICTED
    is_asked = found.unsettled and (weighing is Weighing.ABSENCE or not found.bears_out)
    is_asked = is_asked or (weighing is Weighing.VALUE and found.differing)
    if is_asked or (weighing is Weighing.ABSENCE and unread):
        return ChartVerdict.BY_A_PERSON
    if found.bears_out:
        return ChartVerdict.SUPPORTED
    if has_unread or unread:
        return ChartVerdict.BY_A_PERSON
    return ChartVerdict.SECOND_HAND if found.second_hand else ChartVerdict.NOT_FOUND


def _is_within(left: Leftover, finding: Finding) -> bool:
    """Whether a word that became no finding of its own stands in the very words that bear a claim out."""
    one, other = left.where, finding.where
    is_same_page = (one.exhibit, one.page) == (other.exhibit, other.page)
    return is_same_page and other.start <= one.start and one.end <= other.end


def _raised(case: Case, read: Iterable[_Read]) -> Iterator[RaisedFinding]:
    """Group what speaks against the procedure by fact and place; what the case itself says is there is no news."""
    said = answered(case)
    groups: dict[tuple[Fact, str], list[Finding]] = {}
    for document, finding in read:
        harms = rules()[finding.fact].presence is Side.HARMS or finding.fact is Fact.SKELETALLY_MATURE
        is_harm = finding.side is Side.HARMS and harms
        if is_harm and finding.fact not in said and document.kind not in ASKS_NOTHING:
            place = getattr(finding.value, "place", None)
            groups.setdefault((finding.fact, str(place or "")), []).append(finding)
    for (fact, name), findings in groups.items():
        if all(_is_denied_in_part(finding) or _asks(finding) for finding in findings):
            continue  # "normal motion, no listhesis": shown, and not asked
        yield RaisedFinding(fact=fact, place=name, findings=tuple(findings))
