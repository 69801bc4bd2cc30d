"""The pages of a chart as a person sees them: their text, and how those look that have none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.reading.model import Passage
from priorauth.review.model import ShownPage
from priorauth.screening.page_likeness import Picture, pictures

Place = tuple[str, int]
"""An exhibit and its page, counted from 1."""


@dataclass(frozen=True, slots=True)
class ChartPages:
    """The pages of every exhibit, and the pictures of those without readable text."""

    pages: Mapping[str, Sequence[Page]]
    looks: Mapping[Place, Picture] = field(default_factory=dict)
    bearing: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """The pages of each document, by its id, and of all documents that speak of a fact, by its name."""

    def page(self, place: Place) -> Page:
        """Return a page. Raises ``KeyError`` or ``StopIteration`` for one that the chart does not have."""
        exhibit, number = place
        return next(page for page in self.pages[exhibit] if page.number == number)

    def has_ink(self, place: Place) -> bool:
        """Whether a person could read anything on a page without readable text."""
        return place in self.looks and not self.looks[place].is_blank

    def seen(self, passages: Iterable[Passage]) -> tuple[ShownPage, ...]:
        """Return what is on the screen when passages are shown: each page once, with the places on it."""
        boxes: dict[Place, list[tuple[float, float, float, float]]] = {}
        for passage in passages:
            part: Passage | None = passage
            while part is not None:
                boxes.setdefault((part.exhibit, part.page), []).extend(part.boxes)
                part = part.continued
        return tuple(self.seen_page(place, found) for place, found in sorted(boxes.items()))

    def seen_page(self, place: Place, boxes: Iterable[tuple[float, float, float, float]] = ()) -> ShownPage:
        """Return one page as it is seen."""
        look = self.looks.get(place)
        return ShownPage(
            exhibit=place[0], page=place[1], text_sha256=_digest(self.page(place).text),
            picture_sha256=look.fingerprint if look is not None else None, boxes=tuple(dict.fromkeys(boxes)),
        )  # fmt: skip

    def with_text(self, typed: Mapping[Place, str]) -> Mapping[str, Sequence[Page]]:
        """Return the pages by exhibit, with typed words as the text of some."""
        return {
            exhibit: tuple(_typed(page, typed.get((exhibit, page.number))) for page in pages)
            for exhibit, pages in self.pages.items()
        }


def chart_pages(opened: Iterable[OpenedExhibit], *, trust_ocr: bool = False) -> ChartPages:
    """Return the pages of opened exhibits. What a machine guessed from a picture counts only with ``trust_ocr``."""
    pages: dict[str, tuple[Page, ...]] = {}
    looks: dict[Place, Picture] = {}
    for item in opened:
        kept = tuple(page if trust_ocr else _without_guesses(page) for page in item.pages)
        pages[item.exhibit.id] = kept
        unread = [page.number for page in kept if not page.is_readable]
        looks |= {(item.exhibit.id, number): look for number, look in pictures(item.pdf, unread).items()}
    return ChartPages(pages, looks)


def _typed(page: Page, text: str | None) -> Page:
    return page if text is None else replace(page, text=text, words=(), origin=TextOrigin.LAYER)


def _without_guesses(page: Page) -> Page:
    return replace(page, text="", words=(), origin=TextOrigin.NONE) if page.origin is TextOrigin.OCR else page


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
