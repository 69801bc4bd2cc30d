"""The practice's own profiles that a profile rests on, and what is wrong with those that rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from priorauth.payers.library import default_library
from priorauth.payers.lint import lint_profile
from priorauth.practice.approvals.own_files import PROFILES, file_named, own_among
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused


def files_of_profile(practice: LoadedPractice, profile_id: str) -> tuple[str, ...]:
    """Name the practice's own files of a profile, those it extends included.

    Raises `Refused`: PA577 when the practice has nothing of that name of its own, PA3xx for one that is wrong.
    """
    library = default_library(practice.profile_folders)
    if profile_id not in library.ids():
        return (file_named(practice.folder, PROFILES, profile_id),)
    return own_among(practice.folder, PROFILES, profile_id, library.load(profile_id).files)


def check_profiles(practice: LoadedPractice, files: Iterable[str], as_of: date) -> tuple[Problem, ...]:
    """Check every profile that rests on any of these files; each finding once."""
    library = default_library(practice.profile_folders)
    wanted = {practice.folder / file for file in files}
    found: dict[Problem, None] = {}
    for profile_id in library.ids():
        try:
            loaded = library.load(profile_id)
        except Refused as refused:
            if any(path.stem == profile_id for path in wanted):
                found |= dict.fromkeys(refused.problems)
            continue
        if wanted.intersection(loaded.files):
            found |= dict.fromkeys(lint_profile(loaded, as_of))
    return tuple(found)
