"""What a reader, Word and a screen reader find in a finished Word letter."""

from __future__ import annotations

import io
from typing import Any
from unicodedata import normalize

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st
from PIL import Image

from priorauth.document import (
    ExhibitLink,
    Figure,
    FigureText,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    WebLink,
)
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import paragraphs, prove_docx
from priorauth.render.docx.wordprocessing import WP
from priorauth.render.drawable_text import register
from tests.property_budget import tried
from tests.render.word_files import (
    DRAFT,
    HOSTILE,
    SHIPPED,
    SUBMISSION,
    found,
    letter,
    para,
    parts_of,
    say,
    words,
    xml_of,
)

TABLE = Table(
    (say("Criterion"), say("Shown")), ((say("Pain"), say(HOSTILE)), (say("Age"), say(""))), (0.3, 0.7), "Facts"
)
FIGURE = Figure(100, 40, (FigureText(5, 5, "L4"),), 'Bodies "L4" & L5', "The spine")
INNER = ItemList(((para("inner"),),), ordered=True)
WHOLE = letter(
    Heading(1, say("Request")),
    Heading(2, say("History")),
    Heading(3, say("Care")),
    Paragraph(say("a\nb\tc"), "address"),
    *(Paragraph(say(HOSTILE), look) for look in ("body", "quote", "small")),
    ItemList(((para("one"), para("more")), (para("two"), INNER)), ordered=True),
    ItemList(((para(HOSTILE),),)),
    ItemList(((para("first again"),),), ordered=True),
    TABLE,
    TABLE,
    FIGURE,
    Paragraph((Run("See "), Run("A-1", link=ExhibitLink("A")), Run("doi", link=WebLink("https://doi.org/10.1/a?b=1&c")))),
    para("Sincerely,"),
    Signature(("Jordan Sample, MD", "NPI 1234567893")),
    PageBreak(),
    para("Enclosed"),
)  # fmt: skip


def drawn(*blocks: Any, gated: Any = SUBMISSION) -> bytes:
    return render_docx(letter(*blocks), gated, letterhead=SHIPPED)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render_docx(WHOLE, SUBMISSION, letterhead=SHIPPED)


def test_everything_the_letter_says_is_read_back(whole: bytes) -> None:
    prove_docx(WHOLE, whole)
    assert paragraphs(whole).count(HOSTILE) == 6
    assert "a\nb\tc" in paragraphs(whole)


def shown(text: str) -> str:
    return normalize("NFC", text)


_DRAWABLE = st.text(
    st.sampled_from(sorted(chr(c) for c in register() if 0x20 <= c < 0x2000)) | st.sampled_from("\n\t")
)


@settings(max_examples=tried(60), deadline=None)
@given(st.lists(_DRAWABLE, min_size=1, max_size=4))
def test_any_text_the_fonts_have_survives_in_every_kind_of_block(texts: list[str]) -> None:
    runs = tuple(Run(text) for text in texts)
    made = letter(
        Paragraph(runs),
        ItemList(((Paragraph(runs),),)),
        Table((say("h"),), ((runs,),), (1.0,), texts[0]),
        Signature(tuple(texts)),
    )
    data = render_docx(made, SUBMISSION, letterhead=SHIPPED)
    prove_docx(made, data)
    read, said = docx.Document(io.BytesIO(data)), shown("".join(texts))
    first, item, *rest = [shown(paragraph.text) for paragraph in read.paragraphs]
    assert (first, item) == (said, said)
    assert shown(texts[0]) in rest
    assert shown("".join(rest)).endswith(shown("".join(texts)))
    assert [shown(row.cells[0].text) for row in read.tables[0].rows] == ["h", said]


@pytest.mark.parametrize("other", [("one",), ("one", "twO"), ("two", "one"), ("one", "two", "three"), ("onetwo",)])
def test_the_proof_finds_what_is_missing_changed_moved_or_too_many(other: tuple[str, ...]) -> None:
    data = drawn(para("one"), para("two"))
    with pytest.raises(Refused, match="PA603"):
        prove_docx(letter(*map(para, other)), data)


def test_the_same_letter_is_the_same_file_and_carries_no_time_or_author(whole: bytes) -> None:
    assert render_docx(WHOLE, SUBMISSION, letterhead=SHIPPED) == whole
    properties = docx.Document(io.BytesIO(whole)).core_properties
    assert (properties.title, properties.author) == ("Letter of medical necessity", "")
    assert properties.created is not None
    assert properties.created.year == 1980


def test_headings_are_real_headings(whole: bytes) -> None:
    styles = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(whole)).paragraphs[:3] if p.style]
    assert styles == [("Title", "Request"), ("Heading 1", "History"), ("Heading 2", "Care")]


