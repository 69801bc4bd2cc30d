"""The budget of a channel: whether a packet fits, how it is cut into parts, and what has to go when it does not.

Pure: it counts bytes and pages and makes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.packet.deliver.channel import MEGABYTE, Limits, within
from priorauth.problems import Problem, Refused, Where, problem

_NAMED = 3
"""How many of the largest exhibits a refusal names."""


@dataclass(frozen=True, slots=True)
class PacketPiece:
    """Something that is never cut: the documents before the exhibits, or an exhibit behind its slip."""

    exhibit: str | None
    """The exhibit's id; ``None`` for the documents before them."""
    first_page: int
    """Its first page within the packet, counted from 1."""
    pages: int
    size: int
    """Bytes it takes as a file of its own; in a file with others it takes no more."""

    @property
    def last_page(self) -> int:
        """Its last page within the packet."""
        return self.first_page + self.pages - 1


Part = tuple[PacketPiece, ...]


def in_parts(pieces: Sequence[PacketPiece], limits: Limits) -> tuple[Part, ...]:
    """Put pieces into as few parts as their order allows; each part is filled before the next is begun.

    Raises `Refused` (exit code 10): PA813 to PA815 for every piece that no part can hold, else PA816 to PA818 when
    there are too many parts, bytes or pages in all.
    """
    if too_large := [found for piece in pieces for found in _too_large(piece, limits)]:
        raise Refused(too_large)
    parts: list[list[PacketPiece]] = []
    for piece in pieces:
        if parts and _fits([*parts[-1], piece], limits):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    if over := list(_over_the_whole(parts, limits)):
        raise Refused(over)
    return tuple(map(tuple, parts))


def size_of(pieces: Sequence[PacketPiece]) -> int:
    """Add up the bytes of pieces."""
    return sum(piece.size for piece in pieces)


def pages_of(pieces: Sequence[PacketPiece]) -> int:
    """Add up the pages of pieces."""
    return sum(piece.pages for piece in pieces)


def _fits(pieces: Sequence[PacketPiece], limits: Limits) -> bool:
    return limits.allow_file(size_of(pieces), pages_of(pieces))


def _too_large(piece: PacketPiece, limits: Limits) -> Iterator[Problem]:
    if limits.allow_file(piece.size, piece.pages):
        return
    if piece.exhibit is None:
        yield problem("PA815", size=_megabytes(piece.size), count=piece.pages)
        return
    where = Where(exhibit=piece.exhibit)
    if limits.file_bytes is not None and piece.size > limits.file_bytes:
        limit = _megabytes(limits.file_bytes)
        yield problem("PA813", where, size=_megabytes(piece.size), limit=limit)
    if limits.file_pages is not None and piece.pages > limits.file_pages:
        yield problem("PA814", where, count=piece.pages, limit=limits.file_pages)


def _over_the_whole(parts: Sequence[Sequence[PacketPiece]], limits: Limits) -> Iterator[Problem]:
    pieces = [piece for part in parts for piece in part]
    size, pages = size_of(pieces), pages_of(pieces)
    if not within(len(parts), limits.files):
        yield problem("PA816", count=len(parts), limit=limits.files, largest=_largest(pieces))
    if limits.total_bytes is not None and size > limits.total_bytes:
        limit = _megabytes(limits.total_bytes)
        yield problem("PA817", size=_megabytes(size), limit=limit, largest=_largest(pieces))
    if not within(pages, limits.total_pages):
        yield problem("PA818", count=pages, limit=limits.total_pages, largest=_largest(pieces))


def _largest(pieces: Sequence[PacketPiece]) -> str:
    """Name the exhibits whose going would help the most, with what each takes."""
    exhibits = sorted((p for p in pieces if p.exhibit), key=lambda piece: (-piece.size, -piece.pages))
    named = [f"{p.exhibit} ({_megabytes(p.size)} MB, {p.pages} pages)" for p in exhibits[:_NAMED]]
    return ", ".join(named) or "none: there are no exhibits"


def _megabytes(size: int) -> str:
    """Write a size so that a number just over a limit does not look like the limit."""
    return f"{size / MEGABYTE:.2f}"
