"""Writing a run's report beside its packets."""

from __future__ import annotations

from pathlib import Path

from priorauth.batch.report.figures import RunFigures
from priorauth.batch.report.report_page import page
from priorauth.batch.report.report_workbook import workbook
from priorauth.files import write_file

PAGE = "report.html"
"""No case has such a name: case ids have no dot."""


def report_files(figures: RunFigures) -> dict[str, bytes]:
    """Return the report's files by name: a page, a workbook and data, which say the same."""
    return {
        PAGE: page(figures),
        "report.xlsx": workbook(figures),
        "report.json": (figures.model_dump_json(indent=2) + "\n").encode(),
    }


def write_report(figures: RunFigures, folder: Path) -> Path:
    """Write the report's files into ``folder``, each whole; give the page's path. Raises `Refused` (PA204)."""
    for name, data in report_files(figures).items():
        write_file(folder / name, data, overwrite=True)
    return folder / PAGE
