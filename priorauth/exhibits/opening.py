"""Opening exhibits: each becomes a PDF whose pages can be bound, with the text a machine can read.

The files themselves are opened in a process of their own (see `sandbox`); nothing here looks into one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from priorauth.case.model import Case, Exhibit
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.pages import OpenedExhibit, Page
from priorauth.exhibits.rejection import Quarantined, Remark
from priorauth.exhibits.sandbox.parent import Opener, standing
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.files import inside, read_file
from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 70_000_000
"""The largest upload any known portal takes; no exhibit can be larger than its packet."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that was opened: as a PDF without anything that acts, its pages, and the hash of what was given."""

    pdf: bytes
    pages: tuple[Page, ...]
    sha256: str
    remarks: tuple[Remark, ...] = ()


def open_exhibits(
    case: Case, folder: Path, *, ocr: bool = False, opener: Opener | None = None
) -> tuple[OpenedExhibit, ...]:
    """Open every exhibit of a case; ``folder`` is the case file's.

    With ``ocr``, pages without text are read with tesseract where it is installed. ``opener`` is for tests. Raises
    `Refused` with the problems of all exhibits: PA206 outside the folder, PA105, PA202 and PA207 not to be read,
    PA701 not there, and the codes of `rejection` for what is not taken.
    """
    opened: list[OpenedExhibit] = []
    problems: list[Problem] = []
    with opener or standing() as room:
        for exhibit in case.exhibits:
            try:
                opened.append(_open(exhibit, folder, room, ocr=ocr))
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)
    return tuple(opened)


def open_file(path: Path, *, ocr: bool = False) -> OpenedFile:
    """Open any single file of a kind that is taken, as an exhibit is opened.

    Raises `Refused`: PA201, PA202, PA207 and PA105 not to be read, and the codes of `rejection`.
    """
    where = Where(file=str(path))
    suffix = path.suffix.lower()
    if suffix not in KIND_OF_SUFFIX:
        raise Refused([problem("PA707", where)])
    return open_bytes(read_file(path, limit_bytes=MAX_BYTES), suffix, where=where, ocr=ocr)


def open_bytes(
    data: bytes, suffix: str, *, where: Where | None = None, ocr: bool = False, opener: Opener | None = None
) -> OpenedFile:
    """Open a file's content; ``suffix`` is its name's ending, such as ``.pdf``. Raises `Refused` at ``where``."""
    try:
        with opener or standing() as room:
            return _opened(data, suffix.lower(), room, ocr=ocr)
    except Quarantined as refusal:
        raise Refused([_told(refusal, where)]) from None


def told_of(exhibits: Iterable[OpenedExhibit]) -> tuple[Problem, ...]:
    """Return the notes and warnings about exhibits that were taken, in their order."""
    return tuple(
        remarked(remark, Where(exhibit=opened.exhibit.id)) for opened in exhibits for remark in opened.remarks
    )


def remarked(remark: Remark, where: Where) -> Problem:
    """Return what is told of a file that was taken, at its place."""
    return problem(remark.code, replace(where, page=remark.page), count=remark.count)


def _open(exhibit: Exhibit, folder: Path, room: Opener, *, ocr: bool) -> OpenedExhibit:
    where = Where(exhibit=exhibit.id)
    path = inside(folder, exhibit.file, key=f"exhibit {exhibit.id}")
    if not path.exists():
        raise Refused([problem("PA701", where)])
    suffix = path.suffix.lower()
    if suffix not in KIND_OF_SUFFIX:
        raise Refused([problem("PA707", where)])
    try:
        opened = _opened(_read(path, where), suffix, room, ocr=ocr, unpack=exhibit.unpack)
    except Quarantined as refusal:
        raise Refused([_told(refusal, where)]) from None
    return OpenedExhibit(exhibit, opened.pdf, opened.pages, opened.sha256, opened.remarks)


def _opened(data: bytes, suffix: str, room: Opener, *, ocr: bool, unpack: bool = False) -> OpenedFile:
    taken = room.open(Request(data, suffix, ocr, unpack))
    return OpenedFile(taken.pdf, taken.pages, hashlib.sha256(data).hexdigest(), taken.remarks)


def _told(refusal: Quarantined, where: Where | None) -> Problem:
    names: dict[str, Any] = dict(refusal.names)
    return problem(refusal.code, where, **names)


def _read(path: Path, where: Where) -> bytes:
    """Read a file; a problem names the exhibit and not its file, whose name may be a patient's."""
    try:
        return read_file(path, limit_bytes=MAX_BYTES)
    except Refused as refused:
        raise Refused(replace(found, where=where) for found in refused.problems) from None
