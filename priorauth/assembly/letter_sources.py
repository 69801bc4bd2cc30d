"""Where the profile, the letters and the letterhead of a case are looked for."""

from __future__ import annotations

from priorauth.assembly.case_basis import CaseBasis
from priorauth.case.model import Case
from priorauth.files import read_file
from priorauth.letters.templates.search_path import SearchFolder, case_kinds, search_folders
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import ChosenProfile
from priorauth.practice.approvals.own_files import LETTERHEAD, MAX_BYTES
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Refused, Where, problem


def searched_payers(case: Case, chosen: ChosenProfile) -> tuple[str, ...]:
    """List the ids a payer is looked for under: that of its profile, then those the profile extends.

    A payer without a profile is looked for under the id its case names, then under that of the stand-in.
    """
    named = (case.coverage.payer,) if chosen.is_fallback else ()
    return tuple(dict.fromkeys((*named, *(path.stem for path in chosen.files))))


def layers_of(practice: LoadedPractice | None, case: Case, chosen: ChosenProfile) -> tuple[SearchFolder, ...]:
    """List where a case's letters are looked for: for its kinds, its payer, the practice, then those shipped."""
    return search_folders(practice, searched_payers(case, chosen), case_kinds(case))


def letter_library(basis: CaseBasis) -> TemplateLibrary:
    """Find a case's letters, each as it counts on the day; see `layers_of`."""
    found = layers_of(basis.practice, basis.loaded.case, basis.chosen)
    return TemplateLibrary(tuple(layer.folder for layer in found), basis.texts.instead)


def letterhead_in(library: TemplateLibrary) -> bytes:
    """Read the letterhead that Word files are made on. Raises `Refused` (PA2xx) when it cannot be read."""
    place = library.found(LETTERHEAD)
    if place is None or place.read_from is None:
        raise Refused([problem("PA201", Where(LETTERHEAD))])
    return read_file(place.read_from, limit_bytes=MAX_BYTES)
