"""What a result was made from, as one hash: a case is built again only when something of it has changed.

Of the practice's own templates and profiles, a case depends on those it is made from, as they count on its day: an
edit, an approval or a retirement has the cases built again whose letters or criteria it reaches, and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from priorauth import __version__
from priorauth.batch.reach import ProfileReach, kinds_told, payer_of, profile_reach, texts_within
from priorauth.batch.task import TaskSpec
from priorauth.case.read_case import CaseSource, RowCase, folder_of
from priorauth.files import read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.parsing.tree import MAX_BYTES, Plain, read_tree
from priorauth.practice.approvals.approval_log import REGISTRY
from priorauth.practice.approvals.effective import OwnText, OwnTexts, own_texts
from priorauth.practice.approvals.status import Standing
from priorauth.practice.approvals.text_store import STORE
from priorauth.practice.settings import SETTINGS, LoadedPractice, find_practice, nearest_practice
from priorauth.problems import Refused

MAX_EXHIBIT_BYTES = 70_000_000
_ABSENT = b"-"
_NO_INPUTS: Any = {"case_file": True, "audit_head": True, "row": {"folder", "sheet", "cells"}}
"""What a packet does not depend on: where its case stands, be it a file, a sheet or a row, and when it is built."""


class Inputs:
    """Hashes what tasks depend on. Files that many cases share are read once."""

    def __init__(self) -> None:
        self._settings: dict[Path, LoadedPractice | None] = {}
        self._texts: dict[tuple[Path, date, bool], OwnTexts | None] = {}
        self._reaches: dict[tuple[object, ...], ProfileReach | None] = {}
        self._letters: dict[tuple[object, ...], str] = {}

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
            self._own_texts(spec, folder, content).encode(),
            case,
            *(_bytes(folder / name, MAX_EXHIBIT_BYTES) for name in _exhibit_files(content)),
        ]
        return _digest(parts)

    @cached_property
    def _shipped(self) -> str:
        return _digest(_contents([shipped_folder("templates"), shipped_folder("payer_profiles")]))

    def _practice(self, start: Path) -> str:
        found = self._found(start)
        return _digest([_bytes(found.folder / SETTINGS, MAX_BYTES)] if found else [])

    def _found(self, start: Path) -> LoadedPractice | None:
        if start not in self._settings:
            try:
                self._settings[start] = find_practice(start)
            except Refused:  # a wrong practice.yaml is told by the task itself
                self._settings[start] = None
        return self._settings[start]

    def _own_texts(self, spec: TaskSpec, start: Path, content: Plain) -> str:
        """Hash the practice's own texts that a case can depend on; where that cannot be said, every one of them."""
        practice = self._found(start)
        if practice is None:
            return ""
        texts = self._texts_of(practice, spec)
        if texts is None:
            return _digest([_ABSENT, _bytes(practice.folder / REGISTRY, MAX_EXHIBIT_BYTES)])
        payer = payer_of(content, spec.payer)
        reach = self._reach_of(practice, texts, payer, spec) if payer is not None else None
        if reach is None:
            return _digest(map(_state, texts.texts.values()))
        kinds = kinds_told(content)
        key = (practice.folder, spec.as_of, spec.draft, reach, kinds)
        if key not in self._letters:
            within = texts_within(practice, texts, reach, kinds, draft=spec.draft)
            self._letters[key] = _digest(_state(t) for t in within if t.standing is not Standing.AS_SHIPPED)
        return self._letters[key]

    def _reach_of(
        self, practice: LoadedPractice, texts: OwnTexts, payer: str, spec: TaskSpec
    ) -> ProfileReach | None:
        key = (practice.folder, spec.as_of, spec.draft, payer)
        if key not in self._reaches:
            self._reaches[key] = profile_reach(practice, texts, payer)
        return self._reaches[key]

    def _texts_of(self, practice: LoadedPractice, spec: TaskSpec) -> OwnTexts | None:
        key = (practice.folder, spec.as_of, spec.draft)
        if key not in self._texts:
            try:
                self._texts[key] = own_texts(practice.folder, spec.as_of, draft=spec.draft)
            except Refused:  # a registry that was tampered with is told by the task itself
                self._texts[key] = None
        return self._texts[key]


def _state(text: OwnText) -> bytes:
    """Say what of an own text a result depends on: its words, whether they may be used, and what is told of it."""
    told: list[str] = [text.file, text.used_sha256 or "", text.standing.value]
    if text.read_from != text.path and text.verdict.coming:
        told.append(text.verdict.coming.effective.isoformat())
    if text.standing.is_refused:
        last, now = text.last_approved, text.verdict.in_force
        told += [last.sha256, last.on.isoformat()] if last else []
        told += [now.effective.isoformat()] if now else []
    return "\0".join(told).encode()


def files_of(spec: TaskSpec) -> Iterator[tuple[Path, bytes]]:
    """Give the files a task reads that are there, with their contents: its case, its exhibits, its practice's."""
    folder = folder_of(spec.source).resolve()
    data, content = _case(spec.source)
    if isinstance(spec.source, Path) and data != _ABSENT:
        yield spec.source.resolve(), data
    paths = [folder / name for name in _exhibit_files(content)]
    home = nearest_practice(folder)
    if home is not None:
        own = [home / "templates", home / "payer_profiles", home / STORE]
        paths += [home / SETTINGS, home / REGISTRY]
        paths += (path for each in own if each.is_dir() for path in sorted(each.rglob("*")))
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
