"""The rules that keep the house standing: imports run downhill, one room writes, one file reads the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "priorauth"

# From the foundation up. A room may import from rooms before it, and from itself.
ROOMS = [
    "problems",
    "files",
    "dates",
    "spine",
    "codes",
    "shipped_data",
    "typeface",
    "ooxml",
    "spreadsheet",
    "records",
    "case",
    "practice",
    "registry",
    "payers",
    "exhibits",
    "criteria",
    "denials",
    "order",
    "submission",
    "document",
    "letters",
    "render",
    "packet",
    "chart",
    "sources",
    "pipeline",
    "verify",
    "ledger",
    "authoring",
    "batch",
    "appeals",
    "cli",
]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "priorauth" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


def climbs(path: Path) -> list[str]:
    room = room_of(path)
    return [other for other in imported_rooms(path) if ROOMS.index(other) > ROOMS.index(room)]


def test_the_guard_sees_the_package() -> None:
    assert {room_of(path) for path in modules()} - {"__init__", "__main__"} == set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downhill(path: Path) -> None:
    if room_of(path) not in ("__init__", "__main__"):
        assert climbs(path) == []


def test_a_climb_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dates.py").write_text("from priorauth.letters import composer\n")
    monkeypatch.setattr("tests.test_house.PACKAGE", tmp_path)
    assert climbs(tmp_path / "dates.py") == ["letters"]


WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "replace_file", "rmtree", "touch"}


def calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_one_room_writes_to_disk(path: Path) -> None:
    if room_of(path) != "files":
        assert calls(path) & WRITES == set()


def test_the_room_that_writes_is_seen_to_write() -> None:
    assert calls(PACKAGE / "files" / "writing.py") & (WRITES | {"replace", "fsync"})


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_but_the_command_line_reads_the_clock(path: Path) -> None:
    if path != PACKAGE / "cli" / "options.py":
        assert calls(path) & {"today", "now", "utcnow", "time"} <= (
            {"today", "now"} if room_of(path) == "cli" else set()
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_raw_paragraph_reaches_reportlab(path: Path) -> None:
    names = {name for name in imported_names(path) if name.startswith("reportlab.platypus")}
    assert names == set()


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
