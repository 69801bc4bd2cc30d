"""The built wheel, alone in an empty environment, builds a packet."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_an_installed_wheel_builds_a_packet_from_another_folder(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(words, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "priorauth/_data/templates/medical_necessity.md" in names
    assert "priorauth/_data/payer_profiles/fda-label.yaml" in names
    assert "priorauth/formats/typeface/fonts/OFL.txt" in names
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [str(tmp_path / "env" / "bin" / "priorauth"), "demo", "practice"]
    subprocess.run(command, check=True, cwd=elsewhere, env=clean, capture_output=True)
    assert (elsewhere / "practice" / "packets" / "EX-CLEAN" / "EX-CLEAN-packet.pdf").stat().st_size > 50_000
