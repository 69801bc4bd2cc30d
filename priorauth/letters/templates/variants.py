"""Every composition of a practice's letters: in general, for each payer and each kind of case it writes for.

For those who approve and check templates: a file may change letters of some payers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

from priorauth.letters.templates.search_path import KINDS, KINDS_FOLDER, PAYERS_FOLDER, layers
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.practice.approvals.own_files import TEMPLATES
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused, problem

Checks = Callable[[TemplateLibrary, str], tuple[Problem, ...]]
"""Checks one template of a library, by its name, and gives what is wrong; may raise `Refused` instead."""

_EXCLUSIVE = {"renewal", "change"}
"""Kinds that no case is of at once."""


def template_library(practice: LoadedPractice | None) -> TemplateLibrary:
    """Find templates in the practice's own folder first, then among those shipped, as the files are now.

    For those who write and check templates; a packet's letters are found by
    `priorauth.assembly.case_basis.letter_library`.
    """
    return TemplateLibrary(tuple(layer.folder for layer in layers(practice)))


def variants(practice: LoadedPractice) -> tuple[TemplateLibrary, ...]:
    """Return a library for each composition that differs, the general one first, as the files are now."""
    payers = [path.name for home in practice.template_folders for path in _folders(home / PAYERS_FOLDER)]
    there = {path.name for home in practice.template_folders for path in _folders(home / KINDS_FOLDER)}
    known = [kind for kind in KINDS if kind in there]
    together = (group for count in range(len(known) + 1) for group in combinations(known, count))
    kinds = [group for group in together if not _EXCLUSIVE.issubset(group)]
    named: list[tuple[str, ...]] = [(), *((payer,) for payer in payers)]
    found = (layers(practice, payer, kind) for payer, kind in product(named, kinds))
    return tuple(TemplateLibrary(tuple(layer.folder for layer in places)) for places in found)


def files_of_letter(practice: LoadedPractice, name: str) -> tuple[str, ...]:
    """Name the practice's own files of a letter, its partials included, in every composition.

    ``name`` may also be that of one file, such as ``partials/signature`` or ``letterhead``. Raises `Refused`: PA577
    when the practice has nothing of that name of its own, PA5xx for a letter that cannot be loaded.
    """
    libraries = variants(practice)
    if any(name in library.names() for library in libraries):
        paths = {path for library in libraries if name in library.names() for path in library.files_of(name)}
        files = tuple(sorted(_own(practice, paths)))
        if not files:
            hint = f"'{name}' is used as shipped and needs no approval"
            raise Refused([problem("PA577", what="template", name=name, hint=hint)])
        return files
    return (file_named(practice, name),)


def file_named(practice: LoadedPractice, name: str) -> str:
    """Return the practice's own file that a name stands for. Raises `Refused` (PA577) when it has none."""
    file = TEMPLATES.file_of(name)
    path = practice.folder / file
    if not TEMPLATES.pattern.fullmatch(file.removeprefix(f"{TEMPLATES.folder}/")) or not path.is_file():
        hint = "see 'priorauth template log' for the practice's own, and 'priorauth template list'"
        raise Refused([problem("PA577", what="template", name=name[:60], hint=hint)])
    return file


def check_letters(practice: LoadedPractice, files: Iterable[str], checks: Checks) -> tuple[Problem, ...]:
    """Check every letter that any of these files goes into, in each composition; each finding once.

    A partial that no letter includes is checked by nobody, and harms nobody.
    """
    wanted = {practice.folder / file for file in files}
    found: dict[Problem, None] = {}
    seen: set[tuple[Path, ...]] = set()
    for library in variants(practice):
        for name in library.names():
            found |= dict.fromkeys(_checked(library, name, wanted, checks, seen))
    return tuple(found)


def _checked(
    library: TemplateLibrary, name: str, wanted: set[Path], checks: Checks, seen: set[tuple[Path, ...]]
) -> tuple[Problem, ...]:
    """Check a letter unless it has none of these files, or the same composition was checked before."""
    try:
        files = library.files_of(name)
        if files in seen or not wanted.intersection(files):
            return ()
        seen.add(files)
        return checks(library, name)
    except Refused as refused:
        return refused.problems if _is_about(refused, wanted) else ()


def _is_about(refused: Refused, wanted: set[Path]) -> bool:
    """Whether a letter that cannot be loaded fails at one of these files; others are not being approved."""
    return any(found.where.file is not None and Path(found.where.file) in wanted for found in refused.problems)


def _own(practice: LoadedPractice, paths: Iterable[Path]) -> Iterator[str]:
    yield from (path.relative_to(practice.folder).as_posix() for path in paths if practice.folder in path.parents)


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
