"""What the chart answers to each reason of a denial: the criteria it is about, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from priorauth.appeals.denial import Denial, DenialReason
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind
from priorauth.case.model import Condition, Instrument, Safety, ScoreUnit
from priorauth.criteria.assess import judge
from priorauth.criteria.model import Assessment, FailureClass, Origin, Result, RuleSource, Shortfall, Status
from priorauth.criteria.outcome import View
from priorauth.payers.criteria import (
    AnyCriterion,
    AxialPain,
    ConditionAbsent,
    DiagnosisCodes,
    GeneratorsEvaluated,
    ImagingRecency,
    ScoreThreshold,
    SeverityStated,
)
from priorauth.payers.model import Position, Profile
from priorauth.problems import Owner


class AnswerVerdict(StrEnum):
    """How far the chart answers a reason.

    ``shown``: everything the reason is about is met. ``partly``: some of it. ``open``: none of it, or nothing known
    that it could be held against. ``exception``: the plan does not cover the procedure, and the chart carries what
    every request has to show, so an exception can be asked for. ``written``: the physician's own words answer it.
    ``by_hand``: no kind of reason names it, and nobody has answered it yet.
    """

    SHOWN = "shown"
    PARTLY = "partly"
    OPEN = "open"
    EXCEPTION = "exception"
    WRITTEN = "written"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class ReasonAnswer:
    """A reason, what the chart shows of it, and how far that answers it."""

    reason: DenialReason
    verdict: AnswerVerdict
    results: tuple[Result, ...]
    cites_policy: bool = False
    """Whether the payer's own policy covers with criteria what the denial calls experimental or not covered."""

    @property
    def is_answered(self) -> bool:
        """Whether the chart answers the reason, at least in part."""
        return self.verdict not in (AnswerVerdict.OPEN, AnswerVerdict.BY_HAND)


def answers(denial: Denial, assessment: Assessment, profile: Profile, view: View) -> tuple[ReasonAnswer, ...]:
    """Answer each reason of a denial, in its order. Pure."""
    return tuple(answer_to(reason, assessment, profile, view) for reason in denial.reasons)


def answer_to(reason: DenialReason, assessment: Assessment, profile: Profile, view: View) -> ReasonAnswer:
    """Answer one reason. Pure."""
    if reason.answer is not None:
        return ReasonAnswer(reason, AnswerVerdict.WRITTEN, ())
    if reason.kinds == (ReasonKind.OTHER,):
        return ReasonAnswer(reason, AnswerVerdict.BY_HAND, ())
    if ReasonKind.EXPERIMENTAL in reason.kinds and profile.position is not Position.COVERED_WITH_CRITERIA:
        floor = assessment.of(Origin.FLOOR)
        bears = all(result.is_met for result in floor)
        return ReasonAnswer(reason, AnswerVerdict.EXCEPTION if bears else AnswerVerdict.OPEN, floor)
    found = (each for kind in _answerable(reason.kinds) for each in _results(kind, assessment, profile, view))
    results = tuple({result.id: result for result in found}.values())
    if _asks_for_score(reason) and not any(result.kind in _SCORED for result in results):
        results = (*results, _stand_in(_SCORE, profile, view))
    verdict = _verdict(results)
    if verdict is AnswerVerdict.SHOWN and _names_a_limit(reason) and not any(r.kind in _LIMITS for r in results):
        verdict = AnswerVerdict.PARTLY
    return ReasonAnswer(reason, verdict, results, cites_policy=ReasonKind.EXPERIMENTAL in reason.kinds)


_SCORED = frozenset({"score_threshold", "score_recorded"})
_SCORE_WORDS = re.compile(
    r"\b(?:scores?|ODI|Oswestry|instruments?|questionnaires?|index|validated|measures?|quantif\w+)\b", re.IGNORECASE
)
_SCORE = ScoreThreshold(
    kind="score_threshold",
    id="denial-score",
    text="An Oswestry Disability Index is recorded",
    instrument=Instrument.ODI,
    unit=ScoreUnit.PERCENT,
    at_least=Decimal(0),
)


def _asks_for_score(reason: DenialReason) -> bool:
    """Whether a reason about severity wants a measured score, which no statement of severe pain replaces."""
    return ReasonKind.SEVERITY in reason.kinds and _SCORE_WORDS.search(reason.text or "") is not None


_LIMITS = frozenset({"vertebral_range", "bodies_per_session", "bodies_lifetime", "procedure_codes"})
_LIMIT_WORDS = re.compile(
    r"\b(?:more|exceed\w*|limit\w*|beyond|outside|maximum|at one time|per (?:session|lifetime)"
    r"|retired|deleted|unlisted|invalid|no longer)\b",
    re.IGNORECASE,
)


def _names_a_limit(reason: DenialReason) -> bool:
    """Whether a reason says that a limit on bodies, units or codes is passed, which no finding alone can answer."""
    says_limit = _LIMIT_WORDS.search(reason.text or "") is not None
    return says_limit and ReasonKind.BODIES_OR_UNITS in reason.kinds


def _answerable(kinds: tuple[ReasonKind, ...]) -> tuple[ReasonKind, ...]:
    """Return the kinds a reason is about: a named record that is missing is answered by what it shows."""
    about = tuple(kind for kind in kinds if kind is not ReasonKind.OTHER)
    particular = tuple(kind for kind in about if kind is not ReasonKind.INFORMATION_MISSING)
    return particular or about


