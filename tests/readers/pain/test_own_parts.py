"""Normal signs and denied symptoms that a part of a sentence tells by itself, beside words that nobody knows."""

from __future__ import annotations

import pytest

from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import Side, Standing
from tests.readers.reading_one import read_text

_OF_LEGS = (Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS)


def legs(text: str) -> list[tuple[Standing, Side]]:
    return [(item.standing, item.side) for item in read_text(PainReader(), text).findings if item.fact in _OF_LEGS]


@pytest.mark.parametrize(
    "text",
    [
        "Power and reflexes good.", "Sensation intact to light touch and pin.", "Motor 5/5 in 12 groups.", "Strength 5/5 incl. toes.",
        "SLR to 85 bilaterally.", "SLR L neg, R neg.", "Slump -/- -/-", "Straight leg raise   75, neg   75, neg", "Strength L3-S1   5   5",
        "Lumbar flexion wooden, neuro fine.", "Neuro DTR 2/2 motor 5/5", "She remains without leg complaints.",
        "On questioning she has neither numbness nor weakness in the legs, and she walks to the mill.",
        "I asked her twice about her legs and she denies numbness or weakness in them.",
    ],
)  # fmt: skip
def test_a_normal_leg_is_read_beside_other_words(text: str) -> None:
    found = legs(text)
    assert found
    assert {standing for standing, _ in found} == {Standing.DENIED}


@pytest.mark.parametrize(
    "text",
    [
        "Strength good, reflexes absent at the right ankle.", "SLR to 85 with pain to the shin.", "SLR to 85 on the right, 40 on the left.",
        "SLR R neg L pos.", "Reflexes good except at the ankle.", "Sensation normal to pin, reduced to vibration.", "Neuro not good.",
        "Strength 5/5 except the toes.", "Neuro good per his wife.", "Gait good, SLR limited by pain down the leg.", "Neck pain; no radiation.",
        "Denies leg pain, his wife says he limps.", "He denies leg pain (while sitting).", "No leg pain; it shoots to the foot on coughing.",
        "No radiation; it was otherwise in the spring.", "Denies leg pain, error, see addendum.", "No leg pain (template).",
        "Neither pain nor numbness in the legs until June.",
    ],
)  # fmt: skip
def test_a_part_beside_that_turns_it_leaves_it_open(text: str) -> None:
    assert Side.HARMS in {side for _, side in legs(text)}
