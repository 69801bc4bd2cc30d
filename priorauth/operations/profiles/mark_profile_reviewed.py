"""Marking a payer profile as read again: by whom, on which day, and when to read it next."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.domain.dates import add_months
from priorauth.files import read_file, write_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.parsing.tree import MAX_BYTES
from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.payers.admin.profile_edit import MONTHS_BETWEEN as MONTHS_BETWEEN
from priorauth.payers.admin.profile_edit import check_days, reviewed
from priorauth.payers.model import Review as Review
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, problem


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """What a profile's file will hold when the reading is noted; nothing of it is written yet."""

    file: Path
    text: bytes
    changes: tuple[str, ...]
    """The lines that change, as a unified diff."""


def plan_review(home: Path, profile: str, review: Review, next_day: date | None, *, today: date) -> ReviewPlan:
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
