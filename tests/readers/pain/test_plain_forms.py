"""Legs, nerve signs, place and levels as charts write them in short, and what only looks like it."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Pattern
from priorauth.reading.model import About, Finding, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 6, 15)


def of(text: str, fact: Fact) -> list[Finding]:
    found = read_text(PainReader(), text, day=DAY).findings
    return [item for item in found if item.fact is fact and item.about is About.PATIENT]


def is_denied(text: str, fact: Fact) -> bool:
    return {item.standing for item in of(text, fact)} == {Standing.DENIED}


@pytest.mark.parametrize(
    "text",
    [
        "No leg symptoms on any visit.", "No leg symptoms at any time.", "Denies leg sx on every visit.",
        "No LE complaints this episode.", "No leg symptoms reported during the episode of care.",
        "No leg symptoms at all.", "Legs fine.", "Legs: asymptomatic.", "Legs ok.", "Legs neg.", "Legs: nil.",
        "Legs never a problem.", "No leg involvement.", "Nothing in the legs.", "The legs do not bother her.",
        "Pain does not involve the legs.", "No leg c/o.", "Numbness/tingling in legs? No",
        "Any leg pain, numbness or weakness? No.", "Free of leg symptoms.", "Radicular sx: 0", "Leg symptoms: 0",
        "She has never had leg pain, numbness or weakness.", "Leg pain N, numbness N, weakness N",
        "Numbness, tingling N", "\u00d8 sciatica.", "Leg weakness        N", "No spread in any direction.", "No radicular signs or symptoms over the episode.", "No focal weakness.",
        "Lower limbs asymptomatic - no pain, no numbness, no weakness.",
        "Leg pain [ ] Yes [x] No", "Leg pain ( ) Y (x) N", "Leg pain Yes [ ] No [x]", "Numbness [ ] Y [x] N   Weakness [ ] Y [x] N",
    ],
)  # fmt: skip
def test_legs_without_symptoms_are_read_in_short(text: str) -> None:
    assert is_denied(text, Fact.LEG_SYMPTOMS)


@pytest.mark.parametrize(
    "text",
    [
        "Legs fine until last month.", "Legs not fine.", "Legs fine in the morning.", "Legs no longer ok.",
        "Legs ok except for tingling on the left.", "His wife's legs are fine.", "Are the legs fine?",
        "Nothing in the legs until May.", "Nothing in the left leg.", "Legs negative for edema.",
        "No leg symptoms on the last visit.", "No leg symptoms on most visits.", "Leg symptoms: 3",
        "No leg symptoms at any visit before March.", "Free of leg symptoms for two days.", "Leg pain N/A",
        "Legs do not bother her when lying down.", "There has never been leg pain like this.",
        "Goal: no leg symptoms.", "Pain does not involve the right leg.", "Legs asymptomatic at present but numb last week.",
    ],
)  # fmt: skip
def test_a_denial_of_less_than_all_is_none(text: str) -> None:
    assert not is_denied(text, Fact.LEG_SYMPTOMS)


def test_legs_that_hurt_are_heard_beside_a_denial() -> None:
    found = of("Legs hurt, no numbness.", Fact.LEG_SYMPTOMS)
    assert Standing.STATED in {item.standing for item in found}


@pytest.mark.parametrize(
    "text",
    [
        "SLR neg neg neg", "Neuro wnl wnl wnl", "Neuro / SLR normal normal normal", "SLR neg / neg / neg",
        "SLR neg x2.", "SLR (-) to 85 bilat.", "Neuro N.", "Reflexes 1+ and symmetric.", "Neurologically normal.",
        "No neuro signs.", "Five out of five strength.", "Normal strength, sensation and reflexes.",
        "Power, reflexes and sensation normal.", "No signs of nerve root irritation.", "Neuro screen clear.",
        "Neuro checks: dermatomes, reflexes and strength normal.", "Motor/sens/DTR normal.",
    ],
)  # fmt: skip
def test_normal_nerve_signs_are_read_in_short(text: str) -> None:
    assert is_denied(text, Fact.ROOT_SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        "SLR neg neg pos", "SLR pos neg neg", "SLR neg x 2, pos x 1", "Reflexes 1+ left, 2+ right.", "Neuro N/A",
        "Reflexes 1+ asymmetric.", "Reflexes 1+ at the right ankle.", "Strength 5/5 except EHL 4/5.", "Neuro deficits.",
        "Neuro screen clear for surgery.", "Neuro exam normal in 2019.", "Strength improved to 4/5.", "No neuro exam.",
    ],
)  # fmt: skip
def test_a_sign_that_is_not_normal_throughout_is_not_taken_for_it(text: str) -> None:
    assert not is_denied(text, Fact.ROOT_SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        "He points to the midline at L5.", "She points to the center of her low back.", "Low back only.",
        "All of his pain is in the low back.", "The pain is entirely in the back.", "Aches across the midline at L5.",
        "100% back, 0% leg.", "Back pain 100%, leg pain 0%.", "Sx confined to the central LS junction.",
        "The pain remains localized to the lower back.", "Low back ache. Radiation: none",
    ],
)  # fmt: skip
def test_pain_of_the_back_alone_is_axial_however_it_is_placed(text: str) -> None:
    found = [item for item in of(text, Fact.PATTERN) if isinstance(item.value, Pattern)]
    assert {(str(f.value.pattern), f.standing) for f in found if isinstance(f.value, Pattern)} == {
        ("axial", Standing.STATED)
    }


@pytest.mark.parametrize(
    "text",
    [
        "He points to the midline of his neck.", "Surgery on the low back only.", "X-ray of the low back only.",
        "All of his pain is in the low back until evening, then the legs.", "70% back, 30% leg.",
        "It used to be 100% back.", "Radiation: none planned.", "Pain does not go below the belt line at rest.",
        "Massage to the middle of the low back.", "Not only the low back but the legs hurt.",
    ],
)  # fmt: skip
def test_a_place_that_is_not_all_of_the_pain_is_not_axial(text: str) -> None:
    found = of(text, Fact.PATTERN)
    assert not [
        f for f in found
        if isinstance(f.value, Pattern) and str(f.value.pattern) == "axial" and f.standing is Standing.STATED
    ]  # fmt: skip


def levels(text: str) -> set[frozenset[DiscLevel]]:
    return {
        frozenset(place for place in item.value.places if isinstance(place, DiscLevel))
        for item in of(text, Fact.MATCHING_LEVELS)
        if isinstance(item.value, Levels) and item.standing is Standing.STATED
    }


@pytest.mark.parametrize(
    "text",
    [
        "Pain = L5-S1.", "Her midline pain localizes to L5-S1.", "In my judgment the pain originates at L5-S1.",
        "I believe the L5-S1 endplates are the source of her pain.", "The endplate changes at L5-S1 explain her pain.",
        "The Modic changes at L5-S1 correlate with her symptoms.", "The painful level is L5-S1.",
        "Clinically correlates with Modic changes at L5-S1.", "Pain is vertebrogenic from L5-S1.",
        "The level of her pain is L5-S1, which matches the MRI.", "Clinical findings match the MRI at L5-S1.",
    ],
)  # fmt: skip
def test_levels_are_read_whichever_is_the_subject(text: str) -> None:
    assert levels(text) == {frozenset({DiscLevel.L5_S1})}


@pytest.mark.parametrize(
    "text",
    [
        "Pain corresponds to the L5-S1 facets.", "Pain arises from the L5-S1 disc herniation.",
        "The MRI correlates with CT at L5-S1.", "The Modic changes at L5-S1 do not explain her pain.",
        "The Modic changes at L5-S1 may explain her pain.", "Leg numbness localizes to L5-S1.",
        "He does not believe the pain originates at L5-S1.", "The patient believes the pain comes from L5-S1.",
        "The Modic changes at L5-S1 explain only part of her pain.", "Pain = 7, injection L5-S1.",
        "Site of pain: not L5-S1.", "The pain no longer matches L5-S1.", "His neck pain localizes to C5-C6.",
        "In my opinion some of his pain arises from L5-S1 and the rest from the hip.",
        "In my opinion the pain does not arise from L5-S1.", "Facet pain localizes to L5-S1.",
    ],
)  # fmt: skip
def test_another_source_or_doubt_is_no_match(text: str) -> None:
    assert not levels(text)


@pytest.mark.parametrize(
    "text",
    ["Leg pain [x] Yes [ ] No", "Leg pain (x) Y ( ) N", "Leg pain Yes [x] No [ ]", "Leg pain [ ] Yes [ ] No"],
)
def test_a_box_ticked_for_yes_or_for_nothing_denies_no_symptom(text: str) -> None:
    assert not is_denied(text, Fact.LEG_SYMPTOMS)


def test_a_muscle_of_the_back_and_a_surgeons_calling_are_no_signs_of_a_root() -> None:
    assert not of("Multifidus muscles show marked fatty wasting.", Fact.ROOT_SIGNS)
    assert not of("Certified in neurological surgery.", Fact.ROOT_SIGNS)
    assert not of("Numbing injections were given in May.", Fact.LEG_SYMPTOMS)
    assert of("Calf atrophy on the left.", Fact.ROOT_SIGNS)
