"""A copy of a profile that a practice may change, with its comments."""

from __future__ import annotations

from pathlib import Path

from priorauth.files import read_file
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.payers.library import LoadedProfile
from priorauth.payers.yaml_edit import with_value
from priorauth.problems import Refused, Where, problem


def copy_of(loaded: LoadedProfile, profile_id: str) -> str:
    """Return the text of a profile's own file under another id, or the same. What it extends it goes on extending.

    Raises `Refused` (PA339) for a file whose id cannot be replaced.
    """
    data, name = read_file(loaded.path, limit_bytes=MAX_BYTES), str(loaded.path)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    copied = with_value(text, read_tree(data, name), ("id",), profile_id)
    if copied is None or _id_in(copied, name) != profile_id:
        raise Refused([problem("PA339", Where(name), key="id")])
    origin = f"# Copied from the profile '{loaded.profile.id}' (SHA-256 {loaded.sha256[:12]})."
    return f"{origin}\n{copied}"


def _id_in(text: str, file: str) -> object:
    content = read_tree(text.encode(), Path(file).name).content
    return content.get("id") if isinstance(content, dict) else None
