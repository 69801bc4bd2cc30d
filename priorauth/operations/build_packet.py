"""Building one packet, or saying what is missing and who must act; and the made-up practice's packet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.assembly import pipeline
from priorauth.assembly.chart import ChartRefused
from priorauth.criteria.claim_evidence import EVIDENCE, IMAGING_EVIDENCE
from priorauth.criteria.model import FailureClass, Override, Result as Result
from priorauth.files import write_tree
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.ledger.steps import Requested
from priorauth.operations.ledger.record_packet import SendablePacket
from priorauth.problems import Problem, Refused, problem
from priorauth.submission.build_spec import (
    BuildSpec as BuildSpec,
    Delivery as Delivery,
    Format as Format,
    ReadingOptions,
)
from priorauth.submission.gate import GatedCase


@dataclass(frozen=True, slots=True)
class BuiltPacket:
    """A packet that was made, and where it lies."""

    case_id: str
    profile_id: str
    is_draft: bool
    is_documentation: bool
    """Whether it documents the chart and asks for nothing."""
    pages: int | None
    folder: Path
    files: tuple[Path, ...]
    warnings: tuple[Problem, ...]
    sendable: SendablePacket | None
    """What the ledger keeps of it; ``None`` for what does not go out as a request, and for an appeal."""


class PacketRefused(Refused):
    """A refusal of a case whose chart was read."""

    def __init__(self, problems: Iterable[Problem], is_open: Sequence[Result]) -> None:
        super().__init__(problems)
        self.open = tuple(is_open)
        """What is required and not shown, beside what the problems say."""


def build_packet(spec: BuildSpec, report: Callable[[str], None] = lambda stage: None) -> BuiltPacket:
    """Build the packet of one case, complete or not at all, and return it; ``report`` hears each stage.

    Raises `PacketRefused` once the chart was read, `Refused` for a case that cannot be read and for the disk.
    """
    try:
        return packet_of(pipeline.build(spec, report))
    except ChartRefused as refused:
        raise PacketRefused(refused.problems, _open(refused, spec)) from None


def require_day_reached(as_of: date, today: date, *, draft: bool, dry_run: bool = False) -> None:
    """Raise `Refused` (PA135) for a finished packet as of a day to come: what happens until then isn't known."""
    if as_of > today and not draft and not dry_run:
        raise Refused([problem("PA135", as_of=as_of, today=today)])


def overrides_by(criteria: Sequence[str], by: str | None, reason: str | None) -> tuple[Override, ...]:
    """Return the overrides that let open gaps pass. Raises `Refused` (PA403) without a person or a reason."""
    if not criteria:
        return ()
    if not by or not reason:
        raise Refused([problem("PA403")])
    return tuple(Override(criterion=criterion, by=by, reason=reason) for criterion in criteria)


def packet_of(built: pipeline.Built) -> BuiltPacket:
    """Return a packet on disk as those see it who asked for it."""
    gated = built.gated
    return BuiltPacket(
        case_id=gated.case.case_id,
        profile_id=gated.profile.id,
        is_draft=gated.is_draft,
        is_documentation=gated.is_documentation,
        pages=built.pages,
        folder=built.folder,
        files=built.files,
        warnings=built.warnings,
        sendable=_sendable(gated, built.sha256),
    )


def _sendable(gated: GatedCase, sha256: Mapping[str, str]) -> SendablePacket | None:
    if gated.is_draft or gated.denial or gated.is_documentation:
        return None
    case = gated.case
    return SendablePacket(case.case_id, gated.profile.id, Requested.of(case), case.request.planned_date, sha256)


def _open(refused: ChartRefused, spec: BuildSpec) -> tuple[Result, ...]:
    """Return what is required and not shown, without what an override names or a problem of its own says."""
    named = {override.criterion for override in spec.overrides}
    found = pipeline.assessed(refused.chart, spec.as_of).open
    return tuple(result for result in found if result.id not in named and not _has_own_problem(result))


def _has_own_problem(result: Result) -> bool:
    """Whether a problem with its code tells it: what an exhibit contradicts. Telling it twice hides the rest."""
    return result.kind in (EVIDENCE, IMAGING_EVIDENCE) and result.failure is FailureClass.CONFLICT


def ask_reading(*, redact_ssn: bool = False, ocr: bool = False, trust_ocr: bool = False) -> ReadingOptions:
    """Return how exhibits are to be read. To trust what a machine reads in a scan is to have it read the scan."""
    return ReadingOptions(redact_ssn=redact_ssn, ocr=ocr or trust_ocr, trust_ocr=trust_ocr)


DEMO_CASE = "clean-three-bodies"
DEMO_DAY = date(2026, 11, 24)
"""The day the made-up cases speak as of; a later day would let their coverage and studies age."""


def build_demo(folder: Path, *, overwrite: bool = False) -> BuiltPacket:
    """Copy the made-up practice into ``folder``, build its clean case there, and return the packet.

    Raises `Refused` (PA2xx) for the disk.
    """
    source = shipped_folder("examples")
    files = {
        str(path.relative_to(source)): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    write_tree(folder, files, overwrite=overwrite)
    case_file = folder / "cases" / DEMO_CASE / "case.yaml"
    return build_packet(BuildSpec(case_file=case_file, as_of=DEMO_DAY, out=folder / "packets"))
