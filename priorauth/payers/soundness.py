"""What must hold of a profile beyond the form of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.parsing.tree import Path, Tree
from priorauth.payers.criteria import AllOf, AnyCriterion, AnyOf, NOf
from priorauth.payers.lines_of_business import with_branch
from priorauth.payers.model import Profile
from priorauth.problems import Problem, Refused, problem


def check_profile(profile: Profile, file_id: str, tree: Tree) -> None:
    """Raise `Refused` with everything that is wrong: PA302 for its id, PA304 to PA306 for it and each branch."""
    found: list[Problem] = []
    if profile.id != file_id:
        found.append(problem("PA302", tree.locate(("id",)), id=profile.id))
    found += _twice(profile.criteria, (), tree)
    found += _at_odds(profile, (), tree)
    for index, branch in enumerate(profile.branches):
        at: Path = ("branches", index)
        found += _twice(branch.criteria or (), at, tree)
        if branch.position is not None or branch.criteria is not None:
            found += _at_odds(with_branch(profile, branch), at, tree)
    if found:
        raise Refused(found)


def _twice(criteria: Sequence[AnyCriterion], at: Path, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, criterion in placed(criteria, (*at, "criteria")):
        if criterion.id in seen:
            yield problem("PA304", tree.locate((*path, "id")), id=criterion.id)
        seen.add(criterion.id)


def _at_odds(profile: Profile, at: Path, tree: Tree) -> Iterator[Problem]:
    """Find a position that goes with no criteria beside some, or one that needs them beside none."""
    position = profile.position
    if profile.criteria and not position.is_judged:
        fix = "give the branch 'criteria: []', or change its position" if at else None
        yield problem("PA305", tree.locate((*at, "criteria")), fix=fix, position=position.value)
    if position.is_judged and not profile.criteria:
        yield problem("PA306", tree.locate((*at, "position")), position=position.value)


def placed(criteria: Sequence[AnyCriterion], at: Path) -> Iterator[tuple[Path, AnyCriterion]]:
    """Visit criteria and the members of combinations, depth first, each with its place in the file."""
    for index, criterion in enumerate(criteria):
        path = (*at, index)
        yield path, criterion
        if isinstance(criterion, AllOf | AnyOf | NOf):
            yield from placed(criterion.members, (*path, "members"))
