"""How notes word care and legs, line by line: what each line bears out, contradicts, or leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.model import Modality
from tests.comparison.packets import NOTE_1, NOTE_2, chart, held, stops
from tests.quick_sample import one_in

DRUGS = (
    "Tried: ibuprofen 800 mg (3/2025-9/2025), ineffective; meloxicam 15 mg daily 10/1/2025 to 1/15/2026, no relief."
)
TWO_KINDS = (
    "Chiropractic care: 10 treatments, March to May 2025. Physical therapy: 12 treatments, June to August 2025."
)


def row(modality: str, **more: str) -> dict[str, Any]:
    return {"modality": modality, "status": "completed", "source": {"exhibit": "A", "page": "2"}} | more


def judged(care: dict[str, Any], line: str) -> dict[str, str]:
    """The verdict and code of each part of a course of care, beside a note of one line and no record of it."""
    concordance = held({"conservative_care": [care]}, {**chart(note_2=line), "C": ()})
    prefix = "conservative_care.1."
    return {
        item.claim.removeprefix(prefix): str(item.code or item.verdict)
        for item in concordance.checked
        if item.claim.startswith(prefix)
    }


@pytest.mark.parametrize(
    ("care", "line"),
    [
        (row("nsaid", detail="meloxicam 15 mg", start="2025-10-01", end="2026-01-15"), DRUGS),
        (row("nsaid", detail="ibuprofen 800 mg", start="2025-03", end="2025-09"), DRUGS),
        (row("epidural_injection", start="2026-01-15"), "L5-S1 interlaminar ESI on 1/15/2026 with 2 weeks of relief."),
        (row("home_exercise", start="2025-09-08", status="ongoing"), "HEP daily since 9/8/2025, compliant, no improvement."),
        (row("activity_modification", start="2025-05", status="ongoing"), "Modified activities since May 2025 without benefit."),
        (row("brace", start="2025-03-01", status="ongoing"), "Wears a lumbar brace since 3/1/2025."),
    ],
)  # fmt: skip
def test_a_line_bears_out_the_care_it_tells_of(care: dict[str, Any], line: str) -> None:
    assert set(judged(care, line).values()) == {"corroborated"}


@pytest.mark.parametrize(
    ("care", "line", "left_open"),
    one_in(4, [
        (row("other_medication", detail="gabapentin", start="2025-04-01"), "Gabapentin trialed from 4/1/2025 through 8/1/2025, stopped for sedation.", {"modality": "PA698", "start": "PA698", "status": "PA698"}),
        (row("physical_therapy", start="2025-06-01", sessions="20"), "He attended physical therapy from 06/01/2025 until 08/15/2025 (total 20 visits).", {"sessions": "PA747", "status": "PA747"}),
        (row("physical_therapy", end="2025-08-15", sessions="12"), "Six weeks of physical therapy (12 sessions) completed 8/15/2025.", {"sessions": "PA747", "status": "PA747"}),
        (row("physical_therapy", start="2025-06-01", sessions="12"), "PT: 12/12 sessions completed between June 1, 2025 and August 15, 2025.", {"sessions": "PA747", "status": "PA747"}),
        (row("physical_therapy", end="2025-08-15", sessions="12"), "PT x 12 visits 6/1/25 to 8/15/25, minimal benefit.", {"sessions": "PA747", "status": "PA747"}),
        (row("physical_therapy", start="2025-06", sessions="12"), TWO_KINDS, {"sessions": "PA747", "status": "PA747"}),
        (row("chiropractic", start="2025-03", end="2025-05", sessions="10"), TWO_KINDS, {"sessions": "PA747", "status": "PA747"}),
        (row("oral_steroid", start="2025-02"), "Medrol dose pack 2/2025: transient relief.", {"start": "PA747"}),
        (row("cognitive_behavioral_therapy", start="2025-09-15", sessions="4"), "CBT: attended 4/6 sessions (September 15 to December 1, 2025).", {"sessions": "PA747", "status": "PA747"}),
        (row("physical_therapy"), "Did PT in 2019 without relief. PT ordered today.", {"status": "PA747"}),
        (row("activity_modification", start="2025-04"), "Activity modification since April 2025. Ablation is recommended.", {"status": "PA747"}),
        (row("physical_therapy"), "Physical therapy was ordered. Core strength, posture, safe lifting, flexibility of the hips and of the hamstrings, walking on a treadmill and a program to be kept up at home were the aims, and all of it was completed.", {"modality": "PA747", "status": "PA747"}),
        (row("physical_therapy", sessions="18"), "PT at Example Rehab: eighteen visits between 1 June 2025 and 15 January 2026.", {"modality": "PA698", "sessions": "PA698", "status": "PA747"}),
    ]),
)  # fmt: skip
def test_what_a_line_does_not_know_is_left_to_a_record_or_a_person(
    care: dict[str, Any], line: str, left_open: dict[str, str]
) -> None:
    found = judged(care, line)
    assert {part: code for part, code in found.items() if code != "corroborated"} == left_open


@pytest.mark.parametrize(
    ("care", "line", "part", "code"),
    one_in(4, [
        (row("nsaid", detail="ibuprofen 800 mg", start="2025-04"), DRUGS, "start", "PA740"),
        (row("chiropractic", sessions="12"), TWO_KINDS, "sessions", "PA747"),
        (row("physical_therapy", sessions="10"), TWO_KINDS, "sessions", "PA747"),
        (row("physical_therapy", sessions="12"), "PT x 8 visits 6/1/25 to 8/15/25, minimal benefit.", "sessions", "PA747"),
        (row("physical_therapy", sessions="12"), "PT ordered 2x/week for 6 weeks (12 visits).", "status", "PA747"),
        (row("physical_therapy"), "Physical therapy was recommended but the patient declined due to cost.", "status", "PA742"),
        (row("acupuncture"), "Acupuncture: has not started.", "status", "PA742"),
        (row("physical_therapy", sessions="12"), "Approved for 12 physical therapy visits.", "sessions", "PA747"),
        (row("acupuncture"), "No leg pain.", "modality", "PA747"),
        (row("nsaid", detail="naproxen", start="2025-03-01"), "Naproxen: refilled May 5, 2025, and March 30, 2026.", "start", "PA747"),
        (row("nsaid", detail="naproxen", start="2025-03-01"), "Naproxen from May 5, 2025 to March 30, 2026.", "start", "PA740"),
        (row("nsaid", detail="naproxen", start="2025-03-01"), "Naproxen, no relief. " + "The plan was talked over at length. " * 12 + "Off work May 5, 2025 to March 30, 2026.", "start", "PA747"),
        (row("nsaid", detail="naproxen", start="2025"), "Naproxen, no relief.", "start", "PA747"),
    ]),
)  # fmt: skip
def test_a_line_that_tells_otherwise_is_seen(care: dict[str, Any], line: str, part: str, code: str) -> None:
    assert judged(care, line)[part] == code


def speaks_of_legs(line: str) -> bool:
    changes = {"pain__leg_symptoms__source": {"exhibit": "A", "page": "1"}}
    pages = chart(note_1=NOTE_1, note_2=f"{NOTE_2}\n{line}")
    return ("pain.leg_symptoms.present", "PA745") in stops(held(changes, pages))


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Leg length equal.",
            "Back pain 7/10, leg pain 0/10.",
            "Leg pain - none",
            "Radiculopathy: No",
            "[ ] Radiculopathy [x] Axial pain",
            "Hamstrings tight; straight leg raise 60 degrees.",
            "Prior left leg pain resolved after surgery in 2010.",
            "Lumbosacral radiculopathy was ruled out.",
            "Neuro: no numbness, tingling in the legs, or weakness.",
            "Pain stays in the back and is not felt in the legs.",
            "Lumbar spondylosis w/o radiculopathy M47.816",
            "Leg raises for core strength.",
            "Differential: radiculopathy, facet pain.",
            "If sciatica develops, call.",
            "SLR (-) on both sides. Radicular symptoms absent.",
            "Negative for: leg weakness, leg numbness, sciatica.",
        ],
    ),
)
def test_legs_that_are_fine_are_left_alone(line: str) -> None:
    assert not speaks_of_legs(line)


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Pain radiates into the left leg.",
            "SLR positive on the left at 40 degrees.",
            "+ numbness in left foot",
            "Diagnosis: L5 radiculopathy",
            "Positive left straight leg raise.",
            "No fever. Leg numbness on the right.",
            "Fever: no\nStraight leg raise: positive right",
            "Leg pain 5/10.",
            "Symptoms consistent with left sciatica.",
            "Assessment:\nLumbar radiculopathy",
        ],
    ),
)
def test_legs_that_are_not_are_seen(line: str) -> None:
    assert speaks_of_legs(line)


NAMED = {
    "physical_therapy": "Physical therapy",
    "home_exercise": "HEP",
    "exercise": "A walking program",
    "chiropractic": "Spinal manipulation",
    "activity_modification": "Activity restriction",
    "cognitive_behavioral_therapy": "Pain psychology",
    "nsaid": "Meloxicam",
    "oral_steroid": "Prednisone",
    "epidural_injection": "L5-S1 TFESI",
    "facet_injection": "Facet joint injections",
    "sacroiliac_injection": "SI joint injection",
    "facet_ablation": "Radiofrequency rhizotomy",
    "brace": "Lumbar orthosis",
    "acupuncture": "Acupuncture",
}


@pytest.mark.parametrize("modality", one_in(4, NAMED))
def test_each_kind_of_care_is_known_by_its_words_and_by_no_others(modality: str) -> None:
    care = row(modality, start="2025-06-01")
    found = {
        name: judged(care, f"{words} completed on June 1, 2025.")["modality"] == "corroborated"
        for name, words in NAMED.items()
    }
    also = {"home_exercise"} if modality == "exercise" else set()
    assert {name for name, is_borne_out in found.items() if is_borne_out} - also == {modality}


def test_every_kind_of_care_that_has_words_of_its_own_is_tried() -> None:
    assert {kind.value for kind in Modality} - set(NAMED) == {"other", "other_medication"}


def logged(*rows: str, sessions: str) -> dict[str, str]:
    """What a therapy record that is nothing but a log says of its care."""
    care = {"modality": "physical_therapy", "status": "completed", "sessions": sessions}
    lines = "\n".join(("Physical therapy", "VISIT LOG", *rows))
    concordance = held(
        {"conservative_care": [care | {"source": {"exhibit": "C", "page": "1"}}]},
        chart(therapy_1=lines, therapy_2="Page 2", therapy_3="Page 3"),
    )
    prefix = "conservative_care.1."
    return {
        item.claim.removeprefix(prefix): str(item.code or item.verdict)
        for item in concordance.checked
        if item.claim.startswith(prefix)
    }


NUMBERED = ("1 09/08/2025 bridging", "2 09/15/2025 bridging", "3 09/22/2025 bridging")
BARE = tuple(line[2:] for line in NUMBERED)


@pytest.mark.parametrize(
    ("rows", "sessions", "status", "verdict"),
    [
        (NUMBERED, "3", "corroborated", "corroborated"),
        (NUMBERED, "4", "corroborated", "PA741"),
        # Days alone, or numbers from the second on, are no log of a whole course: a page may not be enclosed.
        (BARE, "3", "PA747", "PA747"),
        (BARE, "4", "PA747", "PA747"),
        (BARE[:1], "4", "PA747", "PA747"),
        (NUMBERED[1:], "3", "PA747", "PA747"),
        ((*NUMBERED, "4 09/29/2025 no show"), "3", "corroborated", "corroborated"),
        ((*NUMBERED, "3 09/22/2025 traction"), "3", "PA747", "PA747"),
        ((), "3", "PA747", "PA747"),
    ],
)
def test_a_log_shows_that_care_was_given_and_how_often(
    rows: tuple[str, ...], sessions: str, status: str, verdict: str
) -> None:
    said = logged(*rows, sessions=sessions)
    assert (said["status"], said["sessions"]) == (status, verdict)
