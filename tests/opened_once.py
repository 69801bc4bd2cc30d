"""The same attachment is opened once in the quick loop: each takes a process of its own, and hundreds of builds ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from priorauth.exhibits import opening
from priorauth.exhibits.opening import OpenedFile
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request

_really = opening._opened
_OPENED: dict[Request, OpenedFile] = {}


def _opened_once(request: Request, room: Opener) -> OpenedFile:
    """Return what an attachment was opened to before; scans that are read, refusals and pages are not kept."""
    if request.ocr or request.pages is not None:
        return _really(request, room)
    if request not in _OPENED:
        _OPENED[request] = _really(request, room)
    return _OPENED[request]


@contextmanager
def opened_once() -> Iterator[None]:
    """Open the same bytes once while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_opened", _opened_once)
        yield
