"""Made-up denial letters as PDF."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

LETTER = """\
Example Health Plan
100 Example Way, Cheyenne, WY 82001

November 10, 2026

Member: Avery Example
Member ID: XEH000112233
Date of Birth: 03/09/1974
Reference Number: R-2026-0042
Date of service: 12/15/2026

Dear Dr. Sample,

We reviewed the request for basivertebral nerve ablation (64628, 64629). The request is denied.
Reason for denial: The records do not show at least six months of conservative care. The MRI
report does not state Modic type 1 or type 2 changes.

You may appeal this decision. Your appeal must be received no later than May 9, 2027. You may also
ask for an external review within four months of the date of this letter.
An expedited appeal is decided within 72 hours. If you did not have physical therapy, call us.
"""


def letter_pdf(text: str = LETTER) -> bytes:
    """A letter as a PDF of one page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.setFont("Helvetica", 10)
    for place, line in enumerate(text.splitlines()):
        canvas.drawString(60, 740 - 14 * place, line)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
