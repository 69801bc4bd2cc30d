"""What is worth an admin's attention in profiles: one that loads, several at once, and the practice's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from priorauth.domain.codes import Validity, validity
from priorauth.parsing.tree import Path as TreePath
from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.payers.clause_lint import clause_problems
from priorauth.payers.criteria import AnyCriterion, DiagnosisCodes, Grade, ProcedureCodes, placed
from priorauth.payers.library import LoadedProfile, ProfileLibrary, default_library
from priorauth.payers.model import BRANCH_CONDITIONS, Branch, Policy, Position, folded
from priorauth.practice.approvals.own_files import PROFILES, file_named, own_among
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Owner, Problem, Refused, Where, problem

_NEARLY = (".yml", ".json", ".yaml.txt", ".yml.txt")
"""What the names of files end in that were meant as profiles and are not found as such."""


def survey(
    names: Sequence[str], library: ProfileLibrary, folders: Sequence[Path], as_of: date
) -> tuple[Problem, ...]:
    """Lint profiles, each named by its id or its file, and give everything that is found, each thing once.

    ``folders`` are those that profiles are found in by the names of their files: a file in one of them has to bear
    the name of its id (PA302).
    """
    found: dict[Problem, None] = {}
    for name in names:
        try:
            loaded = candidate(name, library).loaded
        except Refused as refused:
            found |= dict.fromkeys(replace(flaw, owner=Owner.ADMIN) for flaw in refused.problems)
            continue
        if is_file_name(name) and _is_in(Path(name), folders) and Path(name).name != f"{loaded.profile.id}.yaml":
            found[problem("PA302", loaded.locate(("id",)), id=loaded.profile.id)] = None
        found |= dict.fromkeys(lint_profile(loaded, as_of))
    return tuple(found)


def overlooked(folders: Sequence[Path]) -> Iterator[Problem]:
    """Find files that were meant as profiles and are not found, as their names do not end in ``.yaml`` (PA335)."""
    for folder in folders:
        for path in sorted(folder.glob("*")):
            name = path.name.lower()
            meant = name.endswith(_NEARLY) or (name.endswith(".yaml") and path.suffix != ".yaml")
            if meant and path.is_file():
                yield problem("PA335", Where(str(path)))


def _is_in(path: Path, folders: Sequence[Path]) -> bool:
    return path.resolve().parent in [folder.resolve() for folder in folders]


def lint_profile(loaded: LoadedProfile, as_of: date) -> tuple[Problem, ...]:
    """Report what of a profile is stale, was not read at its source, or does not fit the day.

    What its words and its rules say otherwise is an error, and such a profile is not approved. Every other finding
    is a warning: the profile works. ``review_by`` itself is still in time; the day after is not.
    """
    return (
        *_source(loaded, as_of),
        *_places(loaded),
        *_not_yet(loaded, as_of),
        *_clocks(loaded),
        *_retired_codes(loaded, as_of),
        *_unreachable_branches(loaded),
        *_borrowed_policies(loaded),
        *_channels(loaded),
        *clause_problems(loaded),
    )


def _source(loaded: LoadedProfile, as_of: date) -> Iterator[Problem]:
    """Find what of a profile's source is stale, not yet in force, or was not seen at first hand."""
    profile, policy = loaded.profile, loaded.profile.policy
    grade, carrier_grade = profile.grade, profile.carrier.grade
    unverified = [c for _, c in _every_criterion(loaded) if profile.grade_of(c) is not Grade.VERBATIM]
    is_second_hand = grade is not Grade.VERBATIM and profile.position is not Position.REFERENCE
    is_early = policy.effective is not None and as_of < policy.effective
    rows: tuple[tuple[bool, str, TreePath, dict[str, Any]], ...] = (
        (as_of > profile.review_by, "PA307", ("review_by",), {"review_by": profile.review_by}),
        (profile.review_by <= profile.retrieved, "PA314", ("review_by",), {}),
        (is_early, "PA315", ("policy", "effective"), {"effective": policy.effective}),
        (policy.url is None, "PA312", ("policy",), {}),
        (is_second_hand, "PA313", ("grade",), {"grade": grade.value}),
        (carrier_grade not in (None, Grade.VERBATIM), "PA332", ("carrier",), {"grade": carrier_grade}),
        (bool(unverified), "PA308", ("criteria",), {"count": len(unverified)}),
    )
    return (problem(code, loaded.locate(path), **names) for is_so, code, path, names in rows if is_so)


