"""Short forms of what a text is read as, for tables of cases."""

from __future__ import annotations

from priorauth.readers.mri.model import MriReport
from priorauth.readers.mri.read_report import read_report

Short = tuple[str, tuple[int, ...], str]


def found(text: str) -> list[Short]:
    """Read a text, form feeds as page breaks, and give its findings as (place, types, certainty)."""
    return shorts(read_report(text.split("\f")))


def shorts(report: MriReport) -> list[Short]:
    return [(str(f.place), tuple(int(t) for t in f.types), str(f.certainty)) for f in report.findings]
