"""Words that are struck out on the page: a line through them takes them back, a rule or an underline does not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.opening import open_bytes
from priorauth.exhibits.pages import Page, read_pages
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.model import DocumentReading, Standing

LEFT, BASE, SIZE = 90.0, 500.0, 11.0
Draw = Callable[[Canvas, float], object]
"""Draws on a page where a line of text of some width begins at (LEFT, BASE)."""


def written(text: str, draw: Draw, *, turn: bool = False) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    if turn:
        canvas.translate(612, 0)
        canvas.rotate(90)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASE, text)
    canvas.drawString(LEFT, BASE - 40, "The marrow was looked at on every image.")
    draw(canvas, canvas.stringWidth(text, "Helvetica", SIZE))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def crossed(page: Page) -> str:
    return " ".join(page.text[word.start : word.end] for word in page.words if word.is_struck)


def through(canvas: Canvas, wide: float, rise: float = 0.28) -> None:
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, BASE + rise * SIZE, LEFT + wide, BASE + rise * SIZE)


def filled(canvas: Canvas, wide: float) -> None:
    canvas.rect(LEFT, BASE + 0.25 * SIZE, wide, 0.7, stroke=0, fill=1)


def by_hand(canvas: Canvas, wide: float) -> None:
    path = canvas.beginPath()
    path.moveTo(LEFT - 1, BASE + 2)
    path.curveTo(LEFT + wide / 3, BASE + 5, LEFT + wide / 2, BASE + 2, LEFT + wide + 2, BASE + 4)
    canvas.drawPath(path)


def moved(canvas: Canvas, wide: float) -> None:
    canvas.beginForm("line")
    canvas.line(0, 0, 100, 0)
    canvas.endForm()
    canvas.transform(wide / 100, 0, 0, 1, LEFT, BASE + 3)
    canvas.doForm("line")


@pytest.mark.parametrize("draw", [through, filled, by_hand, moved])
@pytest.mark.parametrize("turn", [False, True], ids=["upright", "sideways"])
@pytest.mark.parametrize("text", ["Type 1 changes of L4-L5.", "no gap on its upper rim"])
def test_a_thin_line_through_words_strikes_them(draw: Draw, turn: bool, text: str) -> None:
    (page,) = read_pages(written(text, draw, turn=turn))
    assert crossed(page) == text


def half(canvas: Canvas, _: float) -> None:
    through(canvas, canvas.stringWidth("Type 1", "Helvetica", SIZE))


def test_only_the_words_that_a_line_runs_through_are_struck() -> None:
    (page,) = read_pages(written("Type 1 changes of L4-L5.", half))
    assert crossed(page) == "Type 1"


def upright(canvas: Canvas, wide: float) -> None:
    for x in (LEFT - 3, LEFT + wide / 2):
        canvas.line(x, 400, x, 600)


def in_white(canvas: Canvas, wide: float) -> None:
    canvas.setStrokeGray(1)
    through(canvas, wide)


NO_STRIKES: dict[str, Draw] = {
    "underline": lambda canvas, wide: canvas.line(LEFT, BASE - 1.2, LEFT + wide, BASE - 1.2),
    "underline at the letters' foot": lambda canvas, wide: canvas.line(LEFT, BASE, LEFT + wide, BASE),
    "line above": lambda canvas, wide: canvas.line(LEFT, BASE + SIZE, LEFT + wide, BASE + SIZE),
    "rule of a table": lambda canvas, _: canvas.line(20, BASE - 4, 590, BASE - 4),
    "rule behind a title": lambda canvas, _: canvas.line(20, BASE + 3, 590, BASE + 3),
    "frame": lambda canvas, wide: canvas.rect(LEFT - 2, BASE - 4, wide + 4, 16),
    "upright rules": upright,
    "marker": lambda canvas, wide: canvas.rect(LEFT, BASE - 3, wide, 13, stroke=0, fill=1),
    "line of no color": in_white,
}


@pytest.mark.parametrize("draw", NO_STRIKES.values(), ids=NO_STRIKES.keys())
@pytest.mark.parametrize("text", ["Type 1 changes", "page gap only"])
def test_a_rule_an_underline_and_a_frame_strike_nothing(draw: Draw, text: str) -> None:
    (page,) = read_pages(written(text, draw))
    assert crossed(page) == ""


REPORT = "Modic type 2 changes at L4-L5."


def struck_by_mark(data: bytes, wide: float) -> bytes:
    """Strike the first line out with an annotation, as programs for reading PDF do."""
    place = LEFT, BASE - 2.5, LEFT + wide, BASE + 8.5
    left, bottom, right, top = place
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        mark = Dictionary(
            Type=Name.Annot, Subtype=Name.StrikeOut, Rect=Array(place), C=Array([1, 0, 0]),
            QuadPoints=Array([left, top, right, top, left, bottom, right, bottom]),
        )  # fmt: skip
        pdf.pages[0].Annots = Array([pdf.make_indirect(mark)])
        pdf.save(out)
    return out.getvalue()


def reading_of(data: bytes) -> DocumentReading:
    (reading,) = read_exhibits({"A": open_bytes(data, ".pdf").pages}).documents
    return reading


def test_words_struck_out_state_nothing_and_are_shown() -> None:
    plain = written(REPORT, lambda canvas, wide: None)
    assert [item.standing for item in reading_of(plain).findings] == [Standing.STATED]
    for data in (struck_by_mark(plain, 160), written(REPORT, through)):
        reading = reading_of(data)
        assert not reading.findings
        assert {(item.trigger, item.why) for item in reading.leftovers} == {("Modic", "struck out")}
        assert reading.leftovers[0].where.quote == REPORT


def test_what_is_left_of_a_line_with_struck_words_states_nothing() -> None:
    def draw(canvas: Canvas, _: float) -> None:
        through(canvas, canvas.stringWidth("No", "Helvetica", SIZE))

    for item in reading_of(written(f"No {REPORT}", draw)).findings:
        assert item.standing is Standing.NOT_UNDERSTOOD
        assert "struck out" in item.leftover


def test_the_report_reader_leaves_a_line_with_struck_words_out() -> None:
    (page,) = open_bytes(written(REPORT, half), ".pdf").pages
    assert "Modic" in page.text
    assert page.unstruck.split() == ["The", "marrow", "was", "looked", "at", "on", "every", "image."]
