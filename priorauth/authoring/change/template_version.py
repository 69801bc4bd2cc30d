"""Finding the version of a template that is meant: the one in use, the shipped one, a file, or an approved one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.files import read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.practice.approvals.own_files import STORE
from priorauth.problems import Refused, Where, problem

SHIPPED = "shipped:"
"""What stands before a name to mean the version that comes with the tool."""
_HASH = re.compile(r"[0-9a-f]{12,64}\Z")
_NAME = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_MAX_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Version:
    """One version: the name it goes by, the library that finds its partials, and its file if it is not found so."""

    name: str
    library: TemplateLibrary
    file: Path | None = None

    def as_named(self, name: str) -> TemplateLibrary:
        """Return the library in which this version is the template of a name."""
        if self.file is not None:
            return self.library.reading(name, self.file)
        if self.name == name:
            return self.library
        return self.library.reading(name, self.library.load(self.name).path)


def find_version(given: str, library: TemplateLibrary, practice: Path | None) -> Version:
    """Find a version by a name, ``shipped:`` and a name, a file, or the SHA-256 of an approved text.

    The hash may be cut to twelve digits or more. Raises `Refused`: PA504 for a name, PA201 for a file, PA640 for a
    hash that is not there.
    """
    if given.startswith(SHIPPED):
        name = given.removeprefix(SHIPPED)
        shipped = TemplateLibrary((shipped_folder("templates"),))
        shipped.load(name)
        return Version(name, shipped)
    if "/" in given or "\\" in given or given.lower().endswith(".md"):
        return _file(Path(given), library)
    if _HASH.match(given) and given not in library.names():
        file = _approved(given, practice)
        return Version(file.stem, library, file)
    library.load(given)
    return Version(given, library)


def _file(path: Path, library: TemplateLibrary) -> Version:
    """Take a file; partials that lie beside it come before those of the practice."""
    read_file(path, limit_bytes=_MAX_BYTES)
    beside = (path.parent,) if (path.parent / "partials").is_dir() and path.parent not in library.folders else ()
    return Version(path.stem, replace(library, folders=(*beside, *library.folders)), path)


def _approved(sha256: str, practice: Path | None) -> Path:
    for file in sorted((practice / STORE).glob(f"{sha256}*/*.md")) if practice else ():
        if hashlib.sha256(read_file(file, limit_bytes=_MAX_BYTES)).hexdigest() == file.parent.name:
            return file
    raise Refused([problem("PA640", Where(field=sha256), hash=sha256[:12])])


def letter_of(versions: tuple[Version, Version], library: TemplateLibrary, given: str | None) -> str:
    """Say which letter two versions are of: the one that is given, or the first of their names that is found.

    Raises `Refused`: PA641 where neither is, PA504 for a given name that is not.
    """
    if given is not None:
        library.load(given)
        return given
    names = [version.name for version in reversed(versions)]
    known = set(library.names())
    chosen = next((name for name in names if name in known), None) or next(filter(_NAME.match, names), None)
    if chosen is None:
        raise Refused([problem("PA641")])
    return chosen
