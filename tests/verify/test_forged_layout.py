"""Word letters whose words stay as they were, while what a reader sees of them does not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from priorauth.problems import ExitCode
from tests.quick_sample import one_in
from tests.verify.packets import codes, made_packet, verified
from tests.verify.tampering import add_part, edit_word, letter_in, words

Edit = Callable[[Path], None]
RELATIONS = "word/_rels/document.xml.rels"
WORDS_OF_STYLE = "<w:rPrDefault><w:rPr>"


def part_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def replaced(pattern: str, by: str, count: int = 1) -> Callable[[str], str]:
    return lambda xml: re.sub(pattern, by, xml, count=count, flags=re.DOTALL)


def body(pattern: str, by: str, count: int = 1) -> Edit:
    return lambda path: edit_word(path, replaced(pattern, by, count))


def section(added: str) -> Edit:
    return body("</w:sectPr>", f"{added}</w:sectPr>")


def led_elsewhere(name: str, to: str, before: str, after: str) -> Edit:
    """Leave a part as it was, and lead the letter to an altered copy of it."""

    def edit(path: Path) -> None:
        content = words(before, after)(part_of(path, f"word/{name}"))
        add_part(path, f"word/{to}", content.encode())
        edit_word(path, words(f'Target="{name}"', f'Target="{to}"'), part=RELATIONS)

    return edit


def letter_elsewhere(path: Path) -> None:
    """Leave the letter as it was, and open the file with another."""
    add_part(path, "word/other.xml", words("was 48%", "was 38%")(part_of(path, "word/document.xml")).encode())
    add_part(path, "word/_rels/other.xml.rels", part_of(path, RELATIONS).encode())
    edit_word(path, words("word/document.xml", "word/other.xml"), part="_rels/.rels")


def pictures_exchanged(path: Path) -> None:
    def exchange(xml: str) -> str:
        return xml.replace("figure1.png", "\0").replace("figure2.png", "figure1.png").replace("\0", "figure2.png")

    edit_word(path, exchange, part=RELATIONS)


def picture_of_another_kind(path: Path) -> None:
    """Have a drawing that newer programs show in place of the picture."""
    add_part(path, "word/media/more.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    entry = words(
        "</Relationships>", '<Relationship Id="rIdS" Type="x/image" Target="media/more.svg"/></Relationships>'
    )
    edit_word(path, entry, part=RELATIONS)
    newer = '<a:extLst><a:ext uri="x"><s:svgBlip xmlns:s="urn:s" r:embed="rIdS"/></a:ext></a:extLst>'
    edit_word(path, replaced(r"<a:blip ([^>]*)/>", rf"<a:blip \1>{newer}</a:blip>"))


def of_row(properties: str, cell: str = "") -> Edit:
    """Give the row of the home exercises, or its cells, something of their own."""

    def edit(path: Path) -> None:
        def change(xml: str) -> str:
            start = xml.rindex("<w:tr>", 0, xml.index("Home exercise program"))
            end = xml.index("</w:tr>", start)
            row = xml[start:end].replace("<w:trPr>", f"<w:trPr>{properties}")
            return xml[:start] + re.sub("</w:tcPr>", f"{cell}</w:tcPr>", row) + xml[end:]

        edit_word(path, change)

    return edit


def narrow_grid(path: Path) -> None:
    edit_word(path, replaced('<w:tcW w:w="6807" w:type="dxa"/>', '<w:tcW w:w="0" w:type="auto"/>', 0))
    edit_word(path, replaced('<w:gridCol w:w="6807"/>', '<w:gridCol w:w="6"/>', 0))


ADDRESS = '<w:pStyle w:val="PriorauthAddress"/>'
FAR_TAB = f'{ADDRESS}<w:tabs><w:tab w:val="left" w:pos="21000"/></w:tabs>'
SIGNS = "signs that turn"

LAYOUTS: dict[str, tuple[Edit, str, str]] = {
    # Other parts than those that look like the letter
    "another letter is opened": (letter_elsewhere, "PA852", "a percentage"),
    "other styles are led to": (
        led_elsewhere("styles.xml", "look.xml", WORDS_OF_STYLE, f"{WORDS_OF_STYLE}<w:vanish/>"),
        "PA851",
        "hidden text",
    ),
    "other list marks are led to": (
        led_elsewhere("numbering.xml", "marks.xml", 'w:lvlText w:val="\u2022"', 'w:lvlText w:val="Wrong:"'),
        "PA851",
        "list marks",
    ),
    "another footer is led to": (
        led_elsewhere("footer_default.xml", "foot.xml", "</w:p></w:ftr>", "<w:r><w:t>settled by phone</w:t></w:r></w:p></w:ftr>"),
        "PA860",
        "words",
    ),
    # Headers and footers that are stored and not drawn
    "the footer is let go": (body("<w:footerReference [^>]*/>", ""), "PA851", "without the footer"),
    "the first page has none": (section("<w:titlePg/>"), "PA851", "without the footer"),
    "every other page has none": (
        lambda path: edit_word(path, words("</w:settings>", "<w:evenAndOddHeaders/></w:settings>"), part="word/settings.xml"),
        "PA851",
        "without the footer",
    ),
    # Pictures
    "pictures are exchanged": (pictures_exchanged, "PA851", "picture"),
    "a picture is cropped": (body("<a:stretch>", '<a:srcRect b="70000"/><a:stretch>'), "PA851", "picture"),
    "a picture stands on its head": (body("<a:xfrm>", '<a:xfrm rot="10800000">'), "PA851", "picture"),
    "a picture is faded": (body("<a:blip ([^>]*)/>", r'<a:blip \1><a:alphaModFix amt="900"/></a:blip>'), "PA851", "picture"),
    "a picture is hidden": (body("<wp:docPr ", '<wp:docPr hidden="true" '), "PA851", "picture"),
    "a picture is taken out": (body("<w:drawing>.*?</w:drawing>", ""), "PA851", "picture"),
    "another picture is shown for it": (picture_of_another_kind, "PA851", "picture"),
    # Pages
    "a gutter takes the page": (body('w:gutter="0"', 'w:gutter="8000"'), "PA851", "off the page"),
    "a margin as high as the page": (body('w:top="1000"', 'w:top="14000"'), "PA851", "off the page"),
    "lines begin above the page": (body('w:top="1000"', 'w:top="-40"'), "PA851", "off the page"),
    "the footer stands below the paper": (body('w:footer="460"', 'w:footer="-2000"'), "PA851", "off the page"),
    "columns of one word": (section('<w:cols w:num="16" w:space="80"/>'), "PA851", "columns"),
    "a column of its own width": (section('<w:cols w:equalWidth="0"><w:col w:w="90"/></w:cols>'), "PA851", "columns"),
    "numbers beside the lines": (section('<w:lnNumType w:countBy="1"/>'), "PA851", "lnNumType"),
    "pages are counted from 9": (section('<w:pgNumType w:start="9"/>'), "PA851", "counts its pages"),
    # Tables, lines and letters
    "cells are pushed out": (of_row("", '<w:tcMar><w:left w:w="15000" w:type="dxa"/></w:tcMar>'), "PA851", "off the page"),
    "a table's style pushes out": (
        lambda path: edit_word(path, words('<w:left w:w="90"', '<w:left w:w="8000"'), part="word/styles.xml"),
        "PA851",
        "off the page",
    ),
    "a paragraph is pushed out by characters": (body(ADDRESS, f'{ADDRESS}<w:ind w:leftChars="-9000"/>'), "PA851", "off the page"),
    "it begins characters away": (body(ADDRESS, f'{ADDRESS}<w:ind w:firstLineChars="20000"/>'), "PA851", "off the page"),
    "a list begins characters away": (
        lambda path: edit_word(path, words("<w:ind ", '<w:ind w:startChars="-8000" '), part="word/numbering.xml"),
        "PA851",
        "off the page",
    ),
    "lines before it fill the page": (body(ADDRESS, f'{ADDRESS}<w:spacing w:beforeLines="20000"/>'), "PA851", "off the page"),
    "letters are drawn on one another": (
        section('<w:docGrid w:type="linesAndChars" w:linePitch="360" w:charSpace="-32768"/>'), "PA851", "too narrow"
    ),
    "a column of a hair": (narrow_grid, "PA851", "columns"),
    "a tab leads off the page": (body(ADDRESS, FAR_TAB), "PA851", "off the page"),
    "lines a twelfth apart": (body(ADDRESS, f'{ADDRESS}<w:spacing w:line="20" w:lineRule="auto"/>'), "PA851", "lines"),
    "a word is struck sign by sign": (body("mainly axial", "m\u0336a\u0336i\u0336n\u0336l\u0336y\u0336 axial"), "PA851", SIGNS),
    "a word is turned around": (body("mainly axial", "\u202emainly\u202c axial"), "PA851", SIGNS),
    "a sign of nobody's": (body("mainly axial", "\ue0c3 mainly axial"), "PA851", SIGNS),
    "a heading is moved": (
        body(r"(<w:p>(?:(?!</w:p>).)*>Safety<.*?</w:p>)(.*)<w:sectPr>", r"\2\1<w:sectPr>"),
        "PA860",
        "words",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", one_in(5, LAYOUTS))
def test_a_letter_that_a_reader_sees_otherwise_is_found_out(what: str, packet: Path) -> None:
    edit, code, told = LAYOUTS[what]
    edit(letter_in(packet))
    found = verified(packet)
    said = [p.message for p in found.problems if p.code == code]
    assert any(told in message for message in said), [p.message for p in found.problems]
    assert found.exit_code is ExitCode.INPUT_INVALID


MARK = "word/header_default.xml"
MARKS: dict[str, Callable[[str], str]] = {
    "taken out": replaced("<w:r><w:pict>.*?</w:pict></w:r>", ""),
    "another word": words('string="DRAFT"', 'string="FINAL"'),
    "too pale to see": replaced('fillcolor="[^"]*"', 'fillcolor="#fdfdfd"'),
    "too small to see": replaced("width:430pt", "width:2pt"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", MARKS)
def test_the_mark_of_a_draft_stays_as_it_was_made(what: str, practice: Path, tmp_path: Path) -> None:
    draft = made_packet(practice, "gaps", into=f"marks-{tmp_path.name}", draft=True)
    edit_word(letter_in(draft), MARKS[what], part=MARK)
    found = verified(draft)
    assert any("mark of a draft" in p.message for p in found.problems if p.code == "PA851")
    assert found.exit_code is ExitCode.INPUT_INVALID


def as_word_saves_it(path: Path) -> None:
    """Give the letter what Word adds of itself when it saves a file that another program wrote."""
    edit_word(path, replaced("<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">', 0))
    edit_word(path, replaced("</w:sectPr>", '<w:cols w:space="720"/><w:docGrid w:linePitch="360"/></w:sectPr>'))
    edit_word(path, words('"footer_default.xml"', '"footer1.xml"'), part=RELATIONS)
    add_part(path, "word/footer1.xml", part_of(path, "word/footer_default.xml").encode())
    edit_word(path, replaced(r"<a:blip ([^>]*)/>", r'<a:blip \1 cstate="print"><a:extLst/></a:blip>'))
    edit_word(path, replaced("<a:stretch>", "<a:srcRect/><a:stretch>"))


HONEST_LAYOUTS: dict[str, Edit] = {
    "saved by Word": as_word_saves_it,
    "wider margins": body('w:left="1440"', 'w:left="1800"'),
    "lines further apart": body(ADDRESS, f'{ADDRESS}<w:spacing w:line="300" w:lineRule="auto"/>'),
    "lines a little closer": body(ADDRESS, f'{ADDRESS}<w:spacing w:line="216" w:lineRule="auto"/>'),
    "a line that begins two characters in": body(
        ADDRESS, f'{ADDRESS}<w:ind w:firstLineChars="200" w:leftChars="0"/>'
    ),
    "a grid of lines": section('<w:docGrid w:type="default" w:linePitch="100" w:charSpace="8192"/>'),
    "a tab of one's own": body(ADDRESS, f'{ADDRESS}<w:tabs><w:tab w:val="left" w:pos="5000"/></w:tabs>'),
    "more air in the cells": of_row("", '<w:tcMar><w:left w:w="144" w:type="dxa"/></w:tcMar>'),
    "a place where a line may break": body("basivertebral", "basi\u200bvertebral"),
    "a soft hyphen": body("authorization", "authori\u00adzation"),
}


@pytest.mark.parametrize("what", HONEST_LAYOUTS)
def test_a_letter_laid_out_anew_passes(what: str, packet: Path) -> None:
    HONEST_LAYOUTS[what](letter_in(packet))
    found = verified(packet)
    assert codes(found) == set(), [p.message for p in found.problems]
    assert found.exit_code is ExitCode.OK
