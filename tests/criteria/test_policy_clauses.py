"""Clauses that coverage policies have: for each, a chart that meets it, one that breaks it and one that is silent.

The clauses are facts of policies seen and of rules commonly met; the words are ours. What no criterion says (which
policy holds, and for whom) is in `tests.payers.test_branches` and `tests.payers.test_medicare`.
"""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.criteria.model import Status
from tests.criteria.test_boundaries import judged
from tests.criteria.test_clause_kinds import (
    BY,
    EXCEPTED,
    PAGE,
    SIGNAL,
    care,
    condition,
    measured,
    only,
    seen,
    surgery,
)

Chart = dict[str, Any]


def absent(name: str) -> tuple[str, Chart, Chart, Chart, Chart]:
    """A condition that must be absent, as a clause: the kind, the rule and the three charts."""
    return "condition_absent", {"condition": name}, condition(name), condition(name, "yes"), {}


def limited(name: str, limit: Chart, within: str, beyond: str) -> tuple[str, Chart, Chart, Chart, Chart]:
    """A value with a limit, as a clause."""
    rule = {"measure": name, **limit}
    return (
        "measure",
        rule,
        {"measurements": [measured(name, within)]},
        {"measurements": [measured(name, beyond)]},
        {},
    )


def both(*names: str) -> tuple[str, Chart, Chart, Chart, Chart]:
    """Several conditions that must each be absent."""
    members = [{"id": name, "kind": "condition_absent", "text": name, "condition": name} for name in names]
    rows = [{"condition": name, "present": "no", "source": PAGE} for name in names]
    broken = [*rows[:-1], {**rows[-1], "present": "yes"}]
    charts = ({"safety__conditions": rows}, {"safety__conditions": broken}, {"safety__conditions": rows[:1]})
    return "all_of", {"members": members}, *charts


SIX_WEEKS = {"modalities": ["physical_therapy"], "weeks": 6, "supervised_by": ["physical_therapist"]}
INDICATED = {"id": "claim", "kind": "condition_present", "text": "a claim", "condition": "litigation"}
ATTESTED = {"clause": "as worded", "reason": "it stands in no chart"}
SAID = {"attestations": [{"criterion": "x", "holds": "yes", **BY}]}
DENIED = {"attestations": [{"criterion": "x", "holds": "no", **BY}]}
RECENT = only(care("2025-11-24", "2026-05-23"))
ABLATED = {"safety__prior_ablation": {"performed": "yes", "bodies": ["L4"], "date": "2026-01-05", "source": PAGE}}
ABLATED_LATELY = {
    "safety__prior_ablation": {"performed": "yes", "bodies": ["L4"], "date": "2026-10-05", "source": PAGE}
}

