"""The shipped profiles say what was read, and no more: every number stands here a second time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from priorauth.payers.clause_lint import clause_problems
from priorauth.payers.clocks import clocks_of_the_law
from priorauth.payers.criteria import COMBINATIONS
from priorauth.payers.library import default_library
from priorauth.payers.lint import lint_profile
from priorauth.payers.model import LetterKind
from tests.offenders import assert_none

LIBRARY = default_library()

PALMETTO_AND_NGS = [
    "symptom_duration months=6",
    "severity_stated functional_impairment=True",
    "all_of(score_recorded instruments=NRS,VAS; score_recorded instruments=ODI)",
    "conservative_care_duration months=6",
    "all_of(condition_absent condition=fracture; condition_absent condition=tumor; "
    "condition_absent condition=infection; condition_absent condition=deformity)",
    "modic_types accepted=1,2",
    "vertebral_range first=L3 last=S1",
    "all_of(evaluation_documented evaluation=multidisciplinary; "
    "evaluation_documented evaluation=psychological; evaluation_documented evaluation=physical)",
    "skeletal_maturity",
    "age_range at_least=19",
    "condition_absent condition=cardiopulmonary_compromise",
    "all_of(condition_absent condition=systemic_infection; condition_absent condition=local_infection)",
    "condition_absent condition=bleeding_diathesis",
    "condition_absent condition=pregnancy",
    "axial_pain",
    ""
    "prior_surgery at_intended_level=True excepted=discectomy,laminectomy more_than_months=6 radicular_pain_resolved=True",
    "condition_absent condition=symptomatic_stenosis",
    "all_of(any_of(condition_absent condition=bone_disease; measure measure=t_score above=-2.5); "
    "condition_absent condition=fragility_fracture; "
    "condition_absent condition=compression_fracture; condition_absent condition=tumor)",
    "any_of(condition_absent condition=other_imaging_cause; "
    "all_of(measure measure=disc_mm at_most=5; measure measure=listhesis_mm below=2; "
    "condition_absent condition=spondylolysis; condition_absent condition=facet_arthropathy))",
    "measure measure=bmi at_most=40",
    "relative_contraindication condition=advanced_systemic_disease",
    "condition_absent condition=substance_use_disorder",
    "bodies_per_session maximum=4 unit=body",
    "no_prior_ablation",
]
"""Two contractors whose texts are the same where both were read."""

EXPECTED: dict[str, tuple[str, str, list[str]]] = {
    "aetna-cpb-0016": ("not_covered", "secondary", []),
    "anthem-surg-00052": ("silent", "verbatim", []),
    "bcbs-sc-cam-394": (
        "covered_with_criteria",
        "verbatim",
        [
            "symptom_duration months=12",
            "severity_stated unremitting=True functional_impairment=True",
            "conservative_care_duration months=6 measure=consecutive physician_supervised=True",
            "required_modalities",
            "modic_types accepted=1 undecided=2",
            "modic_in_mri_report",
            "vertebral_range first=L3 last=S1",
            "bodies_per_session maximum=3 unit=body",
            "bodies_adjacent",
        ],
    ),
    "exploremyplan-mp-041": ("not_covered", "verbatim", []),
    "fda-label": (
        "reference",
        "secondary",
        [
            "symptom_duration months=6",
            "conservative_care_duration months=6",
            "modic_types accepted=1,2",
            "vertebral_range first=L3 last=S1",
        ],
    ),
    "hcsc": ("criteria_unknown", "secondary", []),
    "highmark-wy-15-01-004": (
        "covered_with_criteria",
        "verbatim",
        [
            "skeletal_maturity",
            "symptom_duration months=6",
            "conservative_care_duration months=6",
            "modic_types accepted=1,2",
            "vertebral_range first=L3 last=S1",
        ],
    ),
    "medicare": ("criteria_unknown", "secondary", []),
    "medicare-l39420": ("covered_with_criteria", "verbatim_copy", PALMETTO_AND_NGS),
    "medicare-l39642": (
        "covered_with_criteria",
        "verbatim_copy",
        [
            "skeletal_maturity",
            "symptom_duration months=6",
            "axial_pain",
            "required_modalities n=3",
            "modic_types accepted=1,2",
            "vertebral_range first=L3 last=S1",
            "all_of(condition_absent condition=fracture; condition_absent condition=tumor; "
            "condition_absent condition=infection; condition_absent condition=deformity; "
            "any_of(condition_absent condition=prior_spine_surgery; attested))",
            "all_of(evaluation_documented evaluation=physical; evaluation_documented evaluation=psychological)",
            "relative_contraindication condition=other_imaging_cause",
            "relative_contraindication condition=bone_disease",
            "relative_contraindication condition=fragility_fracture",
            "relative_contraindication condition=compression_fracture",
            "relative_contraindication condition=systemic_infection",
            "relative_contraindication condition=radicular_or_claudication",
            "relative_contraindication condition=cardiopulmonary_compromise",
            "relative_contraindication condition=bleeding_diathesis",
            "relative_contraindication condition=implanted_pulse_generator",
            "relative_contraindication condition=addictive_medication",
            "bodies_per_session maximum=2 unit=body",
            "bodies_lifetime maximum=4",
            "no_prior_ablation",
        ],
    ),
    "medicare-l40302": ("covered_with_criteria", "verbatim_copy", PALMETTO_AND_NGS),
    "medicare-l39644": (
        "covered_with_criteria",
        "verbatim",
        [
            "vertebral_range first=L3 last=S1",
            "modic_types accepted=1,2",
            "no_prior_ablation",
            "bodies_lifetime maximum=4",
            "bodies_per_session maximum=2 unit=unclear",
            "skeletal_maturity",
            "condition_absent condition=injection_into_body",
        ],
    ),
    "uhc-ablative-spinal-pain": ("not_covered", "secondary", []),
}


def shown(criterion: Any) -> str:
    left_out = {"id", "text", "kind", "required", "source", "clauses", "wording", "members", "clause", "reason"}
    fields = criterion.model_dump(mode="json", exclude_defaults=True, exclude=left_out)
    words = [f"{k}={','.join(map(str, v)) if isinstance(v, list) else v}" for k, v in fields.items()]
    members = f"({'; '.join(map(shown, criterion.members))})" if isinstance(criterion, COMBINATIONS) else ""
    return " ".join([f"{criterion.kind}{members}", *words])


READ_LATER = ("medicare", "medicare-l39420", "medicare-l39642", "medicare-l40302")
"""Those read on 2026-11-30, a week after the others."""


def test_all_are_shipped() -> None:
    assert set(LIBRARY.ids()) == set(EXPECTED)


@pytest.mark.parametrize("profile_id", EXPECTED)
def test_a_profile_says_what_was_read(profile_id: str) -> None:
    profile = LIBRARY.load(profile_id).profile
    position, grade, criteria = EXPECTED[profile_id]
    assert (profile.position.value, profile.grade.value) == (position, grade)
    assert [shown(criterion) for criterion in profile.criteria] == criteria
    assert profile.retrieved == date(2026, 11, 30 if profile_id in READ_LATER else 23)


POLICIES: dict[str, dict[str, str]] = {
    "aetna-cpb-0016": {
        "number": "CPB 0016",
        "title": "Back Pain - Invasive Procedures",
        "effective": "2026-01-01",
        "later_revision": "2026-02-12, effect on basivertebral nerve ablation unknown",
        "url": "https://d3rx.com/coverage/aetna/back-pain-invasive-procedures-cpb-0016",
    },
    "anthem-surg-00052": {
        "number": "SURG.00052",
        "title": "Percutaneous Vertebral Disc Procedures",
        "published": "2024-09-01",
        "last_review": "2024-05-09",
        "url": "https://anthem.com/dam/medpolicies/abc/active/policies/mp_pw_a053351.html",
    },
    "bcbs-sc-cam-394": {
        "number": "CAM 394",
        "title": "Intraosseous Radiofrequency Ablation (Intracept) Procedure",
        "url": "https://myhealthtoolkit.com/web/public/brands/medicalpolicy/external/external-policies/"
        "intraosseous-radiofrequency-ablation-intracept-procedure",
    },
    "exploremyplan-mp-041": {
        "number": "MP-041",
        "title": "Percutaneous IDET, RF Annuloplasty, Biacuplasty, and Intraosseous BVN Ablation",
        "last_review": "2024-04",
        "url": "https://fl-policies.exploremyplan.com/portal/web/fl-policies/home/-/asset_publisher/"
        "gvKEs0SDu27L/content/mp-041/78515",
    },
    "fda-label": {
        "number": "K153272, K190504, K213836",
        "title": "510(k)-cleared indication of the Intracept system",
        "url": "https://510k.innolitics.com/search/K213836",
    },
    "hcsc": {"effective": "2025-12-01"},
    "highmark-wy-15-01-004": {
        "number": "15-01-004",
        "section": "Surgery",
        "version": "001",
        "title": "Basivertebral nerve ablation",
        "url": "https://securecms.highmark.com/content/medpolicy/en/wyoming/all/policies/Surgery/15-01-004/"
        "15-01-004-001.html",
    },
    "medicare-l39420": {
        "number": "L39420",
        "title": "Thermal Destruction of the Intraosseous Basivertebral Nerve (BVN) for Vertebrogenic Lower Back Pain",
        "effective": "2023-03-05",
        "url": "https://cms.gov/medicare-coverage-database/view/lcd.aspx?lcdId=39420",
        "criteria_url": "CMS coverage API, record L39420 (a stored copy)",
    },
    "medicare": {},
    "medicare-l39642": {
        "number": "L39642",
        "version": "11",
        "title": "Intraosseous Basivertebral Nerve Ablation",
        "criteria_url": "CMS coverage API, record L39642 (a stored copy)",
    },
    "medicare-l40302": {
        "number": "L40302",
        "title": "Thermal Destruction of the Intraosseous Basivertebral Nerve (BVN) for Vertebrogenic Lower Back Pain",
        "criteria_url": "CMS coverage API, record L40302 (a stored copy)",
    },
    "medicare-l39644": {
        "number": "L39644",
        "article": "A59468",
        "title": "Intraosseous Basivertebral Nerve Ablation",
        "effective": "2024-01-28",
        "later_revision": "perhaps superseded by L39642 (inferred; Noridian folds its policies into one number, and no "
        "notice names this one)",
        "url": "https://cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=39644",
        "criteria_url": "https://verity.backworkai.com/policy/A59468",
    },
    "uhc-ablative-spinal-pain": {
        "title": "Ablative Treatment for Spinal Pain",
        "url": "https://www.openpayer.com/policy-updates/unitedhealthcare/clinical-medical/pain-management/"
        "unitedhealthcare-c5a9fc64-7a4",
    },
}


@pytest.mark.parametrize("profile_id", EXPECTED)
def test_a_policy_is_cited_as_it_was_seen(profile_id: str) -> None:
    profile = LIBRARY.load(profile_id).profile
    assert profile.policy.model_dump(mode="json", exclude_none=True) == POLICIES[profile_id]
    assert profile.review_by == date(2027, 2, 28 if profile_id in READ_LATER else 23)


@pytest.mark.parametrize(
    ("profile_id", "carrier_grade"),
    [
        ("highmark-wy-15-01-004", "inferred"),
        ("bcbs-sc-cam-394", "inferred"),
        ("exploremyplan-mp-041", "inferred"),
        ("medicare-l39644", None),
        ("aetna-cpb-0016", None),
    ],
)
def test_a_carrier_that_was_inferred_says_so(profile_id: str, carrier_grade: str | None) -> None:
    assert LIBRARY.load(profile_id).profile.carrier.grade == carrier_grade


def test_the_criteria_of_l39644_are_secondary_beside_a_policy_read_at_its_source() -> None:
    profile = LIBRARY.load("medicare-l39644").profile
    assert profile.grade.value == "verbatim"
    assert {profile.grade_of(criterion).value for criterion in profile.criteria} == {"secondary"}
    assert [modifier.code for modifier in profile.codes.modifiers] == ["KX"]


def test_the_cms_clocks_never_bind_original_medicare() -> None:
    clocks = [clock for clock in clocks_of_the_law() if clock.hours or clock.days]
    assert [(c.hours, c.days, str(c.since or ""), c.grade.value) for c in clocks] == [
        (72, None, "2026-01-01", "secondary"),
        (None, 7, "2026-01-01", "secondary"),
        (None, 65, "", "verbatim"),
    ]
    assert {line.value for clock in clocks for line in clock.applies_to} == {"medicare_advantage"}
    assert [profile_id for profile_id in LIBRARY.ids() if LIBRARY.load(profile_id).profile.clocks] == []


def test_the_codes_that_are_printed() -> None:
    codes = LIBRARY.load("highmark-wy-15-01-004").profile.codes
    assert codes.procedures == ("64628", "64629")
    assert codes.diagnoses_printed == ("M47.816", "M47.817", "M51.36", "M51.37", "M54.50", "M54.59", "M54.51")
    assert "2024-10-01" in str(codes.warning)


def test_the_modalities_the_strictest_profile_asks_for() -> None:
    (care,) = [c for c in LIBRARY.load("bcbs-sc-cam-394").profile.criteria if c.kind == "required_modalities"]
    asked = [
        (" ".join(r.modalities), " ".join(r.components), r.min_sessions, r.unless_contraindicated)
        for r in care.required
    ]
    assert asked == [
        ("exercise home_exercise physical_therapy", "core_stabilization", None, False),
        ("nsaid oral_steroid", "", None, True),
        ("physical_therapy", "active_modalities passive_modalities", None, False),
        ("activity_modification", "lifestyle_modification", None, False),
        (
            "cognitive_behavioral_therapy",
            "disease_education lifestyle_modification stress_management",
            3,
            False,
        ),
    ]
    assert [by.value for by in care.required[-1].delivered_by] == ["licensed_mental_health", "other_licensed"]


def test_no_profile_claims_a_contact_number_a_limit_or_a_score() -> None:
    profiles = [LIBRARY.load(profile_id).profile for profile_id in EXPECTED]
    assert_none(
        f"{profile.id}: has channels or a score_threshold, which no source read for it prints: delete them"
        for profile in profiles
        if profile.channels or "score_threshold" in {criterion.kind for criterion in profile.criteria}
    )


@pytest.mark.parametrize(
    ("profile_id", "letter"),
    [
        ("fda-label", LetterKind.MEDICAL_NECESSITY),
        ("aetna-cpb-0016", LetterKind.EXCEPTION_REQUEST),
        ("hcsc", LetterKind.POLICY_INQUIRY),
        ("anthem-surg-00052", LetterKind.POLICY_INQUIRY),
    ],
)
def test_each_position_has_its_letter(profile_id: str, letter: LetterKind) -> None:
    assert LIBRARY.load(profile_id).profile.letter_kind is letter


def test_lint_names_retired_codes_the_policy_prints() -> None:
    found = lint_profile(LIBRARY.load("highmark-wy-15-01-004"), date(2026, 11, 24))
    assert [p.message for p in found if p.code == "PA310"] == [
        "the code M51.36 in the profile is not billable on 2026-11-24",
        "the code M51.37 in the profile is not billable on 2026-11-24",
    ]


QUOTED = {
    "highmark-wy-15-01-004": 4,
    "medicare-l39420": 20,
    "medicare-l39642": 13,
    "medicare-l40302": 20,
}


def test_no_clause_that_was_read_is_dropped() -> None:
    profiles = [LIBRARY.load(profile_id) for profile_id in LIBRARY.ids()]
    assert {p.profile.id: len(p.profile.clauses) for p in profiles if p.profile.clauses} == QUOTED
    assert [problem for loaded in profiles for problem in clause_problems(loaded)] == []


def test_where_two_contractors_differ_is_where_one_was_not_read() -> None:
    palmetto, ngs = (LIBRARY.load(f"medicare-l{number}").profile for number in ("39420", "40302"))
    assert palmetto.clauses == ngs.clauses
    graded = [{c.id: p.grade_of(c).value for c in p.criteria} for p in (palmetto, ngs)]
    assert [name for name, grade in graded[0].items() if grade == "inferred"] == [
        "prior-surgery",
        "no-stenosis",
        "bone",
        "no-imaging-cause",
        "bmi",
        "systemic-disease",
        "no-substance-use",
    ]
    assert set(graded[1].values()) == {"verbatim_copy"}
