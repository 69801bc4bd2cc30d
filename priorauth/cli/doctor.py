"""`priorauth doctor`: check that everything the tool needs is here."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.problems import ExitCode, Refused

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
_OPTIONAL_TOOLS = {"ocrmypdf": "reading scans", "tesseract": "reading scans", "soffice": "looking at Word files"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    required: bool
    detail: str


@click.command()
@options.json_output
def doctor(as_json: bool) -> int:
    """Check that the tool is complete on this machine. Missing optional tools are named, not counted."""
    findings = [_python(), *map(_library, _LIBRARIES), _profiles(), _templates(), _fonts(), _limits(), *_tools()]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            mark = (
                painted("ok", "green")
                if finding.ok
                else painted("missing", "red" if finding.required else "yellow")
            )
            click.echo(f"{mark:8} {finding.what}: {finding.detail}")
    broken = any(finding.required and not finding.ok for finding in findings)
    return int(ExitCode.MISSING_TOOL if broken else ExitCode.OK)


def _python() -> Finding:
    return Finding("Python", sys.version_info >= (3, 11), required=True, detail=sys.version.split()[0])


def _library(name: str) -> Finding:
    try:
        module = importlib.import_module(name)
    except ImportError:
        return Finding(name, ok=False, required=True, detail="reinstall priorauth")
    return Finding(name, ok=True, required=True, detail=str(getattr(module, "__version__", "installed")))


def _profiles() -> Finding:
    from priorauth.payers.library import default_library

    library = default_library()
    try:
        count = len([library.load(profile_id) for profile_id in library.ids()])
    except Refused as refused:
        return Finding("payer profiles", ok=False, required=True, detail=str(refused))
    return Finding("payer profiles", ok=count > 0, required=True, detail=f"{count} load")


def _templates() -> Finding:
    from priorauth.assembly.pipeline import template_library
    from priorauth.practice.settings import find_practice

    try:
        library = template_library(find_practice(Path.cwd()))
        count = len([library.load(name) for name in library.names()])
    except Refused as refused:
        return Finding("templates", ok=False, required=True, detail=str(refused))
    return Finding("templates", ok=count > 0, required=True, detail=f"{count} load")


def _fonts() -> Finding:
    from priorauth.formats.typeface.faces import FOLDER

    fonts = sorted(FOLDER.glob("*.ttf"))
    return Finding("fonts", ok=len(fonts) >= 4, required=True, detail=f"{len(fonts)} shipped")


def _tools() -> list[Finding]:
    return [
        Finding(
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


def _limits() -> Finding:
    from priorauth.exhibits.sandbox import limits

    enforced = limits.are_enforced()
    detail = "time, memory and files" if enforced else "time only, on this system"
    return Finding("limits on opening exhibits", enforced, required=False, detail=detail)
