"""From a bound packet to the files that go out: as it is, smaller, or in parts, whichever comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from priorauth.packet.bind.binder import BoundPacket
from priorauth.packet.deliver.budget import PacketPiece, Part, in_parts
from priorauth.packet.deliver.channel import Limits, Terms, within
from priorauth.packet.deliver.compress import CompressionLevel, compressed
from priorauth.packet.deliver.parts import Stretch, cut
from priorauth.problems import Problem, Refused, problem


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that goes out, and which packet pages it holds; a packet that is not cut is part 1 of 1."""

    name: str
    data: bytes
    part: int
    parts: int
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes out, how far images were compressed, and what the sender should know."""

    files: tuple[SentFile, ...]
    level: CompressionLevel
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way to cut a packet."""

    parts: tuple[Part, ...]
    data: bytes
    level: CompressionLevel


Finish = Callable[[bytes], bytes]
"""The last change made to each file; it is made before the file is measured."""


def prepare(
    packet: BoundPacket,
    terms: Terms,
    *,
    case_id: str,
    name: str = "packet",
    finish: Finish = lambda data: data,
) -> Sending:
    """Make the files of a packet that keep to the terms of its channel.

    Tried in this order: the packet as it was bound; smaller without a loss; with page images at 200, then 150 dots
    per inch; in as few parts as can be, with images no coarser than that takes. ``name`` says what the file is
    where the channel has no pattern for it. Raises `Refused` (exit code 10): PA812 for a channel that takes no PDF,
    PA813 to PA818 for a packet that cannot be made to fit.
    """
    if not terms.takes_pdf:
        raise Refused([problem("PA812")])
    for level in _levels(packet, terms.limits):
        data = finish(compressed(packet.data, level))
        if _fits_whole(data, packet.pages, terms.limits):
            file = SentFile(_file_name(terms, case_id, name, 1, 1), data, 1, 1, 1, packet.pages)
            return Sending((file,), level, tuple(_notes(level, 1)))
    shape = _fewest_parts(packet, terms.limits, finish)
    files = tuple(_cut(shape, terms, case_id, name, finish))
    return Sending(files, shape.level, tuple(_notes(shape.level, len(files))))


def _pieces(data: bytes, packet: BoundPacket, finish: Finish) -> tuple[PacketPiece, ...]:
    """Measure what a packet is made of: the documents before the exhibits, then each exhibit with its slip."""
    starts = [min(packet.page_map[item.opened.exhibit.id].values()) - 1 for item in packet.plan.exhibits]
    front = (starts[0] if starts else packet.pages + 1) - 1
    places: list[tuple[str | None, int, int]] = [(None, 1, front)] if front else []
    exhibits = zip(packet.plan.exhibits, starts, strict=True)
    places += [(item.opened.exhibit.id, start, 1 + len(item.pages)) for item, start in exhibits]
    return tuple(
        PacketPiece(
            exhibit, start, pages, len(finish(cut(data, Stretch(start, start + pages - 1), title="Packet")))
        )
        for exhibit, start, pages in places
    )


def _levels(packet: BoundPacket, limits: Limits) -> Sequence[CompressionLevel]:
    """List what is worth trying before the packet is cut: compression takes no page away."""
    if not (within(packet.pages, limits.file_pages) and within(packet.pages, limits.total_pages)):
        return ()
    return tuple(CompressionLevel)


def _fits_whole(data: bytes, pages: int, limits: Limits) -> bool:
    return (
        limits.allow_file(len(data), pages)
        and within(len(data), limits.total_bytes)
        and within(pages, limits.total_pages)
    )


def _fewest_parts(packet: BoundPacket, limits: Limits, finish: Finish) -> _Shape:
    """Cut a packet into the fewest parts; of two levels that take as many, the one that loses less."""
    shapes: list[_Shape] = []
    light = within(len(packet.data), limits.file_bytes) and within(len(packet.data), limits.total_bytes)
    levels = (
        (CompressionLevel.LOSSLESS,)
        if light
        else (CompressionLevel.LOSSLESS, CompressionLevel.FINE, CompressionLevel.LEAST)
    )
    for level in levels:
        data = compressed(packet.data, level)
        try:
            shapes.append(_Shape(in_parts(_pieces(data, packet, finish), limits), data, level))
        except Refused:
            if level is levels[-1] and not shapes:
                raise
    return min(shapes, key=lambda shape: len(shape.parts))


def _cut(shape: _Shape, terms: Terms, case_id: str, name: str, finish: Finish) -> Iterator[SentFile]:
    total = len(shape.parts)
    for number, part in enumerate(shape.parts, 1):
        stretch = Stretch(part[0].first_page, part[-1].last_page, number, total)
        data = finish(cut(shape.data, stretch, title=f"Packet {case_id}", is_fax=terms.is_fax))
        if not terms.limits.allow_file(len(data), stretch.pages):
            raise Refused([problem("PA826", part=number)])
        file_name = _file_name(terms, case_id, name, number, total)
        yield SentFile(file_name, data, number, total, stretch.first_page, stretch.pages)


def _file_name(terms: Terms, case_id: str, name: str, part: int, parts: int) -> str:
    if terms.name_pattern is not None:
        return terms.name_pattern.format(case_id=case_id, part=part, parts=parts)
    return f"{case_id}-{name}.pdf" if parts == 1 else f"{case_id}-{name}-{part}of{parts}.pdf"


def _notes(level: CompressionLevel, parts: int) -> Iterator[Problem]:
    if level.coarseness is not None:
        yield problem("PA823", dpi=level.coarseness.dpi)
    if parts > 1:
        yield problem("PA824", count=parts)
