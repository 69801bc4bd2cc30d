"""Words of a chart that look like a fact and are none; none of them fills a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.intake.chart_texts import CHART, HEAD, added, as_dump, changed, drafted, filled
from tests.quick_sample import one_in

Form = Callable[[Mapping[str, str]], Mapping[str, str]]

REPLACED = [
    # what was ordered, planned, authorized or asked for
    ("ordered therapy", "therapy", "Physical therapy from September 8, 2025 to January 15, 2026. 18 visits completed.",
     "Physical therapy ordered September 8, 2025. 18 visits requested.", "conservative_care.3"),
    ("authorized visits", "therapy", "18 visits completed.", "18 visits authorized.", "conservative_care.3.sessions"),
    ("scheduled visits", "therapy", "18 visits completed.", "18 visits scheduled.", "conservative_care.3.sessions"),
    ("planned blocks", "note", "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026: 10% relief.",
     "Plan medial branch blocks at L4-L5 and L5-S1.", "other_generators.3"),
    ("a goal", "therapy", "Temporary relief.", "Goal: lasting relief in 8 weeks.", "conservative_care.3.response"),
    ("an ablation that is only talked of", "note", "Request basivertebral nerve ablation at L4, L5 and S1.",
     "If therapy fails, consider basivertebral nerve ablation at L4, L5 and S1.", "request.vertebral_bodies"),
    ("an option among others", "note", "Request basivertebral nerve ablation at L4, L5 and S1.",
     "Discussed basivertebral nerve ablation at L4, L5 and S1 or fusion.", "request.vertebral_bodies"),
    ("a span of bodies", "note", "Request basivertebral nerve ablation at L4, L5 and S1.",
     "Request basivertebral nerve ablation L3-S1.", "request.vertebral_bodies"),
    # refused, not taken, not done
    ("a drug never taken", "note", "Naproxen 500 mg twice daily May 5, 2025 to March 30, 2026, prescribed here, inadequate relief.",
     "Naproxen 500 mg was prescribed May 5, 2025 and never taken.", "conservative_care.1.detail"),
    ("a drug refused", "note", "Naproxen 500 mg twice daily May 5, 2025 to March 30, 2026, prescribed here, inadequate relief.",
     "The patient declined naproxen 500 mg on May 5, 2025.", "conservative_care.1.detail"),
    ("therapy not attended", "therapy", "18 visits completed.", "The patient did not attend any visit.", "conservative_care.3.sessions"),
    ("home exercise not done", "note", "Home exercise as taught by the therapist January 15, 2026 to November 3, 2026, no relief.",
     "Home exercise was taught by the therapist January 15, 2026; she has not done it.", "conservative_care.3.start"),
    ("a block called off", "note", "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026: 10% relief.",
     "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 were cancelled.", "other_generators.3"),
    ("a test not done", "note", "Straight leg raise negative on both sides.", "Straight leg raise was not tested.", "other_generators.3"),
    # denied and hedged
    ("no change at a level", "mri", "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates.",
     "L5-S1: no Modic type 2 changes.", "imaging.1.findings.2"),
    ("a hedged change", "mri", "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates.",
     "L5-S1: possible Modic type 2 changes.", "imaging.1.findings.2.modic_types"),
    ("pain that may be axial", "note", "The pain is axial.", "The pain may be axial.", "pain.pattern"),
    ("two patterns", "note", "The pain is axial.", "The pain is axial. Most of the pain is in the left leg.", "pain.leg_symptoms.present"),
    ("no instability asked", "note", "Flexion and extension films show no instability.",
     "Flexion and extension films for instability were not obtained.", "safety.instability"),
    ("a tumor not excluded", "note", "No spinal infection, fracture or tumor.",
     "No spinal infection or fracture; tumor cannot be excluded.", "safety.tumor"),
    # template text
    ("an empty box", "note", "No pacemaker or stimulator.", "[ ] pacemaker [ ] stimulator", "safety.implanted_pulse_generator"),
    ("a blank", "note", "ODI 46% today.", "ODI ____% today.", "pain.scores.2"),
    ("an instruction", "note", "No osteoporosis.", "State here whether the patient has osteoporosis.", "safety.bone_disease"),
    # numbers that are something else
    ("a range of scores", "note", "Pain is 7/10 today.", "Pain is 5-8/10.", "pain.scores.2"),
    ("half and more relief", "note", "10% relief.", "80% relief.", "other_generators.3"),
    ("somebody who asked for the study", "mri", "Electronically signed by Casey Specimen, MD", "Final report.", "imaging.1.radiologist"),
]  # fmt: skip
"""Name, file, the words, what stands there instead, and the field that then stays empty."""

ADDED = [
    # another person
    ("a relative's device", "note", "Father has a pacemaker.", "safety.implanted_pulse_generator", "no"),
    ("a relative's surgery", "note", "Her mother had a lumbar fusion.", "safety.prior_spine_surgery", "no"),
    ("a relative's drug", "note", "Husband takes warfarin.", "safety.anticoagulants", "no"),
    ("a friend's ablation", "note", "A friend had an Intracept procedure in 2024.", "safety.prior_ablation", None),
    # another part of the body
    ("a wrist's fracture", "note", "Left wrist fracture 1998, cast only.", "safety.fracture", "no"),
    ("a neck's onset", "note", "Her neck has hurt since March 2019.", "pain.onset", "2025-02-10"),
    ("visits for a shoulder", "note", "Right shoulder: 14 therapy visits in 2021, settled.", "conservative_care.3.sessions", "18"),
    ("numb fingers", "note", "Numbness of the right hand at night, wears a splint.", "pain.leg_symptoms.present", "no"),
    # risks, rules and questions
    ("risks", "note", "Risks include infection, bleeding, nerve injury and fracture.", "safety.infection", "no"),
    ("a rule", "note", "Not offered to patients with a pacemaker.", "safety.implanted_pulse_generator", "no"),
    ("a question", "mri", "INDICATION: fracture? infection?", "safety.fracture", "no"),
    # sources that cannot know
    ("a type in a note", "note", "Outside note mentions Modic type 3 at L3-L4.", "imaging.1.findings.3", None),
    ("a count in a note", "note", "She says she went to therapy 30 times.", "conservative_care.3.sessions", "18"),
    ("a member id of a second plan", "face", "Tertiary ins: Third Plan   Member ID: TTT5556667", "coverage.member_id", "XEH4455667"),
]  # fmt: skip
"""Name, file, a line more, a field, and what it says as before."""


def taken(given: dict[str, object], field: str) -> dict[str, object]:
    return {path: value for path, value in given.items() if path == field or path.startswith(f"{field}.")}


@pytest.fixture(params=[dict, as_dump], ids=["folder", "dump"])
def form(request: pytest.FixtureRequest) -> Form:
    """How the records come: each a file of its own, or all in one print."""
    found: Form = request.param
    return found


@pytest.mark.parametrize(
    ("file", "old", "new", "field"), one_in(5, (row[1:] for row in REPLACED)), ids=[row[0] for row in REPLACED]
)
def test_words_that_state_nothing_fill_nothing(form: Form, file: str, old: str, new: str, field: str) -> None:
    assert taken(filled(drafted(form(CHART))), field), "the plain chart fills it"
    assert taken(filled(drafted(form(changed(file, old, new)))), field) == {}


@pytest.mark.parametrize(
    ("file", "line", "field", "value"), one_in(4, [row[1:] for row in ADDED]), ids=[row[0] for row in ADDED]
)
def test_words_of_something_else_change_nothing(
    form: Form, file: str, line: str, field: str, value: object
) -> None:
    given = taken(filled(drafted(form(added(file, line)))), field)
    assert given.get(field, given.get(f"{field}.present")) == value


@pytest.mark.parametrize("line", ["In May 2026 the ODI was 60%.", "Her sister's ODI is 80% today."])
def test_another_score_is_not_the_score(line: str) -> None:
    given = filled(drafted(added("note", line)))
    values = {value for path, value in given.items() if path.startswith("pain.scores") and path.endswith(".value")}
    assert values == {"46", "7"}


def test_a_relatives_drug_is_no_course() -> None:
    line = "Her husband took etodolac 400 mg daily January 2, 2024 to June 1, 2024, no relief."
    given = filled(drafted(added("note", line)))
    assert not [value for value in given.values() if "etodolac" in str(value).casefold()]


def test_arms_that_are_well_say_nothing_of_the_legs() -> None:
    given = filled(
        drafted(changed("note", "The patient denies leg pain, numbness and weakness.", "No numbness in her arms."))
    )
    assert "pain.leg_symptoms.present" not in given


def test_the_label_of_a_list_is_no_implant() -> None:
    given = filled(drafted(added("note", "Devices/implants: no pacemaker, no stimulator.")))
    assert given.get("safety.other_implant.present") != "yes"


def test_a_drug_that_a_call_denies_is_a_question() -> None:
    call = f"TELEPHONE NOTE\n{HEAD}Date: 11/10/2026\nThe patient takes no NSAIDs.\n"
    draft = drafted({**CHART, "call": call})
    assert "nsaid" not in filled(draft).values()
    assert "conservative_care.nsaid.naproxen" in {item.field for item in draft.open}


def test_a_block_that_helped_is_a_question_for_the_physician() -> None:
    draft = drafted(changed("note", "10% relief.", "80% relief."))
    assert "other_generators.facet.relief_percent" in {item.field for item in draft.open}


def test_two_beginnings_are_a_question_and_no_choice() -> None:
    draft = drafted(added("note", "The low back pain began in July 2019."))
    assert "pain.onset" not in filled(draft)
    assert "pain.onset" in {item.field for item in draft.open}


def test_what_a_file_says_that_names_nobody_fills_nothing() -> None:
    bare = {name: text for name, text in CHART.items() if name != "note"}
    unnamed = drafted({**bare, "note": CHART["note"].replace(HEAD, "")})
    assert not {path for path in filled(unnamed) if path.startswith(("pain.", "safety.anticoagulants"))}


def test_instructions_fill_nothing() -> None:
    leaflet = CHART["note"].replace("OFFICE NOTE", "PATIENT INSTRUCTIONS: ABOUT YOUR PROCEDURE")
    bare = {name: text for name, text in CHART.items() if name != "note"}
    assert "pain.onset" not in filled(drafted({**bare, "leaflet": leaflet}))
