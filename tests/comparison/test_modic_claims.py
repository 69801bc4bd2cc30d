"""A claimed Modic change beside what a report says of levels, types and endplates, through the whole comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from priorauth.case.model import Case
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.compare import compare
from priorauth.comparison.model import Checked, Verdict
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from tests.cases import clean_case
from tests.comparison.packets import REPORT_1, REPORT_2, Pages, chart, held, opened
from tests.quick_sample import one_in

BOTH = ("L4 inferior", "L5 superior")
LEVEL = "L4-L5: Modic type 1 changes."
PLATES = "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates."
INFERIOR_L4 = "Modic type 1 changes of the inferior endplate of L4."
SUPERIOR_L5 = "Modic type 1 changes of the superior endplate of L5."
SUPERIOR_L4 = "Modic type 1 changes of the superior endplate of L4."
RESOLVED = "L4-L5: Modic type 1 changes seen on the MRI of 2021 have resolved."
SIGNED = "Electronically signed by Casey Specimen, MD, August 19, 2026"
CT = REPORT_1.replace("MRI OF", "CT OF").replace(
    "Sagittal T1, T2 and STIR and axial T2 weighted images were obtained", "Helical CT, reformatted"
)

Claim = dict[str, Any]


def claimed(place: str = "L4-L5", types: str = "1", plates: Sequence[str] = (), *, hedged: bool = False) -> Claim:
    key = "disc_level" if "-" in place else "vertebral_body"
    certainty = "hedged" if hedged else "stated"
    return {key: place, "modic_types": list(types), "endplates": list(plates), "certainty": certainty}


def beside(
    claims: Sequence[Claim], lines: Sequence[str], first_page: str = REPORT_1
) -> tuple[Case, dict[str, Pages]]:
    """A case that claims these changes, and the one report of its chart."""
    case = clean_case(imaging__0__findings=list(claims), imaging__0__source={"exhibit": "B", "page": "1"})
    return case, {"B": (first_page, "\n".join(["FINDINGS:", *lines, SIGNED]))}


def checked(claims: Sequence[Claim], lines: Sequence[str], first_page: str = REPORT_1) -> list[Checked]:
    case, pages = beside(claims, lines, first_page)
    found = compare(case, opened(case, pages)).checked
    return [item for item in found if item.claim.startswith("imaging.1.findings.")]


def faults(found: Sequence[Checked], number: int = 1) -> list[tuple[str, str, str | None, str | None]]:
    """Each part of a claimed change that is not borne out: its name, verdict, code and owner."""
    stem = f"imaging.1.findings.{number}."
    return [
        (item.claim.removeprefix(stem), str(item.verdict), item.code, str(item.owner))
        for item in found
        if item.claim.startswith(stem) and item.verdict is not Verdict.CORROBORATED
    ]


@pytest.mark.parametrize(
    ("claim", "lines"),
    one_in(
        4,
        [
            (claimed(), [LEVEL]),
            (claimed(types="12"), ["L4-L5: Mixed Modic type 2/1 changes."]),
            (claimed(plates=BOTH), [PLATES]),
            (claimed(plates=BOTH[:1]), [PLATES]),
            (claimed(plates=BOTH), [INFERIOR_L4, SUPERIOR_L5]),
            (claimed(), [INFERIOR_L4]),
            (claimed(plates=BOTH), [LEVEL, INFERIOR_L4, SUPERIOR_L5]),
            (claimed(), [LEVEL, SUPERIOR_L4.replace("type 1", "type 2")]),
            (claimed("L4"), ["Modic type 1 changes of L4."]),
            (claimed("L4", plates=BOTH[:1]), [PLATES]),
            (claimed(types=""), ["L4-L5: Modic changes."]),
            (claimed(types=""), [LEVEL]),
            (claimed(hedged=True), ["L4-L5: Likely Modic type 1 changes."]),
            (claimed(hedged=True), [LEVEL]),
            (claimed(), [LEVEL, "L3-L4: Modic type 2 changes."]),
            (claimed(), [LEVEL, "L3-L4: No Modic changes."]),
            (claimed(), [LEVEL, "L4-L5: No Modic type 2 changes."]),
            (claimed(), [LEVEL, "L4-L5: Modic type 2 changes seen on the MRI of 2021 have resolved."]),
            (claimed(), [LEVEL, "L5-S1: Modic type 1 changes.", "IMPRESSION:", "L5-S1: Modic type 2 changes."]),
            (claimed(), ["Modic type 1 changes of L4.", "Modic type 1 changes of L5."]),
        ],
    ),
)
def test_a_report_that_says_it_bears_it_out(claim: Claim, lines: list[str]) -> None:
    found = checked([claim], lines)
    assert found
    assert faults(found) == []


@pytest.mark.parametrize(
    ("claim", "lines", "part", "code"),
    [
        (claimed("L3-L4"), [LEVEL], "disc_level", "PA730"),
        (claimed("L3"), ["Modic type 1 changes of L5."], "vertebral_body", "PA730"),
        (claimed("L3-L4", ""), [LEVEL], "disc_level", "PA730"),
        (claimed("L4", plates=["L4 superior"]), [PLATES], "vertebral_body", "PA730"),
        (claimed(plates=BOTH[:1]), ["L4-L5: Modic type 1 changes of the superior endplates of L4 and L5."], "disc_level", "PA730"),
        (claimed(plates=BOTH[:1]), ["L4-L5: Modic type 1 changes of the superior endplate of L5."], "endplates", "PA734"),
        (claimed(plates=BOTH[:1]), [LEVEL, SUPERIOR_L5], "endplates", "PA734"),
        (claimed(), ["L4-L5: Modic type 2 changes."], "modic_types", "PA731"),
        (claimed(), ["L4-L5: Mixed Modic type 1/2 changes."], "modic_types", "PA731"),
        (claimed(types="12"), [LEVEL], "modic_types", "PA731"),
        (claimed(), ["L4-L5: Modic type 2 changes.", "IMPRESSION:", "L4-L5: Modic type 3 changes."], "modic_types", "PA731"),
        (claimed(), ["L4-L5: Likely Modic type 1 changes."], "certainty", "PA733"),
        (claimed(plates=BOTH), ["Modic type 1 changes at L4-L5 of the superior endplates of L4 and L5."], "endplates", "PA734"),
        (claimed(), ["L4-L5: No Modic changes."], "disc_level", "PA735"),
        (claimed(), ["No Modic changes."], "disc_level", "PA735"),
        (claimed(), ["L4-L5: No Modic type 1 changes."], "disc_level", "PA735"),
        (claimed(), ["L5-S1: Modic type 1 changes.", "L4-L5: No Modic changes."], "disc_level", "PA735"),
        (claimed(), ["L4-L5: Likely Modic type 1 changes.", "No Modic changes."], "disc_level", "PA735"),
        (claimed(), [RESOLVED], "disc_level", "PA736"),
        (claimed(), [RESOLVED, "No Modic changes at L4-L5."], "disc_level", "PA735"),
    ],
)  # fmt: skip
def test_a_report_that_says_otherwise_contradicts_it(claim: Claim, lines: list[str], part: str, code: str) -> None:
    assert faults(checked([claim], lines)) == [(part, "contradicted", code, "clinician")]


def test_a_study_that_cannot_show_a_change_contradicts_it() -> None:
    assert faults(checked([claimed()], [LEVEL], CT)) == [("disc_level", "contradicted", "PA738", "clinician")]


@pytest.mark.parametrize(
    ("claim", "lines", "part", "code"),
    [
        (claimed(), ["L4-L5: Modic changes."], "modic_types", "PA732"),
        (claimed(), ["The cord ends at L1."], "modic_types", "PA747"),
        (claimed(), ["Modic type 1 changes."], "modic_types", "PA747"),
        (claimed("L4"), [LEVEL], "modic_types", "PA747"),
        (claimed(), ["L5-S1: Modic changes."], "modic_types", "PA747"),
        (claimed(), ["L4-L5: No Modic type 2 changes."], "modic_types", "PA747"),
        (claimed(plates=BOTH), [LEVEL], "endplates", "PA747"),
        (claimed(plates=BOTH), [INFERIOR_L4.replace("Modic", "L4-L5: Modic")], "endplates", "PA747"),
        (claimed(plates=BOTH), [SUPERIOR_L5, SUPERIOR_L4], "endplates", "PA747"),
    ],
)
def test_what_a_report_leaves_open_goes_to_the_radiologist(
    claim: Claim, lines: list[str], part: str, code: str
) -> None:
    assert faults(checked([claim], lines)) == [(part, "not_found", code, "radiologist")]


@pytest.mark.parametrize(
    "lines",
    [
        [LEVEL, "IMPRESSION:", "L4-L5: Modic type 2 changes."],
        [LEVEL, "IMPRESSION:", "L4-L5: No Modic changes."],
        [LEVEL, "IMPRESSION:", "No Modic changes."],
        [INFERIOR_L4, SUPERIOR_L5.replace("type 1", "type 2")],
        [LEVEL, INFERIOR_L4.replace("type 1", "type 2")],
    ],
)
def test_a_report_that_says_both_is_disputed(lines: list[str]) -> None:
    assert faults(checked([claimed()], lines)) == [("disc_level", "contradicted", "PA737", "radiologist")]
    case, pages = beside([claimed()], lines)
    exhibits = {item.exhibit.id: item.pages for item in opened(case, pages)}
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    found = compare_chart(case, read_exhibits(exhibits, person))
    verdicts = {item.claim: str(item.verdict) for item in found.compared}
    assert verdicts["imaging.1.findings.1.modic_types"] == "disputed"


def test_each_change_is_answered_in_its_own_place() -> None:
    found = checked([claimed(), claimed("L5-S1")], [LEVEL])
    assert faults(found) == []
    assert faults(found, 2) == [("disc_level", "contradicted", "PA730", "clinician")]


UNSIDED = "L4-L5: Modic type 1 endplate changes."


@pytest.mark.parametrize(
    ("claim", "lines", "words"),
    [
        (claimed(plates=BOTH), [PLATES], "inferior L4 and superior L5"),
        (claimed(plates=BOTH), [LEVEL, PLATES], "inferior L4 and superior L5"),
        (claimed(plates=BOTH), [UNSIDED, PLATES], "inferior L4 and superior L5"),
        (claimed(plates=BOTH), [PLATES, UNSIDED], "inferior L4 and superior L5"),
        (claimed(plates=BOTH), [INFERIOR_L4, PLATES], "inferior L4 and superior L5"),
        (claimed(plates=BOTH), [SUPERIOR_L5, LEVEL, INFERIOR_L4], "superior endplate of L5"),
        (claimed("L4", plates=BOTH[:1]), [SUPERIOR_L4, PLATES], "inferior L4"),
        (claimed("L4", plates=["L4 superior"]), [PLATES, SUPERIOR_L4], "superior endplate of L4"),
    ],
)
def test_the_words_that_name_the_endplates_are_quoted(claim: Claim, lines: list[str], words: str) -> None:
    """Those with most of them, and of equals the first."""
    (item,) = (item for item in checked([claim], lines) if item.claim.endswith(".endplates"))
    assert item.passage is not None
    assert words in item.passage.quote


def test_the_sentence_with_the_other_side_is_quoted_against_the_endplate() -> None:
    other = "Modic type 1 changes at L4-L5 of the superior endplates of L4 and L5."
    (item,) = (item for item in checked([claimed(plates=BOTH)], [LEVEL, other]) if item.code == "PA734")
    assert item.passage is not None
    assert item.passage.quote == other


def test_a_denial_that_goes_on_to_the_next_line_is_not_cut_off() -> None:
    stated = "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates."
    assert stated in REPORT_2
    for denied in (
        "L4-L5: No change of the kind called\nModic type 1 changes of the inferior L4 and superior L5 endplates.",
        "L4-L5: Nothing that could be\nModic type 1 changes of the inferior L4 and superior L5 endplates.",
        "L4-L5: There is no definite\nModic type 1 change of the inferior L4 and superior L5 endplates.",
    ):
        found = held(pages=chart(report_2=REPORT_2.replace(stated, denied)))
        told = {item.claim: item.verdict for item in found.checked}
        assert told.get("imaging.1.findings.1.endplates") is not Verdict.CORROBORATED, denied
