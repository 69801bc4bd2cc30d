"""The same attachment is opened once in the quick loop: each takes a process of its own, and hundreds of builds ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from priorauth.exhibits import opening
from priorauth.exhibits.opening import OpenedFile
from priorauth.exhibits.sandbox.parent import Opener

_really = opening._opened
_OPENED: dict[tuple[bytes, str, bool], OpenedFile] = {}


def _opened_once(data: bytes, suffix: str, room: Opener, *, ocr: bool, unpack: bool = False) -> OpenedFile:
    """Return what an attachment was opened to before; scans that are read, and refusals, are not kept."""
    if ocr:
        return _really(data, suffix, room, ocr=ocr, unpack=unpack)
    if (data, suffix, unpack) not in _OPENED:
        _OPENED[data, suffix, unpack] = _really(data, suffix, room, ocr=ocr, unpack=unpack)
    return _OPENED[data, suffix, unpack]


@contextmanager
def opened_once() -> Iterator[None]:
    """Open the same bytes once while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_opened", _opened_once)
        yield
