"""What each claim of a case asks of the findings of a chart.

A question names the facts it is about and says of one finding whether it agrees, differs, or is of something else.
The rules of decision, which finding counts and what wins, are `chart_comparison`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from priorauth.case.model import (
    Care,
    CareStatus,
    Case,
    Finding as ReportedFinding,
    Generator,
    Modality,
    PainPattern,
    Response,
    Score,
    Stated,
    Study,
    StudyModality,
    WorkUp,
)
from priorauth.case.work_up import Verdict
from priorauth.comparison.claim_dates import differs
from priorauth.comparison.imaging_studies import plain_series
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel, Endplate, Side as EndplateSide
from priorauth.domain.written_dates import could_be
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import (
    Count,
    Course,
    Levels,
    Names,
    Pattern,
    Percent,
    Place,
    ScoreValue,
    Test,
    Types,
    When,
)
from priorauth.reading.model import Document, DocumentKind, Finding, Standing


class Agreement(Enum):
    """How a finding lies to a claim."""

    EQUAL = auto()
    DIFFERS = auto()
    OTHER = auto()
    """It is of something else: another level, another drug, another day."""


class Weighing(Enum):
    """Which rule of decision a claim falls under."""

    VALUE = auto()
    """A value that must be stated; another one stated disputes it."""
    ONE_OF_SEVERAL = auto()
    """A value of one among several of a kind, as a course of care; others of the kind do not dispute it."""
    ABSENCE = auto()
    """That a thing is not there: any mention that is not understood away stands, whatever denies it elsewhere."""


Judge = Callable[[Document, Finding], Agreement]


@dataclass(frozen=True, slots=True)
class Question:
    """One claim, as it is put to the findings of a chart."""

    field: str
    facts: tuple[Fact, ...]
    judge: Judge
    weighing: Weighing = Weighing.VALUE


SAFETY = {
    "infection": Fact.INFECTION,
    "instability": Fact.INSTABILITY,
    "stenosis_needing_decompression": Fact.STENOSIS_NEEDING_DECOMPRESSION,
    "fracture": Fact.FRACTURE,
    "tumor": Fact.TUMOR,
    "pregnancy": Fact.PREGNANCY,
    "skeletally_mature": Fact.SKELETALLY_MATURE,
    "implanted_pulse_generator": Fact.IMPLANTED_PULSE_GENERATOR,
    "other_implant": Fact.OTHER_IMPLANT,
    "bone_disease": Fact.BONE_DISEASE,
    "anticoagulants": Fact.ANTICOAGULANTS,
    "prior_spine_surgery": Fact.PRIOR_SPINE_SURGERY,
    "injection_into_body": Fact.INJECTION_INTO_BODY,
}
"""The facts of the case's own list of conditions."""

_WORK_UP = {
    Generator.FACET: (Fact.FACET,),
    Generator.SACROILIAC: (Fact.SACROILIAC,),
    Generator.RADICULAR: (Fact.RADICULAR, Fact.ROOT_SIGNS),
    Generator.DISC: (Fact.DISC,),
    Generator.STENOSIS: (Fact.STENOSIS,),
    Generator.SPONDYLOLISTHESIS: (Fact.SPONDYLOLISTHESIS,),
    Generator.FRACTURE: (Fact.FRACTURE,),
    Generator.INFECTION: (Fact.INFECTION,),
    Generator.TUMOR: (Fact.TUMOR,),
    Generator.OTHER: (Fact.OTHER_GENERATOR,),
}
_POOR = frozenset({Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE})
_GIVEN = frozenset({CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING})
_SHOWS_STATUS = (Fact.CARE_STATUS, Fact.CARE_SESSIONS, Fact.CARE_RESPONSE, Fact.CARE_END)
_OF_OTHERS = re.compile(
    r"\b(?:other|others|remaining|remainder|rest|elsewhere|else|additional|further)\b", re.IGNORECASE
)
"""Words that make a denial one of the other levels."""
_ROUNDED = 2
"""Months by which a duration in a note may be rounded: "two years" for 25 months."""
_LITTLE = 50
"""Percent of relief below which a block speaks against its joint as the source, and from which for it."""
_MILLIMETERS = {"cm": 10, "mm": 1, "points": 10}


def questions_of(case: Case, courses: Mapping[str, Course]) -> tuple[Question, ...]:
    """List every claim of a case that findings can bear out, in the order of the case's fields.

    ``courses`` gives for each block of findings which care it is of, so that a date is taken with its own drug.
    """
    return (*_pain(case), *_care(case, courses), *_imaging(case), *_work_ups(case), *_safety(case))


