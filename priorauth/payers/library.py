"""Finding and reading payer profiles, and choosing the one a case is held against."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.case.model import Coverage, Facility, LineOfBusiness
from priorauth.domain.spine import joined
from priorauth.files import read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.parsing.tree import MAX_BYTES, Path as TreePath, Plain, Tree, read_tree
from priorauth.parsing.validation import validate
from priorauth.payers.criteria import AnyCriterion, placed
from priorauth.payers.inheritance import laid_over
from priorauth.payers.medicare import MEDICARE, MEDICARE_LINES, branch_facts, contractor_table, state_of
from priorauth.payers.model import Branch, BranchFacts, Profile
from priorauth.payers.rule_words import worded
from priorauth.problems import Problem, Refused, Where, problem

BASELINE = "fda-label"
"""The profile that stands in for a payer without one: the FDA-cleared indication, not a payer's policy."""


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile with its file; the hash covers the profiles it extends.

    ``locate`` finds a field's line in the profile's own file; what is inherited is at the file's start.
    """

    profile: Profile
    path: Path
    sha256: str
    locate: Callable[[TreePath], Where]
    files: tuple[Path, ...] = ()
    """Its own file and those of the profiles it extends, the nearest first, by the paths they are looked for at."""


@dataclass(frozen=True, slots=True)
class ChosenProfile:
    """The profile a case is held against, its line of business already applied."""

    profile: Profile
    sha256: str
    is_fallback: bool
    """Whether the FDA-cleared indication stands in for a policy of the payer's."""
    warnings: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    """The files it was read from; see `LoadedProfile.files`."""
    letters: tuple[str, ...] = ()
    """The letters that its lines of business lead to, by their templates' names."""
    is_other: bool = False
    """Whether it was asked for by id and is not the one that the case's payer leads to."""


class ProfileLibrary:
    """Profiles in folders, the first folder that has one winning."""

    def __init__(self, folders: Sequence[Path], instead: Mapping[Path, Path | None] | None = None) -> None:
        """Look in ``folders``; ``instead`` names for a file the one to read; ``None``: as if it were not there."""
        self._folders = tuple(folders)
        self._instead = dict(instead or {})

    def ids(self) -> tuple[str, ...]:
        """Name every profile that is found, in order of name."""
        files = {path for folder in self._folders for path in folder.glob("*.yaml")}
        files |= {path for path in self._instead if path.parent in self._folders and path.suffix == ".yaml"}
        return tuple(sorted({path.stem for path in files if self._at(path) is not None}))

    def reading(self, profile_id: str, path: Path) -> ProfileLibrary:
        """Return a library like this one in which the profile of an id is read from ``path``."""
        place = self._folders[0] / f"{profile_id}.yaml"
        return ProfileLibrary(self._folders, {**self._instead, place: path})

    def without(self, path: Path) -> ProfileLibrary:
        """Return a library like this one in which a file counts as not being there."""
        return ProfileLibrary(self._folders, {**self._instead, path: None})

    def _at(self, path: Path) -> Path | None:
        source = self._instead.get(path, path)
        return source if source is not None and source.is_file() else None

    def load(self, profile_id: str) -> LoadedProfile:
        """Read a profile and those it extends, each of which must be sound on its own.

        Raises `Refused`: PA301 unknown, PA302-PA306 and PA311 wrong, PA1xx not readable.
        """
        return self._load(profile_id, Where(), ())[0]

    def _load(self, profile_id: str, named_at: Where, heirs: tuple[str, ...]) -> tuple[LoadedProfile, Tree]:
        """Read a profile that ``heirs`` extend, the nearest last; ``named_at`` is where its id stands."""
        if profile_id in heirs:
            raise Refused([problem("PA303", named_at)])
        profile_id = exact_id(profile_id, self.ids())
        place, path = self._path(profile_id, named_at)
        files: tuple[Path, ...] = (place,)
        data = read_file(path, limit_bytes=MAX_BYTES)
        tree = read_tree(data, str(path), show_values=True)
        sha256 = hashlib.sha256(data)
        parent = tree.content.get("extends") if isinstance(tree.content, dict) else None
        if isinstance(parent, str):
            base, base_tree = self._load(parent, tree.locate(("extends",)), (*heirs, profile_id))
            tree = laid_over(tree, base_tree.content)
            sha256 = hashlib.sha256(bytes.fromhex(base.sha256) + data)
            files += base.files
        tree = replace(tree, content=_unquoted(tree.content))
        profile = _with_texts(validate(tree, Profile, show_values=True))
        _check(profile, profile_id, tree)
        return LoadedProfile(profile, path, sha256.hexdigest(), tree.locate, files), tree

    def _path(self, profile_id: str, named_at: Where) -> tuple[Path, Path]:
        """Find a profile's file among those listed, so that no id can lead out of the folders.

        Gives the path it is looked for at, and the file to read.
        """
        known = self.ids()
        if profile_id not in known:
            near = nearest(profile_id, known)
            hint = f"did you mean {near}?" if near else "see 'priorauth payer list'"
            raise Refused([problem("PA301", named_at, id=profile_id[:40], hint=hint)])
        places = [folder / f"{profile_id}.yaml" for folder in self._folders]
        return next((place, source) for place in places if (source := self._at(place)) is not None)


