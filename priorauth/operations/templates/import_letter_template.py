"""Importing a Word letter as a template of the practice's own, with its letterhead, and trying it on scenarios."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.authoring.word_import.import_letter import MAX_BYTES, Imported, LookAt, import_letter, tried
from priorauth.authoring.word_import.template_writing import ValueProposal as ValueProposal
from priorauth.authoring.word_import.word_letter import NotCarried
from priorauth.files import read_file, write_file
from priorauth.operations.templates.find_templates import letters_from
from priorauth.operations.templates.try_letters import stage_scenarios
from priorauth.parsing.model import Record
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.problems import Problem, Refused, Severity, Where, problem


class LetterImport(Record):
    """A Word letter, and where its template goes."""

    letter: Path
    folder: Path
    name: str | None = None
    """The template's name; by default the letter's file name."""
    without_letterhead: bool = False
    """Whether the template is written alone."""
    overwrite: bool = False
    """Whether files that stand there already are replaced."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportedLetter:
    """What came of a Word letter. A proposal's value stood in the letter and may be a patient's."""

    name: str
    template: Path
    """Where the template stands, or would."""
    written: tuple[Path, ...]
    proposals: tuple[ValueProposal, ...]
    not_carried: tuple[NotCarried, ...]
    look_at: tuple[LookAt, ...]
    problems: tuple[Problem, ...]
    """What is wrong with the letterhead, and with the letters the template makes for the scenarios."""

    @property
    def is_usable(self) -> bool:
        """Whether the template works as it is."""
        return all(found.severity is not Severity.ERROR for found in self.problems)


def import_letter_template(home: Path, asked: LetterImport, *, today: date) -> ImportedLetter:
    """Turn a Word letter into a template, write it, and return what a person has to look at.

    Raises `Refused`: PA590-PA593 and PA598 for a letter or a name that cannot be used, PA203 where a file stands
    already (none is then written), PA2xx for the disk.
    """
    data = read_file(asked.letter, limit_bytes=MAX_BYTES)
    imported = import_letter(data, asked.name or _name_of(asked.letter), str(asked.letter))
    files = _files(imported, without_letterhead=asked.without_letterhead)
    if not asked.dry_run:
        _write(asked.folder, files, overwrite=asked.overwrite)
    path = asked.folder / f"{imported.name}.md"
    staged = stage_scenarios(home, (), template=imported.name, as_of=today)
    return ImportedLetter(
        name=imported.name,
        template=path,
        written=() if asked.dry_run else tuple(asked.folder / file for file in files),
        proposals=imported.proposals,
        not_carried=imported.not_carried,
        look_at=imported.look_at,
        problems=(*imported.problems, *tried(imported, staged, letters_from(home), path)),
    )


def _name_of(letter: Path) -> str:
    """Make a template's name from the letter's file name."""
    return re.sub(r"[^a-z0-9]+", "_", letter.stem.lower()).strip("_") or "letter"


def _files(imported: Imported, *, without_letterhead: bool) -> Mapping[str, bytes]:
    files = {f"{imported.name}.md": imported.template.encode()}
    if imported.letterhead is not None and not without_letterhead:
        files[LETTERHEAD] = imported.letterhead
    return files


def _write(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> None:
    """Write all files or, where one stands there already, none. Raises `Refused` (PA203)."""
    taken = [folder / name for name in files if (folder / name).exists()]
    if taken and not overwrite:
        raise Refused(
            problem(
                "PA203",
                Where(str(path)),
                fix="choose another --name or folder, or add --force"
                + ("; --no-letterhead keeps the letterhead that is there" if path.name == LETTERHEAD else ""),
            )
            for path in taken
        )
    for name, data in files.items():
        write_file(folder / name, data, overwrite=overwrite)