CLAUSES: dict[str, tuple[str, Chart, Chart, Chart, Chart]] = {
    "care failed, no length stated": (
        "conservative_care_failed",
        {},
        only(care("2026-10-01", "2026-10-08")),
        only(care("2026-10-01", "2026-10-08", response="lasting_relief")),
        {"conservative_care": []},
    ),
    "no other obvious cause on imaging": absent("other_imaging_cause"),
    "no severe cardiac or pulmonary compromise": absent("cardiopulmonary_compromise"),
    "neither spine infection nor systemic infection": both("local_infection", "systemic_infection"),
    "no fragility fracture, no compression fracture": both("fragility_fracture", "compression_fracture"),
    "the report confirms type 1 by its signal": (
        "modic_signals_in_report",
        {"types": ["1"]},
        {SIGNAL: "Modic type 1 changes, hypointense on T1."},
        {"imaging__0__findings__0__modic_types": ["2"]},
        {},
    ),
    "the care lies within the months of pain": (
        "care_within",
        {"months": 6, "during_pain": True},
        only(care("2025-02-10", "2025-08-09")),
        only(care("2024-12-10", "2025-06-09")),
        {"pain__onset": ...},
    ),
    "six weeks of supervised physical therapy": (
        "care_within",
        SIX_WEEKS,
        only(care("2026-09-01", "2026-10-12")),
        only(care("2026-09-01", "2026-10-05")),
        only(care("2026-09-01", "2026-10-12", status="ordered")),
    ),
    "six months of care within the last twelve": (
        "care_within",
        {"months": 6, "within_months": 12},
        RECENT,
        only(care("2025-03-01", "2025-09-30")),
        only(care("2025-11-24", "2026-05-23", response="not_documented")),
    ),
    "pain for twelve weeks": (
        "symptom_duration",
        {"weeks": 12},
        {"pain__onset": "2026-09-01"},
        {"pain__onset": "2026-09-02"},
        {"pain__onset": ...},
    ),
    "a body mass index below 40": limited("bmi", {"below": "40"}, "39.9", "40"),
    "no tobacco for six weeks": (
        "condition_absent",
        {"condition": "tobacco_use", "for_weeks": 6},
        condition("tobacco_use", ended="2026-11-03"),
        condition("tobacco_use", ended="2026-11-20"),
        condition("tobacco_use"),
    ),
    "no extended-release opioids": absent("extended_release_opioids"),
    "no litigation and no disability claim": absent("litigation"),
    "fewer than three Waddell signs": limited("waddell", {"below": "3"}, "2", "3"),
    "a Beck inventory of at most 24": limited("beck", {"at_most": "24"}, "24", "25"),
    "a T-score above -2.5": limited("t_score", {"above": "-2.5"}, "-2.4", "-2.5"),
    "no protrusion over 5 mm": limited("disc_mm", {"at_most": "5"}, "5", "5.5"),
    "no slip over 2 mm": limited("listhesis_mm", {"at_most": "2"}, "2", "2.5"),
    "no symptomatic stenosis": absent("symptomatic_stenosis"),
    "a psychological evaluation found no barrier": (
        "evaluation_documented",
        {"evaluation": "psychological", "no_barrier": True},
        seen(),
        seen(barrier="yes"),
        {},
    ),
    "a surgical opinion was obtained": (
        "evaluation_documented",
        {"evaluation": "surgical_opinion", "within_months": 12},
        seen(kind="surgical_opinion"),
        seen(kind="surgical_opinion", date="2020-01-05"),
        {},
    ),
    "six months since the last ablation": (
        "repeat_interval",
        {"months": 6},
        ABLATED,
        ABLATED_LATELY,
        {"safety__prior_ablation": {}},
    ),
    "no other injection on the same day": absent("other_injection_same_day"),
    "not indicated in any of a list": (
        "none_of",
        {"members": [INDICATED]},
        condition("litigation"),
        condition("litigation", "yes"),
        {},
    ),
    "no earlier surgery but an excepted one": (
        "prior_surgery",
        EXCEPTED,
        surgery(radicular_pain_resolved="yes"),
        surgery(operation="fusion"),
        surgery(),
    ),
    # Nothing in a chart says it, so a named person does: a physician's training, and a distance that is planned.
    "done by a fellowship-trained physician": ("attested", ATTESTED, SAID, DENIED, {}),
    "the zone of ablation stays 10 mm from the canal": ("attested", ATTESTED, SAID, DENIED, {}),
}


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_is_met_broken_or_open(clause: str) -> None:
    kind, rule, meets, breaks, silent = CLAUSES[clause]
    found = [judged(kind, rule, **chart).status for chart in (meets, breaks, silent)]
    assert found == [Status.MET, Status.NOT_MET, Status.NOT_DOCUMENTED]


def test_few_clauses_are_left_to_a_persons_word() -> None:
    assert sum(kind == "attested" for kind, *_ in CLAUSES.values()) <= 6


@pytest.mark.parametrize(
    ("born", "status"), [("2001-12-15", Status.MET), ("2001-12-16", Status.NOT_MET), ("1955-12-15", Status.NOT_MET)]
)
def test_an_age_from_25_to_70_is_never_silent(born: str, status: Status) -> None:
    assert judged("age_range", {"at_least": 25, "at_most": 70}, patient__birth_date=born).status is status
