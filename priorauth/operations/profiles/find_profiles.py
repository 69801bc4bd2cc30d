"""The payer profiles that are found from a folder, and what each says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.case.model import LineOfBusiness as LineOfBusiness
from priorauth.domain.spine import joined
from priorauth.payers.admin.candidate import candidate
from priorauth.payers.admin.describe import clock_words, describe
from priorauth.payers.clocks import clocks_for
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.model import BranchFacts, Profile
from priorauth.practice.approvals.effective import approved_instead
from priorauth.practice.settings import find_practice


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """One profile of a list."""

    id: str
    carrier: str
    position: str
    grade: str


@dataclass(frozen=True, slots=True)
class DescribedProfile:
    """A profile, and what it says in lines a person reads, each with its source."""

    profile: Profile
    lines: tuple[str, ...]


def profiles_from(home: Path) -> ProfileLibrary:
    """Return the profiles as the files are now, the practice's own first; for those who write and check them."""
    practice = find_practice(home)
    return default_library(practice.profile_folders if practice else ())


def profiles_in_use(home: Path, as_of: date) -> ProfileLibrary:
    """Return the profiles as they are approved for a day: what nobody approved is passed over.

    Raises `Refused` (PA574) for a registry of approvals that was tampered with.
    """
    practice = find_practice(home)
    if practice is None:
        return default_library()
    return default_library(practice.profile_folders, approved_instead(practice.folder, as_of))


def list_profiles(home: Path) -> tuple[ProfileSummary, ...]:
    """Return every profile that is found, in the order of ids. Raises `Refused` for one that cannot be read."""
    library = profiles_from(home)
    found = (library.load(profile_id).profile for profile_id in library.ids())
    return tuple(ProfileSummary(p.id, p.carrier.name, p.position.value, p.grade.value) for p in found)


def describe_profile(home: Path, profile_id: str, line: LineOfBusiness | None = None) -> DescribedProfile:
    """Return what a profile, named by its id or file, says.

    For a line of business its branch is applied and the law's time limits stand beside its own; where that turns on
    a state or a plan as well, no rule is shown and what decides is named.

    Raises `Refused`: PA301 unknown, and what reading one raises.
    """
    profile = candidate(profile_id, profiles_from(home)).loaded.profile
    if line is None:
        return DescribedProfile(profile, tuple(describe(profile)))
    clocks = clocks_for(profile, line)
    facts = BranchFacts(line)
    asked = profile.open_branches(facts)
    in_force = profile.without_rules() if asked else profile.in_force(facts)
    applied = in_force.model_copy(update={"branches": (), "clocks": ()})
    decides = (f"  {'not known':<20}which rules hold; they turn on {joined(asked)}",) if asked else ()
    bound = (f"  {'clock':<20}{clock_words(clock, unknown='')}" for clock in clocks)
    none_known = (f"  {'clock':<20}none is known that binds this line of business",) if not clocks else ()
    shown = applied.model_copy(update={"clocks": clocks})
    return DescribedProfile(shown, (*describe(applied), *decides, *bound, *none_known))
