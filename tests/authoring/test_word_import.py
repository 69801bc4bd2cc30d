"""A Word letter becomes a template: what looks like data is proposed or marked, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter

import docx
import pytest
from hypothesis import given, settings, strategies as st

from priorauth.authoring.word_import.import_letter import import_letter
from priorauth.files.shipped_data import folder
from priorauth.letters.templates.syntax import check_template
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused
from priorauth.render.docx.letterhead import prepare
from tests.authoring.letters import SHIPPED, body_of, imported, small_letter, values_of, with_body, word_letter
from tests.exhibits.sound.odd_word_files import TEMPLATE, begun_from_a_template
from tests.letters.templates import document_of, words_of
from tests.property_budget import tried
from tests.quick_sample import one_in
from tests.render.word_files import parts_of, words, xml_of, zipped

HEAD = ("RE: Morgan Placeholder", "Dear Medical Director:")

# What a line of a letter becomes. The first lines name the patient, so that the name is known.
LINES = [
    ("Patient: Anna & <b> Nguyễn", "Patient: {{ patient.name }}"),
    ("DOB: 4/17/1968", "DOB: {{ patient.birth_date }}"),
    ("Member ID: XEH000112233", "Member ID: {{ coverage.member_id }}"),
    ("Group #: 0009917", "{% if coverage.group_id %}Group #: {{ coverage.group_id }}{% endif %}"),
    ("NPI: 1234567893", "NPI: {{ clinician.npi }}"),
    ("SSN: 000-12-3456", r"SSN: \[FILL IN 1: a social-security number\]"),
    ("Claim #: 2026-0091-553", r"Claim #: \[FILL IN 1: a claim or reference number\]"),
    ("Mr. Placeholder has pain.", "{{ patient.name }} has pain."),
    ("Placeholder, Morgan has pain.", "{{ patient.name }} has pain."),
    ("I saw Dr. Casey Specimen.", r"I saw Dr. \[FILL IN 1: a person's name\]."),
    ("The back pain has lasted for over 3 years.", "{% if pain.duration %}The back pain has lasted for {{ pain.duration }}.{% endif %}"),
    ("A note was sent on 2/3/2026.", r"A note was sent on \[FILL IN 1: a date\]."),
    ("Low back pain began on March 2, 2024.", "{% if pain.onset %}Low back pain began on {{ pain.onset }}.{% endif %}"),
    ("Surgery is scheduled for 12/18/2026.", "{% if request.planned_date %}Surgery is scheduled for {{ request.planned_date }}.{% endif %}"),
    ("Her husband called 307-555-0199.", r"Her husband called \[FILL IN 1: a phone number\]."),
    ("Please call me at 307-555-0142.", "{% if clinician.phone %}Please call me at {{ clinician.phone }}.{% endif %}"),
    ("MRI of 1/5/2026; facet blocks on 3/1/2026.", r"{% if studies %}MRI of {{ studies[0].date }}; facet blocks on \[FILL IN 1: a date\].{% endif %}"),
    ("We ask for L4, L5 and S1.", "We ask for {{ request.bodies }}."),
    ("The pain is at L4-L5 and L5-S1.", "{% if request.disc_levels %}The pain is at {{ request.disc_levels }}.{% endif %}"),
    ("Codes 64628 and 64629 x 1 are asked.", 'Codes {% include "partials/codes.md" %} are asked.'),
    ("The diagnosis is M54.51.", 'The diagnosis is {% include "partials/diagnoses.md" %}.'),
    ("A 55-year-old patient.", r"A \[FILL IN 1: an age\] patient."),
    ("Blocks gave 80% relief.", r"Blocks gave \[FILL IN 1: a result in percent\] relief."),
    ("Blocks gave 12.5% relief.", r"Blocks gave \[FILL IN 1: a result in percent\] relief."),
    ("The block gave eighty percent relief.", r"The block gave \[FILL IN 1: a result in percent\] relief."),
    ("Modic types 1 and 2 are seen.", r"\[FILL IN 1: a Modic type\] are seen."),
    ("It treats Modic type 1 or 2.", "It treats Modic type 1 or 2."),
    ("The discs from L2 to L4 are dark.", r"The discs from \[FILL IN 1: disc levels\] are dark."),
    ("Quinn Sample, PT, saw her.", r"\[FILL IN 1: a person's name\], saw her."),
    ("She had 12 sessions of physical therapy.", r"She had \[FILL IN 1: a number of visits\] of physical therapy."),
    ("In the trial 60% of patients in the ablation arm improved.", "In the trial 60% of patients in the ablation arm improved."),
    ("A clause with {{ braces }}, {% tags %} and 50 * 2.", r"A clause with \[FILL IN 1: a tag of another program\], \[FILL IN 2: a tag of another program\] and 50 \* 2."),
    ("Fax: Kim Placeholder", r"Fax: \[FILL IN 1: something else than a phone or fax number\]"),
    ("DOB: EMI-4477-0012", r"DOB: \[FILL IN 1: something else than the date of birth\]"),
    ("Subscriber ID: ________", "Subscriber ID: {{ coverage.member_id }}"),
    ("Referred by «Referrer».", r"Referred by \[FILL IN 1: a merge field\]."),
    ("To be done at «Bodies».", "To be done at {{ request.bodies }}."),
    ("☒ Acupuncture", r"\[FILL IN 1: a tick box\] Acupuncture"),
    ("Signed on Choose a day.", r"Signed on \[FILL IN 1: a prompt to fill something in\]."),
    ("Treated by [Name] for XX.", r"Treated by \[FILL IN 1: words in square brackets\] for \[FILL IN 2: a row of X\]."),
    ("A fifty-one-year-old weaver.", r"A \[FILL IN 1: an age\] weaver."),
    ("# not a heading", r"\# not a heading"),
    ("1. alone", r"1\. alone"),
    ("2. The pain is at L4-L5.", r"2\.{% if request.disc_levels %} The pain is at {{ request.disc_levels }}.{% endif %}"),
    ("# The pain is at L4-L5.", r"{% if request.disc_levels %}\# The pain is at {{ request.disc_levels }}.{% endif %}"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_of_a_letter_becomes_its_template(line: str, expected: str) -> None:
    assert body_of(imported(*HEAD, line)).split("\n\n")[-1] == expected


@pytest.mark.parametrize(
    "written",
    [
        "Jane Doe",
        "Jane M. Doe",
        "Doe, Jane",
        "Doe, Jane M.",
        "Ms. Doe",
        "Mrs. Jane Doe",
        "Doe",
        "Jane",
        "JANE DOE",
        "DOE",
    ],
)
@pytest.mark.parametrize("named", ["RE: Jane M. Doe", "RE: Doe, Jane M.", "Patient: Doe, Jane M."])
def test_a_name_is_found_in_each_way_it_is_written(named: str, written: str) -> None:
    body = body_of(imported(named, "Dear Sir:", f"I saw {written} today."))
    assert body.endswith("I saw {{ patient.name }} today.")


def test_a_name_is_found_wherever_it_stands_and_only_once_it_is_known() -> None:
    result = imported(*HEAD, "Placeholder was seen.", "Avery was seen.")
    assert body_of(result).endswith("{{ patient.name }} was seen.\n\nAvery was seen.")


def test_criteria_keep_their_own_numbers() -> None:
    lines = (
        "Your criteria are:",
        "1. Pain of at least six months",
        "2. Modic type 1 or 2 from L3 to S1",
        "3. Seen 1/2/2026",
    )
    expected = "1. Pain of at least six months\n1. Modic type 1 or 2 from L3 to S1\n1. Seen \\[FILL IN 1: a date\\]"
    assert body_of(imported(*HEAD, *lines)).endswith(expected)


def test_headings_lists_looks_and_tables_are_carried() -> None:
    def change(letter: docx.document.Document) -> None:
        letter.add_heading("A part", 1)
        letter.add_paragraph("first", style="List Bullet")
        letter.add_paragraph("second", style="List Bullet")
        mixed = letter.add_paragraph("plain ")
        mixed.add_run("bold ").bold = True
        mixed.add_run("italic").italic = True
        table = letter.add_table(2, 2)
        for cell, text in zip((c for row in table.rows for c in row.cells), "abcd", strict=True):
            cell.paragraphs[0].add_run(text).bold = text in "ab"
        letter.add_paragraph("said", style="Quote")

    assert body_of(imported(*HEAD, change=change)).split("\n\n")[2:] == [
        "## A part",
        "- first\n- second",
        "plain **bold** *italic*",
        "| a | b |\n|--------------------|--------------------|\n| c | d |",
        "> said",
    ]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60)
_PROSE = st.sampled_from(
    [
        "Dear Medical Director:",
        "RE: Morgan Placeholder",
        "DOB: 1/2/1970",
        "Sincerely,",
        "MRI of 8/18/2026 shows Modic type 1 at L4-L5.",
        "12 weeks of physical therapy, 20% relief",
        "• a bullet",
        "1. one",
        "2. two",
        "criteria:",
        "Phone: 307-555-0140",
        "The ODI was 52%.",
        "John Example, MD",
        "Example Health Plan",
        "{{ x }} {% y %} {# z #}",
    ]
)
_LOOKS = st.lists(st.tuples(_TEXT | _PROSE, st.booleans(), st.booleans()), min_size=1, max_size=3)


@pytest.mark.slow
@settings(max_examples=tried(40))
@given(st.lists(_LOOKS, min_size=1, max_size=3))
def test_the_looks_of_a_letter_change_none_of_its_words(
    paragraphs: list[list[tuple[str, bool, bool]]],
) -> None:
    def body(*, with_looks: bool) -> str:
        def change(letter: docx.document.Document) -> None:
            for runs in paragraphs:
                paragraph = letter.add_paragraph()
                for text, bold, italic in runs:
                    run = paragraph.add_run(text)
                    run.bold, run.italic = bold and with_looks, italic and with_looks

        return body_of(imported("Dear Sir:", change=change))

    assert words_said(body(with_looks=True)) == words_said(body(with_looks=False))


def words_said(body: str) -> list[str]:
    """The words of a template as a letter has them, with "word" for each value."""
    tags = re.compile(r"\{\{.*?\}\}|\{% include .*?%\}")
    return words_of(document_of(re.sub(r"\{%.*?%\}", "", tags.sub("word", body))).blocks)


def test_bold_inside_a_word_gives_way_and_bold_of_a_value_stays() -> None:
    def change(letter: docx.document.Document) -> None:
        line = letter.add_paragraph()
        line.add_run("DOB: 4/17/1968").bold = True
        word = letter.add_paragraph()
        word.add_run("(half)").bold = True
        word.add_run("way")

    assert body_of(imported("Dear Sir:", change=change)).split("\n\n")[1:] == [
        "**DOB: {{ patient.birth_date }}**",
        "(half)way",
    ]


def test_a_month_is_no_patient_and_no_sentence_is_lost_between_two_names() -> None:
    result = imported(
        "RE: August Sample", "Dear Sir:", "I write on behalf of August Sample. Mr. Sample came in August 2025."
    )
    said = body_of(result)
    assert "Sample" not in said
    assert said.count("{{ patient.name }}") == 3
    assert "came in \\[FILL IN 1: a date\\]." in said


def test_the_words_survive_markdown() -> None:
    texts = ["a & b < x \\ `c` ~~~ [1](e) | *f* _g_ !", "= = =", "- dash alone", "+ plus", "> more", "&amp; stays"]
    said = words_of(document_of(body_of(imported("Dear Sir:", *texts))).blocks)
    assert said == ["Dear Sir:", *(text.removeprefix("- ") for text in texts)]


@pytest.mark.parametrize(
    ("xml", "what"),
    one_in(4, [
        ('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>', "a tracked change; the inserted words were carried"),
        ('<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>', "a tracked change; the deleted words were left out"),
        ('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>', "a comment"),
        ('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>', "a footnote"),
        ('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>soon</w:t></w:r></w:fldSimple></w:p>', "a field; the text it showed was carried"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>", "hidden text, or text too small to read"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>', "a symbol of a symbol font"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "a picture or drawing"),
        ("<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>", "a text box"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>held</w:t></w:r></w:p></w:sdtContent></w:sdt>", "a content control; its text was carried"),
    ]),
)  # fmt: skip
def test_what_is_not_carried_is_listed_by_its_paragraph(xml: str, what: str) -> None:
    result = import_letter(with_body(xml), "trial", "letter.docx")
    assert [(item.part, item.what) for item in result.not_carried] == [("body", what)]
    assert result.not_carried[0].paragraph in (2, 3)


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "PA590", "old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "PA590", "password"),
        (zipped({"readme.txt": b"no letter"}), "PA590", "no Word document inside"),
        (b"%PDF-1.7", "PA590", "no Word file"),
        (b"", "PA590", "no Word file"),
        (word_letter("text")[:-40], "PA591", "damaged"),
        (word_letter("", " "), "PA592", "no text"),
        (with_body("", word__vbaProject=b"x"), "PA591", "macros"),
        (with_body("<w:altChunk/>"), "PA591", "pulls in another document"),
        (with_body("", word__big=bytes(70_000_000)), "PA591", "unpacks to more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_is_no_safe_letter_is_refused_with_its_reason(data: bytes, code: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        import_letter(data, "trial", "letter.docx")
    (found,) = refused.value.problems
    assert (found.code, reason in found.message) == (code, True)


def test_a_letter_begun_from_a_letterhead_template_is_imported_without_it() -> None:
    result = import_letter(begun_from_a_template(word_letter("Dear reviewer")), "trial", "letter.docx")
    assert "Dear reviewer" in result.template
    assert result.letterhead is not None
    assert TEMPLATE.encode() not in b"".join(parts_of(result.letterhead).values())


@pytest.mark.parametrize("name", ["", "Our Letter", "../up", "a" * 61, "_x", "ễ"])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        import_letter(word_letter("text"), name, "letter.docx")
    assert refused.value.problems[0].code == "PA593"


def test_a_template_is_not_named_after_the_patient() -> None:
    with pytest.raises(Refused) as refused:
        import_letter(word_letter(*HEAD), "letter_placeholder_2026", "letter.docx")
    assert refused.value.problems[0].code == "PA598"
    assert "placeholder" not in str(refused.value.problems[0].message).casefold()


@pytest.mark.parametrize("letter", ["medical-necessity", "exception-request", "policy-inquiry"])
def test_no_value_of_the_shipped_letters_stays_in_template_or_letterhead(letter: str) -> None:
    result = import_letter((SHIPPED / f"{letter}.docx").read_bytes(), "trial", "letter.docx")
    canaries = (
        "Morgan", "Robin", "Taylor", "Nguy", "1968", "1971", "1980", "XEH", "EMI-", "EBP", "4471", "0009917", "0091",
        "555-0", "1234567893", "Placeholder", "Specimen", "L4-L5", "64628", "M54", "52%", "46%", "55-year", "Jordan",
    )  # fmt: skip
    assert [c for c in canaries if c in result.template] == []
    assert result.letterhead is not None
    head = "".join(
        words(xml_of(result.letterhead, name)) for name in parts_of(result.letterhead) if name.endswith(".xml")
    )
    assert [c for c in canaries if c in head and c != "555-0"] == []
    check_template(result.template, "trial.md")


def test_a_letterhead_keeps_styles_header_footer_and_logo_and_nothing_else() -> None:
    result = import_letter((SHIPPED / "medical-necessity.docx").read_bytes(), "trial", "letter.docx")
    assert result.letterhead is not None
    made = prepare(result.letterhead, "en-US")
    header = made.edges["header", "default"].before
    assert "Example Spine &amp; Pain" in header
    assert any(name.startswith("word/media/") for name in parts_of(result.letterhead))
    assert b"Georgia" in parts_of(result.letterhead)["word/styles.xml"]
    assert not {name for name in parts_of(result.letterhead) if "docProps" in name or "comments" in name}
    assert (
        result.letterhead == import_letter((SHIPPED / "medical-necessity.docx").read_bytes(), "b", "f").letterhead
    )


def test_a_patient_in_the_page_header_is_taken_out_and_told_by_its_place() -> None:
    def change(letter: docx.document.Document) -> None:
        letter.sections[0].header.paragraphs[0].text = "RE: Morgan Placeholder, DOB 4/17/1968"

    result = imported(*HEAD, change=change)
    assert result.letterhead is not None
    left = words(xml_of(result.letterhead, "word/header1.xml"))
    assert "Morgan" not in left
    assert "1968" not in left
    assert {(item.part, item.paragraph) for item in result.not_carried} == {("header1.xml", 1)}


def test_no_label_is_left_in_a_header_whose_name_was_taken_out() -> None:
    letterheads = [import_letter(path.read_bytes(), "a", "f").letterhead for path in SHIPPED.glob("*.docx")]
    headers = [
        words(xml_of(made, name))
        for made in letterheads
        if made is not None
        for name in parts_of(made)
        if name.startswith("word/header")
    ]
    assert any("Example Spine" in header for header in headers)
    assert not [header for header in headers if re.search(r"\bRE:", header)]


def test_a_letterhead_with_tracked_changes_is_not_kept_but_the_letter_is() -> None:
    def change(letter: docx.document.Document) -> None:
        paragraph = letter.sections[0].header.paragraphs[0]._p
        paragraph.append(paragraph.makeelement(f"{{{paragraph.nsmap['w']}}}ins", {}))

    result = imported(*HEAD, "Text.", change=change)
    assert result.letterhead is None
    assert [p.code for p in result.problems] == ["PA595"]
    assert body_of(result).endswith("Text.")


def _words(text: str) -> Counter[str]:
    """Count words; a run of underscores is a blank to fill in, whatever it stands beside."""
    return Counter(re.findall(r"[^\W_]+", text))


@settings(max_examples=tried(200))
@given(st.lists(_TEXT | _PROSE | st.tuples(_PROSE, _TEXT).map(" ".join), min_size=1, max_size=8))
def test_no_word_of_a_letter_is_lost(paragraphs: list[str]) -> None:
    if not any(text.strip() for text in paragraphs):
        return
    result = import_letter(small_letter(*paragraphs), "trial", "letter.docx")
    template = result.template.replace("\\", "").replace("&#92;", "\\")
    kept = _words(template) + _words(" ".join(values_of(result)))
    # A number typed before an item is counted again by the list it becomes.
    missing = _words(" ".join(re.sub(r"^\s*\d{1,2}[.)]\s+", "", text) for text in paragraphs)) - kept
    assert set(missing) == set()


@settings(max_examples=tried(60))
@given(st.lists(_TEXT | _PROSE, min_size=1, max_size=6))
def test_what_is_imported_is_always_a_template(paragraphs: list[str]) -> None:
    if not any(text.strip() for text in paragraphs):
        return
    result = import_letter(small_letter(*paragraphs), "trial", "letter.docx")
    library = TemplateLibrary((folder("templates"),))
    made = library.made_of("trial", result.template, folder("templates") / "trial.md")
    assert made.name == "trial"
