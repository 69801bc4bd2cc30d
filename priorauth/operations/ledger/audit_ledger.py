"""Checking the chain of events behind the ledger, and the heads of it that manifests print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from priorauth.files import read_file
from priorauth.ledger.audit_chain import (
    START,
    ChainReport as ChainReport,
    HeadFound,
    PrintedHead,
    find_heads,
)
from priorauth.ledger.covered_rows import RowReport
from priorauth.ledger.kept_head import Head
from priorauth.operations.ledger.find_ledger import LedgerPlace, require_ledger
from priorauth.packet.manifest.manifest import MANIFEST, MAX_MANIFEST_BYTES, read_manifest
from priorauth.problems import Problem, Refused, Severity, Where, problem

if TYPE_CHECKING:
    from priorauth.ledger.portable_rows import LedgerRows


@dataclass(frozen=True, slots=True)
class LedgerAudit:
    """What checking the chain found, and where the chain has the heads of the manifests that were named."""

    chain: ChainReport
    rows: RowReport
    heads: tuple[HeadFound, ...]
    problems: tuple[Problem, ...]
    """What is wrong with a row, with a manifest, or with the chain by what the folder or a manifest keeps of it."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against the chain; warnings and notes do not."""
        return self.chain.is_whole and all(
            problems_found.severity is not Severity.ERROR for problems_found in self.problems
        )


def audit_ledger(place: LedgerPlace, *, head: str | None = None, manifests: Sequence[Path] = ()) -> LedgerAudit:
    """Check that no event and no row was changed, removed or put in, and return what was found.

    ``head`` is one that was printed earlier; ``manifests`` are manifests, packets' folders or folders of packets.
    Without either, and without the head that the practice's folder keeps, events cut off the end cannot be noticed.
    Raises `Refused`: PA201 without a ledger, PA1114 for one that is gone, PA830 for a folder without a manifest.
    """
    printed, problems = _printed(manifests)
    with require_ledger(place, must_have_head=False) as book:
        rows, kept = book.rows(), book.kept_head()
    found = find_heads(rows.links, printed)
    chain, table = rows.check(head)
    problems += _of_kept_head(rows, kept)
    problems += _of_table(table)
    problems += (problem for item in found for problem in item.problems)
    return LedgerAudit(chain, table, found, tuple(problems))


def problems_of(rows: LedgerRows, kept: Head | None) -> tuple[Problem, ...]:
    """Return what speaks against the rows of a ledger, and against a head that was kept of it; no notes."""
    chain, table = rows.check()
    broken = () if chain.broken_at is None else (problem("PA1126", number=chain.broken_at),)
    found = (*broken, *_of_kept_head(rows, kept), *_of_table(table))
    return tuple(item for item in found if item.severity is Severity.ERROR)


def _of_kept_head(rows: LedgerRows, kept: Head | None) -> Iterator[Problem]:
    if kept is not None and (kept.seq, kept.hash) not in {
        (0, START),
        *((link.seq, link.hash) for link in rows.links),
    }:
        yield problem("PA1114", seq=kept.seq)


def _of_table(table: RowReport) -> Iterator[Problem]:
    if table.first_bad is not None:
        bad = table.first_bad
        yield problem("PA1118", Where(field=bad.case_id), number=bad.number, fault=bad.fault)
    if table.adopted:
        yield problem("PA1119", count=table.adopted)


def audit_head(place: LedgerPlace) -> str:
    """Return the hash of the latest event, to be kept elsewhere. Raises `Refused` (PA201) without a ledger."""
    with require_ledger(place) as book:
        return book.head()


def _printed(named: Iterable[Path]) -> tuple[list[PrintedHead], list[Problem]]:
    """Read what manifests print; one that cannot be read is a problem and stops no other."""
    printed: list[PrintedHead] = []
    problems: list[Problem] = []
    for path in (path for name in named for path in _manifests(name)):
        try:
            data = read_file(path, limit_bytes=MAX_MANIFEST_BYTES)
            manifest, broken = read_manifest(data)
        except Refused as refused:
            problems += [replace(item, where=Where(str(path))) for item in refused.problems]
            continue
        problems += [replace(item, where=Where(str(path))) for item in broken]
        digest = hashlib.sha256(data).hexdigest()
        printed.append(
            PrintedHead(file=str(path), case_id=manifest.case_id, head=manifest.audit_head, manifest_sha256=digest)
        )
    return printed, problems


def _manifests(name: Path) -> Iterator[Path]:
    """Name the manifest a path stands for, or those of a folder of packets. Raises `Refused` (PA830) for none."""
    if not name.is_dir():
        yield name
        return
    found = [name / MANIFEST] if (name / MANIFEST).is_file() else sorted(name.glob(f"*/{MANIFEST}"))
    if not found:
        raise Refused([problem("PA830", Where(str(name)))])
    yield from found
