"""Wordings of reports: types without the name, denials that leave it out, what one part says against another."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.mri_reader import MriReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import CONTRADICTED, About, DocumentKind, Finding, Standing
from tests.readers.reading_one import read_text

HEAD = "MRI LUMBAR SPINE\n\nFINDINGS\n"
L34, L45, L5S1 = "L3-L4", "L4-L5", "L5-S1"

Placed = set[tuple[str, str]]


def changes(text: str, head: str = HEAD) -> list[tuple[Finding, Types]]:
    found = read_text(MriReader(), head + text, DocumentKind.MRI_REPORT).findings
    return [(item, item.value) for item in found if isinstance(item.value, Types)]


def placed(text: str, standing: Standing, head: str = HEAD) -> Placed:
    """Return (place, types) of the changes that stand so."""
    return {
        (str(value.place), "".join(value.types))
        for item, value in changes(text, head)
        if item.standing is standing and item.about is About.PATIENT and value.place is not None
    }


STATED = [
    ("L4-5: bright STIR signal in keeping with Modic type 1 change.", {(L45, "1")}),
    ("Type II fatty marrow change flanks the L5-S1 disc.", {(L5S1, "2")}),
    ("Fatty degeneration of the cover plates at L5/S1 (Modic 2).", {(L5S1, "2")}),
    ("L4-L5: a thick T1-bright rim at the endplates, Modic 2.", {(L45, "2")}),
    ("Modic 2 at L4-5, and perhaps at L3-4.", {(L45, "2")}),
    ("Both kinds lie beside the L4-5 disc: type 1 Modic change centrally, type 2 peripherally.", {(L45, "12")}),
    ("The level with Modic type 1 change is L4-5 and not L3-4.", {(L45, "1")}),
    ("L4-5: Modic type 1 change, edema extending halfway up the L4 body.", {(L45, "1")}),
    ("Modic I at L4-5 and II at L5-S1.", {(L45, "1"), (L5S1, "2")}),
    ("Modic 2 at L4-5 (was Modic 1).", {(L45, "2")}),
    ("Evolution from Modic type 1 to Modic type 2 at L4-5.", {(L45, "2")}),
    ("The Modic 2 change at L4-5 hasn't altered since the last scan.", {(L45, "2")}),
    ("Type 1 changes according to Modic at L4-5.", {(L45, "1")}),
    ("L4-5: reactive type 1 (edematous) endplate change, inferior L4 and superior L5 endplates.", {(L45, "1")}),
    ("A textbook Modic type 1 change at L4-5.", {(L45, "1")}),
    ("Fat replaces the marrow beside the L4-5 disc: Modic 2.", {(L45, "2")}),
    ("The lumbosacral endplates show fatty change of Modic type II.", {(L5S1, "2")}),
    ("Q: Modic?\nA: Yes. L4-5, type 2.", {(L45, "2")}),
    ("Modic type 1 change is seen at L4-5\n(page 2 of 3)\nas well as at L5-S1.", {(L45, "1"), (L5S1, "1")}),
    ("Type 2 Modic signal in the superior endplate of L4; and also in the superior endplate of L5.",
     {("L4", "2"), ("L5", "2")}),
    ("A crinkly rim of Modic type 2 change at L4-5.", {(L45, "2")}),
    ("Modic change at L4-5, the type of which I cannot give.", {(L45, "")}),
    ("1/ curve kept 2/ L4-5 Modic type II 3/ L5-S1 Modic type I 4/ canal open", {(L45, "2"), (L5S1, "1")}),
    ("(1) L4-5 type 1 Modic (2) L5-S1 type 2 Modic (3) no listhesis", {(L45, "1"), (L5S1, "2")}),
    ("L4-5 Modic (1), L5-S1 Modic (2).", {(L45, "1"), (L5S1, "2")}),
    ("L4-5: Modic type 1. Definite.", {(L45, "1")}),
    ("L4-5: Modic type 1. Possible small annular tear.", {(L45, "1")}),
    ("L4-5: Modic 1 (reduced from Modic 1/2).", {(L45, "1")}),
    ("1) Advanced L5-S1 disc disease\n   - Modic 1 edema of the endplates\n   - canal open\n2) Facet wear", {(L5S1, "1")}),
    ("L4-L5 (the level of interest): The disc is thin. Vivid Modic type I.", {(L45, "1")}),
    ("Edema hugs the L4-5 disc; this is Modic type 1.", {(L45, "1")}),
    ("Fatty marrow, Modic classification type II, is seen around L5-S1 and nowhere else.", {(L5S1, "2")}),
    ("Type I changes of Modic about the L4-L5 disc.", {(L45, "1")}),
    ("Wear of the L5-S1 disc goes with type 2 (fatty) marrow conversion.", {(L5S1, "2")}),
    ("Marked L5/S1 disc wear with reactive type II changes.", {(L5S1, "2")}),
    ("The patient's known L4-5 Modic 2 change is again seen.", {(L45, "2")}),
    ("Except for Modic type 2 change at L5-S1, the marrow is normal.", {(L5S1, "2")}),
    ("The bone beside the L4-5 disc has turned to fat (Modic 2).", {(L45, "2")}),
    ("L4-5: the earlier edema has converted: Modic type 2 change.", {(L45, "2")}),
    ("The endplates of the L5-S1 disc are edematous (type 1 per Modic).", {(L5S1, "1")}),
    ("Bright marrow edema, type 1 in the Modic scheme, beside the L5/S1 disc.", {(L5S1, "1")}),
    ("L5-S1: protrusion, Modic 1, left S1 contact.", {(L5S1, "1")}),
    ("Modic type 1 change is present at L4-5; it is absent at L5-S1.", {(L45, "1")}),
    ("Previously seen edema at L5-S1 has evolved into Modic type 2 change.", {(L5S1, "2")}),
    ("L5-S1 Modic type 1 change, which may account for the patient's low back pain.", {(L5S1, "1")}),
    ("L4-5 Modic type 1 change, degenerative rather than septic.", {(L45, "1")}),
    ("L5-S1 shows Modic 2 change, those of L4-L5 are edematous (Modic 1).", {(L5S1, "2"), (L45, "1")}),
    ("L4-5 is fused. At the adjacent L5-S1 segment the endplates show Modic 2 change.", {(L5S1, "2")}),
    ("L4-L5 Modic type 2 changes, which were type 1 in 2021.", {(L45, "2")}),
    ("Separate Modic type 1 change at L3-4.", {(L34, "1")}),
    ("L4-5: mainly type 2 Modic change with a thinner type 1 component.", {(L45, "12")}),
    ("L3-L4 height low; Modic type 1 changes, inferior L3 and superior L4 endplate; small bulge\n"
     "L4-L5 height low; Modic type 2 changes, inferior L4 and superior L5 endplate; bulge\nL5-S1 endplates normal",
     {(L34, "1"), (L45, "2")}),
]  # fmt: skip

NOT_STATED = [
    "L4-5: signal not in keeping with Modic type 1 change.",
    "L4-5: signal no more in keeping with Modic type 1 change than with infection.",
    "L4-5: signal most in keeping with Modic type 1 change.",
    'L4-5: Modic type 1.\nCORRECTED REPORT: For "type 1" read "type 2".',
    "L4-5: signal perhaps in keeping with Modic type 1 change.",
    "An illusory band of Modic type 2 change at L4-5.",
    "A conjectured strip of Modic type 2 change at L4-5.",
    "A sketchy band of Modic type 2 change at L4-5.",
    "In the textbook, Modic type 1 change at L4-5 is dark.",
    "Fat replaces the marrow that would be Modic type 2 at L4-5.",
    "Modic type 1 at L4-5 is found neither on T1 nor on STIR.",
    "Q: Modic?\nA: No. L4-5, type 1 was on the old study.",
    "Spetzler 1 at L4-5 and 2 at L5-S1, Modic not seen.",
    "Modic changes at L4-5 possibly, type undetermined.",
    "L4-5: Modic 1. Doubtful (motion).",
    "Modic type 1 change was seen at L4-5; it is absent.",
    "Edema at L5-S1 would have evolved into Modic type 2 change.",
    "L5-S1 change that may be Modic 1 and explain the patient's pain.",
    "L4-5 signal, septic rather than degenerative Modic type 1 change.",
    "L4-5 is fused. Edema at the level adjacent to L4-5, Modic 1.",
    "1. L4-5 fusion\n   - Modic 1 edema at the level above",
    "L4-5 was fused; Modic 1 change at the adjacent level.",
    "No stenosis at L4-5; Modic 1 change.",
    "The patient's last MRI had Modic 1 at L4-5.",
    "Apart from Modic 1 at L4-5, no longer seen, the marrow is normal.",
    "Modic 1 changes at L4-5, of the kind seen in infection, are not present.",
    "L4-5 bulges. Modic type 2 is fat.",
    "No edema at L4-5 has converted: Modic type 1 absent.",
    "The bone at L4-5 has not turned to fat (Modic 2).",
    "L4-5: Modic type 1. Equivocal finding.",
    "L4-5: Modic type 1 change. Not convincing.",
    "L4-5: fat-like signal, appearing to be Modic 2.",
    "L4-5: Modic type 2, subordinate type 1 change.",
]


@pytest.mark.parametrize(("text", "found"), STATED, ids=[text for text, _ in STATED])
def test_a_change_is_stated_at_its_place(text: str, found: Placed) -> None:
    assert placed(text, Standing.STATED) == found


@pytest.mark.parametrize("text", NOT_STATED)
def test_a_word_that_turns_the_meaning_leaves_it_to_a_person(text: str) -> None:
    assert not placed(text, Standing.STATED)
    assert changes(text)


def test_a_type_of_other_marrow_is_no_change_of_an_endplate() -> None:
    assert not changes("Type 2 marrow signal of the hemangioma beside the L4-5 disc.")


DENIED = [
    ("Modic type 2 at L4-5. Not at L3-4, not at L5-S1.", {(L34, ""), (L5S1, "")}),
    ("Modic 1 or Modic 2 change is found neither at L3-4 nor at L4-5.", {(L34, ""), (L45, "")}),
    ("L4-5: normal endplates.", {(L45, "")}),
    ("L4-5: the endplates are normal.", {(L45, "")}),
    ("L4-5: the superior endplate is normal.", set()),
    ("L4-5: normal endplate contour.", set()),
]


@pytest.mark.parametrize(("text", "found"), DENIED, ids=[text for text, _ in DENIED])
def test_a_denial_is_of_the_places_it_names(text: str, found: Placed) -> None:
    assert placed(text, Standing.DENIED) == found


@pytest.mark.parametrize(
    "text", ["Modic 1 at L4-5. None elsewhere.", "I was asked whether there is Modic change. There is not.",
             "Endplate marrow: no type 1, 2 or 3 change."],
)  # fmt: skip
def test_a_denial_without_a_place_is_heard(text: str) -> None:
    assert any(item.standing is Standing.DENIED and value.place is None for item, value in changes(text))


def test_plates_and_aspects_are_endplates_by_their_side() -> None:
    found = changes("Edema of the base plate of L4 and the superior aspect of L5, Modic 1.")
    assert {(str(value.place), *map(str, value.endplates)) for _, value in found if value.types} == {
        ("L4", "L4 inferior"), ("L5", "L5 superior")
    }  # fmt: skip


def test_reactive_changes_of_the_facets_have_no_modic_type() -> None:
    assert not changes("The L4-5 facets show reactive type 2 changes.")


COMPETING = [
    ("Mass effect on the traversing left L5 root.", Fact.NERVE_ROOT_COMPRESSION),
    ("The S1 roots are swollen.", Fact.NERVE_ROOT_COMPRESSION),
    ("The L4-5 foramina are effaced.", Fact.STENOSIS),
    ("Spondylolytic defects of L5.", Fact.SPONDYLOLYSIS),
    ("Facet joint edema at L4-5.", Fact.FACET_ARTHROPATHY),
]


@pytest.mark.parametrize(("text", "fact"), COMPETING, ids=[text for text, _ in COMPETING])
def test_another_source_of_pain_is_told_as_it_is_worded(text: str, fact: Fact) -> None:
    found = read_text(MriReader(), HEAD + text, DocumentKind.MRI_REPORT).findings
    assert [item.standing for item in found if item.fact is fact] == [Standing.STATED]
    denied = read_text(
        MriReader(),
        HEAD + f"There is no {text[0].lower()}{text[1:]}".replace("no the ", "no sign that the "),
        DocumentKind.MRI_REPORT,
    ).findings
    assert not any(item.standing is Standing.STATED for item in denied if item.fact is fact)


def test_a_denial_of_something_else_is_none_of_a_change() -> None:
    assert not any(item.standing is Standing.DENIED for item, _ in changes("Modic 1 at L4-5. There is none."))


def test_a_doubt_of_one_place_leaves_the_other_stated_and_hedges_its_own() -> None:
    assert placed("Modic 2 at L4-5, and perhaps at L3-4.", Standing.HEDGED) == {(L34, "2")}


AGAINST_ITSELF = "L4-L5: Modic type 1 change. L5-S1: normal endplates.\nIMPRESSION\nModic type 1 change at L5-S1."


def test_a_change_that_its_own_report_denies_is_for_a_person() -> None:
    assert placed(AGAINST_ITSELF, Standing.STATED) == {(L45, "1")}
    doubted = [item for item, _ in changes(AGAINST_ITSELF) if item.standing is Standing.NOT_UNDERSTOOD]
    assert [item.leftover for item in doubted] == [(CONTRADICTED,)]


ADDENDA = [
    ("L4-5: endplate edema.\nADDENDUM 04/09/2026 (requested by Dr. Fenn): The edema at L4-5 represents Modic type 1 change.",
     {(L45, ""), (L45, "1")}),
    ('L4-5: Modic type 1.\nCORRECTED REPORT 3/4/2026: For "type 1" read "type 2". L4-5 has Modic type 2.', {(L45, "2")}),
    ("L4-5: Modic type 1.\nADDENDUM: Seen again with the T1 series, L4-5 shows Modic type 2 change.", {(L45, "2")}),
    ("L4-5: Modic type 1.\nADDENDUM: L5-S1 shows Modic type 2 change.", {(L45, "1"), (L5S1, "2")}),
    ("L4-5: Modic type 1.\nADDENDUM: What was called Modic type 1 at L4-5 is a Schmorl node.", set()),
    ("L4-5: Modic type 1.\nADDENDUM: On second look the L4-5 signal is a Schmorl node.", set()),
    ("L4-5: Modic type 1.\nADDENDUM: Wrong patient; the order is unchanged.", set()),
    ("L4-5: Modic type 1.\nADDENDUM: Levels counted again. No change to the report.", {(L45, "1")}),
    ("L4-5: Modic type 1.\nADDENDUM: Spelling of the ordering provider's name corrected.", {(L45, "1")}),
    ("L4-5: Modic type 1.\nADDENDUM: The billing code was changed to 72148, not 72158.", {(L45, "1")}),
    ("L4-5: Modic type 1.\nL5-S1: Modic type 2.\nIMPRESSION: Modic change at L5-S1 only (L4-5 line above is template text).",
     {(L5S1, "2")}),
    ("L4-5: Modic type 1.\nL5-S1: Modic type 2.\nL5-S1 should be deleted: a hemangioma of S1.", {(L45, "1")}),
    ("L4-5: Modic type 1.\nL5-S1: Modic type 2.\nThe L4-5 entry is a carry-over.", {(L5S1, "2")}),
    ("L4-5: Modic type 1.\nADDENDUM: The provider's name is right, but this is not so.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ADDENDA, ids=[text for text, _ in ADDENDA])
def test_an_addendum_adds_and_what_it_says_otherwise_stands(text: str, found: Placed) -> None:
    assert placed(text, Standing.STATED) == found


def test_a_line_of_sequences_ends_where_the_spine_is_spoken_of() -> None:
    assert placed(
        "Modic type 2 changes at L4-5.", Standing.STATED, "Lumbar MRI\nTechnique: sag T1 and T2, STIR\n"
    ) == {(L45, "2")}
    asked = "Images of the disc spaces evaluated for Modic type 2 at L4-5."
    assert not placed(asked, Standing.STATED, "Lumbar MRI\nTechnique: sag T1 and T2, STIR\n")


def test_a_comparison_that_prints_its_date_on_a_line_ends_at_the_empty_line() -> None:
    text = "Comparison. 11 May 2020.\n\nLevel   Height   Endplates\nL3/4    kept     normal\nL4/5    low      Modic 2\n"
    assert placed(text, Standing.STATED, "Lumbar spine MRI\n\n") == {(L45, "2")}
