"""The words of a criterion's sentence: each is known to its rule, none names another payer, and none turns it round."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.payers.clause_lint import clause_problems
from tests.payers.profiles import BASE, load

PAIN = "kind: symptom_duration, months: 6"
CARE = "kind: conservative_care_duration, months: 6"
THERAPY = "kind: care_within, modalities: [physical_therapy], sessions: 10, within_months: 12"
MODIC = "kind: modic_types, accepted: [1, 2]"
RANGE = "kind: vertebral_range, first: L3, last: S1"
THREE = "kind: bodies_per_session, maximum: 3, unit: body"
SOURCES = "kind: other_generators_evaluated, generators: [facet, sacroiliac]"
SCORES = "kind: score_recorded, instruments: [ODI, VAS]"
MIND = "kind: evaluation_documented, evaluation: psychological"
BOTH = "members: [{id: m1, kind: skeletal_maturity}, {id: m2, kind: axial_pain}]"
CONDITIONS = "members: [{id: m1, kind: condition_present, condition: tumor}, {id: m2, kind: condition_present, condition: fracture}]"
TRIED = "required: [{name: Therapy, modalities: [physical_therapy]}, {name: NSAID, modalities: [nsaid]}]"

DRIFTING = [
    # nothing of the rule's subject
    (PAIN, "Plays chess on Sundays"),
    (MODIC, "The record is complete"),
    (RANGE, "Care was of no help"),
    ("kind: condition_absent, condition: spondylolysis", "No known drug reaction"),
    (SCORES, "The note is in the chart"),
    ("kind: severity_stated, unremitting: true", "Pain of a certain size"),
    (f"kind: any_of, {BOTH}", "Good weather"),
    ("kind: attested, clause: done by a board-certified physician, reason: no chart has it", "The room is quiet"),
    # who, what with, and how
    (CARE, "Six months of failed conservative care led by an osteopath"),
    (CARE, "Six months of acupuncture have failed"),
    (THERAPY, "Ten massage visits in the last year"),
    (MIND, "A sociologist gave a psychological assessment"),
    (MIND, "A psychological assessment that found no barrier"),
    ("kind: skeletal_maturity", "A pediatrician finds the skeleton mature"),
    ("kind: condition_absent, condition: local_infection", "No systemic infection"),
    ("kind: condition_absent, condition: fragility_fracture", "No compression fracture"),
    ("kind: prior_surgery, excepted: [discectomy]", "No lumbar surgery except a laminectomy"),
    ("kind: prior_surgery", "No lumbar surgery at the same level"),
    (SOURCES, "The facet joints were excluded as the source"),
    (SOURCES, "Facet, sacroiliac and knee joints were excluded as the source"),
    ("kind: measure, measure: beck, at_most: 20", "PHQ-9 of at most 20"),
    ("kind: score_threshold, instrument: VAS, unit: cm, at_least: 4", "A numeric rating of 4 or more"),
    # waived, excepted, left open
    (PAIN, "Half a year of back pain unless it is agonizing"),
    (CARE, "Six months of failed conservative care, except for pilots"),
    ("kind: conservative_care_failed", "The patient is exempted from conservative care"),
    ("kind: skeletal_maturity", "Skeletal maturity is not a requirement"),
    ("kind: bodies_adjacent", "Bodies without being adjacent"),
    ("kind: imaging_recency, months: 12", "MRI of the last year; an older one is enough too"),
    (CARE, "The patient has yet to try six months of conservative care"),
    (CARE, "Six months of surgical care rather than conservative care have failed"),
    ("kind: modic_in_mri_report", "The type is in the referral and not in the MRI report"),
    (MODIC, "Any Modic type will do"),
    (MODIC, "Modic type 1 without type 2 or 3"),
    (MODIC, "Modic type 0 or 1 or 2"),
    ("kind: bodies_lifetime, maximum: 4", "There is no limit on bodies in a lifetime"),
    # one for all, all for one
    (MODIC, "Type 1 together with type 2 in the same body"),
    ("kind: modic_matches_treatment", "Some of the bodies have a Modic change that matches the pain"),
    ("kind: no_prior_ablation", "Not every body was ablated before"),
    (SOURCES, "Either facet or sacroiliac joints were excluded as the source"),
    (SCORES, "An ODI and a VAS reading"),
    (
        "kind: severity_stated, unremitting: true, functional_impairment: true",
        "Unremitting pain or impaired function",
    ),
    (f"kind: any_of, {BOTH}", "A mature skeleton and axial pain"),
    (f"kind: all_of, {BOTH}", "A mature skeleton or axial pain"),
    (f"kind: none_of, {CONDITIONS}", "A tumor or a fracture"),
    (f"kind: required_modalities, {TRIED}", "Therapy or an NSAID was tried and failed"),
    (f"kind: required_modalities, n: 1, {TRIED}", "Therapy and an NSAID were tried"),
    # turned round
    (PAIN, "No back pain for six months"),
    (PAIN, "Not six months of back pain"),
    ("kind: axial_pain", "The pain is not in the low back"),
    ("kind: repeat_interval, months: 6", "Again before six months have passed"),
    (RANGE, "Bodies outside L3 to S1"),
    (RANGE, "L3 to S1 or higher"),
    (RANGE, "Each lumbar vertebra, and S1"),
    (MIND, "No psychological evaluation is on file"),
    ("kind: severity_stated, unremitting: true", "Pain that is not unremitting"),
    (SOURCES, "Facet and sacroiliac joints are the source of the pain"),
    ("kind: prior_surgery", "No lumbar surgery is planned"),
    # too late
    ("kind: imaging_recency, months: 12", "MRI within a year after the procedure"),
    (
        "kind: score_threshold, instrument: ODI, unit: percent, at_least: 40",
        "ODI of 40% or more after the ablation",
    ),
    (MIND, "A psychological evaluation will be done"),
    # numbers
    (PAIN, "Back pain for a quarter of a year"),
    (PAIN, "Back pain for one decade"),
    ("kind: symptom_duration, months: 24", "Two and a half years of back pain"),
    ("kind: conservative_care_duration, weeks: 6", "A fortnight of conservative care failed"),
    (THREE, "Three or four bodies in one session"),
    (THREE, "At most three discs in one session"),
    (THREE, "At most three endplates in one session"),
    ("kind: measure, measure: bmi, at_most: 40", "BMI of at most 40 percent"),
    ("kind: skeletal_maturity", "Skeletally mature, which is 21 or older"),
    # shorthand and contractions, and what they turn round
    (
        f"{CARE}, physician_supervised: true",
        "Six months of failed conservative care without any medical supervision",
    ),
    (f"{CARE}, physician_supervised: true", "Half a year of unsupervised conservative care failed"),
    (CARE, "Six months of conservative care haven't been attempted"),
    ("kind: conservative_care_failed", "Nonsurgical care was never given"),
    ("kind: conservative_care_failed", "Conservative care hasn't failed"),
    (f"{THERAPY}, sessions_per_week: 2", "Ten therapy visits within a year, once a week"),
    (CARE, "Six straight months of conservative care have failed"),
    ("kind: condition_present, condition: fracture", "The vertebra isn't fractured"),
    ("kind: bodies_adjacent", "Bodies that aren't adjacent"),
    ("kind: axial_pain", "Leg pain predominates over back pain"),
    ("kind: repeat_interval, months: 12", "A body may be ablated again sooner than one year after the first time"),
    (RANGE, "Bodies below S1"),
    (RANGE, "Only the L3 vertebra is treated"),
    ("kind: measure, measure: bmi, at_most: 35", "A patient's weight is at most 35 kg"),
    ("kind: measure, measure: bmi, at_most: 35", "Body mass of no more than 35 pounds"),
    ("kind: diagnosis_codes, accepted: [M54.51]", "Diagnosis M54.59 is listed"),
    ("kind: procedure_codes, accepted: ['64628']", "Procedure 64625 alone"),
    (f"kind: all_of, {CONDITIONS.replace('present', 'absent')}", "The spine has no tumor or no fracture"),
    (f"kind: required_modalities, {TRIED}", "Therapy and an NSAID, unless contraindicated, were tried and failed"),
]

HONEST = [
    (PAIN, "The member has borne low back pain for half a year or longer"),
    (PAIN, "Chronic Low Back Pain For Six Months Or More"),
    (PAIN, "Six months at least of low back pain, as Example policy X-1 asks"),
    ("kind: symptom_duration, months: 30", "Two and a half years of back pain"),
    ("kind: symptom_duration, months: 9", "Three quarters of a year of back pain"),
    (CARE, "Nonsurgical care such as therapy and medication has failed for six months"),
    (CARE, "Conservative measures were pursued for six months and did not succeed"),
    (THERAPY, "Within the previous year the patient attended ten physical therapy visits"),
    (THERAPY, "Ten physical therapy visits in the year before the procedure"),
    ("kind: condition_absent, condition: instability", "No instability on flexion films of the lumbar spine"),
    (f"kind: required_modalities, {TRIED}", "Therapy and an NSAID were tried and have failed"),
    (f"kind: required_modalities, n: 1, {TRIED}", "Therapy or an NSAID was tried and failed"),
    (MODIC, "Both type 1 and type 2 Modic changes are accepted"),
    (MODIC, "Modic type 3 is excluded; types 1 and 2 qualify"),
    (MODIC, "Edematous (type 1) or fatty (type 2) endplate changes seen on MRI"),
    ("kind: modic_matches_treatment", "Each body to be treated shows Modic changes where it hurts"),
    (RANGE, "One or more vertebrae from L3 down to S1"),
    (THREE, "Two or three bodies in one session"),
    ("kind: bodies_per_session, maximum: 2, unit: disc_level", "Two discs is the upper limit of a session"),
    ("kind: bodies_adjacent", "Vertebrae that are neighbors, without gaps"),
    ("kind: axial_pain", "Back-dominant pain with little leg pain, worse on bending"),
    (SOURCES, "Facet and sacroiliac joints were considered and excluded"),
    ("kind: condition_absent, condition: infection", "The spine is free from infection"),
    ("kind: condition_absent, condition: tobacco_use, for_weeks: 6", "The patient quit smoking six weeks ago or earlier"),
    ("kind: condition_absent, condition: instability", "The spine is stable, with no instability"),
    ("kind: prior_surgery, excepted: [discectomy]", "No lumbar surgery apart from a discectomy"),
    ("kind: prior_surgery, at_intended_level: true", "No lumbar surgery at the same level"),
    ("kind: repeat_interval, months: 6", "Half a year has to lie between two ablations of a body"),
    ("kind: imaging_recency, months: 12", "MRI no earlier than twelve months before the request"),
    ("kind: measure, measure: bmi, at_most: 40", "Patients with a BMI over 40 are excluded"),
    ("kind: evaluation_documented, evaluation: psychological, no_barrier: true", "A psychologist has found no barrier"),
    ("kind: severity_stated, unremitting: true", "Relentless pain"),
    (SCORES, "An ODI or a VAS reading from before the procedure"),
    (f"kind: any_of, {BOTH}", "One or both of the following"),
    (f"kind: none_of, {CONDITIONS}", "Patients with a tumor or a fracture are excluded"),
    ("kind: attested, clause: done by a board-certified physician, reason: no chart has it", "The physician is certified"),
    (CARE, "Pts have failed six months of conservative tx"),
    (f"{CARE}, measure: consecutive", "Pt had six straight months of conservative care w/o benefit"),
    ("kind: care_within, modalities: [home_exercise], weeks: 8, within_months: 12", "HEP for 8 wks w/in 12 mos"),
    (f"{CARE}, physician_supervised: true", "No improvement under a physician's direction in six months of conservative care"),
    (f"{THERAPY}, sessions_per_week: 2", "Within a year, ten therapy visits, at least twice a week"),
    (f"kind: required_modalities, {TRIED.replace('[nsaid]', '[nsaid], unless_contraindicated: true')}",
     "Therapy and an NSAID, unless contraindicated, were tried and failed"),
    ("kind: axial_pain", "Axial pain predominates"),
    ("kind: condition_absent, condition: fracture", "The vertebra isn't fractured"),
    ("kind: condition_absent, condition: tumor", "The applicant doesn’t have a tumor"),
    ("kind: measure, measure: beck, at_most: 20", "A Beck score that doesn't exceed 20 at intake"),
    ("kind: relative_contraindication, condition: infection", "With an infection, the chart says which safeguards will be used"),
    ("kind: repeat_interval, months: 12", "Another ablation of a body is permitted no sooner than one year after the first"),
    (RANGE, "No body above L3 or below S1"),
    ("kind: diagnosis_codes, accepted: [M54.51]", "M54.51, not M54.59, is listed"),
    (f"kind: all_of, {CONDITIONS.replace('present', 'absent')}", "No tumor or fracture"),
]  # fmt: skip

NAMES = [
    (PAIN, "Six months of back pain, as zQuest asks", "zQuest"),
    (PAIN, "Under the Northfield rule, six months of back pain", "Northfield"),
    (PAIN, "Six months of back pain (QRS guideline)", "QRS"),
    (PAIN, "Six months of back pain, determination L12345", "L12345"),
    (PAIN, "Six months of back pain by policy X-2", "policy X-2"),
    (PAIN, "X-2: six months of back pain", "X-2"),
    (
        "kind: attested, clause: done by a physician, reason: no chart has it",
        "A physician, says Northfield",
        "Northfield",
    ),
]


def found(folder: Path, rule: str, said: str) -> set[str]:
    text = BASE + f'  - {{id: new, text: "{said}", {rule}}}\n'
    return {p.code for p in clause_problems(load(folder, base=text))}


@pytest.mark.parametrize(("rule", "said"), DRIFTING)
def test_a_text_that_asks_for_something_else_is_found(tmp_path: Path, rule: str, said: str) -> None:
    assert found(tmp_path, rule, said) & {"PA352", "PA356"}


@pytest.mark.parametrize(("rule", "said"), HONEST)
def test_a_text_of_an_admins_own_words_passes(tmp_path: Path, rule: str, said: str) -> None:
    assert found(tmp_path, rule, said) == set()


@pytest.mark.parametrize(("rule", "said", "name"), NAMES)
def test_another_payer_reviewer_or_guideline_is_named(tmp_path: Path, rule: str, said: str, name: str) -> None:
    text = BASE + f'  - {{id: new, text: "{said}", {rule}}}\n'
    (named,) = clause_problems(load(tmp_path, base=text))
    assert (named.code, name in named.message) == ("PA356", True)


def test_a_name_is_anothers_by_the_branch_it_stands_in(tmp_path: Path) -> None:
    def branch(said: str) -> str:
        criterion = f'{{id: new, text: "{said}", {PAIN}}}'
        policy = "{number: N-7, title: Northfield spine guideline}"
        return BASE + (
            "branches:\n  - delegates: [Northfield Review]\n    reviewer: Northfield Review\n"
            f"    policy: {policy}\n    criteria: [{criterion}]\n"
        )

    own = "Northfield Review guideline N-7 asks for six months of back pain"
    assert list(clause_problems(load(tmp_path, base=branch(own)))) == []
    base_policy = "Policy X-1 asks for six months of back pain"
    assert [p.code for p in clause_problems(load(tmp_path, base=branch(base_policy)))] == ["PA356"]


def test_a_named_person_may_let_a_name_stand(tmp_path: Path) -> None:
    text = BASE + (
        f'  - {{id: new, text: "Six months of back pain, as zQuest asks", {PAIN}, wording: {{by: Riley, reason: agreed}}}}\n'
    )
    assert list(clause_problems(load(tmp_path, base=text))) == []