def _pain(case: Case) -> Iterator[Question]:
    pain = case.pain
    if pain.onset is not None:
        yield Question("pain.onset", (Fact.ONSET,), _onset(pain.onset))
    if pain.pattern is not PainPattern.NOT_DOCUMENTED:
        yield Question("pain.pattern", (Fact.PATTERN,), _same(Pattern(pattern=pain.pattern)))
    yield from _presence("pain.leg_symptoms.present", pain.leg_symptoms.present, Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS)
    if pain.matching_levels is not None:
        yield Question(
            "pain.matching_levels", (Fact.MATCHING_LEVELS,), _levels(frozenset(pain.matching_levels.disc_levels))
        )
    for number, score in enumerate(pain.scores, 1):
        yield Question(f"pain.scores.{number}", (Fact.SCORE,), _score(score))


def _presence(field: str, stated: Stated, *facts: Fact) -> Iterator[Question]:
    """Ask for a thing that the case says is there, or is not."""
    if stated is Stated.NO:
        yield Question(field, facts, lambda document, finding: Agreement.EQUAL, Weighing.ABSENCE)
    elif stated is Stated.YES:
        yield Question(field, facts, lambda document, finding: Agreement.EQUAL)


def _same(wanted: Pattern) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        return Agreement.EQUAL if finding.value == wanted else Agreement.DIFFERS

    return judge


def _onset(claimed: PartialDate) -> Judge:
    """Take a month for agreement; of "for more than six months" only that it can be so."""

    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value if isinstance(finding.value, When) else finding.when
        if said.since is None:
            return Agreement.OTHER
        if said.is_floor:
            return Agreement.OTHER if claimed.earliest <= said.since.latest else Agreement.DIFFERS
        same_month = (said.since.year, said.since.month) == (claimed.year, claimed.month)
        if could_be(claimed, said.since) or (same_month and claimed.month is not None):
            return Agreement.EQUAL
        if _is_about(claimed, said.since):
            return Agreement.OTHER
        return Agreement.DIFFERS if differs(claimed, said.since) else Agreement.OTHER

    return judge


def _is_about(claimed: PartialDate, said: PartialDate) -> bool:
    """Whether a month without a day, as a duration gives it, is too near to the claimed one to differ from it."""
    if said.day is not None or said.month is None or claimed.month is None:
        return False
    months = (claimed.year - said.year) * 12 + claimed.month - said.month
    return abs(months) <= _ROUNDED


def _levels(claimed: frozenset[Place]) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        if not isinstance(finding.value, Levels) or not finding.value.places:
            return Agreement.OTHER
        return Agreement.EQUAL if frozenset(finding.value.places) == claimed else Agreement.DIFFERS

    return judge


def _score(claimed: Score) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, ScoreValue) or said.instrument is not claimed.instrument:
            return Agreement.OTHER
        day = finding.when.on or document.day
        if day is None or differs(claimed.date, day):
            return Agreement.OTHER
        unit = (claimed.unit.value, said.unit.value)
        factors = [_MILLIMETERS[name] for name in unit] if set(unit) <= set(_MILLIMETERS) else [1, 1]
        if unit[0] != unit[1] and factors == [1, 1]:
            return Agreement.OTHER
        is_equal = claimed.value * factors[0] == said.number * factors[1]
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    return judge


def _care(case: Case, courses: Mapping[str, Course]) -> Iterator[Question]:
    for number, care in enumerate(case.conservative_care, 1):
        field = f"conservative_care.{number}"
        of_it = _CourseOf(care, courses)
        yield Question(f"{field}.modality", (Fact.CARE,), of_it.named, Weighing.ONE_OF_SEVERAL)
        if care.start is not None:
            yield Question(f"{field}.start", (Fact.CARE_START,), of_it.start, Weighing.ONE_OF_SEVERAL)
        if care.end is not None:
            yield Question(f"{field}.end", (Fact.CARE_END,), of_it.end, Weighing.ONE_OF_SEVERAL)
        if care.sessions is not None:
            yield Question(f"{field}.sessions", (Fact.CARE_SESSIONS,), of_it.sessions)
        yield Question(f"{field}.status", _SHOWS_STATUS, of_it.status)
        if care.response is not Response.NOT_DOCUMENTED:
            yield Question(f"{field}.response", (Fact.CARE_RESPONSE,), of_it.response)


