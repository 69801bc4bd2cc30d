"""A case with what it is judged by, before any of its exhibits is opened: its practice, its profile, its texts.

Also where the profile, the letters and the letterhead of a case are looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from priorauth.case.model import Case
from priorauth.case.read_case import LoadedCase, folder_of, read_case
from priorauth.files import read_file
from priorauth.letters.templates.search_path import SearchFolder, case_kinds, search_folders
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import ChosenProfile, default_library, profile_for
from priorauth.payers.medicare import branch_facts
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, own_texts
from priorauth.practice.approvals.own_files import LETTERHEAD, MAX_BYTES
from priorauth.practice.settings import LoadedPractice, find_practice
from priorauth.problems import Refused, Where, problem
from priorauth.submission.build_spec import CaseQuery

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CaseBasis:
    """A case, its practice, the profile it is held against, and the practice's own texts as they count."""

    loaded: LoadedCase
    practice: LoadedPractice | None
    chosen: ChosenProfile
    texts: OwnTexts


class SharedReads:
    """What cases have in common, each read once. One of these is for one run: it sees no later change."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], Any] = {}

    def once(self, key: tuple[object, ...], read: Callable[[], T]) -> T:
        """Return what was read under a key, and read it the first time; what is refused is asked for anew."""
        if key not in self._read:
            self._read[key] = read()
        found: T = self._read[key]
        return found

    def practice(self, start: Path) -> LoadedPractice | None:
        """Return the practice a folder belongs to; raises as `find_practice`."""
        return self.once(("practice", start), lambda: find_practice(start))

    def texts(self, practice: Path | None, query: CaseQuery) -> OwnTexts:
        """Return a practice's own texts as they count for a query; raises as `own_texts`."""
        if practice is None:
            return NO_TEXTS
        key = ("texts", practice, query.as_of, query.draft)
        return self.once(key, lambda: own_texts(practice, query.as_of, draft=query.draft))

    def profile(self, case: Case, practice: LoadedPractice | None, query: CaseQuery) -> ChosenProfile:
        """Return the profile of a case, the practice's own as they count; raises as `profile_for`."""
        folder, coverage = practice.folder if practice else None, case.coverage
        facts = branch_facts(coverage, case.facility)
        asked = (query.as_of, query.draft, query.payer, coverage.payer, facts)
        texts = self.texts(folder, query)
        return self.once(("profile", folder, *asked), lambda: _profile(case, practice, texts, query.payer))


def read_basis(query: CaseQuery, *, texts: OwnTexts | None = None, shared: SharedReads | None = None) -> CaseBasis:
    """Read a case and find its practice, its payer's profile and the practice's own texts.

    The practice's own profiles and templates count as they are approved for the day; for a draft as they are now;
    or as ``texts`` has them. ``shared`` keeps what other cases need too. Raises `Refused` for a case, a practice or
    a profile that cannot be read, and (PA574) for a registry of approvals that was tampered with.
    """
    reads = shared or SharedReads()
    practice = reads.practice(folder_of(query.case_file))
    loaded = read_case(
        query.case_file,
        as_of=query.as_of,
        defaults=practice.defaults if practice else None,
        defaults_file=practice.tree if practice else None,
        show_values=query.show_values,
    )
    case = loaded.case
    if texts is not None:
        return CaseBasis(loaded, practice, _profile(case, practice, texts, query.payer), texts)
    texts = reads.texts(practice.folder if practice else None, query)
    return CaseBasis(loaded, practice, reads.profile(case, practice, query), texts)


def _profile(
    case: Case, practice: LoadedPractice | None, texts: OwnTexts, override_id: str | None
) -> ChosenProfile:
    library = default_library(practice.profile_folders if practice else (), texts.instead)
    return profile_for(case.coverage, case.facility, library, override_id)


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
    return TemplateLibrary(tuple(layer.folder for layer in found), basis.texts.instead, of_practice=True)


def letterhead_in(library: TemplateLibrary) -> bytes:
    """Read the letterhead that Word files are made on. Raises `Refused` (PA2xx) when it cannot be read."""
    place = library.found(LETTERHEAD)
    if place is None or place.read_from is None:
        raise Refused([problem("PA201", Where(LETTERHEAD))])
    return read_file(place.read_from, limit_bytes=MAX_BYTES)
