"""Marked words on a bound page: an annotation with its own appearance, so that it prints and shows everywhere.

In color the words are highlighted and stay readable beneath; for a fax they are underlined in black, with a bar
beside them, since a fax turns color into dots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from priorauth.exhibits.page_characters import around, grown
from priorauth.exhibits.page_geometry import PageFrame, frame_of, proportion
from priorauth.exhibits.pages import Rect

_PRINT = 4
"""The annotation flag by which a mark is printed."""
_COLOR = (1.0, 0.91, 0.2)
_MARGIN = 1.2
_LINE = 1.1
_BAR_WIDTH, _BAR_GAP = 2.2, 4.0
_WORD_GAP = 12.0
"""Points between two words that still belong to one stroke of the pen."""


def highlight(pdf: Pdf, page: pikepdf.Page, rects: Sequence[Rect], note: str, *, is_fax: bool) -> Rect:
    """Mark rectangles, in the page's own coordinates, and give what the mark covers of the page as it is seen."""
    frame = frame_of(page)
    lines = tuple(_lines(map(frame.seen, rects)))
    unit = proportion(frame.width, frame.height)
    shapes = tuple(_fax_shapes(lines, unit)) if is_fax else tuple(grown(line, _MARGIN * unit) for line in lines)
    covered = around(shapes)
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Underline if is_fax else Name.Highlight,
        Rect=_numbers(frame.own(covered)),
        QuadPoints=_numbers([value for line in lines for value in _corners(frame, line)]),
        C=Array([0, 0, 0] if is_fax else list(_COLOR)),
        F=_PRINT,
        Contents=String(note),
        AP=Dictionary(N=_appearance(pdf, frame, shapes, covered, is_fax=is_fax)),
    )
    existing = page.obj.get("/Annots", Array([]))
    page.obj.Annots = Array([*existing, pdf.make_indirect(annotation)])
    return covered


def _appearance(
    pdf: Pdf, frame: PageFrame, shapes: Iterable[Rect], covered: Rect, *, is_fax: bool
) -> pikepdf.Object:
    """Draw the mark in the page's own coordinates; color is multiplied with what is beneath, so ink stays ink."""
    color = (0.0, 0.0, 0.0) if is_fax else _COLOR
    drawn = [" ".join(f"{value:g}" for value in color) + " rg"]
    for shape in shapes:
        left, bottom, right, top = frame.own(shape)
        drawn.append(f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f")
    look = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=_numbers(frame.own(covered)))
    if not is_fax:
        drawn.insert(0, "/Multiply gs")
        multiply = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
        look.Resources = Dictionary(ExtGState=Dictionary(Multiply=multiply))
    return pdf.make_indirect(pikepdf.Stream(pdf, "\n".join(drawn).encode("ascii"), look))


def _fax_shapes(lines: Sequence[Rect], unit: float) -> Iterable[Rect]:
    """Return a line under each line of text and a bar to the left of all of them; ``unit`` is 1 on US Letter."""
    margin, thick = _MARGIN * unit, _LINE * unit
    for left, bottom, right, _ in lines:
        yield left, bottom - margin - thick, right, bottom - margin
    left, bottom, _, top = around(lines)
    bar = left - _BAR_GAP * unit
    yield bar - _BAR_WIDTH * unit, bottom - margin - thick, bar, top + margin


def _lines(rects: Iterable[Rect]) -> list[Rect]:
    """Join what stands side by side on the page as it is seen; text may run along the sheet's other edge."""
    lines: list[Rect] = []
    for rect in rects:
        if lines and _follows(lines[-1], rect):
            lines[-1] = around((lines[-1], rect))
        else:
            lines.append(rect)
    return lines


def _follows(line: Rect, word: Rect) -> bool:
    middle = (word[1] + word[3]) / 2
    return line[1] <= middle <= line[3] and -_WORD_GAP < word[0] - line[2] < _WORD_GAP


def _corners(frame: PageFrame, rect: Rect) -> Iterable[float]:
    """Return the corners as the text is read: upper left, upper right, lower left, lower right."""
    left, bottom, right, top = rect
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        yield from frame.own_point(x, y)


def _numbers(values: Iterable[float]) -> Array:
    return Array([round(value, 2) for value in values])
