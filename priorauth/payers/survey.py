"""Linting several profiles in one run: one that cannot be read is told about, and stops none of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.payers.library import ProfileLibrary
from priorauth.payers.lint import lint_profile
from priorauth.problems import Owner, Problem, Refused, Where, problem

_NEARLY = (".yml", ".json", ".yaml.txt", ".yml.txt")


def survey(
    names: Sequence[str], library: ProfileLibrary, folders: Sequence[Path], as_of: date
) -> tuple[Problem, ...]:
    """Lint profiles, each named by its id or its file, and give everything that is found, each thing once.

    ``folders`` are those that profiles are found in by the names of their files: a file in one of them has to bear
    the name of its id (PA302).
    """
    found: dict[Problem, None] = {}
    for name in names:
        try:
            loaded = candidate(name, library).loaded
        except Refused as refused:
            found |= dict.fromkeys(replace(flaw, owner=Owner.ADMIN) for flaw in refused.problems)
            continue
        if is_file_name(name) and _is_in(Path(name), folders) and Path(name).name != f"{loaded.profile.id}.yaml":
            found[problem("PA302", loaded.locate(("id",)), id=loaded.profile.id)] = None
        found |= dict.fromkeys(lint_profile(loaded, as_of))
    return tuple(found)


def overlooked(folders: Sequence[Path]) -> Iterator[Problem]:
    """Find files that were meant as profiles and are not found, as their names do not end in ``.yaml`` (PA335)."""
    for folder in folders:
        for path in sorted(folder.glob("*")):
            name = path.name.lower()
            meant = name.endswith(_NEARLY) or (name.endswith(".yaml") and path.suffix != ".yaml")
            if meant and path.is_file():
                yield problem("PA335", Where(str(path)))


def _is_in(path: Path, folders: Sequence[Path]) -> bool:
    return path.resolve().parent in [folder.resolve() for folder in folders]
