"""Pages of opened exhibits as pictures, drawn in the process that opens attachments."""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.sandbox.parent import Opener, standing
from priorauth.exhibits.sandbox.picture_tasks import (
    ComparePages,
    DrawPage,
    PagePicture,
    Placing,
    differing_of,
    picture_of,
)


def draw_page(
    pdf: bytes,
    page: int,
    *,
    width: int,
    boxes: Sequence[Rect] = (),
    framed: bool = False,
    opener: Opener | None = None,
) -> PagePicture:
    """Return a page of an opened exhibit, from 1, as a PNG ``width`` points of the picture wide.

    ``boxes`` are places in the page's own coordinates, such as `Page.rects` gives for words; the picture tells
    where they lie on it, and has a frame around each if ``framed``. Raises `ExhibitRejected`: PA712 no such page,
    PA716 too high a picture, PA719 to PA721 when the process broke off.
    """
    with opener or standing() as room:
        return room.ask(DrawPage(pdf, page, width, tuple(boxes), framed), picture_of)


def differing(
    pdf: bytes, bound: bytes, placings: Sequence[Placing], *, only_ink: bool = False, opener: Opener | None = None
) -> tuple[int, ...]:
    """Return the pages of an opened exhibit, from 1, that look otherwise where they stand in another PDF.

    With ``only_ink`` only what is missing there counts. Raises `ExhibitRejected`: PA719 to PA721 when the process
    broke off.
    """
    with opener or standing() as room:
        return room.ask(ComparePages(pdf + bound, len(pdf), tuple(placings), only_ink), differing_of)
