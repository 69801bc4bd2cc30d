"""What is worth an admin's attention in a profile that loads."""

from __future__ import annotations

from datetime import date

from priorauth.codes import Validity, validity
from priorauth.payers.criteria import Grade
from priorauth.payers.library import LoadedProfile, flattened
from priorauth.problems import Problem, problem


def lint_profile(loaded: LoadedProfile, as_of: date) -> tuple[Problem, ...]:
    """Report a profile that is stale, rests on other than the payer's own page, or prints retired codes.

    ``review_by`` itself is still in time; the day after is not.
    """
    profile = loaded.profile
    found: list[Problem] = []
    if as_of > profile.review_by:
        found.append(problem("PA307", loaded.locate(("review_by",)), review_by=profile.review_by))
    unverified = [c for c in flattened(profile.criteria) if profile.grade_of(c) is not Grade.VERBATIM]
    if unverified:
        found.append(problem("PA308", loaded.locate(("criteria",)), count=len(unverified)))
    found += [
        problem("PA310", loaded.locate(("codes", "diagnoses_printed")), retired=code, day=as_of)
        for code in profile.codes.diagnoses_printed
        if validity(code, as_of) is Validity.NOT_VALID
    ]
    return tuple(found)
