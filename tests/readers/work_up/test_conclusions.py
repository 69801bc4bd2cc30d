"""What is concluded from a block or a test, and what only looks like its result."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.finding_values import Percent, Test as NamedTest
from priorauth.reading.model import Finding, Side
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 9, 30)


def found(text: str, side: Side) -> list[Finding]:
    return [item for item in read_text(WorkUpReader(), text, day=DAY).findings if item.side is side]


def said(text: str, side: Side = Side.HELPS) -> set[str]:
    return {
        item.value.result if isinstance(item.value, NamedTest) else f"{item.value.percent}%"
        for item in found(text, side)
        if isinstance(item.value, NamedTest | Percent)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Facet: MBB 5/6/2026, 20% relief - excluded.", {"20%"}),
        ("SI excluded: SIJ block 6/3/2026 15% relief.", {"15%"}),
        ("MBB L4-5 5/6/2026 gave only 10% relief; facets not the source.", {"10%"}),
        ("MBB x2 negative -> facets r/o'd.", {"negative"}),
        ("Interpretation: negative diagnostic medial branch block.", {"negative"}),
        ("MBB 5/6/2026, pain before 7/10, after 6/10 (15%).", {"15%"}),
        ("Facet injections provided 20% relief.", {"20%"}),
        ("FABER neg, Gaenslen neg, sacral thrust neg.", {"negative"}),
        ("SIJ provocation 0/5 positive", {"negative"}),
        ("Facet loading (extension + rotation) negative bilaterally", {"negative"}),
        ("SLR -/-.", {"negative"}),
        ("FABER -, thigh thrust -: SI generator excluded", {"negative"}),
        ("Negative FABER, no SI joint tenderness.", {"negative"}),
    ],
)
def test_a_conclusion_and_a_clipped_result_are_read(text: str, expected: set[str]) -> None:
    assert said(text) == expected
    assert not found(text, Side.HARMS)


@pytest.mark.parametrize(
    "text",
    [
        "Lumbar MBB with 2% lidocaine.",
        "MBB 5/6/2026, bupivacaine 0.5%.",
        "MBB: facet not excluded, 20% relief?",
        "MBB done 5/6/2026, urine test negative.",
        "Thoracic MBB: 20% relief.",
        "SLR negative in 2017.",
        "SLR negative only with the knees bent.",
        "FABER, Gaenslen: all negative but one.",
        "SI joint testing is negative on the left only.",
        "A false negative MBB is suspected.",
    ],
)
def test_what_is_no_result_helps_nothing(text: str) -> None:
    assert said(text) == set()


def test_relief_in_words_and_a_positive_block_speak_against() -> None:
    assert said('SIJ block. Pre 8, post 1 (pt: "ninety percent gone").', Side.HARMS) == {"90%"}
    assert said("MBB 5/6/2026: positive.", Side.HARMS) == {"positive"}


def test_a_block_without_significant_relief_is_not_praised() -> None:
    assert said("MBB 5/6/2026 with no significant relief.") == {"0%"}
