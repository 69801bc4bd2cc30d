"""Word and plain text exhibits: every word arrives, in order, and what Word shows is what the pages show."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2
import pytest
from docx import Document
from docx.shared import Inches
from hypothesis import example, given, settings, strategies as st

from priorauth.exhibits.convert.text import text_pdf
from priorauth.exhibits.convert.text_fidelity import carried, letters
from priorauth.exhibits.convert.word.word_intake import word_pdf
from priorauth.exhibits.opening import open_bytes
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.typeface.faces import register
from tests.exhibits.chart_files import image_file
from tests.exhibits.hostile import word_files
from tests.property_budget import tried


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_a_word_file_arrives_with_its_headings_lists_tables_and_edges() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Example Clinic"
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    document.add_heading("Therapy summary", 1)
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {place}"
    document.add_picture(io.BytesIO(image_file()), width=Inches(2))
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_paragraph("On the second page")
    pages = open_bytes(saved(document), ".docx").pages
    assert len(pages) == 2
    said = pages[0].text.split()
    assert said[:4] == ["Example", "Clinic", "Therapy", "summary"]
    assert " ".join(said[4:8]) == "1. first 2. second"
    assert " ".join(said[8:]) == "cell 0 cell 1 cell 2 cell 3 Confidential"
    assert "On the second page" in pages[1].text


def test_footnotes_are_carried_behind_the_text() -> None:
    def edit(parts: dict[str, bytes]) -> None:
        note = f'<w:footnotes xmlns:w="{word_files.W}"><w:footnote w:id="2"><w:p>{word_files.run("the note")}</w:p>'
        parts["word/footnotes.xml"] = (note + "</w:footnote></w:footnotes>").encode()
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"</w:p>", b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1
        )

    data = word_files.repacked(edit, word_files.related("footnotes", "footnotes.xml"))
    (page,) = word_pdf(data)[1]
    assert letters(page.text) == letters("Words of a record[1] [1] the note")


def test_page_numbers_are_those_of_the_pages_made_here() -> None:
    field = '<w:fldSimple w:instr=" {} ">' + word_files.run("7") + "</w:fldSimple>"
    body = f"{word_files.run('page ')}{field.format('PAGE')}{word_files.run(' of ')}{field.format('NUMPAGES')}"
    (page,) = word_pdf(word_files.in_paragraph(body))[1]
    assert "page 1 of 1" in page.text


def test_a_crossed_out_word_is_crossed_out() -> None:
    def ink(properties: str) -> int:
        pdf = pypdfium2.PdfDocument(word_pdf(word_files.in_paragraph(word_files.run("mmmm", properties)))[0])
        image = pdf[0].render(scale=3, grayscale=True).to_pil()
        pdf.close()
        return sum(image.histogram()[:128])

    assert ink("<w:strike/>") > ink("") * 1.03


def test_ticked_boxes_arrive_as_letters() -> None:
    (page,) = word_pdf(word_files.plain("\u2612 yes \u2610 no"))[1]
    assert "[x] yes [ ] no" in page.text


def test_a_form_feed_starts_a_page_and_columns_stay_in_place() -> None:
    pages = open_bytes(b"Level   Type\nL4-L5   1\n\x0cSecond page\n", ".txt").pages
    assert [page.text.split()[0] for page in pages] == ["Level", "Second"]
    first = pages[0]
    places = {first.text[word.start : word.end]: word.rect[0] for word in first.words}
    assert abs(places["Type"] - places["1"]) < 2


printable = st.characters(
    codec="utf-8",
    include_characters="\n\t",
    exclude_categories=("Cs", "Cc", "Co", "Cn", "Mn", "Me", "Cf", "Zl", "Zp"),
).filter(lambda c: c in "\n\t" or all(ord(part) in register() for part in unicodedata.normalize("NFC", c)))


@settings(max_examples=tried(60))
@example("o\ufb00er \ufb01nd \ufb03")
@given(st.text(printable, min_size=1, max_size=400).filter(str.strip))
def test_every_character_of_a_text_file_arrives(text: str) -> None:
    if text.lstrip().lower().startswith("<"):
        return
    _, pages = text_pdf(text.encode())
    assert letters("".join(page.text for page in pages)) == letters(carried(text))


@pytest.mark.parametrize("turning", "\u202b\u202e\u2067\u061c")
def test_letters_that_would_be_read_the_other_way_around_are_refused(turning: str) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        text_pdf(f"Modic {turning}2 epyt".encode())
    assert (refused.value.code, refused.value.names["codepoint"]) == ("PA728", f"{ord(turning):04X}")


def test_marks_around_a_name_that_turn_nothing_are_left_out() -> None:
    (page,) = text_pdf("seen by \u2068Avery\u2069 \u202aExample\u202c".encode())[1]
    assert page.text == "seen by Avery Example"
