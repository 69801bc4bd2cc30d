"""Answers in columns and behind dots, and what is only told ahead, as the readers of pain and safety hear them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.readers.pain.pain_reader import PainReader
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.reading.answer_columns import with_answers
from priorauth.reading.cues import Sense
from priorauth.reading.facts import Fact
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.told_ahead import told_ahead
from tests.readers.reading_one import read_text


def standings(text: str, fact: Fact) -> set[Standing]:
    readers = (SafetyReader(), PainReader())
    return {
        item.standing for reader in readers for item in read_text(reader, text).findings
        if item.fact is fact and item.about is About.PATIENT
    }  # fmt: skip


GRID = "Before your procedure          Yes    No\n"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (GRID + "Do you take a blood thinner .....  [ ]    [X]\n", Fact.ANTICOAGULANTS),
        (GRID + "Pacemaker, ICD or pain pump        ( )    (x)\n", Fact.IMPLANTED_PULSE_GENERATOR),
        ("                  No     Yes\nCancer            [x]    [ ]\n", Fact.TUMOR),
        (GRID + "Tumor or cancer, now or ever       \u2610      \u2611\n", Fact.TUMOR),
        ("Blood thinner .............. none\n", Fact.ANTICOAGULANTS),
        ("Pain in the legs . . . . . . none\n", Fact.LEG_SYMPTOMS),
        ("Q7 Leg pain or numbness? ......... NO\n", Fact.LEG_SYMPTOMS),
    ],
)
def test_a_no_in_its_column_or_behind_dots_denies(text: str, fact: Fact) -> None:
    assert standings(text, fact) == {Standing.DENIED}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (GRID + "Do you take a blood thinner .....  [X]    [ ]\n", Fact.ANTICOAGULANTS),
        (GRID + "Do you take a blood thinner .....  [ ]    [ ]\n", Fact.ANTICOAGULANTS),
        (GRID + "Do you take a blood thinner .....  [X]    [X]\n", Fact.ANTICOAGULANTS),
        ("                  No     Yes\nCancer            [ ]    [x]\n", Fact.TUMOR),
        ("             Yes   No   Unsure\nCancer       [ ]   [x]  [ ]\n", Fact.TUMOR),
        ("Handout given on:   Yes   No\nInfection           [ ]   [x]\n", Fact.INFECTION),
        ("Has a relative had: Yes   No\nCancer              [ ]   [x]\n", Fact.TUMOR),
        ("Records requested   Yes   No\nCancer              [ ]   [x]\n", Fact.TUMOR),
        (GRID + "FAMILY\nCancer       [ ]   [x]\n", Fact.TUMOR),
        ("Infection ........ none until last month\n", Fact.INFECTION),
        ("Cancer ........... no change since the spring\n", Fact.TUMOR),
        ("Pacemaker ........\nNone of this was asked.\n", Fact.IMPLANTED_PULSE_GENERATOR),
        ("FAMILY HISTORY\nCancer: none\nPacemaker ....... no\n", Fact.TUMOR),
    ],
)
def test_another_column_an_open_box_or_another_question_denies_nothing(text: str, fact: Fact) -> None:
    assert Standing.DENIED not in standings(text, fact)


def test_what_is_there_under_a_heading_of_the_family_still_speaks_against() -> None:
    found = read_text(SafetyReader(), "FAMILY HISTORY\nFather: angina\nPacemaker: yes, 2019\n").findings
    assert [item.side for item in found if item.fact is Fact.IMPLANTED_PULSE_GENERATOR] == [Side.HARMS]


@given(st.text(alphabet="Ab .\n[]xYesNo:?\u2026\u2611|", max_size=120))
def test_every_place_of_a_text_holds(text: str) -> None:
    assert len(with_answers(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call us for chills, a new limp or weakness of a leg.", "Go to the ED if numbness of the saddle or fever comes on.",
        "Return precautions reviewed: fever, leg weakness.", "ED for foot drop or loss of urine.",
        "Report any foot drop immediately.", "Watch for leg numbness or drainage.",
    ],
)  # fmt: skip
def test_signs_on_which_to_call_are_not_there(text: str) -> None:
    assert told_ahead(text) is Sense.CONDITIONAL
    assert standings(text, Fact.LEG_SYMPTOMS) <= {Standing.CONDITIONAL}


@pytest.mark.parametrize(
    "text",
    [
        "I explained bleeding, infection and nerve damage to her.", "We discussed hematoma, infection, and dural puncture.",
        "Infection, bleeding and paralysis were gone over.", "Told: bleeding, infection, nerve injury, no relief.",
    ],
)  # fmt: skip
def test_risks_in_a_list_are_not_there(text: str) -> None:
    assert told_ahead(text) is Sense.GENERIC
    assert standings(text, Fact.INFECTION) == {Standing.GENERIC}


@pytest.mark.parametrize(
    "text",
    [
        "Called for a new limp and leg weakness.", "Call from the patient: leg weakness and fever.", "Returned to the ER for leg weakness.",
        "ER for leg weakness in June 2025.", "Reports a foot drop.", "Report of a foot drop from the therapist.", "Return of leg pain.",
        "Come back with leg pain.", "We discussed his infection, bleeding and nerve injury.", "She told me of bleeding, infection and leg weakness.",
        "Reviewed: infection, bleeding, leg weakness.", "Infection, bleeding and a fracture were seen.", "Red flag symptoms present: foot drop.",
        "Return for leg pain that started last week.", "Leg weakness -> ED.",
    ],
)  # fmt: skip
def test_what_is_told_of_the_patient_is_heard(text: str) -> None:
    assert told_ahead(text) is None
