"""What a Word letter draws beside its words: marks of lists, lines, frames, page numbers, and what is read out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from priorauth.problems import Severity
from priorauth.verify.edited_letter import compare_letters
from priorauth.verify.edited_word import open_word
from tests.verify.tampering import add_part, edit_word, letter_in, words

Edit = Callable[[Path], None]
NUMBERING, HEADER, FOOTER, STYLES = (
    f"word/{name}.xml" for name in ("numbering", "header_default", "footer_default", "styles")
)
LIST = '<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="40"/></w:numPr>'


def told(letter: Path, edit: Edit, tmp_path: Path) -> set[tuple[str, str]]:
    """Return what is wrong with an edited copy of a letter."""
    copy = Path(shutil.copy(letter, tmp_path / "edited.docx"))
    edit(copy)
    found = compare_letters(open_word(letter.read_bytes()), open_word(copy.read_bytes()), {})
    return {(p.code, p.message) for p in found if p.severity is not Severity.NOTE}


def level(depth: int, kind: str, text: str, start: int = 1, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>{fonts}</w:lvl>'
    )


def before(holding: str, *levels: str, depth: int = 0) -> Edit:
    """Put a list of its own on the paragraph that begins with some words; none, on the first empty cell."""

    def mark(xml: str) -> str:
        paragraphs = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml)
        found = next(
            p for p in paragraphs if (f">{holding}" if holding else "") in p and (holding or "<w:t" not in p)
        )
        own = re.sub(r"<w:numPr>.*?</w:numPr>", "", found)
        marked = re.sub(r"(<w:pStyle [^>]*/>(?:<w:keepNext/>)?)", rf"\1{LIST.format(depth=depth)}", own, count=1)
        return xml.replace(found, marked, 1)

    def edit(path: Path) -> None:
        added = f'<w:abstractNum w:abstractNumId="40">{"".join(levels)}</w:abstractNum>'
        edit_word(path, words("<w:num xmlns", f"{added}<w:num xmlns"), part=NUMBERING)
        number = '<w:num w:numId="40"><w:abstractNumId w:val="40"/></w:num></w:numbering>'
        edit_word(path, words("</w:numbering>", number), part=NUMBERING)
        edit_word(path, mark)

    return edit


def both(first: Edit, second: Edit) -> Edit:
    def edit(path: Path) -> None:
        first(path)
        second(path)

    return edit


def header_with_mark(path: Path) -> None:
    before("Safety", level(0, "bullet", "\u2022"))(path)
    marked = f"<w:p><w:pPr>{LIST.format(depth=0)}</w:pPr></w:p>"
    edit_word(path, words("<w:p/>", marked), part=HEADER)


def by_style(path: Path) -> None:
    """Let the style of every cell draw a count."""
    before("Safety", level(0, "decimal", "%1."))(path)
    edit_word(path, lambda xml: xml.replace(LIST.format(depth=0), ""))
    name = 'w:styleId="PriorauthTableText">'
    edit_word(path, lambda xml: re.sub(rf"({name}.*?<w:pPr>)", rf"\1{LIST.format(depth=0)}", xml), part=STYLES)


def by_table_style(path: Path) -> None:
    first_row = '<w:tblStylePr w:type="firstRow">'
    column = f'<w:tblStylePr w:type="firstCol"><w:pPr>{LIST.format(depth=0)}</w:pPr></w:tblStylePr>'
    edit_word(path, words(first_row, f"{column}{first_row}"), part=STYLES)


def two_lists_of_one_number(path: Path) -> None:
    other = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    edit_word(path, words("</w:numbering>", other), part=NUMBERING)


MARKS: dict[str, Edit] = {
    "a count by the style of every cell": by_style,
    "a count by the style of a table": by_table_style,
    "two lists of one number": two_lists_of_one_number,
    "a list that is a style's": before("Met", '<w:numStyleLink w:val="Marks"/>'),
    "a count before a number": before("18", level(0, "decimal", "%1")),
    "a count with a dot before a number": before("18", level(0, "decimal", "%1.")),
    "a count in an empty cell": before("", level(0, "decimal", "%1.", start=9)),
    "a dot before a result": before("Temporary relief", level(0, "bullet", "\u2022")),
    "a dash in an empty cell": before("", level(0, "bullet", "\u2013")),
    "a word of letters that are counts": before(
        "Met",
        level(0, "upperLetter", "%1", start=14),
        level(1, "upperLetter", "%1%2", start=15),
        depth=1,
    ),
    "a count in words": before("I ask", level(0, "cardinalText", "%1")),
    "a pattern that is a sentence": before("I ask", level(0, "decimal", "Withdrawn: ")),
    "a count that is not the first": before("I ask", level(0, "decimal", "%1.", start=7)),
    "a count without an end": before("I ask", level(0, "decimal", "%1")),
    "a dash before what begins with a number": both(
        before("I ask", level(0, "bullet", "\u2013")), lambda path: edit_word(path, words(">I ask you", ">20 I ask you"))
    ),
    "a cross in a font of signs": before("Safety", level(0, "bullet", "\uf0a7", font="Webdings")),
    "a private sign in a font of letters": before("Safety", level(0, "bullet", "\uf0b7", font="Calibri")),
    "a plain sign in a font of signs": before("Safety", level(0, "bullet", "o", font="Wingdings")),
    "a mark in the header": header_with_mark,
}  # fmt: skip


@pytest.mark.parametrize("what", MARKS)
def test_a_list_mark_that_says_something_is_found(what: str, clean_packet: Path, tmp_path: Path) -> None:
    found = told(letter_in(clean_packet), MARKS[what], tmp_path)
    assert any(code == "PA851" and "list marks" in message for code, message in found), found


PLAIN_MARKS: dict[str, Edit] = {
    "a dot before a paragraph": before("I ask", level(0, "bullet", "\u25cf")),
    "a dash before a heading": before("Safety", level(0, "bullet", "\u2013")),
    "Word's own dot": before("I ask", level(0, "bullet", "\uf0b7", font="Symbol")),
    "Word's own square": before("I ask", level(0, "bullet", "\uf0a7", font="Wingdings")),
    "the dash of another program": before("I ask", level(0, "bullet", "\uf02d", font="Symbol")),
    "a number before a paragraph": before("I ask", level(0, "decimal", "%1.")),
    "a letter before a heading": before("Safety", level(0, "upperLetter", "%1)")),
    "a list without marks": before("18", level(0, "none", "")),
}


@pytest.mark.parametrize("what", PLAIN_MARKS)
def test_a_list_mark_that_says_nothing_passes(what: str, clean_packet: Path, tmp_path: Path) -> None:
    assert told(letter_in(clean_packet), PLAIN_MARKS[what], tmp_path) == set()


def body(text: str, by: str, count: int = 1) -> Edit:
    return lambda path: edit_word(path, words(text, by, count))


def in_part(part: str, text: str, by: str) -> Edit:
    return lambda path: edit_word(path, words(text, by), part=part)


def of_cell(holding: str, properties: str) -> Edit:
    """Give the cell that holds some words, or the first that holds none, something of its own."""

    def edit(xml: str) -> str:
        cells = re.findall(r"<w:tc>.*?</w:tc>", xml)
        found = next(c for c in cells if (f">{holding}<" if holding else "") in c and (holding or "<w:t " not in c))
        return xml.replace(found, found.replace("</w:tcPr>", f"{properties}</w:tcPr>"), 1)

    return lambda path: edit_word(path, edit)


def line(side: str, size: int = 12, kind: str = "single") -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'


def empty(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


def first(properties: str) -> Edit:
    """Begin the letter with an empty paragraph."""
    return body("<w:body>", f"<w:body>{empty(properties)}")


def bordered(border: str, holder: str = "tcBorders") -> str:
    return f"<w:{holder}>{border}</w:{holder}>"


FRAME = '<w:framePr w:w="9000" w:h="2400" w:hRule="exact" w:vAnchor="page" w:hAnchor="page" w:x="1500" w:y="5000"/>'
ADDRESS = '<w:pStyle w:val="PriorauthAddress"/>'
NOTES = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
    b"<w:p/></w:footnote></w:footnotes>"
)


def empty_note(path: Path) -> None:
    """Have the number of a note that says nothing drawn behind a number."""
    add_part(path, "word/footnotes.xml", NOTES)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    entry = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    edit_word(path, words("</Relationships>", entry), part="word/_rels/document.xml.rels")
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    edit_word(path, words(">18</w:t></w:r>", f">18</w:t></w:r>{raised}"))


PAGE = '<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'

DRAWN: dict[str, tuple[Edit, str]] = {
    "a line from corner to corner of a cell": (of_cell("No relief", bordered(line("tl2br"))), "lines"),
    "a line from the other corner": (of_cell("Met", bordered(line("tr2bl", kind="dashed"))), "lines"),
    "a line across an empty cell": (of_cell("", bordered(line("tr2bl"))), "lines"),
    "a line across every cell, by the table's style": (
        in_part(STYLES, '<w:tblStylePr w:type="firstRow">', f'<w:tblStylePr w:type="firstCol"><w:tcPr>{bordered(line("tl2br"))}</w:tcPr></w:tblStylePr><w:tblStylePr w:type="firstRow">'),
        "lines",
    ),
    "a bar beside a paragraph": (body(ADDRESS, ADDRESS + bordered(line("bar"), "pBdr")), "lines"),
    "a line as thick as a word": (of_cell("Met", bordered(line("top", 96))), "lines"),
    "a thick line around an empty paragraph": (first(bordered(line("top", 96), "pBdr")), "lines"),
    "a thick line around a word": (body('<w:r><w:t xml:space="preserve">No relief', '<w:r><w:rPr><w:bdr w:val="single" w:sz="96"/></w:rPr><w:t xml:space="preserve">No relief'), "lines"),
    "an empty frame over the page": (first(FRAME), "framePr"),
    "an empty frame in the header": (in_part(HEADER, "<w:p/>", empty(FRAME)), "framePr"),
    "an empty frame in the footer": (in_part(FOOTER, "</w:ftr>", f"{empty(FRAME)}</w:ftr>"), "framePr"),
    "a frame by the style of an empty paragraph": (
        in_part(STYLES, '<w:name w:val="Normal"/>', f'<w:name w:val="Normal"/><w:pPr>{FRAME}</w:pPr>'),
        "framePr",
    ),
    "lines lower than their letters": (
        body(ADDRESS + "</w:pPr><w:r>", f'{ADDRESS}<w:spacing w:line="200" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:sz w:val="48"/></w:rPr>'),
        "lines too low",
    ),
    "a row of a set height": (body("<w:trPr>", '<w:trPr><w:trHeight w:val="400" w:hRule="exact"/>'), "rows too low"),
    "cells beside the page": (
        body('<w:tcW w:w="2553" w:type="dxa"/>', '<w:tcW w:w="12000" w:type="dxa"/>'), "off the page",
    ),
    "dashes up to a tab": (body(ADDRESS, f'{ADDRESS}<w:tabs><w:tab w:val="left" w:leader="hyphen" w:pos="5000"/></w:tabs>'), "lines"),
    "the number of an empty note": (empty_note, "number of a note"),
    "two styles of one name": (in_part(STYLES, "</w:styles>", '<w:style w:type="paragraph" w:styleId="Normal"/></w:styles>'), "two styles"),
    "letters turned on their side": (of_cell("Met", '<w:textDirection w:val="btLr"/>'), "on its side"),
    "a page number that draws words": (
        in_part(FOOTER, 'w:instr=" PAGE "', """w:instr=" PAGE \\# &quot;0 'withdrawn'&quot; " """), "field",
    ),
    "a page number in words": (in_part(FOOTER, 'w:instr=" PAGE "', 'w:instr=" PAGE \\* CardText "'), "field"),
    "pages counted in letters": (body("</w:sectPr>", '<w:pgNumType w:fmt="upperLetter"/></w:sectPr>'), "counts its pages"),
    "a figure read out otherwise": (body("Lumbar spine from the side. Bodies to treat: L4", "Lumbar spine from the side. Bodies to treat: L3", 2), "other words to it"),
    "a figure read out otherwise in one of two places": (body('<pic:cNvPr id="1" name="Figure 1" descr="Lumbar', '<pic:cNvPr id="1" name="Figure 1" descr="Normal lumbar'), "other words to it"),
    "a figure with a title": (body('<wp:docPr id="1" ', '<wp:docPr id="1" title="Withdrawn" '), "other words to it"),
    "a table read out otherwise": (body("<w:tblPr>", '<w:tblPr><w:tblCaption w:val="Criteria that are not met"/>'), "read out"),
}  # fmt: skip


@pytest.mark.parametrize("what", DRAWN)
def test_what_is_drawn_over_or_read_out_for_the_words_is_found(
    what: str, clean_packet: Path, tmp_path: Path
) -> None:
    edit, message = DRAWN[what]
    found = told(letter_in(clean_packet), edit, tmp_path)
    assert any(code == "PA851" and message in text for code, text in found), found


def test_a_page_number_before_a_fact_is_a_number_more(clean_packet: Path, tmp_path: Path) -> None:
    put = body('<w:t xml:space="preserve">18</w:t>', f"<w:t/></w:r>{PAGE.format(code=' PAGE ')}<w:r><w:t>18</w:t>")
    assert {code for code, _ in told(letter_in(clean_packet), put, tmp_path)} == {"PA852", "PA853"}


COMPLEX = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
HONEST: dict[str, Edit] = {
    "page numbers of the last save": in_part(FOOTER, '" PAGE "><w:r><w:t>1<', '" PAGE "><w:r><w:t>2<'),
    "a page number in several runs": in_part(FOOTER, PAGE.format(code=" PAGE "), COMPLEX),
    "the usual switch of a page number": in_part(FOOTER, '" NUMPAGES "', '" NUMPAGES   \\* MERGEFORMAT "'),
    "the usual direction of text": body("</w:sectPr>", '<w:textDirection w:val="lrTb"/></w:sectPr>'),
    "the usual direction in a cell": of_cell("Met", '<w:textDirection w:val="lrTb"/>'),
    "thicker lines about a cell": of_cell("Met", bordered(line("bottom", 24) + line("tl2br", kind="nil"))),
    "a line under an empty paragraph": first(bordered(line("bottom", 6), "pBdr")),
    "an empty line of three points": first('<w:spacing w:line="60" w:lineRule="exact"/>'),
    "a picture's text written twice": body('<wp:docPr id="1" ', '<wp:docPr id="1" title="" '),
}  # fmt: skip


@pytest.mark.parametrize("what", HONEST)
def test_what_programs_write_of_themselves_passes(what: str, clean_packet: Path, tmp_path: Path) -> None:
    assert told(letter_in(clean_packet), HONEST[what], tmp_path) == set()
