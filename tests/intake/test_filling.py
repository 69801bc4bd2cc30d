"""What intake fills in from a chart, and from which words."""

from __future__ import annotations

import pytest

from priorauth.intake.draft import leaves
from priorauth.intake.draft_people import CARRIERS, profiles_named
from priorauth.payers.library import default_library
from priorauth.reading.word_tables import rows
from tests.intake.chart_texts import CHART, HEAD, added, changed, drafted, filled
from tests.quick_sample import one_in

EXPECTED = {
    "patient.name.given": "Wilma",
    "patient.name.family": "Placeholder",
    "patient.birth_date": "1970-04-11",
    "patient.sex": "female",
    "patient.record_number": "PH-20417",
    "coverage.payer_name": "Example Health Plan",
    "coverage.member_id": "XEH4455667",
    "coverage.group_id": "0099",
    "request.vertebral_bodies": ("L4", "L5", "S1"),
    "request.diagnosis_codes": ("M54.51",),
    "pain.onset": "2025-02-10",
    "pain.pattern": "axial",
    "pain.leg_symptoms.present": "no",
    "pain.worse_with": ("sitting", "bending forward"),
    "pain.matching_levels.disc_levels": ("L4-L5", "L5-S1"),
    "conservative_care.1.detail": "Naproxen 500 mg twice daily",
    "conservative_care.1.end": "2026-03-30",
    "conservative_care.1.response": "inadequate_relief",
    "conservative_care.3.modality": "physical_therapy",
    "conservative_care.3.start": "2025-09-08",
    "conservative_care.3.sessions": "18",
    "conservative_care.3.response": "temporary_relief",
    "imaging.1.date": "2026-08-18",
    "imaging.1.radiologist": "Casey Specimen, MD",
    "imaging.1.sequences": ("T1", "T2", "STIR"),
    "imaging.1.findings.1.endplates": ("L4 inferior", "L5 superior"),
    "imaging.1.findings.2.modic_types": ("2",),
    "other_generators.1.relief_percent": "10",
    "other_generators.2.verdict": "excluded",
    "safety.anticoagulants.present": "no",
    "safety.prior_spine_surgery.present": "no",
}


def test_a_plain_chart_fills_the_case() -> None:
    given = filled(drafted(CHART))
    assert {field: given.get(field) for field in EXPECTED} == EXPECTED


def test_nothing_is_open_where_the_chart_is_plain() -> None:
    assert drafted(CHART).open == ()


def test_every_value_shows_the_words_it_was_read_from_or_says_how() -> None:
    draft = drafted(CHART)
    for name, node in draft.filled.items():
        for path, item in leaves(node, name):
            assert item.where is not None or item.note or path.endswith("supervised_by"), path


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "value"),
    one_in(3, [
        ("note", "Request basivertebral nerve ablation at L4, L5 and S1.",
         "Request basivertebral nerve ablation at L4-L5.", "request.vertebral_bodies", ("L4", "L5")),
        ("note", "Low back pain since February 10, 2025.",
         "Low back pain since February 10, 2025, nearly two years.", "pain.onset", "2025-02-10"),
        ("note", "ODI 46% today.", "ODI 46% today, 52% in May 2026.", "pain.scores.2.value", "46"),
        ("note", "PLAN\n", "PLAN\nBasivertebral nerve ablation planned for December 14, 2026.\n",
         "request.planned_date", "2026-12-14"),
        ("face", "Sex: Female\n", "Effective 01/01/2026\nSex: Female\n", "patient.sex", "female"),
        ("face", "Member ID: XEH4455667", "Member ID: XEH 4455667", "coverage.member_id", "XEH4455667"),
        ("face", "Member ID: XEH4455667", "Member ID: 912 345 678 00", "coverage.member_id", "91234567800"),
        ("face", "Member ID: XEH4455667", "Subscriber ID XEH 4455667", "coverage.member_id", "XEH4455667"),
        ("face", "Primary ins: Example Health Plan", "Primary ins: Blue Cross Blue Shield of Wyoming",
         "coverage.payer", "highmark-wy-15-01-004"),
    ]),
)  # fmt: skip
def test_other_ways_to_say_it(file: str, old: str, new: str, field: str, value: object) -> None:
    assert filled(drafted(changed(file, old, new))).get(field) == value


