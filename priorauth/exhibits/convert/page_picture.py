"""Pages of a PDF that was taken, drawn for people, and compared with where they stand in a packet."""

from __future__ import annotations

import io

import pypdfium2
from PIL import ImageDraw

from priorauth.exhibits.convert.picture_proof import differs, draw, picture_size
from priorauth.exhibits.page_characters import Rect, on_image
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.picture_tasks import MOST_HIGH, ComparePages, DrawPage, PagePicture

_RESOLUTIONS = (61.7, 51.3, 71.3, 97.1, 83.9)
"""In dots per inch, without a common measure with the places that programs prefer."""

_HAIR = 0.0006
"""Of a side of the page: half a point of US Letter."""

_FRAME = (210, 40, 40)


def draw_asked(task: DrawPage) -> PagePicture:
    """Return a page as a picture.

    Raises `ExhibitRejected`: PA712 for one that is not there, PA716 for one too high.
    """
    with pypdfium2.PdfDocument(task.data) as document:
        if task.page > len(document):
            raise ExhibitRejected("PA712")
        page = document[task.page - 1]
        wide, high = page.get_size()
        if high / wide * task.width > MOST_HIGH:
            raise ExhibitRejected("PA716", what="pixels", limit=MOST_HIGH)
        image = page.render(scale=task.width / wide).to_pil().convert("RGB")
        boxes = tuple(on_image(page, box, image.size) for box in task.boxes)
        if task.framed:
            pen = ImageDraw.Draw(image)
            for box in boxes:
                pen.rectangle(box, outline=_FRAME, width=max(1, image.width // 800))
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return PagePicture(stream.getvalue(), image.width, image.height, boxes)


def differing_pages(task: ComparePages) -> tuple[int, ...]:
    """Return the pages, from 1, that look otherwise where they stand in the other PDF."""
    view = memoryview(task.data)
    one = pypdfium2.PdfDocument(bytes(view[: task.first_bytes]))
    other = pypdfium2.PdfDocument(bytes(view[task.first_bytes :]))
    differing = []
    for item in task.placings:
        page, bound = _inside(one, item.page), _inside(other, item.bound_page, item.rect)
        if not _is_alike(page, bound, only_ink=task.only_ink):
            differing.append(item.page)
    return tuple(differing)


def _inside(document: pypdfium2.PdfDocument, number: int, rect: Rect | None = None) -> pypdfium2.PdfPage:
    """Return a page cut to a place on it, or to all of it, but for a hair along its edges.

    A picture that ends at the very edge would otherwise be rounded to one point more or less of what is drawn.
    """
    page = document[number - 1]
    left, bottom, right, top = rect or page.get_bbox()
    wide, high = (right - left) * _HAIR, (top - bottom) * _HAIR
    page.set_cropbox(left + wide, bottom + high, right - wide * 1.3, top - high * 1.3)
    return document[number - 1]


def _is_alike(page: pypdfium2.PdfPage, bound: pypdfium2.PdfPage, *, only_ink: bool) -> bool:
    """Whether two pages are alike at any resolution.

    What is lost is lost at every one. What is rounded to another point at one is not at the next.
    """
    for dots_per_inch in _RESOLUTIONS:
        size = picture_size(page, dots_per_inch)
        if not differs(draw(page, size), draw(bound, size, marks=False), only_ink=only_ink):
            return True
    return False
