"""Claims held against the whole chart: what one line more, or one word less, makes of the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_verdicts import ChartComparison
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from tests.cases import clean_case
from tests.comparison.packets import opened
from tests.quick_sample import one_in

HEAD = "Patient: Avery Example   DOB: 03/09/1974\n"
NOTE = f"""OFFICE VISIT
{HEAD}Date of service: 11/03/2026
HISTORY
Low back pain since May 2025. The pain is axial.
No leg pain, numbness or weakness.
Oswestry today: 44%.
Naproxen 500 mg twice daily from May 5, 2025 to March 30, 2026 without relief.
No infection. No pacemaker."""
REPORT = f"""MRI OF THE LUMBAR SPINE WITHOUT CONTRAST
{HEAD}Date of exam: 08/18/2026
FINDINGS:
L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.
Electronically signed by Casey Specimen, MD"""
THERAPY = f"""PHYSICAL THERAPY DISCHARGE SUMMARY
{HEAD}Date: 04/24/2026
18 visits attended. Relief was temporary."""

CLAIMS: dict[str, Any] = {
    "pain__onset": "2025-05",
    "pain__pattern": "axial",
    "pain__scores": [{"instrument": "ODI", "value": "44", "unit": "percent", "date": "2026-11-03"}],
    "imaging__0__findings": [
        {"disc_level": "L4-L5", "endplates": ["L4 inferior", "L5 superior"], "modic_types": ["1"]}
    ],
    "conservative_care": [
        {"modality": "nsaid", "detail": "naproxen 500 mg", "start": "2025-05-05", "end": "2026-03-30", "status": "stopped"},
        {"modality": "physical_therapy", "sessions": "18", "status": "completed"},
    ],
    "safety__infection": {"present": "no"},
    "safety__implanted_pulse_generator": {"present": "no"},
}  # fmt: skip


def compared(note: str = NOTE, report: str = REPORT, therapy: str = THERAPY, **changes: Any) -> ChartComparison:
    case = clean_case(**{**CLAIMS, **changes})
    pages = {"A": (note,), "B": (report,), "C": (therapy,)}
    exhibits = {item.exhibit.id: item.pages for item in opened(case, pages, is_named=False)}
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    return compare_chart(case, read_exhibits(exhibits, person))


def verdict(field: str, **changes: Any) -> str:
    return next(str(item.verdict) for item in compared(**changes).compared if item.claim == field)


CLAIMED = [
    "pain.onset",
    "pain.pattern",
    "pain.leg_symptoms.present",
    "pain.scores.1",
    "conservative_care.1.start",
    "conservative_care.1.end",
    "conservative_care.2.sessions",
    "conservative_care.2.status",
    "imaging.1.findings.1.modic_types",
    "imaging.1.findings.1.endplates",
    "safety.infection.present",
    "safety.implanted_pulse_generator.present",
]


@pytest.mark.parametrize("field", CLAIMED)
def test_a_chart_that_bears_its_claims_out_supports_each(field: str) -> None:
    assert verdict(field) == "supported"


@pytest.mark.parametrize(
    ("field", "changes", "expected"),
    one_in(4, [
        ("pain.onset", {"pain__onset": "2024-05"}, "contradicted"),
        ("pain.onset", {"note": NOTE.replace("since May 2025", "for a long time")}, "not_found"),
        ("pain.pattern", {"note": NOTE.replace("The pain is axial.", "Radicular pain.")}, "contradicted"),
        ("pain.leg_symptoms.present", {"note": f"{NOTE}\nTingling in the left foot."}, "disputed"),
        ("pain.leg_symptoms.present", {"therapy": f"{THERAPY}\nPain radiates down the right leg."}, "disputed"),
        ("pain.scores.1", {"note": NOTE.replace("44%", "34%")}, "contradicted"),
        ("conservative_care.1.start", {"note": NOTE.replace("May 5, 2025", "June 5, 2025")}, "contradicted"),
        ("conservative_care.2.sessions", {"therapy": THERAPY.replace("18", "8")}, "contradicted"),
        ("conservative_care.2.sessions", {"therapy": THERAPY.replace("visits attended", "visits ordered")}, "not_found"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace("type 1", "type 2")}, "contradicted"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace("L4-L5: Modic", "L4-L5: No Modic")}, "contradicted"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace("L4-L5: Modic", "L4-L5: Possible Modic")}, "by_a_person"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace("08/18/2026", "08/18/2024")}, "not_found"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace(HEAD, "")}, "by_a_person"),
        ("imaging.1.findings.1.modic_types", {"report": REPORT.replace("Avery Example   DOB: 03/09/1974", "Rowan Madeup   DOB: 01/02/1960")}, "not_found"),
        ("imaging.1.findings.1.modic_types", {"report": "X", "note": f"{NOTE}\nMRI shows Modic type 1 changes at L4-L5."}, "second_hand"),
        ("safety.infection.present", {"note": NOTE.replace("No infection.", "Infection of the spine.")}, "contradicted"),
        ("safety.infection.present", {"note": NOTE.replace("No infection.", "")}, "not_found"),
        ("safety.infection.present", {"note": f"{NOTE}\nCould it be an infection?"}, "supported"),
        ("safety.infection.present", {"note": NOTE.replace("No infection.", "Could it be an infection?")}, "by_a_person"),
        ("safety.implanted_pulse_generator.present", {"note": f"{NOTE}\nHer father has a pacemaker."}, "supported"),
    ]),
)  # fmt: skip
def test_one_word_of_the_chart_changes_the_verdict(field: str, changes: dict[str, Any], expected: str) -> None:
    assert verdict(field, **changes) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("L4 inferior and L5 superior endplates: Modic type 1.", "supported"),
        ("L4-L5: narrowed disc with Modic type 1 change, L4 inferior and L5 superior.", "supported"),
        ("L4-5 dehydrated. Modic I, L4 inf EP + L5 sup EP.", "supported"),
        ("L4 inferior endplate: Modic type 1.", "not_found"),
        ("L4 inferior endplate: Modic type 1. L5 superior endplate: Modic type 2.", "not_found"),
        ("L4 inferior and L5 superior endplates: no Modic type 1.", "not_found"),
    ],
)
def test_both_endplates_of_a_level_may_be_named_body_by_body(said: str, expected: str) -> None:
    line = "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates."
    assert verdict("imaging.1.findings.1.endplates", report=REPORT.replace(line, said)) == expected


def test_a_second_sentence_of_a_numbered_entry_is_of_its_level() -> None:
    entry = "IMPRESSION:\n1. L5-S1: small bulge that does not touch the root. No endplate change."
    signed = "Electronically signed"
    assert (
        verdict("imaging.1.findings.1.modic_types", report=REPORT.replace(signed, f"{entry}\n{signed}"))
        == "supported"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Low back pain began in May 2025.", "supported"),
        ("Low back pain began in March 2021.", "by_a_person"),
        ("Low back pain may have begun in March 2021.", "supported"),
    ],
)
def test_a_page_that_names_nobody_and_says_otherwise_leaves_a_claim_to_a_person(line: str, expected: str) -> None:
    assert verdict("pain.onset", therapy=f"OFFICE VISIT\nDate of service: 06/02/2026\n{line}") == expected


def test_a_phone_note_can_say_that_a_drug_was_never_filled() -> None:
    note = f"TELEPHONE NOTE\n{HEAD}Date: 06/02/2026\nThe naproxen was never filled."
    assert verdict("conservative_care.1.status") == "supported"
    assert verdict("conservative_care.1.status", therapy=note) == "disputed"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "supported"),
        ("\nShe gave up the home exercises in the spring.", "disputed"),
        ("\nHome exercises: nothing taught or started.", "disputed"),
        ("\nHer sister gave up the home exercises.", "supported"),
    ],
)
def test_care_that_goes_on_is_disputed_where_a_page_says_it_was_given_up(line: str, expected: str) -> None:
    care = [{"modality": "home_exercise", "start": "2026-04-24", "status": "ongoing"}]
    note = NOTE + "\nHome exercises daily since April 24, 2026, ongoing." + line
    assert verdict("conservative_care.1.status", conservative_care=care, note=note) == expected


def test_a_page_without_text_leaves_what_is_not_found_to_a_person() -> None:
    assert verdict("imaging.1.findings.1.modic_types", report="") == "by_a_person"


def test_a_verdict_shows_the_words_it_rests_on() -> None:
    (found,) = (item for item in compared().compared if item.claim == "imaging.1.findings.1.modic_types")
    assert [(item.where.exhibit, item.where.page) for item in found.bears_out] == [("B", 1)]
    assert found.bears_out[0].where.quote.startswith("L4-L5: Modic type 1 changes")


def raised(**changes: Any) -> set[str]:
    return {item.fact.value for item in compared(**changes).raised}


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("She takes warfarin.", "anticoagulants"),
        ("Lumbar fusion in 2019.", "prior_spine_surgery"),
        ("Prior basivertebral nerve ablation in 2023.", "prior_ablation"),
    ],
)
def test_what_speaks_against_and_no_claim_covers_comes_up_by_itself(line: str, fact: str) -> None:
    silent = {
        "safety__anticoagulants__present": "not_documented",
        "safety__prior_spine_surgery__present": "not_documented",
        "safety__prior_ablation": {},
    }
    assert fact not in raised(**silent)
    assert fact in raised(note=f"{NOTE}\n{line}", **silent)


@pytest.mark.parametrize(
    "line",
    [
        "Her father takes warfarin.",
        "Risks discussed: infection, bleeding, fracture.",
        "If a fracture is seen, call.",
        "No fracture.",
    ],
)
def test_what_is_of_another_or_of_nobody_does_not_come_up(line: str) -> None:
    assert raised(note=f"{NOTE}\n{line}") == raised()


def test_what_the_case_itself_says_is_there_does_not_come_up() -> None:
    changes = {"note": f"{NOTE}\nShe takes warfarin.", "safety__anticoagulants__present": "yes"}
    assert "anticoagulants" not in raised(**changes)


def test_a_copy_of_a_document_is_counted_once() -> None:
    case = clean_case(**CLAIMS)
    pages = {"A": (NOTE,), "B": (REPORT, REPORT), "C": (THERAPY,)}
    exhibits = {item.exhibit.id: item.pages for item in opened(case, pages)}
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    found = compare_chart(case, read_exhibits(exhibits, person))
    (types,) = (item for item in found.compared if item.claim == "imaging.1.findings.1.modic_types")
    assert (types.verdict, [item.where.page for item in types.bears_out]) == ("supported", [1])


def test_that_care_was_ordered_speaks_neither_against_having_had_it_nor_for_itself() -> None:
    found = compared(note=f"{NOTE}\nPhysical therapy was ordered.")
    assert [str(item.fact) for item in found.raised] == []
    status = next(item for item in found.compared if item.claim == "conservative_care.2.status")
    assert str(status.verdict) == "supported"


def test_a_denial_that_opens_with_never_raises_nothing() -> None:
    assert compared(note=f"{NOTE}\nNever spondylolisthesis of a granular kind.").raised == ()
    assert [str(item.fact) for item in compared(note=f"{NOTE}\nSpondylolisthesis of a granular kind.").raised] == [
        "spondylolisthesis"
    ]