def test_a_drug_by_its_brand_and_by_its_name_is_one_course() -> None:
    draft = drafted(added("note", "Naprosyn was stopped March 30, 2026."))
    assert sum(1 for path in filled(draft) if path.endswith(".detail")) == 1


def test_two_courses_of_therapy_apart_in_time_are_two_rows() -> None:
    later = f"""PHYSICAL THERAPY DISCHARGE SUMMARY
{HEAD}Date: 09/25/2026
Physical therapy from July 6, 2026 to September 25, 2026. 9 visits completed. Temporary relief.
Robin Placeholder, PT
"""
    given = filled(drafted({**CHART, "again": later}))
    counts = {value for path, value in given.items() if path.endswith(".sessions")}
    assert counts == {"18", "9"}


def test_an_older_report_is_not_the_study() -> None:
    older = CHART["mri"].replace("08/18/2026", "03/02/2021").replace("type 1", "type 3")
    given = filled(drafted({**CHART, "older": older}))
    assert given["imaging.1.date"] == "2026-08-18"


def test_a_carrier_leads_to_a_profile_that_is_there() -> None:
    known = set(default_library().ids())
    assert {row["profile"] for row in rows(CARRIERS, ("profile", "names"))} <= known


@pytest.mark.parametrize(
    ("printed", "profiles"),
    [
        ("AETNA PPO", ("aetna-cpb-0016",)),
        ("UnitedHealthcare Choice Plus", ("uhc-ablative-spinal-pain",)),
        ("BCBS of Texas", ("hcsc",)),
        ("Keystone Mutual HMO", ()),
        ("Aetna Medicare Advantage", ()),
        ("Betnaetna Mutual", ()),
    ],
)
def test_a_payer_is_known_by_the_names_it_goes_by(printed: str, profiles: tuple[str, ...]) -> None:
    assert profiles_named(printed) == profiles


def test_a_score_of_long_before_the_newest_visit_is_no_baseline() -> None:
    older = (
        CHART["note"].replace("Date of service: 11/03/2026", "Date of service: 05/04/2026").replace("46%", "52%")
    )
    newest = CHART["note"].replace(" ODI 46% today.", "")
    assert "ODI" not in filled(drafted({**CHART, "note": newest, "older": older})).values()
    assert "ODI" in filled(drafted({**CHART, "older": older})).values()


@pytest.mark.parametrize(
    ("beside", "number"),
    one_in(
        3,
        [
            ("Placeholder, Wilma   04/11/1970   PH-20417", "PH-20417"),
            ("Placeholder, Wilma   04/11/1970   OH 31-77-90", "OH 31-77-90"),
            ("Placeholder, Wilma   04/11/1970   555-0142", None),
            ("Placeholder, Wilma   04/11/1970   Member ID 4455667", None),
            ("Placeholder, Wilma   04/11/1970   PH-20417   77-1042", None),
        ],
    ),
)
def test_a_number_beside_the_name_on_two_pages_is_the_record_number(beside: str, number: str | None) -> None:
    texts = {name: text.replace(HEAD, f"{beside}\n") for name, text in CHART.items()}
    assert filled(drafted(texts)).get("patient.record_number") == number


@pytest.mark.parametrize(
    ("words", "sex"), [("F 56 Y", "female"), ("accession 4M-31726", None), ("Mrs. Wilma Placeholder", "female")]
)
def test_how_a_page_calls_the_patients_sex(words: str, sex: str | None) -> None:
    texts = {name: text.replace("Sex: Female\n", "") for name, text in CHART.items()}
    texts["note"] = texts["note"].replace("HISTORY\n", f"HISTORY\n{words}.\n", 1)
    assert filled(drafted(texts)).get("patient.sex") == sex
