"""Rewriting a case file of the old form, with the file as it was kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.case.old_form import converted
from priorauth.files import read_file, write_file
from priorauth.parsing.tree import MAX_BYTES
from priorauth.problems import Refused, Where, problem

KEPT = ".before-convert"
"""What is added to the name of the file that is kept."""


@dataclass(frozen=True, slots=True)
class ConvertedCase:
    """What became of a case file. ``kept`` is the file as it was; ``None`` where nothing was written."""

    case_file: Path
    text: str
    pages: int
    attested: int
    kept: Path | None

    @property
    def is_new(self) -> bool:
        """Whether there was nothing to change."""
        return not (self.pages or self.attested)


def convert_case(case_file: Path, *, dry_run: bool = False) -> ConvertedCase:
    """Rewrite a case in the new form; one that is in it already is left alone.

    Raises `Refused`: PA1xx for a file that cannot be read, PA194 for one that cannot be rewritten, PA195 where an
    earlier file is kept already, PA2xx for the disk; then nothing is changed.
    """
    if case_file.suffix not in (".yaml", ".yml"):
        raise Refused([problem("PA194", Where(str(case_file)))])
    data = read_file(case_file, limit_bytes=MAX_BYTES)
    new = converted(data.decode("utf-8-sig", "replace"), str(case_file))
    found = ConvertedCase(case_file, new.text, new.pages, new.attested, None)
    if found.is_new or dry_run:
        return found
    kept = case_file.with_name(case_file.name + KEPT)
    if kept.exists():
        raise Refused([problem("PA195", Where(str(kept)))])
    write_file(kept, data)
    write_file(case_file, new.text.encode(), overwrite=True)
    return ConvertedCase(case_file, new.text, new.pages, new.attested, kept)
