"""A page of a PDF that was taken, drawn for people as a PNG."""

from __future__ import annotations

import io

import pypdfium2
from PIL import ImageDraw

from priorauth.exhibits.page_characters import on_image
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.picture_tasks import MOST_HIGH, DrawPage, PagePicture

_FRAME = (210, 40, 40)

_ROUNDING = 1e-4
"""Of a point: a fraction that calculating leaves over would be given a point of its own."""


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
        image = page.render(scale=(task.width - _ROUNDING) / wide).to_pil().convert("RGB")
        boxes = tuple(on_image(page, box, image.size) for box in task.boxes)
        if task.framed:
            pen = ImageDraw.Draw(image)
            for box in boxes:
                pen.rectangle(box, outline=_FRAME, width=max(1, image.width // 800))
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return PagePicture(stream.getvalue(), image.width, image.height, boxes)
