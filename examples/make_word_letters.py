"""Make three Word letters as practices have them, for ``priorauth template import``: ``python examples/make_word_letters.py``.

Every person, clinic and number in them is invented. Running it again writes the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt, RGBColor
from PIL import Image, ImageDraw

from priorauth.render.docx.docx_package import pack, part

FOLDER = Path(__file__).parent / "word_letters"
_A_DAY = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001  (Word's own properties have no zone)


def medical_necessity() -> Document:
    """A letter whose head is a table, with a logo in the page header and tables for care and codes."""
    letter = _letter("Georgia")
    header = letter.sections[0].header.paragraphs[0]
    header.add_run().add_picture(_logo(), width=Inches(0.5))
    header.add_run("  Example Spine & Pain").bold = True
    letter.sections[0].footer.paragraphs[0].text = "100 Example Street, Cheyenne, WY 82001  |  Phone 307-555-0140"
    letter.add_paragraph("November 3, 2026")
    letter.add_paragraph(
        "Example Health Plan\nMedical Director, Utilization Management\nP.O. Box 555\nCasper, WY 82601"
    )
    rows = [
        ("Patient", "Morgan Example"),
        ("Date of birth", "04/17/1968"),
        ("Member ID", "XEH000998877"),
        ("Group #", "0009917"),
        ("Procedure", "Basivertebral nerve ablation of L4, L5 and S1"),
        ("CPT", "64628 and 64629 x 1"),
        ("Diagnosis", "M54.51"),
        ("Date of service", "December 18, 2026"),
        ("Facility", "Example Surgery Center"),
    ]
    _table(letter, rows, header=False, widths=(1.6, 4.6))
    letter.add_paragraph("Dear Medical Director:")
    letter.add_paragraph(
        "I am writing on behalf of my patient, Morgan Example, to request authorization of basivertebral nerve "
        "ablation. The patient has had low back pain since January 2024. The pain is mainly axial and worse with sitting."
    )
    letter.add_heading("Imaging", 1)
    letter.add_paragraph(
        "MRI of the lumbar spine of July 9, 2026 shows Modic type 1 changes at L4-L5 and Modic type 2 changes at L5-S1."
    )
    letter.add_heading("Conservative care", 1)
    _table(
        letter,
        [
            ("Treatment", "Dates", "Result"),
            ("Physical therapy, 16 visits", "January 2025 to April 2025", "Temporary relief"),
            ("Naproxen 500 mg", "02/2024 to 08/2025", "Not enough relief"),
            ("Home exercise program", "since May 2025", "No lasting relief"),
        ],
        header=True,
        widths=(2.4, 2.2, 1.6),
    )
    letter.add_heading("Function", 1)
    letter.add_paragraph("The ODI was 52% on October 20, 2026. The pain keeps the patient from working at a desk.")
    letter.add_heading("Why this procedure", 1)
    words = letter.add_paragraph("Injections and facet ablation act on ")
    words.add_run("other structures").italic = True
    words.add_run(" and do not reach the endplate. ")
    words.add_run("Nothing is implanted.").bold = True
    letter.add_paragraph("I am available for a peer-to-peer conversation at 307-555-0142.")
    _close(letter, "Jordan Sample, MD", "Pain Medicine", "Example Spine & Pain", "NPI 1234567893")
    return letter


def exception_request() -> Document:
    """A plain letter with a block of ``RE:`` lines and typed bullets, as it was written over an older one."""
    letter = _letter("Times New Roman")
    for line in (
        "Example Spine & Pain",
        "100 Example Street",
        "Cheyenne, WY 82001",
        "Phone: 307-555-0140  Fax: 307-555-0141",
    ):
        letter.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    letter.add_paragraph("")
    letter.add_paragraph("11/03/2026")
    letter.add_paragraph("")
    for line in ("Example Mutual Insurance Company", "Attn: Appeals Department", "Fax: 307-555-0188"):
        letter.add_paragraph(line)
    letter.add_paragraph("")
    for line in (
        "RE: Robin Q. Example",
        "DOB: 8/2/1971",
        "Member ID: EMI-4477-0012",
        "Claim #: 2026-0091-553",
        "Request: individual exception, CPT 64628",
    ):
        letter.add_paragraph(line).runs[0].bold = True
    letter.add_paragraph("Dear Dr. Placeholder:")
    letter.add_paragraph(
        "Your policy does not cover basivertebral nerve ablation. I do not argue that it does. I ask you to decide on "
        "Ms. Example's own record. Ms. Example is a 55-year-old woman with low back pain for over 3 years."
    )
    letter.add_paragraph("What was tried:")
    for line in (
        "12 weeks of physical therapy, 02/10/2025 to 05/05/2025, without lasting relief",
        "Meloxicam for 6 months, stopped for stomach pain",
        "Two epidural injections in 2025, 20% relief",
    ):
        letter.add_paragraph(f"•\t{line}")
    letter.add_paragraph("Other sources of pain were looked for:")
    for line in (
        "Facet joints: medial branch blocks at L4-L5 on June 2, 2026 gave 10% relief",
        "SI joint: provocation tests negative",
        "Radicular pain: straight leg raise negative",
    ):
        letter.add_paragraph(f"•\t{line}")
    letter.add_paragraph(
        "MRI of 08/18/2026, read by Casey Specimen, MD, reports Modic type 2 changes at L5-S1. Her Oswestry score is 46%."
    )
    letter.add_paragraph("If you decline, please send the specific reason and the policy text you relied on.")
    _close(letter, "Jordan Sample, MD", "Example Spine & Pain", "NPI: 1234567893")
    letter.add_paragraph("")
    letter.add_paragraph("Enclosures: office note, MRI report, therapy notes")
    return letter


def policy_inquiry() -> Document:
    """A long letter with the payer's criteria as a numbered list, bullets, a quotation and a second page."""
    letter = _letter("Calibri")
    section = letter.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Example Spine & Pain"
    section.header.paragraphs[0].text = "RE: Taylor Nguyễn-Example"
    letter.add_paragraph("October 28, 2026")
    letter.add_paragraph(
        "Example Benefit Plan\nUtilization Management\n200 Sample Avenue, Suite 5\nCheyenne, WY 82009"
    )
    letter.add_paragraph(
        "Re: Patient: Taylor Nguyễn-Example\nDate of Birth: December 1, 1980\nSubscriber ID: EBP 55-01-7731\nMRN: 00-4471"
    )
    letter.add_paragraph("To Whom It May Concern:")
    letter.add_heading("Request for a determination on basivertebral nerve ablation", 0)
    letter.add_paragraph(
        "I ask for a determination on basivertebral nerve ablation for Taylor Nguyễn-Example. I could not read the criteria "
        "you apply. The procedure is planned for January 12, 2027 at Example Surgery Center."
    )
    letter.add_heading("Criteria that other payers use", 1)
    letter.add_paragraph("These are the usual criteria:")
    for line in (
        "Chronic low back pain of at least six months.",
        "Failure of at least six months of conservative care.",
        "Type 1 or type 2 Modic changes on MRI at one or more levels from L3 to S1.",
    ):
        letter.add_paragraph(line, style="List Number")
    letter.add_heading("History", 1)
    letter.add_paragraph(
        "The patient's symptoms began in March 2023 and have lasted 43 months. Taylor completed 24 sessions of physical "
        "therapy between 6/1/2024 and 9/30/2024 with minimal benefit. The patient was seen on 10/14/2026 & again in clinic."
    )
    letter.add_paragraph("The radiologist writes:")
    letter.add_paragraph("Modic type 1 changes at L4-L5, with edema.", style="Quote")
    letter.add_heading("What the patient cannot do", 2)
    for line in ("Sit longer than a short drive", "Lift or bend without pain", "Sleep through the night"):
        letter.add_paragraph(line, style="List Bullet")
    letter.add_page_break()  # type: ignore[no-untyped-call]
    letter.add_heading("What I ask", 1)
    for line in ("Name the policy or guideline that you apply.", "Decide the request on the enclosed record."):
        letter.add_paragraph(line, style="List Number 2")
    words = letter.add_paragraph("Please reach me at 307-555-0142 or by e-mail at ")
    words.add_run("jordan@example.com").underline = True
    words.add_run(".")
    _close(letter, "Jordan Sample, MD", "Pain Medicine", "NPI 1234567893")
    return letter


