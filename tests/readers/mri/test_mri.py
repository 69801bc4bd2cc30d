"""Endplate changes: a type at a place is stated only when every word of its clause is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.readers.mri.mri_reader import MriReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence, Types
from priorauth.reading.model import About, DocumentKind, DocumentReading, Standing
from tests.readers.reading_one import read_text

HEAD = "MRI LUMBAR SPINE\n\nFINDINGS\n"


def read(text: str, kind: DocumentKind = DocumentKind.MRI_REPORT) -> DocumentReading:
    return read_text(MriReader(), HEAD + text, kind)


def stated(text: str) -> set[tuple[str, str]]:
    found = [
        item for item in read(text).findings if item.standing is Standing.STATED and item.about is About.PATIENT
    ]
    values = [item.value for item in found if isinstance(item.value, Types)]
    return {(str(value.place), "".join(value.types)) for value in values if value.place is not None}


STATED = [
    ("L4-L5: Modic type 2 change of both endplates.", {("L4-L5", "2")}),
    ("At L5-S1 there are Modic type I changes with mild disc height loss.", {("L5-S1", "1")}),
    ("Modic type 1 changes in the inferior L3 and superior L4 endplates.", {("L3", "1"), ("L4", "1")}),
    ("Mixed Modic type 1 and 2 changes are present at L4-5.", {("L4-L5", "12")}),
    ("Modic type 2 changes at L4-L5 and L5-S1, small at both.", {("L4-L5", "2"), ("L5-S1", "2")}),
    ("Modic type 1 and type 2 changes at L4-L5 and L5-S1, respectively.", {("L4-L5", "1"), ("L5-S1", "2")}),
    ("Modic type 2 changes at L5-S1; no marrow edema.", {("L5-S1", "2")}),
    ("No canal stenosis, but Modic type 1 change at L4-L5.", {("L4-L5", "1")}),
    ("Modic type 2 change at L4-L5 has not resolved.", {("L4-L5", "2")}),
    ("Without doubt Modic type 1 change at L4-L5.", {("L4-L5", "1")}),
    ("No significant interval change in the Modic type 2 change at L4-L5 since 2020.", {("L4-L5", "2")}),
    ("L4-5\tflat\tModic type 2", {("L4-L5", "2")}),
    ("L4-L5 endplates: ( ) normal ( ) Modic 1 (x) Modic 2", {("L4-L5", "2")}),
    ("[ ] Modic type 1 change at L3-L4  [x] Modic type 2 change at L5-S1", {("L5-S1", "2")}),
    ("TECHNIQUE: T1, T2, STIR.\nL4-L5: Modic type 2 change.", {("L4-L5", "2")}),
    ("COMPARISON: None.\nThere is Modic type 1 change at L4-L5.", {("L4-L5", "1")}),
    # values beside their levels
    (
        "LEVEL | CANAL | ENDPLATES | FACETS\nL3-4 | open | even | none\nL5-S1 | open | Modic 2 | none",
        {("L5-S1", "2")},
    ),
    ("MODIC BY LEVEL\nL3-4 0\nL4-5 2\nL5-S1 0", {("L4-L5", "2")}),
    ("Modic type: I. Level: L4-5. Edema: present.", {("L4-L5", "1")}),
    ("L3-4: Modic 1, facets even, canal normal.", {("L3-L4", "1")}),
    ("Modic: L2-L3 = I, L4-L5 = II.", {("L2-L3", "1"), ("L4-L5", "2")}),
    ("At 4-5: Modic 1 with osteophytes.", {("L4-L5", "1")}),
    # what other levels have not
    ("At L3-L4 there is Modic type 1 change; at L5-S1 there is not.", {("L3-L4", "1")}),
    ("Endplate change: type 2 Modic at L4-5, others: none.", {("L4-L5", "2")}),
    ("Modic 1 at L4-5, sparing L5-S1.", {("L4-L5", "1")}),
    ("Endplates by level: L2-3 even; L3-4 Modic 2; L4-5 normal.", {("L3-L4", "2")}),
    ("Reading: Modic type 2 changes are nonetheless evident @ L3-4.", {("L3-L4", "2")}),
    ("L5/S1 -- bulge with osteophytes, Modic 1 endplate change\nL4/5 -- even", {("L5-S1", "1")}),
    ("Dark T1 signal of the endplates adjacent to L3-L4 (Modic 1).", {("L3-L4", "1")}),
    ("Modic type 2 change at the operated level L4-L5.", {("L4-L5", "2")}),
    # pain and earlier studies
    ("Modic 1 change at L5-S1, probably explaining the patient's axial pain.", {("L5-S1", "1")}),
    ("Modic 2 change at L5-S1, a possible pain generator.", {("L5-S1", "2")}),
    ("Modic type 1 changes at L3-L4, decreased from the 5/2023 study.", {("L3-L4", "1")}),
    (
        "The 2021 study showed Modic type 1 change at L3-L4. Today this has matured to Modic type 2.",
        {("L3-L4", "2")},
    ),
    (
        "ADDENDUM\nModic type 2 change is present at L3-L4. This was left out of the initial report.",
        {("L3-L4", "2")},
    ),
]


@pytest.mark.parametrize(("text", "found"), STATED)
def test_plain_words_state_a_type_at_a_place(text: str, found: set[tuple[str, str]]) -> None:
    assert stated(text) == found


WAYS_OF_NOT_SAYING_IT = {
    "denied before": "No Modic type 1 change at L4-L5.",
    "denied behind": "Modic type 1 change at L4-L5 is nowhere seen.",
    "denied as an answer": "Modic type 1 change at L4-L5: none.",
    "a zero": "L4-L5: Modic type 0.",
    "a question and its answer": "Modic type 1 change at L4-L5? No.",
    "improbable": "Modic type 1 change at L4-L5 is improbable.",
    "hedged": "Modic type 1 change at L4-L5 may be there.",
    "hedged by a verb": "The signal at L4-L5 is felt to be Modic type 1 change.",
    "undecided type": "Modic type 1 or type 2 change at L4-L5.",
    "undecided place": "Modic type 1 change at L4-L5 or L5-S1.",
    "under a condition": "If Modic type 1 change at L4-L5 is seen, call us.",
    "should be": "Modic type 1 change at L4-L5 must be shown for approval.",
    "asked": "Is there Modic type 1 change at L4-L5?",
    "asked of somebody": "Please comment on Modic type 1 change at L4-L5.",
    "of a year before": "In 2019 there was Modic type 1 change at L4-L5.",
    "of a study before": "The previous MRI described Modic type 1 change at L4-L5.",
    "over": "Modic type 1 change at L4-L5 has resolved.",
    "an artifact": "Modic type 1 signal at L4-L5 is an artifact.",
    "an error": "Modic type 1 change at L4-L5 was dictated by mistake.",
    "which is wrong": "Modic type 1 change at L4-L5, which is incorrect, was dictated.",
    "the next sentence": "Modic type 1 change at L4-L5. This is an artifact of motion.",
    "not assessed": "Modic type 1 change at L4-L5 could not be assessed.",
    "a mimic": "The signal at L4-L5 mimics Modic type 1 change.",
    "a sample": "Sample wording: Modic type 1 change at L4-L5.",
    "people in general": "Modic type 1 change at L4-L5 is found in about half of adults.",
    "a policy": "The policy requires Modic type 1 change at L4-L5.",
    "a relative": "His brother has Modic type 1 change at L4-L5.",
    "another patient": "In another patient Modic type 1 change was seen at L4-L5.",
    "an open box": "[ ] Modic type 1 change at L4-L5",
    "a blank": "L4-L5: Modic type ____ change.",
    "yes or no": "L4-L5 Modic type 1: yes / no",
    "a word nobody knows": "Modic type 1 change at L4-L5 is blorbed.",
    "below a place": "Modic type 1 change lies caudal to the L4-L5 disc.",
    "no place": "The L3-L4 disc is flat. The L4-L5 disc bulges. Modic type 1 change is noted.",
    "told by somebody": "Modic type 1 change at L4-L5 per outside radiologist.",
    "when there": "Modic type 1 change at L4-L5 when present hurts.",
    "to be confirmed": "Modic type 1 change at L4-L5 to be confirmed.",
    "a normal one": "Modic type 1 change at L4-L5 is unremarkable.",
    "far from it": "Far from showing Modic type 1 change at L4-L5, the images are even.",
    "once": "Once there was Modic type 1 change at L4-L5.",
    "an indication": "INDICATION: Modic type 1 change at L4-L5.",
    "a comparison": "COMPARISON: MRI of 2021 with Modic type 1 change at L4-L5.",
    "a lesson": "TEACHING POINTS\nModic type 1 change at L4-L5.",
    "a change of type": "Modic type 1 change at L4-L5 has converted to fat.",
    "the neck": "Modic type 1 change at C5-C6.",
    "taken back later": "L4-L5: Modic type 1 change.\n\nADDENDUM\nPlease disregard what was said of L4-L5; it was dictated into the wrong report.",
    "taken back on a day": "L4-L5: Modic type 1 change.\n\nADDENDUM, 2 September 2026, 9:14 AM\nThe signal at L4-L5 was an artifact.",
    "corrected later": "L4-L5: Modic type 1 change.\n\nADDENDUM by Dr. Example: Modic type 2 at L4-L5, not type 1, blorbed.",
}


@pytest.mark.parametrize("text", WAYS_OF_NOT_SAYING_IT.values(), ids=WAYS_OF_NOT_SAYING_IT.keys())
def test_no_way_of_not_saying_it_is_read_as_stated(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize("text", WAYS_OF_NOT_SAYING_IT.values(), ids=WAYS_OF_NOT_SAYING_IT.keys())
def test_and_none_of_them_vanishes(text: str) -> None:
    reading = read(text)
    assert reading.findings or reading.leftovers


def test_an_addendum_takes_back_the_levels_it_names_and_no_other() -> None:
    text = "L3-L4: Modic type 2 change.\nL4-L5: Modic type 1 change.\n\nADDENDUM\nThe statement about L4-L5 above is retracted."
    assert stated(text) == {("L3-L4", "2")}


@pytest.mark.parametrize(
    ("text", "is_narrow"),
    [
        ("L3-4 narrowed, bulge   2   open   open", False),
        ("L3-4: desiccated and narrowed.", False),
        ("L3-4: bulge, canal narrowed.", True),
        ("CANAL: L3-4 narrowed, bulge.", True),
        ("L3-4 narrowed.", True),
    ],
)
def test_a_disc_that_is_narrowed_is_no_stenosis(text: str, is_narrow: bool) -> None:
    assert any(item.fact is Fact.STENOSIS for item in read(text).findings) == is_narrow


def test_a_note_that_quotes_a_report_is_second_hand() -> None:
    (found,) = read("Modic type 1 change at L4-L5.", DocumentKind.OFFICE_NOTE).findings
    assert (found.standing, found.first_hand) == (Standing.STATED, False)


PIECES = st.sampled_from(
    ["Modic", "type 1", "type 2", "changes", "at", "L4-L5", "L5-S1", ",", ".", ";", "no", "not seen", "may be", "and", "or",
     "endplate edema", "\n", "MC2", "|", "\t", "ADDENDUM\n", "withdrawn", "which", "blorb", "?", "[ ]", "2019"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_every_modic_word_ends_as_a_finding_or_a_leftover(text: str) -> None:
    reading = read_text(MriReader(), text, DocumentKind.MRI_REPORT)
    spans = [(item.where.start, item.where.end) for item in reading.findings]
    spans += [(item.where.start, item.where.end) for item in reading.leftovers]
    place = text.find("Modic")
    while place >= 0:
        assert any(start <= place < end for start, end in spans)
        place = text.find("Modic", place + 1)


@pytest.mark.parametrize(
    "text",
    [
        "LEVEL | CANAL | ENDPLATES\nL4-5 | open | 1",
        "Modic type: II. Level: L4-5 or L5-S1.",
        "Level: L3-4. Bulge. Modic type: zorb. Level: L4-5. Modic type: 0.",
        "Modic changes\nL4-5 moderate\nL5-S1 bulge of 2 mm",
        "L3-4: Modic 1, canal: none.\nMarrow of 3-4 mm.",
        "Modic change at 4-5 mm depth.",
    ],
)
def test_a_number_that_may_be_another_things_is_no_type(text: str) -> None:
    assert not {value for value in stated(text) if value[1] and value != ("L3-L4", "1")}


OTHER_FINDINGS = [
    ("Moderate canal stenosis at L4-L5.", "stenosis", "L4-L5"),
    ("Mild canal stenosis at L4-L5.", "mild_stenosis", "L4-L5"),
    ("Mild to moderate stenosis at L4-L5.", "stenosis", "L4-L5"),
    ("The disc contacts the left S1 root.", "nerve_root_compression", "S1"),
    ("Grade 1 anterolisthesis of L4-L5.", "spondylolisthesis", "L4-L5"),
    ("Disc extrusion at L5-S1.", "disc_herniation", "L5-S1"),
    ("Marked facet arthropathy at L4-L5.", "facet_arthropathy", "L4-L5"),
    ("Bilateral facet DJD at L3-L4.", "facet_arthropathy", "L3-L4"),
    ("The facets are arthritic at L3-L4.", "facet_arthropathy", "L3-L4"),
    ("Moderate bilateral NFN at L3-L4.", "stenosis", "L3-L4"),
    ("Transitional anatomy, sacralized L5.", "numbering", "L5"),
]


@pytest.mark.parametrize(("text", "fact", "place"), OTHER_FINDINGS)
def test_other_findings_are_heard_at_their_place(text: str, fact: str, place: str) -> None:
    found = [item for item in read(text).findings if item.standing is Standing.STATED]
    assert {str(item.fact) for item in found} == {fact}
    values = {item.value for item in found if isinstance(item.value, Presence)}
    assert {str(value.place) for value in values} == {place}


def test_a_slip_of_the_neck_is_of_another_part() -> None:
    assert [item.about for item in read("Retrolisthesis of C4 on C5.").findings] == [About.OTHER_PART]


@pytest.mark.parametrize("text", ["Disc narrowed at L4-L5.", "Narrowing of the disc space at L4-L5."])
def test_a_narrow_disc_is_no_stenosis(text: str) -> None:
    assert not read(text).findings


def test_a_statement_too_long_to_be_understood_is_left_over_once_for_each_fact() -> None:
    reading = read("Modic type 1 at L4-L5 and stenosis " * 80)
    assert not reading.findings
    assert sorted(str(item.fact) for item in reading.leftovers) == ["modic", "stenosis"]
    assert {item.why for item in reading.leftovers} == {"too long"}
