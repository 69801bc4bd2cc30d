"""What a result was made from, as one hash: a case is built again only when something of it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from priorauth import __version__
from priorauth.batch.task import TaskSpec
from priorauth.case.reader import CaseSource, RowCase, folder_of
from priorauth.files import read_file
from priorauth.practice import SETTINGS, find_practice, nearest_practice
from priorauth.problems import Refused
from priorauth.records.tree import MAX_BYTES, Plain, read_tree
from priorauth.shipped_data import folder as shipped_folder

MAX_EXHIBIT_BYTES = 70_000_000
_ABSENT = b"-"
_NO_INPUTS: Any = {"case_file": True, "audit_head": True, "row": {"folder", "sheet", "cells"}}
"""What a packet does not depend on: where its case stands, be it a file, a sheet or a row, and when it is built."""


class Inputs:
    """Hashes what tasks depend on. Files that many cases share are read once."""

    def __init__(self) -> None:
        self._practices: dict[Path, str] = {}

    def key(self, spec: TaskSpec) -> str:
        """Give the hash of a task's inputs: the case, its exhibits, the practice, what is shipped, the options."""
        source = spec.source
        folder = folder_of(source)
        case, content = _case(source)
        parts = [
            __version__.encode(),
            spec.model_dump_json(exclude=_NO_INPUTS).encode(),
            self._shipped.encode(),
            self._practice(folder).encode(),
            case,
            *(_bytes(folder / name, MAX_EXHIBIT_BYTES) for name in _exhibit_files(content)),
        ]
        return _digest(parts)

    @cached_property
    def _shipped(self) -> str:
        return _digest(_contents([shipped_folder("templates"), shipped_folder("payer_profiles")]))

    def _practice(self, start: Path) -> str:
        if start not in self._practices:
            try:
                found = find_practice(start)
            except Refused:  # a wrong practice.yaml is told by the task itself
                found = None
            folders = [*found.template_folders, *found.profile_folders] if found else []
            settings = [_bytes(found.folder / SETTINGS, MAX_BYTES)] if found else []
            self._practices[start] = _digest([*settings, *_contents(folders)])
        return self._practices[start]


def files_of(spec: TaskSpec) -> Iterator[tuple[Path, bytes]]:
    """Give the files a task reads that are there, with their contents: its case, its exhibits, its practice's."""
    folder = folder_of(spec.source).resolve()
    data, content = _case(spec.source)
    if isinstance(spec.source, Path) and data != _ABSENT:
        yield spec.source.resolve(), data
    paths = [folder / name for name in _exhibit_files(content)]
    home = nearest_practice(folder)
    if home is not None:
        own = [home / "templates", home / "payer_profiles"]
        paths += [home / SETTINGS, *(path for each in own if each.is_dir() for path in sorted(each.rglob("*")))]
    for path in dict.fromkeys(paths):
        if path.is_file():
            yield path.resolve(), read_file(path, limit_bytes=MAX_EXHIBIT_BYTES)


def _case(source: CaseSource) -> tuple[bytes, Plain]:
    """Give a case's bytes and content, without reading it as a case: one that is wrong has inputs too.

    What a row holds stands among the task's own inputs.
    """
    if isinstance(source, RowCase):
        return b"", source.tree.content
    data = _bytes(source, MAX_BYTES)
    try:
        return data, read_tree(data, source.name).content
    except Refused:
        return data, None


def _exhibit_files(content: Plain) -> list[str]:
    """List the files a case names."""
    rows = content.get("exhibits") if isinstance(content, dict) else None
    return [row["file"] for row in _dictionaries(rows) if isinstance(row.get("file"), str)]  # type: ignore[misc]


def _dictionaries(rows: Plain) -> Iterable[dict[str, Plain]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _contents(folders: Iterable[Path]) -> Iterable[bytes]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                yield str(path.relative_to(folder)).encode()
                yield _bytes(path, MAX_EXHIBIT_BYTES)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        return read_file(path, limit_bytes=limit)
    except Refused:
        return _ABSENT


def _digest(parts: Iterable[bytes]) -> str:
    """Hash parts so that where one ends and the next begins makes a difference."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
