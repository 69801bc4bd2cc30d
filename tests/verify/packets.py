"""Made packets to tamper with: a copy of the made-up practice, and the packet of its clean case."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec
from priorauth.files.shipped_data import folder
from priorauth.verify.verification import Verification, verify

DAY = date(2026, 11, 24)
CLEAN = "clean-three-bodies"


def copied_practice(home: Path) -> Path:
    """Copy the made-up practice; its packets go beside its cases."""
    shutil.copytree(folder("examples"), home, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return home


def made_packet(practice: Path, case: str = CLEAN, *, into: str = "packets", **changes: Any) -> Path:
    """Build the packet of a case into the practice folder; give its folder."""
    order = BuildSpec(case_file=practice / "cases" / case / "case.yaml", as_of=DAY, out=practice / into, **changes)
    return pipeline.build(order).folder


def copied_packet(packet: Path, name: str) -> Path:
    """Copy a packet within its practice, so that its inputs are still found."""
    target = packet.parent.parent / f"packets-{name}" / packet.name
    shutil.copytree(packet, target)
    return target


def codes(found: Verification, severity: str = "error") -> set[str]:
    return {p.code for p in found.problems if p.severity == severity}


def verified(packet: Path, **options: Any) -> Verification:
    return verify(packet, **options)


def as_files(folder_of: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder_of.iterdir()}
