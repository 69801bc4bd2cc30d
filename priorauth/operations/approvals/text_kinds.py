"""The two kinds of text that are approved, and what is asked of each before it may be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from priorauth.practice.approvals.own_files import (
    PROFILES as PROFILES,
    TEMPLATES as TEMPLATES,
    FileKind as FileKind,
)
from priorauth.practice.settings import LoadedPractice, find_practice
from priorauth.problems import Problem, Refused, problem


def require_practice(home: Path) -> LoadedPractice:
    """Return the practice that a folder belongs to. Raises `Refused` (PA579) where there is none."""
    practice = find_practice(home)
    if practice is None:
        raise Refused([problem("PA579")])
    return practice


def files_named(kind: FileKind, practice: LoadedPractice, name: str) -> tuple[str, ...]:
    """Return the practice's own files that a name covers: partials of a letter, profiles that one extends.

    Raises `Refused`: PA577 when the practice has nothing of that name of its own, PA5xx or PA3xx for what is wrong.
    """
    if kind is TEMPLATES:
        from priorauth.letters.templates.search_path import files_of_letter

        return files_of_letter(practice, name)
    from priorauth.payers.lint import files_of_profile

    return files_of_profile(practice, name)


def flaws_of(
    kind: FileKind, practice: LoadedPractice, files: Sequence[str], effective: date
) -> tuple[Problem, ...]:
    """Return what is wrong with everything that files go into, as of the first day they count."""
    if kind is TEMPLATES:
        return _flaws_of_letters(practice, files)
    from priorauth.payers.lint import check_profiles

    return check_profiles(practice, files, effective)


def _flaws_of_letters(practice: LoadedPractice, files: Sequence[str]) -> tuple[Problem, ...]:
    from priorauth.letters.lint import lint_template
    from priorauth.letters.templates.search_path import check_letters
    from priorauth.operations.templates.check_templates import flaws_of_letterhead

    letterheads = (practice.folder / file for file in files if file.endswith(".docx"))
    return (
        *check_letters(practice, files, lint_template),
        *(flaw for path in letterheads for flaw in flaws_of_letterhead(path)),
    )
