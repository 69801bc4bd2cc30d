"""A part of a sentence that denies by itself counts, unless another part can turn, limit or date it."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import Side, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 10, 12)


def denied(text: str) -> set[Fact]:
    """Return what a text denies of the patient, so that the denial counts, and nothing speaks against."""
    found = read_text(SafetyReader(), text, day=DAY).findings
    helped = {item.fact for item in found if item.standing is Standing.DENIED and item.side is Side.HELPS}
    return helped - {item.fact for item in found if item.side is Side.HARMS}


FRACTURE, INFECTION, TUMOR = Fact.FRACTURE, Fact.INFECTION, Fact.TUMOR
GENERATOR, THINNER, SURGERY = Fact.IMPLANTED_PULSE_GENERATOR, Fact.ANTICOAGULANTS, Fact.PRIOR_SPINE_SURGERY


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Imaging excludes fracture, tumor, infection and instability.",
            {FRACTURE, TUMOR, INFECTION, Fact.INSTABILITY},
        ),
        ("Fracture, tumor and infection have been ruled out.", {FRACTURE, TUMOR, INFECTION}),
        ("We found no fracture, no neoplasm and no sign of an infectious process.", {FRACTURE, TUMOR, INFECTION}),
        ("Nothing on exam to suggest an infection.", {INFECTION}),
        ("There is nothing that would indicate a tumor.", {TUMOR}),
        ("No infection (CRP 0.7, ESR 9; smear not sent).", {INFECTION}),
        ("CRP and WBC normal, no infection.", {INFECTION}),
        ("Implants: dental crowns; no pacemaker or neurostimulator.", {GENERATOR}),
        ("Devices: insulin pen, no PPM/ICD.", {GENERATOR}),
        ("No cardiac or neuro device; nose ring removed for imaging.", set()),
        ("Op check: snack at six, no anticoagulants, ride home arranged.", {THINNER}),
        ("She takes no blood thinner; baby aspirin was stopped in 2021.", {THINNER}),
        ("No anticoagulants per med list.", {THINNER}),
        ("No anticoagulants (heparin for 2 weeks after the ankle repair in 2023, done).", {THINNER}),
        ("Surgical hx: C-section 2009, trigger finger; no back surgery.", {SURGERY}),
        ("No one operated on her low back.", {SURGERY}),
        ("Her spine was never operated upon.", {SURGERY}),
        ("PSH neg for spine.", {SURGERY}),
        ("He hasn't undergone any lumbar surgery.", {SURGERY}),
        ("She has never been diagnosed with cancer.", {TUMOR}),
        ("Not pregnant, urine test today neg.", {Fact.PREGNANCY}),
        ("Had a hyst in 2011, cannot become pregnant.", {Fact.PREGNANCY}),
        ("Devices: no stimulator; fitness band only.", {GENERATOR}),
        ("There's no fracture and no tumor.", {FRACTURE, TUMOR}),
        ("No anti coagulants.", {THINNER}),
        ("No edema is present; nothing to suggest infection.", {INFECTION}),
        ("ATTENDING ATTESTATION\nNo infection; CRP 0.2.", {INFECTION}),
    ],
)
def test_a_denial_of_its_own_counts_beside_words_of_something_else(text: str, facts: set[Fact]) -> None:
    assert denied(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "No blood thinner, held for the block.",
        "No blood thinner (off for 5 days).",
        "Day of procedure: no blood thinner, as instructed.",
        "She takes no blood thinner; baby aspirin was stopped in 2021, Plavix started.",
        "No anticoagulants (heparin for 2 weeks after the ankle repair in 2023, continues).",
        "No cancer, treated 2018.",
        "No cancer (biopsy pending).",
        "Mother: no cancer, no diabetes.",
        "If the count allows: no cancer, no infection.",
        "Exclusion criteria: no fracture, no tumor.",
        "L1-L3: no fracture, L4 caved in.",
        "Cervical spine: no fracture, no listhesis.",
        "Wrist films: no fracture, cast off.",
        "No fracture (CT not done).",
        "Bending films not taken, no instability.",
        "Ankle exam, no instability.",
        "No infection; antibiotics until Friday.",
        "Nothing to suggest infection of the knee.",
        "Nothing to suggest the infection has cleared.",
        "Nothing but infection explains this.",
        "Devices: SCS; no pacemaker.",
        "Hearing aids; no pacemaker lead extraction needed.",
        "No one operated on her shoulder.",
        "No one operated on her low back since 2015.",
        "PSH neg for spine complications.",
        "He hasn't undergone the recommended lumbar surgery.",
        "Not pregnant as of March, now 8 weeks.",
        "Sister: test negative, not pregnant.",
        "No pacemaker; defibrillator only.",
    ],
)
def test_words_that_turn_limit_or_date_a_denial_leave_it_to_a_person(text: str) -> None:
    assert denied(text) == set()


def test_what_a_consent_lists_and_a_therapists_letters_raise_nothing() -> None:
    for text in ("Consent (bleeding, infection, fracture) signed.", "Treated by A. Example, DPT, SCS."):
        found = read_text(SafetyReader(), text, day=DAY).findings
        assert not [item for item in found if item.side is Side.HARMS], text


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Intake check: tumor N fracture N blood thinner N pacemaker N", {TUMOR, FRACTURE, THINNER, GENERATOR}),
        ("Any of these: infection NO, fracture NO, instability NO", {INFECTION, FRACTURE, Fact.INSTABILITY}),
        ("Blood thinner N. Cancer N. Fever N.", {THINNER, TUMOR}),
        ("Cancer no fracture no pacemaker yes", {TUMOR, FRACTURE}),
        ("XR 9/2/2026: L5-S1 narrow. Fracture: none. Tumor: none; calcium normal.", {FRACTURE, TUMOR}),
        ("Anticoagulants: none (reviewed 9/2/2026)", {THINNER}),
        ("Back surgery - none known; daughter drove her", set()),
        ("Back surgery - none known; lives alone", {SURGERY}),
        ("No pulse generator, pacemaker or stimulator (verified with the patient)", {GENERATOR}),
        ("Dynamic films 9/2/2026: no instability, lordosis 41 degrees.", {Fact.INSTABILITY}),
        ("Standing films 9/2/2026: L4-5 and L5-S1 narrowed; no fracture.", {FRACTURE}),
        ("Procedures: bunion, lens; no back surgery.", {SURGERY}),
        ("Implant: ankle screw only, no pacemaker.", {GENERATOR}),
        ("BLOOD THINNERS\nNone.", {THINNER}),
        ("Pacemaker\nNone known", {GENERATOR}),
        ("BLOOD THINNERS\nNone: no anticoagulant and no antiplatelet drug.", {THINNER}),
        ("No recent or old fracture.", {FRACTURE}),
    ],
)
def test_a_thing_with_its_own_answer_is_read_by_it(text: str, facts: set[Fact]) -> None:
    assert denied(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Tumor N fracture N (as her husband recalls)",
        "Lumbar fusion no relief, brace no",
        "If on the list: fracture N tumor N",
        "Back surgery - none since 2015",
        "Back surgery - none known; but fused in 2003",
        "Anticoagulants: none yet",
        "Anticoagulants: none until the stent",
        "Fracture: none at L4",
        "Dynamic films 9/2/2021: no instability, lordosis 41 degrees.",
        "L4-5: disc narrowed, no fracture.",
        "No fracture, left clear.",
        "No pulse generator, pacemaker or stimulator, battery changed in June",
        "No motion at the laminectomy level or elsewhere.",
        "Pre-op: aspirin, not pregnant, period late.",
        "Blood thinners.",
        "BLOOD THINNERS\nEliquis twice a day.",
        "Pacemaker\nNone of the leads works",
    ],
)
def test_an_answer_that_is_limited_or_of_something_else_denies_nothing(text: str) -> None:
    assert denied(text) == set()


def test_the_name_of_a_kind_of_thing_alone_states_nothing_and_one_thing_is_there() -> None:
    def harmed(text: str) -> set[Fact]:
        found = read_text(SafetyReader(), text, day=DAY).findings
        return {item.fact for item in found if item.side is Side.HARMS}

    assert harmed("Blood thinners.") == harmed("BLOOD THINNERS\nNone.") == set()
    assert harmed("Pacemaker.") == {GENERATOR}
    assert harmed("Pregnancy status: test positive, see the obstetric letter.") == {Fact.PREGNANCY}
    assert harmed("Pregnancy: if test positive, put off.") == set()
    assert harmed("Pacemaker [ ] Yes [x] No   Blood thinner [x] Yes [ ] No") == {THINNER}
