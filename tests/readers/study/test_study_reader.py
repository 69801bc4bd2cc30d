"""How a study was made, as its report says."""

from __future__ import annotations

import pytest

from priorauth.readers.study.study_reader import StudyReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names
from priorauth.reading.model import DocumentKind, Finding, Standing
from tests.readers.reading_one import read_text


def found(text: str, fact: Fact, kind: DocumentKind = DocumentKind.MRI_REPORT) -> list[Finding]:
    return [item for item in read_text(StudyReader(), text, kind).findings if item.fact is fact]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TECHNIQUE: Sagittal T1, T2 and STIR and axial T2 weighted images.", ("T1", "T2", "STIR")),
        ("TECHNIQUE:\nSagittal T1 and T2.\nAxial T2.", ("T1", "T2")),
        ("Multiplanar T1 and T2 weighted sequences were obtained in the sagittal plane.", ("T1", "T2")),
        ("TECHNIQUE: Sagittal T2. STIR could not be obtained.", ("T2",)),
        ("TECHNIQUE: Sagittal T1 before and after contrast.", ("T1", "T1 post-contrast")),
        ("FINDINGS: L4-L5 endplates bright on T2 and STIR.", None),
        ("MR L-SPINE\nT1 sag / T2 sag / STIR sag / T2 ax\nL4-5: bulge.", ("T1", "T2", "STIR")),
        ("Seq: sag T1/T2, ax T2", ("T1", "T2")),
        ("Exam. 3T sagittal T1, sagittal STIR, axial T2.", ("T1", "STIR", "T2")),
        ("MRl LUMBAR\ntech  Tl sag, T2 sag, STlR sag", ("T1", "T2", "STIR")),
        ("STIR sag not made, T1 sag", None),
        ("L4-5 T1 dark, sag T2 bright", None),
    ],
)
def test_a_report_lists_its_series(text: str, names: tuple[str, ...] | None) -> None:
    values = [item.value.names for item in found(text, Fact.SEQUENCES) if isinstance(item.value, Names)]
    assert values == ([] if names is None else [names])


def test_a_note_lists_no_series() -> None:
    assert found("TECHNIQUE: Sagittal T1 and T2.", Fact.SEQUENCES, DocumentKind.OFFICE_NOTE) == []


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("NUMBERING: Five lumbar-type vertebrae.", True),
        ("There are 5 non-rib-bearing lumbar vertebral bodies.", True),
        ("Six lumbar-type vertebrae.", False),
        ("Five lumbar-type vertebrae, the lowest transitional.", False),
        ("Levels assume five lumbar-type vertebrae.", False),
    ],
)
def test_a_plain_count_of_five_says_that_no_vertebra_is_transitional(text: str, denies: bool) -> None:
    assert [item.standing is Standing.DENIED for item in found(text, Fact.NUMBERING)] == [True] * denies
