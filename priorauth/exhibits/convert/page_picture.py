"""Pages of a PDF that was taken, drawn for people, and compared with where they stand in a packet."""

from __future__ import annotations

import io

import pypdfium2
from PIL import ImageDraw

from priorauth.exhibits.convert.picture_proof import differs, draw, looks_lost, picture_size
from priorauth.exhibits.page_characters import on_image
from priorauth.exhibits.rejection import Quarantined
from priorauth.exhibits.sandbox.picture_tasks import MOST_HIGH, ComparePages, DrawPage, PagePicture

_RESOLUTIONS = (61.7, 51.3, 71.3)
"""In dots per inch, without a common measure with the places that programs prefer."""

_FINE = 97.0
_FRAME = (210, 40, 40)


def draw_asked(task: DrawPage) -> PagePicture:
    """Return a page as a picture. Raises `Quarantined`: PA712 for one that is not there, PA716 for one too high."""
    with pypdfium2.PdfDocument(task.data) as document:
        if task.page > len(document):
            raise Quarantined("PA712")
        page = document[task.page - 1]
        wide, high = page.get_size()
        if high / wide * task.width > MOST_HIGH:
            raise Quarantined("PA716", what="pixels", limit=MOST_HIGH)
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
        other[item.bound_page - 1].set_cropbox(*item.rect)
        page, bound = one[item.page - 1], other[item.bound_page - 1]
        if not _is_alike(page, bound, only_ink=task.only_ink):
            differing.append(item.page)
    return tuple(differing)


def _is_alike(page: pypdfium2.PdfPage, bound: pypdfium2.PdfPage, *, only_ink: bool) -> bool:
    """Whether two pages are alike at any resolution; where a picture in them was scaled, but for its points' edges.

    What is lost is lost at every one. A letter that is rounded to another point at one is not at the next.
    """
    for dots_per_inch in _RESOLUTIONS:
        size = picture_size(page, dots_per_inch)
        if not differs(draw(page, size), draw(bound, size, marks=False), only_ink=only_ink):
            return True
    size = picture_size(page, _FINE)
    return not looks_lost(draw(page, size), draw(bound, size, marks=False), only_ink=only_ink)
