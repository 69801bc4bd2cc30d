"""A profile that is named by its file, wherever that lies: a draft, before it takes the place of the one in use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from priorauth.files import read_file
from priorauth.parsing.model import Slug
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.payers.library import LoadedProfile, ProfileLibrary, default_library
from priorauth.problems import Refused, Where, problem

SHIPPED = "shipped:"
"""What stands before an id to mean the profile that comes with the tool, whatever the practice has of that id."""
_SUFFIXES = (".yaml", ".yml", ".json")
_ID: TypeAdapter[str] = TypeAdapter(Slug)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile with the library in which it is the one of its id, so that those that extend it do so as well."""

    loaded: LoadedProfile
    library: ProfileLibrary

    @property
    def id(self) -> str:
        """The profile's id."""
        return self.loaded.profile.id


def is_file_name(name: str) -> bool:
    """Whether a word names a file rather than an id: it has a folder in it, or ends as a profile's file does."""
    return "/" in name or "\\" in name or name.lower().endswith(_SUFFIXES)


def candidate(name: str, library: ProfileLibrary) -> Candidate:
    """Load a profile by its file or its id, or a shipped one by ``shipped:`` and its id.

    What a file's profile extends is found in ``library``. A file need not bear the name of its id. Raises what
    `ProfileLibrary.load` does.
    """
    if name.startswith(SHIPPED):
        shipped = default_library()
        return Candidate(shipped.load(name.removeprefix(SHIPPED)), shipped)
    if not is_file_name(name):
        return Candidate(library.load(name), library)
    path = Path(name)
    own_id = _id_in(path)
    with_it = library.reading(own_id, path)
    return Candidate(with_it.load(own_id), with_it)


def _id_in(path: Path) -> str:
    """Read the id a file gives. Where it gives none, the file's name stands in, and loading tells what is wrong."""
    content = read_tree(read_file(path, limit_bytes=MAX_BYTES), str(path)).content
    for given in (content.get("id") if isinstance(content, dict) else None, path.stem):
        try:
            return _ID.validate_python(given)
        except ValidationError:
            continue
    raise Refused([problem("PA111", Where(str(path), 1, 1), key="id")])
