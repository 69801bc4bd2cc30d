"""A practice's own letterhead: what a letter takes from it, what stays behind, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from examples.make_letterhead import letterhead
from priorauth.document import Heading, ItemList
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import prove_docx
from priorauth.render.docx.letterhead import prepare
from tests.exhibits.sound.odd_word_files import begun_from_a_template
from tests.render.word_files import (
    DRAFT,
    SHIPPED,
    SUBMISSION,
    changed,
    found,
    letter,
    own_letterhead,
    para,
    parts_of,
    say,
    words,
    xml_of,
    zipped,
)

OWN = own_letterhead()
LETTER = letter(Heading(2, say("History")), ItemList(((para("one"),),), ordered=True), para("Text"))
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def test_the_shipped_letterhead_is_what_its_script_makes_and_is_lean() -> None:
    assert letterhead() == SHIPPED
    assert len(SHIPPED) < 37_000


def test_headers_logo_page_and_styles_of_the_practice_are_kept() -> None:
    data = render_docx(LETTER, SUBMISSION, letterhead=OWN)
    prove_docx(LETTER, data)
    word = docx.Document(io.BytesIO(data))
    (section,) = word.sections
    assert section.first_page_header.paragraphs[0].text == "Example Spine & Pain"
    assert section.header.paragraphs[0].text == "Example Spine & Pain, continued"
    assert section.footer.paragraphs[0].text == "100 Example Street"
    assert section.left_margin.inches == 1.5  # type: ignore[union-attr]
    images = [
        rel.target_part.blob for rel in section.first_page_header.part.rels.values() if "image" in rel.reltype
    ]
    assert [blob[:4] for blob in images] == [b"\x89PNG"]
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.font.name == "Georgia"


def test_every_kind_of_footer_counts_pages_and_every_kind_of_header_marks_a_draft() -> None:
    parts = parts_of(render_docx(LETTER, DRAFT, letterhead=OWN))
    for kind in ("default", "first"):
        assert b"NUMPAGES" in parts[f"word/footer_{kind}.xml"]
        assert b"<w:t>DRAFT</w:t>" in parts[f"word/header_{kind}.xml"]


def test_text_author_and_settings_of_the_letterhead_stay_behind() -> None:
    for name, content in parts_of(render_docx(LETTER, SUBMISSION, letterhead=OWN)).items():
        assert b"Somebody Private" not in content, name
        assert b"must not travel" not in content, name


def test_the_letterheads_own_lists_are_left_alone() -> None:
    numbers = [
        num.get(qn("w:numId"))
        for num in found(xml_of(render_docx(LETTER, SUBMISSION, letterhead=OWN), "word/numbering.xml"), "w:num")
    ]
    assert len(numbers) == len(set(numbers)) > 2


def test_a_style_that_is_missing_is_added_under_a_free_id() -> None:
    styles = parts_of(SHIPPED)["word/styles.xml"].replace(
        b'<w:name w:val="Quote"/>', b'<w:name w:val="My quotes"/>'
    )
    prepared = prepare(changed(SHIPPED, word__styles_dot_xml=styles), "en-US")
    assert prepared.style_ids["Quote"] == "PriorauthQuote"


def document_with(inner: str) -> bytes:
    return changed(
        SHIPPED, word__document_dot_xml=f"<w:document {_W}><w:body>{inner}</w:body></w:document>".encode()
    )


def header_with(inner: str) -> bytes:
    return changed(SHIPPED, word__header1_dot_xml=f"<w:hdr {_W}>{inner}</w:hdr>".encode())


def related(kind: str, target: str, *, external: bool) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rId1" Type="http://x/relationships/{kind}" Target="{target}"{mode}/>'
    return changed(
        SHIPPED,
        word___rels__header1_dot_xml_dot_rels=f'<Relationships xmlns="{_RELS}">{entry}</Relationships>'.encode(),
    )


def overlapping() -> bytes:
    """Point the second entry of the directory at the first entry's bytes."""
    data = bytearray(SHIPPED)
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def doubled() -> bytes:
    stream = io.BytesIO(SHIPPED)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("WORD/styles.xml", b"<x/>")
    return stream.getvalue()


