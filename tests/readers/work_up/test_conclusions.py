"""What is concluded from a block or a test, and what only looks like its result."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.finding_values import Percent, Test as NamedTest
from priorauth.reading.model import DocumentKind, Finding, Side
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
        ("Status post bilateral L2, L3 MBB 5/6/2026, 15% relief.", {"15%"}),
        ("MBBs, which Dr. Ash did on May 6, 2026, gave her 15 percent relief.", {"15%"}),
        ("MBB 5/6/2026 gave 15% relief, so I consider the facet joints excluded.", {"15%"}),
        ("MBB 5/6/2026: 15% relief, facet excl.", {"15%"}),
        ("She had medial branch blocks on 5/6/2026. There was 5% relief.", {"5%"}),
        ("MBB negative 5/6/2026, so the facets are off the list.", {"negative"}),
        ("Facet joints ruled out by diagnostic MBB.", {"negative"}),
        ("Facets excluded as the pain generator by negative diagnostic block.", {"negative"}),
        ("SI provocation cluster negative.", {"negative"}),
        ("MBB 5/6/2026 = 15% relief, facet origin excluded.", {"15%"}),
        ("MBB 5/6/2026 -> 0 % relief -> facet pain excluded", {"0%"}),
        (
            "MBB 5/6/2026: five percent relief, from which I conclude that the zygapophysial joints are excluded.",
            {"5%"},
        ),
        ("MBB 5/6/2026: twenty-five percent relief, facet component excluded.", {"25%"}),
        (
            "Sacroiliac provocation 0 of 5 positive on each side today, SI joints excluded as a pain source.",
            {"negative"},
        ),
        ("Gaenslen, thrust and compression negative right and left.", {"negative"}),
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


@pytest.mark.parametrize(
    "text",
    [
        "Facet joints not excluded by MBB.",
        "Facet joints may be excluded by MBB.",
        "Facet joints excluded by the insurer after MBB.",
        "MBB negative for vascular uptake.",
        "If MBB negative, facets are off the list.",
        "Her brother had medial branch blocks. There was 5% relief.",
        "She had a cervical MBB on 5/6/2026. There was 5% relief.",
        "SI provocation cluster not done.",
    ],
)
def test_a_conclusion_that_is_open_or_anothers_excludes_nothing(text: str) -> None:
    assert said(text) == set()


def record(text: str, side: Side = Side.HELPS) -> set[str]:
    """Return what the record of a block says for or against its joint."""
    return {
        item.value.result if isinstance(item.value, NamedTest) else f"{item.value.percent}%"
        for item in read_text(WorkUpReader(), text, DocumentKind.PROCEDURE_NOTE, day=DAY).findings
        if item.side is side and isinstance(item.value, NamedTest | Percent)
    }


NAMED = "Lumbar medial branch block, L3 and L4, both sides.\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "Relief within the anesthetic window 5%\nInterpretation: negative. Facet joints excluded.",
            {"5%", "negative"},
        ),
        ("Best relief about 10%.\nConclusion: facet joints excluded.", {"10%", "negative"}),
        ("Neg block. Facets excl.", {"negative"}),
    ],
)
def test_the_record_of_a_block_says_its_result_in_lines_of_its_own(lines: str, expected: set[str]) -> None:
    assert record(NAMED + lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "Aspiration negative.",
        "Negative for blood.",
        "If relief is under 20%, facets excluded.",
        "Facets would be excluded if a repeat is negative.",
        "Result: not negative.",
        "Result: negative.\nBlock not valid, sedation was given.",
        "Relief of 80% is required for the second.",
    ],
)
def test_a_rule_or_another_result_in_the_record_of_a_block_says_nothing_for_it(lines: str) -> None:
    assert record(NAMED + lines) == set()


def test_high_relief_in_the_record_of_a_block_speaks_for_its_joint() -> None:
    assert record(NAMED + "Relief within the anesthetic window 85%", Side.HARMS) == {"85%"}
    assert record("Cervical medial branch block C5.\nResult: negative.") == set()


@pytest.mark.parametrize(
    "lines",
    [
        "Right L4 needle abandoned, one side only; nothing concluded.",
        "Facet joints neither in nor out.\nSacroiliac joint block not done.",
        "The facets would be excluded if a repeat is negative as well.",
    ],
)
def test_a_block_that_was_not_finished_leaves_its_joint_open(lines: str) -> None:
    assert record(NAMED + "Facet joints excluded.\n" + lines, Side.HARMS) == {"equivocal"}
