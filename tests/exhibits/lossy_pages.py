"""A chart page of twenty small things, each of which can be left out: what a lossy tool may lose of a record."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.exhibits.chart_files import image_file

Draw = Callable[[Canvas], object]


def words(x: float, y: float, text: str, size: float = 9) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)

    return draw


def line(x1: float, y1: float, x2: float, y2: float, width: float = 0.5, shade: float = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeGray(shade)
        canvas.setLineWidth(width)
        canvas.line(x1, y1, x2, y2)

    return draw


def filled(x: float, y: float, wide: float, high: float, shade: float = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(shade)
        canvas.rect(x, y, wide, high, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def pen(canvas: Canvas) -> None:
    """A signature, half a point thick."""
    path = canvas.beginPath()
    path.moveTo(80, 90)
    for step in range(1, 20):
        path.curveTo(80 + step * 6, 110 - step, 84 + step * 6, 80, 86 + step * 6, 92)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0)
    canvas.drawPath(path)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(image_file())), 480, 60, 50, 60)


_SENTENCE = "He denies leg pain, weakness and numbness. Score 4,8 of 10 - see the record of 3 May."

THINGS: Mapping[str, Draw] = {
    "a stroke of a comma's size": line(135.2, 699.2, 134.6, 697.6, 0.8),
    "a thin line through a sentence": line(72, 683, 398, 683, 0.4),
    "a hairline through a sentence": line(72, 663, 398, 663, 0.1),
    "a grey line through a sentence": line(72, 643, 398, 643, 0.5, 0.5),
    "a full stop": words(401, 680, "."),
    "a minus": words(405, 660, "-"),
    "a digit": words(405, 640, "1"),
    "a raised digit": words(405, 624, "2", 5),
    "an accent": line(410, 610, 412, 612.5, 0.5),
    "a tick": line(441, 600, 446, 608, 0.8),
    "the edge of a box": line(440, 580, 450, 580, 0.5),
    "a filled box": filled(440, 560, 6, 6),
    "a dot in a circle": filled(443, 543, 2, 2),
    "a pale stamp": filled(300, 90, 90, 30, 0.9),
    "a signature": pen,
    "a word in a margin": words(560, 400, "no", 7),
    "a line at the foot": words(72, 20, "page 1 of 2", 7),
    "a line at the very edge": line(1, 300, 1, 320, 1),
    "a picture": picture,
    "white over a number": filled(200, 500, 30, 12, 1),
}


def page_of_things(left_out: str = "") -> bytes:
    """The page with all things but one."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for row in range(4):
        words(72, 700 - 20 * row, _SENTENCE)(canvas)
    words(200, 503, "MRN 4711")(canvas)
    for name, draw in THINGS.items():
        if name != left_out:
            draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
