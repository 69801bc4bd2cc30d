"""An archive of files with an index of their hashes: written and read in parts, so that size takes no memory.

It is an ordinary zip file, so that anybody can open it without this tool. Its last member is the index: each file's
size and SHA-256, and the SHA-256 of the index itself. What is read is compared with that, to the last byte.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal, cast

from pydantic import ConfigDict, Field, ValidationError

from priorauth.files import read_parts, require_inner_name
from priorauth.parsing.model import Record
from priorauth.problems import Problem, Refused, Where, problem

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_INDEX = "index.json"
_MOST_INDEX_BYTES = 100_000_000
_BLOCK = 1_000_000
_MARKS = {"practice": b"priorauth: backup of a practice", "case": b"priorauth: files of a case"}
"""What ends an archive of each kind, so that it is known without reading it."""
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _ArchivePart(Record):
    """A part of the index: names stand in it to the letter."""

    model_config = ConfigDict(str_strip_whitespace=False)


class ArchivedFile(_ArchivePart):
    """A file's size in bytes, and its hash."""

    size: int = Field(ge=0)
    sha256: _Sha256


class ArchiveContent(_ArchivePart):
    """What an archive is of, and what it says of the ledger."""

    kind: Literal["practice", "case"]
    tool_version: str
    made_at: datetime
    case_id: str | None = None
    ledger: str | None = None
    """What the ledger was called, without anybody's name; ``None`` where there was none."""
    head: _Sha256 | None = None
    """The hash of the latest event of its chain."""
    folders: tuple[str, ...] = ()
    """The folders, those without a file among them."""


class Index(_ArchivePart):
    """What an archive holds."""

    about: ArchiveContent
    files: dict[str, ArchivedFile]

    @property
    def seal(self) -> str:
        """Return the SHA-256 of the index."""
        plain = self.model_dump(mode="json")
        return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class _Sink(io.RawIOBase):
    """What the archive is written into: it holds no more than what was written since it was last drained."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        self._held += data
        return len(memoryview(data))

    def drain(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held


class ArchiveWriter:
    """An archive in the making: each call yields the bytes that it adds, and has to be read to its end."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(cast("IO[bytes]", self._sink), "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._files: dict[str, ArchivedFile] = {}

    def add(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Add a file."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for part in parts:
                digest.update(part)
                size += len(part)
                member.write(part)
                yield self._sink.drain()
        self._files[name] = ArchivedFile(size=size, sha256=digest.hexdigest())

    def finish(self, about: ArchiveContent) -> Iterator[bytes]:
        """Add the index, and end the archive."""
        index = Index(about=about, files=self._files)
        text = json.dumps({"seal": index.seal, **index.model_dump(mode="json")}, indent=1)
        with self._zip.open(_member(_INDEX), "w", force_zip64=True) as member:
            member.write(text.encode())
        self._zip.comment = _MARKS[about.kind]
        self._zip.close()
        yield self._sink.drain()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def is_practice_backup(path: Path) -> bool:
    """Return whether a file ends as a backup of a practice does. Raises `Refused` (PA202)."""
    if path.suffix.lower() != ".zip":
        return False
    mark = _MARKS["practice"]
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - len(mark)))
            return stream.read() == mark
    except OSError:
        raise Refused([problem("PA202", Where(str(path)))]) from None


class SealedArchive:
    """An open archive whose index holds."""

    def __init__(self, opened: zipfile.ZipFile, index: Index, file: str) -> None:
        self._zip = opened
        self._file = file
        self.index = index

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield a file's content in parts; raise `Refused` (PA1121) at the latest at its end if it is another's."""
        expected, digest, size = self.index.files[name], hashlib.sha256(), 0
        with _named_if_broken(self._file), self._zip.open(name) as member:
            while part := member.read(_BLOCK):
                digest.update(part)
                size += len(part)
                if size > expected.size:
                    break
                yield part
        if (size, digest.hexdigest()) != (expected.size, expected.sha256):
            raise Refused([_broken(self._file, "a file in it has another hash than its index says")])

    def require_whole(self) -> None:
        """Read all of it. Raises `Refused` (PA1121) for a file that is another than the index says."""
        for name in self.index.files:
            for _ in self.parts(name):
                pass


@contextmanager
def open_archive(path: Path) -> Iterator[SealedArchive]:
    """Open an archive and check its index and every name in it.

    Raises `Refused`: PA201, PA202 and PA207 for what cannot be read, PA1121 for what is no archive or was changed,
    PA208 for a name in it that leads out of a folder.
    """
    for _ in read_parts(path):  # says why it cannot be read, if it cannot
        break
    with _named_if_broken(str(path)):
        opened = zipfile.ZipFile(path)
    with opened:
        with _named_if_broken(str(path)):
            index = _index_of(opened, str(path))
        names = [member.filename for member in opened.infolist()]
        if sorted(names) != sorted([*index.files, _INDEX]):
            raise Refused([_broken(str(path), "it holds other files than its index names")])
        for name in (*index.files, *index.about.folders):
            require_inner_name(name)
        yield SealedArchive(opened, index, str(path))


def _index_of(opened: zipfile.ZipFile, file: str) -> Index:
    try:
        with opened.open(_INDEX) as member:
            data = member.read(_MOST_INDEX_BYTES + 1)
        if len(data) > _MOST_INDEX_BYTES:
            raise Refused([_broken(file, "its index is too long")])
        plain = json.loads(data)
        seal = plain.pop("seal")
        index = Index.model_validate_json(json.dumps(plain))
    except (KeyError, ValueError, AttributeError, TypeError, RecursionError, ValidationError):
        raise Refused([_broken(file, "it has no index that can be read")]) from None
    if index.seal != seal:
        raise Refused([_broken(file, "its index was changed")])
    return index


@contextmanager
def _named_if_broken(file: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        raise Refused([_broken(file, "it is no zip file, or a damaged one")]) from None
    except OSError:
        raise Refused([problem("PA202", Where(file))]) from None


def _broken(file: str, what: str) -> Problem:
    return problem("PA1121", Where(file), what=what)
