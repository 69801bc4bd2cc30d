"""Finding payer profiles, letting one extend another, and choosing the one a case is held against."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.case.model import Coverage, LineOfBusiness
from priorauth.files import read_file
from priorauth.payers.criteria import AllOf, AnyCriterion, AnyOf, NOf
from priorauth.payers.model import Profile
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.records.load import validate, without_absent
from priorauth.records.tree import MAX_BYTES, Plain, Tree, read_tree
from priorauth.records.tree import Path as TreePath
from priorauth.shipped_data import folder as shipped_folder

BASELINE = "fda-label"
"""The profile that stands in for a payer without one: the FDA-cleared indication, not a payer's policy."""


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile with its file; the hash covers the profiles it extends."""

    profile: Profile
    path: Path
    sha256: str
    locate: Callable[[TreePath], Where]


@dataclass(frozen=True, slots=True)
class ChosenProfile:
    """The profile a case is held against, its line of business already applied."""

    profile: Profile
    sha256: str
    is_fallback: bool
    warnings: tuple[Problem, ...]


class ProfileLibrary:
    """Profiles in folders, the first folder that has one winning."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def ids(self) -> tuple[str, ...]:
        """Name every profile that is found, in order of name."""
        return tuple(sorted({path.stem for folder in self._folders for path in folder.glob("*.yaml")}))

    def load(self, profile_id: str) -> LoadedProfile:
        """Read a profile. Raises `Refused`: PA301 unknown, PA302-PA306 and PA311 wrong, PA1xx not readable."""
        path = self._path(profile_id)
        chain = self._chain(profile_id)
        content: Plain = {}
        digest = hashlib.sha256()
        for tree, data in reversed(chain):
            digest.update(data)
            content = _merged(content, without_absent(tree.content), tree)
        own = chain[0][0]
        profile = validate(Tree(own.file, own.lines, content, own.places), Profile)
        _check(profile, profile_id, own)
        return LoadedProfile(profile, path, digest.hexdigest(), own.locate)

    def _path(self, profile_id: str) -> Path:
        for folder in self._folders:
            path = folder / f"{profile_id}.yaml"
            if path.is_file():
                return path
        close = difflib.get_close_matches(profile_id, self.ids(), n=1)
        hint = f"did you mean '{close[0]}'?" if close else "see 'priorauth payer list'"
        raise Refused([problem("PA301", id=profile_id, hint=hint)])

    def _chain(self, profile_id: str) -> list[tuple[Tree, bytes]]:
        """Read a profile and those it extends, itself first."""
        chain: list[tuple[Tree, bytes]] = []
        seen: set[str] = set()
        current: str | None = profile_id
        while current is not None:
            if current in seen:
                raise Refused([problem("PA303", chain[0][0].locate(("extends",)))])
            seen.add(current)
            path = self._path(current)
            data = read_file(path, limit_bytes=MAX_BYTES)
            tree = read_tree(data, str(path))
            chain.append((tree, data))
            parent = tree.content.get("extends") if isinstance(tree.content, dict) else None
            current = parent if isinstance(parent, str) else None
        return chain


def default_library(extra_folders: Sequence[Path] = ()) -> ProfileLibrary:
    """Look in the practice's own folders first, then among the shipped profiles."""
    return ProfileLibrary((*extra_folders, shipped_folder("payer_profiles")))


def profile_for(coverage: Coverage, library: ProfileLibrary, override_id: str | None = None) -> ChosenProfile:
    """Choose the profile for a coverage, or the one that is asked for by id.

    A payer without a profile is held against the FDA-cleared indication. A profile that is asked for by id and
    does not exist is an error (PA301).
    """
    wanted = override_id or coverage.payer
    is_fallback = override_id is None and wanted not in library.ids()
    loaded = library.load(BASELINE if is_fallback else wanted)
    warnings = (problem("PA309", Where(field="coverage.payer")),) if is_fallback else ()
    profile = in_force(loaded.profile, coverage.line_of_business)
    return ChosenProfile(profile, loaded.sha256, is_fallback, warnings)


def in_force(profile: Profile, line_of_business: LineOfBusiness) -> Profile:
    """Apply the first branch for a line of business; without one the profile stands as it is."""
    for branch in profile.branches:
        if line_of_business in branch.line_of_business:
            changes: dict[str, object] = {
                name: value
                for name in ("position", "letter", "criteria")
                if (value := getattr(branch, name)) is not None
            }
            if branch.note is not None:
                changes["notes"] = (*profile.notes, branch.note)
            return profile.model_copy(update=changes)
    return profile


def flattened(criteria: Sequence[AnyCriterion]) -> Iterator[AnyCriterion]:
    """Visit criteria and the members of combinations, depth first."""
    for criterion in criteria:
        yield criterion
        if isinstance(criterion, AllOf | AnyOf | NOf):
            yield from flattened(criterion.members)


def _merged(parent: Plain, child: Plain, tree: Tree) -> Plain:
    """Lay a profile over the one it extends: its fields win, its criteria replace those of the same id or join."""
    if not isinstance(parent, dict) or not isinstance(child, dict):
        return child
    merged = {**parent, **child}
    if isinstance(child.get("criteria"), list) and isinstance(parent.get("criteria"), list):
        merged["criteria"] = _merged_criteria(parent["criteria"], child["criteria"], tree)
    return merged


def _merged_criteria(parent: Plain, child: Plain, tree: Tree) -> list[Plain]:
    assert isinstance(parent, list)  # noqa: S101  (checked by the caller)
    assert isinstance(child, list)  # noqa: S101
    rows = {_id_of(row): row for row in parent}
    for index, row in enumerate(child):
        if isinstance(row, dict) and row.get("replaces") is not None:
            replaced = str(row.pop("replaces"))
            if replaced not in rows:
                raise Refused([problem("PA311", tree.locate(("criteria", index)), id=replaced)])
            rows[replaced] = row
        else:
            rows[_id_of(row)] = row
    return list(rows.values())


def _id_of(row: Plain) -> str:
    return str(row.get("id")) if isinstance(row, dict) else ""


def _check(profile: Profile, profile_id: str, tree: Tree) -> None:
    found: list[Problem] = []
    if profile.id != profile_id:
        found.append(problem("PA302", tree.locate(("id",)), id=profile.id))
    ids = [criterion.id for criterion in flattened(profile.criteria)]
    found += [
        problem("PA304", tree.locate(("criteria",)), id=i) for i in sorted({i for i in ids if ids.count(i) > 1})
    ]
    position = profile.position
    if profile.criteria and not position.is_judged:
        found.append(problem("PA305", tree.locate(("criteria",)), position=position.value))
    if position.is_judged and not profile.criteria:
        found.append(problem("PA306", tree.locate(("position",)), position=position.value))
    if found:
        raise Refused(found)
