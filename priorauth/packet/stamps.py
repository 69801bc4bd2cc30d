"""Stamps on bound pages: the exhibit's page and the packet's, upright at the foot of the page as it is seen.

Written as raw content: drawing an overlay for every page would cost more than the rest of the binding.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfbase.pdfmetrics import stringWidth

STAMP_SIZE = 8.0
FAX_STAMP_SIZE = 10.0
_MARGIN = 14.0
_FONT = "/PriorauthStamp"
_TYPEFACE = "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as it is seen: how its own coordinates turn into upright ones."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def frame_of(page: pikepdf.Page) -> Frame:
    """Give the seen size of a page and the matrix from seen to own coordinates, for any /Rotate and box."""
    left, bottom, right, top = _seen_box(page)
    wide, high = right - left, top - bottom
    rotation = int(page.obj.get("/Rotate", _inherited_rotation(page))) % 360
    if rotation == 90:
        return Frame(high, wide, (0, 1, -1, 0, right, bottom))
    if rotation == 180:
        return Frame(wide, high, (-1, 0, 0, -1, right, top))
    if rotation == 270:
        return Frame(high, wide, (0, -1, 1, 0, left, top))
    return Frame(wide, high, (1, 0, 0, 1, left, bottom))


def _seen_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of what is seen: the crop box as far as it lies on the sheet."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    seen = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else media


def _ordered(box: pikepdf.Array) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(v) for v in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _inherited_rotation(page: pikepdf.Page) -> int:
    node = page.obj.get("/Parent")
    while node is not None:
        if "/Rotate" in node:
            return int(node["/Rotate"])
        node = node.get("/Parent")
    return 0


def stamp_font(pdf: Pdf) -> pikepdf.Object:
    """Make the font of the stamps, once for a packet. Every reader carries Helvetica; stamps are plain ASCII."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{_TYPEFACE}"), Encoding=Name.WinAnsiEncoding
        )
    )


def stamp(
    pdf: Pdf,
    page: pikepdf.Page,
    font: pikepdf.Object,
    left: str,
    right: str,
    *,
    draft: bool,
    top: bool,
    size: float = STAMP_SIZE,
) -> None:
    """Stamp ``left`` and ``right`` at the foot of a page (or its head), and DRAFT across it where that is meant."""
    frame = frame_of(page)
    y = frame.height - _MARGIN - size + 4 if top else _MARGIN
    parts = [f"q {' '.join(f'{v:g}' for v in frame.matrix)} cm"]
    if left:
        parts.append(_text(left, _MARGIN * 1.5, y, size))
    if right:
        parts.append(_text(right, frame.width - _MARGIN * 1.5 - _width(right, size), y, size))
    if draft:
        parts.append(_draft(frame))
    parts.append("Q")
    _own_fonts(page)[_FONT] = font
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(("\nQ\n" + "\n".join(parts)).encode("ascii")))


def _own_fonts(page: pikepdf.Page) -> pikepdf.Object:
    """Give the page fonts of its own: shared or inherited ones must not change under other pages."""
    shared = page.resources
    own = Dictionary({key: shared[key] for key in shared.keys()})  # noqa: SIM118  (a PDF object has no iterator)
    fonts = own.get("/Font", Dictionary())
    own.Font = Dictionary({key: fonts[key] for key in fonts.keys()})  # noqa: SIM118
    page.obj.Resources = own
    fonts_of_page: pikepdf.Object = page.obj.Resources.Font
    return fonts_of_page


def _width(text: str, size: float) -> float:
    return stringWidth(text, _TYPEFACE, size)


def _text(text: str, x: float, y: float, size: float) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    box = f"1 g {x - 3:.2f} {y - 3:.2f} {_width(text, size) + 6:.2f} {size + 5:.2f} re f"
    return f"{box} 0 g BT 0 Tr {_FONT} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({escaped}) Tj ET"


def _draft(frame: Frame) -> str:
    size = min(frame.width, frame.height) / 4.2
    x, y = frame.width / 2 - size * 1.05, frame.height / 2 - size * 1.3
    turned = f"0.616 0.788 -0.788 0.616 {x + size * 0.35:.1f} {y:.1f} Tm"
    return f"0 G 0.6 w BT 1 Tr {_FONT} {size:.1f} Tf {turned} (DRAFT) Tj ET"


def link(pdf: Pdf, page: pikepdf.Page, rect: tuple[float, float, float, float], target: pikepdf.Page) -> None:
    """Make a rectangle of a page lead to the top of another page of the same packet."""
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(v, 2) for v in rect]),
        Border=Array([0, 0, 0]),
        Dest=Array([target.obj, Name.Fit]),
    )
    existing = page.obj.get("/Annots", Array([]))
    page.obj.Annots = Array([*existing, pdf.make_indirect(annotation)])
