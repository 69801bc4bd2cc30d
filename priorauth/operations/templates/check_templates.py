"""Checking letter templates and letterheads without any case, and the fields a template can use and does use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from priorauth.files import read_file
from priorauth.letters.context.model import LetterContext, context_of
from priorauth.letters.lint import examine, lint_file, lint_library, lint_template
from priorauth.letters.lint.field_use import NeededField as NeededField, needed_fields
from priorauth.letters.lint.reference import reference as reference
from priorauth.letters.lint.types import FieldRow as FieldRow, field_rows
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.operations.templates.find_templates import letters_from
from priorauth.payers.model import Profile
from priorauth.practice.approvals.own_files import LETTERHEAD, MAX_BYTES
from priorauth.problems import Problem
from priorauth.render.docx.letterhead_lint import lint_letterhead


def check_templates(home: Path, names: Sequence[str], payers: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with templates and the letterhead, each thing once.

    A name is that of a template, or the path of a template, a partial or a letterhead; without any, all that are
    found are checked. ``payers`` are the profiles whose criteria a letter has to answer; without any, all. Raises
    `Refused` for a profile or a file that cannot be read.
    """
    library = profiles_from(home)
    profiles = tuple(library.load(payer).profile for payer in payers or library.ids())
    return tuple(dict.fromkeys(_flaws(letters_from(home), names, profiles)))


def _flaws(library: TemplateLibrary, names: Sequence[str], profiles: Sequence[Profile]) -> Iterator[Problem]:
    if not names:
        yield from lint_library(library, profiles)
        letterhead = library.path_of(LETTERHEAD)
        if letterhead is not None:
            yield from flaws_of_letterhead(letterhead)
    for name in names:
        if name.lower().endswith(".docx"):
            yield from flaws_of_letterhead(Path(name))
        elif name.endswith(".md") or "/" in name or "\\" in name:
            yield from lint_file(library, Path(name), profiles)
        else:
            yield from lint_template(library, name, profiles)


def flaws_of_letterhead(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a letterhead. Raises `Refused` (PA2xx) for a file that cannot be read."""
    return lint_letterhead(read_file(path, limit_bytes=MAX_BYTES), str(path))


def list_fields() -> tuple[FieldRow, ...]:
    """Return every field that a letter can use, in the order of the reference."""
    return field_rows(LetterContext)


def fields_used(home: Path, name: str) -> tuple[NeededField, ...]:
    """Return the fields that a template and its partials use. Raises `Refused` (PA504) for an unknown one."""
    library = letters_from(home)
    path = library.path_of(f"{name}.md") or library.load(name).path
    return needed_fields(context_of(name), examine(library, path).uses)
