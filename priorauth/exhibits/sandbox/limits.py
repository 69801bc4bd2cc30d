"""What the process that opens an attachment may use of this machine, where the system can be told."""

from __future__ import annotations

import importlib
from typing import Any, Final

WALL_SECONDS: Final = 120.0
"""From handing an attachment over to having its result."""

OCR_WALL_SECONDS: Final = 600.0
CPU_SECONDS: Final = 90
OCR_CPU_SECONDS: Final = 300
"""Of each process; the reader of scans is a process of its own under the same limit."""

MEMORY_BYTES: Final = 2_500_000_000
"""Of address space: an image of `MAX_PIXELS` in color, twice, and the libraries."""

RESULT_BYTES: Final = 150_000_000

MAX_PAGES: Final = 1_000
"""Of one attachment."""

MAX_CHARACTERS: Final = 500_000
"""Of the pages of one exhibit: some 200 pages of close print. What is done with a text grows as the text does."""

MAX_PIXELS: Final = 100_000_000
"""Of one page: more than US Letter at 1,000 dots per inch."""


def are_enforced() -> bool:
    """Whether this system has limits on memory and processor time; on Windows only the clock limits a child."""
    return _resource() is not None


def apply(*, cpu_seconds: int, memory_bytes: int) -> None:
    """Limit this process for good: no core dumps, no new files, so much memory, so much processor time."""
    resource = _resource()
    if resource is None:
        return
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_AS": memory_bytes,
        "RLIMIT_CPU": cpu_seconds,
    }
    for name, most in wanted.items():
        _lower(resource, name, most)


def _lower(resource: Any, name: str, most: int) -> None:  # noqa: ANN401  (a module Windows does not have)
    kind = getattr(resource, name, None)
    if kind is None:
        return
    hard = resource.getrlimit(kind)[1]
    # At the hard limit of processor time a process is killed; a second before, it ends by a signal that says why.
    last = most + 1 if name == "RLIMIT_CPU" else most
    last = last if hard == resource.RLIM_INFINITY else min(last, hard)
    try:
        resource.setrlimit(kind, (min(most, last), last))
    except (ValueError, OSError):  # macOS knows the name of the limit on memory and does not take it
        return


def _resource() -> Any:  # noqa: ANN401
    try:
        return importlib.import_module("resource")
    except ImportError:
        return None