def _verdict(results: tuple[Result, ...]) -> AnswerVerdict:
    """Judge by what is decided; what the payer's own text leaves open is neither shown nor missing."""
    decided = [result for result in results if result.failure is not FailureClass.UNDECIDABLE]
    if not any(result.is_met for result in decided):
        return AnswerVerdict.OPEN
    return AnswerVerdict.SHOWN if all(result.is_met for result in decided) else AnswerVerdict.PARTLY


_ALWAYS = frozenset({"floor-bodies"})
"""Points of the floor that say more than a payer's criterion does: that every body to treat is reported."""


def _results(kind: ReasonKind, assessment: Assessment, profile: Profile, view: View) -> tuple[Result, ...]:
    """Find what a kind of reason is about: the payer's criteria, else the floor's, else the domain's own points.

    A point of the floor that is open is told beside a payer's criterion that is met: it is open all the same. What
    an open criterion of the payer says already, on the same facts, is not said twice.
    """
    meaning = MEANINGS[kind]
    is_general = not meaning.criteria or kind is ReasonKind.EXPERIMENTAL
    payer = assessment.of(Origin.PAYER)
    criteria = (
        tuple(r for r in payer if r.kind != "plan_coverage") if is_general else _about(meaning.criteria, payer)
    )
    points = [r for r in assessment.of(Origin.FLOOR) if is_general or r.id in meaning.floor]
    stated_facts = {r.facts for r in criteria if not r.is_met and r.facts}
    floor = tuple(
        r for r in points if not criteria or (r.facts not in stated_facts if not r.is_met else r.id in _ALWAYS)
    )
    if criteria or floor:
        return (*criteria, *floor)
    return tuple(_stood_in(kind, profile, view))


def _about(kinds: frozenset[str], results: Iterable[Result]) -> tuple[Result, ...]:
    """Take the results of some kinds, and of a combination the members that decide."""
    return tuple(leaf for result in results for leaf in _leaves(kinds, result))


def _leaves(kinds: frozenset[str], result: Result) -> Iterator[Result]:
    if result.kind in kinds:
        yield result
    elif result.members:
        found = _about(kinds, result.members)
        met = tuple(leaf for leaf in found if leaf.is_met)
        # Of alternatives one is enough: those that were not taken are no shortfall of a combination that is met.
        yield from met if result.is_met else found


_STAND_INS: dict[ReasonKind, tuple[AnyCriterion, ...]] = {
    ReasonKind.OTHER_GENERATOR: (
        GeneratorsEvaluated(
            kind="other_generators_evaluated",
            id="denial-other-generators",
            text="Facet joints, sacroiliac joints and nerve roots were looked at and excluded as the source",
            generators=("facet", "sacroiliac", "radicular"),
        ),
    ),
    ReasonKind.PAIN_PATTERN: (
        AxialPain(kind="axial_pain", id="denial-axial-pain", text="The pain is mainly in the back"),
    ),
    ReasonKind.SEVERITY: (
        SeverityStated(
            kind="severity_stated",
            id="denial-severity",
            text="The chart states severe pain with loss of function",
            unremitting=True,
            functional_impairment=True,
        ),
    ),
    ReasonKind.CONTRAINDICATION: tuple(
        ConditionAbsent(
            kind="condition_absent",
            id=f"denial-{condition.value}",
            text=f"{condition.value.replace('_', ' ').capitalize()} is documented as absent",
            condition=condition,
        )
        for condition in Condition
        if condition.value in Safety.model_fields
    ),
}
"""What a reason is held against where the payer's profile has no criterion for it: the points the domain names."""


def _stood_in(kind: ReasonKind, profile: Profile, view: View) -> Iterator[Result]:
    if kind in (ReasonKind.IMAGING_AGE, ReasonKind.DIAGNOSIS):
        yield _left_open(kind, profile, view)
    for criterion in _STAND_INS.get(kind, ()):
        yield _stand_in(criterion, profile, view)


def _stand_in(criterion: AnyCriterion, profile: Profile, view: View) -> Result:
    result = judge(criterion, view, profile)
    return result.model_copy(update={"origin": Origin.CHART, "source": RuleSource(citation="the denial")})


_ANY_AGE = 120


def _left_open(kind: ReasonKind, profile: Profile, view: View) -> Result:
    """Return what the case states of a point for which no text of the payer gives a limit: shown, and undecided."""
    codes = view.case.request.diagnosis_codes
    criterion: AnyCriterion = (
        ImagingRecency(kind="imaging_recency", id="denial-imaging-age", text="The date of the MRI", months=_ANY_AGE)
        if kind is ReasonKind.IMAGING_AGE
        else DiagnosisCodes(kind="diagnosis_codes", id="denial-diagnosis", text="The diagnosis", accepted=codes)
    )
    result = judge(criterion, view, profile)
    step = "No text of this payer that was read gives a limit; ask which rule the denial rests on"
    left = Shortfall(failure=FailureClass.UNDECIDABLE, owner=Owner.BILLING, next_step=step)
    changes: dict[str, object] = {"origin": Origin.CHART, "source": RuleSource(citation="the denial")}
    if result.is_met:
        changes |= {"status": Status.NOT_DOCUMENTED, "shortfalls": (left,), "required": False}
    return result.model_copy(update=changes)
