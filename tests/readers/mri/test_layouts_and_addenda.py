"""Reports in rows one blank apart, without stops, with grades of other things, and what addenda do to them."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.mri_reader import MriReader
from priorauth.reading.finding_values import Types
from priorauth.reading.model import About, DocumentKind, Standing
from tests.readers.reading_one import read_text

L12, L34, L45, L5S1 = "L1-L2", "L3-L4", "L4-L5", "L5-S1"
HEAD = "MRI LUMBAR SPINE\n\n"

Placed = set[tuple[str, str]]


def stated(text: str) -> Placed:
    found = read_text(MriReader(), HEAD + text, DocumentKind.MRI_REPORT).findings
    return {
        (str(item.value.place), "".join(item.value.types))
        for item in found
        if isinstance(item.value, Types) and item.standing is Standing.STATED and item.about is About.PATIENT
    }


READ: list[tuple[str, Placed]] = [
    # a grade is that of the slip, the facets or the disc before it
    ("Degenerative slip L4-L5, grade 1, Modic type 2.", {(L45, "2")}),
    ("L5-S1: facet disease grade 3 and Modic type 1 endplates.", {(L5S1, "1")}),
    ("L4-L5: Modic grade 1 and Modic grade 2 change.", {(L45, "12")}),
    ("L4-L5: grade 1 and grade 2 Modic changes.", {(L45, "12")}),
    # what an earlier study showed is not now
    ("Compared with 2020, when L4-L5 had Modic type 1, the change is now fat: Modic type 2.", {(L45, "2")}),
    ("In contrast to L2-L3, whose signal is uniform, there is Modic type 1 change at L4-L5.", {(L45, "1")}),
    # places
    ("L1-L2: Modic II; L4-L5: Modic I; all others: none.", {(L12, "2"), (L45, "1")}),
    ("There is Modic 1 change at the two lowest discs.", {(L45, "1"), (L5S1, "1")}),
    ("Type 2 Modic changes at the lower two lumbar levels.", {(L45, "2"), (L5S1, "2")}),
    ("Modic 1 change at one of the two lowest levels.", set()),
    ("Transitional vertebra. There is Modic 1 change at the two lowest discs.", set()),
    ("Modic 2 change at the lower of the two lowest discs, L5-S1.", {(L5S1, "2")}),
    ("Endplates: type 2 L3-L4; type 1 L5-S1; others normal.", {(L34, "2"), (L5S1, "1")}),
    ("Endplates: type 1 Schmorl node L5-S1.", set()),
    ("The Modic type 1 change is at L4-L5; L5-S1 is shallow and normal.", {(L45, "1")}),
    ("Modic type 1 change was read at L4-L5; L4-L5 is normal today.", set()),
    ("The L3-L4 and L4-L5 discs are dry, the former with Modic type 2 change.", {(L34, "2")}),
    ("Modic type 1 and type 2 change coexist at L5-S1.", {(L5S1, "12")}),
    ("L5-S1: Modic type 1, not present before.", {(L5S1, "1")}),
    ("Former Modic type 1 change at L5-S1.", set()),
    # words that name what is seen, or say what it is worth
    ("The L4-L5 signal change is graded as Modic type 1.", {(L45, "1")}),
    ("I would classify the L4-L5 endplates Modic 2.", {(L45, "2")}),
    ("Findings at L4-L5 meet the definition of Modic type 1.", {(L45, "1")}),
    ("Findings at L4-L5 do not meet the definition of Modic type 1.", set()),
    ("Once graded as Modic type 1 at L4-L5.", set()),
    ("Edema at L4-L5 is classified as Modic type 1 in the textbooks.", set()),
    ("L4-L5: Modic 2 (old, unchanged), no stenosis.", {(L45, "2")}),
    ("Old Modic type 2 change at L4-L5.", set()),
    ("Modic 1 at L4-L5, a likely source of the patient's pain.", {(L45, "1")}),
    ("Modic 1 at L4-L5, a possible cause of pain, is not seen.", set()),
    ("L4-L5 Modic 1; the patient might be a good candidate for ablation.", {(L45, "1")}),
    ("L4-L5: If Modic 1, the patient may be a candidate for ablation.", set()),
    ("The L5-S1 disc is dry. Its two endplates are edematous, a Modic type 1 pattern.", {(L5S1, "1")}),
    # rows whose columns are one blank apart
    ("Level Disc Modic Canal\nL3-4 ok none ok\nL4-5 bulge 2 mild\nL5-S1 flat I ok", {(L45, "2"), (L5S1, "1")}),
    ("Level Facets Canal\nL3-4 0 none\nL4-5 1 mild", set()),
    ("L3/4 normal normal none\nL4/5 bulge Modic1 mild\nL5/S1 flat Modic2 none", {(L45, "1"), (L5S1, "2")}),
    ("L4/5 bulge no Modic1 mild\nL5/S1 normal normal none", set()),
    # dictated: signs as words, or none at all
    (
        "findings colon l five dash s one modic type two change comma no stenosis period"
        " impression colon modic two at l five hyphen s one period",
        {(L5S1, "2")},
    ),
    (
        "history pain in the back technique sagittal t1 t2 stir comparison none findings l3 4 normal disc no stenosis"
        " l4 5 disc thin with modic type 1 endplate change no stenosis conus normal impression modic type 1 change at l4 5",
        {(L45, "1")},
    ),
    (
        "history known modic type 1 change l4 5 technique sagittal t1 t2 stir comparison none findings endplates normal"
        " discs normal no stenosis conus normal impression normal study of the lumbar spine",
        set(),
    ),
]  # fmt: skip

AFTER_ADDENDA: list[tuple[str, Placed]] = [
    (
        "L5-S1: Modic type 2.\n\nADDENDUM same evening: The segment labeled L5-S1 is L4-L5."
        " Modic type 2 change is at L4-L5; L5-S1 is narrow and normal.",
        {(L45, "2")},
    ),
    ("L4-L5: Modic type 2.\nAMENDED: The text above was filed under the wrong accession.", set()),
    ("L4-L5: Modic type 2.\nADDENDUM: The spelling of a name was wrong.", {(L45, "2")}),
    ("L4-L5: Modic type 2.\nCORRECTED READING: In place of Modic 2 please read Modic 1.", set()),
    ("ADDENDUM: The level was misstated as L4-L5.\n\nFINDINGS: Modic 1 change at L4-L5.", set()),
    (
        "IMPRESSION: Modic 1 change at L4-L5.\n\nADDENDUM: The level with Modic type 1 change is L5-S1"
        " and not L4-L5. The impression is corrected accordingly.",
        {(L5S1, "1")},
    ),
    (
        "IMPRESSION: Disc disease.\n\nADDENDUM: There is Modic type 1 change at L5-S1."
        " This is corrected: it is a template.",
        set(),
    ),
]

DENIED: list[tuple[str, Placed]] = [
    ("FINDINGS: L5-S1: Modic type 1.\nIMPRESSION: No Modic changes at any level.", set()),
    ("FINDINGS: L5-S1: Modic type 1. No Modic change at any other level.", {(L5S1, "1")}),
    ("FINDINGS: L5-S1: Modic type 1. No Modic type 3 changes at any level.", {(L5S1, "1")}),
    ("FINDINGS: L5-S1: Modic type 1. L1-L5: no Modic changes.", {(L5S1, "1")}),
    ("L5 inferior endplate: Modic type 1. S1 superior endplate: Modic type 2.", {("L5", "1"), ("S1", "2")}),
]


@pytest.mark.parametrize(("text", "found"), READ, ids=[text[:70] for text, _ in READ])
def test_a_report_is_read_in_its_layout(text: str, found: Placed) -> None:
    assert stated(text) == found


@pytest.mark.parametrize(("text", "found"), AFTER_ADDENDA, ids=[text[-70:] for text, _ in AFTER_ADDENDA])
def test_an_addendum_decides_over_what_it_corrects(text: str, found: Placed) -> None:
    assert stated(text) == found


@pytest.mark.parametrize(("text", "found"), DENIED, ids=[text[-60:] for text, _ in DENIED])
def test_what_the_report_denies_of_every_level_is_stated_nowhere(text: str, found: Placed) -> None:
    assert stated(text) == found
