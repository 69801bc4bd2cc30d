"""The rules of the reader, by number, each with cases that would break it."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.read_report import read_report
from tests.readers.mri.reading import Short, found

STATED, HEDGED = "stated", "hedged"


@pytest.mark.parametrize(
    "text",
    [
        "Edema at the endplates of L4-5.",
        "Fatty endplate marrow at L4-5.",
        "Endplate sclerosis at L4-5.",
        "Reactive endplate changes at L4-5.",
        "Modic changes at L4-5.",
        "Type 4 Modic changes at L4-5.",
    ],
)
def test_rule_1_a_type_comes_only_from_a_type_word(text: str) -> None:
    assert found(text) == [("L4-L5", (), STATED)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Modic type II changes at L4 and L5.", ["L4", "L5"]),
        ("Modic type 2 changes in the L4, L5 and S1 vertebral bodies.", ["L4", "L5", "S1"]),
        ("Modic type 2 in the L3 to L5 vertebral bodies.", ["L3", "L4", "L5"]),
        ("Modic type 2 changes from L3 to L5.", ["L3-L4", "L4-L5"]),
        ("Modic type 2 changes between L4 and L5.", ["L4-L5"]),
    ],
)
def test_rule_2_a_body_stays_a_body(text: str, places: list[str]) -> None:
    assert [place for place, _, _ in found(text)] == places


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("type 1/2", (1, 2)),
        ("type II/I", (1, 2)),
        ("type I-II", (1, 2)),
        ("types 1 and 2", (1, 2)),
        ("type 1 + 2", (1, 2)),
        ("type 3", (3,)),
        ("type 2/3", (2, 3)),
        ("type 1 with type 2 component", (1, 2)),
        ("type 1 or 2", ()),
        ("type 1 versus 2", ()),
    ],
)
def test_rule_3_mixed_types_are_a_set_and_undecided_ones_are_none(words: str, types: tuple[int, ...]) -> None:
    assert [read for _, read, _ in found(f"Modic {words} changes at L4-5.")] == [types]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("FINDINGS: Modic type 1 at L4-5.\nIMPRESSION: Modic type 2 at L4-5.", "types"),
        ("FINDINGS: Modic type 1 at L4-5.\nIMPRESSION: No Modic changes.", "presence"),
        ("L4-5: Modic type 1 changes. No Modic changes at L4-5.", "presence"),
    ],
)
def test_rule_4_a_contradiction_is_reported_with_both_statements_and_decides_nothing(text: str, what: str) -> None:
    report = read_report([text])
    assert report.findings == ()
    assert [(str(c.place), c.what, len(c.statements)) for c in report.contradictions] == [("L4-L5", what, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Modic type 2 at L4-5. No Modic changes elsewhere.",
        "Modic type 2 at L4-5. No other Modic changes.",
        "Modic type 2 at L4-5. No Modic changes at the remaining levels.",
        "Modic type 2 at L4-5. No Modic type 1 changes.",
        "Modic type 2 at L4-5. No active endplate changes.",
        "Modic type 2 at L4-5. No new Modic changes.",
        "Modic type 2 at L4-5. No Modic changes at L3-4.",
        "FINDINGS: Degenerative endplate changes at L4-5. IMPRESSION: Modic type 2 at L4-5.",
        "FINDINGS: Modic type 1 at L4-5. ADDENDUM: Should read Modic type 2 at L4-5.",
        "Modic type 2 at L4-5. Marrow signal is otherwise normal.",
    ],
)
def test_rule_4_what_can_both_be_true_contradicts_nothing(text: str) -> None:
    report = read_report([text])
    assert report.contradictions == ()
    assert found(text) == [("L4-L5", (2,), STATED)]


@pytest.mark.parametrize(
    "rest",
    [
        "; no marrow edema",
        " without canal stenosis",
        ", no fracture",
        ", without edema",
        " but no stenosis",
        ". No discitis",
    ],
)
def test_rule_5_a_no_for_something_else_does_not_deny(rest: str) -> None:
    assert found(f"Modic type 2 changes at L4-5{rest}.") == [("L4-L5", (2,), STATED)]


@pytest.mark.parametrize(
    ("text", "now", "historic"),
    [
        ("Modic type 2 at L4-5, unchanged from 2021.", [(2,)], [((2,), "2021")]),
        ("On the prior MRI of 2021, Modic type 1 at L4-5.", [], [((1,), "2021")]),
        ("Modic type 1 at L4-5 seen on 03/04/2020 has resolved.", [], [((1,), "2020-03-04")]),
        ("COMPARISON: 06/12/2021: Modic type 1 at L4-5.\nFINDINGS: Normal.", [], [((1,), "2021-06-12")]),
        ("Modic type 1 at L4-5 has converted to type 2.", [(2,)], [((1,), None)]),
        ("New Modic type 1 at L4-5 since 2021.", [(1,)], []),
    ],
)
def test_rule_6_the_past_carries_its_date_and_is_not_current(
    text: str, now: list[tuple[int, ...]], historic: list[tuple[tuple[int, ...], str | None]]
) -> None:
    report = read_report([text])
    assert [types for _, types, _ in found(text)] == now
    told = [(tuple(int(t) for t in h.types), str(h.date) if h.date else None) for h in report.historic]
    assert told == historic


@pytest.mark.parametrize(
    ("head", "modality"), [("CT LUMBAR SPINE", "CT"), ("XR LUMBAR SPINE", "x-ray"), ("X-RAY LUMBAR SPINE", "x-ray")]
)
def test_rule_7_a_study_that_cannot_show_modic_changes_gives_none(head: str, modality: str) -> None:
    report = read_report([f"{head}\nFINDINGS: Modic type 2 changes at L4-5."])
    assert (report.modality, report.findings) == (modality, ())
    assert [words.quote for words in report.refused] == ["Modic type 2 changes at L4-5."]


@pytest.mark.parametrize(
    "hedge",
    [
        "suggestive of", "consistent with", "likely", "probable", "possible", "which may represent", "compatible with",
        "in keeping with", "suspicious for", "cannot exclude", "questionable", "favored to be",
    ],
)  # fmt: skip
def test_rule_8_a_hedge_is_shown(hedge: str) -> None:
    assert found(f"Signal change {hedge} Modic type 1 at L4-5.") == [("L4-L5", (1,), HEDGED)]


@pytest.mark.parametrize(
    "text",
    [
        "Modic type 1 at L4-5 with possible contact of the L5 root.",
        "Modic type 1 at L4-5, likely degenerative.",
        "Possible pars defect. Modic type 1 at L4-5.",
        "Findings consistent with disc disease, with Modic type 1 at L4-5.",
    ],
)
def test_rule_8_a_hedge_about_something_else_is_not(text: str) -> None:
    assert found(text) == [("L4-L5", (1,), STATED)]


def test_rule_9_respectively_binds_in_order() -> None:
    expected: list[Short] = [("L4-L5", (1,), STATED), ("L5-S1", (2,), STATED)]
    assert found("Modic type 1 and 2 changes at L4-5 and L5-S1, respectively.") == expected
    assert found("At L4-5 and L5-S1 there are Modic type 1 and type 2 changes, respectively.") == expected
    assert found("Modic types 1 and 2 at L3-4, L4-5 and L5-S1, respectively.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sagittal T1 and T2 images. T1 hypointense lesion at L4-5.",
        "Modic type 2 changes at T11-T12.",
        "Grade 1 anterolisthesis of L4 on L5.",
        "Type II odontoid fracture; L4-5 normal.",
        "Strength 4/5 at L4-5.",
        "INDICATION: Modic type 2 at L4-5.\nFINDINGS: Normal.",
        "Modic 1 = edema, Modic 2 = fat.",
        "Endplate spurring at L4-5. Schmorl's node at L3.",
    ],
)
def test_what_only_looks_like_a_finding_is_none(text: str) -> None:
    assert found(text) == []


def test_a_finding_over_a_page_border_is_quoted_from_the_page_where_it_begins() -> None:
    pages = ["FINDINGS: Modic type 2\nchanges\nPage 1 of 2", "Patient: Jane Example\nPage 2 of 2\nat L4-5. Other."]
    (finding,) = read_report(pages).findings
    assert (finding.words.page, finding.words.quote) == (1, "Modic type 2\nchanges")
    assert pages[0][finding.words.start : finding.words.end] == finding.words.quote


def test_repeats_are_one_finding_and_hedged_when_either_is() -> None:
    report = read_report(["FINDINGS: Modic type 2 at L4-5.\nIMPRESSION: Likely Modic type 2 at L4-5."])
    (finding,) = report.findings
    assert (str(finding.certainty), str(finding.section), len(finding.also)) == (HEDGED, "findings", 1)


def test_a_finding_without_a_place_is_given_none() -> None:
    report = read_report(["Modic type 2 changes are present."])
    assert report.findings == ()
    assert [tuple(int(t) for t in u.types) for u in report.unplaced] == [(2,)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The disc contacts the left L5 nerve root.", {"nerve_root_compression"}),
        ("No nerve root compression. No fracture or infection.", set()),
        ("Mild to moderate foraminal stenosis. Mild canal stenosis.", {"stenosis"}),
        ("Mild canal stenosis. Severe disc space narrowing.", set()),
        ("Disc extrusion. Small protrusion.", {"disc_herniation"}),
        ("Small bulge and protrusion.", set()),
        ("Retrolisthesis of L5 on S1.", {"spondylolisthesis"}),
        ("Infection is not excluded.", {"infection"}),
        ("Mild facet arthropathy.", set()),
        ("Severe bilateral facet arthropathy.", {"facet_arthropathy"}),
        ("Status post L4 laminectomy.", {"prior_surgery"}),
        ("Sacralization of L5.", {"transitional_anatomy"}),
    ],
)
def test_what_speaks_against_is_named_and_what_is_denied_is_not(text: str, kinds: set[str]) -> None:
    assert {str(c.finding) for c in read_report([text]).competing} == kinds


def test_what_speaks_against_is_hedged_when_it_is_only_not_excluded() -> None:
    (infection,) = read_report(["Infection at L4-5 is not excluded."]).competing
    assert (str(infection.certainty), str(infection.place)) == (HEDGED, "L4-L5")


def test_the_head_of_a_report_is_read() -> None:
    report = read_report(
        [
            "MRI LUMBAR SPINE\nDOB: 01/02/1970\nExam Date: 10/12/2026\nPRELIMINARY REPORT\nTECHNIQUE: Sagittal T1, T2, STIR,"
            " post-contrast T1.\nFINDINGS: Five lumbar type vertebrae. Transitional L5.\nPage 1 of 3"
        ]
    )
    assert (report.modality, str(report.study_date), str(report.is_final)) == ("MRI", "2026-10-12", "no")
    assert report.sequences == ("T1", "T2", "STIR", "T1 post-contrast")
    assert [str(n.transitional) for n in report.numbering] == ["not_documented", "yes"]
    assert [(m.page, m.number, m.of) for m in report.page_marks] == [(1, 1, 3)]
