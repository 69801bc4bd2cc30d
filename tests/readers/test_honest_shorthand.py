"""Shorthand of honest charts: what it says, and the one word that keeps it from saying it."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.mri.mri_reader import MriReader
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import DocumentKind, DocumentReading, Side
from priorauth.reading.reader import Reader
from tests.readers.reading_one import read_text

DAY = PartialDate.parse("2026-10-14")


def _read(reader: Reader, text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> DocumentReading:
    return read_text(reader, text, kind, day=DAY)


@pytest.mark.parametrize(
    ("fact", "text", "harms"),
    [
        (Fact.PRIOR_ABLATION, "Proceed with BVNA at L5 and S1.", False),
        (Fact.PRIOR_ABLATION, "BVNA L4, L5.", False),
        (Fact.PRIOR_ABLATION, "PSH: BVNA L4, L5.", True),
        (Fact.PRIOR_ABLATION, "BVNA helped her left side.", True),
        (Fact.INFECTION, "L4 inf endplate is intact.", False),
        (Fact.INFECTION, "Inf of the disc space.", True),
        (Fact.ANTICOAGULANTS, "Had Lovenox for ten days in 2018.", False),
        (Fact.ANTICOAGULANTS, "Has Lovenox since 2018.", True),
        (Fact.TUMOR, "Sits through mass.", False),
        (Fact.INSTABILITY, "Prone instability test positive.", False),
        (Fact.IMPLANTED_PULSE_GENERATOR, "Devices: none - no pacemaker or stimulator.", False),
        (Fact.IMPLANTED_PULSE_GENERATOR, "ECG: A-V paced rhythm.", True),
        (Fact.FRACTURE, "L4-L5: mild collapse.", False),
        (Fact.FRACTURE, "L4: mild collapse.", True),
    ],
)
def test_what_the_safety_history_brings_up(fact: Fact, text: str, harms: bool) -> None:
    found = [item for item in _read(SafetyReader(), text).findings if item.fact is fact]
    assert any(item.side is Side.HARMS for item in found) is harms


@pytest.mark.parametrize(
    ("text", "denied"),
    [("DXA 2026 normal.", True), ("DXA 2019 normal.", False), ("DXA 2026 not normal.", False)],
)
def test_a_test_with_its_result_right_behind_it(text: str, denied: bool) -> None:
    found = {item.standing.value for item in _read(SafetyReader(), text).findings if item.fact is Fact.BONE_DISEASE}
    assert (found == {"denied"}) is denied


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("L5-S1: narrowed, with type 2 changes.", False),
        ("L5-S1: canal narrowed.", True),
        ("Trace retrolisthesis of L5 on S1.", False),
        ("Retrolisthesis of L5 on S1.", True),
        ("Onset after a slip on ice.", False),
    ],
)
def test_what_a_report_brings_up(text: str, harms: bool) -> None:
    found = _read(MriReader(), text, DocumentKind.MRI_REPORT).findings
    assert any(item.side is Side.HARMS for item in found) is harms


def _days(text: str, kind: DocumentKind) -> set[str]:
    facts = {Fact.CARE_START, Fact.CARE_END}
    return {item.fact.value for item in _read(TreatmentReader(), text, kind).findings if item.fact in facts}


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Epidural steroid injection on 3/24/2026.", DocumentKind.OFFICE_NOTE, 2),
        ("Lumbar epidural steroid injection.", DocumentKind.PROCEDURE_NOTE, 2),
        ("Lumbar epidural steroid injection.", DocumentKind.OFFICE_NOTE, 0),
        ("Naproxen 500 mg on 3/24/2026.", DocumentKind.OFFICE_NOTE, 0),
    ],
)
def test_an_injection_begins_and_ends_on_its_day(text: str, kind: DocumentKind, count: int) -> None:
    assert len(_days(text, kind)) == count


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Visits 14. Relief was brief.", True),
        ("Total visits 14. HEP given.", True),
        ("Examplewell Physical Therapy    Discharge    visits 14", False),
        ("14 visits were certified.", False),
        ("Copay due for 14 treatments.", False),
    ],
)
def test_a_discharge_record_counts_its_visits(text: str, stated: bool) -> None:
    found = _read(TreatmentReader(), text, DocumentKind.THERAPY_DISCHARGE).findings
    assert any(item.fact is Fact.CARE_SESSIONS and item.standing.value == "stated" for item in found) is stated


@pytest.mark.parametrize(("text", "left"), [("Pt: Avery Example", 0), ("PT: discussed", 1)])
def test_the_label_of_a_patient_is_no_therapy(text: str, left: int) -> None:
    found = _read(TreatmentReader(), text, DocumentKind.OFFICE_NOTE)
    assert sum(item.standing.value != "generic" for item in found.findings if item.fact is Fact.CARE) == left
    assert found.leftovers == ()


@pytest.mark.parametrize(
    ("row", "harms"),
    [
        ("SLR R 80 neg    Slump neg    Quibble neg", False),
        ("SLR R 80 pos    Slump neg    Quibble neg", True),
        ("SLR    positive    Slump neg", True),
    ],
)
def test_each_cell_of_a_row_is_an_examination(row: str, harms: bool) -> None:
    found = _read(PainReader(), f"EXAM\n{row}").findings
    assert any(item.fact is Fact.ROOT_SIGNS and item.side is Side.HARMS for item in found) is harms


def _stands(reader: Reader, fact: Fact, text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> set[str]:
    return {item.standing.value for item in _read(reader, text, kind).findings if item.fact is fact}


@pytest.mark.parametrize(
    ("fact", "text", "standing"),
    [
        (Fact.IMPLANTED_PULSE_GENERATOR, "Pacemaker? YES - 2018, right chest", {"stated"}),
        (Fact.IMPLANTED_PULSE_GENERATOR, "Pacemaker? Yes No", {"asked"}),
        (Fact.IMPLANTED_PULSE_GENERATOR, "Pacemaker?   no\nAny blood thinner?   no", {"denied"}),
        (Fact.ANTICOAGULANTS, "Pacemaker?   no\nAny blood thinner?   no", {"denied"}),
        (Fact.ANTICOAGULANTS, 'Any blood thinner?   "None. My son takes Eliquis."', {"denied", "stated"}),
        (Fact.ANTICOAGULANTS, "Any blood thinner? No, only Eliquis at night.", {"asked", "hedged"}),
        (Fact.PRIOR_SPINE_SURGERY, 'Operation on the back? "No, never had one"', {"denied"}),
        (Fact.PREGNANCY, "Could you be pregnant? No", {"denied"}),
        (Fact.PREGNANCY, "Could you be pregnant?", {"hedged"}),
        (Fact.PREGNANCY, "Not pregnant.", {"denied"}),
        (Fact.PREGNANCY, "Test not obtained, she is hoping to conceive.", {"hedged"}),
        (Fact.PRIOR_SPINE_SURGERY, "He has never been operated on for his back.", {"denied"}),
        (Fact.PRIOR_SPINE_SURGERY, "He has been operated on for his back.", {"stated"}),
        (Fact.PRIOR_SPINE_SURGERY, "PSH: hernia 1999. Spine: never operated on.", {"denied"}),
        (Fact.PRIOR_ABLATION, "Spinal ablation: none.", {"denied"}),
        (Fact.PRIOR_ABLATION, "Has never had a nerve ablation.", {"denied"}),
        (Fact.INSTABILITY, "Stable on bending.", {"denied"}),
        (Fact.INSTABILITY, "Not stable on bending.", {"not_understood"}),
        (Fact.INSTABILITY, "No slip or motion.", {"denied"}),
        (Fact.INSTABILITY, "No fracture, the spine is stable on flexion views.", {"denied"}),
        (Fact.INSTABILITY, "No evidence the spine is stable on flexion views.", {"not_understood"}),
    ],
)  # fmt: skip
def test_what_is_answered_denied_or_stable(fact: Fact, text: str, standing: set[str]) -> None:
    assert _stands(SafetyReader(), fact, text) == standing


@pytest.mark.parametrize(
    ("fact", "text", "standing"),
    [
        (Fact.LEG_SYMPTOMS, "Any leg pain? No", {"denied"}),
        (Fact.LEG_SYMPTOMS, "Any leg pain?   YES - left, to the toes", {"stated"}),
        (Fact.LEG_SYMPTOMS, "Any leg pain? No, only on stairs", {"asked"}),
        (Fact.LEG_SYMPTOMS, "Midline, no radicular component.", {"denied"}),
        (Fact.LEG_SYMPTOMS, "No pain below the gluteal fold no numbness no tingling.", {"denied"}),
        (Fact.LEG_SYMPTOMS, "Pain below the gluteal fold, no numbness.", {"stated", "denied"}),
        (Fact.ROOT_SIGNS, "neg Kemp, neg FABER, neg SLR, 5/5.", {"denied"}),
        (Fact.ROOT_SIGNS, "neg Kemp, pos SLR, 5/5.", {"stated"}),
        (Fact.PATTERN, "LBP for 9 mos, axial, 5/10.", {"stated"}),
        (Fact.PATTERN, "LBP for 9 mos, never axial, 5/10.", set()),
        (Fact.PATTERN, "Pain is axial, hurts leaning over the sink.", {"stated"}),
        (Fact.PATTERN, "I lean toward axial pain.", {"hedged"}),
        (Fact.MATCHING_LEVELS, "Sx c/w L4-L5.", {"stated"}),
        (Fact.MATCHING_LEVELS, "Sx not c/w L4-L5.", set()),
        (Fact.MATCHING_LEVELS, "A: 1) Vertebrogenic LBP L5-S1 2) Neck strain", {"stated"}),
        (Fact.MATCHING_LEVELS, "A: 1) Possible vertebrogenic LBP L5-S1 2) Neck strain", {"hedged"}),
        (Fact.ONSET, "LBP since 02/2025 (no precipitating event)", {"stated"}),
    ],
)
def test_complaints_in_lists_and_answers(fact: Fact, text: str, standing: set[str]) -> None:
    assert _stands(PainReader(), fact, text) == standing


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Heel pain R (plantar fasciitis).", False),
        ("Heel pain R.", True),
        ("Heel pain R, numb, not the plantar fasciitis.", True),
        ("Calf pain R (arthritis).", True),
    ],
)
def test_a_foot_that_hurts_of_itself_is_no_leg_symptom(text: str, asks: bool) -> None:
    found = [item for item in _read(PainReader(), text).findings if item.fact is Fact.LEG_SYMPTOMS]
    assert any(item.side is Side.HARMS for item in found) is asks


def _care(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> set[tuple[str, str]]:
    """Return the stated parts of care, by fact and, of statuses and results, what they say."""
    found = [item for item in _read(TreatmentReader(), text, kind).findings if item.standing.value == "stated"]
    said = [
        (item.fact.value, getattr(item.value, "status", None) or getattr(item.value, "response", None) or "")
        for item in found
    ]
    return {(fact, str(value)) for fact, value in said}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Home exercise program: HEP daily since 02/03/2026, ongoing, not much better", ("care_response", "inadequate_relief")),
        ("HEP since 2/3/2026, keeps on.", ("care_status", "ongoing")),
        ("Uses a sit-stand desk since March 2026.", ("care_start", "")),
        ("Steroid burst 4/6/26 to 4/11/26, no relief.", ("care_end", "")),
        ("Facet cortisone inj L4-5 4/6/2026 - no relief.", ("care_response", "no_relief")),
        ("Meloxicam 3/2026 to 6/2026 took the edge off only, stopped.", ("care_response", "inadequate_relief")),
    ],
)  # fmt: skip
def test_care_in_an_office_s_own_words(text: str, part: tuple[str, str]) -> None:
    assert part in _care(text)


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("Gets about an hour of relief.", True),
        ("Gets about a year of relief.", False),
        ("Relief does not last between sessions.", True),
        ("Relief does last between sessions.", False),
        ("Brief reduction of pain after sessions.", True),
        ("Pain comes back the next day.", True),
        ("Carryover is poor.", True),
        ("Carryover is good.", False),
    ],
)
def test_how_long_a_therapy_s_relief_lasts(text: str, is_short: bool) -> None:
    parts = _care(text, DocumentKind.THERAPY_DISCHARGE)
    assert (("care_response", "temporary_relief") in parts) is is_short


def test_entries_that_begin_with_a_label_and_a_dash_are_entries_of_their_own() -> None:
    first = "Medicine - etodolac 400 mg 1/2026 to 5/2026, not enough, stopped; cyclobenzaprine at night, no relief, stopped"
    assert ("care_status", "ongoing") in _care(f"{first}\nHome program - daily since 5/4/2026, ongoing")


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("Chills, new leg weakness: call 555-0188.", False),
        ("Call 555-0188 for fever or leg weakness.", False),
        ("Phone call: leg weakness since Monday.", True),
        ("Rises with hands on thighs, midline pain.", False),
        ("Hands on hips, pain in both thighs.", True),
        ("Forward bending to the shins with pain in the middle.", False),
        ("Pain runs down to the shins.", True),
        ("NEURO [ ] seizure [ ] weakness [X] tremor", False),
        ("NEURO [ ] seizure [X] weakness [ ] tremor", True),
    ],
)
def test_words_for_the_way_a_leg_is_moved_or_when_to_call_are_no_symptom(text: str, harms: bool) -> None:
    found = [item for item in _read(PainReader(), text).findings if item.fact is Fact.LEG_SYMPTOMS]
    assert any(item.side is Side.HARMS for item in found) is harms


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("L3-4: 40% height loss, bulge.", False),
        ("L3: 40% height loss.", True),
        ("L3-4: 40% height loss of the L4 body.", True),
        ("L3-4: 30% height loss with edema.", True),
    ],
)
def test_height_that_a_disc_lost_is_no_fracture(text: str, harms: bool) -> None:
    found = _read(SafetyReader(), text, DocumentKind.MRI_REPORT).findings
    assert any(item.fact is Fact.FRACTURE and item.side is Side.HARMS for item in found) is harms


@pytest.mark.parametrize(
    ("text", "helps"),
    [
        ("Sessions 16. Cancelled 1.", True),
        ("Plateau since session 9.", False),
        ("Stiffness after visit 4 less.", False),
        ("Re-tested 8th visit.", False),
    ],
)
def test_a_visit_at_which_something_was_so_is_no_total(text: str, helps: bool) -> None:
    found = _read(TreatmentReader(), text, DocumentKind.THERAPY_DISCHARGE).findings
    assert any(item.fact is Fact.CARE_SESSIONS and item.side is Side.HELPS for item in found) is helps


@pytest.mark.parametrize(
    ("reader", "fact", "text"),
    [
        (PainReader(), Fact.ONSET, "Nine months of low back pain."),
        (PainReader(), Fact.ONSET, "Ten months' history of low back pain."),
        (TreatmentReader(), Fact.CARE, "Naprosyn 500 bid x 2 mo, no sig benefit."),
        (TreatmentReader(), Fact.CARE, "HEP daily since March, adherent."),
    ],
)
def test_more_shorthand_is_read(reader: Reader, fact: Fact, text: str) -> None:
    found = _read(reader, text).findings
    assert any(item.fact is fact and item.side is Side.HELPS for item in found)


def test_care_that_was_denied_has_no_result_in_the_sentence_behind_it() -> None:
    said = "Patient reports finishing PT, declined by the clinic."
    assert not any(fact == "care_response" for fact, _ in _care(f"Treatments\n{said} No relief."))
    assert ("care_response", "no_relief") in _care("Treatments\nPhysical therapy 1/2025 to 6/2025. No relief.")
