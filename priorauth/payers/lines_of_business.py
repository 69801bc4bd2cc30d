"""What of a profile is in force for one line of business."""

from __future__ import annotations

from priorauth.case.model import LineOfBusiness
from priorauth.payers.model import Branch, Profile


def in_force(profile: Profile, line_of_business: LineOfBusiness) -> Profile:
    """Apply the first branch for a line of business; without one the profile stands as it is."""
    for branch in profile.branches:
        if line_of_business in branch.line_of_business:
            return with_branch(profile, branch)
    return profile


def letters_of(profile: Profile) -> tuple[str, ...]:
    """Name the letters that a profile leads to, whatever the line of business."""
    forms = (profile, *(with_branch(profile, branch) for branch in profile.branches))
    return tuple(dict.fromkeys(form.letter_kind.value for form in forms))


def with_branch(profile: Profile, branch: Branch) -> Profile:
    """Lay a branch over its profile: what it gives wins, and its note joins the profile's."""
    given = {name: getattr(branch, name) for name in ("position", "letter", "criteria")}
    changes = {name: value for name, value in given.items() if value is not None}
    if branch.note is not None:
        changes["notes"] = (*profile.notes, branch.note)
    return profile.model_copy(update=changes)
