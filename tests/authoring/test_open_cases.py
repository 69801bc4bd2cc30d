"""Which cases count as open, and that none goes missing in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.authoring.change.open_cases import OpenCases, case_files, find_open_cases
from priorauth.ledger.states import State
from priorauth.problems import Refused
from tests.authoring.practices import write_case, write_practice

DAY = date(2026, 11, 24)


def ids(found: OpenCases) -> list[str]:
    return [item.case.case_id for item in found.cases]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (None, True),
        (State.BUILT, True),
        (State.SUBMITTED, True),
        (State.INFORMATION_REQUESTED, True),
        (State.DENIED, True),
        (State.APPEALED, True),
        (State.APPROVED, False),
        (State.EXPIRED, False),
        (State.DONE, False),
    ],
)
def test_a_case_is_open_until_the_ledger_closes_it(tmp_path: Path, state: State | None, is_open: bool) -> None:
    write_case(tmp_path, "CASE-1")
    found = find_open_cases((tmp_path,), {"CASE-1": state} if state else {"CASE-2": State.DONE}, DAY)
    assert (ids(found), found.closed) == ((["CASE-1"], 0) if is_open else ([], 1))


def test_every_state_is_in_the_table() -> None:
    assert len(State) == 8


def test_a_case_that_cannot_be_read_is_told_with_its_file(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "CASE-1")
    (home / "cases" / "bad").mkdir()
    (home / "cases" / "bad" / "case.yaml").write_text("case_id: X\npatient: Avery Example\n")
    (home / "cases" / "loose.yaml").write_text("a: [")
    found = find_open_cases((home / "cases",), {}, DAY)
    assert (ids(found), found.unreadable) == (["CASE-1"], 2)
    assert {Path(str(p.where.file)).name for p in found.problems} == {"case.yaml", "loose.yaml"}
    assert "Avery" not in str(found.problems)


def test_where_cases_are_looked_for(tmp_path: Path) -> None:
    for name in ("a/case.yaml", "a/b/case.yml", "c/case.json", "loose.yaml", "a/exhibit.yaml", "notes.txt",
                 ".a.0123456789ab.old/case.yaml", "a/case.schema.json"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in case_files((tmp_path, tmp_path / "a"))]
    assert found == ["a/b/case.yml", "a/case.yaml", "a/exhibit.yaml", "c/case.json", "loose.yaml"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        case_files((tmp_path, tmp_path / "nowhere"))
    assert [p.code for p in refused.value.problems] == ["PA342"]
