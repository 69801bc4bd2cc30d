"""Make the exhibits of the made-up cases. Run it again after a change here; the bytes are the same each time.

Every person, clinic and number is invented. The case files beside the exhibits are written by hand.
"""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

import sys

sys.path.insert(0, str(Path(__file__).parent.parent))

from examples.charts import CHARTS, Chart, Record

CASES = Path(__file__).parent / "cases"
FOOT = "Made-up sample record - not a real person"


def draw(record: Record, chart: Chart) -> bytes:
    """Draw a record as a PDF of US Letter pages, the way a clinic's system prints one."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.setTitle(record.title)
    for number, page in enumerate(record.pages, 1):
        draw_head(canvas, record, chart)
        y = 664.0
        for line in page.strip("\n").split("\n"):
            is_heading = line.isupper() and len(line) < 50
            canvas.setFont("Helvetica-Bold" if is_heading else "Helvetica", 10)
            canvas.drawString(64, y, line)
            y -= 14.5
        canvas.setFont("Helvetica", 8)
        canvas.drawString(64, 46, FOOT)
        canvas.drawRightString(548, 46, f"Page {number} of {len(record.pages)}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def draw_head(canvas: Canvas, record: Record, chart: Chart) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(64, 738, record.clinic)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(64, 725, "100 Example Street, Cheyenne, WY 82001   Phone 307-555-0140")
    canvas.setLineWidth(0.8)
    canvas.line(64, 718, 548, 718)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(64, 702, record.title)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(64, 688, f"Patient: {chart.name}    DOB: {chart.born}    MRN: {chart.number}")


def scan(data: bytes) -> bytes:
    """Turn the first page into the picture a scanner would make: no text layer is left."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    image = pdf[0].render(scale=100 / 72, grayscale=True).to_pil().convert("L").rotate(0.6, fillcolor=255)
    out = io.BytesIO()
    image.point(lambda value: 255 if value > 150 else 0).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()


def files() -> dict[Path, bytes]:
    """Give every exhibit's file and bytes."""
    made = {}
    for chart in CHARTS:
        for record in chart.records:
            data = draw(record, chart)
            made[CASES / chart.folder / record.file] = scan(data) if record.file.endswith(".png") else data
    return made


def main() -> None:
    for path, data in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(path.relative_to(CASES))


if __name__ == "__main__":
    main()
