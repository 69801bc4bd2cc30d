"""What each claim of a case asks of the findings of a chart.

A question names the facts it is about and says of one finding whether it agrees, differs, or is of something else.
The rules of decision, which finding counts and what wins, are `chart_comparison`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.case.model import (
    Case,
    Generator,
    Instrument,
    PainPattern,
    Score,
    Stated,
    WorkUp,
)
from priorauth.case.work_up import WorkUpVerdict
from priorauth.comparison.care_questions import care_questions
from priorauth.comparison.claim_dates import differs
from priorauth.comparison.imaging_questions import imaging_questions
from priorauth.comparison.procedure_levels import levels_in
from priorauth.comparison.question_model import Agreement, Judge, Question, Weighing, presence
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import (
    Course,
    Levels,
    Pattern,
    Percent,
    Place,
    ScoreValue,
    Test,
    When,
)
from priorauth.reading.model import ChartDocument, Finding, Standing

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
_ROUNDED = 2
"""Months by which a duration in a note may be rounded: "two years" for 25 months."""
LITTLE = 50
"""Percent of relief below which a block speaks against its joint as the source, and from which for it."""
_MILLIMETERS = {"cm": 10, "mm": 1, "points": 10}
_PERCENTS = {"points": 2, "percent": 1}
"""Of an Oswestry score, which is out of 50 points."""


def questions_of(case: Case, courses: Mapping[str, Course]) -> tuple[Question, ...]:
    """List every claim of a case that findings can bear out, in the order of the case's fields.

    ``courses`` gives for each block of findings which care it is of, so that a date is taken with its own drug.
    """
    return (
        *_pain(case),
        *care_questions(case, courses),
        *imaging_questions(case),
        *_work_ups(case),
        *_safety(case),
    )


def _pain(case: Case) -> Iterator[Question]:
    pain = case.pain
    if pain.onset is not None:
        yield Question("pain.onset", (Fact.ONSET,), _onset(pain.onset))
    if pain.pattern is not PainPattern.NOT_DOCUMENTED:
        yield Question("pain.pattern", (Fact.PATTERN,), _same(Pattern(pattern=pain.pattern)))
    yield from presence("pain.leg_symptoms.present", pain.leg_symptoms.present, Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS)
    yield from presence("pain.unremitting", pain.unremitting, Fact.UNREMITTING)
    yield from presence("pain.functional_impairment", pain.functional_impairment, Fact.FUNCTIONAL_IMPAIRMENT)
    if pain.matching_levels is not None:
        yield Question(
            "pain.matching_levels", (Fact.MATCHING_LEVELS,), _levels(frozenset(pain.matching_levels.disc_levels))
        )
    for number, score in enumerate(pain.scores, 1):
        yield Question(f"pain.scores.{number}", (Fact.SCORE,), _score(score))


def _same(wanted: Pattern) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        return Agreement.EQUAL if finding.value == wanted else Agreement.DIFFERS

    return judge


def _onset(claimed: PartialDate) -> Judge:
    """Take a month for agreement; of "for more than six months" only that it can be so."""

    def judge(document: ChartDocument, finding: Finding) -> Agreement:
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
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        if not isinstance(finding.value, Levels) or not finding.value.places:
            return Agreement.OTHER
        return Agreement.EQUAL if frozenset(finding.value.places) == claimed else Agreement.DIFFERS

    return judge


def _score(claimed: Score) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, ScoreValue) or said.instrument is not claimed.instrument:
            return Agreement.OTHER
        day = finding.when.on or document.day
        if day is None or not could_be(claimed.date, day):
            return Agreement.OTHER
        unit = (claimed.unit.value, said.unit.value)
        lengths = _PERCENTS if claimed.instrument is Instrument.ODI else _MILLIMETERS
        factors = [lengths[name] for name in unit] if set(unit) <= set(lengths) else [1, 1]
        if unit[0] != unit[1] and factors == [1, 1]:
            return Agreement.OTHER
        if said.low is not None and said.low * factors[1] <= claimed.value * factors[0] < said.number * factors[1]:
            return Agreement.OTHER  # "6-8/10, now 7": a range holds what is measured now
        is_equal = claimed.value * factors[0] == said.number * factors[1]
        return Agreement.EQUAL if is_equal else Agreement.DIFFERS

    return judge


def _work_ups(case: Case) -> Iterator[Question]:
    for number, work_up in enumerate(case.other_generators, 1):
        field = f"other_generators.{number}"
        if work_up.verdict is WorkUpVerdict.EXCLUDED:
            facts = (*_WORK_UP[work_up.generator], Fact.BLOCK_RELIEF)
            yield Question(f"{field}.verdict", facts, _tested(work_up.generator))
        if work_up.date is not None:
            facts = (*_WORK_UP[work_up.generator], Fact.BLOCK_RELIEF)
            yield Question(f"{field}.date", facts, _tested_on(work_up), Weighing.ONE_OF_SEVERAL)
        if work_up.relief_percent is not None:
            yield Question(f"{field}.relief_percent", (Fact.BLOCK_RELIEF,), _relief(work_up))
            levels = frozenset(level.place for level in levels_in((work_up.method or "").casefold()))
            if levels:
                blocked = _blocked_at(work_up, levels)
                yield Question(f"{field}.method", (Fact.BLOCK_RELIEF,), blocked, Weighing.ONE_OF_SEVERAL)


def answered(case: Case) -> frozenset[Fact]:
    """Return the facts that a case itself says are there, or answers by name; they are no news to it."""
    said = {fact for name, fact in SAFETY.items() if getattr(case.safety, name).present is Stated.YES}
    if case.pain.leg_symptoms.present is Stated.YES:
        said |= {Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS}
    if case.safety.prior_ablation.performed is Stated.YES:
        said.add(Fact.PRIOR_ABLATION)
    for work_up in case.other_generators:
        if work_up.answer is not None or work_up.verdict in (WorkUpVerdict.PRESENT, WorkUpVerdict.SUSPECTED):
            said.update(_WORK_UP[work_up.generator])
    names = {fact.value for fact in Fact}
    said.update(Fact(item.finding.value) for item in case.exhibit_answers if item.finding.value in names)
    return frozenset(said)


def _tested(generator: Generator) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if isinstance(said, Test):
            if said.generator is not generator or said.result in ("not_done", "not_said"):
                return Agreement.OTHER
            return Agreement.EQUAL if said.result == "negative" else Agreement.DIFFERS
        if isinstance(said, Percent):
            if said.generator is not generator:
                return Agreement.OTHER
            return Agreement.EQUAL if said.percent < LITTLE else Agreement.DIFFERS
        if finding.fact is Fact.BLOCK_RELIEF:
            return Agreement.OTHER
        return Agreement.EQUAL if finding.standing is Standing.DENIED else Agreement.DIFFERS

    return judge


def _relief(claimed: WorkUp) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Percent) or said.generator not in (None, claimed.generator):
            return Agreement.OTHER
        day = finding.when.on
        if claimed.date is not None and day is not None and differs(claimed.date, day):
            return Agreement.OTHER
        return Agreement.EQUAL if said.percent == claimed.relief_percent else Agreement.DIFFERS

    return judge


def _tested_on(claimed: WorkUp) -> Judge:
    """Take the day of a test or block, else that of its document; a block of another day differs."""

    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        of = said.generator if isinstance(said, Test | Percent) else None
        day = finding.when.on or document.day
        if claimed.date is None or day is None or of not in (None, claimed.generator):
            return Agreement.OTHER
        if could_be(claimed.date, day):
            return Agreement.EQUAL
        is_same_block = isinstance(said, Percent) and said.percent == claimed.relief_percent
        is_other_day = is_same_block and finding.when.on is not None and differs(claimed.date, day)
        return Agreement.DIFFERS if is_other_day else Agreement.OTHER

    return judge


def _blocked_at(claimed: WorkUp, levels: frozenset[Place]) -> Judge:
    """Take the levels that are named with a block: all of those that the case names."""

    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Percent) or said.generator not in (None, claimed.generator):
            return Agreement.OTHER
        named = set(said.places) | {level.place for level in levels_in(finding.where.quote.casefold())}
        if not named:
            return Agreement.OTHER
        return Agreement.EQUAL if levels <= named else Agreement.DIFFERS

    return judge


def _safety(case: Case) -> Iterator[Question]:
    for name, fact in SAFETY.items():
        yield from presence(f"safety.{name}.present", getattr(case.safety, name).present, fact)
    yield from presence(
        "safety.prior_ablation.performed", case.safety.prior_ablation.performed, Fact.PRIOR_ABLATION
    )
    if case.safety.prior_ablation.performed is Stated.YES and case.safety.prior_ablation.date is not None:
        day = case.safety.prior_ablation.date
        yield Question("safety.prior_ablation.date", (Fact.PRIOR_ABLATION,), _on_day(day), Weighing.ONE_OF_SEVERAL)


def _on_day(claimed: PartialDate) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = (finding.when.on, finding.when.since, finding.when.until)
        return Agreement.EQUAL if any(day and could_be(claimed, day) for day in said) else Agreement.OTHER

    return judge