def test_each_numbered_list_starts_at_one_and_continues_under_its_items(whole: bytes) -> None:
    lists = {}
    for paragraph in found(xml_of(whole), ".//w:p"):
        number, level = (paragraph.find(f".//{qn(f'w:{name}')}") for name in ("numId", "ilvl"))
        if number is not None and level is not None:
            lists[words(paragraph)] = (int(number.get(qn("w:val"), "")), int(level.get(qn("w:val"), "")))
    assert lists["one"] == lists["two"]
    assert lists["inner"][1] == 1
    assert len({lists[name][0] for name in ("one", "inner", HOSTILE, "first again")}) == 4
    numbering = xml_of(whole, "word/numbering.xml")
    for name in ("one", "inner", "first again"):
        list_id, at = lists[name]
        override = [
            o
            for n in found(numbering, "w:num")
            if n.get(qn("w:numId")) == str(list_id)
            for o in found(n, "w:lvlOverride")
        ]
        assert [(o.get(qn("w:ilvl")), o[0].get(qn("w:val"))) for o in override] == [(str(at), "1")]


def test_a_table_repeats_its_header_and_splits_no_row(whole: bytes) -> None:
    tables = found(xml_of(whole), ".//w:tbl")
    assert len(tables) == 2
    for table in tables:
        rows = found(table, "w:tr")
        assert [len(found(row, "w:trPr/w:tblHeader")) for row in rows] == [1, 0, 0]
        assert all(found(row, "w:trPr/w:cantSplit") for row in rows)
        widths = [int(column.get(qn("w:w"), "")) for column in found(table, "w:tblGrid/w:gridCol")]
        assert widths == [2808, 6552]
        following = table.getnext()
        assert following is not None
        assert following.tag == qn("w:p"), "Word joins tables that touch"


def test_a_table_without_headings_has_no_empty_header_row() -> None:
    rows = found(xml_of(drawn(Table((say(""),), ((say("x"),),), (1.0,)))), ".//w:tr")
    assert len(rows) == 1


def test_a_figure_has_its_picture_and_words_for_who_cannot_see_it(whole: bytes) -> None:
    (described,) = [e.get("descr") for e in xml_of(whole).iter(f"{{{WP}}}docPr")]
    assert described == FIGURE.alt
    picture = Image.open(io.BytesIO(parts_of(whole)["word/media/figure1.png"]))
    assert picture.width / picture.height == pytest.approx(2.5, rel=0.02)


def test_web_links_lead_out_and_exhibit_references_are_plain_text(whole: bytes) -> None:
    relations = docx.Document(io.BytesIO(whole)).part.rels.values()
    assert [r.target_ref for r in relations if r.is_external] == ["https://doi.org/10.1/a?b=1&c"]
    (link,) = found(xml_of(whole), ".//w:hyperlink")
    assert words(link) == "doi"


def test_a_page_break_adds_no_empty_paragraph(whole: bytes) -> None:
    (broken,) = (p for p in found(xml_of(whole), ".//w:p") if found(p, "w:pPr/w:pageBreakBefore"))
    assert words(broken) == "Enclosed"


def test_the_closing_line_stays_with_the_signature(whole: bytes) -> None:
    kept = [words(p) for p in found(xml_of(whole), ".//w:p") if found(p, "w:pPr/w:keepNext")]
    assert {"Sincerely,", "Jordan Sample, MD"} <= set(kept)


def test_the_footer_counts_pages_with_words_own_fields(whole: bytes) -> None:
    footer = xml_of(whole, "word/footer_default.xml")
    assert words(footer) == "Case TEST-0001 · letter 1Page 1 of 1"
    assert [f.get(qn("w:instr"), "").strip() for f in found(footer, ".//w:fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_language_is_told_to_word(whole: bytes) -> None:
    (language,) = found(xml_of(whole, "word/styles.xml"), ".//w:docDefaults//w:lang")
    assert language.get(qn("w:val")) == "en-US"


def test_a_draft_says_so_in_its_header_and_across_the_page(whole: bytes) -> None:
    header = parts_of(drawn(para("x"), gated=DRAFT))["word/header_default.xml"]
    assert b"<w:t>DRAFT</w:t>" in header
    assert b'string="DRAFT"' in header
    assert not any(b"DRAFT" in content for content in parts_of(whole).values())


@pytest.mark.parametrize("gated", [None, "draft", object(), type(DRAFT)])
def test_nothing_but_a_submission_or_a_draft_is_drawn(gated: Any) -> None:
    with pytest.raises(TypeError):
        drawn(para("x"), gated=gated)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_without_its_text(character: str) -> None:
    for block, code in ((para(f"Example{character}"), "PA601"), (Figure(9, 9, (), f"Example{character}"), "PA604")):
        with pytest.raises(Refused) as refused:
            drawn(block)
        (problem,) = refused.value.problems
        assert problem.code == code
        assert f"U+{ord(character):04X}" in problem.message
        assert "Example" not in problem.message
