"""The proof by picture of a bound packet: outside its stamps every page of an exhibit looks as it was taken in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Pdf

from priorauth.exhibits.page_view import differing
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.picture_tasks import Placing
from priorauth.packet.bind.binder import BoundPacket, PlacedPage
from priorauth.problems import Problem, Refused, Where, problem


def prove_bound(packet: BoundPacket, opened: Sequence[OpenedExhibit], *, is_draft: bool) -> None:
    """Compare every exhibit's pages with where they stand in a packet.

    On a draft, which has a word written across its pages, what is lost counts alone. Raises `Refused` with a
    problem for each page that differs (PA799), and for an exhibit whose pages could not be drawn (PA719 to PA721).
    """
    problems: list[Problem] = []
    with pikepdf.open(io.BytesIO(packet.data)) as bound:
        for item in opened:
            places = [place for place in packet.places if place.exhibit == item.exhibit.id]
            if places:
                problems += _differing(item, bound, places, is_draft=is_draft)
    if problems:
        raise Refused(problems)


def _differing(
    item: OpenedExhibit, bound: Pdf, places: Sequence[PlacedPage], *, is_draft: bool
) -> Iterator[Problem]:
    name = item.exhibit.id
    placings = [Placing(place.number, number, place.rect) for number, place in enumerate(places, 1)]
    try:
        for page in differing(item.pdf, _alone(bound, places), placings, only_ink=is_draft):
            yield problem("PA799", Where(exhibit=name, page=page))
    except ExhibitRejected as refusal:
        names: dict[str, Any] = dict(refusal.names)
        yield problem(refusal.code, Where(exhibit=name), **names)


def _alone(bound: Pdf, places: Sequence[PlacedPage]) -> bytes:
    """Return the packet's pages of one exhibit as a PDF: all that has to be looked at, and no more."""
    stream = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.pages.extend([bound.pages[place.packet_page - 1] for place in places])
        pdf.save(stream, compress_streams=False)
    return stream.getvalue()
