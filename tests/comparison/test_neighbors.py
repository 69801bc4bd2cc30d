"""Words that stand beside a claim's own and are of something else: they neither bear it out nor speak against it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.comparison.packets import FORM, NOTE_1, NOTE_2, REPORT_1, chart, held, said, verdicts
from tests.comparison.test_wordings import judged, row

TALK = "The plan was talked over at length with the patient and the family. " * 4
ON_NOTE = {"exhibit": "A", "page": "1"}


@pytest.mark.parametrize(
    ("care", "line"),
    [
        # Far behind the words of the care, in a sentence of its own.
        (row("physical_therapy"), f"Physical therapy is talked of. {TALK}The form was completed on June 1, 2025."),
        # Nearer to the words of another care.
        (row("nsaid", detail="naproxen"), "Naproxen is talked of; acupuncture was completed on June 1, 2025."),
        (row("nsaid", detail="naproxen"), "She completed acupuncture on June 1, 2025, and naproxen is talked of."),
    ],
)
def test_what_was_done_of_another_thing_does_not_show_that_the_care_was(care: dict[str, Any], line: str) -> None:
    assert judged(care, line)["status"] == "PA747"


def test_a_record_of_behavioral_therapy_need_not_name_it_beside_each_count() -> None:
    care = row("cognitive_behavioral_therapy", sessions="4") | {"source": {"exhibit": "C", "page": "3"}}
    pages = chart(
        therapy_1="BEHAVIORAL THERAPY SESSION RECORD",
        therapy_2="Attended as agreed.",
        therapy_3="BEHAVIORAL THERAPY SUMMARY\nAttended 4 sessions.",
    )
    changes = {"conservative_care": [care], "exhibits__2__kind": "behavioral_therapy"}
    found = verdicts(held(changes, pages), "conservative_care.1.sessions")
    assert found["conservative_care.1.sessions"].verdict == "corroborated"


@pytest.mark.parametrize(
    ("field", "value", "report", "verdict"),
    [
        ("radiologist", "Casey Specimen II, MD", "Casey Specimen", "corroborated"),
        ("sequences", ["T1", "T2W"], REPORT_1, "corroborated"),
        ("numbering__transitional", "yes", REPORT_1.replace("No transitional anatomy", "L5 is transitional"), None),
        ("numbering__transitional", "yes", REPORT_1, "contradicted"),
        ("numbering__transitional", "no", REPORT_1, "corroborated"),
    ],
)
def test_a_study_is_as_the_report_says_however_it_is_written(
    field: str, value: Any, report: str, verdict: str | None
) -> None:
    pages = chart(report_1=report if "TECHNIQUE" in report else f"{report}\n{REPORT_1}")
    claim = f"imaging.1.{field.replace('__', '.')}"
    found = verdicts(held({f"imaging__0__{field}": value}, pages), claim).get(claim)
    assert (found.verdict.value if found else None) == verdict


def scored(instrument: str, value: str, unit: str, line: str, *, where: str = "A") -> str:
    """What becomes of a score's value, beside a page that is this line alone."""
    score = {"instrument": instrument, "value": value, "unit": unit, "date": "2026-11-03"}
    source = {"exhibit": where, "page": "1"}
    text = f"Date of service: 11/03/2026\n{line}"
    pages = chart(note_1=text, note_2="Page 2") if where == "A" else chart(form=text)
    concordance = held({"pain__scores": [score | {"source": source}]}, pages)
    return str(verdicts(concordance, "pain.scores.1.value")["pain.scores.1.value"].verdict)


@pytest.mark.parametrize(
    ("score", "line"),
    [
        (("NRS", "7", "points"), "Fatigue 7/10."),
        (("ODI", "44", "percent"), f"Oswestry form given. {TALK}Oxygen 44 percent."),
        (("PHQ-9", "9", "points"), "PHQ-9: 4. Falls in a year 9."),
        (("PHQ-9", "9", "points"), "PHQ-9 of 2 weeks: see 9"),
    ],
)
def test_another_number_is_no_reading_of_the_instrument(score: tuple[str, str, str], line: str) -> None:
    assert scored(*score, line) != "corroborated"


def test_pain_beside_the_name_of_a_scale_is_part_of_that_name() -> None:
    assert scored("VAS", "70", "mm", "VAS pain 70 mm") == "corroborated"


def test_a_form_that_gives_only_the_month_does_not_speak_against_the_day() -> None:
    pages = chart(form=FORM.replace("Completed: 11/03/2026", "Completed: November 2026"))
    found = verdicts(held(pages=pages), "pain.scores.1.date")["pain.scores.1.date"]
    assert found.verdict == "not_found"


@pytest.mark.parametrize(
    "line",
    [
        "Back pain is talked of. Moved to a new home March 5, 2024.",
        f"The family keeps a farm. {TALK}Moved to a new home March 5, 2024.",
    ],
)
def test_a_day_of_another_sentence_is_not_the_onset(line: str) -> None:
    note = NOTE_1.replace("low back pain since February 10, 2025", "low back pain since May 2, 2025")
    changes = {"pain__onset": "2024-03-05", "pain__source": ON_NOTE}
    found = verdicts(held(changes, chart(note_1=note, note_2=f"{NOTE_2}\n{line}")), "pain.onset")
    assert found["pain.onset"].verdict == "contradicted"


def test_the_year_the_pain_began_says_nothing_of_an_earlier_ablation() -> None:
    ablated = {"performed": "yes", "date": "2023-04-02", "bodies": ["L3"], "source": ON_NOTE}
    note = NOTE_1.replace("since February 10, 2025", "since 2024")
    concordance = held({"safety__prior_ablation": ablated}, chart(note_1=note))
    found = [item for item in concordance.checked if item.claim.startswith("safety.prior_ablation")]
    assert "PA746" not in {item.code for item in found}


@pytest.mark.parametrize(
    "line",
    [
        "A plan of care was agreed. Visits attended: 12.",
        "Referred by Jordan Sample, MD, who asked for a report on it. Visits attended: 12.",
    ],
)
def test_a_total_that_is_stated_counts_whatever_was_planned_further_back(line: str) -> None:
    pages = chart(
        therapy_1="Physical therapy",
        therapy_2=f"PHYSICAL THERAPY DISCHARGE SUMMARY\n{line}",
        therapy_3="Discharged.",
    )
    changes = {
        "conservative_care__0__sessions": "12",
        "conservative_care__0__source": {"exhibit": "C", "page": "2"},
    }
    found = verdicts(held(changes, pages), "conservative_care.1.sessions")
    assert found["conservative_care.1.sessions"].verdict == "corroborated"


@pytest.mark.parametrize(
    "line",
    [
        # A date beside the block that is no date of one, and the date of another block.
        "Medial branch: the patient was told of it on May 6, 2026 and gave leave.",
        "Sacroiliac joint injection May 6, 2026.",
    ],
)
def test_another_date_beside_a_block_does_not_speak_against_its_day(line: str) -> None:
    pages = said(
        "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave", f"{line}\nMedial branch blocks gave"
    )
    concordance = held({"other_generators__0__date": "2026-06-02"}, pages)
    assert verdicts(concordance, "other_generators.1.date")["other_generators.1.date"].verdict == "not_found"
