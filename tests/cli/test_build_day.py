"""The day a packet speaks as of: the clock's, an earlier one that is set down, or for a draft one to come."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from priorauth.cli import options
from priorauth.problems import ExitCode
from priorauth.submission.build_spec import BuildSpec, manifest_form, spec_from_manifest
from tests.cli.in_process import called
from tests.quick_sample import one_in

CLEAN = Path(__file__).parent.parent.parent / "examples" / "cases" / "clean-three-bodies"
TODAY = date(2026, 11, 24)
DENIAL = ("--reason-kind", "other", "--denied-on", "2026-11-20", "--draft")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, 9).astimezone()
    monkeypatch.setattr(options, "now", lambda: moment)


@pytest.mark.parametrize("days", [1, 189])
@pytest.mark.parametrize("command", ["build", "appeal", "batch"])
def test_nothing_is_finished_as_of_a_day_to_come(command: str, days: int, tmp_path: Path) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    what = "week.csv" if command == "batch" else str(CLEAN)
    ended = called(command, what, "--as-of", day, "--out", "packets", cwd=tmp_path)
    assert ended.returncode == ExitCode.INPUT_INVALID
    assert f"PA135: the packet is to speak as of {day}, and today is 2026-11-24" in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("--dry-run",), ("--draft", "--dry-run")])
def test_what_is_not_finished_may_look_ahead(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = called("build", str(CLEAN), "--as-of", "2026-11-25", *words, cwd=tmp_path)
    assert ended.returncode == ExitCode.OK, ended.stderr


@pytest.mark.parametrize(("words", "is_kept"), one_in(2, [(("--as-of", "2026-11-24"), True), ((), False)]))
def test_a_day_that_somebody_chose_is_set_down(words: tuple[str, ...], is_kept: bool, tmp_path: Path) -> None:
    """For the option was given, not for what the clock says: the bytes stay the same whenever it is built."""
    ended = called("build", str(CLEAN), *words, "--format", "pdf", "-o", "packets", cwd=tmp_path)
    assert ended.returncode == ExitCode.OK, ended.stderr
    (manifest,) = tmp_path.glob("packets/*/manifest.json")
    assert json.loads(manifest.read_bytes())["asked"].get("day_given", False) is is_kept


@pytest.mark.parametrize("day_given", [True, False])
def test_a_specification_comes_back_from_its_manifest(day_given: bool) -> None:
    spec = BuildSpec(Path("case.yaml"), TODAY, Path(), day_given=day_given)
    kept = manifest_form(spec)
    again = spec_from_manifest(Path("case.yaml"), as_of=TODAY, draft=False, overrides=(), asked=kept)
    assert again == spec
