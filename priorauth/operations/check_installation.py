"""Checking that everything the tool needs is on this machine."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from priorauth.problems import Refused

_LIBRARIES = {
    "click": "click",
    "pydantic": "pydantic",
    "jinja2": "jinja2",
    "markdown_it": "markdown-it-py",
    "docx": "python-docx",
    "lxml": "lxml",
    "reportlab": "reportlab",
    "pikepdf": "pikepdf",
    "pypdfium2": "pypdfium2",
    "PIL": "Pillow",
    "openpyxl": "openpyxl",
    "ruamel.yaml": "ruamel.yaml",
    "rich": "rich",
    "sqlalchemy": "SQLAlchemy",
    "alembic": "alembic",
}
"""Each library's module, and the name it is installed by."""
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
    floors = _floors()
    return (
        _python(),
        *(_library(module, name, floors) for module, name in _LIBRARIES.items()),
        _profiles(),
        _templates(home),
        _fonts(),
        _limits(),
        *map(_optional_library, _OPTIONAL_LIBRARIES),
        *_tools(),
    )


def _python() -> InstalledPart:
    return InstalledPart("Python", sys.version_info >= (3, 11), required=True, detail=sys.version.split()[0])


def _library(module: str, name: str, floors: Mapping[str, str]) -> InstalledPart:
    """Return whether a library loads, in a version not under its floor: an older one has flaws that are known."""
    try:
        importlib.import_module(module)
        found = metadata.version(name)
    except (ImportError, metadata.PackageNotFoundError):
        return InstalledPart(module, ok=False, required=True, detail="reinstall priorauth")
    floor = floors.get(name.lower(), "0")
    if _numbers(found) < _numbers(floor):
        return InstalledPart(
            module, ok=False, required=True, detail=f"{found} is under {floor}: reinstall priorauth"
        )
    return InstalledPart(module, ok=True, required=True, detail=found)


def _floors() -> dict[str, str]:
    """Return the lowest version of each library that is taken, as the package itself names it."""
    needed = filter(None, map(_FLOOR.fullmatch, metadata.requires("priorauth") or ()))
    return {found["name"].lower(): found["version"] for found in needed}


_FLOOR = re.compile(r"(?P<name>[\w.-]+)\s*>=\s*(?P<version>[\d.]+)")


def _numbers(version: str) -> tuple[int, ...]:
    """Return the first three numbers of a version; those that it leaves out are 0."""
    found = [int(part) for part in re.findall(r"\d+", version)[:3]]
    return (*found, *[0] * (3 - len(found)))


def _optional_library(name: str) -> InstalledPart:
    part, use = _library(name, name, {}), _OPTIONAL_LIBRARIES[name]
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
