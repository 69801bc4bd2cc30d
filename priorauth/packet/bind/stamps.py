"""Stamps on bound pages: the exhibit's page, the running number and the packet's page, upright as a page is seen.

Written as raw content: drawing an overlay for every page would cost more than the rest of the binding.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import pikepdf
from pikepdf import Dictionary, Name, Pdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from priorauth.exhibits.page_geometry import PageFrame, frame_of, proportion

STAMP_SIZE = 8.0
FAX_STAMP_SIZE = 10.0
"""In points, on a page of US Letter; on a larger page in proportion, so that it prints as large."""
_LEAST_SIZE = 5.5
"""Smaller than this no stamp is drawn: the sheet is made wider."""
NUMBER_DIGITS = 6
"""Of the running number: every packet's numbers are of one width, however many pages it has."""
_MARGIN = 14.0
_SIDE = _MARGIN * 1.5
_GAP = 10.0
_FONT = "/PriorauthStamp"
_TYPEFACE = "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is stamped on a page, from left to right. ``draft`` writes DRAFT across it; ``top`` stamps its head."""

    left: str
    middle: str
    right: str
    draft: bool = False
    top: bool = False


def running_number(case_id: str, page: int) -> str:
    """Write a page's number in the manner of Bates: ``EX-CLEAN 000014`` is page 14 of that case's packet."""
    return f"{case_id} {page:0{NUMBER_DIGITS}}"


def stamp_font(pdf: Pdf) -> pikepdf.Object:
    """Make the font of the stamps, once for a packet. Every reader carries Helvetica; stamps are plain ASCII."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{_TYPEFACE}"), Encoding=Name.WinAnsiEncoding
        )
    )


def needed_width(page: pikepdf.Page, stamp: Stamp, size: float = STAMP_SIZE) -> float:
    """Return the width a sheet needs, in points as it is seen: its own, or more where stamps would be too small."""
    frame = frame_of(page)
    unit = proportion(frame.width, frame.height)
    texts = (stamp.left, stamp.middle, stamp.right)
    if _fitting_size(texts, frame.width, unit) >= _LEAST_SIZE * unit:
        return frame.width
    return unit * (2 * _SIDE + _GAP * (len(texts) - 1) + sum(_width(text, size) for text in texts)) + 1


def stamp_page(pdf: Pdf, page: pikepdf.Page, font: pikepdf.Object, stamp: Stamp, size: float = STAMP_SIZE) -> None:
    """Stamp a page whose content leaves nothing open, in proportion to it.

    ``size`` is that on US Letter, in points; where a page is too narrow for it, its stamps are smaller.
    """
    frame = frame_of(page)
    unit = proportion(frame.width, frame.height)
    texts = (stamp.left, stamp.middle, stamp.right)
    size = min(ceil(size * unit * 100) / 100, _fitting_size(texts, frame.width, unit))
    y = frame.height - _MARGIN * unit - size + 4 * unit if stamp.top else _MARGIN * unit
    side = _SIDE * unit
    places = (side, _middle(texts, frame.width, size, unit), frame.width - side - _width(stamp.right, size))
    parts = [f"q {' '.join(f'{v:g}' for v in frame.matrix)} cm 0 g"]
    parts += [_text(text, x, y, size) for text, x in zip(texts, places, strict=True) if text]
    if stamp.draft:
        parts.append(_draft(frame))
    parts.append("Q")
    _own_fonts(page)[_FONT] = font
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(("\nQ\n" + "\n".join(parts)).encode("ascii")))


def _fitting_size(texts: tuple[str, ...], page_width: float, unit: float) -> float:
    """Return the largest size at which texts stand side by side on a page."""
    room = page_width - unit * (2 * _SIDE + _GAP * (len(texts) - 1))
    return max(room, 1.0) / sum(_width(text, 1.0) for text in texts)


def _middle(texts: tuple[str, str, str], page_width: float, size: float, unit: float) -> float:
    """Return where the middle text begins: in the page's middle, or between its neighbors where these are long."""
    left, middle, right = (_width(text, size) for text in texts)
    gap, side = _GAP * unit, _SIDE * unit
    least = side + left + gap if left else side
    most = page_width - side - right - gap - middle
    return max(least, min((page_width - middle) / 2, most))


def _own_fonts(page: pikepdf.Page) -> pikepdf.Object:
    """Set fonts of its own on the page: shared or inherited ones must not change under other pages."""
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
    return f"BT 0 Tr {_FONT} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({escaped}) Tj ET"


def _draft(frame: PageFrame) -> str:
    size = min(frame.width, frame.height) / 4.2
    x, y = frame.width / 2 - size * 1.05, frame.height / 2 - size * 1.3
    turned = f"0.616 0.788 -0.788 0.616 {x + size * 0.35:.1f} {y:.1f} Tm"
    return f"0 G 0.6 w BT 1 Tr {_FONT} {size:.1f} Tf {turned} (DRAFT) Tj ET"
