"""A criterion's sentence beside its rule: what differs is found, and what says the same in other words passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.payers.clause_lint import clause_problems
from priorauth.payers.library import default_library
from priorauth.payers.said_limits import limits_said, listed
from tests.payers.profiles import BASE, load

PT = "{name: Therapy, modalities: [physical_therapy]}"
PILLS = "{name: Pills, modalities: [nsaid]}"
PAIR = "members: [{id: m1, kind: skeletal_maturity, text: grown up}, {id: m2, kind: bodies_adjacent, text: side by side}]"

DRIFTING = [
    # more than the rule asks
    ("kind: symptom_duration, months: 6", "Back pain for half a year, and the form is countersigned"),
    ("kind: symptom_duration, months: 6", "Six months of back pain despite yoga"),
    ("kind: symptom_duration, months: 6", "Six months of back pain along with approval by a counselor"),
    ("kind: conservative_care_duration, months: 6", "Half a year of care plus a trial of opioids has failed"),
    ("kind: conservative_care_duration, weeks: 6", "Six weeks of supervised care have failed"),
    ("kind: condition_absent, condition: tumor", "No cancer and no use of steroids"),
    ("kind: condition_absent, condition: infection", "No infection and no fracture"),
    ("kind: bodies_per_session, maximum: 2, unit: body", "Up to two contiguous vertebrae in a session"),
    ("kind: minimum_age, years: 18", "18 years or older with a stable job"),
    (
        "kind: score_threshold, instrument: ODI, unit: percent, at_least: 40",
        "Oswestry of 40% or more with night pain and insomnia",
    ),
    ("kind: condition_absent, condition: pregnancy", "She is expecting"),
    ("kind: symptom_duration, months: 6", "Pain that never persisted for six months"),
    ("kind: skeletal_maturity", "A patient who has not finished growing"),
    ("kind: imaging_recency, months: 12", "An MRI from the last half-dozen months"),
    ("kind: bodies_per_session, maximum: 3, unit: body", "Up to two bodies, never three"),
    ("kind: minimum_age, years: 18", "Nobody under 21"),
    ("kind: modic_types, accepted: [1, 2]", "Modic type 1 qualifies; type 2 does not"),
    # numbers
    ("kind: symptom_duration, months: 6", "Back pain for two years"),
    ("kind: symptom_duration, months: 6", "Back pain, a year and a half or longer"),
    ("kind: symptom_duration, weeks: 12", "Back pain for eight weeks or more"),
    ("kind: conservative_care_duration, months: 6", "Half a year was too short: one year of care has failed"),
    ("kind: conservative_care_failed", "Care failed for three months"),
    ("kind: bodies_per_session, maximum: 4, unit: body", "A single vertebra in one session"),
    ("kind: bodies_lifetime, maximum: 4", "In a lifetime no more than six bodies"),
    ("kind: score_threshold, instrument: PHQ-9, unit: points, at_most: 10", "PHQ-9 at the most 15"),
    ("kind: imaging_recency, months: 6", "MRI from the past year"),
    ("kind: minimum_age, years: 18", "No patient younger than twenty-one"),
    ("kind: age_range, at_least: 25, at_most: 70", "From 25 to 75 years"),
    (f"kind: required_modalities, n: 1, required: [{PT}, {PILLS}]", "Both of these were tried"),
    ("kind: care_within, sessions: 8, within_months: 6", "A dozen visits within the last six months"),
    ("kind: attested, clause: at least 10 cases a year, reason: no chart has it", "Twenty cases a year"),
    # units
    ("kind: symptom_duration, months: 6", "Back pain for six weeks or more"),
    ("kind: conservative_care_duration, weeks: 6", "Care failed for six months"),
    ("kind: repeat_interval, months: 6", "Six weeks since the body was ablated"),
    ("kind: condition_absent, condition: tobacco_use, for_weeks: 8", "No smoking for eight months"),
    ("kind: bodies_per_session, maximum: 2, unit: body", "Two disc levels at most in one session"),
    ("kind: bodies_per_session, maximum: 2, unit: disc_level", "Two bodies at most in one session"),
    ("kind: score_threshold, instrument: VAS, unit: mm, at_least: 50", "VAS of 50 cm or higher"),
    ("kind: score_threshold, instrument: ODI, unit: percent, at_least: 40", "ODI of 40 points"),
    ("kind: measure, measure: disc_mm, at_most: 5", "No extrusion over 5 cm"),
    # negations
    ("kind: condition_absent, condition: tumor", "Cancer of the spine"),
    ("kind: condition_absent, condition: infection", "Infection has not been ruled out"),
    ("kind: condition_present, condition: fracture", "No fracture"),
    ("kind: symptom_duration, months: 6", "Back pain for no more than 6 months"),
    ("kind: bodies_per_session, maximum: 2, unit: body", "No fewer than two bodies in one session"),
    ("kind: measure, measure: bmi, at_most: 40", "A body mass index above 40"),
    ("kind: no_prior_ablation", "Each body was treated before"),
    ("kind: bodies_adjacent", "Bodies that are not adjacent"),
    ("kind: modic_types, accepted: [1]", "No Modic change of type 1"),
    ("kind: skeletal_maturity", "The patient is immature"),
    ("kind: axial_pain", "Mostly leg pain"),
    ("kind: axial_pain", "Pain in the calf is worse than in the low back"),
    ("kind: bodies_per_session, maximum: 4, unit: body", "A couple of bodies in one session"),
    ("kind: vertebral_range, first: L3, last: S1", "L4 to S1; L3 is not treated"),
    (f"kind: any_of, {PAIR}", "Each of these holds"),
    # types
    ("kind: modic_types, accepted: [1, 2]", "Modic type II"),
    ("kind: modic_types, accepted: [1]", "MC1 or MC2"),
    ("kind: modic_signals_in_report, types: [1]", "The signal of type two is described"),
    # bodies
    ("kind: vertebral_range, first: L3, last: S1", "L4 through S1"),
    ("kind: vertebral_range, first: L3, last: S1", "No body above the second lumbar vertebra or below S1"),
    # subjects, and words that nothing judges
    ("kind: condition_absent, condition: fracture", "No tumor"),
    ("kind: conservative_care_duration, months: 6", "Six consecutive months of care failed"),
]

HONEST = [
    ("kind: symptom_duration, months: 6", "Back pain for a long time"),
    ("kind: symptom_duration, months: 6", "Six (6) or more months of back pain"),
    ("kind: symptom_duration, months: 18", "Back pain for one and a half years"),
    ("kind: symptom_duration, months: 24", "Two years of back pain or longer"),
    ("kind: symptom_duration, weeks: 12", "Pain for ≥ 12 weeks"),
    ("kind: symptom_duration, weeks: 2", "Pain for fourteen days"),
    ("kind: conservative_care_duration, months: 6", "Without success, care went on for more than half a year"),
    ("kind: conservative_care_duration, months: 6, measure: consecutive", "Six consecutive months of care failed"),
    ("kind: conservative_care_failed", "Care was unsuccessful"),
    ("kind: modic_types, accepted: [1, 2]", "Type 1 or type 2, not type 3"),
    ("kind: modic_types, accepted: [1], undecided: [2]", "Type 1; nothing was seen of type 2"),
    ("kind: modic_types, accepted: [1, 2]", "Modic changes at one endplate or more from L4 to S1"),
    ("kind: modic_signals_in_report, types: [2]", "T1 and T2 signal as in MC2"),
    ("kind: vertebral_range, first: L3, last: S1", "Not higher than L3 and not lower than S1"),
    ("kind: vertebral_range, first: L3, last: S1", "From L3 down to S1; L2 is excluded"),
    ("kind: bodies_per_session, maximum: 2, unit: body", "At most a couple of bodies in one session"),
    ("kind: axial_pain", "Pain in the leg is never worse than in the back"),
    ("kind: vertebral_range, first: L3, last: S1", "The third lumbar vertebra down to S1"),
    ("kind: bodies_per_session, maximum: 2, unit: body", "One or two bodies on one day"),
    ("kind: bodies_per_session, maximum: 2, unit: unclear", "Up to two levels"),
    ("kind: bodies_lifetime, maximum: 4", "Never more than four vertebrae"),
    ("kind: bodies_adjacent", "Bodies next to each other; none is skipped"),
    ("kind: symptom_duration, months: 6", "Half a year of back pain with no lasting relief, and it continues"),
    ("kind: conservative_care_duration, weeks: 6, physician_supervised: true", "Six weeks of supervised care have failed"),
    ("kind: conservative_care_duration, weeks: 6", "After six weeks of treatment and therapy no improvement"),
    ("kind: condition_absent, condition: pregnancy", "She is not expecting"),
    ("kind: skeletal_maturity", "No longer growing"),
    ("kind: imaging_recency, months: 6", "An MRI from the last half-dozen months"),
    ("kind: bodies_per_session, maximum: 3, unit: body", "At most three bodies, never four"),
    ("kind: minimum_age, years: 21", "Nobody under 21"),
    ("kind: score_threshold, instrument: NRS, unit: points, at_least: 5", "Five or more out of ten"),
    ("kind: modic_types, accepted: [1]", "Modic type 1 qualifies; type 2 does not"),
    ("kind: score_threshold, instrument: NRS, unit: points, at_least: 5", "5 or more on a scale of 0 to 10"),
    ("kind: score_threshold, instrument: ODI, unit: percent, at_least: 40", "Oswestry of 40% or above"),
    ("kind: score_threshold, instrument: GAD-7, unit: points, at_most: 9", "GAD-7 below or equal to 9"),
    ("kind: measure, measure: bmi, at_most: 40", "No more than 40 kg/m²"),
    ("kind: measure, measure: listhesis_mm, below: 2", "No slip of 2 mm or more"),
    ("kind: measure, measure: t_score, above: -2.5", "T-score better than minus 2.5"),
    ("kind: measure, measure: waddell, below: 3", "Fewer than 3 of 5 Waddell signs"),
    ("kind: imaging_recency, months: 12", "An MRI of the last year"),
    ("kind: minimum_age, years: 18", "18 years of age or older"),
    ("kind: age_range, at_least: 25, at_most: 70", "Between 25 and 70"),
    ("kind: skeletal_maturity", "Grown up, mostly at 18"),
    ("kind: skeletal_maturity", "Skeletally immature patients are excluded"),
    ("kind: condition_absent, condition: instability", "The spine is stable"),
    ("kind: condition_absent, condition: tumor", "Cancer is a contraindication"),
    ("kind: condition_absent, condition: tobacco_use, for_weeks: 6", "Nonsmoker for six weeks"),
    ("kind: condition_present, condition: fracture", "A fracture that has not healed"),
    ("kind: relative_contraindication, condition: pregnancy", "Pregnancy: precautions are explained"),
    ("kind: no_prior_ablation", "Each body is treated once"),
    ("kind: repeat_interval, months: 6", "No ablation of the same body again within half a year"),
    ("kind: care_within, sessions: 12, within_months: 6, sessions_per_week: 2", "Twelve visits in the last six months, two a week"),
    (f"kind: required_modalities, n: 1, required: [{PT}, {PILLS}]", "One of these two was tried"),
    (f"kind: all_of, {PAIR}", "Both of these"),
    (f"kind: n_of, n: 1, {PAIR}", "At least one of the two"),
]  # fmt: skip


def found(folder: Path, rule: str, said: str) -> list[str]:
    text = BASE + f'  - {{id: new, text: "{said}", {rule}}}\n'
    return [f"{p.code} {p.where.line}" for p in clause_problems(load(folder, base=text))]


@pytest.mark.parametrize(("rule", "said"), DRIFTING)
def test_a_text_that_says_something_else_is_found(tmp_path: Path, rule: str, said: str) -> None:
    assert set(found(tmp_path, rule, said)) == {"PA352 12"}


@pytest.mark.parametrize(("rule", "said"), HONEST)
def test_a_text_that_says_the_same_passes(tmp_path: Path, rule: str, said: str) -> None:
    assert found(tmp_path, rule, said) == []


def test_the_name_of_a_row_says_the_number_of_its_sessions(tmp_path: Path) -> None:
    row = "{name: Ten sessions of therapy, modalities: [physical_therapy], min_sessions: 6}"
    assert found(tmp_path, f"kind: required_modalities, required: [{row}]", "All of it") == ["PA352 12"]
    assert found(tmp_path, f"kind: required_modalities, required: [{row.replace('Ten', 'Six')}]", "All of it") == []


def test_what_is_found_shows_both_sides(tmp_path: Path) -> None:
    text = BASE + '  - {id: new, text: "Pain for at most two years", kind: symptom_duration, months: 6}\n'
    (problem,) = clause_problems(load(tmp_path, base=text))
    assert problem.message == "the text of 'new' says at most 2 years, and its rule has at least 6 months"


RULES = sorted({rule for rule, _ in (*DRIFTING, *HONEST)} - {f"kind: all_of, {PAIR}"})
MORE_RULES = (
    "kind: prior_surgery, excepted: [discectomy], more_than_months: 6, radicular_pain_resolved: true",
    "kind: prior_surgery, at_intended_level: true",
    "kind: evaluation_documented, evaluation: surgical_opinion, within_months: 6",
    "kind: score_recorded, instruments: [ODI, NRS], within_months: 3",
    "kind: care_within, modalities: [physical_therapy], supervised_by: [physician], during_pain: true, weeks: 6",
    "kind: care_within, ended_within_months: 12",
    "kind: severity_stated, unremitting: true, functional_impairment: true",
    "kind: other_generators_evaluated, generators: [facet, disc]",
    "kind: modic_in_mri_report",
    "kind: modic_matches_treatment",
    "kind: diagnosis_codes, accepted: [M54.51]",
    "kind: procedure_codes, accepted: ['64628']",
    "kind: measure, measure: bmi, at_least: 18, below: 40, within_months: 6",
    f"kind: all_of, {PAIR}",
    f"kind: none_of, {PAIR}",
)


@pytest.mark.parametrize("rule", [*RULES, *MORE_RULES])
def test_a_text_that_is_left_out_is_made_from_the_rule(tmp_path: Path, rule: str) -> None:
    loaded = load(tmp_path, base=BASE + f"  - {{id: new, {rule}}}\n")
    text = loaded.profile.criteria[-1].text
    assert text[:1].isupper() or text[:1].isdigit() or rule.startswith("kind: attested")
    assert "_" not in text
    assert list(clause_problems(loaded)) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("kind: symptom_duration, weeks: 12", "Low back pain for at least 12 weeks"),
        (
            "kind: conservative_care_duration, months: 6, measure: consecutive, physician_supervised: true",
            "At least 6 consecutive months of physician-supervised conservative care have failed",
        ),
        (
            "kind: care_within, modalities: [physical_therapy, chiropractic], sessions: 12, within_months: 6",
            "At least 12 sessions of physical therapy or chiropractic, within the last 6 months",
        ),
        ("kind: modic_types, accepted: [1, 2]", "Modic changes of type 1 or 2 on MRI"),
        ("kind: bodies_per_session, maximum: 1, unit: disc_level", "At most 1 disc level in one session"),
        ("kind: score_threshold, instrument: ODI, unit: percent, at_least: 40", "ODI of at least 40%"),
        ("kind: age_range, at_least: 25, at_most: 70", "The patient is at least 25 and at most 70 years old"),
        ("kind: condition_absent, condition: tobacco_use, for_weeks: 6", "No tobacco use for at least 6 weeks"),
        ("kind: measure, measure: listhesis_mm, below: 2", "Spondylolisthesis below 2 mm"),
    ],
)
def test_the_sentence_of_a_rule(tmp_path: Path, rule: str, text: str) -> None:
    assert load(tmp_path, base=BASE + f"  - {{id: new, {rule}}}\n").profile.criteria[-1].text == text


def test_members_and_branches_have_sentences_too(tmp_path: Path) -> None:
    member = "{id: m, kind: symptom_duration, months: 6}"
    branch = f"branches:\n  - {{line_of_business: [medicaid], criteria: [{member}]}}\n"
    group = f"  - {{id: all, kind: all_of, members: [{member}]}}\n"
    profile = load(tmp_path, base=BASE + group + branch).profile
    said = "Low back pain for at least 6 months"
    assert profile.criteria[-1].members[0].text == said  # type: ignore[union-attr]
    assert [c.text for c in profile.branches[0].criteria or ()] == [said]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("L4-L5, T1 and PHQ-9", ""),
        ("1-2 bodies", "at least 1 body, at most 2 bodies"),
        ("510(k), CPT 64628, 2.5 mm", "2.5 mm"),
        ("a T-score (-2.5)", "-2.5"),
        ("twenty-four of thirty", "24, 30"),
        ("someone, anyone", ""),
        ("two visits a week", "2 sessions"),
    ],
)
def test_limits_are_read_in_digits_and_words(text: str, limits: str) -> None:
    assert listed(limits_said(text)) == limits


def test_no_shipped_profile_differs_from_its_rules() -> None:
    library = default_library()
    assert [p.message for name in library.ids() for p in clause_problems(library.load(name))] == []


def test_a_quote_needs_its_page_and_day(tmp_path: Path) -> None:
    from priorauth.problems import Refused

    source = "source: {grade: verbatim, quote: six months or longer"
    start = BASE + "  - {id: new, kind: symptom_duration, months: 6, "
    with pytest.raises(Refused, match="PA112"):
        load(tmp_path, base=start + source + "}}\n")
    whole = load(tmp_path, base=start + source + ', url: "https://policy.example/q", retrieved: 2026-11-23}}\n')
    read = whole.profile.criteria[-1].source
    assert read
    assert read.quoted == "“six months or longer” (https://policy.example/q, 2026-11-23)"
