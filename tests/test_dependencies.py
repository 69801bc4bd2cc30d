"""What the package depends on: pinned for tests, not under the floors it declares, and told by ``doctor``."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from priorauth.operations.check_installation import check_installation
from tests.offenders import assert_none

ROOT = Path(__file__).parent.parent
_NEEDED = re.compile(r"(?P<name>[\w.-]+)(?:\[\w+\])?(?:>=(?P<floor>[\d.]+))?")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def needed() -> list[tuple[str, str]]:
    """Each library of the package and of its extras, with its floor."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    found = [_NEEDED.fullmatch(line) for line in lines]
    assert all(found), lines
    return [(plain(each["name"]), each["floor"] or "0") for each in found if each]


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().split()
    return {plain(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_every_library_of_every_extra_is_pinned_at_its_floor_or_later() -> None:
    pins = pinned()
    assert_none(
        f"{name}: needs {floor} or later, constraints.txt has {pins.get(name, 'no version')}"
        for name, floor in needed()
        if name not in pins or numbers(pins[name]) < numbers(floor)
    )


def test_nothing_that_is_installed_lies_under_its_floor() -> None:
    assert_none(
        f"{name} {version} is installed, {floor} or later is needed"
        for name, floor in needed()
        for version in [_installed(name)]
        if version is not None and numbers(version) < numbers(floor)
    )


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@pytest.mark.parametrize(("version", "is_fine"), [("6.0.4", False), ("6.1.0", True), ("10.0", True), ("6.1", True)])
def test_doctor_names_a_library_under_its_floor(
    version: str, is_fine: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = metadata.version
    monkeypatch.setattr(metadata, "requires", lambda name: ["lxml>=6.1.0", 'pytest>=8; extra == "dev"'])
    monkeypatch.setattr(metadata, "version", lambda name: version if name == "lxml" else known(name))
    (part,) = (part for part in check_installation(tmp_path) if part.what == "lxml")
    assert part.ok is is_fine
    assert part.detail == (version if is_fine else f"{version} is under 6.1.0: reinstall priorauth")
