"""Sending as its users meet it: options, exit codes, the files on disk and what the manifest says of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from priorauth.problems import ExitCode
from tests.cli.in_process import called as run
from tests.cli.test_commands import CASES, DAY
from tests.quick_sample import one_in

CHANNELS = """\
id: example-west
extends: highmark-wy-15-01-004
channels:
  - {kind: portal, name: Example portal, max_megabytes: 0.2, max_files: 9, name_pattern: "{case_id}_{part}of{parts}.pdf"}
  - {kind: fax, name: Example fax, max_pages: 12, trim_exhibits: true}
"""


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with a made-up payer whose channels have limits, and the clean case."""
    home = tmp_path_factory.mktemp("practice")
    shutil.copytree(CASES / "clean-three-bodies", home / "case")
    shutil.copy(CASES.parent / "practice.yaml", home)
    (home / "payer_profiles").mkdir()
    (home / "payer_profiles" / "example-west.yaml").write_text(CHANNELS)
    signed = ("--by", "Pat Example", "--note", "made up", "--effective", "2026-01-01")
    assert run("payer", "approve", "example-west", *signed, cwd=home).returncode == 0
    return home


def build(practice: Path, out: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """Build the case as PDF; give the exit code and what was said as data."""
    done = run(
        "build",
        str(practice / "case"),
        "--as-of",
        DAY,
        "--payer",
        "example-west",
        "--format",
        "pdf",
        "-o",
        str(out),
        "--json",
        *words,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout)


def manifest(out: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((out / "EX-CLEAN" / "manifest.json").read_text())
    return said


@pytest.mark.slow
def test_a_channel_limits_each_file_and_the_manifest_lists_them(practice: Path, tmp_path: Path) -> None:
    code, said = build(practice, tmp_path, "--channel", "portal", "--max-mb", "0.08")
    assert code == ExitCode.OK
    names = said["files"][:-1]
    assert names == [f"EX-CLEAN_{n}of{len(names)}.pdf" for n in range(1, len(names) + 1)]
    assert len(names) > 1
    rows = manifest(tmp_path)["files"]
    assert [row["name"] for row in rows] == names
    starts = [row["first_page"] for row in rows]
    assert starts == [1 + sum(row["pages"] for row in rows[:place]) for place in range(len(rows))]
    assert sum(row["pages"] for row in rows) == said["pages"]
    for row in rows:
        assert (tmp_path / "EX-CLEAN" / row["name"]).stat().st_size == row["bytes"] <= 80_000
    assert "PA824" in {warning["code"] for warning in said["warnings"]}


@pytest.mark.slow
def test_a_fax_has_a_cover_and_trimmed_exhibits(practice: Path, tmp_path: Path) -> None:
    code, _ = build(practice, tmp_path, "--channel", "Example fax")
    assert code == ExitCode.OK
    exhibits = {row["id"]: row for row in manifest(tmp_path)["exhibits"]}
    assert exhibits["B"]["enclosed"] == list(range(1, exhibits["B"]["pages"] + 1))
    assert any(len(row["enclosed"]) < row["pages"] for row in exhibits.values())
    assert all(row["enclosed"][0] == 1 for row in exhibits.values())
    assert manifest(tmp_path)["templates"][0]["name"] == "cover"
    assert all(row["pages"] <= 12 for row in manifest(tmp_path)["files"])


@pytest.mark.slow
def test_a_fax_is_shown_as_it_arrives(practice: Path, tmp_path: Path) -> None:
    _, said = build(practice, tmp_path, "--channel", "Example fax", "--preview")
    preview = tmp_path / "EX-CLEAN-fax-preview"
    assert (
        len(list(preview.glob("fax-fine-*.png"))) == len(list(preview.glob("fax-standard-*.png"))) == said["pages"]
    )
    assert {path.stat().st_mode & 0o777 for path in preview.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("words", "code", "problems"),
    one_in(
        3,
        [
            (["--max-mb", "0.01"], ExitCode.OVER_CHANNEL_LIMITS, {"PA813", "PA815"}),
            (["--max-pages", "4"], ExitCode.OVER_CHANNEL_LIMITS, {"PA814", "PA815"}),
            (["--channel", "mail"], ExitCode.USAGE, {"PA810"}),
        ],
    ),
)
def test_what_cannot_be_sent_leaves_nothing(
    practice: Path, tmp_path: Path, words: list[str], code: ExitCode, problems: set[str]
) -> None:
    found, said = build(practice, tmp_path / "out", *words, "--preview")
    assert found == code
    assert {problem["code"] for problem in said["problems"]} <= problems
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--max-mb", "0"], ["--max-pages", "0"], ["--max-mb", "many"]])
def test_a_limit_of_nothing_is_not_understood(words: list[str]) -> None:
    assert run("build", "x", *words).returncode == ExitCode.USAGE


def test_a_profile_s_channels_are_shown(practice: Path) -> None:
    done = run("payer", "show", "example-west", cwd=practice)
    assert "portal, Example portal: 0.2 MB a file; 9 files; named {case_id}_{part}of{parts}.pdf" in done.stdout


@pytest.mark.slow
def test_a_dry_run_with_a_preview_writes_nothing(practice: Path, tmp_path: Path) -> None:
    code, _ = build(practice, tmp_path / "out", "--preview", "--dry-run")
    assert code == ExitCode.OK
    assert list(tmp_path.iterdir()) == []