@dataclass(frozen=True, slots=True)
class _CourseOf:
    """What findings say of one course of care; those of another block are of another course."""

    care: Care
    courses: Mapping[str, Course]

    def named(self, document: Document, finding: Finding) -> Agreement:
        return Agreement.EQUAL if self._is_own(finding) else Agreement.OTHER

    def start(self, document: Document, finding: Finding) -> Agreement:
        return self._day(self.care.start, finding, finding.value.since if isinstance(finding.value, When) else None)

    def end(self, document: Document, finding: Finding) -> Agreement:
        return self._day(self.care.end, finding, finding.value.until if isinstance(finding.value, When) else None)

    def sessions(self, document: Document, finding: Finding) -> Agreement:
        if not isinstance(finding.value, Count) or not self._is_own(finding):
            return Agreement.OTHER
        is_one_of_them = document.kind is DocumentKind.THERAPY_NOTE and finding.value.number < (
            self.care.sessions or 0
        )
        if is_one_of_them:
            return Agreement.OTHER  # the note of one visit counts those up to it
        return Agreement.EQUAL if finding.value.number == self.care.sessions else Agreement.DIFFERS

    def status(self, document: Document, finding: Finding) -> Agreement:
        """Take a status that is said; visits that were kept, a result and a last day show that care was given."""
        if not self._is_own(finding):
            return Agreement.OTHER
        if finding.fact is not Fact.CARE_STATUS:
            is_given = self.care.status in _GIVEN and finding.standing is Standing.STATED and _is_shown(finding)
            return Agreement.EQUAL if is_given else Agreement.OTHER
        said = finding.value.status if isinstance(finding.value, Course) else None
        if said is None or (said is CareStatus.ORDERED and self.care.status in _GIVEN):
            return Agreement.OTHER  # what was given had been ordered before
        is_equal = said is self.care.status or {said, self.care.status} <= _GIVEN
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    def response(self, document: Document, finding: Finding) -> Agreement:
        said = finding.value.response if isinstance(finding.value, Course) else None
        if said is None or not self._is_own(finding):
            return Agreement.OTHER
        is_equal = said is self.care.response or {said, self.care.response} <= _POOR
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    def _day(self, claimed: PartialDate | None, finding: Finding, said: PartialDate | None) -> Agreement:
        if claimed is None or said is None or not self._is_own(finding):
            return Agreement.OTHER
        if could_be(claimed, said):
            return Agreement.EQUAL
        return Agreement.DIFFERS if differs(claimed, said) else Agreement.OTHER

    def _is_own(self, finding: Finding) -> bool:
        course = finding.value if isinstance(finding.value, Course) else self.courses.get(finding.block or "")
        if course is None or course.modality is not self.care.modality:
            return False
        return not _is_named_by_detail(self.care.modality) or _is_same_drug(course.detail, self.care.detail or "")


def _is_shown(finding: Finding) -> bool:
    return not isinstance(finding.value, Count) or finding.value.number > 0


def _is_named_by_detail(modality: Modality) -> bool:
    return modality in (Modality.NSAID, Modality.OTHER_MEDICATION, Modality.ORAL_STEROID, Modality.OTHER)


def _is_same_drug(said: str, claimed: str) -> bool:
    """Whether the first word is the same, or one of the two names none."""
    first = [re.match(r"\W*([^\W\d_]{3,})", text.casefold()) for text in (said, claimed)]
    return not all(first) or first[0][1] == first[1][1]  # type: ignore[index]


def _imaging(case: Case) -> Iterator[Question]:
    for number, study in enumerate(case.imaging, 1):
        if study.modality is not StudyModality.MRI:
            continue
        field = f"imaging.{number}"
        for place, finding in enumerate(study.findings, 1):
            yield Question(f"{field}.findings.{place}.modic_types", (Fact.MODIC,), _types(study, finding))
            if finding.endplates:
                yield Question(
                    f"{field}.findings.{place}.endplates", (Fact.MODIC,), _endplates(study, finding),
                    Weighing.ONE_OF_SEVERAL,
                )  # fmt: skip
        if study.sequences:
            yield Question(f"{field}.sequences", (Fact.SEQUENCES,), _sequences(study), Weighing.ONE_OF_SEVERAL)
        yield from _presence(f"{field}.numbering.transitional", study.numbering.transitional, Fact.NUMBERING)


def is_of_study(document: Document, study: Study) -> bool:
    """Whether a document can be the report of a study: an MRI report of its day, or of no day it prints."""
    if document.kind is not DocumentKind.MRI_REPORT:
        return False
    return document.day is None or not differs(study.date, document.day)


def _types(study: Study, claimed: ReportedFinding) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Types):
            return Agreement.OTHER
        of_all = (
            said.place is None
            and finding.standing is Standing.DENIED
            and not _OF_OTHERS.search(finding.where.quote)
        )
        if not of_all and not _is_place_of(said, claimed):
            return Agreement.OTHER
        if document.kind is DocumentKind.MRI_REPORT and not is_of_study(document, study):
            return Agreement.OTHER
        if finding.standing in (Standing.DENIED, Standing.RETRACTED):
            is_of_it = not said.types or set(said.types) & set(claimed.modic_types)
            return Agreement.EQUAL if is_of_it else Agreement.OTHER
        if not said.types and claimed.modic_types:
            return Agreement.OTHER
        return Agreement.EQUAL if set(said.types) == set(claimed.modic_types) else Agreement.DIFFERS

    return judge


