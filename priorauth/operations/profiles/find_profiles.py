"""The payer profiles that are found from a folder, and what each says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.case.model import LineOfBusiness as LineOfBusiness, Product as Product
from priorauth.domain.spine import joined
from priorauth.payers.admin.candidate import SHIPPED, Candidate, candidate, is_file_name
from priorauth.payers.admin.describe import branch_statements, clock_words, describe
from priorauth.payers.clocks import clocks_for
from priorauth.payers.library import ProfileLibrary, default_library, determination, exact_id, rules_in_force
from priorauth.payers.medicare import MEDICARE, MEDICARE_LINES, state_code
from priorauth.payers.model import BranchFacts, Profile
from priorauth.practice.approvals.approval_messages import problems_of
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, approved_instead, own_texts
from priorauth.practice.approvals.status import ApprovalStatus
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Severity, Where, problem


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
    told: tuple[Problem, ...] = ()
    """Which of its files count from a later day only (PA324)."""


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


@dataclass(frozen=True, slots=True)
class ShownFor:
    """What of a case `describe_profile` is to show a profile for; what is ``None`` is not known."""

    line: LineOfBusiness | None = None
    state: str | None = None
    """By its postal code or its name."""
    plan: str | None = None
    product: Product | None = None
    delegate: str | None = None


def describe_profile(
    home: Path, profile_id: str, shown_for: ShownFor | None = None, *, as_of: date
) -> DescribedProfile:
    """Return what a profile, named by its id or file, says on a day: all of it, or what holds for some cases.

    A text that is approved from a later day on is not yet shown under its id, as it is not used; it is told.

    For some cases the branch that fits is applied, with the profile that it follows, and the law's limits stand
    beside its own. Where that turns on something that is not given no rule is shown, what decides is named and each
    branch that may fit is shown whole.

    Raises `Refused`: PA301 unknown, PA348 for what is no state, PA573 and PA574, and what reading one raises.
    """
    found, later = _on_day(home, profile_id, as_of)
    profile = found.loaded.profile
    if shown_for is None:
        return DescribedProfile(profile, tuple(describe(profile)), later)
    facts = _facts(shown_for)
    told: tuple[Problem, ...] = ()
    line = shown_for.line
    if profile.id == MEDICARE and line is not None and line in (*MEDICARE_LINES, LineOfBusiness.NOT_DOCUMENTED):
        held_against, told = determination(facts.state, line)
        profile = found.library.load(held_against).profile
    in_force, _, more = rules_in_force(profile, facts, found.library)
    clocks = clocks_for(in_force, facts.line_of_business) if facts.line_of_business else in_force.clocks
    applied = in_force.model_copy(update={"branches": (), "clocks": ()})
    asked = profile.open_branches(facts)
    bound = tuple(f"  {'clock':<20}{clock_words(clock, unknown='')}" for clock in clocks)
    if not bound and not asked and facts.line_of_business:
        bound = (f"  {'clock':<20}none is known that binds this line of business",)
    shown = applied.model_copy(update={"clocks": clocks})
    title, *said = describe(applied)
    options = joined([_OPTIONS[field] for field in asked])
    decides = (
        (f"  {'not known':<20}which rules hold; they turn on {joined(asked)}: give {options}",) if asked else ()
    )
    whose = map(_told, dict.fromkeys((*more, *told)))
    return DescribedProfile(shown, (title, *whose, *decides, *said, *bound, *_that_may_fit(profile, facts)), later)


def _on_day(home: Path, name: str, as_of: date) -> tuple[Candidate, tuple[Problem, ...]]:
    """Find a profile as its text counts on a day, and say which files of it count from a later day only.

    An edit that nobody approved is shown as it is. So is a text that is approved for later and replaces none.
    """
    practice = find_practice(home)
    texts = own_texts(practice.folder, as_of) if practice else NO_TEXTS
    later = {
        path: text
        for path, text in texts.texts.items()
        if text.status in (ApprovalStatus.EARLIER, ApprovalStatus.NOT_YET)
    }
    instead = {path: text.read_from for path, text in later.items()}
    library = default_library(practice.profile_folders if practice else (), instead)
    if not is_file_name(name) and exact_id(name, library.ids()) not in library.ids():
        library = profiles_from(home)
    found = candidate(name, library)
    own = [folder / f"{found.id}.yaml" for folder in practice.profile_folders] if practice else []
    files = found.loaded.files if name.startswith(SHIPPED) else (*own, *found.loaded.files)
    told = problems_of(OwnTexts(later), {found.id: files})
    if any(said.severity is Severity.ERROR for said in told):
        raise Refused(told)
    return found, told


def _facts(shown_for: ShownFor) -> BranchFacts:
    state = state_code(shown_for.state)
    if shown_for.state is not None and state is None:
        raise Refused([problem("PA348", Where(field="--state"))])
    line = None if shown_for.line is LineOfBusiness.NOT_DOCUMENTED else shown_for.line
    return BranchFacts(line, state, shown_for.plan, shown_for.product, shown_for.delegate)


def _told(said: Problem) -> str:
    if said.code == "PA345":
        return f"  {'follows':<20}Medicare, by the state of the facility: give it (facility.address.state, --state)"
    return f"  {'follows':<20}{said.message}"


_OPTIONS = {
    "coverage.line_of_business": "--line",
    "facility.address.state": "--state",
    "coverage.product": "--product",
    "coverage.plan_name": "--plan",
    "coverage.delegate": "--delegate",
}
"""The options of ``payer show`` that give what a branch turns on."""


def _that_may_fit(profile: Profile, facts: BranchFacts) -> Iterator[str]:
    """Say what each branch says that may fit, where it is not known which does."""
    for branch in profile.branches if profile.open_branches(facts) else ():
        missing = branch.missing(facts)
        if missing is not None:
            yield from map(str, branch_statements(profile, branch))
        if missing == ():
            return
