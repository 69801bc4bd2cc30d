"""Denials with the study, the place or the kind they cover, and what is no denial although it has a "no"."""

from __future__ import annotations

import pytest

from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import Standing
from tests.readers.reading_one import read_text


def standings(text: str, fact: Fact) -> set[Standing]:
    return {item.standing for item in read_text(SafetyReader(), text).findings if item.fact is fact}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("No fracture on any scan.", Fact.FRACTURE), ("I see no tumor on either film.", Fact.TUMOR), ("No infection anywhere.", Fact.INFECTION),
        ("There is no instability on the flexion-extension films.", Fact.INSTABILITY),
        ("Standing films in flexion and extension: no abnormal motion, no instability.", Fact.INSTABILITY),
        ("No pacemaker or other electronic device.", Fact.IMPLANTED_PULSE_GENERATOR), ("No stimulator or any such device.", Fact.IMPLANTED_PULSE_GENERATOR),
        ("Urine hCG in office today: negative.", Fact.PREGNANCY),
    ],
)  # fmt: skip
def test_a_denial_of_the_whole_is_read(text: str, fact: Fact) -> None:
    assert standings(text, fact) == {Standing.DENIED}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("No fracture on any study but the CT.", Fact.FRACTURE), ("No history of cancer taken.", Fact.TUMOR), ("No hx of infection could be obtained.", Fact.INFECTION),
        ("ICD, SCS: no. of leads 4.", Fact.IMPLANTED_PULSE_GENERATOR), ("No pacemaker or other powered implant but a pump.", Fact.IMPLANTED_PULSE_GENERATOR),
        ("hCG in clinic today: pending.", Fact.PREGNANCY), ("No infection anywhere until the fever of June.", Fact.INFECTION),
    ],
)  # fmt: skip
def test_what_is_no_denial_denies_nothing(text: str, fact: Fact) -> None:
    assert Standing.DENIED not in standings(text, fact)
