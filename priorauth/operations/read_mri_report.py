"""Reading a report of a lumbar MRI, to see what the tool finds in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from priorauth.problems import Problem, Refused, Where
from priorauth.readers.mri.cautions import cautions
from priorauth.readers.mri.read_report import read_report, too_long
from priorauth.readers.mri.report_file import MAX_TEXT_BYTES, ReportPages, pages_of_file, pages_of_text
from priorauth.readers.mri.report_listing import as_data, as_lines


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What was read in a report, each finding with its page and its exact words; they are a patient's."""

    data: Mapping[str, object]
    """Everything as plain data, the warnings included."""
    lines: tuple[str, ...]
    """The same for people."""
    warnings: tuple[Problem, ...]


def read_mri_report(file: Path) -> ReadReport:
    """Read a report from any file an exhibit may be, or from pages of it: ``FILE#18-20``.

    The pages of what is read are those that were asked for, counted from 1, as an exhibit of them has them. Raises
    what `pages_of_file` raises, and PA697 for too long a text.
    """
    return _read(pages_of_file(file), Where(file=str(file)))


def read_mri_text(stream: BinaryIO, name: str) -> ReadReport:
    """Read a report from plain text, in which a form feed begins a new page; ``name`` is what problems call it.

    Raises `Refused`: PA105 too large, PA697 too long, PA772 not UTF-8, PA773 empty.
    """
    where = Where(file=name)
    return _read(ReportPages(pages_of_text(stream.read(MAX_TEXT_BYTES + 1), where)), where)


def _read(pages: ReportPages, where: Where) -> ReadReport:
    if too_much := tuple(too_long(pages.texts, where)):
        raise Refused(too_much)
    report = read_report(pages.texts)
    warnings = (*pages.told, *cautions(report, pages.texts, pages.file_pages))
    return ReadReport(as_data(report, warnings), tuple(as_lines(report)), warnings)
