"""Each cue row does to its own example what it says; the rules that tie cues together hold beyond them."""

from __future__ import annotations

import pytest

from priorauth.reading.cues import CueRow, Sense, cue_rows
from priorauth.reading.model import About, Standing
from tests.reading.frames import assessed


@pytest.mark.parametrize("row", cue_rows(), ids=lambda row: f"{row.cue.sense}: {row.example}")
def test_a_row_reads_its_example_as_it_says(row: CueRow) -> None:
    found = assessed(row.example)[0]
    match row.cue.sense:
        case Sense.PSEUDO:
            assert found.standing is Standing.STATED
        case Sense.OTHER_PERSON:
            assert found.about is About.OTHER_PERSON
        case Sense.OTHER_PART:
            assert found.about is About.OTHER_PART
        case Sense.POSITIVE:
            assert found.standing is Standing.NOT_UNDERSTOOD
        case sense:
            assert found.standing is sense.standing


CASES = [
    # denials reach over a list and no further
    ("No {fracture}, infection or {cancer}.", ["denied", "denied"]),
    ("No bony destruction or {fracture}.", ["denied"]),
    ("No relief since the {fracture}.", ["stated"]),
    ("No edema with the {fracture}.", ["stated"]),
    ("No tumor is seen and there is a {fracture}.", ["stated"]),
    ("No edema, moderate {fracture} at L2.", ["stated"]),
    ("{fracture} at L2, tumor is absent.", ["stated"]),
    ("{fracture} and tumor are absent.", ["denied"]),
    ("No tumor; {fracture} at L2.", ["stated"]),
    ("No tumor, but {fracture} at L2.", ["stated"]),
    ("No fracture, blorb or {infection}.", ["denied"]),
    ("No {infection} blorbed since the zib.", ["not_understood"]),
    ("{fracture} without edema.", ["stated"]),
    ("No {fracture} but for L2.", ["not_understood"]),
    # a word nobody knows may narrow a denial or doubt it, unless it is a member of its list
    ("Zorbed that there is no {fracture}.", ["not_understood"]),
    ("No zorbed {fracture}.", ["not_understood"]),
    ("No zorb or {fracture}.", ["denied"]),
    ("No trauma, no {fracture}.", ["denied"]),
    ("No zorb, no {fracture}.", ["not_understood"]),
    ("{fracture} in the zorb is not seen.", ["not_understood"]),
    ("No edema, on {warfarin}.", ["stated"]),
    ("There is no {fracture} but is two weeks late.", ["not_understood"]),
    ("{pregnancy}: negative this morning.", ["denied"]),
    ("A 38 year old without {fracture}.", ["denied"]),
    ("It zorbed, and his mother came; no {cancer}.", ["not_understood"]),
    ("It zorbed; no {cancer}.", ["denied"]),
    ("No {fracture}, no edema apart from the disc.", ["denied"]),
    ("No {fracture} apart from L2.", ["not_understood"]),
    ("Stopped: {warfarin} 2020, aspirin 2022.", ["historic"]),
    ("Takes vitamin D. No {fracture}.", ["denied"]),
    ("No edema, {fracture} or bulge.", ["denied"]),
    # every word has to be understood
    ("{fracture} of L2.", ["stated"]),
    ("{fracture} of L2 is blorbed.", ["not_understood"]),
    ("{fracture} of L2 is not blorbed.", ["not_understood"]),
    ("There is a {fracture} at L2, and the disc is flubbed.", ["stated"]),
    ("{fracture} of L2, as Dr. Zamboni saw.", ["stated"]),
    # a clause or a sentence that points back is said of it too
    ("{fracture} of L2, which is incorrect.", ["retracted"]),
    ("{fracture} at L2 was seen, but this is an artifact.", ["retracted"]),
    ("{fracture} at L2, which is a disc artifact.", ["retracted"]),
    ("{fracture} at L2. This is an artifact.", ["retracted"]),
    ("{fracture} at L2. The disc is flubbed.", ["stated"]),
    ("Delete what is not needed:\n{fracture} of L2.", ["unfilled"]),
    # questions and answers
    ("{fracture}?", ["asked"]),
    ("{fracture}? No.", ["denied"]),
    # an answer is its own label's, and no other's
    ("{Cancer}: N  Gout: Y  {Pacemaker}: N", ["denied", "denied"]),
    ("{cancer}: Y  Gout: N", ["stated"]),
    ("{cancer} Y, gout N, {pacemaker} N", ["stated", "denied"]),
    ("{pacemaker}: yes  {cancer}: no", ["stated", "denied"]),
    ("{Cancer}? N Gout? Y {Pacemaker}? Y", ["denied", "stated"]),
    ("{cancer} yes / {pacemaker} no", ["stated", "denied"]),
    ("{cancer}: yes / no", ["unfilled"]),
    ("{cancer}, gout, {pacemaker}: no", ["denied", "denied"]),
    ("{cancer}: zorb  Gout: N", ["not_understood"]),
    ("{fracture} of L2, stenosis none.", ["stated"]),
    ("{fracture} of L2; no abnormal edema elsewhere.", ["stated"]),
    # conditions are not ordered or refused, acts are
    ("{fusion} is scheduled for May.", ["planned"]),
    ("{fracture} is scheduled.", ["not_understood"]),
    # boxes
    ("[ ] {pacemaker}  [x] {cancer}", ["unfilled", "stated"]),
    ("[ ] {pacemaker}  [ ] {cancer}  [x] none of these", ["denied", "denied"]),
    ("{pacemaker}: [ ] yes [x] no", ["denied"]),
    ("{pacemaker}: [x] yes [ ] no", ["stated"]),
    ("{pacemaker}: [ ] yes [ ] no", ["unfilled"]),
    ("{pacemaker} yes \u2610 no \u2612", ["denied"]),
    ("{pacemaker} ____", ["unfilled"]),
    ("{pacemaker}: *** (none)", ["unfilled"]),
    ('"I have no {pacemaker}." Initials: ____', ["unfilled"]),
    ('"I have no {pacemaker}." Initials: R.Q.', ["denied"]),
    # sections
    ("INDICATION: {fracture}.", ["asked"]),
    ("Comparison: {fracture} of L2.", ["historic"]),
    ("Comparison: CT of May.\nBones: {fracture} of L2.", ["stated"]),
    ("PLAN\n1. {fusion} at L4.", ["planned"]),
    ("PLAN\n1. {fracture} at L4.", ["not_understood"]),
    ("{fracture} at L4: 0", ["not_understood"]),
    ("{fracture} at L4 (-)", ["not_understood"]),
    ("Allergies: {warfarin}.", ["generic"]),
    ("Technique: images in two planes.\nThere is {fracture} of L2.", ["stated"]),
    ("Comparison: CT of May.\nThere was {fracture} of L2.", ["historic"]),
    ("COMPARISON - 2019\nFINDINGS - {fracture} of L2.", ["stated"]),
    ("TECHNIQUE: TWO PLANES. FINDINGS. {fracture} OF L2.", ["stated"]),
    ("L2: ? {fracture}", ["hedged"]),
    ("There is {fracture} at\nL4-5 and a bulge.", ["stated"]),
    # what a doubt, an artifact and an answer are said of
    ("{fracture} of L2, and a bulge that may touch it.", ["stated"]),
    ("{fracture} of L2 that may touch it.", ["hedged"]),
    ("{fracture} of L2 and edema may be present.", ["hedged"]),
    ("Artifact from a {pacemaker}.", ["stated"]),
    ("The signal is an artifact from {fracture}.", ["retracted"]),
    ("Resolution of the {fracture}.", ["historic"]),
    ("{fracture}: none at any level.", ["denied"]),
    # words as they are printed
    ("{frac-\nture} of L2.", ["stated"]),
    ("There is no {frac-\nture}.", ["denied"]),
    ("Edema.\n" * 9 + "ZORB GLIP\n{fracture} of L2.", ["not_understood"]),
    ("ZORB GLIP\n{fracture} of L2.", ["stated"]),
    ("The disc is low.\n\nPAST {FRACTURE}\nThe disc is low.", ["historic"]),
    ("The disc is low.\n\nBONE {FRACTURE}\nThe disc is low.", ["not_understood"]),
]


