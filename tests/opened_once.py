"""The same attachment is opened once in the quick loop: each takes a process of its own, and hundreds of builds ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits import opening
from priorauth.exhibits.opening import OpenedFile
from priorauth.exhibits.sandbox.parent import Opener

_really = opening._opened
_OPENED: dict[tuple[bytes, str], OpenedFile] = {}


def _opened_once(
    data: bytes, suffix: str, room: Opener, *, ocr: bool, pages: PageRanges | None = None
) -> OpenedFile:
    """Return what an attachment was opened to before; scans that are read, refusals and pages are not kept."""
    if ocr or pages is not None:
        return _really(data, suffix, room, ocr=ocr, pages=pages)
    if (data, suffix) not in _OPENED:
        _OPENED[data, suffix] = _really(data, suffix, room, ocr=ocr)
    return _OPENED[data, suffix]


@contextmanager
def opened_once() -> Iterator[None]:
    """Open the same bytes once while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_opened", _opened_once)
        yield
