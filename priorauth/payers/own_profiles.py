"""The practice's own profiles that a profile rests on, and what is wrong with those that rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from priorauth.payers.library import default_library
from priorauth.payers.lint import lint_profile
from priorauth.practice.approvals.own_files import PROFILES
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused, problem


def profile_named(practice: LoadedPractice, profile_id: str) -> str:
    """Return the practice's own file of a profile. Raises `Refused` (PA577) when it has none."""
    file = PROFILES.file_of(profile_id)
    name = file.removeprefix(f"{PROFILES.folder}/")
    if not PROFILES.pattern.fullmatch(name) or not (practice.folder / file).is_file():
        hint = "see 'priorauth payer log' for the practice's own, and 'priorauth payer list'"
        raise Refused([problem("PA577", what="profile", name=profile_id[:60], hint=hint)])
    return file


def files_of_profile(practice: LoadedPractice, profile_id: str) -> tuple[str, ...]:
    """Name the practice's own files of a profile, those it extends included.

    Raises `Refused`: PA577 when the practice has nothing of that name of its own, PA3xx for one that is wrong.
    """
    library = default_library(practice.profile_folders)
    if profile_id not in library.ids():
        return (profile_named(practice, profile_id),)
    paths = library.load(profile_id).files
    files = sorted(
        path.relative_to(practice.folder).as_posix() for path in paths if practice.folder in path.parents
    )
    if not files:
        hint = f"'{profile_id}' is used as shipped and needs no approval"
        raise Refused([problem("PA577", what="profile", name=profile_id, hint=hint)])
    return tuple(files)


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
