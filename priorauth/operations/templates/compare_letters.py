"""Comparing the finished letters of two versions of a template, for made-up cases and for the open ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.assembly.chart import read_chart
from priorauth.authoring.change.open_cases import OpenCases
from priorauth.authoring.change.paragraph_changes import (
    ChangedWords as ChangedWords,
    ParagraphChange as ParagraphChange,
)
from priorauth.authoring.change.template_change import LetterChange as LetterChange, Versions, letter_change
from priorauth.authoring.change.template_version import SHIPPED, find_version, letter_of
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.templates.template_library import LoadedTemplate
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.list_open_cases import list_open_cases, own_case_folder
from priorauth.operations.templates.find_templates import letters_from
from priorauth.parsing.model import Record
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Problem, Refused
from priorauth.submission.build_spec import CaseQuery

_NO_CASES = OpenCases((), (), 0, 0)


class VersionPair(Record):
    """The two versions that are compared.

    Each is the name of a template as it is found now, ``shipped:`` and a name, a file, or the SHA-256 of an
    approved text. One alone is compared with the shipped template of its name.
    """

    old: str
    new: str | None = None
    letter: str | None = None
    """The letter they are versions of, if their names do not say so."""

    @property
    def both(self) -> tuple[str, str]:
        """The earlier version and the later."""
        return (f"{SHIPPED}{self.old}", self.old) if self.new is None else (self.old, self.new)


@dataclass(frozen=True, slots=True)
class ComparedLetters:
    """What two versions of a template say otherwise. The words of a case that is not made up are a patient's."""

    letter: str
    before: LoadedTemplate
    after: LoadedTemplate
    shown: tuple[LetterChange, ...]
    """Of the cases that were named, else of the shipped made-up ones."""
    open: tuple[LetterChange, ...]
    """Of the practice's open cases."""
    closed: int
    unreadable: int
    unread: tuple[Problem, ...]
    """What is wrong with open cases that could not be read, or written; each names its file."""

    @property
    def breaks(self) -> bool:
        """Whether some case's letter could be written before and no longer can."""
        return any(change.breaks for change in (*self.shown, *self.open))


def compare_letters(
    place: LedgerPlace, versions: VersionPair, cases: Sequence[Path] = (), *, as_of: date
) -> ComparedLetters:
    """Return what two versions of a template say otherwise, and what becomes of the practice's open cases.

    ``cases`` are case files to compare in place of the made-up ones. Raises `Refused`: PA504 for an unknown name,
    PA201 for a file, PA640 for a hash that is not there, PA641 where no name says which letter it is, PA5xx for a
    version that cannot be used at all, and what reading a case that is named raises.
    """
    compared = _compared(place.folder, versions)
    files = tuple(cases) or sorted((shipped_folder("examples") / "cases").glob("*/case.yaml"))
    letters = _Letters(compared, as_of, {})
    shown = tuple(map(letters.change_of, files))
    found = list_open_cases(place, (), as_of) if own_case_folder(place.folder) else _NO_CASES
    changes, problems = letters.changes_of([item.file for item in found.cases])
    before, after = compared.load()
    return ComparedLetters(
        letter=compared.name,
        before=before,
        after=after,
        shown=shown,
        open=changes,
        closed=found.closed,
        unreadable=found.unreadable + len(found.cases) - len(changes),
        unread=(*found.problems, *problems),
    )


def _compared(home: Path, versions: VersionPair) -> Versions:
    """Find the two versions, both of them fit to be loaded."""
    # What two versions say is compared, whether or not it is settled yet.
    practice, library = nearest_practice(home), replace(letters_from(home), of_practice=False)
    old, new = versions.both
    found = (find_version(old, library, practice), find_version(new, library, practice))
    name = letter_of(found, library, versions.letter)
    compared = Versions(name, found[0].as_named(name), found[1].as_named(name))
    compared.load()
    return compared


@dataclass(frozen=True, slots=True)
class _Letters:
    """Compares a case's letters once, whether it is named, open or both."""

    versions: Versions
    as_of: date
    known: dict[Path, LetterChange]

    def change_of(self, file: Path) -> LetterChange:
        """Return what becomes of the letter of one case; raises what reading a case raises."""
        key = file.resolve()
        if key not in self.known:
            self.known[key] = letter_change(read_chart(CaseQuery(file, self.as_of)), self.versions, self.as_of)
        return self.known[key]

    def changes_of(self, files: Sequence[Path]) -> tuple[tuple[LetterChange, ...], tuple[Problem, ...]]:
        """Return what becomes of each letter that can be written, and what is wrong with the others."""
        changes: list[LetterChange] = []
        problems: list[Problem] = []
        for file in files:
            try:
                changes.append(self.change_of(file))
            except Refused as refused:
                problems += refused.problems
        return tuple(changes), tuple(problems)
