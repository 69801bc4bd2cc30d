"""Checking that everything the tool needs is on this machine."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.problems import Refused

_LIBRARIES = [
    "click",
    "pydantic",
    "jinja2",
    "markdown_it",
    "docx",
    "lxml",
    "reportlab",
    "pikepdf",
    "pypdfium2",
    "PIL",
    "openpyxl",
    "ruamel.yaml",
    "rich",
    "sqlalchemy",
]
_OPTIONAL_LIBRARIES = {"pillow_heif": "HEIC pictures"}
_OPTIONAL_TOOLS = {"ocrmypdf": "reading scans", "tesseract": "reading scans", "soffice": "looking at Word files"}


@dataclass(frozen=True, slots=True)
class InstalledPart:
    """One thing the tool needs, or can use."""

    what: str
    ok: bool
    required: bool
    detail: str


def check_installation(home: Path) -> tuple[InstalledPart, ...]:
    """Return what was looked at, the practice's own templates that are found from ``home`` included.

    What is not there, or does not load, is told and raises nothing.
    """
    return (
        _python(),
        *map(_library, _LIBRARIES),
        _profiles(),
        _templates(home),
        _fonts(),
        _limits(),
        *map(_optional_library, _OPTIONAL_LIBRARIES),
        *_tools(),
    )


def _python() -> InstalledPart:
    return InstalledPart("Python", sys.version_info >= (3, 11), required=True, detail=sys.version.split()[0])


def _library(name: str) -> InstalledPart:
    try:
        module = importlib.import_module(name)
    except ImportError:
        return InstalledPart(name, ok=False, required=True, detail="reinstall priorauth")
    return InstalledPart(name, ok=True, required=True, detail=str(getattr(module, "__version__", "installed")))


def _optional_library(name: str) -> InstalledPart:
    part, use = _library(name), _OPTIONAL_LIBRARIES[name]
    return replace(part, required=False, detail=f"{part.detail if part.ok else 'optional'}, for {use}")


def _profiles() -> InstalledPart:
    from priorauth.payers.library import default_library

    library = default_library()
    try:
        count = len([library.load(profile_id) for profile_id in library.ids()])
    except Refused as refused:
        return InstalledPart("payer profiles", ok=False, required=True, detail=str(refused))
    return InstalledPart("payer profiles", ok=count > 0, required=True, detail=f"{count} load")


def _templates(home: Path) -> InstalledPart:
    from priorauth.operations.templates.find_templates import letters_from

    try:
        library = letters_from(home)
        count = len([library.load(name) for name in library.names()])
    except Refused as refused:
        return InstalledPart("templates", ok=False, required=True, detail=str(refused))
    return InstalledPart("templates", ok=count > 0, required=True, detail=f"{count} load")


def _fonts() -> InstalledPart:
    from priorauth.formats.typeface.faces import FOLDER

    fonts = sorted(FOLDER.glob("*.ttf"))
    return InstalledPart("fonts", ok=len(fonts) >= 4, required=True, detail=f"{len(fonts)} shipped")


def _tools() -> list[InstalledPart]:
    return [
        InstalledPart(
            tool, found is not None, required=False, detail=f"{_version(tool) if found else 'optional'}, for {use}"
        )
        for tool, use in _OPTIONAL_TOOLS.items()
        for found in [shutil.which(tool)]
    ]


def _version(tool: str) -> str:
    """Ask a tool for its version; one that does not answer is there all the same."""
    try:
        asked = subprocess.run(  # noqa: S603  (a name of ours, found on PATH)
            [tool, "--version"], capture_output=True, timeout=20, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return "found"
    lines = (asked.stdout or asked.stderr).decode("utf-8", "replace").splitlines()
    return lines[0].strip() if lines else "found"


def _limits() -> InstalledPart:
    from priorauth.exhibits.sandbox import limits

    enforced = limits.are_enforced()
    detail = "time, memory and files" if enforced else "time only, on this system"
    return InstalledPart("limits on opening exhibits", enforced, required=False, detail=detail)
