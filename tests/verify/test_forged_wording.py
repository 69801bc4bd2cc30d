"""Letters whose facts are all there, and that say something else of them; and letters edited as people edit them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from priorauth.case.read_case import read_case
from priorauth.letters.checks.facts_in_text import FactKind, named_values
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Severity
from priorauth.verify.edited_letter import compare_letters
from priorauth.verify.edited_word import open_word
from tests.verify.packets import CLEAN, DAY
from tests.verify.tampering import edit_word, letter_in, words

Edit = Callable[[Path], None]
HEADER = "word/header_default.xml"


@pytest.fixture(scope="module")
def named(practice: Path) -> Mapping[str, FactKind]:
    own = find_practice(practice)
    assert own is not None
    return named_values(read_case(practice / "cases" / CLEAN / "case.yaml", as_of=DAY, defaults=own.defaults).case)


Compare = Callable[[Edit], tuple[Problem, ...]]


@pytest.fixture
def compared(clean_packet: Path, named: Mapping[str, FactKind], tmp_path: Path) -> Compare:
    """Compare an edited copy of the letter with the letter as made."""

    def compare(edit: Edit) -> tuple[Problem, ...]:
        copy = Path(shutil.copy(letter_in(clean_packet), tmp_path / "edited.docx"))
        edit(copy)
        return compare_letters(open_word(letter_in(clean_packet).read_bytes()), open_word(copy.read_bytes()), named)

    return compare


def put(*changes: str) -> Edit:
    """Put words for others: one and its other, and so on."""

    def edit(path: Path) -> None:
        for before, after in zip(changes[::2], changes[1::2], strict=True):
            edit_word(path, words(before, after))

    return edit


def paragraph_of(xml: str, holding: str) -> str:
    return next(found[0] for found in re.finditer(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml) if holding in found[0])


def moved(holding: str, before: str) -> Edit:
    """Move a paragraph in front of another."""

    def edit(xml: str) -> str:
        found = paragraph_of(xml, holding)
        rest = xml.replace(found, "", 1)
        place = paragraph_of(rest, before)
        return rest.replace(place, found + place, 1)

    return lambda path: edit_word(path, edit)


def added(text: str, before: str) -> Edit:
    """Put a paragraph of one's own in front of another."""

    def edit(xml: str) -> str:
        place = paragraph_of(xml, before)
        return xml.replace(place, f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{place}", 1)

    return lambda path: edit_word(path, edit)


def headed(*lines: str) -> Edit:
    """Write lines into the header of every page."""
    content = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return lambda path: edit_word(path, words("<w:p/>", content), part=HEADER)


def run_in(heading: str) -> Edit:
    """Write a heading on behind the paragraph before it."""

    def edit(xml: str) -> str:
        found = paragraph_of(xml, f">{heading}<")
        before, after = xml.split(found)
        return f'{before.removesuffix("</w:p>")}<w:r><w:t xml:space="preserve"> {heading}</w:t></w:r></w:p>{after}'

    return lambda path: edit_word(path, edit)


SIGNATURE = "Pain Medicine, Example Spine &amp; Pain</w:t></w:r></w:p>"

FORGED: dict[str, tuple[Edit, set[str]]] = {
    # A denial that moves
    "neither goes to the other part": (put("another joint; neither reaches", "neither another joint; it reaches"), {"PA859"}),
    "not goes to another clause": (put("as it is and implants nothing", "as it is not and implants"), {"PA859"}),
    "without goes to another sentence": (
        put("axial, without leg symptoms", "axial, leg symptoms", "as unremitting, with", "as unremitting, without"),
        {"PA859"},
    ),
    "no goes to another place": (put("there was no co", "there no was co"), {"PA859"}),
    "a contraction denies": (put("it is mainly axial", "it isn't mainly axial"), {"PA859"}),
    # A small word between two others
    "between two dates": (put("September 8, 2025 to April 24, 2026", "September 8, 2025 and April 24, 2026"), {"PA860"}),
    "politely between two dates": (put("May 5, 2025 to November", "May 5, 2025 and please November"), {"PA860"}),
    "gone between two dates": (put("May 5, 2025 to November", "May 5, 2025, November"), {"PA860"}),
    "between two bodies": (put("requested: L4, L5 and S1", "requested: L4, L5 for S1"), {"PA860"}),
    "between a number and a date": (put("was 48% on", "was 48% by"), {"PA860"}),
    "before a span of time": (put("in 65% of treated", "in 65% to treated"), {"PA860"}),
    "between two nouns": (put("passed through the pedicle into", "passed through the pedicle as"), {"PA860"}),
    "at the end of a course": (put("from the first to the last day", "from the first and the last day"), {"PA860"}),
    # What parts the words
    "a colon before a list": (put("): anticoagulant", "). Anticoagulant"), {"PA860"}),
    "a colon after a label": (put("Sacroiliac joints:", "Sacroiliac joints."), {"PA860"}),
    "a colon, behind a typing error": (put("): active infection", "). Actvie infection"), {"PA860"}),
    "a colon, behind a word more": (put("): active", "). Also active"), {"PA860"}),
    "a comma within what is absent": (put("fracture, tumor", "fracture. Tumor"), {"PA860"}),
    "a full stop that ends a statement": (put("longer than 20 minutes. The pain", "longer than 20 minutes, the pain"), {"PA860"}),
    # A paragraph in another section
    "a statement under what failed": (moved("A probe is passed", before="Conservative care over time"), {"PA855"}),
    "a finding among the reasons": (moved("Facet joints:", before="Fusion is surgery"), {"PA855", "PA859"}),
    "evidence among the findings": (moved("Pain and Neuroscience assigns", before="Radicular pain:"), {"PA855"}),
    "a statement without a fact": (moved("Epidural injections act", before="Facet joints:"), {"PA855"}),
    "the request under the findings": (moved("I ask you to authorize", before="Why this procedure"), {"PA855"}),
    "a heading that ends another section": (run_in("Why this procedure"), {"PA860"}),
    # A name before what is somebody else's
    "before an NPI": (put(">NPI 1234567893<", ">For Casey Specimen, MD, NPI 1234567893<"), {"PA860"}),
    "before a phone number": (put("conversation at", "conversation for Casey Specimen, MD at"), {"PA860"}),
    "before the patient's name": (put(">Avery Example, born", ">For Jordan Sample, MD: Avery Example, born"), {"PA860"}),
    "above the signature": (added("For Casey Specimen, MD", before=SIGNATURE), {"PA860"}),
    "as if a sentence above the signature": (added("For the office of Casey Specimen, MD.", before=SIGNATURE), {"PA855"}),
    "a request as if somebody else's": (added("Request for Casey Specimen, MD.", before=SIGNATURE), {"PA855"}),
    "a name alone under the signature": (added("Casey Specimen, MD", before=SIGNATURE), {"PA855"}),
    # A header that says who sends the letter, and is not
    "the payer's letterhead": (headed("Example Health Plan", "100 Example Street, Cheyenne, WY 82001"), {"PA855"}),
    "the radiologist's letterhead": (headed("Casey Specimen, MD"), {"PA855"}),
    "a finding in the header": (headed("No relief"), {"PA855"}),
    "a greeting to somebody who is not known": (added("Dear Dr. Nobody,", before="I ask you"), {"PA853"}),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_facts_in_another_statement_are_found(what: str, compared: Compare) -> None:
    edit, expected = FORGED[what]
    found = {p.code for p in compared(edit) if p.severity is Severity.ERROR}
    assert found
    assert found <= expected


HONEST: dict[str, Edit] = {
    "cannot in two words": put("cannot sit", "can not sit"),
    "cannot as it is said": put("cannot sit", "can\u2019t sit"),
    "a contraction of the verb": put("it is mainly axial", "it\u2019s mainly axial"),
    "a contraction of the writer": put("I am available", "I'm available"),
    "a keyboard's sign for times": put("64628 \u00d7 1; 64629 \u00d7 1", "64628 x 1; 64629x1"),
    "and for its sign": put("Pain Medicine, Example Spine &amp; Pain</w:t>", "Pain Medicine, Example Spine and Pain</w:t>"),
    "a sign for and": put("L4, L5 and S1 (", "L4, L5 &amp; S1 ("),
    "letters changed places in a short word": put("ablation of the", "ablation of teh"),
    "a comma before the last of a list": put("bodies L4, L5 and S1 (", "bodies L4, L5, and S1 ("),
    "a colon after a heading": put(">Safety<", ">Safety:<"),
    "a dash for the colon of a label": put("Facet joints:", "Facet joints \u2013"),
    "a semicolon more like a full stop": put("response was strong; crossover", "response was strong. Crossover"),
    "a full stop forgotten at the end": put("implants nothing.", "implants nothing"),
    "a full stop forgotten within": put("20 minutes. The pain", "20 minutes The pain"),
    "a greeting": added("Dear Sir or Madam,", before="I ask you"),
    "a greeting to an office": added("Dear Medical Director:", before="I ask you"),
    "a greeting to the payer": added("Dear Medical Director, Example Health Plan:", before="I ask you"),
    "what is asked, in another form": put("I ask you to authorize", "I ask that you authorize"),
    "a greeting within the sentence": put("I ask you to", "Dear colleague, I ask you to"),
    "to whom it may concern": added("To Whom It May Concern", before="I ask you"),
    "an offer to answer": added("Please do not hesitate to contact me if you have any questions.", before="NPI 1234567893"),
    "a closing": added("With kind regards,", before=SIGNATURE),
    "a closing of few words": added("Respectfully submitted,", before=SIGNATURE),
    "a paragraph moved within its section": moved("A probe is passed", before="Epidural injections act"),
    "a finding moved among the findings": moved("Radicular pain:", before="Sacroiliac joints:"),
    "a letterhead in one line": headed("Example Spine &amp; Pain, 100 Example Street, Cheyenne, WY 82001"),
    "a letterhead in lines": headed("Example Spine &amp; Pain", "100 Example Street", "Phone (307) 555-0140 | Fax 307-555-0141"),
    "a letterhead before the letter": added("Example Spine &amp; Pain, 100 Example Street", before="Request for authorization"),
}  # fmt: skip


@pytest.mark.parametrize("what", HONEST)
def test_what_people_edit_is_a_note_at_most(what: str, compared: Compare) -> None:
    found = [p for p in compared(HONEST[what]) if p.severity is not Severity.NOTE]
    assert found == [], [p.message for p in found]