HOSTILE = {
    "no zip": (b"not a zip", "damaged"),
    "cut short": (SHIPPED[:-40], "damaged"),
    "another kind of file": (zipped({"a.txt": b"x"}), "not a Word document"),
    "macros": (changed(SHIPPED, word__vbaProject_dot_bin=b"x"), "macros"),
    "macro relationship": (related("vbaProject", "x.bin", external=False), "macros"),
    "object file": (changed(SHIPPED, word__embeddings__a_dot_bin=b"x"), "embedded object"),
    "object relationship": (related("oleObject", "x.bin", external=False), "embedded object"),
    "object element": (header_with("<w:p><w:r><w:object/></w:r></w:p>"), "embedded object"),
    "remote picture": (related("image", "https://example.com/a.png", external=True), "outside itself"),
    "remote template": (related("attachedTemplate", "https://example.com/a.dotm", external=True), "outside itself"),
    "template of a letter": (begun_from_a_template(SHIPPED), "tied to a template"),
    "template's address alone": (begun_from_a_template(SHIPPED, named=False), "outside itself"),
    "template named alone": (begun_from_a_template(SHIPPED, related=False), "tied to a template"),
    "template": (related("attachedTemplate", "a.dotm", external=False), "template"),
    "script link": (related("hyperlink", "javascript:alert(1)", external=True), "other than a web"),
    "file link": (related("hyperlink", "file:///etc/passwd", external=True), "other than a web"),
    "chunk": (document_with('<w:altChunk w:id="a"/>'), "another document"),
    "content control": (header_with("<w:sdt/>"), "content controls"),
    "insertion": (document_with("<w:p><w:ins/></w:p>"), "tracked changes"),
    "move": (header_with("<w:p><w:moveFrom/></w:p>"), "tracked changes"),
    "format change": (document_with("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>"), "tracked changes"),
    "field": (header_with('<w:p><w:fldSimple w:instr="INCLUDEPICTURE a"/></w:p>'), "field"),
    "split field": (
        header_with("<w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c</w:instrText></w:r>"),
        "field",
    ),
    "entities": (changed(SHIPPED, word__styles_dot_xml=_ENTITIES.encode()), "document type"),
    "entities in UTF-16": (
        changed(SHIPPED, word__styles_dot_xml=_ENTITIES.encode("utf-16")),
        "document type",
    ),
    "broken XML": (changed(SHIPPED, word__styles_dot_xml=b"<broken"), "well-formed"),
    "way out": (zipped(parts_of(SHIPPED) | {"../evil.xml": b"<x/>"}), "leads out"),
    "same name": (doubled(), "one name"),
    "overlap": (overlapping(), "overlap"),
    "bomb": (changed(SHIPPED, word__big_dot_bin=bytes(30_000_000)), "unpacks to more"),
    "many parts": (zipped(parts_of(SHIPPED) | {f"a{n}": b"" for n in range(600)}), "unpacks to more"),
    "no room": (
        document_with('<w:sectPr><w:pgSz w:w="2000"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'),
        "no room",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_an_unsafe_letterhead_is_refused_with_the_reason(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        render_docx(LETTER, SUBMISSION, letterhead=data)
    (problem,) = refused.value.problems
    assert problem.code == "PA602"
    assert reason in problem.message


def test_a_web_link_in_the_header_is_fine_and_kept() -> None:
    data = render_docx(LETTER, SUBMISSION, letterhead=related("hyperlink", "https://example.com", external=True))
    assert b"https://example.com" in parts_of(data)["word/_rels/header_default.xml.rels"]
    assert words(xml_of(data)) == "HistoryoneText"
