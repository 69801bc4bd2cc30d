"""Sheets of US Letter to draw on with the shipped fonts, keeping a record of every text that is drawn."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_PAGES
from priorauth.formats.typeface.faces import register, width

WIDE, HIGH = 612.0, 792.0
_HAIRLINE = 0.5


class Sheets:
    """A PDF being drawn. Places are points from the upper left corner; a text's ``y`` is its baseline."""

    def __init__(self) -> None:
        register()
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, (WIDE, HIGH), invariant=1, pageCompression=1)
        self.drawn: list[list[str]] = [[]]

    @property
    def number(self) -> int:
        """The number of the page being drawn, from 1."""
        return len(self.drawn)

    def text(self, x: float, y: float, text: str, face: str, size: float, *, room: float | None = None) -> float:
        """Draw a text, narrower where it would need more than ``room``; give the width it takes."""
        long = width(text, face, size)
        written = self._canvas.beginText(x, HIGH - y)
        written.setFont(face, size)
        narrower = min(1.0, room / long) if room is not None and long else 1.0
        written.setHorizScale(100 * narrower)  # said each time: it would go on to the texts that follow
        written.textOut(text)
        self._canvas.drawText(written)
        self.drawn[-1].append(text)
        return long * narrower

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a thin line."""
        self._canvas.setLineWidth(_HAIRLINE)
        self._canvas.line(x1, HIGH - y1, x2, HIGH - y2)

    def box(self, x: float, y: float, wide: float, high: float) -> None:
        """Draw a frame; ``y`` is its upper edge."""
        self._canvas.setLineWidth(_HAIRLINE)
        self._canvas.rect(x, HIGH - y - high, wide, high, stroke=1, fill=0)

    def picture(self, x: float, y: float, wide: float, high: float, image: ImageReader) -> None:
        """Draw a picture; ``y`` is its upper edge."""
        self._canvas.drawImage(image, x, HIGH - y - high, wide, high)

    def next(self) -> None:
        """Go on to a new page. Raises `ExhibitRejected` (PA716) past the most an exhibit may have."""
        if self.number >= MAX_PAGES:
            raise ExhibitRejected("PA716", what="pages", limit=MAX_PAGES)
        self._canvas.showPage()
        self.drawn.append([])

    def finish(self) -> bytes:
        """Return the finished PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()