def _places(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find criteria of which nothing says where they were read.

    The policy's page stands for a criterion without a place of its own, but not for one that was seen otherwise.
    """
    profile = loaded.profile
    page = profile.policy.criteria_url or profile.policy.url
    for path, criterion in _every_criterion(loaded):
        source = criterion.source
        as_the_rest = source is None or source.grade is (profile.criteria_grade or profile.grade)
        own = source is not None and (source.url or source.section)
        if not own and not (page and as_the_rest):
            yield problem("PA330", loaded.locate(path), id=criterion.id)


def _not_yet(loaded: LoadedProfile, as_of: date) -> Iterator[Problem]:
    """Find days on which something is said to have been read or checked that have not come yet."""
    profile = loaded.profile
    days: list[tuple[TreePath, date | None]] = [(("retrieved",), profile.retrieved)]
    for path, criterion in _every_criterion(loaded):
        if criterion.source is not None:
            days.append(((*path, "source", "retrieved"), criterion.source.retrieved))
    for index, channel in enumerate(profile.channels):
        days.append((("channels", index, "verified_on"), channel.verified_on))
    days += [(("reviews", index, "on"), review.on) for index, review in enumerate(profile.reviews)]
    for path, day in days:
        if day is not None and day > as_of:
            yield problem("PA333", loaded.locate(path), key=path[-1], day=as_of)


def _clocks(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find time limits without a length, and those not read at their source."""
    for index, clock in enumerate(loaded.profile.clocks):
        if clock.hours is None and clock.days is None:
            yield problem("PA334", loaded.locate(("clocks", index)))
        if clock.grade is not Grade.VERBATIM:
            yield problem("PA331", loaded.locate(("clocks", index, "grade")), grade=clock.grade.value)


def _every_criterion(loaded: LoadedProfile) -> Iterator[tuple[TreePath, AnyCriterion]]:
    yield from placed(loaded.profile.criteria, ("criteria",))
    for index, branch in enumerate(loaded.profile.branches):
        yield from placed(branch.criteria or (), ("branches", index, "criteria"))


def _retired_codes(loaded: LoadedProfile, as_of: date) -> Iterator[Problem]:
    """Find codes that cannot be billed on the day, among those printed and those that criteria accept."""
    codes = loaded.profile.codes
    listed: list[tuple[TreePath, tuple[str, ...]]] = [
        (("codes", "procedures"), codes.procedures),
        (("codes", "diagnoses_printed"), codes.diagnoses_printed),
    ]
    for path, criterion in _every_criterion(loaded):
        if isinstance(criterion, DiagnosisCodes | ProcedureCodes):
            listed.append(((*path, "accepted"), criterion.accepted))
    for path, printed in listed:
        for place, code in enumerate(printed):
            if validity(code, as_of) is Validity.NOT_VALID:
                yield problem("PA310", loaded.locate((*path, place)), retired=code, day=as_of)


def _unreachable_branches(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find branches all of whose cases earlier branches take, as the first match applies."""
    branches = loaded.profile.branches
    for index, branch in enumerate(branches):
        if index and all(any(_takes(earlier, each) for earlier in branches[:index]) for each in _cases_of(branch)):
            yield problem("PA316", loaded.locate(("branches", index)))


def _borrowed_policies(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find branches that take another position than the profile, and would cite its policy for it."""
    for index, branch in enumerate(loaded.profile.branches):
        differs = branch.position is not None and branch.position is not loaded.profile.position
        if differs and branch.policy is None and not branch.follows and loaded.profile.policy != Policy():
            yield problem("PA357", loaded.locate(("branches", index)))


def _cases_of(branch: Branch) -> Iterator[tuple[str | None, ...]]:
    """Return each combination of values that a branch is for; ``None`` is any value of a field it leaves open."""
    return product(*(folded(getattr(branch, field)) or (None,) for field in BRANCH_CONDITIONS))


def _takes(branch: Branch, values: Sequence[str | None]) -> bool:
    """Whether a branch is for cases of these values, one for each of `BRANCH_CONDITIONS`."""
    asked = (folded(getattr(branch, field)) for field in BRANCH_CONDITIONS)
    return all(not wanted or value in wanted for wanted, value in zip(asked, values, strict=True))


def _channels(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find channels that no packet could go through, and those that cannot be told apart by name."""
    seen: set[str] = set()
    for index, channel in enumerate(loaded.profile.channels):
        if not channel.takes_pdf:
            yield problem("PA827", loaded.locate(("channels", index, "file_types")))
        if channel.name.casefold() in seen:
            yield problem("PA828", loaded.locate(("channels", index, "name")))
        seen.add(channel.name.casefold())


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
