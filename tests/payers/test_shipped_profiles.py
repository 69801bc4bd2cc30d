"""The shipped profiles say what was read, and no more: every number stands here a second time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from priorauth.case.model import Coverage, LineOfBusiness
from priorauth.payers.library import ProfileLibrary, default_library, in_force, profile_for
from priorauth.payers.lint import lint_profile
from priorauth.payers.model import LetterKind, Profile
from priorauth.problems import Refused
from tests.cases import clean_data

LIBRARY = default_library()

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
    "medicare-l39420": ("criteria_unknown", "verbatim", []),
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
    fields = criterion.model_dump(
        mode="json", exclude_defaults=True, exclude={"id", "text", "kind", "required", "source"}
    )
    words = [f"{k}={','.join(map(str, v)) if isinstance(v, list) else v}" for k, v in fields.items()]
    return " ".join([criterion.kind, *words])


def test_all_ten_are_shipped() -> None:
    assert set(LIBRARY.ids()) == set(EXPECTED)


@pytest.mark.parametrize("profile_id", EXPECTED)
def test_a_profile_says_what_was_read(profile_id: str) -> None:
    profile = LIBRARY.load(profile_id).profile
    position, grade, criteria = EXPECTED[profile_id]
    assert (profile.position.value, profile.grade.value) == (position, grade)
    assert [shown(criterion) for criterion in profile.criteria] == criteria
    assert profile.retrieved == date(2026, 11, 23)


@pytest.mark.parametrize("profile_id", EXPECTED)
def test_no_profile_claims_a_contact_number_a_limit_or_a_score(profile_id: str) -> None:
    profile = LIBRARY.load(profile_id).profile
    assert profile.channels == ()
    assert "score_threshold" not in {criterion.kind for criterion in profile.criteria}


def test_the_therapy_sessions_of_the_strictest_profile() -> None:
    (care,) = [c for c in LIBRARY.load("bcbs-sc-cam-394").profile.criteria if c.kind == "required_modalities"]
    behavioral = care.required[-1]
    assert behavioral.min_sessions == 3
    assert {c.value for c in behavioral.components} == {
        "disease_education",
        "lifestyle_modification",
        "stress_management",
    }


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


@pytest.mark.parametrize(("day", "codes"), [(date(2027, 2, 23), []), (date(2027, 2, 24), ["PA307"])])
def test_a_profile_is_stale_the_day_after_its_review(day: date, codes: list[str]) -> None:
    assert [p.code for p in lint_profile(LIBRARY.load("hcsc"), day)] == codes


def test_lint_names_retired_codes_the_policy_prints() -> None:
    found = lint_profile(LIBRARY.load("highmark-wy-15-01-004"), date(2026, 11, 24))
    assert [p.message for p in found if p.code == "PA310"] == [
        "the code M51.36 in the profile is not billable on 2026-11-24",
        "the code M51.37 in the profile is not billable on 2026-11-24",
    ]


def coverage(payer: str) -> Coverage:
    return Coverage.model_validate({**clean_data()["coverage"], "payer": payer})


def test_a_payer_without_a_profile_gets_the_label_and_a_note() -> None:
    chosen = profile_for(coverage("nobody-knows"), LIBRARY)
    assert (chosen.profile.id, chosen.is_fallback, [w.code for w in chosen.warnings]) == (
        "fda-label",
        True,
        ["PA309"],
    )


def test_a_profile_asked_for_by_a_wrong_id_is_an_error_with_a_hint() -> None:
    with pytest.raises(Refused) as refused:
        profile_for(coverage("hcsc"), LIBRARY, "highmark-wy-15-01-04")
    assert refused.value.problems[0].fix == "did you mean 'highmark-wy-15-01-004'?"


BASE = """\
id: base
carrier: {name: Example}
position: covered_with_criteria
grade: verbatim
retrieved: 2026-11-23
review_by: 2027-02-23
criteria:
  - {id: pain, kind: symptom_duration, text: six months, months: 6}
  - {id: range, kind: vertebral_range, text: range, first: L3, last: S1}
"""


def load(folder: Path, **files: str) -> Profile:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return ProfileLibrary((folder,)).load(next(iter(files))).profile


def test_a_child_replaces_criteria_by_id_and_adds_its_own(tmp_path: Path) -> None:
    child = """\
id: child
extends: base
criteria:
  - {id: pain, kind: symptom_duration, text: twelve months, months: 12}
  - {id: adjacent, kind: bodies_adjacent, text: adjacent}
"""
    profile = load(tmp_path, child=child, base=BASE)
    assert [shown(c) for c in profile.criteria] == [
        "symptom_duration months=12",
        "vertebral_range first=L3 last=S1",
        "bodies_adjacent",
    ]


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("PA302", "other", BASE),
        ("PA303", "base", BASE + "extends: base\n"),
        ("PA304", "base", BASE + "  - {id: pain, kind: bodies_adjacent, text: twice}\n"),
        ("PA305", "base", BASE.replace("covered_with_criteria", "silent")),
        ("PA306", "base", BASE[: BASE.index("criteria:\n")]),
        ("PA112", "base", BASE.replace("symptom_duration", "symptom_durations")),
        ("PA110", "base", BASE.replace("months: 6", "months: 6, minimum: 3")),
        ("PA301", "base", BASE + "extends: nowhere\n"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_code(tmp_path: Path, code: str, name: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        load(tmp_path, **{name: text})
    assert [p.code for p in refused.value.problems] == [code]


def test_a_branch_applies_to_its_line_of_business_alone(tmp_path: Path) -> None:
    text = BASE + "branches:\n  - {line_of_business: [medicaid], position: silent, criteria: []}\n"
    profile = load(tmp_path, base=text)
    assert in_force(profile, LineOfBusiness.MEDICAID).position.value == "silent"
    assert in_force(profile, LineOfBusiness.COMMERCIAL) == profile
