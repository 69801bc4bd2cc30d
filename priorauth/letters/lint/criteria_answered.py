"""Whether a template answers every criterion of a payer's profile.

A template answers all criteria by printing them: a loop over ``criteria`` that prints each one's ``text``. One that
does not has to print, for each kind of criterion, one of the fields the criterion turns on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.letters.lint.lint_report import LintFinding
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from priorauth.payers.model import Profile

THE_TABLE = "criteria[].text"
"""The field whose printing answers every criterion."""

_FINDINGS = "studies[].findings[]"
_ABSENT = ("safety.absent[].names",)
_BODIES = ("request.bodies",)

ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "symptom_duration": ("pain.onset", "pain.duration"),
    "conservative_care_duration": ("care[].dates",),
    "conservative_care_failed": ("care[].result",),
    "care_within": ("care[].dates",),
    "required_modalities": ("care[].name",),
    "modic_types": (f"{_FINDINGS}.types", f"{_FINDINGS}.quote"),
    "modic_in_mri_report": (f"{_FINDINGS}.types", f"{_FINDINGS}.quote"),
    "modic_signals_in_report": (f"{_FINDINGS}.quote",),
    "modic_matches_treatment": ("pain.matching_levels", f"{_FINDINGS}.place"),
    "vertebral_range": _BODIES,
    "bodies_per_session": _BODIES,
    "bodies_lifetime": _BODIES,
    "bodies_adjacent": _BODIES,
    "axial_pain": ("pain.is_axial",),
    "other_generators_evaluated": ("generators[].verdict",),
    "condition_absent": _ABSENT,
    "condition_present": ("safety.present[].name",),
    "relative_contraindication": (),
    "prior_surgery": (),
    "repeat_interval": _ABSENT,
    "score_recorded": ("pain.scores[].says",),
    "measure": (),
    "evaluation_documented": (),
    "attested": (),
    "no_prior_ablation": _ABSENT,
    "score_threshold": ("pain.scores[].says",),
    "imaging_recency": ("studies[].date",),
    "skeletal_maturity": (),
    "age_range": ("patient.birth_date",),
    "minimum_age": ("patient.birth_date",),
    "severity_stated": ("pain.is_unremitting", "pain.has_functional_impairment"),
    "diagnosis_codes": ("request.diagnoses[].code",),
    "procedure_codes": ("request.codes[].code",),
}
"""The fields of which one answers a kind of criterion; none where only the table does."""


def find_unanswered(profile: Profile, used: frozenset[str]) -> Iterator[LintFinding]:
    """Find the criteria that nothing among the paths used answers (PA532), in one finding for the profile."""
    silent = () if THE_TABLE in used else tuple(c for c in profile.criteria if not _is_answered(c, used))
    if silent:
        criteria = ", ".join(criterion.id for criterion in silent)
        fields = "; ".join(dict.fromkeys(map(_fields_that_answer, silent)))
        yield LintFinding(0, "PA532", {"profile": profile.id, "criteria": criteria, "fields": fields})


def _is_answered(criterion: AnyCriterion, paths: frozenset[str]) -> bool:
    if isinstance(criterion, COMBINATIONS):
        return all(_is_answered(member, paths) for member in criterion.members)
    return not paths.isdisjoint(ANSWERED_BY[criterion.kind])


def _fields_that_answer(criterion: AnyCriterion) -> str:
    if isinstance(criterion, COMBINATIONS):
        return "; ".join(dict.fromkeys(map(_fields_that_answer, criterion.members)))
    fields = ANSWERED_BY[criterion.kind]
    return " or ".join(fields) if fields else f"none for {criterion.id}"
