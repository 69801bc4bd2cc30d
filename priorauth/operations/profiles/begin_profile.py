"""Beginning a payer profile: one to fill in, one that extends another, or a copy to change."""

from __future__ import annotations

from pathlib import Path

from priorauth.files import write_file
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.payers.admin.profile_edit import copy_of
from priorauth.payers.admin.profile_scaffold import check_id, heir, new_profile
from priorauth.payers.library import default_library
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, problem


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
    check_id(profile_id)
    file = (folder or _own_folder(home)) / f"{profile_id}.yaml"
    if file.exists():
        raise Refused([problem("PA203", Where(str(file)), fix="edit that file, or choose another id")])
    write_file(file, text.encode())
    return file


def _own_folder(home: Path) -> Path:
    practice = find_practice(home)
    return practice.profile_folders[0] if practice else home
