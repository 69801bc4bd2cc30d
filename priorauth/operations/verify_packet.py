"""Verifying a packet: whether it is the one that was made, and still says what the case says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.verify import verification
from priorauth.verify.verification import Check as Check, Verification as Verification


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a packet was made from, where a person names it: a case file, or a worklist with its column map."""

    case_file: Path | None = None
    worklist: Path | None = None
    column_map: Path | None = None
    """Beside the worklist, where it is not named."""


REMEMBERED = MadeFrom()
"""What the packet's own practice and folder know of it."""


def verify_packet(
    packet: Path, made_from: MadeFrom = REMEMBERED, *, remake: bool = True, letter: Path | None = None
) -> Verification:
    """Return what verifying a packet found, one check after another.

    ``packet`` is its folder, its manifest or a file beside that; ``letter`` is an edited Word letter kept
    elsewhere; with ``remake`` false it is not made again. Raises `Refused` where there is no manifest to verify
    against (PA2xx, PA830 to PA833), and for a worklist that has no such case (PA1038) or cannot be read.
    """
    return verification.verify(
        packet, case_file=made_from.case_file, find=_finder(made_from), remake=remake, letter=letter
    )


def _finder(made_from: MadeFrom) -> verification.Find:
    """Say where to look for what the packet was made from, unless its case file is named."""
    if made_from.case_file is not None:
        return lambda folder, manifest: None
    from priorauth.batch.packet_sources import find_source, row_of  # a worklist's libraries are slow to load

    worklist = made_from.worklist
    if worklist is None:
        return find_source
    return lambda folder, manifest: row_of(worklist, made_from.column_map, manifest)
