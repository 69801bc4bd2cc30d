"""Beginnings beside a clause of their own, which may hold words that nobody knows but none that turn them."""

from __future__ import annotations

import pytest

from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import When
from priorauth.reading.model import Standing
from tests.readers.reading_one import read_text


def stated(text: str) -> set[str]:
    return {
        str(item.value.since) for item in read_text(PainReader(), text).findings
        if item.fact is Fact.ONSET and item.standing is Standing.STATED and isinstance(item.value, When)
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain since May 2024; noticed first when herding geese.", "The low back pain has been there since May 2024; she recalls no injury.",
        "As you know, she has had low back pain since May 2024.", "Her low back pain set in during May 2024.",
        "He has been troubled by low back pain since May 2024.",
    ],
)  # fmt: skip
def test_a_beginning_is_read_beside_another_clause(text: str) -> None:
    assert stated(text) == {"2024-05"}


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain since May 2024; it was gone by June and came back this spring.", "Low back pain since May 2024; per his wife it is older.",
        "Low back pain since May 2024; first episode in 2019.", "Neck pain; low back pain since May 2024.", "Low back pain since May 2024; corrected, see below.",
        "Onset May 2024; patient is not sure.", "Low back pain since May 2024; recurred quillwise after a spell.", "Low back pain since May 2024; his brother's too, zebrawise.",
    ],
)  # fmt: skip
def test_a_clause_that_turns_it_leaves_it_open(text: str) -> None:
    assert stated(text) == set()
