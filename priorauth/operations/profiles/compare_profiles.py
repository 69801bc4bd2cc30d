"""Comparing two payer profiles: rule by rule, and by what a changed one does to the open cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.authoring.change.impact import (
    Flip,
    ProfileJudgment as ProfileJudgment,
    Replacement,
    Undecided,
    impact,
)
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.list_open_cases import list_open_cases
from priorauth.operations.profiles.find_profiles import profiles_from, profiles_in_use
from priorauth.payers.admin.candidate import Candidate as Candidate, candidate
from priorauth.payers.admin.profile_diff import Comparison as Comparison, Difference as Difference, compare
from priorauth.payers.library import BASELINE, ProfileLibrary
from priorauth.problems import Problem


@dataclass(frozen=True, slots=True)
class ComparedProfiles:
    """Two profiles, and what they say otherwise for which lines of business; empty where nothing differs."""

    before: Candidate
    after: Candidate
    comparisons: tuple[Comparison, ...]


def compare_profiles(home: Path, before: str, after: str) -> ComparedProfiles:
    """Return what two profiles say otherwise, each named by its id, its file, or ``shipped:`` and its id.

    Raises `Refused`: PA301 for one that is unknown, PA302-PA306, PA311 and PA1xx for one that is wrong.
    """
    library = profiles_from(home)
    old, new = candidate(before, library), candidate(after, library)
    return ComparedProfiles(old, new, compare(old.loaded.profile, new.loaded.profile))


@dataclass(frozen=True, slots=True)
class ProfileImpact:
    """Which open cases come out otherwise with a changed profile, by their ids; nothing of a chart is in it."""

    before: Candidate | None
    """The one packets are built by now; ``None`` where none has its id."""
    after: Candidate
    flips: tuple[Flip, ...]
    unchanged: int
    elsewhere: int
    """How many are held against other profiles."""
    closed: int
    unreadable: int
    unread: tuple[Problem, ...]
    """What is wrong with the cases that could not be read; each names its file."""
    unjudged: tuple[Problem, ...]
    """What is wrong with the profiles that some are held against now."""
    undecided: tuple[Undecided, ...] = ()
    """Those that do not change because it is not known which of the profile's rules hold for them."""
    stand_in: str = BASELINE
    """The id of the profile that a case whose payer has none is held against."""


def measure_profile_impact(
    place: LedgerPlace,
    profile: str,
    *,
    replaces: str | None = None,
    folders: Sequence[Path] = (),
    as_of: date,
) -> ProfileImpact:
    """Return which open cases come out otherwise when a profile, by id or file, replaces the one in use.

    ``replaces`` names the one it takes the place of, if that is not the one of its id; for ``folders`` see
    `list_open_cases`. Raises `Refused`: PA3xx for a profile that cannot be read, and as `list_open_cases`.
    """
    in_use = profiles_in_use(place.folder, as_of)
    new = _put_into(in_use, candidate(profile, profiles_from(place.folder)))
    old, replacement = _replacement(new, replaces, in_use)
    found = list_open_cases(place, folders, as_of)
    outcome = impact(replacement, found.cases, as_of)
    return ProfileImpact(
        before=old,
        after=new,
        flips=outcome.flips,
        unchanged=outcome.unchanged,
        elsewhere=outcome.elsewhere,
        closed=found.closed,
        unreadable=found.unreadable + outcome.unjudged,
        unread=found.problems,
        unjudged=outcome.problems,
        undecided=outcome.undecided,
    )


def _put_into(in_use: ProfileLibrary, found: Candidate) -> Candidate:
    """Put one profile among those in use, which all others are read from.

    Of the profiles it extends, one that nobody ever approved is read as its file is: nothing else could be.
    """
    library, known = in_use, in_use.ids()
    for place in found.loaded.files[1:]:
        if place.stem not in known:
            library = library.reading(place.stem, place)
    library = library.reading(found.id, found.loaded.path)
    return Candidate(library.load(found.id), library)


def _replacement(
    new: Candidate, replaces: str | None, in_use: ProfileLibrary
) -> tuple[Candidate | None, Replacement]:
    """Set the two side by side: the one that packets are built by now, and the changed one."""
    if replaces is not None:
        old = _put_into(in_use, candidate(replaces, in_use))
        return old, Replacement(old.library, new.library, old.id, new.id)
    known = new.id in in_use.ids()
    return (candidate(new.id, in_use) if known else None), Replacement(in_use, new.library, new.id, new.id)
