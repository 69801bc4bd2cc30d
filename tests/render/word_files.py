"""Word files for tests: letters to draw, and letterheads as a practice might hand them in."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.shared import Inches
from lxml import etree
from PIL import Image

from priorauth.document import Block, Document, Paragraph, Run, Runs
from priorauth.files.shipped_data import folder
from priorauth.payers.library import default_library
from priorauth.render.docx.wordprocessing import W
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case

HOSTILE = 'A & B <x> "q" {{ y }} *z* |w| Nguyễn Łukasz'
PROFILE = default_library().load("highmark-wy-15-01-004").profile
SUBMISSION = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
DRAFT = Draft(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
SHIPPED = (folder("templates") / "letterhead.docx").read_bytes()


def say(text: str) -> Runs:
    return (Run(text),)


def para(text: str) -> Paragraph:
    return Paragraph(say(text))


def letter(*blocks: Block) -> Document:
    return Document("Letter of medical necessity", blocks, "Case TEST-0001 · letter 1")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def xml_of(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[name])


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return list(root.iterfind(path, {"w": W}))


def words(root: etree._Element) -> str:
    return "".join(str(node.text or "") for node in root.iter(f"{{{W}}}t"))


def changed(data: bytes, **replaced: bytes) -> bytes:
    """Replace or add parts; double underscores in a name stand for slashes, ``_dot_`` for a dot."""
    parts = parts_of(data) | {
        name.replace("__", "/").replace("_dot_", "."): content for name, content in replaced.items()
    }
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def own_letterhead() -> bytes:
    """A letterhead made in Word's own way: a logo, headers for first and other pages, a style of its own."""
    word = docx.Document()
    word.add_paragraph("Old text that must not travel")
    word.core_properties.author = "Somebody Private"
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.left_margin = section.right_margin = Inches(1.5)
    logo = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(logo, "PNG")
    logo.seek(0)
    section.first_page_header.paragraphs[0].add_run("Example Spine & Pain").add_picture(logo)
    section.header.paragraphs[0].text = "Example Spine & Pain, continued"
    section.footer.paragraphs[0].text = "100 Example Street"
    word.styles["Heading 1"].font.name = "Georgia"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()
