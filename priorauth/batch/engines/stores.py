"""Where inputs are put for workers on other machines: a folder that all see, or what fsspec reaches by a URL.

A URL over a network is used only when an admin names it. What would leave copies elsewhere, go unencrypted or show
a password on the command line is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from priorauth.files import read_file, remove_folder, write_file
from priorauth.problems import Refused, problem

_UNENCRYPTED = frozenset({"ftp", "http", "telnet", "tftp", "webhdfs"})


class Store(Protocol):
    """Keeps bytes under names of one part, in one folder of its own."""

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes; what had the name is replaced."""

    def get(self, name: str, *, limit_bytes: int) -> bytes:
        """Return bytes back, or raise `Refused` (PA1041)."""

    def clear(self) -> None:
        """Remove the folder and all that is in it."""


def open_store(url: str, folder: str) -> Store:
    """Open the folder of that name at a path or a URL.

    Raises `Refused`: PA1039 for a URL that is not safe, PA1040 when nothing installed can open it.
    """
    scheme = url.partition("://")[0].casefold() if "://" in url else "file"
    if "::" in url or scheme in _UNENCRYPTED or _shows_password(url):
        raise Refused([problem("PA1039")])
    if scheme in ("file", "local"):
        return _Folder(Path(unquote(url.partition("://")[2]) if "://" in url else url) / folder)
    try:
        import fsspec

        opened, path = fsspec.core.url_to_fs(url)
    except Exception:  # each protocol's package fails in its own way
        raise Refused([problem("PA1040")]) from None
    return _Remote(opened, f"{path.rstrip('/')}/{folder}")


def _shows_password(url: str) -> bool:
    try:
        return urlsplit(url).password is not None
    except ValueError:  # no URL at all: what opens it says so
        return False


class _Folder:
    """A folder on this machine, or one that is mounted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, data: bytes) -> None:
        write_file(self._folder / name, data, overwrite=True)

    def get(self, name: str, *, limit_bytes: int) -> bytes:
        try:
            return read_file(self._folder / name, limit_bytes=limit_bytes)
        except Refused:
            raise Refused([problem("PA1041")]) from None

    def clear(self) -> None:
        remove_folder(self._folder)


class _Remote:
    """A folder that fsspec reaches."""

    def __init__(self, opened: Any, folder: str) -> None:  # noqa: ANN401  (the library has no types)
        self._opened, self._folder = opened, folder

    def put(self, name: str, data: bytes) -> None:
        try:
            self._opened.makedirs(self._folder, exist_ok=True)
            self._opened.pipe_file(f"{self._folder}/{name}", data)
        except Exception:  # each protocol's package fails in its own way, and its words may hold names
            raise Refused([problem("PA1040")]) from None

    def get(self, name: str, *, limit_bytes: int) -> bytes:
        try:
            data = self._opened.cat_file(f"{self._folder}/{name}", start=0, end=limit_bytes + 1)
        except Exception:
            raise Refused([problem("PA1041")]) from None
        if len(data) > limit_bytes:
            raise Refused([problem("PA1041")])
        return bytes(data)

    def clear(self) -> None:
        try:
            if self._opened.exists(self._folder):
                self._opened.rm(self._folder, recursive=True)
        except Exception:
            raise Refused([problem("PA1043")]) from None
