"""Reading a case: YAML, JSON or a row of a sheet into a `Case`, with every error at its line or cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.case.consistency import Inconsistency, find_inconsistencies
from priorauth.case.model import Case
from priorauth.files import read_file
from priorauth.parsing.tree import MAX_BYTES, Path as TreePath, Plain, Tree, read_tree
from priorauth.parsing.validation import validate
from priorauth.problems import Problem, Refused, Severity, Where, problem


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case, the folder its exhibits lie in, and what is worth a warning."""

    case: Case
    file: str
    folder: Path
    sha256: str
    locate: Callable[[TreePath], Where]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RowCase:
    """A case that has no file of its own: its content as a tree, and the folder of its exhibits."""

    tree: Tree
    folder: Path


CaseSource = Path | RowCase
"""Where a case is read from."""


def folder_of(source: CaseSource) -> Path:
    """Return the folder a case's exhibits are named from, and its practice is looked for from."""
    return source.folder if isinstance(source, RowCase) else source.parent


def sha256_of(source: CaseSource) -> str:
    """Return the hash by which a packet knows its case. Raises `Refused` for a file that cannot be read."""
    return hashlib.sha256(_bytes(source)).hexdigest()


def _bytes(source: CaseSource) -> bytes:
    if isinstance(source, RowCase):
        return canonical(source.tree.content)
    return read_file(source, limit_bytes=MAX_BYTES)


def read_case(
    source: CaseSource,
    *,
    as_of: date,
    defaults: Mapping[str, Plain] | None = None,
    defaults_file: Tree | None = None,
    show_values: bool = False,
) -> LoadedCase:
    """Read a case and compare its parts with each other.

    ``defaults`` are sections a case may leave out (see `priorauth.practice.settings`), ``defaults_file`` the file.
    Raises `Refused` with every problem: PA1xx with file, line and column, or with the sheet's cell.
    """
    data = _bytes(source)
    if isinstance(source, RowCase):
        tree, folder = source.tree, source.folder
    else:
        tree, folder = read_tree(data, str(source), show_values=show_values), source.parent
    case = validate(tree, Case, defaults=defaults, show_values=show_values)
    found = [
        _problem(item, _file_of(item.path, tree, defaults_file), show_values=show_values)
        for item in find_inconsistencies(case, as_of)
    ]
    if any(p.severity is Severity.ERROR for p in found):
        raise Refused(found)
    return LoadedCase(case, tree.file, folder, hashlib.sha256(data).hexdigest(), tree.locate, tuple(found))


def _file_of(path: TreePath, tree: Tree, defaults_file: Tree | None) -> Tree:
    """Return the file in which a section stands: that of the settings for one the case leaves out."""
    own = tree.content
    is_own = not path or (isinstance(own, dict) and own.get(str(path[0])) is not None)
    return tree if is_own or defaults_file is None else defaults_file


def canonical(content: Plain) -> bytes:
    """Write content as bytes, the same for the same content; they stand for a file that does not exist."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _problem(item: Inconsistency, tree: Tree, *, show_values: bool) -> Problem:
    where = tree.locate(item.path)
    excerpt = tree.excerpt(where, show_values=show_values)
    return problem(item.code, where, owner=None, fix=None, excerpt=excerpt, **dict(item.names))
