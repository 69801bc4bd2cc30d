"""The reader claims no more than a report says: wordings that once made it give a type, a level or a finding."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.read_report import read_report
from tests.readers.mri.reading import Short, found

UNTYPED: list[Short] = [("L4-L5", (), "stated")]
TYPE_1: list[Short] = [("L4-L5", (1,), "stated")]
TYPE_2: list[Short] = [("L4-L5", (2,), "stated")]


@pytest.mark.parametrize(
    "text",
    [
        "Modic changes with grade 1 anterolisthesis at L4-5.",
        "Modic change (grade I retrolisthesis) at L4-5.",
        "L4-5: Modic changes, grade 2 disc degeneration by Pfirrmann.",
        "L4-5: Modic changes, grade 2 facet arthropathy.",
        "L4-5: Modic changes, type 2 annular tear.",
        "L4-5: Modic changes, disc grade 3.",
        "L4-5: Modic changes in a grade 3 disc.",
        "Modic changes, class 2 obesity, L4-5.",
        "Modic changes, stage 2 renal disease, at L4-5.",
        "Modic changes, grade 2/4 facet disease, L4-5.",
        "L4-5: Modic changes. MSU type 2-A herniation.",
        "Modic changes, 2 in number, at L4-5.",
        "Modic changes, 3 Schmorl's nodes at L4-5.",
        "Modic changes: 1 small fissure at L4-5.",
        "IMPRESSION: Modic changes, 2) bulge at L4-5.",
    ],
)
def test_a_grade_or_a_number_of_something_else_is_no_modic_type(text: str) -> None:
    assert found(text) == UNTYPED


@pytest.mark.parametrize(
    "text",
    [
        "L4-5: Modic type 1 change, annular tear type 2.",
        "L4-5: Modic type 1 changes. Annular fissure type 2.",
        "L4-5: Modic type 1 change. Castellvi type 2 process at L5-S1.",
        "Modic type 1 change at L4-5, at L5-S1 no such change.",
        "Modic type 1 change at L4-5, L5-S1 is normal.",
        "Grade 1 Modic change and grade 2 slip at L4-5.",
    ],
)
def test_something_else_behind_adds_neither_type_nor_level_to_a_typed_change(text: str) -> None:
    assert found(text) == TYPE_1


def test_a_type_of_something_else_is_no_change_without_a_place() -> None:
    report = read_report(["Degenerative endplate changes, type 2 diabetes. L4-5 disc normal."])
    assert [tuple(u.types) for u in report.unplaced] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Modic changes at L4-5, type II.",
        "Modic changes of type 2 at L4-5.",
        "L4-5: Modic changes, fatty, type 2.",
        "Modic endplate changes with type 2 signal at L4-5.",
        "Modic type 2 disc degeneration at L4-5.",
        "Modic changes at L4-5, which are type II.",
        "Modic changes with a type 2 appearance at L4-5.",
        "Modic changes, grade 2, at L4-5.",
        "Please note Modic type 2 changes at L4-5.",
        "There is no doubt about Modic type 2 change at L4-5.",
        "Modic type 2 changes at L4-5 where the patient reports pain.",
    ],
)
def test_a_type_set_off_from_its_word_is_still_its_type(text: str) -> None:
    assert found(text) == TYPE_2


@pytest.mark.parametrize(
    "text",
    [
        "There is no longer any Modic type 1 change at L4-5.",
        "L4-5 no longer shows Modic type 1 change.",
        "Modic type 1 change at L4-5 has not persisted.",
        "The Modic change queried at L4-5 on the referral is not confirmed.",
        "The Modic change suspected at L4-5 on the outside report is not seen.",
        "Modic type 1 change at L4-5 could not be confirmed.",
        "Modic type 1 change at L4-5 cannot be identified.",
        "I cannot identify Modic type 1 change at L4-5.",
        "Failure to demonstrate Modic type 1 change at L4-5.",
        "Modic type 1 changes at L4-5 were sought and not found.",
        "The edema argues against Modic type 1 change at L4-5.",
        "Modic type 1 change at L4-5 is unlikely.",
        "Modic type 1 change at L4-5 is unlikely to be present.",
        "Unlikely to be Modic type 1 change at L4-5.",
        "We doubt Modic type 1 change at L4-5.",
        "Modic type 1 change at L4-5 is less likely.",
        "Modic type 1 changes at L4-5 do not appear to be present.",
        "Modic type 1 changes have never been present at L4-5.",
        "L4-5 edema does not meet criteria for Modic type 1.",
        "The signal is not consistent with Modic type 1 change at L4-5.",
        "Please comment on Modic type 1 change at L4-5.",
        "The referrer asks whether there is Modic type 1 change at L4-5.",
        "Per the outside report, Modic type 1 change at L4-5.",
        "Modic type 1 change at L4-5 per patient.",
        "Modic type 1 change at the level above the L4-5 fusion.",
    ],
)
def test_what_is_not_found_or_unlikely_is_no_finding(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Modic type 1 change at L4-5; infection is unlikely.",
        "Modic type 1 change at L4-5, infection unlikely.",
        "Modic type 1 change at L4-5, unlikely to be infection.",
        "Modic type 1 change at L4-5, unlikely to be of clinical significance.",
        "MRI asked for by the clinic shows Modic type 1 change at L4-5.",
        "As asked, the endplates were reviewed: Modic type 1 change at L4-5.",
        "Modic type 1 change at L4-5. An extrusion cannot be identified.",
        "Except for Modic type 1 change about the L4-5 disc there are no endplate changes.",
    ],
)
def test_what_is_unlikely_or_absent_besides_takes_nothing_from_a_finding(text: str) -> None:
    report = read_report([text])
    assert found(text) == TYPE_1
    assert report.contradictions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Unlike L3-4, L4-5 has Modic type 1 change.",
        "Unlike L2-3 and L3-4, L4-5 has Modic type 1 change.",
        "In contrast to L3-4, L4-5 shows Modic type 1 change.",
        "As opposed to L3-4, L4-5 shows Modic type 1 change.",
        "L4-5 has Modic type 1 change, unlike L5-S1.",
    ],
)
def test_a_level_that_is_only_set_off_against_has_no_finding(text: str) -> None:
    assert found(text) == TYPE_1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Modic one changes at L four five.", ["L4-L5"]),
        ("modic type one changes at l four l five", ["L4-L5"]),
        ("modic type one changes at l five s one", ["L5-S1"]),
        ("Modic one changes at L four.", ["L4"]),
        ("Modic type l two level changes at L4-5.", ["L4-L5"]),
    ],
)
def test_a_level_said_in_words_is_not_taken_for_its_upper_body(text: str, places: list[str]) -> None:
    assert [place for place, _, _ in found(text)] == places


def test_a_level_cut_off_at_a_page_border_is_not_taken_for_a_body() -> None:
    cut = ["Modic type 2 changes at L4-\n", "MRI LUMBAR SPINE  EXAMPLE, PAT  MRN-000401\n5 with disc narrowing."]
    assert found("\f".join(cut)) == []
    whole = ["Modic type 2 changes at L4-\nL5."]
    assert found("\f".join(whole)) == TYPE_2


@pytest.mark.parametrize("verb", ["There appears to be", "L4-5 appears to show", "There seems to be"])
def test_what_only_appears_is_hedged(verb: str) -> None:
    assert found(f"{verb} Modic type 2 change at L4-5.") == [("L4-L5", (2,), "hedged")]


@pytest.mark.parametrize(
    "text",
    [
        "Modic type 2 remains a consideration at L4-5.",
        "Modic type 2 is in the differential at L4-5.",
        "Differential for L4-5: Modic type 2, infection, trauma.",
        "Infection is less likely than Modic type 2 change at L4-5.",
        "Infection is less probable than Modic type 2 change at L4-5.",
    ],
)
def test_what_is_only_considered_is_hedged(text: str) -> None:
    assert found(text) == [("L4-L5", (2,), "hedged")]


def test_a_change_that_appears_unchanged_is_stated() -> None:
    assert found("Modic type 2 change at L4-5 appears unchanged.") == TYPE_2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sequestered fragment at L5-S1.", "disc_herniation"),
        ("Six lumbar-type vertebrae are counted.", "transitional_anatomy"),
    ],
)
def test_what_speaks_against_is_seen_in_these_words_too(text: str, kind: str) -> None:
    assert {str(c.finding) for c in read_report([text]).competing} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Prior fusion at L5-S1 with Modic type 1 change at the adjacent L4-5 level.",
        "Previous L4-5 laminectomy with Modic type 1 change at L4-5.",
    ],
)
def test_a_prior_operation_does_not_make_a_change_history(text: str) -> None:
    report = read_report([text])
    assert found(text) == TYPE_1
    assert report.historic == ()


@pytest.mark.parametrize(("kind", "findings"), [("CT", []), ("MRI", [("L4-L5", (1,), "stated")])])
def test_a_title_that_every_page_repeats_still_tells_the_study(kind: str, findings: list[Short]) -> None:
    head = f"{kind} LUMBAR SPINE  MRN-000217\n"
    pages = [f"{head}FINDINGS: L4-5: Modic type 1 change.", f"{head}L5-S1: Normal disc.\n"]
    report = read_report(pages)
    assert report.modality == kind
    assert found("\f".join(pages)) == findings


def test_a_title_that_begins_with_report_is_not_the_heading_of_the_findings() -> None:
    text = (
        "Report of MRI, lumbar spine\nSequences: T1, T2.\n\nL4-5: Marked facet arthropathy.\n\nImpression: Normal."
    )
    report = read_report([text])
    assert report.modality == "MRI"
    assert [str(c.finding) for c in report.competing] == ["facet_arthropathy"]
