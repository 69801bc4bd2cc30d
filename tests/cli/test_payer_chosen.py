"""The profile a packet is held against: a slip in the payer's id is refused, and another payer's profile is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from priorauth.problems import ExitCode
from tests.cli.in_process import called
from tests.quick_sample import one_in

CLEAN = Path(__file__).parent.parent.parent / "examples" / "cases" / "clean-three-bodies"
DAY = ("--as-of", "2026-11-24")


def case_of(payer: str, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(CLEAN, folder)
    shutil.copy(CLEAN.parent.parent / "practice.yaml", tmp_path)
    file = folder / "case.yaml"
    text = file.read_text(encoding="utf-8")
    own = next(line for line in text.splitlines() if line.strip().startswith("payer:"))
    file.write_text(text.replace(own, f"{own.split('payer:')[0]}payer: {payer}"), encoding="utf-8")
    return folder


def manifest(tmp_path: Path) -> dict[str, object]:
    (file,) = tmp_path.glob("packets/*/manifest.json")
    read: dict[str, object] = json.loads(file.read_bytes())
    return read


@pytest.mark.parametrize(
    ("payer", "said"),
    one_in(
        4, [("highmark", "did you mean 'highmark-wy-15-01-004'?"), ("somebodys-plan", "see 'priorauth payer list'")]
    ),
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_payer_that_no_profile_has_is_refused(command: str, payer: str, said: str, tmp_path: Path) -> None:
    ended = called(command, str(case_of(payer, tmp_path)), *DAY, cwd=tmp_path)
    assert ended.returncode == ExitCode.INPUT_INVALID
    assert "PA353" in ended.stdout + ended.stderr
    assert said in ended.stdout + ended.stderr
    assert "--no-profile" in ended.stdout + ended.stderr
    assert not (tmp_path / "packets").exists()


@pytest.mark.slow
def test_a_payer_without_a_profile_is_held_against_the_indication_when_asked(tmp_path: Path) -> None:
    folder = case_of("somebodys-plan", tmp_path)
    ended = called("build", str(folder), *DAY, "--no-profile", "--format", "pdf", cwd=tmp_path)
    assert ended.returncode == ExitCode.OK, ended.stderr
    made = manifest(tmp_path)
    assert made["profile"]["is_fallback"] is True  # type: ignore[index]
    assert "PA309" in made["notices"]  # type: ignore[operator]


def test_a_packet_says_that_another_profile_was_asked_for(tmp_path: Path) -> None:
    folder = case_of("hcsc", tmp_path)
    ended = called("build", str(folder), *DAY, "--payer", "highmark-wy-15-01-004", "--format", "pdf", cwd=tmp_path)
    assert ended.returncode == ExitCode.OK, ended.stderr
    assert "PA354" in ended.stdout + ended.stderr
    made = manifest(tmp_path)
    assert "PA354" in made["notices"]  # type: ignore[operator]
    assert "PA354" in made["problems"]  # type: ignore[operator]
    said = ""
    for file in tmp_path.glob("packets/*/*.pdf"):
        with pypdfium2.PdfDocument(file) as pdf:
            said += " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    said = " ".join(said.split())
    assert "Held against the profile highmark-wy-15-01-004" in said
    again = called(
        "verify", str(next(tmp_path.glob("packets/*/"))), "--case", str(folder / "case.yaml"), cwd=tmp_path
    )
    assert again.returncode == ExitCode.OK, again.stdout + again.stderr
