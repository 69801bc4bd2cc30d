"""What ``exhibit read`` finds is what the reader of charts states: nothing that words around it turn."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.read_report import read_report
from tests.readers.mri.reading import Short, found

HEAD = "MRI LUMBAR SPINE\nTECHNIQUE: Sagittal T1, T2, STIR.\nFINDINGS: "

NOT_FOUND = [
    "Modic type 2 change at L3-L4 is nowhere to be seen on this study.",
    "What looked like Modic type 1 change at L4-L5 turned out to be flow artifact.",
    "Modic type 1 change at L4-L5 was a slip of the dictation.",
    "The Modic type 1 change at L4-L5 is a leftover of an old template.",
    "Her sister has Modic type 1 change at L5-S1.",
    "In a good candidate one finds Modic type 1 change at L4-L5.",
    "Unless Modic type 2 change is shown at L5-S1, the request goes back.",
    "Endplates L5-S1, mark one: (x) unremarkable ( ) Modic 1 ( ) Modic 2",
    "Had Modic type 2 changes been present at L4-L5, they would be named.",
]

FOUND: list[tuple[str, list[Short]]] = [
    ("Endplates L5-S1, mark one: ( ) unremarkable (x) Modic 1 ( ) Modic 2", [("L5-S1", (1,), "stated")]),
    ("Modic type 2 remains a diagnostic consideration at L4-L5.", [("L4-L5", (2,), "hedged")]),
    ("Please note Modic type 1 change at L4-L5.", [("L4-L5", (1,), "stated")]),
    ("Modic type 1 change at L4-L5, at L5-S1 no such changes.", [("L4-L5", (1,), "stated")]),
    ("Modic type 1 change at L4-L5, unlike L5-S1.", [("L4-L5", (1,), "stated")]),
    ("Modic type 2 change at L4-L5, unlikely to be of any significance.", [("L4-L5", (2,), "stated")]),
    ("Modic type 2 change at L4-L5, unlikely to be real.", []),
    ("Signal at L4-L5 leaning toward Modic type 2 change.", [("L4-L5", (2,), "hedged")]),
]

HEADS = [
    ("Imaging of Hartford, CT 06103\nExam: MRI LUMBAR SPINE\n", "MRI"),
    ("Front desk CT and MRI: 555-0133\nStudy: MR lumbar spine without contrast\n", "MRI"),
    ("MRI and CT center\nExamination: CT LUMBAR SPINE\n", "CT"),
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_turned_by_words_around_it_is_no_finding(text: str) -> None:
    assert found(HEAD + text) == []


@pytest.mark.parametrize(("text", "findings"), FOUND, ids=[text for text, _ in FOUND])
def test_a_finding_stands_as_its_sentence_has_it(text: str, findings: list[Short]) -> None:
    assert [item for item in found(HEAD + text) if item[1]] == findings


@pytest.mark.parametrize(("head", "modality"), HEADS)
def test_the_line_of_the_exam_names_the_study_and_no_address(head: str, modality: str) -> None:
    assert read_report([f"{head}FINDINGS: Normal discs."]).modality == modality


def test_a_denial_and_a_change_without_a_place_are_told() -> None:
    report = read_report([HEAD + "Modic type 2 changes. Modic type 1 change at L4-L5 has been ruled out."])
    assert [tuple(map(int, item.types)) for item in report.unplaced] == [(2,)]
    assert [str(item.place) for item in report.denied] == ["L4-L5"]


def test_types_that_contradict_one_another_are_no_finding() -> None:
    report = read_report([HEAD + "L5-S1: Modic type 1 change.\nIMPRESSION: L5-S1: Modic type 2 change."])
    assert report.findings == ()
    assert [(str(item.place), item.what) for item in report.contradictions] == [("L5-S1", "types")]
