"""Verifying a packet: whether it is the one that was made, and still says what the case says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.operations.ledger.audit_ledger import audit_ledger
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.packet.manifest.manifest import MANIFEST, Manifest
from priorauth.problems import Problem, Refused, problem
from priorauth.verify import verification
from priorauth.verify.verification import Check as Check, Verification as Verification


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a packet was made from, where a person names it: a case file, or a worklist with its column map."""

    case_file: Path | None = None
    worklist: Path | None = None
    column_map: Path | None = None
    """Beside the worklist, where it is not named."""


_IN_LEDGER = frozenset(("PA1114", "PA1118"))
"""What speaks against the ledger itself: its kept head is gone, a row is not what its event says."""

REMEMBERED = MadeFrom()
"""What the packet's own practice and folder know of it."""


def verify_packet(
    packet: Path,
    made_from: MadeFrom = REMEMBERED,
    *,
    remake: bool = True,
    letter: Path | None = None,
    ledger: str | None = None,
) -> Verification:
    """Return what verifying a packet found, one check after another.

    ``packet`` is its folder, its manifest or a file beside that; ``letter`` is an edited Word letter kept
    elsewhere; with ``remake`` false it is not made again; ``ledger`` is the URL of a ledger that is not the
    file of the packet's own practice. Raises `Refused` where there is no manifest to verify
    against (PA2xx, PA830 to PA833), and for a worklist that has no such case (PA1038) or cannot be read.
    """
    return verification.verify(
        packet,
        case_file=made_from.case_file,
        find=_finder(made_from),
        remake=remake,
        letter=letter,
        vouch=_voucher(ledger),
    )


def _voucher(ledger: str | None) -> verification.Vouch:
    """Say which ledger is to have the head that a manifest prints.

    It gives PA1110 for a head that the ledger does not have, PA1112 where it has it and no event of the packet, and
    PA861 where there is no ledger or none to rely on.
    """

    def vouch(folder: Path, manifest: Manifest) -> Sequence[Problem]:
        if manifest.audit_head is None:
            return ()
        place = LedgerPlace(folder=folder.resolve(), url=ledger)
        try:
            audit = audit_ledger(place, manifests=[folder / MANIFEST])
        except Refused as refused:
            codes = {item.code for item in refused.problems}
            reason = "no ledger was found" if "PA201" in codes else f"the ledger: {', '.join(sorted(codes))}"
            return (problem("PA861", reason=reason),)
        found = [item for head in audit.heads for item in head.problems]
        if not audit.chain.is_whole or not _IN_LEDGER.isdisjoint(item.code for item in audit.problems):
            found.append(problem("PA861", reason="the ledger is not whole; see 'priorauth audit verify'"))
        return found

    return vouch


def _finder(made_from: MadeFrom) -> verification.Find:
    """Say where to look for what the packet was made from, unless its case file is named."""
    if made_from.case_file is not None:
        return lambda folder, manifest: None
    from priorauth.batch.packet_sources import find_source, row_of  # a worklist's libraries are slow to load

    worklist = made_from.worklist
    if worklist is None:
        return find_source
    return lambda folder, manifest: row_of(worklist, made_from.column_map, manifest)
