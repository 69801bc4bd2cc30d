"""Where letters are looked for: what is shipped, the practice's own, those for a payer, those for a kind of case.

The most specific place wins, file by file, partials and the letterhead included. Those who approve and check
templates look at every composition there is: a file may change letters of some payers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from priorauth.case.model import Case, RequestKind, Urgency
from priorauth.case.sources import Stated
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.practice.approvals.own_files import TEMPLATES, file_named, own_among
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused

KINDS = ("expedited", "repeat", "renewal", "change")
"""The kinds of case a practice may write for, the most specific first."""
PAYERS_FOLDER = "payers"
KINDS_FOLDER = "kinds"
Checks = Callable[[TemplateLibrary, str], tuple[Problem, ...]]
"""Checks one template of a library, by its name, and gives what is wrong; may raise `Refused` instead."""

_EXCLUSIVE = {"renewal", "change"}
"""Kinds that no case is of at once."""


@dataclass(frozen=True, slots=True)
class SearchFolder:
    """One place of the search, and why it is searched, in words."""

    why: str
    folder: Path


def case_kinds(case: Case) -> tuple[str, ...]:
    """Say of which kinds a case is, the most specific first.

    ``expedited``: a decision is asked for in haste. ``repeat``: the nerve was ablated before, as the chart states.
    ``renewal`` and ``change``: what is asked is not a first request.
    """
    holds = {
        "expedited": case.request.urgency is Urgency.EXPEDITED,
        "repeat": case.safety.prior_ablation.performed is Stated.YES,
        "renewal": case.request.kind is RequestKind.RENEWAL,
        "change": case.request.kind is RequestKind.CHANGE,
    }
    return tuple(kind for kind in KINDS if holds[kind])


def search_folders(
    practice: LoadedPractice | None, payers: Iterable[str] = (), kinds: Sequence[str] = ()
) -> tuple[SearchFolder, ...]:
    """List the places letters are looked for, in order: kinds of case, payers, the practice, what is shipped.

    ``payers`` are ids of profiles, the most specific first.
    """
    own = practice.template_folders if practice else ()
    payers = tuple(payers)
    return (
        *(
            SearchFolder(f"cases of the kind '{kind}'", home / KINDS_FOLDER / kind)
            for home in own
            for kind in kinds
        ),
        *(SearchFolder(f"the payer '{payer}'", home / PAYERS_FOLDER / payer) for home in own for payer in payers),
        *(SearchFolder("the practice", home) for home in own),
        SearchFolder("shipped with the tool", shipped_folder("templates")),
    )


def template_library(practice: LoadedPractice | None) -> TemplateLibrary:
    """Find templates in the practice's own folder first, then among those shipped, as the files are now.

    For those who write and check templates; a packet's letters are found by
    `priorauth.assembly.case_basis.letter_library`.
    """
    return TemplateLibrary(tuple(layer.folder for layer in search_folders(practice)), of_practice=True)


def variants(practice: LoadedPractice) -> tuple[TemplateLibrary, ...]:
    """Return a library for each composition that differs, the general one first, as the files are now."""
    payers = [path.name for home in practice.template_folders for path in _folders(home / PAYERS_FOLDER)]
    there = {path.name for home in practice.template_folders for path in _folders(home / KINDS_FOLDER)}
    known = [kind for kind in KINDS if kind in there]
    together = (group for count in range(len(known) + 1) for group in combinations(known, count))
    kinds = [group for group in together if not _EXCLUSIVE.issubset(group)]
    named: list[tuple[str, ...]] = [(), *((payer,) for payer in payers)]
    found = (search_folders(practice, payer, kind) for payer, kind in product(named, kinds))
    return tuple(TemplateLibrary(tuple(layer.folder for layer in places), of_practice=True) for places in found)


def files_of_letter(practice: LoadedPractice, name: str) -> tuple[str, ...]:
    """Name the practice's own files of a letter, its partials included, in every composition.

    ``name`` may also be that of one file, such as ``partials/signature`` or ``letterhead``. Raises `Refused`: PA577
    when the practice has nothing of that name of its own, PA5xx for a letter that cannot be loaded.
    """
    libraries = variants(practice)
    paths = {path for library in libraries if name in library.names() for path in library.files_of(name)}
    if not paths:
        return (file_named(practice.folder, TEMPLATES, name),)
    return own_among(practice.folder, TEMPLATES, name, paths)


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


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