LETTERS: dict[str, Callable[[], Document]] = {
    "medical-necessity": medical_necessity,
    "exception-request": exception_request,
    "policy-inquiry": policy_inquiry,
}


def letters() -> Iterator[tuple[str, bytes]]:
    """Return each letter's file name and bytes."""
    for name, make in LETTERS.items():
        yield f"{name}.docx", _bytes(make())


def _letter(font: str) -> Document:
    letter = docx.Document()
    letter.styles["Normal"].font.name = font
    letter.styles["Normal"].font.size = Pt(11)
    letter.styles["Heading 1"].font.color.rgb = RGBColor(0x1F, 0x4E, 0x3D)
    letter.core_properties.author = "Example Spine & Pain"
    letter.core_properties.created = letter.core_properties.modified = _A_DAY
    return letter


def _table(letter: Document, rows: Sequence[tuple[str, ...]], *, header: bool, widths: tuple[float, ...]) -> None:
    table = letter.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for at, row in enumerate(rows):
        for cell, words, wide in zip(table.rows[at].cells, row, widths, strict=True):
            cell.width = Inches(wide)
            cell.paragraphs[0].add_run(words).bold = header and at == 0
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Inches(wide)


def _close(letter: Document, *lines: str) -> None:
    letter.add_paragraph("Sincerely,")
    letter.add_paragraph("")
    for line in ("_________________________", *lines):
        letter.add_paragraph(line)


def _logo() -> io.BytesIO:
    picture = Image.new("RGB", (60, 60), "white")
    ImageDraw.Draw(picture).ellipse((6, 6, 54, 54), outline="#1F4E3D", width=6)
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def _bytes(letter: Document) -> bytes:
    """Save a letter with fixed times, so that it is the same file every time."""
    out = io.BytesIO()
    letter.save(out)
    with zipfile.ZipFile(out) as package:
        return pack([part(name, package.read(name)) for name in package.namelist()])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, content in letters():
        (FOLDER / file).write_bytes(content)
        print(FOLDER / file, len(content))
