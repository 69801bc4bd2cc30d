"""The order of a review: what the payer's criteria rest on first, then what else waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from priorauth.payers.criteria import AnyCriterion, placed
from priorauth.review.model import ReviewItem, ReviewQuestion

_CARE = ("conservative_care",)
_IMAGING = ("imaging",)
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "symptom_duration": ("pain.onset",),
    "axial_pain": ("pain.pattern", "pain.leg_symptoms", "raised.leg_symptoms"),
    "severity_stated": ("pain.unremitting", "pain.functional_impairment", "pain.limits"),
    "score_threshold": ("pain.scores",),
    "score_recorded": ("pain.scores",),
    "conservative_care_duration": _CARE,
    "required_modalities": _CARE,
    "conservative_care_failed": _CARE,
    "care_within": _CARE,
    "modic_types": _IMAGING,
    "modic_in_mri_report": _IMAGING,
    "modic_signals_in_report": _IMAGING,
    "modic_matches_treatment": _IMAGING,
    "vertebral_range": _IMAGING,
    "imaging_recency": _IMAGING,
    "other_generators_evaluated": ("other_generators",),
    "no_prior_ablation": ("safety.prior_ablation", "raised.prior_ablation"),
    "repeat_interval": ("safety.prior_ablation", "raised.prior_ablation"),
    "prior_surgery": ("safety.prior_spine_surgery", "raised.prior_spine_surgery"),
    "skeletal_maturity": ("safety.skeletally_mature", "raised.skeletally_mature"),
}
"""The fields of a case that a kind of criterion is judged by. Kinds that no record can settle are left out."""


_STOPS = frozenset({ReviewQuestion.WHOSE_IS_IT, ReviewQuestion.IS_IT_WHOLE})
"""Questions that hold a packet back, though no claim waits for them."""


def needed_first(items: Sequence[ReviewItem], criteria: Sequence[AnyCriterion]) -> tuple[ReviewItem, ...]:
    """Return questions with those that a payer's criteria rest on first, and those nothing waits for last.

    Questions of one rank keep their order.
    """
    fields = tuple(field for _, criterion in placed(criteria, ()) for field in _fields(criterion))

    def rank(item: ReviewItem) -> int:
        if any(f"{claim}.".startswith(f"{field}.") for claim in item.claims for field in fields):
            return 0
        return 1 if item.claims else 0 if item.question in _STOPS else 2

    return tuple(sorted(items, key=rank))


def _fields(criterion: AnyCriterion) -> Iterator[str]:
    yield from _FIELDS.get(criterion.kind, ())
    condition = getattr(criterion, "condition", None)
    if condition is not None:
        yield from (f"safety.{condition}", f"raised.{condition}")
