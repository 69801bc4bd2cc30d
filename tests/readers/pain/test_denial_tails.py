"""Denials of leg symptoms are read with all their words; beginnings are told of the pain and of nothing else."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Pattern, When
from priorauth.reading.model import About, Side, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 9, 30)


def legs(text: str) -> set[Standing]:
    found = read_text(PainReader(), text, day=DAY).findings
    return {item.standing for item in found if item.fact is Fact.LEG_SYMPTOMS and item.about is About.PATIENT}


def begun(text: str) -> set[str]:
    found = read_text(PainReader(), text, day=DAY).findings
    told = [item for item in found if item.fact is Fact.ONSET and item.standing is Standing.STATED]
    return {str(item.value.since) for item in told if item.about is About.PATIENT and isinstance(item.value, When)}


def patterns(text: str) -> set[str]:
    found = read_text(PainReader(), text, day=DAY).findings
    return {
        item.value.pattern.value for item in found if isinstance(item.value, Pattern) and item.side is Side.HELPS
    }


@pytest.mark.parametrize(
    "text",
    [
        "Denies any pain, tingling or numbness going down his legs.",
        "Radicular symptoms: none reported",
        "No numbness or weakness in the lower extremities at this time.",
        "Back pain 100%, 0% leg pain.",
        "Denies leg numbness, weakness, bowel or bladder changes.",
        "Facet and radicular pain have been excluded.",
    ],
)
def test_a_denial_of_the_whole_denies(text: str) -> None:
    assert legs(text) == {Standing.DENIED}


@pytest.mark.parametrize(
    "text",
    [
        "Without leg pain only when in bed.",
        "Denies leg pain most mornings.",
        "He has no leg pain relief.",
        "No leg pain on the right.",
        "Radiation: none on the right, to the calf on the left",
        "No leg pain today, daily last month.",
        "No leg pain, just tingling.",
        "(-) numbness (+) tingling",
        "No leg pain while taking pregabalin.",
        "Denies radiating pain except after driving.",
    ],
)
def test_a_denial_of_a_part_leaves_the_symptom_open(text: str) -> None:
    assert legs(text) - {Standing.DENIED}


def test_an_omission_by_mistake_takes_nothing_back() -> None:
    assert Standing.RETRACTED not in legs("Right leg pain was omitted in error from my note.")


def test_a_test_behind_a_comma_is_no_reason_to_miss_the_symptom() -> None:
    assert legs("Shooting pain to the calf since Monday, slump positive.") - {Standing.DENIED}


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("LBP since 2017, resolved 2018, back since 2023.", "2023"),
        ("Chronic LBP dating back to March 2021.", "2021-03"),
        ("Work injury 4/7/2023 -> LBP ever since.", "2023-04-07"),
        ("He hurt his knee in a fall on 4/7/2023 and has had low back pain ever since.", "2023-04-07"),
        ("She first noticed low back pain in 2022.", "2022"),
        ("LBP, onset ~ 5/2024 after raking leaves.", "2024-05"),
        ("LBP began June 2025, moving crates of tile.", "2025-06"),
        ("Mr. Roe is a 49 year old crane rigger who has had low back pain since May 2024.", "2024-05"),
    ],
)
def test_a_beginning_is_tied_to_the_pain(text: str, since: str) -> None:
    assert begun(text) == {since}


@pytest.mark.parametrize(
    "text",
    [
        "Pain medicine started in 2018 for low back pain.",
        "Naproxen for back pain since 3/2021.",
        "Date of injury 8/3/2023. Right wrist.",
        "Fall 4/7/2023, no back pain since.",
        "Per his attorney low back pain began 4/7/2023.",
    ],
)
def test_a_drug_an_injury_or_a_claim_tells_no_beginning(text: str) -> None:
    assert begun(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ache across the low back at the belt line, no leg pain.",
        "Pain distribution is axial.",
        "LBP is 100% axial.",
    ],
)
def test_pain_of_the_back_alone_is_axial_in_other_words(text: str) -> None:
    assert patterns(text) == {"axial"}


@pytest.mark.parametrize(
    "text",
    [
        "Midline LBP that radiates.",
        "Location: midline low back. Radiation: both legs.",
        "Pain is in the middle of the neck and does not radiate.",
    ],
)
def test_pain_that_spreads_or_is_elsewhere_is_not(text: str) -> None:
    assert patterns(text) == set()
