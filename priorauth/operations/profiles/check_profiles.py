"""Checking payer profiles: everything that is wrong with them, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.payers.lint import overlooked, survey
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckedProfiles:
    """How many profiles were looked at, and what is wrong with them."""

    count: int
    problems: tuple[Problem, ...]


def check_profiles(home: Path, names: Sequence[str], as_of: date) -> CheckedProfiles:
    """Return what is wrong with profiles, each named by its id or file; without a name, with all that are found.

    Looked at all together, files that were meant as profiles and are not found as such are told as well (PA335).
    """
    practice, library = find_practice(home), profiles_from(home)
    own = practice.profile_folders if practice else ()
    looked_at = tuple(names) or library.ids()
    problems = (*(() if names else overlooked(own)), *survey(looked_at, library, own, as_of))
    return CheckedProfiles(len(looked_at), problems)