def _is_place_of(said: Types, claimed: ReportedFinding) -> bool:
    """Whether a report's finding is at the claimed place: the same, or facing it with the endplates it names."""
    if said.place is None:
        return False
    if said.place in (claimed.disc_level, claimed.vertebral_body):
        return True
    plates = set(said.endplates) or (set() if isinstance(said.place, DiscLevel) else _plates_of(said.place))
    own = set(claimed.endplates) or (set(claimed.disc_level.endplates) if claimed.disc_level else set())
    return bool(plates & own)


def _plates_of(place: Place) -> set[Endplate]:
    if isinstance(place, DiscLevel):
        return set(place.endplates)
    return {Endplate(place, side) for side in EndplateSide}


def _endplates(study: Study, claimed: ReportedFinding) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Types) or not said.endplates or not _is_place_of(said, claimed):
            return Agreement.OTHER
        if not is_of_study(document, study):
            return Agreement.OTHER
        if set(claimed.endplates) <= set(said.endplates):
            return Agreement.EQUAL
        return Agreement.OTHER if set(claimed.endplates) & set(said.endplates) else Agreement.DIFFERS

    return judge


def _sequences(study: Study) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        if not isinstance(finding.value, Names) or not is_of_study(document, study):
            return Agreement.OTHER
        wanted, listed = (
            {plain_series(name) for name in names} for names in (study.sequences, finding.value.names)
        )
        return Agreement.EQUAL if wanted <= listed else Agreement.DIFFERS

    return judge


def _work_ups(case: Case) -> Iterator[Question]:
    for number, work_up in enumerate(case.other_generators, 1):
        field = f"other_generators.{number}"
        if work_up.verdict is Verdict.EXCLUDED:
            facts = (*_WORK_UP[work_up.generator], Fact.BLOCK_RELIEF)
            yield Question(f"{field}.verdict", facts, _tested(work_up.generator))
        if work_up.relief_percent is not None:
            yield Question(f"{field}.relief_percent", (Fact.BLOCK_RELIEF,), _relief(work_up))


def answered(case: Case) -> frozenset[Fact]:
    """Return the facts that a case itself says are there, or answers by name; they are no news to it."""
    said = {fact for name, fact in SAFETY.items() if getattr(case.safety, name).present is Stated.YES}
    if case.pain.leg_symptoms.present is Stated.YES:
        said |= {Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS}
    if case.safety.prior_ablation.performed is Stated.YES:
        said.add(Fact.PRIOR_ABLATION)
    for work_up in case.other_generators:
        if work_up.answer is not None or work_up.verdict in (Verdict.PRESENT, Verdict.SUSPECTED):
            said.update(_WORK_UP[work_up.generator])
    names = {fact.value for fact in Fact}
    said.update(Fact(item.finding.value) for item in case.exhibit_answers if item.finding.value in names)
    return frozenset(said)


def _tested(generator: Generator) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value
        if isinstance(said, Test):
            if said.generator is not generator or said.result in ("not_done", "not_said"):
                return Agreement.OTHER
            return Agreement.EQUAL if said.result == "negative" else Agreement.DIFFERS
        if isinstance(said, Percent):
            if said.generator is not generator:
                return Agreement.OTHER
            return Agreement.EQUAL if said.percent < _LITTLE else Agreement.DIFFERS
        if finding.fact is Fact.BLOCK_RELIEF:
            return Agreement.OTHER
        return Agreement.EQUAL if finding.standing is Standing.DENIED else Agreement.DIFFERS

    return judge


def _relief(claimed: WorkUp) -> Judge:
    def judge(document: Document, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Percent) or said.generator not in (None, claimed.generator):
            return Agreement.OTHER
        day = finding.when.on
        if claimed.date is not None and day is not None and differs(claimed.date, day):
            return Agreement.OTHER
        return Agreement.EQUAL if said.percent == claimed.relief_percent else Agreement.DIFFERS

    return judge


def _safety(case: Case) -> Iterator[Question]:
    for name, fact in SAFETY.items():
        yield from _presence(f"safety.{name}.present", getattr(case.safety, name).present, fact)
    yield from _presence(
        "safety.prior_ablation.performed", case.safety.prior_ablation.performed, Fact.PRIOR_ABLATION
    )
