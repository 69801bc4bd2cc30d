"""The command line called in this very process: as users meet it, without the seconds a new process takes."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from priorauth.cli import main

_NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


class _Terminal(io.BytesIO):
    """Input that is typed at a terminal."""

    def isatty(self) -> bool:
        return True


def called(
    *words: str,
    cwd: Path | None = None,
    given: bytes = b"",
    typed: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Call a command in a folder, or in this one, without color.

    ``given`` is what comes in on standard input, or ``typed`` what a person types at a terminal,
    which has no screen for pictures unless ``environment`` names one.
    """
    source = io.BytesIO(given) if typed is None else _Terminal(typed.encode())
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    with (
        contextlib.chdir(cwd or Path.cwd()),
        patch.object(sys, "stdin", io.TextIOWrapper(source)),
        patch.object(sys, "argv", ["priorauth", *words]),
        patch.dict("os.environ", {"NO_COLOR": "1", **_NO_SCREEN, **(environment or {})}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Done(code, out.getvalue(), err.getvalue())
