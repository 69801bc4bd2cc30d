"""The safety history: what is there speaks against the request unless the words take it away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import DocumentKind, Passage, PatientMatch, Side, Standing
from tests.readers.reading_one import read_text

HARMS = [
    ("Acute fracture of L1.", Fact.FRACTURE),
    ("L1 compression deformity with 30 % height loss.", Fact.FRACTURE),
    ("Discitis at L3-L4 cannot be excluded.", Fact.INFECTION),
    ("She has a spinal cord stimulator.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("Pacemaker checked in May.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("Takes Eliquis 5 mg twice daily.", Fact.ANTICOAGULANTS),
    ("PLAN\n1. Hold warfarin for five days.", Fact.ANTICOAGULANTS),
    ("Status post L4-L5 fusion in 2018.", Fact.PRIOR_SPINE_SURGERY),
    ("ACDF C5-C6 in 2011.", Fact.PRIOR_SPINE_SURGERY),
    ("History of breast cancer.", Fact.TUMOR),
    ("Lytic lesion in L3, nature open.", Fact.TUMOR),
    ("DXA of the hip: T-score -2.8.", Fact.BONE_DISEASE),
    ("Takes alendronate weekly.", Fact.BONE_DISEASE),
    ("hCG positive today.", Fact.PREGNANCY),
    ("Could be pregnant, test pending.", Fact.PREGNANCY),
    ("Intracept at L4 and L5 at another clinic, 2023.", Fact.PRIOR_ABLATION),
    ("Severe central canal stenosis at L4-L5.", Fact.STENOSIS_NEEDING_DECOMPRESSION),
    ("No tumor is seen, but there is a fracture of L2.", Fact.FRACTURE),
    ("Pain has been there since the fracture.", Fact.FRACTURE),
    ("Pacemaker implanted 2019, s/p battery change.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("S/p dual chamber pacemaker.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("No hypertension, on apixaban.", Fact.ANTICOAGULANTS),
    ("Growth plates are wide open.", Fact.SKELETALLY_MATURE),
    ("Growth plates blorb, still growing.", Fact.SKELETALLY_MATURE),
    ("Unstable on films: 5 mm translation.", Fact.INSTABILITY),
    ("G3P2 at 20 weeks.", Fact.PREGNANCY),
    ("Breast cancer 2012.", Fact.TUMOR),
    ("Colon cancer with metastases in L3, resected.", Fact.TUMOR),
    ("H/o CA.", Fact.TUMOR),
    ("Tumor history: treated in 2011.", Fact.TUMOR),
    ("Vertebral osteomyelitis in 2018, resolved.", Fact.INFECTION),
    ("Hx of PE on rivaroxaban 20 mg.", Fact.ANTICOAGULANTS),
    ("She is off apixaban for three days.", Fact.ANTICOAGULANTS),
    ("Microdisc L3-4 in 2006.", Fact.PRIOR_SPINE_SURGERY),
    ("Vagus nerve stimulator in the chest.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("Implanted cardiac device.", Fact.IMPLANTED_PULSE_GENERATOR),
    ("hCG today: positive.", Fact.PREGNANCY),
    ("Paget's disease of the pelvis.", Fact.BONE_DISEASE),
    ("Second Intracept procedure is requested.", Fact.PRIOR_ABLATION),
    ("Ankle fracture 2019, plated.", Fact.OTHER_IMPLANT),
    ("Bladder cancer 2019, resected, recurred in 2025.", Fact.TUMOR),
    ("Gout: N  Pacemaker: Y", Fact.IMPLANTED_PULSE_GENERATOR),
    ("Gout? N Cancer? Y", Fact.TUMOR),
]


@pytest.mark.parametrize(("text", "fact"), HARMS)
def test_what_is_there_is_heard(text: str, fact: Fact) -> None:
    found = read_text(SafetyReader(), text).findings
    assert {item.fact for item in found if item.side is Side.HARMS} == {fact}


TAKEN_AWAY = [
    ("No fracture, infection or tumor.", Standing.DENIED),
    ("Denies pacemaker, cancer, or blood thinners.", Standing.DENIED),
    ("He is not on warfarin.", Standing.DENIED),
    ("Not taking any anticoagulant.", Standing.DENIED),
    ("Never had spine surgery.", Standing.DENIED),
    ("Pregnancy test: negative.", Standing.DENIED),
    ("Spinal cord stimulator trial was declined.", Standing.REFUSED),
    ("Lumbar fusion is planned for May.", Standing.PLANNED),
    ("Warfarin was stopped in 2020.", Standing.HISTORIC),
    ("Call us if you have an infection.", Standing.CONDITIONAL),
    ("INDICATION: rule out fracture.", Standing.ASKED),
    ("Risks include infection and fracture.", Standing.GENERIC),
    ("[ ] pacemaker", Standing.UNFILLED),
    ("Had a hysterectomy in 2014.", Standing.DENIED),
    ("Surgically naive spine.", Standing.DENIED),
    ("This is his first basivertebral nerve ablation.", Standing.DENIED),
    ("Flexion/extension views are stable.", Standing.DENIED),
    ("DXA was normal.", Standing.DENIED),
    ("Pacemaker/ICD: no to all.", Standing.DENIED),
    ("Hardware: denies any.", Standing.DENIED),
    ("Do you have a pacemaker?\nNo, never had", Standing.DENIED),
    ("Cancer or tumor?\n(X) No  ( ) Yes", Standing.DENIED),
    ("Cancer or tumor?\n( ) No  ( ) Yes", Standing.UNFILLED),
    ("Gout: Y  Cancer: N", Standing.DENIED),
    ("Have you ever had an infection? No", Standing.DENIED),
    ("Cancer history: none.", Standing.DENIED),
    ("Red flags: no unexplained weight loss, no h/o CA.", Standing.DENIED),
    ("Contraindications reviewed: no pregnancy, no pacemaker.", Standing.DENIED),
    ("G3P3, not pregnant.", Standing.DENIED),
    ("No implantable electronic devices.", Standing.DENIED),
    ("DXA WNL.", Standing.DENIED),
    ("Off warfarin since 2018.", Standing.HISTORIC),
    ("She formerly took apixaban.", Standing.HISTORIC),
    ("Xarelto d/c'd.", Standing.HISTORIC),
    ("She is curious about Intracept.", Standing.PLANNED),
    ("UTI in 2019, resolved.", Standing.HISTORIC),
    ("Finished a course of apixaban.", Standing.HISTORIC),
    ("No pump, no stimulator.", Standing.DENIED),
    ("Metal in your body: no.", Standing.DENIED),
    ("Would like to move forward with Intracept.", Standing.PLANNED),
    ("Osteomyelitis of the toe in 2017, cured.", Standing.HISTORIC),
]


@pytest.mark.parametrize(("text", "standing"), TAKEN_AWAY)
def test_words_that_take_it_away_are_understood(text: str, standing: Standing) -> None:
    found = read_text(SafetyReader(), text).findings
    assert {item.standing for item in found} == {standing}
    assert Side.HARMS not in {item.side for item in found}


@pytest.mark.parametrize(
    "text",
    [
        "Her brother lives with a defibrillator and is on apixaban.",
        "Family history: cancer, osteoporosis.",
        "Fracture of the left wrist.",
        "No infection in the knee.",
        "Melanoma of the arm, excised in 2015.",
        "Uncle died of lymphoma.",
        "Niece's pacemaker was checked.",
        "Brother-in-law has a pacemaker.",
        "Wife undergoing chemotherapy for lymphoma.",
    ],
)
def test_somebody_elses_and_another_part_do_not_count(text: str) -> None:
    found = read_text(SafetyReader(), text).findings
    assert found
    assert {item.side for item in found} == {Side.NEUTRAL}


@pytest.mark.parametrize(
    "text",
    [
        "No cancer in the skin biopsy.",
        "Mammogram negative for cancer.",
        "Intracept was never performed at this clinic.",
        "DXA was normal in 2011.",
        "No spine surgery before 2015.",
        "Labs sent to make sure this is no infection.",
    ],
)
def test_a_denial_of_less_than_the_whole_does_not_help(text: str) -> None:
    day = PartialDate(2026, 5, 1)
    assert Side.HELPS not in {item.side for item in read_text(SafetyReader(), text, day=day).findings}


def test_a_bone_density_test_whose_result_is_not_read_is_left_to_a_person() -> None:
    reading = read_text(SafetyReader(), "DXA was done last year.")
    assert not reading.findings
    assert [item.trigger for item in reading.leftovers] == ["DXA"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("T-score -2.5.", Standing.STATED),
        ("T-score -1.0.", Standing.STATED),
        ("T-score -0.9.", Standing.DENIED),
        ("T-scores of -0.5 and -2.6.", Standing.STATED),
        ("DXA is scheduled.", Standing.PLANNED),
    ],
)
def test_a_t_score_is_read_by_its_number(text: str, standing: Standing) -> None:
    (found,) = read_text(SafetyReader(), text).findings
    assert found.standing is standing


@pytest.mark.parametrize(
    "text",
    [
        "Feels unstable on stairs.",
        "Blood pressure unstable.",
        "Osteopenia screening is not due.",
        "TENS unit at home.",
    ],
)
def test_words_that_name_something_else_raise_nothing(text: str) -> None:
    reading = read_text(SafetyReader(), text)
    assert not reading.findings
    assert not reading.leftovers


def test_a_guide_and_another_patients_page_say_nothing() -> None:
    for kind, patient in [(DocumentKind.GUIDE, PatientMatch.SAME), (DocumentKind.OFFICE_NOTE, PatientMatch.OTHER)]:
        (found,) = read_text(SafetyReader(), "Fracture of L2.", kind, patient).findings
        assert (found.side, found.first_hand) == (Side.NEUTRAL, False)


def test_a_letter_is_second_hand() -> None:
    (found,) = read_text(SafetyReader(), "He had a lumbar fusion.", DocumentKind.LETTER).findings
    assert not found.first_hand


PIECES = st.sampled_from(
    ["fracture", "infection", "pacemaker", "warfarin", "DXA", "T-score", "-2.6", "No", "not", ",", ".", ";", "or", "is",
     "mother", "FUSION\n", "Fracture:\n", "\n", "\n\n", "[ ]", "?", "skeletally mature", "blorb", "hCG", "1.", "\f"]
)  # fmt: skip


def pieces(passage: Passage | None) -> Iterator[Passage]:
    while passage is not None:
        yield passage
        passage = passage.continued


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_every_trigger_ends_as_a_finding_or_a_leftover(text: str) -> None:
    frame = SafetyReader().frame
    reading = read_text(SafetyReader(), text)
    shown = [f.where for f in reading.findings] + [left.where for left in reading.leftovers]
    spans = [(part.page, part.start, part.end) for passage in shown for part in pieces(passage)]
    for number, page in enumerate(text.split("\f"), 1):
        for word in ("fracture", "infection", "pacemaker", "warfarin", "fusion", "dxa", "hcg"):
            place = page.lower().find(word)
            while place >= 0:
                assert any(n == number and s <= place < e for n, s, e in spans), (word, place)
                place = page.lower().find(word, place + 1)
    assert frame.subject == "safety"


def test_the_work_grows_with_the_text_and_not_with_its_square() -> None:
    one = read_text(SafetyReader(), "No fracture or blorb of L2, which is seen. " * 50)
    four = read_text(SafetyReader(), "No fracture or blorb of L2, which is seen. " * 200)
    assert len(four.findings) == 4 * len(one.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Implanted devices: none", {Fact.IMPLANTED_PULSE_GENERATOR, Fact.OTHER_IMPLANT}),
        ("Any implantable devices? No", {Fact.IMPLANTED_PULSE_GENERATOR, Fact.OTHER_IMPLANT}),
        ("Flex/ex views: no instability.", {Fact.INSTABILITY}),
    ],
)
def test_a_denial_of_all_devices_is_of_each_kind(text: str, said: set[Fact]) -> None:
    found = read_text(SafetyReader(), text, DocumentKind.OFFICE_NOTE).findings
    assert {item.fact for item in found if item.standing is Standing.DENIED} == said


def test_a_device_that_is_not_named_is_no_generator() -> None:
    found = read_text(SafetyReader(), "Implanted devices: total knee 2019", DocumentKind.OFFICE_NOTE).findings
    assert {item.fact for item in found} == {Fact.OTHER_IMPLANT}


@pytest.mark.parametrize(
    ("text", "fact", "standing"),
    [
        ("No implants of any kind.", Fact.IMPLANTED_PULSE_GENERATOR, Standing.DENIED),
        ("She has no implanted devices of any sort.", Fact.IMPLANTED_PULSE_GENERATOR, Standing.DENIED),
        ("Kyphoplasty of L1 in 2021.", Fact.INJECTION_INTO_BODY, Standing.STATED),
        ("No vertebroplasty.", Fact.INJECTION_INTO_BODY, Standing.DENIED),
        ("Pregnancy: not applicable, male patient.", Fact.PREGNANCY, Standing.DENIED),
        ("Stopped: warfarin 2021 (six weeks after hip replacement).", Fact.OTHER_IMPLANT, Standing.STATED),
    ],
)
def test_what_is_said_with_another_thing_is_said(text: str, fact: Fact, standing: Standing) -> None:
    found = [item.standing for item in read_text(SafetyReader(), text).findings if item.fact is fact]
    assert set(found) == {standing}


def test_no_hardware_says_nothing_of_a_pacemaker() -> None:
    facts = {item.fact for item in read_text(SafetyReader(), "No hardware in the spine.").findings}
    assert Fact.IMPLANTED_PULSE_GENERATOR not in facts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kidney CA 2015, resected, clear scan 3/26.", None),
        ("COMPARISON: MRI 2/14/2021: no cauda equina compression.", PartialDate(2026, 8, 31)),
    ],
)
def test_what_is_over_or_was_denied_of_an_older_day_is_shown(text: str, day: PartialDate | None) -> None:
    (found,) = read_text(SafetyReader(), text, DocumentKind.OFFICE_NOTE, day=day).findings
    assert found.side is Side.NEUTRAL
