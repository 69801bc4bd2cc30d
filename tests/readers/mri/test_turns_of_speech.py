"""How reports put a type at a place: tables, lists, corrections, what it came from, other levels in the same breath."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.mri_reader import MriReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import About, DocumentKind, Side, Standing
from tests.readers.reading_one import read_text

HEAD = "MRI LUMBAR SPINE\n\nFINDINGS\n"

Typed = set[tuple[str, str]]


def stated(text: str, head: str = HEAD) -> Typed:
    """Return (place, types) of what a report states of its patient; no types for a change that names none."""
    found = read_text(MriReader(), head + text, DocumentKind.MRI_REPORT).findings
    said = [item for item in found if item.standing is Standing.STATED and item.about is About.PATIENT]
    values = [item.value for item in said if isinstance(item.value, Types)]
    return {(str(value.place), "".join(value.types)) for value in values if value.place is not None}


L34, L45, L5S1 = "L3-L4", "L4-L5", "L5-S1"

TABLES_AND_LISTS = [
    ("Space | Height | Modic\nL3-4 | kept | 0\nL4-5 | low | 2\nL5-S1 | low | 1/2", {(L45, "2"), (L5S1, "12")}),
    ("Space     Modic     Canal\nL4-5      1         wide\nL5-S1     none      wide", {(L45, "1")}),
    ("Space     Height        Modic     Canal\nL4-5      low           2      wide", {(L45, "2")}),
    ("         | L3-4 | L4-5 | L5-S1\nModic    | 0    | 1    | 2", {(L45, "1"), (L5S1, "2")}),
    ("Space | Height | Modic | Note\nL4-5 | low | 2 | mild OA of the facets", {(L45, "2")}),
    ("Modic: L2-3 0, L3-4 I, L4-5 I+II.", {(L34, "1"), (L45, "12")}),
    ("Modic type per level - L4-5: 2; L5-S1: none.", {(L45, "2")}),
    ("ENDPLATES L2-L3 NORMAL L4-L5 MODIC 2 L5-S1 NORMAL", {(L45, "2")}),
    ("Space | Modic | Note\nL4-5 | 2 | withdrawn", set()),
    ("Space | Modic | Note\nL4-5 | 2 | not assessed for motion", set()),
    ("Space | Modic | Height\nL4-5 | 2 (blorbed) | low", set()),
    ("Space | Modic 2018 | Height\nL4-5 | 2 | low", set()),
    ("Space | Modic | Height\nL4-5 | 0 | low", set()),
]

FROM_ONE_TO_ANOTHER = [
    ("Modic type 1 change at L5-S1 has converted to type 2.", {(L5S1, "2")}),
    ("Previously Modic type 1 at L5-S1, now Modic type 2.", {(L5S1, "2")}),
    ("Modic type 2 change at L5-S1 (type 1 in 2017).", {(L5S1, "2")}),
    ("L5-S1: Modic 1 -> Modic 2", {(L5S1, "2")}),
    ("L5-S1: no Modic -> Modic 1", {(L5S1, "1")}),
    ("L5-S1: Modic 1>2.", {(L5S1, "12")}),
    ("New Modic type 1 change at L5-S1, not seen on the MRI of 2019.", {(L5S1, "1")}),
    ("As before, there are Modic type 2 changes at L5-S1.", {(L5S1, "2")}),
    ("Modic type 2 changes at L5-S1 are again seen, also present on the MRI of 03/04/2019.", {(L5S1, "2")}),
    (
        "Compared with the 2019 study, in which Modic type 1 was present at L4-5, there is now Modic type 2.",
        {(L45, "2")},
    ),
    ("Modic type 1 change at L5-S1 has converted to fat.", set()),
    ("No evidence that Modic type 1 change at L5-S1 has converted to type 2.", set()),
    ("Modic type 1 at L5-S1 in 2019, now fat.", set()),
    ("Modic type 1 at L5-S1 was not confirmed in 2019.", set()),
    ("Interval resolution of Modic type 1 at L5-S1.", set()),
    ("Compared with the 2019 study, in which Modic type 1 was present at L4-5, the marrow is even.", set()),
]

SEVERAL_LEVELS = [
    ("Modic type 2 change at L4-5, none at L5-S1.", {(L45, "2")}),
    ("Modic type 2 change at L4-5; the remaining endplates are normal.", {(L45, "2")}),
    ("Modic type 2 at L3-4 and L5-S1 with the intervening L4-5 level spared.", {(L34, "2"), (L5S1, "2")}),
    ("Modic type 2 change at L4-5 but not at L5-S1.", {(L45, "2")}),
    ("Not only L4-5 but also L5-S1 has Modic type 2 change.", {(L45, "2"), (L5S1, "2")}),
    ("Modic type 1 change at L3-4, with definite Modic type 2 change one level below.", {(L34, "1"), (L45, "2")}),
    ("Modic type 2 change at L3-4, one level above the fissure at L4-5.", {(L34, "2")}),
    ("Modic type 2 change at L4-5 is gone, while that at L5-S1 persists.", {(L5S1, "2")}),
    ("While L3-4 is uniform, L4-5 carries Modic type 1 change.", {(L45, "1")}),
    ("Definite Modic type 1 change at L4-5 and equivocal Modic type 2 change at L5-S1.", {(L45, "1")}),
    ("Presumed type 2 Modic change at L5-S1, definite type 1 Modic change at L4-5.", {(L45, "1")}),
    ("Modic changes L4-5 (type indeterminate) and L5-S1 (type 2).", {(L5S1, "2")}),
    ("L4-5: no bulge, no stenosis, Modic II endplates, no slip.", {(L45, "2")}),
    ("Moderate Modic type 1 at L5-S1 and minimal at L4-5.", {(L5S1, "1"), (L45, "1")}),
    ("At L5-S1 Modic type 1 change in the left half and type 2 change in the right half.", {(L5S1, "12")}),
    (
        "Mixed Modic type 1 and 2 at L5-S1. Compared with 2018, the type 1 component at L5-S1 is new.",
        {(L5S1, "12")},
    ),
    ("No Modic type 1 change at L4-5 but type 2 changes are present there.", {(L45, "2")}),
    ("The L5-S1 disc is flat. The endplates are sclerotic, Modic type 3.", {(L5S1, "3")}),
    ("The L4-5 disc is flat. The L5-S1 disc is flat. The endplates are sclerotic, Modic type 3.", set()),
    ("Modic type 1 changes at L4-5, whereas those at L5-S1 are of type 2.", {(L45, "1"), (L5S1, "2")}),
    ("Bright STIR signal of the opposing L4-5 endplates, i.e., Modic type 1.", {(L45, "1")}),
    ("Mild Modic type 2 change at L3-4; no others.", {(L34, "2")}),
    ("Modic type 2 change at L4-5; L4-5 is spared.", set()),
    ("Possibly Modic type 1 at L4-5 and Modic type 2 at L5-S1.", set()),
    ("Modic type 1 change, possibly type 2, at L4-5.", set()),
    ("No bulge, no stenosis, Modic type 1 change or fracture.", set()),
    ("Not only at L4-5 but also at L5-S1 no Modic type 2 change.", set()),
    ("Modic type 2 change at L4-5 or discitis.", set()),
]

CORRECTIONS = [
    ("L4-5: Modic type 1.\nADDENDUM: Modic type 1 at L4-5 should read Modic type 2 at L4-5.", {(L45, "2")}),
    (
        "L4-5: Modic type 1.\nADDENDUM: The changes at L4-5 are corrected to Modic type 2 rather than type 1.",
        {(L45, "2")},
    ),
    (
        "L5-S1: Modic type 2.\nADDENDUM: Correction. The stenosis at L4-5 is on the right. The report is otherwise unchanged.",
        {(L5S1, "2")},
    ),
    ("L4-5: Modic type 2.\nADDENDUM: It was misstated.", set()),
    ("ADDENDUM: Modic type 1 at L4-5 should read Modic type 2, not type 1, of another patient.", set()),
    ("L4-5: Modic type 1.\nADDENDUM: The report should read no Modic type 1 change.", set()),
]

WORDS_AS_PRINTED = [
    ("There is Mo-\ndic type 2 end-\nplate change at L4-\nL5.", {(L45, "2")}),
    ("M0dic type 2 endp1ate change at L5-S1.", {(L5S1, "2")}),
    ("MODIC TYPE 2 CHANGE AT\nL4-L5.", {(L45, "2")}),
    ("modic type two change at l four dash l five period no bulge period", {(L45, "2")}),
    ("Modic type II change at L5-Sl.", {(L5S1, "2")}),
    ("Modic type 2 change at L4_5.", {(L45, "2")}),
    ("No Mo-\ndic type 2 change at L4-5.", set()),
    ("motic type one at l four dash five period this was an artifact period", set()),
]

WITHOUT_A_TYPE = [
    ("Endplate marrow oedema, L5-S1.", {(L5S1, "")}),
    ("L4-5 with edema-type marrow signal at both endplates.", {(L45, "")}),
    ("Fatty endplate signal at L5-S1.", {(L5S1, "")}),
    ("Bone marrow edema in the endplates adjacent to the L4-5 disc.", {(L45, "")}),
    ("L4-5: no edema of the endplate marrow.", set()),
]

EVERY = [
    *TABLES_AND_LISTS, *FROM_ONE_TO_ANOTHER, *SEVERAL_LEVELS, *CORRECTIONS, *WORDS_AS_PRINTED, *WITHOUT_A_TYPE,
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), EVERY, ids=[text for text, _ in EVERY])
def test_what_a_report_says_is_read_at_its_place_and_nothing_else_is(text: str, found: Typed) -> None:
    assert stated(text) == found


@pytest.mark.parametrize("text", [text for text, _ in EVERY])
def test_no_change_that_is_named_vanishes(text: str) -> None:
    reading = read_text(MriReader(), HEAD + text, DocumentKind.MRI_REPORT)
    named = {item.fact for item in reading.findings} | {item.fact for item in reading.leftovers}
    assert Fact.MODIC in named


SECTIONS = [
    ("TECHNIQUE\nImages in two planes.\nModic type 2 change at L4-5.", {(L45, "2")}),
    ("COMPARISON - 2019\nFINDINGS - Modic type 2 change at L4-5.", {(L45, "2")}),
    ("TECHNIQUE: T1, T2. FINDINGS. MODIC TYPE 2 CHANGE AT L4-5.", {(L45, "2")}),
    ("COMPARISON: MRI of 2019.\nThere are Modic type 2 changes at L4-5.", {(L45, "2")}),
    ("INDICATION: Modic type 1 at L4-5 suspected.", set()),
    ("INDICATION. MODIC TYPE 1 AT L4-5. FINDINGS. NORMAL.", set()),
    ("COMPARISON: MRI of 2019.\nModic type 1 change at L4-5 was seen then.", set()),
    ("CLINICAL DETAILS: Modic type 1 at L4-5.", set()),
]


@pytest.mark.parametrize(("text", "found"), SECTIONS, ids=[text for text, _ in SECTIONS])
def test_a_section_ends_where_findings_begin_and_keeps_what_is_its_own(text: str, found: Typed) -> None:
    assert stated(text, "MRI LUMBAR SPINE\n\n") == found


SHOWN_ONLY = [
    ("Small protrusion at L4-L5.", Fact.DISC_HERNIATION, Side.NEUTRAL),
    ("Extrusion at L4-L5.", Fact.DISC_HERNIATION, Side.HARMS),
    ("Mild facet arthropathy at L4-L5.", Fact.FACET_ARTHROPATHY, Side.NEUTRAL),
    ("Facets: severe hypertrophy at L4-L5.", Fact.FACET_ARTHROPATHY, Side.HARMS),
    ("Small facet effusions at L4-L5.", Fact.FACET_ARTHROPATHY, Side.HARMS),
]


@pytest.mark.parametrize(("text", "fact", "side"), SHOWN_ONLY)
def test_a_protrusion_and_worn_facets_are_shown_and_ask_nothing(text: str, fact: Fact, side: Side) -> None:
    found = read_text(MriReader(), HEAD + text, DocumentKind.MRI_REPORT).findings
    assert {(item.fact, item.side) for item in found} == {(fact, side)}


def test_a_name_run_into_other_words_is_shown() -> None:
    found = read_text(MriReader(), HEAD + "SpondylosiswithModictypeIIchanges.", DocumentKind.MRI_REPORT).findings
    assert [item.standing for item in found] == [Standing.NOT_UNDERSTOOD]


def test_what_the_reason_for_a_study_doubts_is_asked_and_not_hedged() -> None:
    text = "MRI LUMBAR SPINE\n\nINDICATION: Modic type 1 at L4-5 suspected."
    (found,) = read_text(MriReader(), text, DocumentKind.MRI_REPORT).findings
    assert found.standing is Standing.ASKED


LISTS = [
    "L2-3: Modic type 2 change along the lower plate of L2 and upper plate of L3",
    "Modic type 2 changes of the inferior L2 and superior L3 endplates",
    "At L2-3 and L4-5 Modic type 2 changes",
    "Modic type 2 signal at L2-3, L3-4 and L4-5",
]
ENDS = [
    "is absent.", "are absent.", ": none.", ": no.", "cannot be confirmed.", "is not demonstrated.", "are not seen.",
    "was ruled out.", "is no longer present.", "has resolved.", "is unlikely.", "would need contrast to be confirmed.",
    "- negative.", "not identified.", "could not be assessed.", "must not be assumed.", "is in question.",
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("text", LISTS)
def test_what_is_said_behind_a_list_of_places_is_said_of_the_change(text: str, end: str) -> None:
    assert stated(f"{text} {end}".replace(" :", ":")) == set()


APART = [
    ("Modic type 1 change at L4-5, the facets gnarled.", {(L45, "1")}),
    ("L4-5: bulky blorbous disc, Modic type 2, no drumlike extrusion.", {(L45, "2")}),
    ("Modic type 1 change at L4-5 with no wolfish destruction to suggest infection.", {(L45, "1")}),
    ("Elsewhere, Modic type 2 change at L2-3.", {("L2-L3", "2")}),
    ("The signal at L4-5 corresponds to Modic type 1.", {(L45, "1")}),
    ("The signal at L4-5 meets criteria for Modic type 1.", {(L45, "1")}),
    ("Modic type 1 change at L4-5, thought degenerative.", {(L45, "1")}),
    ("Modic type 1 change at L4-5, no better, no worse.", {(L45, "1")}),
    ("L4-5: Modic type 1, a spur which abuts but does not deform the L5 nerve.", {(L45, "1")}),
    ("The L4-5 disc is low. Its canal is wide. The bone beside it shows Modic type 1.", set()),
    ("The L4-5 disc is low. Its canal is wide. Modic type 1.", {(L45, "1")}),
    ("Slip at L4-5. Wide canal. Modic type 2 of the opposing endplates.", {(L45, "2")}),
    ("Modic changes: L4-5 (I) and L5-S1 (II).", {(L45, "1"), (L5S1, "2")}),
    ("Modic type 2 change in the lower half of L4 and the upper half of L5.", {("L4", "2"), ("L5", "2")}),
    ("Modic 2 at L4-5; else nad.", {(L45, "2")}),
    ("modic type two change at l four slash five", {(L45, "2")}),
    ("The meeting of criteria for Modic type 1 is taught.", set()),
    ("Modic type 1 change at L4-5, thought artifactual.", set()),
    ("Likely degenerative Modic type 1 change at L4-5.", set()),
    ("L4-5: (a) dark disc, (b) Modic type 2, (c) wide canal.", {(L45, "2")}),
    ("Modic type 1 change at L4-5, blorbed.", set()),
    ("Modic type 1 change at L4-5, blorbing the disc.", set()),
    ("Modic type 1 change at L4-5, a blorbed signal.", set()),
    ("Modic type 1 change at L4-5 with blorb.", set()),
    ("Blorbed Modic type 1 change at L4-5, wide canal.", set()),
    ("Elsewhere, Modic type 2 change at L2-3 was described.", set()),
    ("A signal that corresponds to Modic type 1 is edema at L4-5.", set()),
    ("Modic-like change at L4-5, type 1.", set()),
    ("A reader at another hospital described Modic type 1 change at L4-5.", set()),
    ("Modic type 1 change at L4-5 was named. I disagree.", set()),
    ("Modic type 1 change at the L4-S level.", set()),
]

FORMS = [
    ("Modic type: [ ] 1 [x] 2 [ ] 3\nLevel: L4-5", {(L45, "2")}),
    ("Modic changes:\nType: [x] 1 [x] 2 [ ] 3\nLevel: [ ] L3-4 [x] L4-5", {(L45, "12")}),
    ("Modic type (tick one) L5-S1: ( ) 0 (x) 1 ( ) 2", {(L5S1, "1")}),
    ("L4-5  [ ] even  [ ] Modic 1  [x] Modic 2", {(L45, "2")}),
    ("L4-5 even [ ] Modic 1 [x] Modic 2 [ ]", {(L45, "1")}),
    ("Modic type: 1\nModic level: L4-5", {(L45, "1"), (L45, "")}),
    ("Modic type: [x] none [ ] 1 [ ] 2\nLevel: L4-5", set()),
    ("Modic type: [ ] 1 [ ] 2 [ ] 3\nLevel: L4-5", set()),
    ("Modic type: [x] 1 [ ] 2\nLevel: L3-4\nLevel: L4-5", set()),
    ("Modic: none\nCastellvi type: [ ] 1 [x] 2\nLevel: L5-S1", set()),
    ("Sample\nModic type: [x] 1 [ ] 2\nLevel: L4-5", set()),
    ("L4-5: low disc. Modic type 2.\nL5-S1: Same.", {(L45, "2"), (L5S1, "2")}),
    ("L4-5: Modic type 2. L5-S1: ditto.", {(L45, "2"), (L5S1, "2")}),
    ("L4-5: possibly Modic type 2.\nL5-S1: Same.", set()),
    ("L4-5: Modic type 2, as before.\nL5-S1: Same as prior.", {(L45, "2")}),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_what_is_said_of_the_disc_is_not_said_of_the_change(text: str, expected: Typed) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_ticked_type_and_the_same_at_the_next_level_are_read(text: str, expected: Typed) -> None:
    assert stated(text) == expected


def test_what_a_report_was_told_is_not_what_it_found() -> None:
    assert stated("HISTORY: Known Modic type 2 change at L4-5.", head="") == set()
    assert stated("History: pain.\nL4-5: Modic type 2 change.", head="") == {(L45, "2")}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Space | Disc | Modic\nL3-4 | full | 0\nL4-5 | narrowed | 1", Side.NEUTRAL),
        ("Space | Disc | Canal\nL4-5 | full | narrowed", Side.HARMS),
        ("L4-5 | full | narrowed", Side.HARMS),
    ],
)
def test_a_narrowed_disc_of_a_table_is_no_stenosis(text: str, side: Side) -> None:
    found = read_text(MriReader(), HEAD + text, DocumentKind.MRI_REPORT).findings
    assert [item.side for item in found if item.fact is Fact.STENOSIS] == [side]
