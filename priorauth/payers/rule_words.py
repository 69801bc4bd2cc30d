"""What a criterion's rule says: its limits, and the sentence that is printed where an admin writes none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from functools import singledispatch

from priorauth.case.model import Condition, EvaluationKind, MeasureName, Modality, ScoreUnit
from priorauth.domain.spine import joined
from priorauth.payers import criteria as kinds
from priorauth.payers.criteria import (
    COMBINATIONS,
    AnyCriterion,
    CareMeasure,
    LimitUnit,
    ModalityRequirement,
)
from priorauth.payers.said_limits import Limit, LimitEnd

_ABBREVIATED = {
    MeasureName.BMI: "body mass index",
    MeasureName.T_SCORE: "T-score",
    MeasureName.DISC_MM: "disc extrusion or protrusion",
    MeasureName.LISTHESIS_MM: "spondylolisthesis",
    MeasureName.BECK: "Beck Depression Inventory",
    MeasureName.WADDELL: "number of Waddell signs",
}
_MILLIMETERS = (MeasureName.DISC_MM, MeasureName.LISTHESIS_MM)
_UNITS = {ScoreUnit.POINTS: "point", ScoreUnit.CM: "cm", ScoreUnit.MM: "mm", ScoreUnit.PERCENT: "percent"}
_NAMED: dict[StrEnum, str] = {
    Modality.NSAID: "NSAID",
    Condition.OTHER_IMAGING_CAUSE: "other cause of the pain on imaging",
    Condition.RADICULAR_OR_CLAUDICATION: "radicular pain or neurogenic claudication as main symptom",
    Condition.CARDIOPULMONARY_COMPROMISE: "severe cardiac or pulmonary compromise",
    Condition.INJECTION_INTO_BODY: "injection into the vertebral body",
    Condition.OTHER_INJECTION_SAME_DAY: "other injection on the same day",
    Condition.PRIOR_SPINE_SURGERY: "earlier operation on the spine",
    Condition.EXTENDED_RELEASE_OPIOIDS: "extended-release opioids",
}


_FIELDS: tuple[tuple[str, str | None, LimitEnd], ...] = (
    ("months", "month", LimitEnd.AT_LEAST),
    ("weeks", "week", LimitEnd.AT_LEAST),
    ("for_weeks", "week", LimitEnd.AT_LEAST),
    ("more_than_months", "month", LimitEnd.ABOVE),
    ("within_months", "month", LimitEnd.AT_MOST),
    ("ended_within_months", "month", LimitEnd.AT_MOST),
    ("sessions", "session", LimitEnd.AT_LEAST),
    ("min_sessions", "session", LimitEnd.AT_LEAST),
    ("sessions_per_week", "session", LimitEnd.AT_LEAST),
    ("years", "year", LimitEnd.AT_LEAST),
    ("n", "", LimitEnd.AT_LEAST),
    ("maximum", None, LimitEnd.AT_MOST),
    ("at_least", None, LimitEnd.AT_LEAST),
    ("at_most", None, LimitEnd.AT_MOST),
    ("below", None, LimitEnd.BELOW),
    ("above", None, LimitEnd.ABOVE),
)
"""The fields that set a limit, with unit and side; without a unit, that of the kind."""


def rule_limits(rule: AnyCriterion | ModalityRequirement) -> tuple[Limit, ...]:
    """Return the limits that a rule, or a row of required modalities, sets."""
    found = ((getattr(rule, field, None), unit, side) for field, unit, side in _FIELDS)
    limits = (
        Limit(Decimal(number), _unit_of(rule) if unit is None else unit, side)
        for number, unit, side in found
        if number is not None
    )
    if isinstance(rule, kinds.ImagingRecency):
        return tuple(replace(limit, side=LimitEnd.AT_MOST) for limit in limits)
    return tuple(limits)


def _unit_of(rule: object) -> str:
    match rule:
        case kinds.ScoreThreshold():
            return _UNITS[rule.unit]
        case kinds.MeasureLimit():
            return "mm" if rule.measure in _MILLIMETERS else ""
        case kinds.BodiesPerSession():
            return rule.unit.value
        case kinds.AgeRange():
            return "year"
    return "body"


def worded(criteria: Sequence[AnyCriterion]) -> tuple[AnyCriterion, ...]:
    """Return criteria in which each without a text of its own has the sentence made from its rule."""
    return tuple(map(_worded, criteria))


def _worded(criterion: AnyCriterion) -> AnyCriterion:
    changes: dict[str, object] = {}
    if isinstance(criterion, COMBINATIONS):
        changes["members"] = worded(criterion.members)
    if not criterion.text:
        changes["text"] = sentence_of(criterion)
    return criterion.model_copy(update=changes) if changes else criterion


@singledispatch
def sentence_of(criterion: object) -> str:
    """Return what a criterion asks, made from its kind and its numbers."""
    return _FIXED[type(criterion)]


_FIXED: dict[type[object], str] = {
    kinds.CareFailed: "Conservative care has failed",
    kinds.ModicInReport: "The MRI report itself names the Modic changes",
    kinds.ModicMatchesTreatment: "Every body to be treated has a typed Modic change that matches the pain",
    kinds.BodiesAdjacent: "The bodies to be treated are adjacent",
    kinds.AxialPain: "The pain is mainly in the back",
    kinds.NoPriorAblation: "None of the bodies has been ablated before",
    kinds.SkeletalMaturity: "The patient is skeletally mature",
    kinds.AllOf: "Each of the following",
    kinds.AnyOf: "At least one of the following",
    kinds.NoneOf: "None of the following",
}


def _words(limit: Limit) -> str:
    """Return a limit as a sentence has it; years where months fill them in an age."""
    return str(limit).replace(" percent", "%")


@sentence_of.register
def _(criterion: kinds.SymptomDuration) -> str:
    return f"Low back pain for {_words(rule_limits(criterion)[0])}"


@sentence_of.register
def _(criterion: kinds.CareDuration) -> str:
    counted = " consecutive" if criterion.measure is CareMeasure.CONSECUTIVE else ""
    number, unit = _words(rule_limits(criterion)[0]).rsplit(" ", 1)
    supervised = "physician-supervised " if criterion.physician_supervised else ""
    return f"{number}{counted} {unit} of {supervised}conservative care have failed".replace("at", "At", 1)


@sentence_of.register
def _(criterion: kinds.CareWithin) -> str:
    care = joined([_name(each) for each in criterion.modalities], "or") or "conservative care"
    asked = [_words(limit) for limit in rule_limits(criterion) if limit.side is LimitEnd.AT_LEAST]
    if criterion.sessions_per_week:
        asked[-1] += " a week"
    by = joined([_plain(each.value) for each in criterion.supervised_by], "or")
    parts = {
        f"{joined(asked)} of {care}" if asked else care: True,
        f"directed by a {by}": by,
        "during the pain": criterion.during_pain,
        f"within the last {criterion.within_months} months": criterion.within_months,
        f"ended within the last {criterion.ended_within_months} months": criterion.ended_within_months,
    }
    return _capital(", ".join(words for words, is_asked in parts.items() if is_asked))


@sentence_of.register
def _(criterion: kinds.RequiredModalities) -> str:
    names = "; ".join(requirement.name for requirement in criterion.required)
    count = "Each" if criterion.n is None else f"At least {criterion.n}"
    return f"{count} of these was tried and failed: {names}"


@sentence_of.register
def _(criterion: kinds.ModicTypes) -> str:
    return f"Modic changes of type {joined([str(each) for each in criterion.accepted], 'or')} on MRI"


@sentence_of.register
def _(criterion: kinds.ModicSignals) -> str:
    return (
        f"The MRI report names the signal of type {joined([str(each) for each in criterion.types], 'or')} changes"
    )


@sentence_of.register
def _(criterion: kinds.VertebralRange) -> str:
    return f"The bodies treated lie between {criterion.first} and {criterion.last}"


@sentence_of.register
def _(criterion: kinds.BodiesPerSession) -> str:
    unit = {LimitUnit.BODY: "vertebral bodies", LimitUnit.DISC_LEVEL: "disc levels"}.get(criterion.unit, "levels")
    return f"At most {_count(criterion.maximum, unit)} in one session"


@sentence_of.register
def _(criterion: kinds.BodiesLifetime) -> str:
    return f"At most {_count(criterion.maximum, 'vertebral bodies')} in a lifetime"


@sentence_of.register
def _(criterion: kinds.GeneratorsEvaluated) -> str:
    return f"Excluded as the source of the pain: {joined([_name(each) for each in criterion.generators])}"


@sentence_of.register
def _(criterion: kinds.ConditionAbsent) -> str:
    lasting = f" for at least {_count(criterion.for_weeks, 'weeks')}" if criterion.for_weeks else ""
    return f"No {_name(criterion.condition)}{lasting}"


@sentence_of.register
def _(criterion: kinds.ConditionPresent) -> str:
    return f"{_capital(_name(criterion.condition))} is documented"


@sentence_of.register
def _(criterion: kinds.RelativeContraindication) -> str:
    return f"No {_name(criterion.condition)}, or the precautions are explained in the chart"


@sentence_of.register
def _(criterion: kinds.PriorSurgeryRule) -> str:
    where = " at a level to be treated" if criterion.at_intended_level else ""
    if not criterion.excepted:
        return f"No earlier operation on the lumbar spine{where}"
    excepted = joined([_name(each) for each in criterion.excepted], "or")
    parts = [f"No earlier operation on the lumbar spine{where} except {excepted}"]
    if criterion.more_than_months:
        parts.append(f"more than {_count(criterion.more_than_months, 'months')} ago")
    if criterion.radicular_pain_resolved:
        parts.append("with the radicular pain resolved")
    return " ".join(parts)


@sentence_of.register
def _(criterion: kinds.RepeatInterval) -> str:
    return f"{_capital(_words(rule_limits(criterion)[0]))} since a body was ablated before"


@sentence_of.register
def _(criterion: kinds.ScoreThreshold) -> str:
    return f"{criterion.instrument} of {_within(rule_limits(criterion))}"


@sentence_of.register
def _(criterion: kinds.MeasureLimit) -> str:
    return f"{_capital(_ABBREVIATED[criterion.measure])} {_within(rule_limits(criterion))}"


def _within(limits: Sequence[Limit]) -> str:
    """Return bounds in words, a length of time among them as the age of the reading."""
    values = joined([_words(limit) for limit in limits if limit.unit != "month"])
    ages = [f", within the last {limit.number} months" for limit in limits if limit.unit == "month"]
    return values + "".join(ages)


@sentence_of.register
def _(criterion: kinds.ScoreRecorded) -> str:
    names = joined([str(each) for each in criterion.instruments], "or")
    return f"A reading of {names} is in the chart{_recent(criterion.within_months)}"


@sentence_of.register
def _(criterion: kinds.EvaluationDocumented) -> str:
    found = " that found no barrier" if criterion.no_barrier else ""
    what = (
        "surgical opinion"
        if criterion.evaluation is EvaluationKind.SURGICAL_OPINION
        else f"{criterion.evaluation.value} evaluation"
    )
    return f"A {what}{found} is in the chart{_recent(criterion.within_months)}"


@sentence_of.register
def _(criterion: kinds.ImagingRecency) -> str:
    return f"The MRI is at most {_count(criterion.months, 'months')} old"


@sentence_of.register
def _(criterion: kinds.MinimumAge) -> str:
    return f"The patient is at least {criterion.years} years old"


@sentence_of.register
def _(criterion: kinds.AgeRange) -> str:
    ends = [_words(limit).rsplit(" ", 1)[0] for limit in rule_limits(criterion)]
    return f"The patient is {joined(ends)} years old"


@sentence_of.register
def _(criterion: kinds.SeverityStated) -> str:
    asked = {
        "unremitting pain": criterion.unremitting,
        "significant functional impairment": criterion.functional_impairment,
    }
    return _capital(joined([words for words, is_asked in asked.items() if is_asked]))


@sentence_of.register
def _(criterion: kinds.DiagnosisCodes) -> str:
    return f"A diagnosis on the payer's list: {', '.join(criterion.accepted)}"


@sentence_of.register
def _(criterion: kinds.ProcedureCodes) -> str:
    return f"Only procedures on the payer's list: {', '.join(criterion.accepted)}"


@sentence_of.register
def _(criterion: kinds.NOf) -> str:
    return f"At least {criterion.n} of the following {len(criterion.members)}"


@sentence_of.register
def _(criterion: kinds.Attested) -> str:
    return criterion.clause


def _recent(months: int | None) -> str:
    return f", not older than {_count(months, 'months')}" if months else ""


_SINGULAR = {"vertebral bodies": "vertebral body"}


def _count(number: int, plural: str) -> str:
    return f"{number} {_SINGULAR.get(plural, plural.removesuffix('s')) if number == 1 else plural}"


def _name(value: StrEnum) -> str:
    return _NAMED.get(value) or _plain(value.value)


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
