"""Legs and roots: any symptom counts whatever it is called, and a denial only when it is understood."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Laterality, Presence
from priorauth.reading.model import About, Finding, Side, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 9, 30)


def of(text: str, *facts: Fact) -> list[Finding]:
    return [item for item in read_text(PainReader(), text, day=DAY).findings if item.fact in facts]


def legs(text: str) -> list[Finding]:
    return of(text, Fact.LEG_SYMPTOMS)


def signs(text: str) -> list[Finding]:
    return of(text, Fact.ROOT_SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        "Numb left heel.", "N/T RLE.", "Aching in the right shin.", "Stabs and burns down to the left ankle.",
        "RLE radic.", "Pain shoots past the knee.", "Feet fall asleep.", "Calf cramps at night.",
        "The left leg buckles.", "Sciatica, left.", "Low back pain that radiates to the thigh.", "Foot drop on the right.",
        "Electric jolts into the toes.", "Pain radiates.", "Low back pain 4/10, leg pain 5/10.", "M54.41.",
        "No numbness, but the right calf burns.", "No relief of the leg pain.", "No new leg weakness.",
        "Leg pain may be from the hip.", "Leg pain blorbs.", "Denies leg pain except on stairs.", "Not no leg pain.",
        "Radiation: none [ ]; thigh [x]; below knee [ ].", "Perhaps no leg pain.",  "Leg pain: denied in 2024, now present.", "No radiation below the knee.", "Tingling in hands and feet.",
    ],
)  # fmt: skip
def test_a_symptom_in_a_leg_is_heard(text: str) -> None:
    assert Side.HARMS in {item.side for item in legs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "No leg pain.", "Denies leg pain, numbness, tingling, or weakness.", "Denies N/T/W.", "No LE sx.",
        "Low back pain, just above the tailbone, does not travel.", "Radiation: none [x]; thigh [ ]; below knee [ ].",
        "Leg pain: no.", "Leg pain: none", "Legs: no symptoms.", "Neg for leg pain and weakness.",
        "Leg numbness: [ ] yes [x] no   Leg weakness: [ ] yes [x] no", "No pain below the waist.",
        "Pain does not go into the legs.", "Does not have leg pain.", "No radiculopathy.", "Non-radiating low back pain.",
        "No leg pain, no numbness and no weakness.",
    ],
)  # fmt: skip
def test_a_denial_that_is_understood_denies(text: str) -> None:
    assert {item.standing for item in legs(text)} == {Standing.DENIED}


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Call us if your legs go numb.", Standing.CONDITIONAL),
        ("Numbness: [ ] yes [ ] no", Standing.UNFILLED),
        ("Leg pain was not asked about; leg symptoms not assessed.", Standing.NOT_EXAMINED),
        ("Leg pain in 2017, resolved.", Standing.HISTORIC),
        ("Sciatica in 2017.", Standing.HISTORIC),
        ("Risks include leg weakness.", Standing.GENERIC),
        ("INDICATION: leg pain?", Standing.ASKED),
        ("GOALS\nNo leg pain.", Standing.PLANNED),
        ("No leg pain?", Standing.ASKED),
    ],
)
def test_a_symptom_that_is_not_there_now_is_told_as_what_it_is(text: str, standing: Standing) -> None:
    found = legs(text)
    assert {item.standing for item in found} == {standing}
    assert {item.side for item in found} == {Side.NEUTRAL}


def test_a_symptom_of_the_last_year_is_not_past_by_its_year_alone() -> None:
    assert legs("Leg pain in 2025.")[0].side is Side.HARMS
    assert legs("Leg pain in 2024.")[0].side is Side.NEUTRAL


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Right hand numb.", About.OTHER_PART),
        ("Numbness of the face.", About.OTHER_PART),
        ("Cervical radiculopathy.", About.OTHER_PART),
        ("Pain radiates to the buttock.", About.OTHER_PART),
        ("Father has sciatica.", About.OTHER_PERSON),
        ("FAMILY HISTORY: sciatica.", About.OTHER_PERSON),
    ],
)
def test_other_parts_and_other_persons_do_not_count(text: str, about: About) -> None:
    (found,) = legs(text)
    assert (found.about, found.side) == (about, Side.NEUTRAL)


@pytest.mark.parametrize(
    ("text", "side"),
    [("Numbness in LLE.", Laterality.LEFT), ("R calf pain.", Laterality.RIGHT), ("Tingling in both feet.", Laterality.BOTH),
     ("Sciatica.", Laterality.NOT_SAID)],
)  # fmt: skip
def test_the_side_is_the_one_named(text: str, side: Laterality) -> None:
    (found,) = legs(text)
    assert isinstance(found.value, Presence)
    assert found.value.laterality is side


@pytest.mark.parametrize(
    "text",
    [
        "SLR + R.", "Positive straight leg raise on the left.", "Straight leg raise: positive", "SLR not negative on the left.",
        "Crossed SLR reproduces the pain.", "Ankle jerk absent, left.", "Achilles reflex 1+ on the right.", "EHL 4/5 L.",
        "Strength 4+/5 in the left foot.", "Decreased sensation over L5.", "Dec LT L5 dermatome.", "Reflexes: 0/4 at the ankle",
        "Sensation: diminished on the right", "Motor 3/5.", "Calf atrophy on the left.", "SLR equivocal.",
        "SLR negative R, positive L.", "Slump test positive.", "Motor deficits in the left leg.", "SLR was looked at.",
    ],
)  # fmt: skip
def test_a_sign_of_a_root_is_heard(text: str) -> None:
    assert Side.HARMS in {item.side for item in signs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "SLR neg B.", "Straight leg raise negative on both sides.", "SLR (-) bilaterally.", "Negative SLR.",
        "Strength and sensation normal.", "Motor 5/5 BLE, sens intact to LT.", "DTRs 2+ and symmetric.",
        "Reflexes: 2+ throughout", "No motor deficits.", "Neuro exam nonfocal.", "SLR negative R, negative L.", "Strength 5/5 in all LE myotomes.", "SLR neg both sides, slump neg.",
    ],
)  # fmt: skip
def test_a_negative_examination_denies(text: str) -> None:
    assert {item.standing for item in signs(text)} == {Standing.DENIED}


def test_each_side_has_its_own_result() -> None:
    found = {
        (item.value.laterality, item.standing)
        for item in signs("SLR neg L, positive R.")
        if isinstance(item.value, Presence)
    }
    assert found == {(Laterality.LEFT, Standing.DENIED), (Laterality.RIGHT, Standing.STATED)}


def test_a_negative_sign_denies_no_symptom() -> None:
    assert not legs("Straight leg raise negative, reflexes normal.")
    assert legs("Tingling of the left foot; SLR negative.")[0].side is Side.HARMS


def test_a_sign_of_the_arms_is_of_another_part() -> None:
    assert {item.about for item in signs("Grip and biceps strength 4/5.")} <= {About.OTHER_PART}
    assert signs("Biceps reflex absent.")[0].about is About.OTHER_PART


@pytest.mark.parametrize(
    "text",
    [
        "Strength training twice a week.",
        "Motor vehicle accident.",
        "Leg press, toe raises.",
        "Legs crossed.",
        "Leg lengths are equal.",
    ],
)
def test_words_for_something_else_are_no_symptom_and_no_sign(text: str) -> None:
    assert not of(text, Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS)


def test_a_heading_that_names_a_test_is_no_sign() -> None:
    assert Side.HARMS not in {item.side for item in signs("NEURO EXAM\nAlert and awake.")}


@pytest.mark.parametrize(
    "text", ["He used to deny leg pain.", "Denied leg pain in 2019.", "Previously no leg pain."]
)
def test_a_denial_of_the_past_helps_nothing(text: str) -> None:
    assert Side.HELPS not in {item.side for item in legs(text)}


def test_a_denial_at_rest_leaves_the_rest_of_the_day_open() -> None:
    found = read_text(PainReader(), "No leg pain at rest.").findings
    assert Side.HELPS not in {item.side for item in found}