def _with_texts(profile: Profile) -> Profile:
    """Return a profile in which every criterion has a text: its own, or one made from its rule."""
    branches = tuple(
        branch if branch.criteria is None else branch.model_copy(update={"criteria": worded(branch.criteria)})
        for branch in profile.branches
    )
    return profile.model_copy(update={"criteria": worded(profile.criteria), "branches": branches})


_CURLY = (("\u201c", "\u201d"), ("\u2018", "\u2019"))
"""Quotation marks that a word processor leaves around a value; YAML takes them for part of it."""


def _unquoted(content: Plain) -> Plain:
    """Take curly quotes off the values that stand in a pair of them, so that they never stand in a letter."""
    if isinstance(content, dict):
        return {key: _unquoted(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_unquoted(value) for value in content]
    if isinstance(content, str):
        text = content.strip()
        if any(text.startswith(first) and text.endswith(last) and last not in text[1:-1] for first, last in _CURLY):
            return text[1:-1].strip()
    return content


def _check(profile: Profile, file_id: str, tree: Tree) -> None:
    """Raise `Refused` with everything that is wrong: PA302 for its id, PA304 to PA306 for it and each branch."""
    found: list[Problem] = []
    if profile.id != file_id:
        found.append(problem("PA302", tree.locate(("id",)), id=profile.id))
    found += _twice(profile.criteria, (), tree)
    found += _at_odds(profile, (), tree)
    for index, branch in enumerate(profile.branches):
        at: TreePath = ("branches", index)
        found += _twice(branch.criteria or (), at, tree)
        if branch.position is not None or branch.criteria is not None:
            found += _at_odds(profile.with_branch(branch), at, tree)
    if found:
        raise Refused(found)


def _twice(criteria: Sequence[AnyCriterion], at: TreePath, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, criterion in placed(criteria, (*at, "criteria")):
        if criterion.id in seen:
            yield problem("PA304", tree.locate((*path, "id")), id=criterion.id)
        seen.add(criterion.id)


def _at_odds(profile: Profile, at: TreePath, tree: Tree) -> Iterator[Problem]:
    """Find a position that goes with no criteria beside some, or one that needs them beside none."""
    position = profile.position
    if profile.criteria and not position.is_judged:
        fix = "give the branch 'criteria: []', or change its position" if at else None
        yield problem("PA305", tree.locate((*at, "criteria")), fix=fix, position=position.value)
    if position.is_judged and not profile.criteria:
        yield problem("PA306", tree.locate((*at, "position")), position=position.value)


def exact_id(written: str, known: Sequence[str]) -> str:
    """Return the id that is written in capitals or small letters of its own; the id as written where none is."""
    same = [each for each in known if each.casefold() == written.casefold()]
    return same[0] if len(same) == 1 and written not in known else written


_NAMED_AT_MOST = 3


def nearest(profile_id: str, known: Sequence[str]) -> str | None:
    """Name the profiles that were perhaps meant by an id that none has, the likeliest first."""
    written = profile_id.strip().casefold()
    by_folded = {each.casefold(): each for each in known}
    begun = [each for folded, each in by_folded.items() if folded.startswith(f"{written}-")]
    alike = [by_folded[each] for each in difflib.get_close_matches(written, by_folded, n=_NAMED_AT_MOST)]
    names = list(dict.fromkeys((*begun, *alike)))[:_NAMED_AT_MOST]
    return joined([f"'{name}'" for name in names], "or") or None


def _unknown(wanted: str, library: ProfileLibrary) -> Problem:
    """Say that no profile fits, and which may have been meant: a slip of the pen must not change the policy."""
    near = nearest(wanted, library.ids())
    fix = f"did you mean {near}? Correct 'coverage.payer'; --no-profile holds it against the FDA-cleared indication"
    return problem("PA353", Where(field="coverage.payer"), fix=fix if near else None)


def default_library(
    extra_folders: Sequence[Path] = (), instead: Mapping[Path, Path | None] | None = None
) -> ProfileLibrary:
    """Look in the practice's own folders first, then among the shipped profiles; see `ProfileLibrary`."""
    return ProfileLibrary((*extra_folders, shipped_folder("payer_profiles")), instead)


def profile_for(
    coverage: Coverage, facility: Facility, library: ProfileLibrary, override_id: str | None = None
) -> ChosenProfile:
    """Choose the profile for a coverage and the place of service, or the one that is asked for by id.

    Medicare is held against the determination of the facility's state, and so is a Medicare Advantage plan without
    a profile of its own. Any other payer without one has an error among its warnings (PA353) and is held against
    the FDA-cleared indication: without the error where that is what is asked for. A profile that is asked for by id
    and does not exist is an error (PA301); one that is not the payer's is told (PA354).
    """
    line, known = coverage.line_of_business, library.ids()
    wanted, warnings = _led_to(coverage, facility, library)
    is_other = False
    if override_id is not None:
        override_id = exact_id(override_id, known)
        own = wanted
        wanted, warnings = override_id, ()
        if override_id == MEDICARE:
            wanted, warnings = determination(state_of(facility), line)
        is_other = wanted != own
    if is_other:
        warnings = (problem("PA354", Where(field="coverage.payer"), id=wanted), *warnings)
    payer = exact_id(coverage.payer, known)
    is_fallback = wanted == BASELINE and (payer == BASELINE or payer not in known)
    if is_fallback and (override_id is not None or payer == BASELINE):
        warnings = (problem("PA309", Where(field="coverage.payer")), *warnings)
    loaded = library.load(wanted)
    facts = branch_facts(coverage, facility)
    profile, followed, found = rules_in_force(loaded.profile, facts, library)
    warnings = (*found, *warnings)
    if line in profile.no_authorization_for:
        warnings = (problem("PA344"), *warnings)
    sha256 = loaded.sha256 if followed is None else _joined_hash(loaded.sha256, followed.sha256)
    files = (*loaded.files, *(followed.files if followed else ()))
    letters = (*loaded.profile.letters, *(followed.profile.letters if followed else ()))
    return ChosenProfile(profile, sha256, is_fallback, warnings, files, tuple(dict.fromkeys(letters)), is_other)


def rules_in_force(
    profile: Profile, facts: BranchFacts, library: ProfileLibrary
) -> tuple[Profile, LoadedProfile | None, tuple[Problem, ...]]:
    """Return the rules that hold for a case, the profile that they were taken from, and what has to be said of it.

    Where the case leaves open which branch applies none of the rules holds, the profile's own included; nor where a
    branch follows others of which none has criteria, and gives none itself.
    """
    if profile.open_branches(facts):
        return profile.without_rules(), None, ()
    branch = profile.branch_for(facts)
    if branch is None:
        return profile, None, ()
    line = facts.line_of_business or LineOfBusiness.NOT_DOCUMENTED
    followed, told = _followed(branch, facts.state, line, library)
    if followed is not None:
        return profile.following(branch, followed.profile), followed, told
    applied = profile.with_branch(branch)
    if not branch.follows or branch.position is not None or branch.criteria is not None:
        return applied, None, ()
    asked = determination(facts.state, LineOfBusiness.MEDICARE_ADVANTAGE)[1] if MEDICARE in branch.follows else ()
    return applied.without_rules(), None, asked


def _led_to(coverage: Coverage, facility: Facility, library: ProfileLibrary) -> tuple[str, tuple[Problem, ...]]:
    """Return the profile that a case's payer leads to by itself, and what has to be said of it."""
    line, known = coverage.line_of_business, library.ids()
    payer = exact_id(coverage.payer, known)
    if payer == MEDICARE or (payer not in known and line in MEDICARE_LINES):
        return determination(state_of(facility), line, None if payer == MEDICARE else nearest(payer, known))
    return (payer, ()) if payer in known else (BASELINE, (_unknown(payer, library),))


def _followed(
    branch: Branch, state: str | None, line: LineOfBusiness, library: ProfileLibrary
) -> tuple[LoadedProfile | None, tuple[Problem, ...]]:
    """Return the first profile that a branch follows and that has criteria, and what has to be said of it."""
    for wanted in branch.follows:
        profile_id, told = determination(state, line) if wanted == MEDICARE else (wanted, ())
        if profile_id in library.ids() and (loaded := library.load(profile_id)).profile.position.is_judged:
            return loaded, told
    return None, ()


def _joined_hash(*hashes: str) -> str:
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def determination(
    state: str | None, line: LineOfBusiness, near: str | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """Return the profile of the determination that holds in a state, and what has to be said of it.

    ``near`` is the profile that was perhaps meant.
    """
    if state is None:
        return MEDICARE, (problem("PA345", Where(field="facility.address.state")),)
    contractor = contractor_table().contractor_of(state)
    if contractor.profile is None:
        return MEDICARE, (problem("PA346", contractor=contractor.name, state=state, note=contractor.note),)
    follows = line is LineOfBusiness.MEDICARE_ADVANTAGE
    fix = f"did you mean {near}? Correct 'coverage.payer'" if near else None
    said = (problem("PA347", fix=fix, contractor=contractor.name, state=state),) if follows or near else ()
    return contractor.profile, said
