"""What a reader finds in the finished files: every value unchanged, on every page what belongs there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st

from priorauth.document import (
    Block,
    Document,
    ExhibitLink,
    Figure,
    FigureText,
    Heading,
    ItemList,
    Paragraph,
    Run,
    Table,
)
from priorauth.files.shipped_data import folder
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import paragraphs, prove_docx
from priorauth.render.docx.letterhead_safety import open_letterhead
from priorauth.render.drawable_text import register
from priorauth.render.pdf.layout import MARGIN_X, PAGE_WIDTH, paginate
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.render.pdf.pdf_proof import prove_pdf
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.property_budget import tried

PROFILE = default_library().load("highmark-wy-15-01-004").profile
SUBMISSION = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
DRAFT = Draft(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
LETTERHEAD = (folder("templates") / "letterhead.docx").read_bytes()
HOSTILE = 'A & B <x> "q" {{ y }} *z* |w| Nguyễn Łukasz'


def document(*blocks: Block) -> Document:
    return Document("A letter", blocks, "TEST · template 1")


def para(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def table(*rows: str, header: str = "Heading") -> Table:
    cells = tuple(((Run(row),), (Run("second"),)) for row in rows)
    return Table(((Run(header),), (Run("Other"),)), cells, (0.4, 0.6))


EVERY_KIND = document(
    Heading(1, (Run(HOSTILE),)),
    para(HOSTILE),
    ItemList(((para(HOSTILE),), (para("two"), ItemList(((para("inner"),),))))),
    ItemList(((para(HOSTILE),),), ordered=True),
    table(HOSTILE),
)


def pdf_pages(data: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        for page in pdf:
            yield page.get_textpage().get_text_range()
    finally:
        pdf.close()


def test_a_hostile_value_arrives_unchanged_everywhere() -> None:
    drawn = render_pdf(EVERY_KIND, SUBMISSION)
    assert " ".join("".join(pdf_pages(drawn.data)).split()).count(HOSTILE) == 5
    word = render_docx(EVERY_KIND, SUBMISSION, letterhead=LETTERHEAD)
    assert [text for text in paragraphs(word) if text == HOSTILE] == [HOSTILE] * 5


printable = st.text(alphabet=st.sampled_from(sorted(chr(c) for c in register() if 0x20 < c < 0x2000)), max_size=60)


@settings(max_examples=tried(60), deadline=None)
@given(st.lists(printable.filter(str.strip), min_size=1, max_size=5))
def test_whatever_the_fonts_can_draw_is_proven_in_both_files(texts: list[str]) -> None:
    made = document(*(para(text) for text in texts), table(*texts))
    prove_docx(made, render_docx(made, SUBMISSION, letterhead=LETTERHEAD))
    assert render_pdf(made, SUBMISSION).pages >= 1


def test_the_proofs_find_a_missing_word() -> None:
    drawn = render_pdf(document(para("one two")), SUBMISSION).data
    word = render_docx(document(para("one two")), SUBMISSION, letterhead=LETTERHEAD)
    with pytest.raises(Refused, match="PA603"):
        prove_pdf(document(para("one two three")), drawn)
    with pytest.raises(Refused, match="PA603"):
        prove_docx(document(para("one two three")), word)
    with pytest.raises(Refused, match="PA603"):
        prove_docx(document(para("one two"), para("three")), word)


def test_a_character_no_font_has_is_refused_without_its_value() -> None:
    with pytest.raises(Refused) as refused:
        render_pdf(document(para("名 Example")), SUBMISSION)
    (problem,) = refused.value.problems
    assert problem.code == "PA601"
    assert "U+540D" in problem.message
    assert "Example" not in problem.message


def test_long_text_runs_over_pages_with_its_table_header_again() -> None:
    made = document(table(*[f"row {n}" for n in range(120)], header="Repeated heading"))
    drawn = render_pdf(made, SUBMISSION)
    assert drawn.pages > 1
    for number, text in enumerate(pdf_pages(drawn.data), 1):
        assert "Repeated heading" in text
        assert f"Page {number} of {drawn.pages}" in text
    prove_pdf(made, drawn.data)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=200, max_size=400))
@settings(max_examples=tried(20), deadline=None)
def test_nothing_is_drawn_beyond_the_margin(word: str) -> None:
    for page in paginate(document(para(word), table(word))):
        for placed in page:
            for text in placed.box.texts:
                assert text.x + text.fragment.width <= PAGE_WIDTH - 2 * MARGIN_X + 0.5


def test_an_exhibit_reference_is_reported_where_it_was_drawn() -> None:
    made = document(Paragraph((Run("See "), Run("Exhibit B-2", link=ExhibitLink("B", 2)), Run("."))))
    (placed,) = render_pdf(made, SUBMISSION).links
    assert (placed.page, placed.link) == (1, ExhibitLink("B", 2))
    left, low, right, high = placed.rect
    assert MARGIN_X < left < right < PAGE_WIDTH - MARGIN_X
    assert 5 < high - low < 15


def test_a_draft_says_so_on_every_page_and_in_the_word_file() -> None:
    made = document(*(para("text " * 200) for _ in range(12)))
    drawn = render_pdf(made, DRAFT)
    assert all("DRAFT" in page for page in pdf_pages(drawn.data))
    assert not any("DRAFT" in page for page in pdf_pages(render_pdf(made, SUBMISSION).data))
    prove_pdf(made, drawn.data)
    with zipfile.ZipFile(io.BytesIO(render_docx(made, DRAFT, letterhead=LETTERHEAD))) as package:
        assert b"DRAFT" in package.read("word/header_default.xml")


def test_the_same_document_is_the_same_bytes() -> None:
    assert render_pdf(EVERY_KIND, SUBMISSION).data == render_pdf(EVERY_KIND, SUBMISSION).data
    first, second = (render_docx(EVERY_KIND, SUBMISSION, letterhead=LETTERHEAD) for _ in range(2))
    assert first == second


def test_the_word_file_has_real_headings_lists_and_table_headers() -> None:
    import docx

    word = docx.Document(io.BytesIO(render_docx(EVERY_KIND, SUBMISSION, letterhead=LETTERHEAD)))
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Title"
    xml = word.element.xml
    assert xml.count("<w:numPr>") == 4
    assert xml.count("<w:tblHeader/>") == 1


def test_a_figure_has_words_for_who_cannot_see_it() -> None:
    figure = Figure(100, 20, (FigureText(5, 5, "L4"),), alt="One body, L4.", caption="A caption")
    word = render_docx(document(figure), SUBMISSION, letterhead=LETTERHEAD)
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert b'descr="One body, L4."' in package.read("word/document.xml")
        assert package.read("word/media/figure1.png").startswith(b"\x89PNG")


def test_the_pdf_names_its_language_and_embeds_its_fonts() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(EVERY_KIND, SUBMISSION).data)) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
        fonts = pdf.pages[0].Resources.Font
        kinds = {str(fonts[name].get("/BaseFont")) for name in fonts.keys()}  # noqa: SIM118
    assert any("NotoSans" in kind for kind in kinds)


def letterhead_with(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(LETTERHEAD)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, content)
    return stream.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "not a Word document"),
        (letterhead_with("word/vbaProject.bin", b"x"), "macros"),
        (letterhead_with("word/styles.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "document type"),
        (letterhead_with("word/document.xml", b"<w:document " + W + b"><w:body><w:ins/></w:body></w:document>"), "tracked"),
        (letterhead_with("word/document.xml", b"<w:document " + W + b"><w:body><w:sdt/></w:body></w:document>"), "content controls"),
        (
            letterhead_with(
                "word/_rels/document.xml.rels",
                RELS + b'<Relationship Id="r" Type="x/attachedTemplate" Target="http://example" TargetMode="External"/></Relationships>',
            ),
            "outside itself",
        ),
        (letterhead_with("../evil.xml", b"<x/>"), "leads out"),
        (letterhead_with("word/styles.xml", b"<broken"), "well-formed"),
    ],
)  # fmt: skip
def test_an_unsafe_letterhead_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        open_letterhead(data)
    assert refused.value.problems[0].code == "PA602"
    assert reason in refused.value.problems[0].message
