"""One reading of Word files: nothing is lost, whatever it stands in, and lists count as Word counts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from priorauth.formats.ooxml.namespaces import W
from priorauth.formats.word.word_nodes import (
    CellNode,
    Drawing,
    Field,
    Held,
    Node,
    NoteMark,
    ParagraphNode,
    RunNode,
    TableNode,
    every,
    paragraph_texts,
)
from priorauth.formats.word.word_reader import WordFile, read_words

HEAD = f'xmlns:w="{W}" xmlns:x="urn:example"'
NUMBERING = (
    f'<w:numbering {HEAD}><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="ordinalText"/><w:lvlText w:val="%3"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {HEAD}><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/>'
    '<w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr></w:style></w:styles>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def links(**targets: str) -> bytes:
    entries = (f'<Relationship Id="{k}" Type="urn:t/{k}" Target="{target}"/>' for k, target in targets.items())
    return RELATIONS.format("".join(entries)).encode()


def body(xml: str, **parts: str) -> tuple[Node, ...]:
    targets = {"numbering": "numbering.xml", "styles": "styles.xml", **{name: f"{name}.xml" for name in parts}}
    return WordFile(
        {
            "_rels/.rels": links(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": links(**targets),
            "word/document.xml": f"<w:document {HEAD}><w:body>{xml}</w:body></w:document>".encode(),
            "word/numbering.xml": NUMBERING.encode(),
            "word/styles.xml": STYLES.encode(),
        }
    ).body()


def p(content: str, level: int | None = None, style: str = "") -> str:
    number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{content}</w:p>"


def r(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def runs(nodes: Iterable[Node]) -> list[RunNode]:
    return [node for node in every(nodes) if isinstance(node, RunNode)]


def marks(nodes: Iterable[Node]) -> list[str | None]:
    return [node.mark.text for node in every(nodes) if isinstance(node, ParagraphNode) and node.mark]


WRAPPERS = st.sampled_from(["w:sdt", "w:ins", "w:moveTo", "w:hyperlink", "w:fldSimple", "w:unheardOf", "x:foreign"])


@given(st.lists(WRAPPERS, max_size=6), st.lists(WRAPPERS, max_size=6), st.booleans())
def test_no_wrapper_hides_a_word(outside: list[str], inside: list[str], in_table: bool) -> None:
    def wrapped(xml: str, names: list[str]) -> str:
        for name in names:
            xml = f"<{name}>{xml}</{name}>"
        return xml

    block = p(wrapped(r("seen"), inside))
    block = f"<w:tbl><w:tr><w:tc>{block}</w:tc></w:tr></w:tbl>" if in_table else block
    read = body(wrapped(block, outside))
    assert list(paragraph_texts(read)) == ["seen"]
    held = {node.name for node in every(read) if isinstance(node, Held)}
    assert held == {name.removeprefix("w:") if name[0] == "w" else "" for name in (*outside, *inside)}


@pytest.mark.parametrize(
    "beside",
    [
        '<w:drawing><x:box><w:txbxContent>{}</w:txbxContent></x:box></w:drawing>',
        "<w:pict><x:box><w:txbxContent>{}</w:txbxContent></x:box></w:pict>",
        "<x:AlternateContent><x:Choice>{}</x:Choice><x:Fallback>{}</x:Fallback></x:AlternateContent>",
        "<w:ruby><w:rt>{}</w:rt></w:ruby>",
    ],
)  # fmt: skip
def test_words_of_a_text_box_are_read_as_paragraphs_too(beside: str) -> None:
    read = body(p(f"<w:r>{beside.replace('{}', p(r('boxed')))}</w:r>"))
    assert "boxed" in list(paragraph_texts(read))[1:]


def test_what_stands_beside_the_text_does_not_count_in_its_lists() -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{p(r('boxed'), 0)}</w:txbxContent></w:drawing></w:r>"
    read = body(p(r("one"), 0) + p(box) + p(r("two"), 0))
    assert marks(read) == ["1.", "2."]


def test_lists_count_level_by_level_and_headings_count_with_them() -> None:
    read = body(p(r("a"), 0) + p(r("b"), 1) + p(r("c"), 1) + p(r("Head"), 0, "H") + p(r("d"), 1))
    assert marks(read) == ["1.", "1.a", "1.b", "2.", "2.a"]


def test_numbers_of_an_unknown_kind_are_said_to_be_unknown() -> None:
    assert marks(body(p(r("third"), 2))) == [None]


def test_a_look_comes_from_the_run_before_its_style() -> None:
    plain, styled, switched = runs(
        body(p(r("a")) + p(r("b"), style="H") + p(r("c", '<w:b w:val="0"/>'), style="H"))
    )
    assert [run.look.bold for run in (plain, styled, switched)] == [False, True, False]
    assert [run.sight.color for run in (plain, styled)] == ["", "FFFFFF"]


@pytest.mark.parametrize(
    ("look", "fact"),
    [
        ("<w:vanish/>", "is_hidden"),
        ("<w:rtl/>", "is_right_to_left"),
        ('<w:rFonts w:ascii="Wingdings"/>', "is_symbols"),
        ('<w:highlight w:val="red"/>', "has_ground"),
    ],
)
def test_what_decides_about_being_seen_is_told(look: str, fact: str) -> None:
    seen, told = runs(body(p(r("a")) + p(r("b", look))))
    assert (getattr(seen.sight, fact), getattr(told.sight, fact)) == (False, True)


def test_a_field_tells_its_kind_and_the_runs_it_shows() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA</w:instrText></w:r>'
        '<w:r><w:instrText>GE \\* ROMAN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("4")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    read = body(p(r("Page ") + field + r(" left")))
    assert [(node.step, node.kind) for node in every(read) if isinstance(node, Field)] == [
        ("begins", ""),
        ("shows", "PAGE"),
    ]
    assert [(run.text, run.fields) for run in runs(read)] == [("Page ", ()), ("4", ("PAGE",)), (" left", ())]


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    xml = '<w:r><w:t>a\nb</w:t><w:tab/><w:br/><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/></w:r>'
    assert [run.text for run in runs(body(p(xml)))] == ["a b", "\t", "\n", "\f", "-"]


def test_deleted_words_are_held_apart() -> None:
    (paragraph,) = body(p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" + r("kept")))
    assert isinstance(paragraph, ParagraphNode)
    assert [node.name for node in paragraph.content if isinstance(node, Held)] == ["del"]
    assert list(paragraph_texts([paragraph])) == ["kept"]


def test_a_table_tells_its_grid_and_spans_and_what_is_no_number() -> None:
    cells = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(r("x"))}</w:tc>' for span in ("2", "many", "1e99")
    )
    grid = '<w:tblGrid><w:gridCol w:w="10"/><w:gridCol w:w="wide"/><w:gridCol/></w:tblGrid>'
    (table,) = body(f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl>")
    assert isinstance(table, TableNode)
    assert table.grid == (10.0, None, 0.0)
    assert [node.span for node in every([table]) if isinstance(node, CellNode)] == [2, None, None]


def test_a_note_is_read_where_its_mark_leads() -> None:
    called = p('<w:r><w:footnoteReference w:id="3"/></w:r>')
    notes = f'<w:footnotes {HEAD}><w:footnote w:id="3">{p(r("said below"))}</w:footnote></w:footnotes>'
    file = WordFile(
        {
            "_rels/.rels": links(officeDocument="d.xml"),
            "_rels/d.xml.rels": links(footnotes="f.xml"),
            "d.xml": f"<w:document {HEAD}><w:body>{called}</w:body></w:document>".encode(),
            "f.xml": notes.encode(),
        }
    )
    (mark,) = [node for node in every(file.body()) if isinstance(node, NoteMark)]
    read, text = file.notes(mark)
    assert (list(paragraph_texts(read)), text) == (["said below"], "said below")


def test_reading_for_words_says_what_the_whole_reading_says() -> None:
    xml = p(r("one"), 0) + f"<w:tbl><w:tr><w:tc>{p(r('two') + '<w:r><w:tab/></w:r>')}</w:tc></w:tr></w:tbl>"
    root = etree.fromstring(f"<w:document {HEAD}><w:body>{xml}</w:body></w:document>")
    assert list(paragraph_texts(read_words(root))) == list(paragraph_texts(body(xml))) == ["one", "two\t"]


def test_a_drawing_counts_its_pictures_and_kinds() -> None:
    names = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    )
    xml = f'<w:r><w:drawing {names}><wp:extent cx="1" cy="x"/><a:graphicData uri="urn:x/chart"/></w:drawing></w:r>'
    (drawing,) = [node for node in every(body(p(xml))) if isinstance(node, Drawing)]
    assert (drawing.kinds, drawing.pictures) == (("chart",), ())
