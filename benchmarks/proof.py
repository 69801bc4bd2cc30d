"""Measure what the proof by picture costs: milliseconds a page when a text PDF is opened, and when it is bound.

Run with ``make bench-proof``. Everything runs in this process and is counted in processor time, so that only the work
itself is timed; a first line opens the same files without the proof. What the proof adds is too little beside the
reading of a page to be told from it, so that it is timed over pages that are there already.
"""

from __future__ import annotations

import io
import time
from collections.abc import Sequence

import pikepdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from benchmarks.timing import medians, report
from priorauth.exhibits.convert.compare_bound_pages import differing_pages
from priorauth.exhibits.convert.dispatch import take_in
from priorauth.exhibits.convert.pdf_intake import inert_pdf
from priorauth.exhibits.convert.picture_proof import PictureProof
from priorauth.exhibits.pages import read_pages
from priorauth.exhibits.sandbox.picture_tasks import ComparePages, Placing
from priorauth.exhibits.sandbox.protocol import Request

PAGES, LINES = 40, 42
_LINE = "The patient reports low back pain since March, worse when sitting; no relief."


def main() -> None:
    """Print the costs and their ratio to opening without the proof."""
    chart = text_chart()
    inert = inert_pdf(chart).pdf
    bound, places = as_bound(inert)
    compare = ComparePages(inert + bound, len(inert), places)
    document = pypdfium2.PdfDocument(inert)
    pages = [document[index] for index in range(PAGES)]
    results = medians(
        {
            "opened without the proof": lambda: read_pages(inert_pdf(chart).pdf),
            "opened": lambda: take_in(Request(chart, ".pdf")),
            "compared with the file": lambda: compared(chart, pages),
            "compared with the bound packet": lambda: differing_pages(compare),
        },
        clock=time.process_time,
    )
    report(f"a chart of {PAGES} pages of text", results, base="opened without the proof")
    print(f"  the proof: {results['compared with the file'] / PAGES:.2f} ms a page when it is opened")
    print(f"             {results['compared with the bound packet'] / PAGES:.2f} ms a page when it is bound")


def compared(chart: bytes, pages: Sequence[pypdfium2.PdfPage]) -> None:
    """Compare pages that were taken in with those of the file as it was given."""
    proof = PictureProof(chart)
    for index, page in enumerate(pages):
        proof.look(page, index)
    proof.settle()


def text_chart() -> bytes:
    """Return pages full of text, as a clinic's program prints them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1, pageCompression=1)
    for number in range(PAGES):
        canvas.setFont("Helvetica", 10)
        for row in range(LINES):
            canvas.drawString(54, 740 - 15 * row, f"{number}.{row} {_LINE}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def as_bound(file: bytes) -> tuple[bytes, tuple[Placing, ...]]:
    """Return the pages made smaller, as the binder places them, and where they stand."""
    scale = 764 / 792
    x, y = 306 * (1 - scale), 792 * (1 - scale)
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        for page in pdf.pages:
            placing = f"q {scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm\n".encode("ascii")
            page.contents_add(pdf.make_stream(placing), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ"))
        pdf.save(stream)
    rect = (x, y, x + 612 * scale, y + 792 * scale)
    return stream.getvalue(), tuple(Placing(number, number, rect) for number in range(1, PAGES + 1))


if __name__ == "__main__":
    main()
