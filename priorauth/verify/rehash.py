"""Holding a packet's files against its manifest: all there, the very bytes, all pages, and nothing beside them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from priorauth.files import read_file
from priorauth.packet.manifest.manifest import MANIFEST, Manifest, NamedFile
from priorauth.packet.manifest.seal import imprint_of
from priorauth.problems import Problem, Refused, Where, problem

_MAX_FILE_BYTES = 500_000_000
_OF_THE_SYSTEM = ("~$", ".", "Thumbs.db", "desktop.ini")
"""How names begin that an office program or the system leaves in a folder, and that nobody sends."""


@dataclass(frozen=True, slots=True)
class Rehashed:
    """What stands on disk. ``edited`` are Word files whose bytes differ: a person may have worked on them."""

    files: Mapping[str, bytes]
    edited: tuple[str, ...]
    problems: tuple[Problem, ...]


def rehash(folder: Path, manifest: Manifest) -> Rehashed:
    """Read every file the manifest names and compare size and hash: PA835, PA836, PA837.

    A Word file that differs is not a problem yet; what was changed in it has to be read.
    """
    files: dict[str, bytes] = {}
    edited: list[str] = []
    problems: list[Problem] = []
    for number, item in enumerate(manifest.files, 1):
        try:
            data = read_file(folder / item.name, limit_bytes=_MAX_FILE_BYTES)
        except Refused as refused:
            problems += [_not_read(p, number, where_of(manifest, item)) for p in refused.problems]
            continue
        files[item.name] = data
        if is_as_made(item, data):
            continue
        where = where_of(manifest, item)
        if item.is_word:
            edited.append(item.name)
        elif len(data) != item.bytes:
            problems.append(problem("PA836", where, number=number, found=len(data), expected=item.bytes))
        else:
            problems.append(problem("PA837", where, number=number))
    return Rehashed(files, tuple(edited), tuple(problems))


def is_as_made(item: NamedFile, data: bytes) -> bool:
    """Whether these are the bytes that were made."""
    return len(data) == item.bytes and hashlib.sha256(data).hexdigest() == item.sha256


def where_of(manifest: Manifest, item: NamedFile) -> Where:
    """Name a file of the packet, if its name is one this tool gave it: the case's id and what the file is."""
    return Where(file=item.name if item.name.startswith(f"{manifest.case_id}-") else None)


def _not_read(found: Problem, number: int, where: Where) -> Problem:
    return problem("PA835", where, number=number) if found.code == "PA201" else problem(found.code, where, limit="")


def strangers(folder: Path, manifest: Manifest) -> tuple[Problem, ...]:
    """Count what stands in the folder and is not of the packet (PA839); a system's own hidden files are not."""
    named = {MANIFEST, *(item.name for item in manifest.files)}
    try:
        found = [path.name for path in folder.iterdir()]
    except OSError:
        return (problem("PA202"),)
    others = [name for name in found if name not in named and not name.startswith(_OF_THE_SYSTEM)]
    return (problem("PA839", count=len(others)),) if others else ()


def check_pdfs(files: Mapping[str, bytes], manifest: Manifest) -> tuple[Problem, ...]:
    """Count each PDF's pages, and hold the digest inside it against the manifest: PA838, PA840, PA841."""
    return tuple(
        found
        for number, item in enumerate(manifest.files, 1)
        if item.is_pdf and item.name in files
        for found in _check_pdf(number, item, files[item.name], manifest)
    )


def _check_pdf(number: int, item: NamedFile, data: bytes, manifest: Manifest) -> Iterator[Problem]:
    where = where_of(manifest, item)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pages, imprint = len(pdf.pages), imprint_of(pdf)
    except (pikepdf.PdfError, ValueError, RecursionError, NotImplementedError):
        yield problem("PA840", where, number=number)
        return
    if item.pages is None or pages != item.pages:
        yield problem("PA838", where, number=number, found=pages, expected=item.pages or 0)
    if imprint != manifest.inputs_sha256:
        yield problem("PA841", where, number=number)