@pytest.mark.parametrize(("example", "standings"), CASES, ids=[example for example, _ in CASES])
def test_how_things_stand(example: str, standings: list[str]) -> None:
    assert [str(found.standing) for found in assessed(example)] == standings


@pytest.mark.parametrize(
    ("example", "about"),
    [
        ("His mother has had a {pacemaker} for years.", About.OTHER_PERSON),
        ("FAMILY HISTORY: {cancer}.", About.OTHER_PERSON),
        ("Family History: {cancer}.\nSocial: has a {pacemaker}.", About.OTHER_PERSON),
        ("Brought in by his wife. He has a {pacemaker}.", About.PATIENT),
        ("Mother drove; he has a {pacemaker}.", About.PATIENT),
        ("{fracture} of the left wrist.", About.OTHER_PART),
        ("{fracture} of L2.", About.PATIENT),
        ("{fracture} of L2 and knee pain.", About.PATIENT),
        ("L2 {fracture}, left hip pain.", About.PATIENT),
        ("No {fracture} or bulge of the hip.", About.OTHER_PART),
        ("LEFT KNEE FILMS\nNo {fracture}.", About.OTHER_PART),
    ],
)
def test_whom_a_thing_is_about(example: str, about: About) -> None:
    assert assessed(example)[0].about is about


def test_the_family_section_ends_at_the_next_label() -> None:
    found = assessed("Family history: {cancer}.\nSocial: {pacemaker}.")
    assert [item.about for item in found] == [About.OTHER_PERSON, About.PATIENT]


def test_a_statement_without_stops_is_not_understood() -> None:
    (found,) = assessed("{fracture} of L2 " + "and the disc is flat " * 80)
    assert found.standing is Standing.NOT_UNDERSTOOD


def test_the_words_that_decided_are_given() -> None:
    (found,) = assessed("There may be a {fracture} of the blorb.")
    assert found.cues == ("may",)
    assert found.leftover == ("blorb",)
