"""Keeping payer profiles: beginning one, checking what is wrong with them, marking one as read again."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from priorauth.domain.dates import add_months
from priorauth.files import read_file, write_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.parsing.tree import MAX_BYTES
from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.payers.admin.profile_edit import MONTHS_BETWEEN as MONTHS_BETWEEN, check_days, copy_of, reviewed
from priorauth.payers.admin.profile_interview import (
    QUESTIONS as QUESTIONS,
    ProfileQuestion as ProfileQuestion,
    is_asked as is_asked,
    profile_from as profile_from,
)
from priorauth.payers.admin.profile_scaffold import check_id, heir, new_profile
from priorauth.payers.criteria import Grade
from priorauth.payers.library import default_library
from priorauth.payers.lint import overlooked, survey
from priorauth.payers.model import PolicyReview as PolicyReview, Profile
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Where, problem


def draft_profile(home: Path, profile_id: str, *, extends: str | None = None, copied: str | None = None) -> str:
    """Return the text of a profile to fill in, each field explained.

    ``extends`` is the id of a profile it starts from, ``copied`` that of one it is a copy of, comments and all; to
    give both is a ``ValueError``. Raises `Refused`: PA336 for an id that is none, PA337 for one that is shipped,
    PA301 for another profile that is not there, PA339 for one that cannot be copied.
    """
    if extends and copied:
        raise ValueError("a profile extends another or is a copy of it")
    if copied:
        check_id(profile_id)
        return copy_of(profiles_from(home).load(copied), profile_id)
    if extends:
        text = heir(profile_id, extends)
        profiles_from(home).load(extends)
        return text
    text = new_profile(profile_id)
    if profile_id in default_library().ids():
        raise Refused([problem("PA337", Where(field=profile_id), id=profile_id)])
    return text


def begin_profile(home: Path, profile_id: str, text: str, folder: Path | None = None) -> Path:
    """Write a profile that was drafted, and return its file.

    It stands in ``folder``, else where the practice keeps its own, else in ``home``. Raises `Refused`: PA203 where
    the file stands already, PA336 for an id that is none, PA204 for the disk.
    """
    file = place_for_profile(home, profile_id, folder)
    write_file(file, text.encode())
    return file


def place_for_profile(home: Path, profile_id: str, folder: Path | None = None) -> Path:
    """Return the file that `begin_profile` would write. Raises `Refused` as it does, but for the disk."""
    check_id(profile_id)
    file = (folder or _own_folder(home)) / f"{profile_id}.yaml"
    if file.exists():
        raise Refused([problem("PA203", Where(str(file)), fix="edit that file, or choose another id")])
    return file


def _own_folder(home: Path) -> Path:
    practice = find_practice(home)
    return practice.profile_folders[0] if practice else home


@dataclass(frozen=True, slots=True)
class CheckedProfiles:
    """How many profiles were looked at, and what is wrong with them."""

    count: int
    problems: tuple[Problem, ...]


def check_profiles(home: Path, names: Sequence[str], as_of: date) -> CheckedProfiles:
    """Return what is wrong with profiles, each named by its id or file; without a name, with all that are found.

    Looked at all together, files that were meant as profiles and are not found as such are told as well (PA335).
    """
    practice, library = find_practice(home), profiles_from(home)
    own = practice.profile_folders if practice else ()
    looked_at = tuple(names) or library.ids()
    problems = (*(() if names else overlooked(own)), *survey(looked_at, library, own, as_of))
    return CheckedProfiles(len(looked_at), problems)


@dataclass(frozen=True, slots=True)
class StaleProfile:
    """A profile whose policy is due to be read again, with where to read it."""

    id: str
    why: str
    retrieved: date
    review_by: date
    read_last_by: str | None
    pages: tuple[str, ...]
    """The addresses of the policy, its criteria and its branches' policies; empty where none is known."""

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {**asdict(self), "retrieved": self.retrieved.isoformat(), "review_by": self.review_by.isoformat()}


def list_stale(home: Path, names: Sequence[str], as_of: date) -> tuple[StaleProfile, ...]:
    """Return the profiles, all that are found or those named, that are due for another reading, the earliest first.

    Due is what is past its 'review_by', and what was read in a stored copy and never on its page. Raises `Refused`
    for a profile that cannot be read.
    """
    library = profiles_from(home)
    loaded = (candidate(name, library).loaded.profile for name in names or library.ids())
    due = [(profile, why) for profile in loaded if (why := _why_due(profile, as_of))]
    return tuple(
        StaleProfile(
            id=profile.id,
            why=why,
            retrieved=profile.retrieved,
            review_by=profile.review_by,
            read_last_by=profile.reviews[0].by if profile.reviews else None,
            pages=_pages(profile),
        )
        for profile, why in sorted(due, key=lambda each: (each[0].review_by, each[0].id))
    )


def _why_due(profile: Profile, as_of: date) -> str | None:
    if as_of > profile.review_by:
        return f"to be read again by {profile.review_by}"
    is_copy = Grade.VERBATIM_COPY in (profile.grade, profile.criteria_grade)
    return "read in a stored copy; open its page once" if is_copy and not profile.reviews else None


def _pages(profile: Profile) -> tuple[str, ...]:
    policies = (profile.policy, *(branch.policy for branch in profile.branches if branch.policy))
    return tuple(dict.fromkeys(page for policy in policies for page in (policy.url, policy.criteria_url) if page))


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """What a profile's file will hold when the reading is noted; nothing of it is written yet."""

    file: Path
    text: bytes
    changes: tuple[str, ...]
    """The lines that change, as a unified diff."""


def plan_review(
    home: Path, profile: str, review: PolicyReview, next_day: date | None, *, today: date
) -> ReviewPlan:
    """Return what noting a reading changes in a profile of the practice's own, named by its id or its file.

    ``next_day`` is when to read it again; without one, `MONTHS_BETWEEN` months after the reading. Raises `Refused`:
    PA301 unknown, PA343 not the practice's own, PA338, PA340 and PA341 for days that cannot be right, PA339 where
    the file is written so that nothing can be put in.
    """
    path = _own_file(home, profile)
    loaded = candidate(str(path), profiles_from(home)).loaded
    due = next_day or add_months(review.on, MONTHS_BETWEEN)
    check_days(loaded, review.on, due, today)
    data = read_file(path, limit_bytes=MAX_BYTES)
    changed = reviewed(data, str(path), review, due)
    old, new = (text.decode("utf-8").splitlines() for text in (data, changed))
    changes = difflib.unified_diff(old, new, path.name, path.name, lineterm="", n=1)
    return ReviewPlan(path, changed, tuple(changes))


def mark_profile_reviewed(plan: ReviewPlan) -> None:
    """Write a profile's file with the reading noted. Raises `Refused` (PA204) for the disk."""
    write_file(plan.file, plan.text, overwrite=True)


def _own_file(home: Path, name: str) -> Path:
    """Find the file that may be changed. Raises `Refused`: PA301 unknown, PA343 not the practice's own."""
    if is_file_name(name):
        path = Path(name)
        if path.resolve().parent == shipped_folder("payer_profiles").resolve():
            raise Refused([problem("PA343", Where(name), id=path.stem)])
        return path
    practice = find_practice(home)
    for folder in practice.profile_folders if practice else ():
        if (path := folder / f"{name}.yaml").is_file():
            return path
    raise Refused([problem("PA343", Where(field=name), id=profiles_from(home).load(name).profile.id)])
