"""Comparing two payer profiles, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.payers.admin.candidate import Candidate, candidate
from priorauth.payers.admin.profile_diff import Comparison as Comparison
from priorauth.payers.admin.profile_diff import Difference as Difference
from priorauth.payers.admin.profile_diff import compare


@dataclass(frozen=True, slots=True)
class ProfileVersion:
    """A profile that was named, by its id and the file it was read from."""

    id: str
    file: Path
    sha256: str
    """Over its own file and those of the profiles it extends."""


@dataclass(frozen=True, slots=True)
class ComparedProfiles:
    """Two profiles, and what they say otherwise for which lines of business; empty where nothing differs."""

    before: ProfileVersion
    after: ProfileVersion
    comparisons: tuple[Comparison, ...]


def compare_profiles(home: Path, before: str, after: str) -> ComparedProfiles:
    """Return what two profiles say otherwise, each named by its id, its file, or ``shipped:`` and its id.

    Raises `Refused`: PA301 for one that is unknown, PA302-PA306, PA311 and PA1xx for one that is wrong.
    """
    library = profiles_from(home)
    old, new = candidate(before, library), candidate(after, library)
    found = compare(old.loaded.profile, new.loaded.profile)
    return ComparedProfiles(version_of(old), version_of(new), found)


def version_of(named: Candidate) -> ProfileVersion:
    """Return what names a profile and the text it was read with."""
    return ProfileVersion(named.id, named.loaded.path, named.loaded.sha256)
